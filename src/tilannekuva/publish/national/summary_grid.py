"""The grid of the summary: narrow columns of equal width, over which everything is laid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tilannekuva.publish.national.bulk_worksheet import CellValue
from tilannekuva.publish.national.formats import (
    CENTRED,
    HEAD,
    HEAD_CENTRED,
    SECTION,
    WRAPPED,
    Style,
)
from tilannekuva.publish.national.page import Page
from tilannekuva.publish.national.row_heights import height, lines

COLUMNS: Final = 32
LAST_COLUMN: Final = COLUMNS - 1
COLUMN_WIDTH: Final = 3.0
COLUMN_PIXELS: Final = 26
PIXELS_PER_POINT: Final = 96 / 72

MIDDLE: Final = replace(WRAPPED, middle=True)
CENTRE: Final = replace(CENTRED, middle=True)

_PLAIN: Final = Style(wrap=True, middle=True)

_PIXELS_OF_A_CHARACTER: Final = 7
_KEPT_FREE: Final = 5
_GAP: Final = 9.0
_AROUND_HEADS: Final = 4.5
_AROUND_SENTENCE: Final = 3.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A value over some columns of the grid."""

    value: CellValue
    span: int
    style: Style = MIDDLE


def characters(span: int) -> float:
    """Return the width of so many columns together, in characters."""
    return (span * COLUMN_PIXELS - _KEPT_FREE) / _PIXELS_OF_A_CHARACTER


def section(page: Page, row: int, text: str) -> int:
    """Write the heading of a part of the summary; return the row below it."""
    page.height(row, _GAP)
    page.write(row + 1, 0, text, SECTION)
    page.height(row + 1, 21)
    return row + 2


def sentence(page: Page, row: int, text: str) -> int:
    """Write a text over all columns; return the row below it."""
    page.merged(row, (0, LAST_COLUMN), text, _PLAIN)
    page.height(row, height(lines(text, characters(COLUMNS))) + _AROUND_SENTENCE)
    return row + 1


def heads(page: Page, row: int, cells: Sequence[tuple[str, int]], *, centred_from: int = 1) -> int:
    """Write headings over some columns each; return the row below them."""
    most = 1
    column = 0
    for place, (text, span) in enumerate(cells):
        style = HEAD if place < centred_from else HEAD_CENTRED
        page.merged(row, (column, column + span - 1), text, style)
        most = max(most, lines(text, characters(span), style.points, bold=True))
        column += span
    page.height(row, height(most) + _AROUND_HEADS)
    return row + 1


def cells(page: Page, row: int, told: Sequence[Cell], least: float = 0.0) -> int:
    """Write cells beside each other in a row as high as the longest needs; return the row below.

    Args:
        page: the sheet.
        row: the row.
        told: the cells from the first column on.
        least: the least height in points.
    """
    most = 1
    column = 0
    for each in told:
        style = each.style
        if isinstance(each.value, date):
            style = page.formats.day(style)
        if each.span > 1:
            page.merged(row, (column, column + each.span - 1), "", style)
        page.write(row, column, each.value, style)
        if isinstance(each.value, str):
            room = characters(each.span)
            most = max(most, lines(each.value, room, style.points, bold=style.bold))
        column += each.span
    page.height(row, max(height(most), least))
    return row + 1


def room_for(page: Page, row: int, pixels: int) -> int:
    """Leave room for a chart above the next part; return the row below it."""
    # A whole number of pixels in a few rows of equal height, so that nothing lies under a chart.
    rows = -(-pixels // _CHART_ROW_PIXELS)
    for place in range(row, row + rows):
        page.height(place, _CHART_ROW_PIXELS / PIXELS_PER_POINT)
    return row + rows


_CHART_ROW_PIXELS: Final = 21
