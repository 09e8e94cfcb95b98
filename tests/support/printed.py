"""Compare what a workbook holds with what LibreOffice prints of it.

A workbook is printed to PDF, and poppler's ``pdftotext`` tells every word with its place. Words
come in the order in which they were drawn, cell by cell, and the PDF's outline tells which pages
are which sheet's. LibreOffice leaves out what does not fit beside a filled cell, and prints what
does not fit into a row over the next one; both are found.
"""

import os
import re
import shutil
import subprocess
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from itertools import accumulate
from pathlib import Path
from statistics import median

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from cell_room import TALLEST_ROW, row_height, shown

BOX = 1.3008
"""The height of a word's box in units of its letters' size, in Carlito."""
MAY_REACH_OVER = 0.3
"""How far the last line's box may reach over the row, in units of the letters' size.

Boxes are higher than lines, by what accents and tails need.
"""
TURNED = 1.8
"""A word higher than this, in units of its letters' size, stands upright: another cell's."""
POINTS_PER_INCH = 72
_WORD = re.compile(
    r'<word xMin="[^"]*" yMin="([^"]*)" xMax="[^"]*" yMax="([^"]*)">(.*?)</word>', re.DOTALL
)
_PAGE = re.compile(r'<page width="[^"]*" height="([^"]*)">(.*?)</page>', re.DOTALL)
_OUTLINE = re.compile(r'<item page="(\d+)">(.*?)</item>')
_HASHES = re.compile(r"#{2,}")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_LAST_OF_THE_FONT = 0x2FFF
_WITHOUT_CARLITO = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <selectfont><rejectfont><pattern>
    <patelt name="family"><string>Carlito</string></patelt>
  </pattern></rejectfont></selectfont>
</fontconfig>
"""


@dataclass(frozen=True)
class Fault:
    """Something of a sheet that is not printed as it should be."""

    sheet: str
    place: str
    """A cell, or a page as ``page 2``."""
    what: str
    """``missing``, ``cut``, ``hashes``, ``heading`` or ``empty page``."""
    text: str = ""


@dataclass(frozen=True)
class Word:
    """A word on a page, with where it begins and ends from the top, in points."""

    text: str
    top: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page's words within the margins, in the order in which they were drawn."""

    number: int
    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """All of them, without spaces."""
        return "".join(word.text for word in self.words)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The places in the text where each word begins, and where the last one ends."""
        return (0, *accumulate(len(word.text) for word in self.words))

    @cached_property
    def seams(self) -> frozenset[int]:
        """The same, to look places up."""
        return frozenset(self.starts)


def print_workbooks(
    workbooks: Sequence[Path], folder: Path, *, carlito: bool = True
) -> dict[Path, Path]:
    """Print workbooks by one LibreOffice, and return where the PDF of each lies.

    Args:
        workbooks: what is printed.
        folder: where the PDFs and the profile go.
        carlito: whether it finds a typeface as wide as Calibri; else it takes a wider one.
    """
    office = shutil.which("soffice")
    assert office, "LibreOffice is not installed"
    fonts = subprocess.run(
        [shutil.which("fc-list") or "fc-list", ":", "family"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Carlito" in fonts.stdout, "a typeface as wide as Calibri is not installed: Carlito"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    environment = dict(os.environ)
    if not carlito:
        (folder / "fonts.conf").write_text(_WITHOUT_CARLITO, encoding="utf-8")
        environment["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
    subprocess.run(
        [*command, *map(str, workbooks)],
        check=True,
        capture_output=True,
        timeout=600,
        env=environment,
    )
    return {each: folder / f"{each.stem}.pdf" for each in workbooks}


def faults(workbook: Path, pdf: Path) -> list[Fault]:
    """Return what is not printed as it should be, sheet by sheet."""
    book = openpyxl.load_workbook(workbook)
    sheets = [each for each in book.worksheets if each.sheet_state == "visible"]
    firsts = _first_pages(pdf)
    found = [Fault(each.title, "", "not printed") for each in sheets if each.title not in firsts]
    printed = [each for each in sheets if each.title in firsts]
    pages = _pages(pdf)
    ends = [*sorted(firsts.values())[1:], len(pages) + 1]
    end_of = dict(zip(sorted(firsts.values()), ends, strict=True))
    for sheet in printed:
        first = firsts[sheet.title]
        margins = sheet.page_margins
        own = [_within(*each, margins.top, margins.bottom) for each in pages[first - 1 :]]
        found += _Comparison(sheet, own[: end_of[first] - first]).faults()
    return found


@dataclass(frozen=True)
class _Run:
    """Where a cell's text was found: from the top of its first word to the bottom of its last."""

    top: float
    bottom: float
    height: float
    """Of its tallest word."""


