"""Find texts of a workbook that are not shown whole in their cells, as far as reckoning can tell.

Heights and widths are taken from the file, and how much room a text needs from the widths of
the typeface's letters; a test in ``tests/office`` looks at the same with a real LibreOffice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from tilannekuva.layout.text_width import line_width, longest_word_width, text_lines

STANDARD_WIDTH = 8.43
STANDARD_HEIGHT = 15.0
TALLEST_ROW = 409.0
EXCEL_PADDING = 0.71
"""How much wider a column's width is in the file than in the program, in characters."""
DAY = "d.m.yyyy"
LINE = 1.25
"""The least height of a line, in units of the letters' size; Calibri's own is 1.22."""


@dataclass(frozen=True)
class Cramped:
    """A cell that has less room than its text needs."""

    sheet: str
    cell: str
    what: str
    """``word``, ``lines`` or ``line``: a word too long, too many lines, a line running over."""
    needed: float
    given: float


def cramped(workbook: Workbook) -> list[Cramped]:
    """Return the cells of the sheets one can see whose text has too little room."""
    sheets = [each for each in workbook.worksheets if each.sheet_state == "visible"]
    return [found for sheet in sheets for found in _cramped_on(sheet)]


def column_width(sheet: Worksheet, column: int) -> float:
    """Return a column's width in characters, as the program shows it."""
    for each in sheet.column_dimensions.values():
        if each.min and each.max and each.min <= column <= each.max:
            return max(float(each.width) - EXCEL_PADDING, 0.0)
    return STANDARD_WIDTH


def row_height(sheet: Worksheet, row: int) -> float:
    """Return a row's height in points."""
    height = sheet.row_dimensions[row].height
    return STANDARD_HEIGHT if height is None else float(height)


def _cramped_on(sheet: Worksheet) -> Iterator[Cramped]:
    areas = {area.coord.split(":")[0]: area for area in sheet.merged_cells.ranges}
    for row in sheet.iter_rows():
        for cell in row:
            text = shown(cell)
            if isinstance(cell, Cell) and text:
                area = areas.get(cell.coordinate, CellRange(cell.coordinate))
                yield from _cramped_cell(sheet, cell, text, area)


def shown(cell: object) -> str:
    """Return the text of a cell as it is shown; nothing for a formula or another kind of date."""
    value = getattr(cell, "value", None)
    if isinstance(value, date):
        ours = getattr(cell, "number_format", "") == DAY
        return f"{value.day}.{value.month}.{value.year}" if ours else ""
    text = "" if value is None else str(value)
    return "" if text.startswith("=") and getattr(cell, "data_type", "") == "f" else text


def _cramped_cell(sheet: Worksheet, cell: Cell, text: str, area: CellRange) -> Iterator[Cramped]:
    size, bold = float(cell.font.sz or 11), bool(cell.font.b)
    columns = range(area.min_col, area.max_col + 1)
    width = sum(column_width(sheet, column) for column in columns)
    height = sum(row_height(sheet, row) for row in range(area.min_row, area.max_row + 1))
    spot = sheet.title, cell.coordinate
    if cell.alignment.wrap_text:
        word = longest_word_width(text, size, bold=bold)
        if word > width:
            yield Cramped(*spot, "word", word, width)
        needed = text_lines(text, width, size, bold=bold) * size * LINE
    else:
        room = width + _free_beside(sheet, cell.row, area.max_col)
        line = line_width(text, size, bold=bold)
        if line > room:
            yield Cramped(*spot, "line", line, room)
        needed = size * LINE
    if needed > height and height < TALLEST_ROW:
        yield Cramped(*spot, "lines", needed, height)


def _free_beside(sheet: Worksheet, row: int, column: int) -> float:
    """Return the width of the empty cells right of one, over which its text may run."""
    width = 0.0
    for each in range(column + 1, sheet.max_column + 1):
        beside = sheet[f"{get_column_letter(each)}{row}"]
        if not isinstance(beside, Cell) or beside.value is not None:
            break
        width += column_width(sheet, each)
    return width
