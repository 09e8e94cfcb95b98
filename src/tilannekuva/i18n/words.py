"""Words, dates and figures in the reader's language.

Patterns are written in English in the code and found by the extraction; the catalogues of
``locale/`` carry Finnish and Swedish, one file for each part of the product.
"""

import gettext
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from tilannekuva.domain.messages import Message, MessageValue, SingleValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.shares import whole_percent
from tilannekuva.domain.texts import Language, LocalText

CATALOGUES = ("form", "findings", "workbook", "pages", "replies", "console")
"""The parts of the product that have a catalogue of their own."""

TRANSLATED: tuple[Language, ...] = ("fi", "sv")
"""The languages that have catalogues; English is what the code says."""

LOCALE_FOLDER = Path(__file__).parent / "locale"

NO_BREAK = "\u00a0"
NOTHING_TO_SHARE = "–"

# Official Swedish in Finland writes days as Finnish does; CLDR's sv_FI does not.
_DATE_PATTERNS: dict[Language, str] = {"fi": "d.M.y", "sv": "d.M.y", "en": "d MMMM y"}
_LOCALES: dict[Language, str] = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}


class MissingTranslationError(LookupError):
    """A pattern has no words in a language; a defect of the product, never of its input."""


class _Refusing(gettext.NullTranslations):
    """The last resort of a catalogue: there is no word, and English must not slip in."""

    def gettext(self, message: str) -> str:
        raise MissingTranslationError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        raise MissingTranslationError(msgid1)

    def pgettext(self, context: str, message: str) -> str:
        raise MissingTranslationError(f"{context}|{message}")


@cache
def translations(language: Language, part: str) -> gettext.NullTranslations:
    """Return the catalogues of a language as one, that of a part of the product first.

    English is what the code says itself.
    """
    if language == "en":
        return gettext.NullTranslations()
    chain: gettext.NullTranslations = _Refusing()
    for name in (*(each for each in CATALOGUES if each != part), part):
        path = LOCALE_FOLDER / language / "LC_MESSAGES" / f"{name}.mo"
        if not path.is_file():
            continue
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
        catalogue.add_fallback(chain)
        chain = catalogue
    return chain


def sentences(part: str) -> tuple[str, ...]:
    """Return every pattern of a part of the product in every language, to recognise them by."""
    found: dict[str, None] = {}
    for language in TRANSLATED:
        path = LOCALE_FOLDER / language / "LC_MESSAGES" / f"{part}.mo"
        with path.open("rb") as file:
            # The library tells of no other way to list what a catalogue has.
            entries: dict[object, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined] # noqa: SLF001
        for pattern, translated in entries.items():
            if isinstance(pattern, str) and pattern:
                found |= {pattern: None, translated: None}
    return tuple(found)


@lru_cache(maxsize=10_000)
def _date(day: date, pattern: str, locale: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - start-up does without it

    return str(format_date(day, pattern, locale))


class Words:
    """One language: call it with a pattern and values to get the sentence.

    Args:
        language: the language.
        part: the part of the product that speaks; the same English word may be another one in
            another part, and then its own catalogue decides.

    >>> Words("en")("{done} of {n} are completed.", done=34, n=52)
    '34 of 52 are completed.'
    """

    def __init__(self, language: Language, part: str = "findings") -> None:
        self.language: Language = language
        self._catalogue = translations(language, part)
        self._said: dict[str, str] = {}

    def __call__(self, pattern: str, /, **values: MessageValue) -> str:
        """Return a sentence.

        Raises:
            MissingTranslationError: the catalogues do not have the pattern.
            KeyError: the pattern needs a value that is not given.
        """
        if values:
            return self._filled(self._catalogue.gettext(pattern), values)
        # Pages say the same few words thousands of times.
        if pattern not in self._said:
            self._said[pattern] = self._filled(self._catalogue.gettext(pattern), values)
        return self._said[pattern]

    def pattern(self, pattern: str) -> str:
        """Return a pattern in this language, its values not yet put in."""
        return self._catalogue.gettext(pattern)

    def plural(self, one: str, many: str, n: int, /, **values: MessageValue) -> str:
        """Return a sentence in the singular or plural by a number, put in as ``{n}``."""
        return self._filled(self._catalogue.ngettext(one, many, n), {"n": n, **values})

    def say(self, message: Message) -> str:
        """Return a message as a sentence."""
        return self(message.pattern, **message.values)

    def date(self, day: date) -> str:
        """Return a day: 31.5.2022, in English 31 May 2022."""
        return _date(day, _DATE_PATTERNS[self.language], _LOCALES[self.language])

    def month(self, month: ReportingMonth) -> str:
        """Return a month: toukokuu 2022, maj 2022, May 2022."""
        return _date(month.first_day, "LLLL y", _LOCALES[self.language])

    def number(self, number: int) -> str:
        """Return a whole number with its thousands set apart."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - start-up does without it

        return str(format_decimal(number, locale=_LOCALES[self.language]))

    def share(self, part: int, whole: int) -> str:
        """Return a share in whole percents: 65 %, or a dash where there is nothing to share."""
        percent = whole_percent(part, whole)
        if percent is None:
            return NOTHING_TO_SHARE
        return f"{percent}%" if self.language == "en" else f"{percent}{NO_BREAK}%"

    def text(self, text: LocalText) -> str:
        """Return a name or text of the data files in this language."""
        return text.in_language(self.language)

    def listing(self, items: tuple[str, ...] | list[str]) -> str:
        """Return items one after the other, as a list within a sentence."""
        return ", ".join(items)

    def value(self, value: MessageValue) -> str:
        """Return a value as it stands in a sentence."""
        if isinstance(value, tuple):
            return self.listing([self._single(each) for each in value])
        return self._single(value)

    def _single(self, value: SingleValue) -> str:
        match value:
            case str():
                text = value
            case LocalText():
                text = self.text(value)
            case Message():
                text = self.say(value)
            case ReportingMonth():
                text = self.month(value)
            case date():
                text = self.date(value)
            case int():
                text = self.number(value)
        return text

    def _filled(self, pattern: str, values: dict[str, MessageValue]) -> str:
        # A pattern may hold braces of its own only as {{ and }}; format() undoes them.
        return pattern.format(**{name: self.value(value) for name, value in values.items()})