_UNPLACED = _Run(0.0, 0.0, 0.0)
_SAMPLE = 60


@dataclass(frozen=True)
class _Text:
    """A cell that is printed."""

    cell: Cell
    text: str
    height: float
    """Of its row or rows, in points."""

    @cached_property
    def pressed(self) -> str:
        """The text as it is compared."""
        return _pressed(self.text)

    @property
    def size(self) -> float:
        """The size of its letters, in points."""
        return float(self.cell.font.sz or 11)

    def is_cut(self, run: _Run, scale: float) -> bool:
        """Tell whether a place is higher than the row where it is printed at a scale."""
        letters = self.size * scale
        if self.cell.alignment.textRotation or run.height > TURNED * letters:
            return False
        return run.bottom - run.top > self.height * scale + MAY_REACH_OVER * letters


@dataclass
class _Comparison:
    """A sheet and its pages."""

    sheet: Worksheet
    pages: Sequence[Page]
    _taken: list[bytearray] = field(default_factory=list)
    _next: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    _scale: float = 1.0

    def faults(self) -> Iterator[Fault]:
        """Yield what is not printed as it should be."""
        title = self.sheet.title
        yield from (
            Fault(title, f"page {number}", "empty page")
            for number, page in enumerate(self.pages, start=1)
            if not page.words
        )
        yield from self._hashes()
        yield from self._headings()
        self._taken = [bytearray(len(page.text)) for page in self.pages]
        texts = list(self._texts())
        longest_first = sorted(texts, key=lambda each: -len(each.text))
        self._scale = self._size_of_print(longest_first[:_SAMPLE])
        # Long texts first: a short one may stand within a long one.
        runs = {each.cell.coordinate: self._find(each) for each in longest_first}
        wanted = Counter(each.pressed for each in texts)
        for each in texts:
            run, spot = runs[each.cell.coordinate], each.cell.coordinate
            if each.height >= TALLEST_ROW:
                continue
            if run is None:
                # Pieces of neighbours may look like another's text, and be taken for it.
                if self._count(each.pressed) < wanted[each.pressed]:
                    yield Fault(title, spot, "missing", each.text[:60])
            elif each.is_cut(run, self._scale):
                yield Fault(title, spot, "cut", each.text[:60])

    def _texts(self) -> Iterator[_Text]:
        """Yield the cells with a text that are printed."""
        sheet = self.sheet
        merged = {area.coord.split(":")[0]: area for area in sheet.merged_cells.ranges}
        for row in sheet[_printed_area(sheet)]:
            if sheet.row_dimensions[row[0].row].hidden:
                continue
            for cell in row:
                text = "" if isinstance(cell.value, int | float) else shown(cell)
                hidden = sheet.column_dimensions[cell.column_letter].hidden if text else True
                if not hidden and _pressed(text) and not _RIGHT_TO_LEFT.search(text):
                    area = merged.get(cell.coordinate, CellRange(cell.coordinate))
                    rows = range(area.min_row, area.max_row + 1)
                    yield _Text(cell, text, sum(row_height(sheet, each) for each in rows))

    def _find(self, text: _Text) -> _Run | None:
        """Return the next place of a text that is not another cell's, and take it.

        A place that begins and ends with a word goes before one that does not: words of cells
        that nearly touch are read as one.
        """
        return (
            self._find_next(text, "fits")
            or self._find_next(text, "apart")
            or self._find_next(text, "anywhere")
        )

    def _find_next(self, text: _Text, how: str) -> _Run | None:
        pressed = text.pressed
        number, start = self._next.get((pressed, how), (0, 0))
        while number < len(self.pages):
            page, taken = self.pages[number], self._taken[number]
            at = page.text.find(pressed, start)
            if at < 0:
                number, start = number + 1, 0
                continue
            end = at + len(pressed)
            if taken.find(1, at, end) < 0:
                apart = at in page.seams and end in page.seams
                run = _run(page, at, end) if apart else _UNPLACED
                fits = apart and not text.is_cut(run, self._scale)
                if {"fits": fits, "apart": apart, "anywhere": True}[how]:
                    taken[at:end] = b"\1" * len(pressed)
                    self._next[pressed, how] = (number, end)
                    return run
            start = at + 1
        return None

    def _count(self, pressed: str) -> int:
        return sum(page.text.count(pressed) for page in self.pages)

    def _size_of_print(self, texts: Iterable[_Text]) -> float:
        """Return how large the sheet is printed, by the size of its letters."""
        sizes = []
        for each in texts:
            places = ((page, page.text.find(each.pressed)) for page in self.pages)
            page, at = next((place for place in places if place[1] >= 0), (None, 0))
            if page is not None and not each.cell.alignment.textRotation:
                run = _run(page, at, at + len(each.pressed))
                sizes.append(run.height / BOX / each.size)
        return median(sizes) if sizes else 1.0

    def _hashes(self) -> Iterator[Fault]:
        """Yield what is printed as ``###`` because its column is too narrow."""
        own = " ".join(each.text for each in self._texts())
        for number, page in enumerate(self.pages, start=1):
            for word in page.words:
                if _HASHES.fullmatch(word.text) and word.text not in own:
                    yield Fault(self.sheet.title, f"page {number}", "hashes", word.text)

    def _headings(self) -> Iterator[Fault]:
        """Yield the pages on which the rows to be repeated are not printed whole.

        That is so as well where columns are printed on pages of their own.
        """
        rows = self.sheet.print_title_rows
        if not rows:
            return
        first, last = (int(each) for each in rows.replace("$", "").split(":"))
        texts = [each.pressed for each in self._texts() if first <= each.cell.row <= last]
        for number, page in enumerate(self.pages, start=1):
            if not all(text in page.text for text in texts):
                yield Fault(self.sheet.title, f"page {number}", "heading")


