"""Count a sheet's cells one by one, where the reader does not give as many as the file holds.

What holds something, here and wherever cells are counted: a cell with a stored value that is not
the empty text, with a text of its own, with an error, or with a formula that has not been
computed. A text of the workbook counts by what it says: its runs together, without how they are
spoken. Cells of nothing but spaces hold nothing, whatever a reader makes of them.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from xml.sax.handler import ContentHandler

from tilannekuva.inbox.contract import Limits
from tilannekuva.inbox.facts import SheetFacts
from tilannekuva.inbox.ods_gate import ods_sheet
from tilannekuva.inbox.ooxml_gate import shared_strings_part
from tilannekuva.inbox.parts import Parts
from tilannekuva.inbox.sheet_parse import local_name, parse_pieces, parse_sheet
from tilannekuva.inbox.sheet_scan import Held, Scan

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

_TEXT_OF_THE_WORKBOOK = "s"
_ERROR = "e"


def held_cells(
    data: bytes, facts: SheetFacts, limits: Limits
) -> Mapping[tuple[int, int], tuple[str, ...]]:
    """Return what each cell of a sheet holds, by row and column counted from 0.

    A cell that stands in the file several times has several texts, in the order of the file.

    Args:
        data: the bytes of the file, which the gate has passed.
        facts: what the gate found of the sheet.
        limits: what the file may take.

    Raises:
        DamagedPartError: the sheet cannot be parsed after all.
    """
    parts = Parts(data, limits)
    scan = Scan(facts.name, limits, held={})
    if facts.part:
        parse_sheet(parts.chunks(facts.part), scan)
    else:
        ods_sheet(parts, scan)
    held = scan.held or {}
    texts = _texts(parts, held.values())
    found = {place: tuple(_said(each, texts) for each in cells) for place, cells in held.items()}
    return {place: said for place, said in found.items() if any(map(str.strip, said))}


def _said(held: Held, texts: Mapping[int, str]) -> str:
    if held.kind == _TEXT_OF_THE_WORKBOOK and held.text.strip():
        return texts.get(int(held.text), f"#{held.text}")
    return held.text


def _texts(parts: Parts, cells: Iterable[list[Held]]) -> Mapping[int, str]:
    """Return the texts of the workbook that cells name, by their numbers."""
    named = {
        int(each.text)
        for held in cells
        for each in held
        if each.kind == _TEXT_OF_THE_WORKBOOK and each.text.strip()
    }
    name = shared_strings_part(parts) if named else None
    if name is None:
        return {}
    handler = _TextHandler(named)
    parse_pieces(parts.chunks(name), handler, name)
    return handler.texts


class _TextHandler(ContentHandler):
    """Collects the texts with some numbers from the list of the workbook's texts."""

    def __init__(self, wanted: set[int]) -> None:
        super().__init__()
        self.texts: dict[int, str] = {}
        self._wanted = wanted
        self._number = -1
        self._spoken = 0
        self._inside = False

    def startElement(self, name: str, attrs: "AttributesImpl") -> None:  # noqa: ARG002, N802
        element = local_name(name)
        if element == "si":
            self._number += 1
            if self._number in self._wanted:
                self.texts[self._number] = ""
        elif element == "rPh":
            self._spoken += 1
        elif element == "t":
            self._inside = self._number in self._wanted and not self._spoken

    def characters(self, content: str) -> None:
        if self._inside:
            self.texts[self._number] += content

    def endElement(self, name: str) -> None:  # noqa: N802
        element = local_name(name)
        if element == "t":
            self._inside = False
        elif element == "rPh":
            self._spoken -= 1
