"""Row heights: told in every row, as they are first shown and where cells are made into one."""

from math import ceil
from typing import Final

from tilannekuva.layout.look import BODY_POINTS
from tilannekuva.layout.text_width import line_height, text_lines

MOST_LINES: Final = 31
"""What a row can show: Excel's highest row is 409 points."""

ON: Final = "…"
"""What stands where a text goes on in a further row, at the end and at the beginning."""

_PIXELS_PER_POINT: Final = 96 / 72
_AROUND: Final = 3.0
_TALLEST: Final = 408.75
_WIDEST_LETTER: Final = 1.1
_NARROWEST_LETTER: Final = 0.22
_PIXELS_OF_A_DIGIT: Final = 7


def lines(text: str, width: float, points: int = BODY_POINTS, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a column of a width in characters."""
    # Most cells hold a word or two, which need not be measured.
    longest = len(text) * points * _PIXELS_PER_POINT * _WIDEST_LETTER
    if longest <= width * _PIXELS_OF_A_DIGIT and "\n" not in text:
        return 1
    return text_lines(text, width, points, bold=bold)


def height(line_count: int) -> float:
    """Return the height of a row in points; a multiple of 0.75, as Excel keeps heights."""
    return min(max(line_count, 1) * line_height(BODY_POINTS) + _AROUND, _TALLEST)


def pieces(text: str, width: float, most: int = MOST_LINES) -> list[str]:
    """Return a text in parts that a row of so many lines can each show; nothing is left out.

    >>> pieces("one and two and three and four", 14, most=1)
    ['one and two …', '… and three …', '… and four']
    """
    told: list[str] = []
    within = _most_letters(width, most)
    start = 0
    while start < len(text):
        # Of a long text no more is looked at than could fit: the rest comes in later rounds.
        rest = text[start : start + within + 1]
        whole = rest if not told else f"{ON} {rest}"
        if len(rest) <= within and whole.count("\n") < most and lines(whole, width) <= most:
            return [*told, whole]
        shown = _longest_beginning(rest, width, most, begun=bool(told))
        told.append(f"{ON} {shown} {ON}" if told else f"{shown} {ON}")
        start += len(shown)
        while start < len(text) and text[start].isspace():
            start += 1
    return told or [text]


def _most_letters(width: float, most: int) -> int:
    """Return a number of letters that so many lines cannot hold more of, however narrow."""
    narrowest = BODY_POINTS * _PIXELS_PER_POINT * _NARROWEST_LETTER
    return ceil(most * width * _PIXELS_OF_A_DIGIT / narrowest) + most


def _longest_beginning(text: str, width: float, most: int, *, begun: bool) -> str:
    """Return as much of a text's beginning as fits, broken between words where there are any."""
    before = f"{ON} " if begun else ""
    low = 1  # a part holds something, however narrow the column
    high = min(len(text), _most_letters(width, most))
    # No more lines of the text's own fit than a row has, which matters where they are short.
    high = len("\n".join(text[:high].split("\n", most)[:most]))
    while low < high:
        middle = (low + high + 1) // 2
        if lines(f"{before}{text[:middle]} {ON}", width) <= most:
            low = middle
        else:
            high = middle - 1
    shown = text[:low]
    if low < len(text) and not text[low].isspace():
        words = shown.rsplit(maxsplit=1)
        # A word longer than half of what fits is broken, else the parts would be short.
        if len(words) == 2 and len(words[0]) * 2 > low:  # noqa: PLR2004 - two sides of a break
            shown = shown[: shown.rindex(words[1])]
    return shown.rstrip() or text[:low]
