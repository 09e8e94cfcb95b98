"""Read a choice as people write it."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import get_args

from tilannekuva.domain.answer_words import compared
from tilannekuva.domain.roadmap import AnswerScale, ScaleId
from tilannekuva.domain.texts import LocalText
from tilannekuva.domain.workbook import CellValue
from tilannekuva.validation.near_misses import NearMisses

_LONGEST_KEPT = 200
"""Longer texts are no choices and are not remembered."""


class Reading(Enum):
    """In which way a choice was read."""

    AS_LISTED = auto()
    """A label, letter for letter."""
    IN_OTHER_WORDS = auto()
    """A label written otherwise, an id or a synonym."""
    MISSPELT = auto()
    """A near miss."""
    NONE = auto()
    """It means no choice."""


@dataclass(frozen=True, slots=True)
class ReadChoice:
    """What a cell of choices means."""

    reading: Reading
    choice: str | None = None
    """The id of the choice; where it means none, of the one to name as the nearest, if any."""


_NO_CHOICE = ReadChoice(Reading.NONE)


class ScaleReader:
    """Reads the choices of one scale in any language, by label, id or synonym.

    >>> reader.read("Klart.")
    ReadChoice(reading=<Reading.IN_OTHER_WORDS: 2>, choice='done')
    """

    def __init__(self, scale: AnswerScale, scale_id: ScaleId) -> None:
        choices = scale.choices(scale_id)
        self._labels = {choice.id: choice.label for choice in choices}
        self._listed = {
            form: ReadChoice(Reading.AS_LISTED, choice.id)
            for choice in choices
            for form in choice.label.every_form()
        }
        self._words: dict[str, str] = {}
        for choice in choices:
            for word in choice.words():
                self._words.setdefault(compared(word), choice.id)
        foreign = (
            compared(word)
            for other in get_args(ScaleId)
            if other != scale_id
            for choice in scale.choices(other)
            for word in choice.words()
        )
        look_alikes = (word for words in scale.look_alikes.values() for word in words)
        self._near = NearMisses(self._words, foreign, map(compared, look_alikes))
        self._kept = lru_cache(maxsize=4096)(self._read)

    @property
    def labels(self) -> tuple[LocalText, ...]:
        """The labels, in the order of the form."""
        return tuple(self._labels.values())

    def label(self, choice: str) -> LocalText:
        """Return the label of a choice."""
        return self._labels[choice]

    def read(self, value: CellValue) -> ReadChoice:
        """Return what a cell means; a number, a date or a truth value is no choice."""
        if not isinstance(value, str):
            return _NO_CHOICE
        listed = self._listed.get(value)
        if listed is not None:
            return listed
        return self._kept(value) if len(value) <= _LONGEST_KEPT else self._read(value)

    def _read(self, value: str) -> ReadChoice:
        text = compared(value)
        meant = self._words.get(text) or self._said_twice(text)
        if meant is not None:
            return ReadChoice(Reading.IN_OTHER_WORDS, meant)
        misspelt = self._near.misspelt(text)
        if misspelt is not None:
            return ReadChoice(Reading.MISSPELT, misspelt)
        return ReadChoice(Reading.NONE, self._near.nearest(text))

    def _said_twice(self, text: str) -> str | None:
        """Return the choice of a text that says it in several languages: *valmis/klar*."""
        parts = {self._words.get(part.strip()) for part in text.split("/")}
        return parts.pop() if len(parts) == 1 else None
