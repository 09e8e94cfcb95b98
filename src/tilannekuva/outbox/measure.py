"""Give rows the height that what stands in them needs."""

from collections.abc import Iterable
from typing import Final

from tilannekuva.layout.text_width import line_height, text_lines
from tilannekuva.outbox.styles import StyleName, is_bold, points

TALLEST_ROW: Final = 409.0
"""The height in points beyond which Excel does not go."""

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


def _height(text: str, width: float, style: StyleName) -> float:
    size = points(style)
    return text_lines(text, width, size, bold=is_bold(style)) * line_height(size)
