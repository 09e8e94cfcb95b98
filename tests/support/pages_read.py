"""A page as a reader program sees it: its elements, and its texts by their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "input", "br", "hr", "img", "link", "wbr"}
_BLOCKS = {"p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "caption", "div", "section"}
_NEVER_READ = {"style", "script"}
# The spaces that keep a number and its unit together stay.
_SPACES = re.compile(r"[ \t\n]+")


@dataclass
class Element:
    """One element with what is in it."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text as it stands in the file, without marks."""
        return "".join(each if isinstance(each, str) else each.text for each in self.children)

    @property
    def told(self) -> str:
        """Its text as it is read aloud: blocks and spaces apart by one space."""
        return _SPACES.sub(" ", "".join(self._spaced())).strip(" ")

    def every(self, *tags: str, **attributes: str) -> "Iterator[Element]":
        """Yield the elements of some tags with some attributes in it, in their order."""
        for each in self.children:
            if isinstance(each, str):
                continue
            wanted = attributes.items() <= each.attributes.items()
            if (not tags or each.tag in tags) and wanted:
                yield each
            yield from each.every(*tags, **attributes)

    def first(self, *tags: str, **attributes: str) -> "Element":
        """Return the first of such elements.

        Raises:
            LookupError: there is none.
        """
        for each in self.every(*tags, **attributes):
            return each
        raise LookupError(f"{tags} {attributes}")

    def own(self, *tags: str) -> "list[Element]":
        """Return the elements of some tags that are directly in it."""
        return [each for each in self.children if isinstance(each, Element) and each.tag in tags]

    @property
    def classes(self) -> list[str]:
        """The classes it has."""
        return self.attributes.get("class", "").split()

    def _spaced(self) -> Iterator[str]:
        for each in self.children:
            if isinstance(each, str):
                yield each
            elif each.tag not in _NEVER_READ:
                yield from (" " if each.tag in _BLOCKS else "", *each._spaced())  # noqa: SLF001
                yield " " if each.tag in _BLOCKS else ""


class _Reader(HTMLParser):
    """Builds the elements; tags that do not balance are a fault of the page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = self.root
        self.feed(text)
        self.close()
        assert self._open is self.root, self._open.tag

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.children.append(found)
        if tag not in _VOID:
            self._open = found

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.children.append(found)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.tag == tag, f"</{tag}> in <{self._open.tag}>"
        assert self._open.parent is not None
        self._open = self._open.parent

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"comment {data[:40]!r}")


def read_page(text: str) -> Element:
    """Return a page."""
    return _Reader(text).root


_TAG = re.compile(r"<([a-z][a-z0-9]*)([^<>]*)")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][a-zA-Z0-9-]*)=["']""")
_JINJA = re.compile(r"{[%{#].*?[%}#]}", re.DOTALL)


def vocabulary(templates: "list[str]") -> tuple[set[str], set[str]]:
    """Return the names of the elements and attributes that templates are written with."""
    tags: set[str] = set()
    attributes: set[str] = set()
    for template in templates:
        attributes |= {name.lower() for name in _ATTRIBUTE.findall(template)}
        plain = _JINJA.sub("", template)
        for tag, rest in _TAG.findall(plain):
            tags.add(tag)
            attributes |= {word for word in rest.split() if word.isalpha()}
    return tags, attributes
