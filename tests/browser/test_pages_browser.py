"""The pages in a real browser: no sideways scrolling, a filter without script, and paper."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.texts import Language
from tilannekuva.publish.briefing.pages import briefing_pack, index_page

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or "chromium"
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# The window of a headless browser has a least width, so a page is measured in a frame.
MEASURE = """<!doctype html><iframe id="f" src="{page}" width="{width}" height="800"></iframe>
<script>
document.getElementById("f").onload = (event) => {{
  const page = event.target.contentDocument;
  {steps}
}};
</script><p id="found"></p>"""
WIDTHS = """
  const wide = [...page.querySelectorAll("body *")].filter((each) =>
    !each.closest(".scroll") && !each.closest(".skip") &&
    each.getBoundingClientRect().right > page.documentElement.clientWidth + 1);
  document.getElementById("found").textContent = page.documentElement.scrollWidth + " " +
    page.documentElement.clientWidth + " " + wide.length;
"""
FILTERED = """
  page.getElementById("show-missing").click();
  const rows = [...page.querySelectorAll(".regions tbody tr")];
  document.getElementById("found").textContent =
    rows.filter((row) => row.getBoundingClientRect().height > 0).length + " " + rows.length;
"""


@pytest.fixture(name="folder", scope="module")
def _folder(picture: NationalPicture, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    packs: dict[str, tuple[Language, ...]] = {"08": ("fi",), "17": ("sv",), "20": ("fi",)}
    for code, (language,) in packs.items():
        text = briefing_pack(picture, code, language, tool_version="0")
        (folder / f"{code}-{language}.html").write_text(text, encoding="utf-8", newline="\n")
    index = index_page(picture, "sv", tool_version="0", packs=packs)
    (folder / "index.html").write_text(index, encoding="utf-8", newline="\n")
    return folder


def _chromium(folder: Path, *arguments: str) -> str:
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [CHROMIUM, *QUIET, profile, "--allow-file-access-from-files", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout


def _found(folder: Path, page: str, width: int, steps: str) -> list[int]:
    """Return the numbers a script outside the page finds in it."""
    measure = folder / f"measure-{width}-{page}"
    text = MEASURE.format(page=page, width=width, steps=steps)
    measure.write_text(text, encoding="utf-8")
    dom = _chromium(folder, "--virtual-time-budget=5000", "--dump-dom", measure.as_uri())
    found = re.search('<p id="found">([0-9 ]+)</p>', dom)
    assert found is not None, dom[:500]
    return [int(number) for number in found[1].split()]


@pytest.mark.parametrize("page", ["08-fi.html", "17-sv.html", "20-fi.html", "index.html"])
@pytest.mark.parametrize("width", [390, 1280])
def test_page_does_not_scroll_sideways__ok(folder: Path, page: str, width: int) -> None:
    """Nothing but the wide tables, in regions of their own, is wider than the window."""
    whole, window, wide = _found(folder, page, width, WIDTHS)
    assert whole <= window
    assert wide == 0


def test_list_is_filtered_without_script_of_its_own__ok(folder: Path) -> None:
    """Choosing a state leaves the rows of that state, by the style sheet alone."""
    assert _found(folder, "index.html", 1280, FILTERED) == [1, 23]


@pytest.mark.parametrize("page", ["08-fi.html", "index.html"])
def test_page_prints_on_paper__ok(folder: Path, page: str) -> None:
    """The pack and the index come out as a PDF of several pages."""
    paper = folder / f"{page}.pdf"
    _chromium(folder, "--no-pdf-header-footer", f"--print-to-pdf={paper}", (folder / page).as_uri())
    content = paper.read_bytes()
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) > 1
