"""Give rows the height that what stands in them needs."""

from collections.abc import Iterable
from math import ceil, floor
from typing import Final

from tilannekuva.layout.text_width import text_lines
from tilannekuva.outbox.styles import StyleName, is_bold, points

TALLEST_ROW: Final = 409.0
"""The height in points beyond which Excel does not go."""

_PIXELS_PER_POINT: Final = 96 / 72
_LINE_OF_THE_FONT: Final = 1.2207
"""The line spacing of Calibri in em, by its tables."""
_PADDING: Final = 3.0

CellText = tuple[str, float, StyleName]
"""A text, the width of its column or columns in characters, and its style."""


def row_height(cells: Iterable[CellText], least: float = 0.0) -> float:
    """Return the height in points of a row in which every text can be read whole.

    Args:
        cells: what stands in the row's cells.
        least: the height of a row with little in it.
    """
    tallest = max((_height(*cell) for cell in cells), default=0.0)
    return min(max(least, tallest + _PADDING), TALLEST_ROW)


def line_height(size: float) -> float:
    """Return the height in points that Excel gives to a line of letters of a size in points.

    >>> line_height(11)
    15.0
    """
    letters = floor(size * _PIXELS_PER_POINT + 0.5)
    return (ceil(letters * _LINE_OF_THE_FONT) + 1) / _PIXELS_PER_POINT


def _height(text: str, width: float, style: StyleName) -> float:
    size = points(style)
    return text_lines(text, width, size, bold=is_bold(style)) * line_height(size)
