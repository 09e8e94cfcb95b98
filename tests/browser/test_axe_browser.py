"""axe finds nothing on any page of the sample month, in any language."""

from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from sample_pages import PAGES, SamplePages

pytestmark = pytest.mark.browser

CONTRAST: Final = "color-contrast"
TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
STRUCTURE: Final = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {CONTRAST: {"enabled": False}},
    "resultTypes": ["violations"],
}
COLOURS: Final = {
    "runOnly": {"type": "rule", "values": [CONTRAST]},
    "resultTypes": ["violations"],
}
ONE_OF_EACH_LOOK: Final = """() => {
  const look = (each) => `${each.localName}.${each.className.baseVal ?? each.className}` +
    `(${[...each.children].map(look).join()})`;
  const seen = new Set();
  for (const row of document.querySelectorAll("tbody > tr, li, dl > div")) {
    if (!row.isConnected) continue;
    let path = look(row);
    for (let up = row.parentElement; up; up = up.parentElement)
      path = `${up.localName}.${up.className}>${path}`;
    if (seen.has(path)) row.remove();
    seen.add(path);
  }
}"""
"""Leave one of the rows that have the same elements and classes, so that they look the same."""


@pytest.mark.parametrize("name", PAGES)
def test_page_has_no_violation__ok(page: Page, sample: SamplePages, name: str) -> None:
    """WCAG 2.1 A and AA and axe's best practices hold, also for the contrast of every text."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(sample.url(name))
    assert violations(page) == []


def test_violation_is_found__error(page: Page) -> None:
    """A page with faults does not pass, so that the suite itself is known to look."""
    page.set_content("<html><body><img src='data:,'><p style='color:#ccc'>Teksti")
    found = {line.split(":")[0] for line in violations(page)}
    assert {"image-alt", "color-contrast", "html-has-lang", "document-title"} <= found


def violations(page: Page) -> list[str]:
    """Return what axe finds, a line for each rule with the first places it is broken in.

    The contrast of a text takes axe longer than all else together, so of hundreds of rows that
    look the same it sees one.
    """
    found = Axe().run(page, options=STRUCTURE).response["violations"]
    page.evaluate(ONE_OF_EACH_LOOK)
    found += Axe().run(page, options=COLOURS).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']][:3]}" for each in found]
