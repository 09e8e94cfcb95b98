"""The pages load nothing, need no script, and can be gone through with the keyboard alone."""

from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sample_pages import PAGES, SamplePages

pytestmark = pytest.mark.browser

INDEX: Final = "meeting/index-fi.html"
SCRIPTED: Final = """() => [...document.querySelectorAll("*")].filter((each) =>
  each.localName === "script" ||
  [...each.attributes].some((one) => one.name.startsWith("on") || /^javascript:/i.test(one.value))
).length"""
IN_REACH: Final = """() => [...document.querySelectorAll("a[href], input, [tabindex='0']")]
  .filter((each) => each.type !== "radio" || each.checked)
  .filter((each) => each.checkVisibility())
  .map((each) => each.getAttribute("href") || each.id || each.getAttribute("aria-labelledby"))"""
FOCUSED: Final = """() => {
  const each = document.activeElement;
  const [box] = each.getClientRects();
  const style = getComputedStyle(each);
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const x = Math.max(box.left, 0) + Math.min(box.width, 30) / 2;
  const y = Math.max(box.top, 0) + Math.min(box.height, 12) / 2;
  return {
    name: each.getAttribute("href") || each.id || each.getAttribute("aria-labelledby"),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: seen && each.contains(document.elementFromPoint(x, y)),
  };
}"""
SHOWN: Final = """() => [...document.querySelectorAll(".regions tbody tr")]
  .filter((row) => row.checkVisibility()).length"""


@pytest.fixture(name="still", scope="module")
def _still(browser: Browser) -> BrowserContext:
    """A window as strict as can be: no script runs, and the page's own policy holds."""
    return browser.new_context(java_script_enabled=False)


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_for_nothing_and_loses_nothing_without_scripts__ok(
    page: Page, still: BrowserContext, sample: SamplePages, name: str
) -> None:
    """Opening a page reads one file, and its whole text is there with scripts off."""
    asked: list[str] = []
    tab = still.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(sample.url(name))
    without = tab.locator("body").inner_text()
    skip_link = tab.locator(".skip").bounding_box()
    tab.close()
    page.goto(sample.url(name))
    assert asked == [sample.url(name)]
    # The style sheet hides the skip link: the page's own policy lets it through.
    assert skip_link is not None
    assert skip_link["y"] < 0
    assert page.evaluate(SCRIPTED) == 0
    assert without == page.locator("body").inner_text()


@pytest.mark.parametrize("name", [INDEX, "public/index-sv.html", "meeting/10-fi.html"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)])
def test_page_is_walked_with_the_tab_key__ok(
    page: Page, sample: SamplePages, name: str, width: int, height: int
) -> None:
    """Every link, the filter and every wide table is reached in order, in view and outlined."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(sample.url(name))
    expected = page.evaluate(IN_REACH)
    walked = []
    for _ in expected:
        page.keyboard.press("Tab")
        walked.append(page.evaluate(FOCUSED))
    assert [each["name"] for each in walked] == expected
    assert expected[0] == "#content"
    assert [each["name"] for each in walked if not each["outlined"]] == []
    assert [each["name"] for each in walked if not each["seen"]] == []


def test_first_link_skips_to_the_content__ok(page: Page, sample: SamplePages) -> None:
    """The skip link is seen when it has the focus, and hands it on to the content."""
    page.goto(sample.url(INDEX))
    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_list_is_filtered_with_the_arrow_keys__ok(page: Page, sample: SamplePages) -> None:
    """Each choice leaves as many rows as it says; the first one shows them all."""
    page.goto(sample.url(INDEX))
    labels = page.locator(".filter label").all_inner_texts()
    promised = [int(label.rpartition("(")[2].rstrip(")")) for label in labels]
    assert sum(promised[1:]) == promised[0] == 23
    page.locator("#show-all").focus()
    shown = []
    for _ in promised:
        shown.append(page.evaluate(SHOWN))
        page.keyboard.press("ArrowDown")
    assert shown == promised


def test_filter_is_a_group_with_a_name__ok(page: Page, sample: SamplePages) -> None:
    """A screen reader hears what is chosen among, and how many regions each choice has."""
    page.goto(sample.url(INDEX))
    group = page.get_by_role("group", name="Näytä palautuksen tilan mukaan")
    assert group.get_by_role("radio").count() == page.locator(".filter input").count()
    assert group.get_by_role("radio", name="kaikki (23)").is_checked()
