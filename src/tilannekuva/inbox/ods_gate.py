"""Go through an .ods file before the reader does."""

import re
from itertools import islice
from typing import TYPE_CHECKING
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from tilannekuva.domain.workbook import cell_address
from tilannekuva.inbox.amounts import hold_to_limits
from tilannekuva.inbox.contract import Limits, RefusedError
from tilannekuva.inbox.facts import (
    COMMENT_LIMIT,
    TEXT_LIMIT,
    SheetFacts,
    WorkbookFacts,
    merged_area,
    shown_formula,
)
from tilannekuva.inbox.parts import DamagedPartError, Parts
from tilannekuva.inbox.properties import ods_modified, ods_properties
from tilannekuva.inbox.sheet_parse import parse_pieces
from tilannekuva.inbox.sheet_scan import Held, Scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.sax.xmlreader import AttributesImpl

_MIME_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_ERROR_TEXT = re.compile(r"(?:Err|Virhe|Fel):[0-9]{3}|#[^\W\d_][\w/ ]*[!?]?")
_FORMULA_PREFIX = re.compile(r"^[a-z]+:=")
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_VALUES = {
    "float": "office:value",
    "percentage": "office:value",
    "currency": "office:value",
    "date": "office:date-value",
    "time": "office:time-value",
    "boolean": "office:boolean-value",
    "string": "",
}
"""The attribute that holds the value of each type; a text has its paragraphs."""

_COMMENT = "office:annotation"
_GAPS = {"text:line-break": "\n", "text:tab": "\t", "text:s": " "}
"""The elements of a paragraph that are white space."""
_HIDDEN = frozenset({"collapse", "filter"})
_REPEATED_ERRORS = 1000
_REPEATED_CELLS = 100_000


def is_ods(parts: Parts) -> bool:
    """Tell whether a zip is an OpenDocument file, whatever its name."""
    return "content.xml" in parts or "mimetype" in parts


def ods_facts(parts: Parts, limits: Limits) -> WorkbookFacts:
    """Return what the gate finds in an OpenDocument spreadsheet.

    Raises:
        RefusedError: it is another kind of document, encrypted, damaged, or not safe to read.
    """
    try:
        if "META-INF/manifest.xml" in parts:
            manifest = parts.xml("META-INF/manifest.xml")
            if any(element.tag.endswith("}encryption-data") for element in manifest.iter()):
                raise RefusedError("password")
        if not b"".join(parts.chunks("mimetype")).startswith(_MIME_TYPE):
            raise RefusedError("other-format")
        handler = _ContentHandler(limits)
        parse_pieces(parts.chunks("content.xml"), handler, "content.xml")
        about = parts.xml("meta.xml") if "meta.xml" in parts else None
    except DamagedPartError as error:
        raise RefusedError("unreadable") from error
    hold_to_limits(handler.scans, limits)
    sheets: list[SheetFacts] = []
    for scan in handler.scans:
        if any(scan.sheet == each.name for each in sheets):
            sheets.append(SheetFacts(scan.sheet, unread="another sheet has the same name"))
        else:
            sheets.append(scan.facts())
    properties = ods_properties(about) if about is not None else {}
    modified = ods_modified(about) if about is not None else None
    return WorkbookFacts("ods", tuple(sheets), properties, modified, handler.days_from_1904)


def ods_sheet(parts: Parts, scan: Scan) -> None:
    """Go through the table of a scan's sheet alone.

    Raises:
        DamagedPartError: the content is not well-formed.
    """
    handler = _ContentHandler(scan.limits, scan)
    parse_pieces(parts.chunks("content.xml"), handler, "content.xml")


