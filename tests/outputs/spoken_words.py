"""The words each language of the product has, and the texts a reader of an output meets."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from xml.etree.ElementTree import Element as XmlElement

from defusedxml.ElementTree import fromstring
from pydantic import BaseModel
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from pages_read import Element
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.domain.texts import Language, LocalText
from tilannekuva.i18n.catalogues import SOURCES, read_catalogue
from tilannekuva.i18n.words import Words
from tilannekuva.layout.columns import Column, form_columns

_WORD = re.compile(r"[^\W\d_]{3,}")
PLACEHOLDER = re.compile(r"\{\w+\}")
_NO_WORDS = re.compile(
    r"tilannekuva-[0-9]{4}-[0-9]{2}[\w.-]*|[\w-]+\.(?:xlsx|html|csv|json|eml|txt|pdf|png)\b"
    r"|\b[A-Z]+-[0-9]+(?:\.[0-9]+)*\b|[0-9a-f]{64}|2022-draft-2|\S*[/\\]\S+"
    r"|\btilannekuva reply [0-9]+"
)
"""File names and paths, codes of rules and subtasks, fingerprints, versions and stamps."""

EVERYWHERE = ("tilannekuva", "excel", "libreoffice", "sha", "yta", "hus", "csv", "xlsx")
"""Names that no language has words of its own for."""


def words_in(text: str) -> set[str]:
    """Return the words of three letters and more in a text, without names and codes."""
    return {word.casefold() for word in _WORD.findall(_NO_WORDS.sub(" ", text))}


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Return every pattern of the product, English, with its words in a language."""
    found: dict[str, str] = {}
    for name in SOURCES:
        for message in read_catalogue(name, "fi" if language == "en" else language):
            patterns = message.id if isinstance(message.id, tuple | list) else (message.id,)
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            told = patterns if language == "en" else texts
            found |= dict(zip(map(str, patterns), map(str, told), strict=True))
    found.pop("", None)
    return found


def vocabulary_of(
    language: Language, roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> set[str]:
    """Return every word a language has: in catalogues, roadmap, regions and glossary."""
    told = Words(language)
    texts = [PLACEHOLDER.sub(" ", text) for text in catalogue(language).values()]
    texts += [text.in_language(language) for text in local_texts((roadmap, regions, glossary))]
    texts += [region.short_name(language) for region in regions.regions]
    texts += [regions.name(key).in_language(language) for key in regions.figure_keys]
    headings = local_texts(form_columns(glossary, roadmap.questions))
    texts += [text.in_language(language) for text in headings]
    months = (ReportingMonth(2022, month) for month in range(1, 13))
    texts += [text for each in months for text in (told.month(each), told.date(each.first_day))]
    texts += [code.partition("-")[0] for code in RULES]
    texts += [group.id for group in roadmap.groups]
    texts += EVERYWHERE
    return {word for text in texts for word in words_in(text)}


def local_texts(values: Iterable[object]) -> Iterator[LocalText]:
    """Yield every name and text of the data files, however deep it lies."""
    for value in values:
        match value:
            case LocalText():
                yield value
            case str() | None:
                continue
            case tuple() | list():
                yield from local_texts(value)
            case dict():
                yield from local_texts(value.values())
            case BaseModel():
                names = type(value).model_fields
                yield from local_texts(getattr(value, name) for name in names)
            case Column():
                yield value.heading


# What stands in an output


def texts_of_page(page: Element, language: str) -> Iterator[tuple[str, str]]:
    """Yield each text of a page, also what only a reader program tells, with its language."""
    language = page.attributes.get("lang", language)
    if page.tag in {"style", "script"}:
        return
    for name in ("title", "aria-label", "alt", "placeholder"):
        if page.attributes.get(name):
            yield language, page.attributes[name]
    for each in page.children:
        if isinstance(each, str):
            yield language, each
        elif not (each.tag == "bdi" or ({"own"} & set(each.classes) and "lang" in each.attributes)):
            yield from texts_of_page(each, language)


_VISIBLE_PARTS = re.compile(
    r"xl/(worksheets|charts|drawings|comments|tables)/[^/]+\.xml|xl/workbook\.xml|docProps/core\.xml"
)
_SHOWN_ATTRIBUTES = ("descr", "title", "promptTitle", "prompt", "errorTitle", "error")
_SHOWN_TEXTS = {
    "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter",
    "title", "subject", "description", "keywords", "category",
}  # fmt: skip
_TEXTS_OF_CHARTS = {"t", "v"}
_FOOTER_CODE = re.compile(r'&(?:"[^"]*"|[A-Z]|[0-9]+)')


def texts_of_workbook(content: bytes) -> Iterator[str]:
    """Yield each text a reader of a workbook can meet; hidden sheets are not read."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    shown = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
    yield from shown
    for name in shown:
        for row in book.get_sheet_by_name(name).to_python():
            yield from (value for value in row if isinstance(value, str) and value)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.namelist():
            if _VISIBLE_PARTS.fullmatch(part):
                yield from _texts_of_part(part, fromstring(parts.read(part)))


def _texts_of_part(part: str, root: XmlElement) -> Iterator[str]:
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        for name in _SHOWN_ATTRIBUTES:
            if element.get(name):
                yield str(element.get(name))
        text = element.text or ""
        if tag in _SHOWN_TEXTS:
            yield _FOOTER_CODE.sub(" ", text)
        elif _is_shown(part, tag, text):
            yield text
        elif tag == "tableColumn":
            yield str(element.get("name"))


def _is_shown(part: str, tag: str, text: str) -> bool:
    if tag == "formula":
        return text.startswith('"')
    return tag in _TEXTS_OF_CHARTS and not part.startswith("xl/worksheets")
