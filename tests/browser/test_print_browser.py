"""Printed on A4, a page is a tidy document: margins, numbers, repeated heads, no lone heading."""

from pathlib import Path

import pytest
from paper import printed
from paper_faults import faults_on_paper
from playwright.sync_api import Page
from sample_pages import PAGES, SamplePages

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", PAGES)
def test_page_is_a_tidy_document_on_paper__ok(
    page: Page, sample: SamplePages, name: str, tmp_path: Path
) -> None:
    """Every sheet is A4 and numbered; nothing is cut or overprinted; heads are repeated."""
    page.goto(sample.url(name))
    paper = printed(page, tmp_path / "page.pdf")
    assert len(paper.sheets) > 1
    assert faults_on_paper(paper)[:5] == []


def test_faults_on_paper_are_found__error(page: Page, tmp_path: Path) -> None:
    """Each kind of fault is seen where there is one, so that the suite is known to look."""
    rows = "<tr><td>rivi" * 120
    page.set_content(
        "<!doctype html><style>@page { size: A4; margin: 14mm }"
        "thead { display: table-row-group }</style>"
        f"<table><thead><tr><th>Otsake<tbody>{rows}</table>"
        "<p style='white-space: nowrap'>"
        + "leveä "
        * 40
        + "<p style='margin-left: -8mm'>Ulkona<p>Sana"
        "<p style='margin-top: -2.2em'>Toinen<h2 style='break-before: page'>Yksin</h2>"
    )
    found = faults_on_paper(printed(page, tmp_path / "page.pdf"))
    kinds = (
        "shrunk",
        "cut:",
        "overprinted:",
        "not numbered:",
        "no head over",
        "ends with a heading",
    )
    assert [kind for kind in kinds if not any(kind in fault for fault in found)] == []
