"""What a region did to its form, and what came of it.

Every deviation starts from the filled form of `small_form` and is a function that edits it, as a
person would in another program, or a value typed into one of its cells. Those of a table are
sent as the returns of different regions and gathered together, as in a real month.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from inbox_of_returns import Inbox, Outcome
from raw_cells import put_text
from seen_cells import Cell
from small_form import FILLED, filled_answers, filled_with, place_of

from tilannekuva.domain.texts import FormLanguage
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import FormContents
from tilannekuva.pipeline.foundations import Foundations

_REGIONS = tuple(f"{number:02}" for number in range(1, 22))

Change = Callable[[Any], None]
"""An edit of a workbook, or of the parts of its file by their names."""


@dataclass(frozen=True)
class Deviation:
    """One way of returning a form, with what must come of it."""

    name: str
    edit: Change | None = None
    """What is done to the workbook with openpyxl."""
    rewrite: Change | None = None
    """What is done to the parts of the file itself."""
    contents: FormContents = FILLED
    """What is filled in."""
    reads: Mapping[str, object] = field(default_factory=dict)
    """What is read otherwise than without the deviation; None where nothing is."""
    found: tuple[str, ...] = ()
    """Code and place of every finding: ``ROW-002 HT!K11``."""
    file: str = "accepted: used"
    """Disposition and reason of the file."""
    copied: bool = False
    """Whether texts of the form are copied, or put into another language."""
    language: FormLanguage = "fi"

    @property
    def expected(self) -> "Came":
        """What must come of it."""
        return Came(self.file, sorted(self.found), dict(self.reads), [])


@dataclass(frozen=True)
class Came:
    """What came of a deviation."""

    file: str
    """Disposition and reason."""
    found: list[str]
    """Code and place of every finding."""
    otherwise: dict[str, object]
    """What was read otherwise than where nothing deviates."""
    lost: list[Cell]
    """The cells that nothing accounts for."""


class Table:
    """A list of deviations in the making; its methods add to it."""

    def __init__(self) -> None:
        self.deviations: list[Deviation] = []

    @property
    def names(self) -> list[str]:
        """Their names."""
        return [each.name for each in self.deviations]

    def edit(self, *found: str, **about: Any) -> Callable[[Change], Change]:
        """Take a function that edits the workbook with openpyxl.

        Args:
            found: code and place of each finding.
            about: other fields of the deviation, such as what is read otherwise.
        """
        return self._taking("edit", found, about)

    def rewrite(self, *found: str, **about: Any) -> Callable[[Change], Change]:
        """Take a function that changes the parts of the file itself."""
        return self._taking("rewrite", found, about)

    def type(self, asked: str, value: CellValue, read: object, *codes: str) -> None:
        """Take a value that is typed into the cell of one question.

        Args:
            asked: what is asked: ``HT-1.2.1 risk``, ``HT strengths`` or ``rescue light``.
            value: what is typed.
            read: how it is read; None where it is not.
            codes: what is found at the cell.
        """
        place = place_of(asked)
        how: dict[str, Any] = {"contents": filled_with({asked: value})}
        if isinstance(value, str) and value.isprintable() and "_" not in value:
            # Such a text stands in the file as it is, so that no form is drawn anew for it.
            how = {"rewrite": partial(put_text, place=place, text=value)}
        self.deviations.append(
            Deviation(
                f"{asked} {value!r}"[:60],
                **how,
                reads={} if BEFORE.get(asked) == read else {asked: read},
                found=tuple(f"{code} {place}" for code in codes),
            )
        )

    def fill(self, name: str, typed: Mapping[str, CellValue], *found: str, **about: Any) -> None:
        """Take a form that is filled in otherwise.

        Args:
            name: what is done.
            typed: what is typed, by what is asked.
            found: code and place of each finding.
            about: other fields of the deviation, such as what is read otherwise.
        """
        contents = filled_with(typed)
        self.deviations.append(Deviation(name, contents=contents, found=found, **about))

    def _taking(
        self, how: str, found: Iterable[str], about: dict[str, Any]
    ) -> Callable[[Change], Change]:
        def take(change: Change) -> Change:
            name = change.__name__.strip("_").replace("_", " ")
            told: dict[str, Any] = {how: change, **about}
            self.deviations.append(Deviation(name, found=tuple(found), **told))
            return change

        return take


BEFORE = filled_answers()
"""What is read where nothing deviates."""


class Returned:
    """The deviations of a table, returned: a month for every so many of them."""

    def __init__(self, table: Table, foundations: Foundations, folder: Path) -> None:
        listed, most = table.deviations, len(_REGIONS)
        self._months = [listed[at : at + most] for at in range(0, len(listed), most)]
        self._foundations = foundations
        self._folder = folder
        self._outcomes: dict[str, Outcome] = {}

    def came(self, deviation: Deviation) -> Came:
        """Return what came of one deviation; the others of its month are gathered with it."""
        for number, month in enumerate(self._months):
            if deviation in month and deviation.name not in self._outcomes:
                inbox = Inbox(self._foundations, self._folder / str(number))
                self._outcomes.update(_gathered(inbox, month))
        return _came(self._outcomes[deviation.name])


def changes(answers: Mapping[str, object]) -> dict[str, object]:
    """Return what was read otherwise than where nothing deviates; None where nothing was."""
    return {
        asked: answers.get(asked)
        for asked in (*BEFORE, *answers)
        if answers.get(asked) != BEFORE.get(asked)
    }


def _came(outcome: Outcome) -> Came:
    return Came(outcome.file, outcome.found, changes(outcome.answers), list(outcome.lost))


def _gathered(inbox: Inbox, month: Sequence[Deviation]) -> Iterator[tuple[str, Outcome]]:
    files = {
        deviation.name: inbox.send(
            f"{region}.xlsx",
            deviation.contents,
            region=region,
            language=deviation.language,
            edit=deviation.edit,
            rewrite=deviation.rewrite,
            copied=deviation.copied,
        )
        for region, deviation in zip(_REGIONS, month, strict=False)
    }
    gathered = inbox.gather()
    return ((name, gathered[file]) for name, file in files.items())
