"""Dates, months, shares and sentences stand as the language writes them."""

from datetime import date

import pytest

from tilannekuva.domain.messages import MessageValue, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.texts import LANGUAGES, FormLanguage, Language, LocalText, form_languages
from tilannekuva.i18n.words import MissingTranslationError, Words

MAY = ReportingMonth(2022, 5)
STATUS = LocalText(fi="valmis", sv="klar")


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("fi", "1.5.2022", "toukokuu 2022"),
        ("sv", "1.5.2022", "maj 2022"),
        ("en", "1 May 2022", "May 2022"),
    ],
)
def test_days_and_months__ok(language: Language, day: str, month: str) -> None:
    """Days have no leading zeros; months stand in their dictionary form."""
    words = Words(language)
    assert words.date(date(2022, 5, 1)) == day
    assert words.month(MAY) == month


@pytest.mark.parametrize(
    ("language", "share", "number"),
    [
        ("fi", "65\u00a0%", "1\u00a0234"),
        ("sv", "65\u00a0%", "1\u00a0234"),
        ("en", "65%", "1,234"),
    ],
)
def test_figures__ok(language: Language, share: str, number: str) -> None:
    """A share keeps its sign on the line; thousands are set apart."""
    words = Words(language)
    assert words.share(65, 100) == share
    assert words.number(1234) == number
    assert words.number(999) == "999"


@pytest.mark.parametrize("language", LANGUAGES)
def test_share_at_the_ends__ok(language: Language) -> None:
    """A share is 100 only when all, 0 only when none, and a dash of nothing."""
    words = Words(language)
    told = [words.share(*share).rstrip("%\u00a0") for share in ((199, 200), (1, 999), (0, 0))]
    assert told == ["99", "1", "–"]
    assert words.share(3, 3).startswith("100")
    assert words.share(0, 3).startswith("0")


@pytest.mark.parametrize(
    ("value", "fi", "en"),
    [
        ("<b>", "<b>", "<b>"),
        (12_345, "12\u00a0345", "12,345"),
        (date(2022, 12, 31), "31.12.2022", "31 December 2022"),
        (MAY, "toukokuu 2022", "May 2022"),
        (STATUS, "valmis", "valmis"),
        (LocalText(fi="valmis", sv="klar", en="completed"), "valmis", "completed"),
        ((STATUS, "x", 1), "valmis, x, 1", "valmis, x, 1"),
        ((), "", ""),
    ],
)
def test_values_in_a_sentence__ok(value: MessageValue, fi: str, en: str) -> None:
    """A value stands in a sentence as its language writes it."""
    assert Words("fi").value(value) == fi
    assert Words("en").value(value) == en


def test_nested_messages__ok() -> None:
    """A message within a message is told in the same language."""
    inner = msg("{other} of {n}", other=MAY, n=1)
    assert Words("en").say(msg("Told: {reason}.", reason=inner)) == "Told: May 2022 of 1."


def test_braces_of_values_stay__ok() -> None:
    """Braces that people type are not taken for a pattern's, however deep they stand."""
    inner = msg("{found}", found="{region} {0} }{")
    assert Words("en").say(msg("“{reason}”", reason=inner)) == "“{region} {0} }{”"


def test_plural__ok() -> None:
    """One stands in the singular and every other number in the plural, zero too."""
    words = Words("en")
    told = [
        words.plural("{n} row of {of}", "{n} rows of {of}", n, of="HT") for n in (0, 1, 2, 1000)
    ]
    assert told == ["0 rows of HT", "1 row of HT", "2 rows of HT", "1,000 rows of HT"]


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_pattern_without_words__error(language: Language) -> None:
    """A pattern the catalogues lack is refused: English never slips into another language."""
    words = Words(language)
    with pytest.raises(MissingTranslationError, match="No such pattern"):
        words("No such pattern: {n}", n=1)
    with pytest.raises(MissingTranslationError):
        words.pattern("No such pattern")
    with pytest.raises(MissingTranslationError):
        words.plural("No such row", "No such rows", 2)
    with pytest.raises(MissingTranslationError):
        words.say(msg("“{reason}”", reason=msg("No such pattern")))


def test_pattern_without_its_value__error() -> None:
    """A value that a pattern needs and nobody gives is a defect, and raises."""
    with pytest.raises(KeyError):
        Words("en")("{done} of {n} are completed.", done=1)


@pytest.mark.parametrize(
    ("language", "text", "languages"),
    [
        ("fi", "valmis", ("fi",)),
        ("sv", "klar", ("sv",)),
        ("fi+sv", "valmis / klar", ("fi", "sv")),
    ],
)
def test_texts_of_a_form__ok(
    language: FormLanguage, text: str, languages: tuple[Language, ...]
) -> None:
    """A form in both languages shows both, and equal words once."""
    assert STATUS.on_form(language) == text
    assert form_languages(language) == languages
    assert LocalText(fi="ICT", sv="ICT").on_form(language) == "ICT"
    assert LocalText(fi="ICT", sv="ICT").every_form() == ("ICT",)
