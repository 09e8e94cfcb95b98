"""The catalogues have the words for exactly the patterns of the code, in every language."""

import string

import pytest

from tilannekuva.domain.texts import Language
from tilannekuva.i18n.catalogues import (
    PACKAGE,
    SOURCES,
    TRANSLATED,
    compiled,
    po_path,
    read_catalogue,
    untranslated,
    updated_po,
)
from tilannekuva.i18n.words import CATALOGUES

SAME_IN_BOTH: dict[Language, set[str]] = {
    "fi": {"SHA-256", "n", "x"},
    "sv": {
        "Cell",
        "Median",
        "P",
        "P!",
        "Regional risk",
        "Risk",
        "SHA-256",
        "Status",
        "Status: #REF!",
        "Status: =B12",
        "Text",
        "n",
        "regional",
        "version {version}",
        "x",
    },
}
"""Patterns whose words are the same in English; another one is likely not translated."""

every_catalogue = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in SOURCES for language in TRANSLATED]
)


def pairs(name: str, language: Language) -> list[tuple[str, str]]:
    """Return the patterns of a catalogue with their words, singular and plural apart."""
    found: list[tuple[str, str]] = []
    for message in read_catalogue(name, language):
        if not message.id:
            continue
        found += zip(_texts(message.id), _texts(message.string), strict=True)
    return found


def _texts(found: object) -> list[str]:
    return [str(each) for each in found] if isinstance(found, list | tuple) else [str(found or "")]


def placeholders(pattern: str) -> set[str]:
    """Return the names of the values a pattern takes."""
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}


@every_catalogue
def test_catalogue_is_complete__ok(name: str, language: Language) -> None:
    """Every pattern has words, and none is marked as a guess."""
    assert list(untranslated(name, language)) == []


@every_catalogue
def test_catalogue_has_the_patterns_of_the_code__ok(name: str, language: Language) -> None:
    """The file people translate is what `make words` would write."""
    assert po_path(name, language).read_bytes() == updated_po(name, language)


@every_catalogue
def test_catalogue_is_compiled__ok(name: str, language: Language) -> None:
    """The file the product reads is made of the one people translate."""
    compiled_file = po_path(name, language).with_suffix(".mo")
    assert compiled_file.read_bytes() == compiled(name, language)


@every_catalogue
def test_words_take_the_same_values__ok(name: str, language: Language) -> None:
    """A translation has the placeholders of its pattern, none more and none fewer."""
    different = [
        pattern
        for pattern, words in pairs(name, language)
        if words and placeholders(pattern) != placeholders(words)
    ]
    assert different == []


@every_catalogue
def test_words_have_the_same_edges__ok(name: str, language: Language) -> None:
    """A translation begins and ends with a space or line end only where its pattern does."""
    different = [
        pattern
        for pattern, words in pairs(name, language)
        if words and _edges(pattern) != _edges(words)
    ]
    assert different == []


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


@pytest.mark.parametrize("language", TRANSLATED)
def test_words_are_not_english__ok(language: Language) -> None:
    """No pattern is left as it stands in the code, but for those that are known to be the same."""
    same = {
        pattern
        for name in SOURCES
        for pattern, words in pairs(name, language)
        if pattern == words and any(map(str.isalpha, _without_placeholders(pattern)))
    }
    assert same == SAME_IN_BOTH[language]


def _without_placeholders(pattern: str) -> str:
    return "".join(text for text, *_ in string.Formatter().parse(pattern))


@every_catalogue
def test_words_have_the_quotation_marks_of_the_language__ok(name: str, language: Language) -> None:
    """Finnish and Swedish quote with ” on both sides; English marks have not slipped in."""
    english = [words for _, words in pairs(name, language) if set(words) & set("“„'")]
    assert english == []


@every_catalogue
def test_placeholders_have_names__ok(name: str, language: Language) -> None:
    """A translation may put values in another order: each has a name, and no form of its own."""
    odd = [
        words
        for _, words in pairs(name, language)
        for _, value, form, conversion in string.Formatter().parse(words)
        if value is not None and (not value.isidentifier() or form or conversion)
    ]
    assert odd == []


def test_every_folder_with_words_has_a_catalogue__ok() -> None:
    """No module that tells something lies outside the folders patterns are taken from."""
    assert set(CATALOGUES) == set(SOURCES)
    covered = tuple(f"{source}/" for sources in SOURCES.values() for source in sources)
    speaking = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(call in path.read_text(encoding="utf-8") for call in ('msg("', "msg(\n", 'words("'))
    ]
    assert speaking
    assert [path for path in speaking if not path.startswith((*covered, "i18n/"))] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_one_pattern_has_the_same_words_everywhere__ok(language: Language) -> None:
    """A reader of the workbook and of the pages meets one word for one thing."""
    words: dict[str, set[str]] = {}
    for name in SOURCES:
        for pattern, text in pairs(name, language):
            words.setdefault(pattern, set()).add(text)
    assert {pattern: texts for pattern, texts in words.items() if len(texts) > 1} == {}
