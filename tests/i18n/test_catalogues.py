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
