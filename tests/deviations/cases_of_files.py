"""An inbox that a function fills, with what must come of it.

All files are of May and of the region 02 and filled in alike, where nothing else is said.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inbox_of_returns import Inbox, Parts
from seen_cells import Cell
from small_form import MAY, small

from deviations import BEFORE, changes
from tilannekuva.domain.settings import Settings
from tilannekuva.layout.form import FormContents
from tilannekuva.pipeline.foundations import Foundations

USED = "accepted: used"
ALL = dict.fromkeys(BEFORE)
"""Nothing is read."""


@dataclass(frozen=True)
class CameOf:
    """What came of an inbox."""

    files: dict[str, str]
    """Disposition and reason of each file."""
    found: dict[str, list[str]]
    """Code and place of every finding, by the file it is about."""
    otherwise: dict[str, object]
    """What was read otherwise than from one filled form."""
    lost: list[Cell]
    """The cells of all files that nothing accounts for."""


@dataclass(frozen=True)
class Case:
    """An inbox, and what must come of it."""

    fill: Callable[[Inbox], None]
    files: Mapping[str, str]
    found: Mapping[str, list[str]] = field(default_factory=dict)
    reads: Mapping[str, object] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)

    @property
    def name(self) -> str:
        """What is done."""
        return self.fill.__name__.replace("_", " ")

    @property
    def expected(self) -> CameOf:
        """What must come of it."""
        found = {name: sorted(told) for name, told in self.found.items()}
        return CameOf(dict(self.files), found, dict(self.reads), [])

    def came(self, foundations: Foundations, folder: Path) -> CameOf:
        """Fill the inbox and gather it."""
        reduced = small(foundations)
        in_force = Foundations(self.settings, reduced.roadmap, reduced.regions, reduced.glossary)
        inbox = Inbox(in_force, folder)
        self.fill(inbox)
        outcomes = inbox.gather(MAY)
        read = {asked: value for each in outcomes.values() for asked, value in each.answers.items()}
        return CameOf(
            files={name: each.file for name, each in outcomes.items()},
            found={name: each.found for name, each in outcomes.items() if each.found},
            otherwise=changes(read),
            lost=[cell for each in outcomes.values() for cell in each.lost],
        )


class Cases:
    """A list of cases in the making."""

    def __init__(self) -> None:
        self.listed: list[Case] = []

    @property
    def names(self) -> list[str]:
        """What is done in each."""
        return [each.name for each in self.listed]

    def comes_to(
        self, files: Mapping[str, str], **about: Any
    ) -> Callable[[Callable[[Inbox], None]], Callable[[Inbox], None]]:
        """Take a function that fills an inbox.

        Args:
            files: disposition and reason of each file.
            about: other fields of the case: what is found, read, and set in the settings.
        """

        def take(fill: Callable[[Inbox], None]) -> Callable[[Inbox], None]:
            self.listed.append(Case(fill, files, **about))
            return fill

        return take


def stamped(**values: object) -> Callable[[Any], None]:
    """Return an edit that writes other values into the hidden stamp."""

    def edit(book: Any) -> None:
        for row in book["_meta"].iter_rows():
            if row[0].value in values:
                row[1].value = values[row[0].value]

    return edit


def without_properties(parts: Parts) -> None:
    """Take our document properties away, as a program does that does not know them."""
    del parts["docProps/custom.xml"]


def only_groups(contents: FormContents) -> FormContents:
    """Return what is filled in, without what is asked on the cover."""
    fields = {asked: value for asked, value in contents.fields.items() if asked[0]}
    return FormContents(contents.answers, fields)


def saved(book: Any) -> bytes:
    """Return the bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
