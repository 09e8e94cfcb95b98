"""Make a page ready for the library that draws PDFs, where that knows less than a browser.

It draws each chart as a picture of its own, in which neither the style sheet of the page nor
its custom properties are known, and it looks into each word of a table, letter by letter,
where words may break anywhere.
"""

import re
from collections.abc import Iterator
from typing import Final

from tilannekuva.resources import resource_folder

_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_VALUE: Final = re.compile(r"(--[\w-]+)\s*:\s*([^;]+)")
_USE: Final = re.compile(r"var\((--[\w-]+)\)")
_FONT: Final = re.compile(r"font:[^;]*?(\"[^;]*)")
_OF_A_CHART: Final = re.compile(r"^svg\b|\b(fill|stroke)\b")

_CHART: Final = re.compile(r"(<svg\b[^>]*>)(.*?</svg>)", re.DOTALL)
_TAG: Final = re.compile(r"(<[^>]*>)")
_LETTER: Final = r"(?:&[^;\s]+;|[^\s&])"
_LONG_WORD: Final = re.compile(_LETTER + "{40,}")
_PART_OF_A_WORD: Final = re.compile(_LETTER + "{1,30}")


def for_paper(page: str) -> str:
    """Return a page with what the library needs.

    Args:
        page: a page with one style sheet in its head. What people wrote is escaped in it, so
            that every tag is one of ours.
    """
    found = _STYLE.search(page)
    if found is None:
        return page
    own = (resource_folder("templates") / "pdf.css").read_text(encoding="utf-8")
    sheet = found[1] + own
    chart_style = "\n".join(_chart_rules(sheet))
    head, body = page[: found.start()], page[found.end() :]
    return f"{head}<style>{sheet}</style>{''.join(_parts(body, chart_style))}"


def _parts(body: str, chart_style: str) -> Iterator[str]:
    """Yield the parts of a body: charts with their styles, and what stands between them."""
    end = 0
    for chart in _CHART.finditer(body):
        yield from _with_breaks(body[end : chart.start()])
        yield f"{chart[1]}<style>{chart_style}</style>{chart[2]}"
        end = chart.end()
    yield from _with_breaks(body[end:])


def _with_breaks(markup: str) -> Iterator[str]:
    """Yield markup with places to break within words that are longer than any real one."""
    for part in _TAG.split(markup):
        if part.startswith("<"):
            yield part
        else:
            yield _LONG_WORD.sub(lambda word: "<wbr>".join(_PART_OF_A_WORD.findall(word[0])), part)


def _chart_rules(sheet: str) -> Iterator[str]:
    """Yield the rules about charts that hold on every medium, their values spelled out."""
    rules = tuple(_rules(sheet))
    values = {
        name: value.strip()
        for selector, declared in rules
        if selector == ":root"
        for name, value in _VALUE.findall(declared)
    }
    for selector, declared in rules:
        font = _FONT.search(declared) if selector == "html" else None
        if font is not None:
            yield f"svg {{ font-family: {font[1].strip()}; }}"
        elif selector != ":root" and _OF_A_CHART.search(f"{selector} {declared}"):
            yield f"{selector} {{{_USE.sub(lambda use: values[use[1]], declared)}}}"


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selector and declarations of each rule that stands under no condition."""
    import tinycss2  # noqa: PLC0415 - comes with the library that draws

    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield tinycss2.serialize(rule.prelude).strip(), tinycss2.serialize(rule.content)
