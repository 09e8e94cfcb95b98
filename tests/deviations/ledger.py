"""Account for every cell of a returned workbook, without asking the product how it keeps account.

What a workbook holds beyond the form that was sent must be found again: in the data package, in a
finding, or in a file or group that was set aside as a whole and said so.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from seen_cells import Cell, day_shown

from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import Message, MessageValue
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.texts import LocalText

Row = Mapping[str, str]
"""A row of a table of the data package, by field."""

_LAST_MONTH = {
    "tila viime kuussa",
    "status förra månaden",
    "tila viime kuussa / status förra månaden",
}
_OWN_COLUMN = "ROW-007"
_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True)
class Told:
    """Everything the product says of one file."""

    file: str
    outcome: FileOutcome
    answers: tuple[Row, ...]
    narratives: tuple[Row, ...]
    signatures: Collection[str]
    """Who filled in the file's sheets and when, as texts."""
    findings: tuple[Finding, ...]


def lost(
    cells: Iterable[Cell],
    sent: Iterable[Cell],
    told: Told,
    roadmap: Roadmap,
    reworded: Iterable[Cell] = (),
) -> list[Cell]:
    """Return the cells of a workbook that nothing accounts for.

    Args:
        cells: the filled cells of the returned workbook.
        sent: those of the form as it was sent, wherever they stand now.
        told: what became of the file.
        roadmap: for the words of its scales and its codes.
        reworded: texts that may stand in it more often than they were sent, where texts of the
            form were copied or put into another language on purpose.
    """
    if _set_aside_whole(told.outcome):
        return []
    listed = list(cells)
    again = {_compared(cell.text) for cell in reworded}
    printed = Counter(_compared(cell.text) for cell in sent)
    account = _Account(listed, frozenset(printed), told, roadmap)
    same: dict[str, list[Cell]] = defaultdict(list)
    for cell in listed:
        same[_compared(cell.text)].append(cell)
    missing: list[Cell] = []
    for text, where in same.items():
        if text not in again and len(where) > printed[text]:
            unaccounted = [cell for cell in where if not account.has(cell)]
            missing += unaccounted[printed[text] :]
    # Another program computes the counts on the cover, and on a copy of it.
    computed = sum(text.startswith("=") for text in printed if text not in same)
    computed *= len({cell.sheet for cell in missing})
    counts = [cell for cell in missing if cell.text.isdecimal()][:computed]
    return [cell for cell in missing if cell not in counts]


def _set_aside_whole(outcome: FileOutcome) -> bool:
    """Tell whether a file was not read, or read and said to count for nothing."""
    if outcome.disposition is Disposition.SUPERSEDED:
        return outcome.reason != "nothing-filled-in"
    return outcome.disposition is not Disposition.ACCEPTED


