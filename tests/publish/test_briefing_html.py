"""Every page is a whole, valid and accessible document that loads and runs nothing."""

import base64
import hashlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.publish.briefing.pages import briefing_pack, index_page

VOID = {"meta", "input", "br", "hr", "img", "link"}
PAGES = [(code, language) for code in ("08", "17", "20", "HUS", "index") for language in LANGUAGES]


@dataclass
class Table:
    """A table as read: its caption and the texts of its cells, row by row."""

    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)


class Page(HTMLParser):
    """A page read back: its tags must balance, and what it holds is kept for the tests."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[int] = []
        self.tables: dict[str, Table] = {}
        self.texts: list[str] = []
        self.style = ""
        self._into: list[list[str]] = []
        self._table = Table()
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag, its attributes, and where the text after it belongs."""
        given = {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs), (tag, attrs)
        self.tags.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "table":
            self._table = Table()
        if tag == "caption":
            self.tables[given["id"]] = self._table
        if tag == "tr":
            self._table.rows.append([])
        if tag in {"td", "th", "caption"}:
            self._into.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag without content."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag
        if tag in {"td", "th"}:
            self._table.rows[-1].append(" ".join("".join(self._into.pop()).split()))
        if tag == "caption":
            self._table.caption = " ".join("".join(self._into.pop()).split())

    def handle_data(self, data: str) -> None:
        """Keep what is read, and in which cell."""
        if self.open and self.open[-1] != "style":
            self.texts.append(data)
        else:
            self.style += data
        if self._into:
            self._into[-1].append(data)

    @property
    def text(self) -> str:
        """Everything a reader sees or hears."""
        return "".join(self.texts)

    def values(self, attribute: str) -> list[str]:
        """Every value of an attribute, in the order of the page."""
        return [given[attribute] for _, given in self.tags if attribute in given]


def drawn(picture: NationalPicture, code: str, language: Language) -> str:
    """Return a pack, or the index with a pack in Finnish for every region."""
    if code == "index":
        packs: dict[str, tuple[Language, ...]] = dict.fromkeys(picture.standings, ("fi",))
        return index_page(picture, language, tool_version="1.2.3", packs=packs)
    return briefing_pack(picture, code, language, tool_version="1.2.3")


@pytest.mark.parametrize(("code", "language"), PAGES)
def test_page_is_well_formed_and_accessible__ok(
    picture: NationalPicture, code: str, language: Language
) -> None:
    """Tags balance, ids are unique, headings go down step by step, tables have captions."""
    page = Page(drawn(picture, code, language))
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(
        later - earlier <= 1
        for earlier, later in zip(page.headings, page.headings[1:], strict=False)
    )
    ids = page.values("id")
    assert len(set(ids)) == len(ids)
    referred = " ".join(page.values("aria-labelledby") + page.values("for")).split()
    inner = [href[1:] for href in page.values("href") if href.startswith("#")]
    assert set(referred + inner) <= set(ids)
    names = [tag for tag, _ in page.tags]
    for landmark in ("header", "nav", "main", "footer"):
        assert names.count(landmark) == 1
    assert names.count("table") == names.count("caption") == len(page.tables)
    assert all(given.get("scope") for tag, given in page.tags if tag == "th")
    assert ("html", {"lang": language}) in page.tags
    scrolled = [given for _, given in page.tags if given.get("class") == "scroll"]
    assert all(given["tabindex"] == "0" and given["aria-labelledby"] for given in scrolled)
    charts = [given for tag, given in page.tags if tag == "svg" and "aria-hidden" not in given]
    assert all(given["role"] == "img" and given["aria-labelledby"] for given in charts)
    assert names.count("desc") == len(charts)


@pytest.mark.parametrize(("code", "language"), PAGES)
def test_page_cannot_load_or_run_anything__ok(
    picture: NationalPicture, code: str, language: Language
) -> None:
    """There is no script, no address of anything, and the policy allows the page's style only."""
    text = drawn(picture, code, language)
    page = Page(text)
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "iframe", "img", "link", "base"})
    for absent in ("src", "style", "xlink:href", "srcset", "action", "onclick"):
        assert page.values(absent) == []
    assert all(
        re.fullmatch(r"#[\w-]+|[0-9A-Z]{2,5}-(fi|sv|en)\.html", href)
        for href in page.values("href")
    )
    assert "://" not in text
    assert "url(" not in text
    assert "@import" not in text
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    first, second = [given for tag, given in page.tags if tag == "meta"][:2]
    assert first == {"charset": "utf-8"}
    assert second["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize(("code", "language"), PAGES)
def test_same_picture_gives_same_text__ok(
    picture: NationalPicture, code: str, language: Language
) -> None:
    """A page is a function of the picture; its lines end with a line feed alone."""
    text = drawn(picture, code, language)
    assert drawn(picture, code, language) == text
    assert "\r" not in text
    assert text.startswith("<!doctype html>\n")


def test_unbalanced_page__error() -> None:
    """The reader of these tests sees a tag that is left open."""
    with pytest.raises(AssertionError):
        Page("<main><p>text</main>")