def _first_pages(pdf: Path) -> dict[str, int]:
    command = ["pdftohtml", "-xml", "-stdout", "-i", str(pdf)]
    result = subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = _OUTLINE.findall(result.stdout.decode())
    return {unescape(name): int(page) for page, name in found}


def _pages(pdf: Path) -> list[tuple[int, float, str]]:
    """Return the number, the height and the words of every page."""
    command = ["pdftotext", "-raw", "-bbox", str(pdf), "-"]
    result = subprocess.run(command, check=True, capture_output=True, timeout=300)
    pages = _PAGE.findall(result.stdout.decode())
    return [(number, float(high), words) for number, (high, words) in enumerate(pages, start=1)]


def _within(number: int, high: float, words: str, top: float, bottom: float) -> Page:
    """Return a page without what is printed in its margins."""
    first, last = top * POINTS_PER_INCH - 4, high - bottom * POINTS_PER_INCH + 4
    placed = ((float(above), float(below), text) for above, below, text in _WORD.findall(words))
    return Page(
        number,
        tuple(
            Word(_pressed(unescape(text)), above, below)
            for above, below, text in placed
            if above >= first and (above + below) / 2 <= last
        ),
    )


def _printed_area(sheet: Worksheet) -> str:
    area = sheet.print_area
    if area:
        return str(area).split("!")[-1].replace("$", "")
    return sheet.dimensions


def _pressed(text: str) -> str:
    """Return a text as it is compared: without spaces, marks of no width and pictures."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text))
    return "".join(
        letter
        for letter in plain
        if ord(letter) <= _LAST_OF_THE_FONT
        and unicodedata.category(letter) not in {"Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "So", "Sk"}
    )


def _run(page: Page, first: int, end: int) -> _Run:
    starts = page.starts
    words = page.words[bisect_right(starts, first) - 1 : bisect_left(starts, end)]
    return _Run(
        min(word.top for word in words),
        max(word.bottom for word in words),
        max(word.bottom - word.top for word in words),
    )
