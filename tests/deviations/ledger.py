"""Account for every cell of a returned workbook, without asking the product how it keeps account.

What a workbook holds beyond the form that was sent must be found again: in the data package, in a
finding, or in a file or group that was set aside as a whole and said so. The cells are read here
by the reader library alone, and errors and formulas from the XML itself.
"""

import io
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from xml.etree import ElementTree as ET

import openpyxl
from python_calamine import CalamineError, CalamineWorkbook

from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import Message, MessageValue
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.texts import LocalText

Row = Mapping[str, str]
"""A row of a table of the data package, by field."""

_NEVER_TYPED = {"_meta", "_lists", "_issued"}
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LAST_MONTH = {
    "tila viime kuussa",
    "status förra månaden",
    "tila viime kuussa / status förra månaden",
}
_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True)
class Cell:
    """One cell that holds something."""

    sheet: str
    address: str
    text: str
    """What a person sees in it: a formula only where it shows nothing."""

    @property
    def row(self) -> str:
        """Its row, as Excel numbers it."""
        return self.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    @property
    def column(self) -> str:
        """Its column's letters."""
        return self.address.removesuffix(self.row)


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
        if text not in again:
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
            return value != "" and text == _day(date.fromisoformat(value))
        return value == text

    def _tells(self, finding: Finding, cell: Cell) -> bool:
        """Tell whether a finding about the cell, its row or its column has the cell verbatim."""
        if cell.sheet not in {finding.sheet, *self._copies.get(finding.sheet, ())}:
            return False
        place = _ADDRESS.match(finding.cell)
        if place is not None and cell.column != place[1] and cell.row != place[2]:
            return False
        return any(
            text == cell.text or f"\n{cell.text}\n" in f"\n{text}\n"
            for value in finding.values.values()
            for text in _texts(value)
        )

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
            yield _day(value)
        case int():
            yield str(value)


def cells_of(data: bytes) -> list[Cell]:
    """Return the filled cells of a workbook, but those on the form's own hidden sheets."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    unseen = _errors_and_formulas(data) if data[30:38] != b"mimetype" else {}
    found: list[Cell] = []
    for name in book.sheet_names:
        if name in _NEVER_TYPED:
            continue
        texts = dict(unseen.get(name, {}))
        for row, values in enumerate(_rows(book, name, data)):
            for column, value in enumerate(values):
                texts.setdefault(f"{_letters(column)}{row + 1}", shown(value))
        found += [Cell(name, address, text) for address, text in texts.items() if _is_seen(text)]
    return found


def _rows(book: CalamineWorkbook, name: str, data: bytes) -> Iterable[Iterable[object]]:
    try:
        return book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError:
        # It does not know the errors of newer programs.
        slow = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        return slow[name].iter_rows(values_only=True)


def _is_seen(text: str) -> bool:
    return bool(text.strip("\u200b\u200c\u200d\u2060\ufeff\u00ad \u00a0\n\r\t"))


def _errors_and_formulas(data: bytes) -> dict[str, dict[str, str]]:
    """Return the cells that show an error or a formula without a value, by sheet."""
    found: dict[str, dict[str, str]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name, part in _sheet_parts(parts):
            cells: dict[str, str] = {}
            for cell in ET.fromstring(parts.read(part)).iter(f"{_NAMESPACE}c"):  # noqa: S314 - ours
                value = cell.findtext(f"{_NAMESPACE}v")
                formula = cell.findtext(f"{_NAMESPACE}f")
                if cell.get("t") == "e":
                    cells[cell.get("r", "")] = value or ""
                elif formula is not None and not value and cell.get("t") != "str":
                    cells[cell.get("r", "")] = f"={formula}"
            found[name] = cells
    return found


def _sheet_parts(parts: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    related = {
        each.get("Id"): each.get("Target", "").removeprefix("/xl/")
        for each in ET.fromstring(parts.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - ours
    }
    kinds = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    for sheet in ET.fromstring(parts.read("xl/workbook.xml")).iter(f"{_NAMESPACE}sheet"):  # noqa: S314
        yield sheet.get("name", ""), f"xl/{related[sheet.get(kinds)]}"


def shown(value: object) -> str:
    """Return a value as a person sees it in its cell."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return f"{value:.0f}" if value.is_integer() else repr(value)
        case datetime() if value.time() != time():
            return f"{_day(value)} {value:%H:%M}"
        case date():
            return _day(value)
        case time():
            return value.isoformat("minutes")
    return str(value)


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _letters(column: int) -> str:
    return (
        chr(65 + column) if column < 26 else f"{_letters(column // 26 - 1)}{chr(65 + column % 26)}"
    )
