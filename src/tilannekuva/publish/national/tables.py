"""Tables: headings, rows, filters and heights, drawn in one way on every sheet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from xlsxwriter.utility import xl_range

from tilannekuva.layout.look import SMALL_POINTS
from tilannekuva.publish.national.bulk_worksheet import CellValue, checked, write_rows
from tilannekuva.publish.national.formats import CENTRED, HEAD, HEAD_CENTRED, TEXT, WRAPPED, Style
from tilannekuva.publish.national.page import HEADER_ROW, Page
from tilannekuva.publish.national.row_heights import MOST_LINES, height, lines, pieces

_AROUND_HEADINGS: Final = 7.5
_FILTER_BUTTON: Final = 2.5
"""What the button of the filter takes of a heading's room, in characters."""

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
    nothing: str = ""
    """What is told where there are no rows."""
    keys: int = 1
    """How many columns say again whose a text is, where it goes on in a further row."""
    goes_on: bool = True
    """Whether a text longer than a row can show goes on in further rows.

    Where each row is to be one record, it does not: the cell has it whole, but shows no more
    than its beginning, and the sheet says where it is shown.
    """


def draw(page: Page, table: Table) -> int:
    """Draw a table from the first column on; return its last row."""
    heads = [_head(column) for column in table.columns]
    for number, (column, style) in enumerate(zip(table.columns, heads, strict=True)):
        page.write(table.top, number, column.heading, style)
    most = max(_heading_lines(each) for each in table.columns)
    page.height(table.top, height(most) + _AROUND_HEADINGS)
    rows, counts = _shown(table)
    last = table.top + max(len(rows), 1)
    if rows:
        formats = [page.formats.pair(column.style) for column in table.columns]
        heights = [height(count) for count in counts]
        write_rows(page.sheet, table.top + 1, rows, formats, heights)
    else:
        page.write(last, 0, table.nothing, replace(TEXT, italic=True, bordered=False))
        page.height(last, height(1))
    if table.filtered == "sheet":
        page.sheet.autofilter(table.top, 0, last, len(table.columns) - 1)
    elif table.rows:
        _own_filter(page, table, last)
    return last


def column_range(table: Table, column: int, last: int) -> str:
    """Return the cells of a column below its heading, to the last row, such as ``C6:C80``."""
    return str(xl_range(table.top + 1, column, last, column))


def _heading_lines(column: Column) -> int:
    room = max(column.width - _FILTER_BUTTON, 1.0)
    return lines(column.heading, room, SMALL_POINTS, bold=True)


def _head(column: Column) -> Style:
    return HEAD if column.style.align == "left" else HEAD_CENTRED


def _shown(table: Table) -> tuple[list[Sequence[CellValue]], list[int]]:
    """Return the rows as they are shown, and how many lines each takes by its longest text."""
    wrapping = [
        (number, column.width, column.style.points, column.style.bold)
        for number, column in enumerate(table.columns)
        if column.style.wrap
    ]
    known: dict[tuple[str, float], int] = {}
    shown: list[Sequence[CellValue]] = []
    counts: list[int] = []
    for row in table.rows:
        most = 1
        for number, width, points, bold in wrapping:
            text = row[number]
            if isinstance(text, str):
                count = known.get((text, width))
                if count is None:
                    count = known[text, width] = lines(text, width, points, bold=bold)
                most = max(most, count)
        if most > MOST_LINES and table.goes_on:
            further = list(_in_parts(table, row))
            shown += further
            counts += [MOST_LINES] * (len(further) - 1) + [_lines_of(table, further[-1])]
        else:
            shown.append(row)
            counts.append(min(most, MOST_LINES))
    return shown, counts


def _in_parts(table: Table, row: Sequence[CellValue]) -> Iterator[Sequence[CellValue]]:
    """Yield a row and those in which its longest texts go on, with its keys in each."""
    parts = [
        pieces(text, column.width) if isinstance(text, str) and column.style.wrap else [text]
        for text, column in zip(row, table.columns, strict=True)
    ]
    for place in range(max(map(len, parts))):
        yield [
            told[place] if place < len(told) else (told[0] if number < table.keys else None)
            for number, told in enumerate(parts)
        ]


def _lines_of(table: Table, row: Sequence[CellValue]) -> int:
    counted: Iterable[int] = (
        lines(text, column.width)
        for text, column in zip(row, table.columns, strict=True)
        if isinstance(text, str) and column.style.wrap
    )
    return max(counted, default=1)


def _own_filter(page: Page, table: Table, last: int) -> None:
    columns = [
        {"header": column.heading, "header_format": page.formats.get(_head(column))}
        for column in table.columns
    ]
    options = {"columns": columns, "style": None, "banded_rows": False}
    checked(page.sheet.add_table(table.top, 0, last, len(columns) - 1, options))
