"""Sheets written in several hands, and read back; for tests of what the gate sees."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from tilannekuva.domain.workbook import SheetCells, WorkbookCells
from tilannekuva.inbox.contract import Limits
from tilannekuva.inbox.reader import read_workbook

Rewrite = Callable[[str], str]

HANDS: dict[str, Rewrite] = {
    "as usual": lambda xml: xml,
    "with a comment": lambda xml: xml.replace("<sheetData>", "<sheetData><!-- a comment -->"),
    "in single quotes": lambda xml: xml.replace('"', "'"),
    "with prefixes": lambda xml: (
        xml.replace("<", "<x:")
        .replace("<x:/", "</x:")
        .replace("<x:?", "<?")
        .replace("xmlns=", "xmlns:x=")
    ),
}
"""How the usual writers write a sheet, and how others may."""


def read(data: bytes, folder: Path) -> WorkbookCells:
    """Return the workbook as it is read."""
    path = folder / "17.xlsx"
    path.write_bytes(data)
    result = read_workbook(path, Limits())
    assert isinstance(result, WorkbookCells), result
    return result


def sheet(data: bytes, folder: Path) -> SheetCells:
    """Return the only sheet of a workbook as it is read."""
    [found] = read(data, folder).sheets
    return found


def saved(fill: Callable[[Workbook], object]) -> bytes:
    """Return a workbook that openpyxl saved."""
    book = openpyxl.Workbook()
    fill(book)
    stream = io.BytesIO()
    book.save(stream)
    book.close()
    return stream.getvalue()


def cell(attributes: str, text: str = "", kind: str = "table-cell") -> str:
    """Return a cell of an OpenDocument table."""
    paragraph = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:{kind} {attributes}>{paragraph}</table:{kind}>"
