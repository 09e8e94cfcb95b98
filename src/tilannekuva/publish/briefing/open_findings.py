"""The findings of a region that are still open: what it should correct or check."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.rule import Severity
from tilannekuva.i18n.told import ToldFinding, told
from tilannekuva.publish.briefing.own_words import visible
from tilannekuva.publish.briefing.question import MOST_NAMED
from tilannekuva.publish.briefing.wording import Phrase, Wording

_OPEN = (Severity.ERROR, Severity.WARNING)

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
_SHORTEST_RUN = 3
"""Fewer cells under each other than this are named one by one."""


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet and the cells on it; none where it is about the whole sheet."""

    sheet: str
    cells: str
    """Every cell; those under each other as a range."""


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """One message with every place it is about."""

    number: int
    """Its number in the list, errors first, so that a meeting can speak of it."""
    code: str
    places: tuple[Place, ...]
    """Sheet by sheet; none where it is about the whole file."""
    count: int
    """How many findings it stands for."""
    questions: tuple[Phrase, ...]
    subtasks: tuple[str, ...]
    """The subtasks, where they are few enough to be named."""
    message: str
    to_do: str


@dataclass(frozen=True, slots=True)
class FileFindings:
    """What is open about one file."""

    file: str
    findings: tuple[OpenFinding, ...]


@dataclass(frozen=True, slots=True)
class OpenFindings:
    """What a region should correct and what it should check; and what there is to know."""

    errors: tuple[FileFindings, ...]
    warnings: tuple[FileFindings, ...]
    repairs: int
    """Values that were read other than they were written."""
    notes: int

    @property
    def error_count(self) -> int:
        """How many errors are open."""
        return _counted(self.errors)

    @property
    def warning_count(self) -> int:
        """How many warnings are open."""
        return _counted(self.warnings)


def open_findings(picture: NationalPicture, region: str) -> tuple[Finding, ...]:
    """Return a region's errors and warnings.

    All that the month's record has are open: what would be said of a return that a newer one
    has replaced is not in it.
    """
    return tuple(each for each in _of_region(picture, region) if each.severity in _OPEN)


def told_findings(picture: NationalPicture, region: str, wording: Wording) -> OpenFindings:
    """Return a region's findings as words, by file; equal messages are told once."""
    findings = tuple(_of_region(picture, region))
    listed = told((each for each in findings if each.severity in _OPEN), wording.words)
    errors, warnings = ([each for each in listed if each.severity is of] for of in _OPEN)
    told_errors = tuple(_by_file(errors, wording, 1))
    following = 1 + sum(len(each.findings) for each in told_errors)
    return OpenFindings(
        errors=told_errors,
        warnings=tuple(_by_file(warnings, wording, following)),
        repairs=sum(each.severity is Severity.REPAIR for each in findings),
        notes=sum(each.severity is Severity.NOTE for each in findings),
    )


def ranges(cells: Iterable[str]) -> str:
    """Return cells by column, those under each other as a range.

    >>> ranges(["K9", "L9", "K10", "K11", "K20"])
    'K9–K11, K20, L9'
    """
    placed: dict[str, list[int]] = {}
    for cell in cells:
        address = _ADDRESS.fullmatch(cell)
        column, row = (address[1], int(address[2])) if address else (cell, 0)
        placed.setdefault(column, []).append(row)
    in_order = sorted(placed, key=lambda column: (len(column), column))
    return ", ".join(run for column in in_order for run in _runs(column, sorted(placed[column])))


def _runs(column: str, rows: list[int]) -> Iterator[str]:
    if rows == [0]:
        yield column
        return
    ends = [at for at, (row, following) in enumerate(pairwise(rows)) if following > row + 1]
    for first, last in pairwise([-1, *ends, len(rows) - 1]):
        run = rows[first + 1 : last + 1]
        if len(run) >= _SHORTEST_RUN:
            yield f"{column}{run[0]}–{column}{run[-1]}"
        else:
            yield from (f"{column}{row}" for row in run)


def _of_region(picture: NationalPicture, region: str) -> Iterator[Finding]:
    return (each for each in picture.record.findings if each.region == region)


def _by_file(
    listed: Iterable[ToldFinding], wording: Wording, number: int
) -> Iterator[FileFindings]:
    """Yield findings by their file, numbered on from a number; each message is told once."""
    of_file: dict[str, dict[tuple[str, str, str], list[ToldFinding]]] = {}
    for each in listed:
        message = each.code, each.there, each.to_do
        of_file.setdefault(each.first.file, {}).setdefault(message, []).append(each)
    for file, messages in of_file.items():
        findings = enumerate(messages.values(), start=number)
        told_here = tuple(_open(sheets, at, wording) for at, sheets in findings)
        yield FileFindings(visible(file), told_here)
        number += len(told_here)


def _open(sheets: list[ToldFinding], number: int, wording: Wording) -> OpenFinding:
    """Return what is told of one sheet or several in the same words."""
    first = sheets[0]
    subtasks = tuple(dict.fromkeys(each for sheet in sheets for each in sheet.subtasks))
    asked = dict.fromkeys(each for sheet in sheets for each in sheet.questions)
    return OpenFinding(
        number=number,
        code=first.code,
        places=tuple(
            Place(visible(each.first.sheet), visible(ranges(each.cells)))
            for each in sheets
            if each.first.sheet
        ),
        count=sum(len(each.findings) for each in sheets),
        questions=tuple(wording.question(each) for each in asked),
        subtasks=subtasks if len(subtasks) <= MOST_NAMED else (),
        message=visible(first.there),
        to_do=visible(first.to_do),
    )


def _counted(files: Iterable[FileFindings]) -> int:
    return sum(each.count for file in files for each in file.findings)