class _Account:
    """Looks for cells in what is told of their file."""

    def __init__(
        self, cells: list[Cell], printed: frozenset[str], told: Told, roadmap: Roadmap
    ) -> None:
        self._printed = printed
        self._told = told
        self._ids = {code.casefold(): code for code in roadmap.positions}
        self._groups = {code: step.group.id for code, step in roadmap.positions.items()}
        self._cells: dict[str, list[Cell]] = defaultdict(list)
        for cell in cells:
            self._cells[cell.sheet].append(cell)
        scales = roadmap.answer_scale
        self._words = {
            (scale, choice.id): {choice.id, *choice.label.every_form()}
            for scale in ("status", "risk", "support", "light")
            for choice in scales.choices(scale)
        }

    def has(self, cell: Cell) -> bool:
        """Tell whether a cell is accounted for."""
        return (
            self._in_answers(cell)
            or self._in_narratives(cell)
            or cell.text in self._told.signatures
            or self._is_code(cell)
            or self._is_as_last_month(cell)
            or any(self._tells(finding, cell) for finding in self._told.findings)
            or self._in_a_sheet_told_whole(cell)
            or self._group_set_aside(cell)
        )

    def _in_answers(self, cell: Cell) -> bool:
        """Tell whether the answer of the row's own code says what stands in the cell."""
        codes = self._codes_of_rows[cell.sheet].get(cell.row, set())
        return any(
            self._says(row, field, cell.text)
            for row in self._told.answers
            if row["subtask"] in codes
            for field in (
                "status",
                "estimated_completion",
                "risk",
                "support",
                "description",
                "responsible",
            )
        )

    def _is_code(self, cell: Cell) -> bool:
        """Tell whether the cell is a known code at the head of its row: it says which row it is."""
        row = [each for each in self._cells[cell.sheet] if each.row == cell.row]
        first = min(row, key=lambda each: (len(each.column), each.column))
        return first == cell and _compared(cell.text) in self._ids

    def _is_as_last_month(self, cell: Cell) -> bool:
        """Tell whether the cell looks just like last month's status, which the form tells.

        Nothing in the form says which statuses it was sent with, so one typed there is not seen.
        """
        statuses = {
            word for (scale, _), words in self._words.items() for word in words if scale == "status"
        }
        column = [each for each in self._cells[cell.sheet] if each.column == cell.column]
        headed = any(_compared(each.text) in _LAST_MONTH for each in column)
        return headed and cell.text in statuses

    def _in_narratives(self, cell: Cell) -> bool:
        return any(
            self._says(row, field, cell.text)
            for row in self._told.narratives
            for field in ("light", "text")
        )

    def _says(self, row: Row, field: str, text: str) -> bool:
        value = row[field]
        if field in {"status", "risk", "support", "light"}:
            return text in self._words.get((field, value), set())
        if field == "estimated_completion":
            return value != "" and text == day_shown(date.fromisoformat(value))
        return value == text

    def _tells(self, finding: Finding, cell: Cell) -> bool:
        """Tell whether a finding has what stands in a cell to the letter.

        It is one about the cell, one that keeps the answers of its row, or one that keeps what
        stands in a column of the region's own.
        """
        if cell.sheet not in {finding.sheet, *self._copies.get(finding.sheet, ())}:
            return False
        place = _ADDRESS.match(finding.cell)
        if place is None:
            return False
        kept = finding.values.get("found")
        found = kept.split("\n") if isinstance(kept, str) else []
        if finding.cell == cell.address and (kept == cell.text or cell.text in found):
            return True
        if cell.row == place[2]:
            return cell.text in _texts(finding.values.get("answers", ()))
        return cell.column == place[1] and finding.code == _OWN_COLUMN and cell.text in found

    def _in_a_sheet_told_whole(self, cell: Cell) -> bool:
        """Tell whether the cell's sheet is told as a whole, with as many cells as it has."""
        for finding in self._told.findings:
            if finding.sheet == cell.sheet and finding.code == "FILE-002":
                return True
            if finding.sheet == cell.sheet and finding.code == "FILE-003":
                cells = self._cells[cell.sheet]
                own = [each for each in cells if _compared(each.text) not in self._printed]
                told = finding.values["cells"]
                return isinstance(told, int) and len(own) <= told <= len(cells)
        return False

    def _group_set_aside(self, cell: Cell) -> bool:
        codes = {code for found in self._codes_of_rows[cell.sheet].values() for code in found}
        groups = {self._groups[code] for code in codes} or {""}
        return any(group in self._told.outcome.groups_set_aside for group in groups)

    @cached_property
    def _copies(self) -> Mapping[str, set[str]]:
        """The copies of each sheet: what is the same on them is told once."""
        copies: dict[str, set[str]] = defaultdict(set)
        for finding in self._told.findings:
            if finding.code == "FILE-004":
                one, other = str(finding.values["sheet"]), str(finding.values["first"])
                copies[other].add(one)
        return copies

    @cached_property
    def _codes_of_rows(self) -> Mapping[str, Mapping[str, set[str]]]:
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for sheet, cells in self._cells.items():
            for cell in cells:
                code = self._ids.get(_compared(cell.text))
                if code is not None:
                    found[sheet][cell.row].add(code)
        return found


def _compared(text: str) -> str:
    return text.strip().rstrip(":. ").casefold()


def _texts(value: MessageValue) -> Iterator[str]:
    match value:
        case str():
            yield value
        case tuple():
            for each in value:
                yield from _texts(each)
        case Message():
            for part in value.values.values():
                yield from _texts(part)
        case LocalText():
            yield from value.every_form()
        case date():
            yield day_shown(value)
        case int():
            yield str(value)
