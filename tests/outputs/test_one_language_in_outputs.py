"""Whoever reads an output meets one language in it, but for the regions' own words."""

import email
import email.policy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import pytest
from collected_months import TwoMonths
from returns_in_no_language import OWN_WORDS
from spoken_words import (
    PLACEHOLDER,
    catalogue,
    texts_of_page,
    texts_of_workbook,
    vocabulary_of,
    words_in,
)
from typer.testing import CliRunner

from pages_read import read_page
from tilannekuva.cli.app import app
from tilannekuva.cli.console.collected import collected_month
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.i18n.words import Words
from tilannekuva.pipeline.issue import issue_templates
from tilannekuva.pipeline.public_pages import render_public
from tilannekuva.pipeline.rendering import render_index
from tilannekuva.publish.national.book import national_workbook

pytest_plugins = ("collecting",)

# What the regions wrote into cells that ask for a choice or a day, as the findings quote it.
_WRITTEN = ("valmsi", "hög", "ei", "valmis", "national", "ref")
Texts = Iterable[str]


@dataclass(frozen=True)
class Languages:
    """The words of every language, and what may stand beside them."""

    words: dict[Language, set[str]]
    own: set[str]
    phrases: dict[Language, re.Pattern[str]]
    """Phrases of other languages that are made of words the language has."""

    def strange(self, language: Language, texts: Texts) -> dict[str, str]:
        """Return the words that are not of a language, each with a text it stands in."""
        known = self.words[language] | self.own
        found: dict[str, str] = {}
        for text in dict.fromkeys(texts):
            # A word may be broken at the end of a line, or a hyphen of its own may stand there.
            unknown = words_in(text.replace("-\n", "")) - known
            unknown &= words_in(text.replace("-\n", "- ")) - known if "-\n" in text else unknown
            unknown.update(self.phrases[language].findall(text.casefold()))
            found |= dict.fromkeys(unknown, text.strip()[:90])
        return found


@pytest.fixture(scope="module")
def languages(two_told_months: TwoMonths, glossary: Glossary) -> Languages:
    """The words of the three languages, and the laws, which are named in Finnish."""
    picture = two_told_months.picture
    laws = {
        word
        for step in picture.roadmap.positions.values()
        for word in words_in(step.subtask.legal_basis or "")
    }
    known = {
        each: vocabulary_of(each, picture.roadmap, picture.regions, glossary) for each in LANGUAGES
    }
    phrases = {each: _phrases(each, known[each]) for each in LANGUAGES}
    return Languages(known, {*OWN_WORDS, *_WRITTEN, *laws}, phrases)


def _phrases(language: Language, known: set[str]) -> re.Pattern[str]:
    """Return the phrases of other languages that word by word could be a language's own."""
    own = "\n".join(catalogue(language).values()).casefold()
    runs = {
        run.strip(" .,:;()").casefold()
        for other in LANGUAGES
        if other != language
        for text in catalogue(other).values()
        for run in PLACEHOLDER.split(text)
    }
    odd = [run for run in runs if " " in run and words_in(run) <= known and run not in own]
    telling = [run for run in odd if words_in(run) and run.replace(" ", "").isalpha()]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, telling))})\b")


def assert_one_language(languages: Languages, language: Language, texts: Texts, name: str) -> None:
    """Assert that texts have no word but those of a language, and no sentence of another."""
    told = list(texts)
    assert len(told) > 1, name
    strange = languages.strange(language, told)
    assert not strange, (name, strange)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_packs__ok(two_told_months: TwoMonths, languages: Languages, language: Language) -> None:
    """Every pack and public page, also those of a region that sent nothing."""
    names = two_told_months.names(f"*/*-{language}.html")
    assert len(names) >= 18
    for name in names:
        assert_page(languages, language, two_told_months.read(name), name)


