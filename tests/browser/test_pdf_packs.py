"""Packs as PDF, drawn by the library itself: whole, tagged, and the same every time."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.texts import Language
from tilannekuva.publish.briefing.pages import briefing_pack, public_pack
from tilannekuva.publish.briefing.pdf import page_to_pdf, require_library

pytestmark = pytest.mark.browser

DRAW = (
    "import sys; from pathlib import Path; "
    "from tilannekuva.publish.briefing.pdf import page_to_pdf; "
    "Path(sys.argv[2]).write_bytes(page_to_pdf(Path(sys.argv[1]).read_text(encoding='utf-8')))"
)
A4 = {(595, 842), (842, 595)}


@pytest.fixture(name="page", scope="module")
def _page(two_months: NationalPicture) -> str:
    return briefing_pack(two_months, "08", "fi", tool_version="0")


@pytest.fixture(name="paper", scope="module")
def _paper(page: str) -> PdfReader:
    require_library()
    return PdfReader(io.BytesIO(page_to_pdf(page)))


def root_of(paper: PdfReader) -> DictionaryObject:
    """Return what a paper says of itself as a whole."""
    root = paper.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    return root


def facts_of(paper: PdfReader) -> bytes:
    """Return what a paper tells of itself to archives."""
    facts = root_of(paper)["/Metadata"].get_object()
    assert isinstance(facts, StreamObject)
    return facts.get_data()


def text_of(paper: PdfReader) -> str:
    """Return the text of all pages, on one line."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in paper.pages))


def test_paper_is_the_page__ok(page: str, paper: PdfReader) -> None:
    """It has the page's title and language, its headings as bookmarks, and its text."""
    title = re.search("<title>(.*?)</title>", page)
    assert title is not None
    assert paper.metadata is not None
    assert paper.metadata.title == title[1]
    assert str(root_of(paper)["/Lang"]) == "fi"
    assert len(paper.outline) >= 1
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    told = text_of(paper)
    assert len(headings) > 5
    # The heading of the navigation is for the screen.
    assert [heading for heading in headings[1:] if heading.strip() not in told] == []


def test_paper_is_tagged__ok(paper: PdfReader) -> None:
    """A screen reader finds the structure, as PDF/UA asks, and the title in the window."""
    root = root_of(paper)
    assert str(root["/MarkInfo"]) == "{'/Marked': True}"
    assert str(root["/ViewerPreferences"]) == "{'/DisplayDocTitle': True}"
    assert "/StructTreeRoot" in root
    assert b'pdfuaid:part="1"' in facts_of(paper)


def test_paper_is_a4_with_page_numbers__ok(paper: PdfReader) -> None:
    """Each page is A4, upright or lying, and says which it is of how many."""
    n = len(paper.pages)
    for number, page in enumerate(paper.pages, start=1):
        assert tuple(round(float(side)) for side in page.mediabox[2:]) in A4
        assert f"{number} / {n}" in page.extract_text()


def test_paper_tells_no_time_or_place__ok(paper: PdfReader) -> None:
    """There is neither a date nor an identifier in it, and nothing is loaded or run."""
    assert paper.metadata is not None
    assert "/CreationDate" not in paper.metadata
    assert "/ModDate" not in paper.metadata
    assert "/ID" not in paper.trailer
    assert b"Date" not in facts_of(paper)
    assert not {"/OpenAction", "/AA"} & root_of(paper).keys()


def test_charts_keep_their_colours__ok(page: str, paper: PdfReader) -> None:
    """The bars are filled as on the page, not black as without a style."""
    colour = re.search(r"--done: #([0-9A-Fa-f]{6})", page)
    assert colour is not None
    red, green, blue = (int(colour[1][at : at + 2], 16) / 255 for at in (0, 2, 4))
    first = paper.pages[0].get_contents()
    assert first is not None
    fills = [
        tuple(map(float, found))
        for found in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn)\b", first.get_data())
    ]
    close = [fill for fill in fills if fill == pytest.approx((red, green, blue), abs=0.01)]
    assert len(close) >= 3


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_same_page_gives_the_same_bytes__ok(
    two_months: NationalPicture, tmp_path: Path, language: Language
) -> None:
    """Whatever the process, the folder, the clock's zone or the order of its sets."""
    page = tmp_path / "page.html"
    text = public_pack(two_months, "17", language, tool_version="0")
    page.write_text(text, encoding="utf-8", newline="\n")
    drawn = []
    for seed, zone in (("1", "UTC"), ("99", "Asia/Tokyo")):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", DRAW, str(page), "out.pdf"],
            cwd=folder,
            env=environment,
            check=True,
        )
        drawn.append((folder / "out.pdf").read_bytes())
    assert drawn[0] == drawn[1]
    assert drawn[0].startswith(b"%PDF-")
