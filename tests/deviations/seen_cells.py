"""The cells of a workbook as a person sees them, without asking the product.

They are read by the reader library alone, and errors and formulas from the XML itself.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.etree import ElementTree as ET

import openpyxl
from python_calamine import CalamineError, CalamineWorkbook

_NEVER_TYPED = {"_meta", "_lists", "_issued"}
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


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
            return f"{day_shown(value)} {value:%H:%M}"
        case date():
            return day_shown(value)
        case time():
            return value.isoformat("minutes")
    return str(value)


def day_shown(day: date) -> str:
    """Return a day as a person sees it."""
    return f"{day.day}.{day.month}.{day.year}"


def _letters(column: int) -> str:
    return (
        chr(65 + column) if column < 26 else f"{_letters(column // 26 - 1)}{chr(65 + column % 26)}"
    )
