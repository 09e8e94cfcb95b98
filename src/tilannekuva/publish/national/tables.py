"""Tables: headings, rows, filters and heights, drawn in one way on every sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from xlsxwriter.utility import xl_range

from tilannekuva.publish.national.bulk_worksheet import CellValue, checked, write_rows
from tilannekuva.publish.national.formats import CENTRED, HEAD, HEAD_CENTRED, TEXT, WRAPPED, Style
from tilannekuva.publish.national.page import HEADER_ROW, Page
from tilannekuva.publish.national.row_heights import height, lines

_AROUND_HEADINGS: Final = 7.5

Filter = Literal["sheet", "table"]
"""A sheet holds one filter of its own; where it has two tables, each has its filter."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    heading: str
    width: float
    style: Style = TEXT


def wrapped(heading: str, width: float) -> Column:
    """Return a column of longer texts."""
    return Column(heading, width, WRAPPED)


def centred(heading: str, width: float) -> Column:
    """Return a column of codes or marks."""
    return Column(heading, width, CENTRED)


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be drawn."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[CellValue]]
    top: int = HEADER_ROW
    """The row of the headings."""
    filtered: Filter = "sheet"
    most_lines: int = 30
    """Higher rows than this are cut; the whole text is in the cell."""
    nothing: str = ""
    """What is told where there are no rows."""


def draw(page: Page, table: Table) -> int:
    """Draw a table from the first column on; return its last row."""
    heads = [_head(column) for column in table.columns]
    for number, (column, style) in enumerate(zip(table.columns, heads, strict=True)):
        page.write(table.top, number, column.heading, style)
    most = max(lines(each.heading, each.width - 2) for each in table.columns)
    page.height(table.top, height(most) + _AROUND_HEADINGS)
    last = table.top + max(len(table.rows), 1)
    if table.rows:
        formats = [page.formats.pair(column.style) for column in table.columns]
        write_rows(page.sheet, table.top + 1, table.rows, formats, _heights(table))
    else:
        page.write(last, 0, table.nothing, replace(TEXT, italic=True, bordered=False))
    if table.filtered == "sheet":
        page.sheet.autofilter(table.top, 0, last, len(table.columns) - 1)
    elif table.rows:
        _own_filter(page, table, last)
    return last


def column_range(table: Table, column: int) -> str:
    """Return the cells of a column below its heading, such as ``C6:C80``."""
    return str(xl_range(table.top + 1, column, table.top + len(table.rows), column))


def _head(column: Column) -> Style:
    return HEAD if column.style.align == "left" else HEAD_CENTRED


def _heights(table: Table) -> list[float]:
    """Return the height of each row by its longest wrapped text."""
    wrapping = [
        (number, column.width) for number, column in enumerate(table.columns) if column.style.wrap
    ]
    known: dict[tuple[str, float], int] = {}

    def counted(text: CellValue, width: float) -> int:
        if not isinstance(text, str):
            return 1
        if (text, width) not in known:
            known[text, width] = lines(text, width)
        return known[text, width]

    def most(row: Sequence[CellValue]) -> int:
        needed: Iterable[int] = (counted(row[number], width) for number, width in wrapping)
        return min(max(needed, default=1), table.most_lines)

    return [height(most(row)) for row in table.rows]


def _own_filter(page: Page, table: Table, last: int) -> None:
    columns = [
        {"header": column.heading, "header_format": page.formats.get(_head(column))}
        for column in table.columns
    ]
    options = {"columns": columns, "style": None, "banded_rows": False}
    checked(page.sheet.add_table(table.top, 0, last, len(columns) - 1, options))
