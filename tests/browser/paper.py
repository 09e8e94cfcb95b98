"""A page as it comes out on paper: the words of each sheet and where they stand.

The page is printed by Chromium and read back with pdftotext. Before that, marks are put into
it that can be found again on paper: at the head and the rows of every table, at the end of
every heading, and two that are 400 CSS pixels apart. They are small enough to move nothing.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

FOOT: Final = 16 / 25.4 * 72
"""The room at the foot of a sheet, for its number."""

_MARK: Final = """() => {
  const mark = (element, text) => {
    const small = document.createElement("span");
    small.textContent = text;
    small.style.fontSize = "1px";
    element.append(small);
  };
  document.querySelectorAll("table").forEach((table, index) => {
    const heads = table.tHead ? table.tHead.rows : [];
    for (const row of heads) mark(row.cells[row.cells.length - 1], `¤head${index}¤`);
    for (const body of table.tBodies)
      for (const row of body.rows) mark(row.cells[0], `¤row${index}¤`);
  });
  for (const [text, left] of [["¤left¤", 0], ["¤right¤", 400]]) {
    mark(document.body, text);
    document.body.lastChild.style.cssText =
      `font-size: 1px; position: absolute; top: 0; left: ${left}px`;
  }
  document.querySelectorAll("h1, h2, h3, h4").forEach((each) => {
    if (each.checkVisibility()) mark(each, `¤heading¤`);
  });
}"""
_SHEET: Final = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD: Final = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
)


MARKS_APART: Final = 400 * 72 / 96
"""How far from each other the two marks of width are, in points, if nothing was shrunk."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word on paper, in points from the upper left corner of the sheet."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of paper."""

    width: float
    height: float
    words: tuple[Word, ...]
    marks: tuple[Word, ...]

    @property
    def body(self) -> tuple[Word, ...]:
        """The words above the foot."""
        return tuple(word for word in self.words if word.top < self.height - FOOT)

    @property
    def foot(self) -> str:
        """What stands at the foot."""
        below = [word for word in self.words if word.top >= self.height - FOOT]
        return " ".join(word.text for word in below)

    def marked(self, kind: str) -> list[Word]:
        """Return the marks of a kind: a table's head or rows, or headings."""
        return [mark for mark in self.marks if mark.text == f"¤{kind}¤"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A page on paper."""

    written: tuple[str, ...]
    """The words that are to be printed."""
    sheets: tuple[Sheet, ...]


def printed(page: Page, path: Path) -> Paper:
    """Print the page that is open and return what came out."""
    page.emulate_media(media="print")
    written = page.locator("body").inner_text().split()
    page.emulate_media(media="null")
    page.evaluate(_MARK)
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    reader = shutil.which("pdftotext")
    assert reader is not None, "install poppler-utils"
    command = [reader, "-bbox", str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    found = _SHEET.finditer(done.stdout.decode())
    return Paper(tuple(written), tuple(_sheet(each) for each in found))


def _sheet(found: re.Match[str]) -> Sheet:
    words = [_word(each) for each in _WORD.finditer(found[3])]
    return Sheet(
        width=float(found[1]),
        height=float(found[2]),
        words=tuple(word for word in words if "¤" not in word.text),
        marks=tuple(word for word in words if "¤" in word.text),
    )


def _word(found: re.Match[str]) -> Word:
    left, top, right, bottom = (float(found[number]) for number in range(1, 5))
    return Word(left, top, right, bottom, unescape(found[5]))
