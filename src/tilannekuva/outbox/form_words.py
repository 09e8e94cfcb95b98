"""The words of a working tool in its language, or in both of its languages."""

from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.texts import FormLanguage, form_languages
from tilannekuva.i18n.words import Words

SAME_LINE = " / "
OWN_LINES = "\n"


class FormWords:
    """Call it with a pattern and values to get the sentence in each language of the form.

    Equal sentences are not repeated.

    >>> FormWords("fi+sv")("critical")
    'kriittinen / kritisk'
    """

    def __init__(self, language: FormLanguage, separator: str = SAME_LINE) -> None:
        self.language: FormLanguage = language
        self._each = tuple(Words(each, "form") for each in form_languages(language))
        self._separator = separator

    def __call__(self, pattern: str, /, **values: MessageValue) -> str:
        """Return a sentence.

        Raises:
            MissingTranslationError: the catalogues do not have the pattern.
            KeyError: the pattern needs a value that is not given.
        """
        return self._joined([words(pattern, **values) for words in self._each])

    def value(self, value: MessageValue) -> str:
        """Return a name, a month or a day as it stands on the form."""
        return self._joined([words.value(value) for words in self._each])

    def on_lines(self) -> "FormWords":
        """Return the same words with each language on a line of its own."""
        return FormWords(self.language, OWN_LINES)

    def _joined(self, sentences: list[str]) -> str:
        return self._separator.join(dict.fromkeys(sentences))