class _ContentHandler(ContentHandler):
    """Follows rows and cells with their repetitions.

    Names are taken with their usual prefixes, which is how the reader takes them.
    """

    def __init__(self, limits: Limits, only: Scan | None = None) -> None:
        super().__init__()
        self.scans: list[Scan] = []
        self.days_from_1904 = False
        self._limits = limits
        self._only = only
        self._row = 0
        self._rows = 1
        self._column = 0
        self._columns = 1
        self._cell: AttributesImpl | None = None
        self._text = ""
        self._paragraphs = 0
        self._asides = 0
        self._comment: list[str] = []
        self._hidden_columns = 0

    def _scan_of(self, name: str) -> Scan:
        if self._only is not None and self._only.sheet == name:
            return self._only
        return Scan(name, self._limits)

    def startElement(self, name: str, attrs: "AttributesImpl") -> None:  # noqa: N802
        if name == "table:table":
            self.scans.append(self._scan_of(attrs.get("table:name", "")))
            self._hidden_columns = 0
            self._row, self._rows = 0, 0
        elif name == "table:table-row":
            self._row += self._rows
            self._rows = _count(attrs, "table:number-rows-repeated")
            self._column = 0
            if self.scans and attrs.get("table:visibility") in _HIDDEN:
                self.scans[-1].hide(self._row, self._row + self._rows - 1)
        elif name == "table:table-column" and self.scans:
            many = _count(attrs, "table:number-columns-repeated")
            if attrs.get("table:visibility") in _HIDDEN:
                first = self._hidden_columns
                self.scans[-1].hide_columns(first, first + many - 1)
            self._hidden_columns += many
        elif name in _CELLS:
            self._cell = attrs
            self._columns = _count(attrs, "table:number-columns-repeated")
            self._text, self._paragraphs = "", 0
        elif name == "table:null-date":
            self.days_from_1904 = attrs.get("table:date-value", "").startswith("1904")
        else:
            self._start_in_cell(name)

    def _start_in_cell(self, name: str) -> None:
        """Follow the paragraphs of a cell, and what stands beside them: comments and drawings."""
        if _is_aside(name):
            self._asides += 1
        elif name == "text:p" and self._asides:
            self._comment.append("")
        elif name == "text:p":
            self._paragraphs += 1
        else:
            self.characters(_GAPS.get(name, ""))

    def characters(self, content: str) -> None:
        limit = self.scans[-1].text_limit if self.scans else 0
        if self._asides:
            # The author and the time of a comment stand before its first paragraph.
            if self._comment and len(self._comment[-1]) < COMMENT_LIMIT:
                self._comment[-1] += content
        elif self._paragraphs and len(self._text) < limit:
            self._text += content[:limit]

    def endElement(self, name: str) -> None:  # noqa: N802
        if name in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
            self._paragraphs = 0
            self._column += self._columns
        elif _is_aside(name):
            self._asides -= 1
            if not self._asides:
                self._end_aside(name)

    def _end_aside(self, name: str) -> None:
        said = "\n".join(line.strip() for line in self._comment).strip()
        self._comment.clear()
        if name == _COMMENT and said and self._cell is not None and self.scans:
            self.scans[-1].say(self._row, self._column, said)

    def _end_cell(self, attrs: "AttributesImpl") -> None:
        if not self.scans:
            return
        scan = self.scans[-1]
        if "table:number-columns-spanned" in attrs or "table:number-rows-spanned" in attrs:
            self._merge(scan, attrs)
        formula = attrs.get("table:formula")
        kind = attrs.get("office:value-type")
        text = (self._text or attrs.get("office:string-value", "")).strip()
        if kind is None and formula is None and not text:
            return
        scan.check(self._row + self._rows - 1, self._column + self._columns - 1)
        held = _VALUES.get(kind or "")
        has_value = held is not None and (not held or held in attrs)
        if attrs.get("calcext:value-type") == "error" or (
            formula is not None and _ERROR_TEXT.fullmatch(text)
        ):
            self._record(scan, text or "#?")
        elif not has_value and text:
            self._record(scan, text)  # shown to people, and not to the reader
        elif not has_value and formula is not None and not (kind is None and self._paragraphs):
            # LibreOffice writes the empty text as an empty paragraph without a type.
            shown = shown_formula(_FORMULA_PREFIX.sub("", formula))
            self._record(scan, shown)
            area = self._area(
                _count(attrs, "table:number-matrix-rows-spanned"),
                _count(attrs, "table:number-matrix-columns-spanned"),
            )
            if area is not None:
                scan.unfilled[area] = shown
        elif text or (held and attrs.get(held)):
            self._hold(scan, kind or "", text or attrs.get(held or "", ""))

    def _hold(self, scan: Scan, kind: str, text: str) -> None:
        """Count the cells that hold this, and keep it where that is asked for."""
        scan.stored += self._rows * self._columns
        if scan.held is not None:
            for place in islice(self._places(), _REPEATED_CELLS):
                scan.held.setdefault(place, []).append(Held(kind, text))

    def _places(self) -> "Iterator[tuple[int, int]]":
        rows = range(self._row, self._row + self._rows)
        columns = range(self._column, self._column + self._columns)
        return ((row, column) for row in rows for column in columns)

    def _merge(self, scan: Scan, attrs: "AttributesImpl") -> None:
        height = _count(attrs, "table:number-rows-spanned")
        width = _count(attrs, "table:number-columns-spanned")
        for row in range(self._row, min(self._row + self._rows, scan.limits.last_row)):
            area = self._area(height, width, row)
            if area is not None:
                scan.merge(area)

    def _area(self, height: int, width: int, row: int | None = None) -> str | None:
        top = self._row if row is None else row
        return merged_area(
            f"{cell_address(top, self._column)}"
            f":{cell_address(top + height - 1, self._column + width - 1)}"
        )

    def _record(self, scan: Scan, shown: str) -> None:
        self._hold(scan, "e", shown)
        for row, column in islice(self._places(), _REPEATED_ERRORS):
            scan.error_cells[cell_address(row, column)] = shown[:TEXT_LIMIT]


def _is_aside(name: str) -> bool:
    """Tell whether an element stands beside the value of its cell: a comment or a drawing."""
    return name == _COMMENT or name.startswith("draw:")


def _count(attrs: "AttributesImpl", name: str) -> int:
    text = attrs.get(name, "1")
    try:
        return max(1, int(text))
    except ValueError as error:
        raise SAXException(f"{name} {text[:20]}") from error
