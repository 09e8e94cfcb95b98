"""Names and texts that exist in several languages."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

Language = Literal["fi", "sv", "en"]
"""A language the product speaks."""

FormLanguage = Literal["fi", "sv", "fi+sv"]
"""A language a working tool can be in; ``fi+sv`` shows both side by side."""

LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")
FORM_LANGUAGES: tuple[FormLanguage, ...] = ("fi", "sv", "fi+sv")


def form_languages(language: FormLanguage) -> tuple[Language, ...]:
    """Return the languages shown on a working tool, first the leading one."""
    return ("fi", "sv") if language == "fi+sv" else (language,)


def _without_edge_spaces(text: str) -> str:
    if text != text.strip():
        raise ValueError("edge_spaces")
    return text


TidyText = Annotated[str, StringConstraints(min_length=1), AfterValidator(_without_edge_spaces)]
"""A text that is not empty and neither begins nor ends with a space."""


class LocalText(BaseModel):
    """A text in Finnish and Swedish, and in English where somebody has written it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fi: TidyText
    sv: TidyText
    en: TidyText | None = None

    def in_language(self, language: Language) -> str:
        """Return the text in a language; English falls back on Finnish."""
        if language == "sv":
            return self.sv
        if language == "en" and self.en is not None:
            return self.en
        return self.fi

    def on_form(self, language: FormLanguage, separator: str = " / ") -> str:
        """Return the text as a working tool shows it; equal words are not repeated."""
        texts = [self.in_language(each) for each in form_languages(language)]
        return separator.join(dict.fromkeys(texts))

    def every_form(self) -> tuple[str, ...]:
        """Return every way this text can stand on a working tool, for recognising it."""
        forms = [self.fi, self.sv, *([self.en] if self.en else []), self.on_form("fi+sv")]
        return tuple(dict.fromkeys(forms))
