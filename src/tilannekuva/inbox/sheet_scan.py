"""Scan the bytes of a worksheet part, as fast as the usual writers' output allows.

Excel, LibreOffice, openpyxl and XlsxWriter all write ``<c r="A1"`` with the address first and in
double quotes. Only such sheets are told about here; whatever looks otherwise is left to
`tilannekuva.inbox.sheet_parse`, which is slower and takes any XML.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.saxutils import unescape

from tilannekuva.domain.workbook import cell_address
from tilannekuva.inbox.contract import MEGABYTE, Limits, RefusedError
from tilannekuva.inbox.facts import (
    COMMENT_LIMIT,
    COMMENTS_LIMIT,
    TEXT_LIMIT,
    SheetFacts,
    merged_area,
    parse_address,
    shown_formula,
)

_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1\.[01][\"']"
    rb"(?: encoding=[\"'](?i:utf-?8)[\"'])?(?: standalone=[\"'](?:yes|no)[\"'])?\s*\?>)?"
    rb"\s*<worksheet[\s>]"
)
_END_OF_ROWS = b"</sheetData>"
# The search runs at every cell: its prefix is literal, and a usual cell fails it at once.
_UNUSUAL_CELL = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z]{1,2}[1-9][0-9]{0,3}"[ />])')
_PREFIXED_CELL = re.compile(rb":c[\s/>]")
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)")
# The reader goes by the last of two addresses, and this scan by the first.
_ADDRESSED_TWICE = re.compile(rb'<(?:c|row) r="[^"<>]*"[^<>]*(?<=[\s"\'])r\s*=')
_ADDRESSED = re.compile(rb'<c r="([^"<>]*)"')
_BLANK = re.compile(rb'<c r="[^"<>]*"(?: [A-Za-z:]+="[^"<>]*")* ?(?:/>|></c>)')
_ERROR = re.compile(
    rb'<c r="([^"<>]+)"(?=[^<>]* t="e")[^<>]*+(?:(?<=/)>|>([^<]*(?:<(?!/?c[\s/>])[^<]*)*)</c>)'
)
_STORED = re.compile(rb"<v[^<>]*>([^<]*)</v>")
_FORMULA = re.compile(rb"<f(?=[\s/>])")
_COMPUTED = re.compile(rb"<f(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*<v(?: [^<>]*)?>\s*[^<\s]")
_FORMULA_TEXT = re.compile(rb"<f[^<>]*>([^<]*)</f>")
_FILLED_AREA = re.compile(
    rb'<f(?=[^<>]* t="(?:array|dataTable)")[^<>]* ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"'
)
_SELF_CLOSED = re.compile(rb"<v\b[^<>]*/>")
_EMPTY_VALUE = re.compile(rb"<v\b[^<>/]*></v>")
# A text's number is digits; for anything else the reader takes the first text of the workbook.
_NO_TEXT_NUMBER = re.compile(rb' t="s"[^<>]*><v>(?![0-9]{1,9}</v>)')
_HIDDEN_COLUMN = re.compile(rb'<col (?=[^<>]*\bhidden="(?:1|true)")[^<>]*>')
_COLUMN_REACH = re.compile(rb' (min|max)="([1-9][0-9]{0,4})"')
_HIDDEN_ROW = re.compile(rb'<row (?=[^<>]*\bhidden="(?:1|true)")[^<>]*>')
_ROW_NUMBER = re.compile(rb' r="([1-9][0-9]{0,6})"')
_MERGED = re.compile(
    rb'<mergeCell(?=[\s/>])(?: ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})")?'
)
_USUAL_LAST_ROW = 9999
_USUAL_LAST_COLUMN = 702
_CELL_LIMIT = 2 * MEGABYTE


HELD_LIMIT = 1_000_000
"""Characters kept of a cell that the reader did not read as the file has it."""

MERGED_LIMIT = 20_000
"""Merged areas of one sheet; more are nothing that a person makes."""


class Held(NamedTuple):
    """What one cell holds in the file."""

    kind: str
    """How the file says what it is: ``s`` for the number of a text of the workbook."""
    text: str


@dataclass(slots=True)
class Scan:
    """What a scan collects, and the limits it holds the sheet to."""

    sheet: str
    limits: Limits
    error_cells: dict[str, str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unfilled: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    stored: int = 0
    part: str = ""
    held: dict[tuple[int, int], list[Held]] | None = None
    """What each cell holds, where that is asked for; a sheet is then parsed, not searched."""

    @property
    def text_limit(self) -> int:
        """Characters kept of what stands in a cell."""
        return TEXT_LIMIT if self.held is None else HELD_LIMIT

    def check(self, row: int, column: int) -> None:
        """Hold a cell that has content to the limits; row and column are counted from 0.

        Raises:
            RefusedError: it lies beyond; the reader would reserve memory for all before it.
        """
        if row >= self.limits.last_row or column >= self.limits.last_column:
            raise RefusedError("unsafe", danger=f"{self.sheet}!{cell_address(row, column)}")

    def merge(self, area: str) -> None:
        """Keep an area of merged cells; what is none, and a single cell, is passed over.

        Raises:
            RefusedError: there are more than `MERGED_LIMIT`.
        """
        known = merged_area(area)
        if known is not None:
            self.merged.append(known)
        if len(self.merged) > MERGED_LIMIT:
            raise RefusedError("unsafe", danger=f"{self.sheet}: > {MERGED_LIMIT} mergeCell")

    def hide(self, first: int, last: int) -> None:
        """Keep hidden rows, counted from 0, as far as the limits reach."""
        self.hidden_rows.update(range(first, min(last + 1, self.limits.last_row)))

    def hide_columns(self, first: int, last: int) -> None:
        """Keep hidden columns, counted from 0, as far as the limits reach."""
        self.hidden_columns.update(range(first, min(last + 1, self.limits.last_column)))

    def hold(self, row: int, column: int, kind: str, text: str) -> None:
        """Count a cell that holds something, and keep what it holds where that is asked for."""
        self.stored += text != ""
        if self.held is not None:
            self.held.setdefault((row, column), []).append(Held(kind, text))

    def say(self, row: int, column: int, text: str) -> None:
        """Keep the comment of a cell; row and column are counted from 0."""
        if len(self.comments) < COMMENTS_LIMIT:
            self.comments[cell_address(row, column)] = text[:COMMENT_LIMIT]

    def facts(self, *, plain: bool = True, visible: bool = True) -> SheetFacts:
        """Return what was found of a sheet that can be read."""
        return SheetFacts(
            self.sheet,
            self.error_cells,
            plain=plain,
            visible=visible,
            merged=tuple(self.merged),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            comments=self.comments,
            stored=self.stored,
            part=self.part,
            unfilled=self.unfilled,
        )


def scan_sheet(pieces: Iterable[bytes], scan: Scan) -> bool:
    """Go through the pieces of a worksheet part; False leaves it to the slower parser.

    Memory stays at a few pieces, whatever the part's size.

    Raises:
        RefusedError: a cell with content lies beyond the limits, or too many are merged.
    """
    held = b""
    begun = ended = False
    for piece in pieces:  # to their end: only there is the checksum compared
        held += piece
        start = 0
        if not begun:
            head = _HEAD.match(held)
            if head is None:
                return False
            begun, start = True, head.end()
        if not ended:
            end = held.find(_END_OF_ROWS)
            ended = end >= 0
            cut = end if ended else _before_last_cell(held)
            if not _scan_cells(held[start:cut], scan):
                return False
            held = held[cut:]
        if ended:
            cut = held.rfind(b"<")
            if not _scan_end(held[:cut], scan):
                return False
            held = held[cut:]
        if len(held) > _CELL_LIMIT:
            return False
    return ended or (begun and _scan_cells(held, scan))


def _before_last_cell(data: bytes) -> int:
    """Return how far the bytes hold whole cells only."""
    cell = data.rfind(b"<c ")
    return cell if cell >= 0 else max(0, data.rfind(b"<"))


def _scan_cells(data: bytes, scan: Scan) -> bool:
    if (
        b"<!" in data
        or b"<?" in data
        or _PREFIXED_CELL.search(data)
        or _ENTITY.search(data)
        or _ADDRESSED_TWICE.search(data)
    ):
        return False
    usual = scan.limits.last_row >= _USUAL_LAST_ROW
    usual = usual and scan.limits.last_column >= _USUAL_LAST_COLUMN
    for found in (_UNUSUAL_CELL if usual else _ADDRESSED).finditer(data):
        if not _scan_unusual(data, found.start(), scan):
            return False
    if (not usual and _UNUSUAL_CELL.search(data)) or _NO_TEXT_NUMBER.search(data):
        return False
    scan.stored += _values_in(data)
    if b't="e"' in data:
        _collect_errors(data, scan)
    if b"<f" in data:
        _collect_formulas(data, scan)
    return b' hidden="' not in data or _collect_hidden(data, scan)


def _values_in(data: bytes) -> int:
    """Return how many cells have a stored value or a text of their own.

    A second value in one cell counts as well: the sum does not close then, and the cells are
    counted one by one.
    """
    values = data.count(b"<v>") + data.count(b"<is>")
    values += data.count(b"<v ") + data.count(b"<is ")
    if b"<v></v>" in data or b"<v " in data:
        values -= len(_EMPTY_VALUE.findall(data))
    if b"<v " in data:
        values -= len(_SELF_CLOSED.findall(data)) - data.count(b"<v/>")
    return values


def _scan_unusual(data: bytes, position: int, scan: Scan) -> bool:
    if _BLANK.match(data, position):
        return True
    found = _ADDRESSED.match(data, position)
    if found is None:
        return False
    try:
        row, column = parse_address(found[1].decode("ascii"))
    except ValueError:
        return False
    scan.check(row, column)
    return True


def _scan_end(data: bytes, scan: Scan) -> bool:
    """Look for merged cells in what stands below the rows; rows there are left to the parser."""
    if b"<sheetData" in data:
        return False
    if b"<mergeCell" in data:
        for found in _MERGED.finditer(data):
            if found[1] is None:
                return False
            scan.merge(found[1].decode("ascii"))
    return True


def _collect_errors(data: bytes, scan: Scan) -> None:
    for found in _ERROR.finditer(data):
        stored = _STORED.search(found[2] or b"")
        formula = _FORMULA_TEXT.search(found[2] or b"")
        text = _text(stored[1]) if stored else ""
        if not text and formula:
            text = shown_formula(_text(formula[1]))
        scan.error_cells[_text(found[1]).upper()] = text[:TEXT_LIMIT] or "#?"
        scan.stored += not (stored and stored[1])


def _collect_formulas(data: bytes, scan: Scan) -> None:
    """Collect formulas without a result; almost all have one, right behind them."""
    position = 0
    while found := _FORMULA.search(data, position):
        computed = _COMPUTED.match(data, found.start())
        if computed is None:
            start = data.rfind(b"<c ", position, found.start())
            end = data.find(b"</c>", found.start())
            if min(start, end) < 0:
                return  # not well-formed, as the reader will find
            _collect_formula(data[start:end], scan)
            position = end
        else:
            position = computed.end()


def _collect_formula(cell: bytes, scan: Scan) -> None:
    tag = cell[: cell.find(b">")]
    if b' t="e"' in tag or b"<is" in cell:
        return
    found = _STORED.search(cell)
    # A value before its formula is against the order, and the reader passes it over.
    stored = _text(found[1]) if found else ""
    # A text formula whose result is the empty text has a stored value: the empty one.
    if b' t="str"' in tag and b"<v" in cell and not stored:
        return
    address = _ADDRESSED.match(tag)
    if address is None:
        return
    scan.stored += not (found and found[1])
    formula = _FORMULA_TEXT.search(cell)
    shown = shown_formula(_text(formula[1] if formula else b""))
    scan.error_cells.setdefault(_text(address[1]).upper(), (stored or shown)[:TEXT_LIMIT])
    area = _FILLED_AREA.search(cell)
    if area:
        scan.unfilled[area[1].decode("ascii")] = shown


def _collect_hidden(data: bytes, scan: Scan) -> bool:
    for found in _HIDDEN_ROW.finditer(data):
        number = _ROW_NUMBER.search(found[0])
        if number is None:
            return False
        scan.hide(int(number[1]) - 1, int(number[1]) - 1)
    for found in _HIDDEN_COLUMN.finditer(data):
        reach = dict(_COLUMN_REACH.findall(found[0]))
        if len(reach) != len(("min", "max")):
            return False
        scan.hide_columns(int(reach[b"min"]) - 1, int(reach[b"max"]) - 1)
    return True


def _text(raw: bytes) -> str:
    text = raw[: 8 * TEXT_LIMIT].decode("utf-8", "replace")
    return unescape(text, {"&quot;": '"', "&apos;": "'"}).strip()
