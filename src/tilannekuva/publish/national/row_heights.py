"""Row heights: told in every row, since LibreOffice does not find them by itself."""

from math import ceil
from typing import Final

from tilannekuva.layout.look import BODY_POINTS

MOST_LINES: Final = 30
"""Excel's highest row is 409 points; a longer text is read in the cell."""

_LINE: Final = 13.5
_AROUND: Final = 3.0
_LETTERS_FOR_DIGITS: Final = 1.12


def lines(text: str, width: float, points: int = BODY_POINTS) -> int:
    """Return about how many lines a text takes in a column of a width in characters."""
    if "\n" not in text and len(text) * points <= width * BODY_POINTS * _LETTERS_FOR_DIGITS:
        return 1
    # A column's width is counted in digits; letters are narrower, but words do not break.
    room = max(width * BODY_POINTS / points * _LETTERS_FOR_DIGITS, 1)
    return sum(max(ceil(len(part) / room), 1) for part in text.split("\n"))


def height(line_count: int, points: int = BODY_POINTS) -> float:
    """Return the height of a row in points; a multiple of 0.75, as Excel keeps heights."""
    line = _LINE if points <= BODY_POINTS else ceil(points * 1.35 / 0.75) * 0.75
    return min(max(line_count, 1), MOST_LINES) * line + _AROUND
