"""What is wrong with a printed page, each fault told in a few words."""

import re
from collections.abc import Sequence
from itertools import takewhile

from paper import MARKS_APART, Paper, Sheet, Word


def faults_on_paper(paper: Paper) -> list[str]:
    """Return everything that keeps the sheets from being a tidy A4 document."""
    sheets = paper.sheets
    of_sheets = [
        f"sheet {number}: {fault}"
        for number, sheet in enumerate(sheets, start=1)
        for fault in (
            *_not_a4(sheet),
            *_overprinted(sheet.words),
            *_without_number(sheet, number, len(sheets)),
            *_rows_without_a_head(sheet),
            *_lone_headings(sheet),
        )
    ]
    return [*_shrunk(sheets[0]), *_cut(paper), *of_sheets]


def _shrunk(sheet: Sheet) -> list[str]:
    """Return whether the browser made everything smaller, so that something wide had room."""
    (left,), (right,) = sheet.marked("left"), sheet.marked("right")
    share = (right.left - left.left) / MARKS_APART
    return [] if share > 0.99 else [f"shrunk to {share:.0%}"]


def _not_a4(sheet: Sheet) -> list[str]:
    size = sorted((round(sheet.width), round(sheet.height)))
    return [] if size == [595, 842] else [f"is {size} large"]


def _cut(paper: Paper) -> list[str]:
    """Return the words that did not come out: the browser prints nothing beyond the margins.

    A word may be broken over two lines, so it is looked for in the whole of the letters.
    """
    words = [word.text for sheet in paper.sheets for word in sheet.words]
    known, letters = set(words), "".join(words).replace("-", "")
    return [
        f"cut: {word}"
        for word in dict.fromkeys(paper.written)
        if word not in known and word.replace("-", "") not in letters
    ]


def _overprinted(words: Sequence[Word]) -> list[str]:
    ordered = sorted(words, key=lambda word: word.top)
    found = []
    for index, one in enumerate(ordered):
        bottom = one.bottom
        for other in takewhile(lambda word: word.top < bottom, ordered[index + 1 :]):  # noqa: B023 - the loop uses it up at once
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - other.top
            least = min(one.bottom - one.top, other.bottom - other.top)
            # The halo around the letters of a chart prints them twice in one place.
            twice = one.text == other.text and abs(one.left - other.left) < 1
            if across > 1 and down > 0.5 * least and not twice:
                found.append(f"overprinted: {one.text} / {other.text}")
    return found


def _without_number(sheet: Sheet, number: int, sheets: int) -> list[str]:
    numbered = re.search(rf"\b{number} / {sheets}\b", sheet.foot)
    return [] if numbered else [f"not numbered: {sheet.foot}"]


def _rows_without_a_head(sheet: Sheet) -> list[str]:
    """Return the tables that have rows on a sheet but no head above them."""
    found = []
    for mark in sorted({mark.text for mark in sheet.marks if mark.text.startswith("¤row")}):
        table = mark.strip("¤").removeprefix("row")
        first = min(row.top for row in sheet.marked(f"row{table}"))
        if not any(head.top < first for head in sheet.marked(f"head{table}")):
            found.append(f"no head over the rows of table {table}")
    return found


def _lone_headings(sheet: Sheet) -> list[str]:
    """Return the headings under which nothing stands on the same sheet."""
    return [
        f"ends with a heading after: {' '.join(word.text for word in sheet.body[-6:])}"
        for heading in sheet.marked("heading")
        if not any(word.top > heading.bottom + 2 for word in sheet.body)
    ]
