"""Measure texts, so that rows can be made as high as what stands in them.

LibreOffice does not grow rows and Excel not those with a height of their own, so a height
that is too small cuts text. Widths of letters are those of Calibri, rounded up; where another
typeface stands in for it, the columns grow with its digits and the same letters fit.
"""

from collections.abc import Iterable
from functools import lru_cache
from math import ceil

TALLEST_ROW = 409.0
"""The height in points beyond which Excel does not go."""

_PIXELS_PER_CHARACTER = 7
"""What one unit of column width is: a digit of the default font."""
_INSIDE_MARGIN = 4.0
"""Pixels that a cell keeps free beside its text, less the five a column has on top."""
_PIXELS_PER_POINT = 96 / 72
_LINE_HEIGHT = 1.25
_ROW_PADDING = 5.0

# Widths in em, by kind of character; whatever is not listed is a common small letter.
_EM = 0.53
_EM_OF = {
    **dict.fromkeys("iIjl.,:;'|!", 0.28),
    **dict.fromkeys(" ftr()-/\u00a0", 0.35),
    **dict.fromkeys("mMwW@%–—", 0.87),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZÅÄÖ", 0.65),
}
_LAST_NARROW_CHARACTER = "\u02ff"
_WIDE_EM = 1.1
"""Scripts and signs beyond the Latin ones, emoji among them."""


def row_height(cells: Iterable[tuple[str, float, float]], least: float = 0.0) -> float:
    """Return the height in points of a row.

    Args:
        cells: for each cell its text, the width of its column or columns, and the size of
            its letters in points.
        least: the height of a row with little in it.
    """
    tallest = max(
        (lines(text, width, points) * points * _LINE_HEIGHT for text, width, points in cells),
        default=0.0,
    )
    return min(max(least, ceil(tallest + _ROW_PADDING)), TALLEST_ROW)


@lru_cache(maxsize=8192)
def lines(text: str, width: float, points: float) -> int:
    """Return how many lines a text takes in a column.

    >>> lines("Osatehtävä", 20, 10), lines("hätäkeskustietojärjestelmään", 20, 10)
    (1, 2)
    """
    room = (width * _PIXELS_PER_CHARACTER - _INSIDE_MARGIN) / (points * _PIXELS_PER_POINT)
    return sum(_lines_of_paragraph(paragraph, room) for paragraph in text.split("\n"))


def _lines_of_paragraph(paragraph: str, room: float) -> int:
    count, used = 1, 0.0
    space = _EM_OF[" "]
    for word in paragraph.split(" "):
        length = _em(word)
        if used and used + space + length > room:
            count, used = count + 1, 0.0
        elif used:
            used += space
        used += length
        if used > room:
            # A word longer than the line is broken wherever the line ends.
            further = ceil(used / room) - 1
            count, used = count + further, used - further * room
    return count


@lru_cache(maxsize=8192)
def _em(word: str) -> float:
    return sum(
        _EM_OF.get(letter, _EM if letter <= _LAST_NARROW_CHARACTER else _WIDE_EM) for letter in word
    )