def assert_page(languages: Languages, language: Language, content: bytes, name: str) -> None:
    """Assert that each text of a page is in the language it is marked with."""
    told: dict[str, list[str]] = {}
    for marked, text in texts_of_page(read_page(content.decode()), ""):
        told.setdefault(marked, []).append(text)
    for each in LANGUAGES:
        strange = languages.strange(each, told.get(each, ()))
        assert not strange, (name, each, strange)
    assert set(told) <= {"", *LANGUAGES}
    assert len(told[language]) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_index__ok(two_told_months: TwoMonths, languages: Languages, language: Language) -> None:
    """The ministry's own index, and the public one."""
    picture = two_told_months.picture
    pages = render_index(picture, language) | render_public(picture, language, (), ("02", "17"))
    assert len(pages) == 2
    for name, page in pages.items():
        assert_page(languages, language, page, f"{name} {language}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_national_workbook__ok(
    two_told_months: TwoMonths, languages: Languages, language: Language
) -> None:
    """Sheets, cells, charts, their texts for those who cannot see them, headers and footers."""
    book = national_workbook(two_told_months.picture, language, tool_version="0")
    assert_one_language(languages, language, texts_of_workbook(book), f"workbook {language}")


@pytest.mark.parametrize(("language", "region"), [("fi", "02"), ("sv", "17")])
def test_working_tool__ok(
    two_told_months: TwoMonths, languages: Languages, language: Language, region: str
) -> None:
    """The form of a region, with last month's answers, and what appears beside its cells."""
    office = two_told_months.office
    june = ReportingMonth(2022, 6)
    issued = issue_templates(
        office.workspace, office.foundations, june, regions=(region,), prefill=True
    )
    for name in issued.files:
        texts = texts_of_workbook((issued.folder / name).read_bytes())
        assert_one_language(languages, language, texts, name)


def test_replies__ok(two_told_months: TwoMonths, languages: Languages) -> None:
    """Letters with their subjects, and the marks and first sheets of the workbooks."""
    month = two_told_months
    for name in chain(*(month.names(f"replies/*/*.{kind}") for kind in ("txt", "eml", "xlsx"))):
        region = month.picture.regions.by_code[name.split("/")[1]]
        texts = list(texts_of_reply(name, month.read(name)))
        assert_one_language(languages, region.majority_language, texts, name)


def texts_of_reply(name: str, content: bytes) -> Iterator[str]:
    """Yield the texts of a letter or a workbook that goes to a region."""
    if name.endswith(".xlsx"):
        yield from texts_of_workbook(content)
    elif name.endswith(".txt"):
        yield from content.decode("utf-8-sig").splitlines()
    else:
        message = email.message_from_bytes(content, policy=email.policy.default)
        body = message.get_body()
        assert body is not None
        yield from (str(message["Subject"]), *body.get_content().splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
def test_terminal__ok(two_told_months: TwoMonths, languages: Languages, language: Language) -> None:
    """What the commands tell people, but for the paths they name."""
    office, collected = two_told_months.office, two_told_months.collected
    told = collected_month(collected, Words(language, "console")).lines
    assert_one_language(languages, language, told, f"collect {language}")
    files = [str(office.inbox / name) for name in ("zorbel-14.xlsx", "glorzof.xlsx", "quimbat.pdf")]
    month = ("--month", "2022-05", "--today", "2022-06-20")
    for command in (
        ["status", "--output", str(office.workspace.output), *month],
        ["check", *files],
        ["explain", "CELL-001", "ROW-012", "TREND-001", "FILE-001", "IDENTITY-001"],
    ):
        result = CliRunner().invoke(app, [*command, "--lang", language], env={"COLUMNS": "200"})
        lines = result.output.splitlines()
        assert_one_language(languages, language, lines, f"{command[0]} {language}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_of_another_language__error(languages: Languages, language: Language) -> None:
    """Any sentence of another language is found, wherever it would stand."""
    for other in set(LANGUAGES) - {language}:
        texts = (PLACEHOLDER.sub(" ", text) for text in catalogue(other).values())
        sentences = [text for text in texts if len(words_in(text)) > 3]
        assert len(sentences) > 300
        passed = [each for each in sentences if not languages.strange(language, [each])]
        assert passed == []
