"""How much room a text takes in a cell: its width, its lines and their height, its longest word.

Rows are given their heights by these figures: what is opened for the first time, or stands in
cells made into one, does not grow by itself. The widths are those of Calibri, the typeface of the
workbooks, as measured in Carlito, which is made with the same widths; where another typeface
stands in for it, the columns grow with its digits.
"""

from functools import lru_cache
from math import ceil, floor
from typing import Final
from unicodedata import combining, normalize

from tilannekuva.layout.look import BODY_POINTS

_PIXELS_OF_A_DIGIT: Final = 7
"""What a unit of column width is: a digit of the default font, Calibri at 11 points, at 96 dpi.

The few pixels that a cell keeps free at its sides come on top of its width in digits.
"""
_PIXELS_PER_POINT: Final = 96 / 72
_LINE_OF_THE_FONT: Final = 1.2207
"""The line spacing of Calibri in em, by its tables."""
_ON_SCREEN: Final = 1.05
"""Excel rounds each letter to whole pixels on a screen, and printers round in their own way."""
_ROOM_OF_A_BREAK: Final = 1e-9
_BREAKS_AFTER: Final = "-–"

# Advance widths in hundredths of an em, rounded up. Letters with accents are as wide as those
# without, which the font's tables bear out within two hundredths.
_REGULAR: Final[dict[int, str]] = {
    23: " 'il",
    24: "j",
    25: ",¹ł\u2018’",
    26: ".I·",
    27: ":;",
    30: "`",
    31: "()-[]f",
    32: "J{}",
    33: "!¡",
    34: "t°²³",
    35: "r",
    39: "/\\",
    40: "sz",
    41: '"ª',
    42: "“”„",
    43: "LcºŁ",
    44: "x",
    46: "FSkvy",
    47: "?Z|¿",
    48: "ag",
    49: "ETY",
    50: "#*+<=>^_e~¢¤¦§¬±×÷–†•\u2212",
    51: "$0123456789£¥®€",
    52: "KPX«»Þ",
    53: "bdhnopqußðøþ",
    54: "C",
    55: "BRµ",
    56: "đ",
    57: "V",
    58: "A",
    59: "¶",
    62: "D",
    63: "HÐĐ",
    64: "G¼",
    65: "NU",
    67: "OØ",
    68: "Q½¾",
    69: "&",
    70: "…",
    72: "%w",
    77: "Æ",
    78: "æ",
    80: "m",
    84: "©",
    85: "œ",
    86: "M",
    87: "Œ",
    89: "W",
    90: "@",
    91: "—→↑↓",
    104: "‰",
}
_BOLD: Final[dict[int, str]] = {
    23: " ",
    24: "'",
    25: "il",
    26: ",j¹\u2018’",
    27: ".I·ł",
    28: ":;",
    31: "-`",
    32: "()f",
    33: "![]¡",
    34: "J²³",
    35: "t{}°",
    36: "r",
    40: "sz",
    42: "cª",
    43: "/L\\",
    44: '"ºŁ“”„',
    46: "Fx",
    47: "?¿",
    48: "SZgkvy|",
    49: "E",
    50: "#*+<=>T^_a~¢¤¦§¬±×÷–†•\u2212",
    51: "$0123456789e£¥®€",
    52: "Y",
    53: "C",
    54: "Pbdhnopqu«»Þðþ",
    55: "Kø",
    56: "Xß",
    57: "BRµđ",
    60: "V¶",
    61: "A",
    64: "DGHÐĐ",
    66: "NU¼",
    68: "O",
    69: "QØ",
    70: "½",
    71: "&¾",
    72: "…",
    73: "%",
    75: "w",
    78: "Ææ",
    82: "m",
    84: "©",
    85: "œ",
    88: "MŒ",
    90: "@",
    91: "W—→↑↓",
    107: "‰",
}
_OTHER_LETTER: Final = 0.6
"""Letters of Latin kind that are not listed."""
_LAST_LATIN: Final = "\u02ff"
_WIDE: Final = 1.1
"""Scripts and signs beyond the Latin ones, emoji among them."""
_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff"


