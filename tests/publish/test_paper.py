"""What the PDF library lacks is put into a page, and nothing of the page is lost."""

import html
import re

import pytest

from tilannekuva.domain.picture import NationalPicture
from tilannekuva.publish.briefing.pages import briefing_pack
from tilannekuva.publish.briefing.paper import for_paper

SHEET = (
    ':root { --ink: #111; } html { font: 100%/1.5 "Segoe UI", Arial, sans-serif; } '
    "svg text { fill: var(--ink); } .bar { fill: red; } p { color: var(--ink); } "
    "@media print { .bar { fill: black; } }"
)
CHART = '<svg viewBox="0 0 1 1"><title>T</title><rect class="bar"/></svg>'


def page_with(body: str) -> str:
    """Return a page with a style sheet."""
    return f"<html><head><style>{SHEET}</style></head><body>{body}</body></html>"


def texts(markup: str) -> str:
    """Return what is left of a body without its tags and styles."""
    body = markup.partition("<body>")[2]
    return html.unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "", body, flags=re.DOTALL))


def test_charts_have_their_styles__ok() -> None:
    """Each chart has the rules about charts, with colours spelled out, and no others."""
    drawn = for_paper(page_with(CHART * 2)).partition("</head>")[2]
    styles = re.findall(r"<svg[^>]*><style>(.*?)</style><title>", drawn, re.DOTALL)
    assert len(styles) == 2
    assert styles[0] == styles[1]
    assert "svg text { fill: #111; }" in styles[0]
    assert ".bar { fill: red; }" in styles[0]
    assert 'svg { font-family: "Segoe UI", Arial, sans-serif; }' in styles[0]
    for other in ("black", "color:", "var("):
        assert other not in styles[0]


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("x" * 39, "x" * 39),
        ("x" * 40, f"{'x' * 30}<wbr>{'x' * 10}"),
        ("&lt;" * 41, f"{'&lt;' * 30}<wbr>{'&lt;' * 11}"),
        ("sana " * 50, "sana " * 50),
    ],
)
def test_words_that_are_too_long_can_break__ok(word: str, broken: str) -> None:
    """A word longer than any real one gets places to break; an escaped sign stays whole."""
    assert f"<p>{broken}</p>" in for_paper(page_with(f"<p>{word}</p>"))


def test_tags_are_left_alone__ok() -> None:
    """Long attributes and what stands in charts are not broken."""
    body = f'<p class="{"y" * 60}">a</p><svg><desc>{"z" * 60}</desc></svg>'
    drawn = for_paper(page_with(body))
    assert "y" * 60 in drawn
    assert "z" * 60 in drawn
    assert "<wbr>" not in drawn


def test_a_page_keeps_its_text__ok(two_months: NationalPicture) -> None:
    """A whole pack says the same afterwards, in the same order, and every colour is known."""
    page = briefing_pack(two_months, "08", "fi", tool_version="0")
    drawn = for_paper(page)
    assert texts(drawn) == texts(page)
    assert drawn.count("<svg") == page.count("<svg") > 0
    for style in re.findall(r"<svg[^>]*><style>(.*?)</style>", drawn, re.DOTALL):
        assert "var(" not in style
