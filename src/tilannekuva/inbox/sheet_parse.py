"""Parse a worksheet part of any XML form, in pieces: the slower sibling of `sheet_scan`."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml
from defusedxml.expatreader import create_parser

from tilannekuva.domain.workbook import cell_address
from tilannekuva.inbox.contract import RefusedError
from tilannekuva.inbox.facts import TEXT_LIMIT, XML_TRUE, merged_area, parse_address, shown_formula
from tilannekuva.inbox.parts import DamagedPartError

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

    from tilannekuva.inbox.sheet_scan import Scan

_TEXT_NUMBER = re.compile(r"[0-9]{1,9}")
_ROW = re.compile(r"[1-9][0-9]{0,9}")
_FILLS_AN_AREA = frozenset({"array", "dataTable"})


def parse_pieces(pieces: Iterable[bytes], handler: ContentHandler, name: str) -> None:
    """Feed the pieces of an XML part to a handler; memory stays at one piece.

    Raises:
        DamagedPartError: it is not well-formed.
        RefusedError: it declares a document type.
    """
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(handler)
    try:
        for piece in pieces:
            parser.feed(piece)
        parser.close()
    except defusedxml.DefusedXmlException as error:
        raise RefusedError("unsafe", danger=f"{name}: <!DOCTYPE>") from error
    except (SAXException, ValueError, LookupError) as error:
        raise DamagedPartError(f"{name}: {error}") from error


def parse_sheet(pieces: Iterable[bytes], scan: "Scan") -> None:
    """Go through a worksheet part, whatever its prefixes, quotes, order and encoding.

    Raises:
        DamagedPartError: it is not well-formed, or a cell's address is none.
        RefusedError: a cell with content lies beyond the limits, too many are merged, or a
            document type is declared.
    """
    parse_pieces(pieces, _SheetHandler(scan), scan.sheet)


def local_name(name: str) -> str:
    """Return an element's or attribute's name without its prefix."""
    return name.rpartition(":")[2]


class _SheetHandler(ContentHandler):
    """Follows rows and cells as the reader counts them, with or without addresses."""

    def __init__(self, scan: "Scan") -> None:
        super().__init__()
        self._scan = scan
        self._row = -1
        self._column = -1
        self._cell: tuple[int, int] | None = None
        self._type = ""
        self._area = ""
        self._inside = ""
        self._spoken = False
        self._texts: dict[str, str] = {}

    def startElement(self, name: str, attrs: "AttributesImpl") -> None:  # noqa: N802
        element = local_name(name)
        if element == "row":
            self._start_row(attrs.get("r"))
            if attrs.get("hidden") in XML_TRUE:
                self._scan.hide(self._row, self._row)
        elif element == "col" and attrs.get("hidden") in XML_TRUE:
            self._hide_columns(attrs.get("min", ""), attrs.get("max", ""))
        elif element == "c":
            self._start_cell(attrs.get("r"), attrs.get("t", ""))
        elif self._cell is not None and element in {"v", "f", "is"}:
            self._inside = element
            self._texts.setdefault(element, "")
            if element == "f" and attrs.get("t") in _FILLS_AN_AREA:
                self._area = merged_area(attrs.get("ref", "")) or ""
        elif element == "rPh":
            self._spoken = True
        elif element == "mergeCell":
            self._scan.merge(attrs.get("ref", ""))

    def characters(self, content: str) -> None:
        limit = self._scan.text_limit
        if self._inside and not self._spoken and len(self._texts[self._inside]) <= limit:
            self._texts[self._inside] += content[: limit + 1]

    def endElement(self, name: str) -> None:  # noqa: N802
        element = local_name(name)
        if element == self._inside:
            self._inside = ""
        elif element == "rPh":
            self._spoken = False
        elif element == "c" and self._cell is not None:
            self._end_cell(*self._cell)
            self._cell = None

    def _start_row(self, reference: str | None) -> None:
        self._row += 1
        self._column = -1
        if reference is not None:
            if _ROW.fullmatch(reference) is None:
                raise SAXException(f"row {reference[:20]}")
            self._row = int(reference) - 1

    def _start_cell(self, reference: str | None, kind: str) -> None:
        self._column += 1
        row = max(self._row, 0)
        if reference is not None:
            try:
                row, self._column = parse_address(reference)
            except ValueError as error:
                raise SAXException(f"cell {reference[:20]}") from error
        self._cell = (row, self._column)
        self._type = kind
        self._area = ""
        self._texts = {}

    def _hide_columns(self, first: str, last: str) -> None:
        if not (first.isdecimal() and last.isdecimal()):
            raise SAXException(f"col {first[:20]}")
        self._scan.hide_columns(max(int(first[:6]) - 1, 0), int(last[:6]) - 1)

    def _end_cell(self, row: int, column: int) -> None:
        if self._texts:
            self._scan.check(row, column)
        formula = self._texts.get("f")
        # A value before its formula is against the order, and the reader passes it over.
        passed_over = formula is not None and next(iter(self._texts)) == "v"
        raw = self._texts.get("v", "")
        stored = raw.strip()
        limit = self._scan.text_limit
        if self._type == "e":
            shown = stored or (shown_formula(formula) if formula else "#?")
        elif self._type == "s" and stored and not _TEXT_NUMBER.fullmatch(stored):
            shown = "#?"  # of no text of the workbook; the reader takes the first one
        elif formula is None or (stored and not passed_over) or "is" in self._texts:
            inline = self._texts.get("is")
            if self._texts:
                kind, text = (self._type, raw) if inline is None else ("is", inline)
                self._scan.hold(row, column, kind, text[:limit])
            return
        elif self._type == "str" and "v" in self._texts and not stored:
            self._scan.hold(row, column, "str", "")
            return  # the result is the empty text
        else:
            shown = stored or shown_formula(formula)
            if self._area:
                self._scan.unfilled[self._area] = shown_formula(formula)
        self._scan.hold(row, column, "e", shown)
        self._scan.error_cells[cell_address(row, column)] = shown[:TEXT_LIMIT]
