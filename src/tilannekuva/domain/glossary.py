"""The terms of the field in every language: the source of headings and of ``docs/glossary.md``."""

from functools import cached_property

from pydantic import BaseModel, ConfigDict

from tilannekuva.domain.texts import LocalText, TidyText


class Term(BaseModel):
    """One term, with where its pairing of languages comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: TidyText | None = None
    fi: TidyText
    sv: TidyText
    en: TidyText
    src: TidyText | None = None
    sv_site: TidyText | None = None
    """The Swedish wording of the official page, where ours differs."""

    @property
    def text(self) -> LocalText:
        """The term in every language."""
        return LocalText(fi=self.fi, sv=self.sv, en=self.en)


class Glossary(BaseModel):
    """Every term, by the part of the field it belongs to."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    terms: tuple[Term, ...]
    status: tuple[Term, ...]
    lights: tuple[Term, ...]
    risk_level: tuple[Term, ...]
    support_level: tuple[Term, ...]
    months: tuple[Term, ...]
    groups: tuple[Term, ...]
    column_headings: tuple[Term, ...]

    @cached_property
    def headings(self) -> dict[str, LocalText]:
        """The headings of working tools and tables, by their id."""
        return {each.id: each.text for each in self.column_headings if each.id is not None}