def text_lines(
    text: str, width_in_characters: float, points: float = BODY_POINTS, *, bold: bool = False
) -> int:
    """Return how many lines a text takes in a cell that wraps it, at least one.

    Words go to the next line whole, as in Excel; a line may also end after a hyphen, and a
    word longer than the line is broken wherever the line ends.

    Args:
        text: the text, with its own line ends.
        width_in_characters: the width of the column, or of the merged columns together.
        points: the size of the letters.
        bold: whether they are bold.

    >>> text_lines("Osatehtävä", 20), text_lines("hätäkeskustietojärjestelmään", 20)
    (1, 2)
    """
    room = max(width_in_characters, 1.0) * _PIXELS_OF_A_DIGIT
    scale = points * _PIXELS_PER_POINT * _ON_SCREEN
    return sum(
        _lines_of_paragraph(paragraph, room / scale, bold=bold)
        for paragraph in text.replace("\r\n", "\n").split("\n")
    )


def longest_word_width(text: str, points: float = BODY_POINTS, *, bold: bool = False) -> float:
    """Return the width in characters that a column needs to break no word of a text."""
    ems = max((_em(part, bold) for word in text.split() for part in _parts(word)), default=0.0)
    return _in_characters(ems, points)


def line_width(text: str, points: float = BODY_POINTS, *, bold: bool = False) -> float:
    """Return the width in characters that a column needs to show each line of a text whole."""
    return _in_characters(max(_em(line, bold) for line in text.split("\n")), points)


def line_height(size: float) -> float:
    """Return the height in points that Excel gives to a line of letters of a size in points.

    >>> line_height(11)
    15.0
    """
    letters = floor(size * _PIXELS_PER_POINT + 0.5)
    return (ceil(letters * _LINE_OF_THE_FONT) + 1) / _PIXELS_PER_POINT


def _in_characters(ems: float, points: float) -> float:
    return ems * points * _PIXELS_PER_POINT * _ON_SCREEN / _PIXELS_OF_A_DIGIT


@lru_cache(maxsize=16_384)
def _lines_of_paragraph(paragraph: str, room: float, *, bold: bool) -> int:
    room += _ROOM_OF_A_BREAK
    whole = _em(paragraph, bold)
    if whole <= room:
        return 1
    space = _em(" ", bold)
    count, used = 1, 0.0
    for word in paragraph.split(" "):
        gap = space if used else 0.0
        for part in _parts(word):
            length = _em(part, bold)
            if used and used + gap + length > room:
                count, used, gap = count + 1, 0.0, 0.0
            used += gap + length
            gap = 0.0
            if used > room:
                # A word longer than the line is broken wherever the line ends.
                further = ceil(used / room) - 1
                count, used = count + further, used - further * room
    return count


def _parts(word: str) -> list[str]:
    """Return the parts of a word between which a line may end: each ends with a hyphen."""
    if not any(mark in word for mark in _BREAKS_AFTER):
        return [word]
    parts, start = [], 0
    for place, letter in enumerate(word[:-1], start=1):
        if letter in _BREAKS_AFTER and place > 1 and word[place].isalpha():
            parts.append(word[start:place])
            start = place
    return [*parts, word[start:]]


class _Widths(dict[str, float]):
    """Widths of letters in em; one that is not listed is reckoned when it is first asked for."""

    def __init__(self, listed: dict[int, str]) -> None:
        super().__init__({each: width / 100 for width, some in listed.items() for each in some})
        self["\u00a0"] = self[" "]

    def __missing__(self, letter: str) -> float:
        base = normalize("NFKD", letter)
        if combining(letter) or letter in _UNSEEN:
            width = 0.0
        elif base != letter and all(each in self or combining(each) for each in base):
            width = sum(self[each] for each in base)
        else:
            width = _OTHER_LETTER if letter <= _LAST_LATIN else _WIDE
        self[letter] = width
        return width


_WIDTHS: Final = {False: _Widths(_REGULAR), True: _Widths(_BOLD)}


@lru_cache(maxsize=32_768)
def _em(text: str, bold: bool) -> float:  # noqa: FBT001 - a cache keys on places
    return sum(map(_WIDTHS[bold].__getitem__, text))
