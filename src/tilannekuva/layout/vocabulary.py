"""The words by which a returned sheet is recognised, in every language of the form."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.layout.columns import form_columns

_SPACES = re.compile(r"\s+")
_HYPHENATED = re.compile(r"(?<=\w)-\n(?=\w)")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def joined(text: str) -> str:
    r"""Return a text without the hyphens at which a form parts words that are too long.

    >>> joined("Järjestämis-\nvastuun siirto")
    'Järjestämisvastuun siirto'
    """
    return _HYPHENATED.sub("", text) if "-\n" in text else text


@lru_cache(maxsize=50_000)
def plain(value: object) -> str:
    """Return a text as it is compared: one kind of space, no case, no mark at the end.

    >>> plain("  Tila viime  kuussa:")
    'tila viime kuussa'
    """
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", joined(str(value))))
    return _SPACES.sub(" ", text).strip().rstrip(":*. ").casefold()


def seen(text: str) -> str:
    """Return a text without what nobody sees: spaces at its ends, marks of no width."""
    return _UNSEEN.sub("", text).strip()


@dataclass(frozen=True)
class Vocabulary:
    """Headings, labels and ids of one roadmap version."""

    roadmap: Roadmap
    glossary: Glossary

    @cached_property
    def headings(self) -> dict[str, str]:
        """The key of a column by its heading in any language."""
        columns = form_columns(self.glossary, self.roadmap.questions)
        return {
            plain(form): column.key for column in columns for form in column.heading.every_form()
        }

    @cached_property
    def answer_keys(self) -> tuple[str, ...]:
        """The keys of the columns that are asked."""
        return tuple(question.id for question in self.roadmap.questions.subtask)

    @cached_property
    def group_labels(self) -> dict[str, str]:
        """The group's questions by their label in any language."""
        return self._labels("group")

    @cached_property
    def region_labels(self) -> dict[str, str]:
        """The region's questions by their label in any language."""
        return self._labels("region")

    @cached_property
    def cover_headings(self) -> dict[str, str]:
        """``light`` and ``text`` by their heading on the cover in any language."""
        return {
            plain(form): key
            for key in ("light", "text")
            for form in self.glossary.headings[key].every_form()
        }

    @cached_property
    def longest(self) -> int:
        """The length of the longest word by which anything is recognised, with some room."""
        recognised = (
            self.headings,
            self.group_labels,
            self.group_titles,
            self.region_labels,
            self.subtask_ids,
        )
        return 2 * max(len(text) for texts in recognised for text in texts)

    @cached_property
    def group_ids(self) -> dict[str, str]:
        """The ids of the groups by their compared form."""
        return {plain(group.id): group.id for group in self.roadmap.groups}

    @cached_property
    def group_titles(self) -> dict[str, str]:
        """The groups by the title of their sheet in any language: id and name, or the name."""
        return {
            plain(title): group.id
            for group in self.roadmap.groups
            for form in group.name.every_form()
            for title in (form, f"{group.id} · {form}")
        }

    @cached_property
    def subtask_ids(self) -> dict[str, str]:
        """The ids of the roadmap by their compared form."""
        return {plain(subtask): subtask for subtask in self.roadmap.positions}

    def _labels(self, asked_of: str) -> dict[str, str]:
        questions = self.roadmap.questions
        listed = questions.group if asked_of == "group" else questions.region
        return {plain(form): each.id for each in listed for form in each.name.every_form()}
