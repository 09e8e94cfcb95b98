"""On a phone and on a desk nothing is cut, nothing overlaps, and no page scrolls sideways."""

import pytest
from layout_faults import CUT, OVERLAPPING, WIDER_THAN_WINDOW
from playwright.sync_api import Page
from sample_pages import PAGES, SamplePages

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)])
def test_page_fits_the_window__ok(
    page: Page, sample: SamplePages, name: str, width: int, height: int
) -> None:
    """Only wide tables are wider than the window, in regions that scroll by themselves."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(sample.url(name))
    assert page.evaluate(WIDER_THAN_WINDOW) == []
    assert page.evaluate(OVERLAPPING) == []
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize(
    ("fault", "look"),
    [
        ("<p style='width: 2000px'>Leveä", WIDER_THAN_WINDOW),
        ("<p>Yksi</p><p style='margin-top: -30px'>Kaksi", OVERLAPPING),
        ("<svg viewBox='0 0 90 20'><text y='15'>A</text><text x='3' y='15'>B", OVERLAPPING),
        ("<p style='width: 40px; overflow: hidden; white-space: nowrap'>Katkaistu", CUT),
        ("<svg viewBox='0 0 90 20' width='90'><text x='70' y='15'>Ulkona", CUT),
        ("<table><td style='max-width: 20px'>Solusta", CUT),
    ],
)
def test_fault_is_found__error(page: Page, fault: str, look: str) -> None:
    """Each kind of fault is seen where there is one, so that the suite is known to look."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.set_content(f"<!doctype html><body>{fault}")
    assert page.evaluate(look) != []
