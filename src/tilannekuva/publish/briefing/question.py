"""A question for the discussion, what it rests on, and the facts the rules look at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from tilannekuva.domain.answers import Answer
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.picture import NationalPicture, Standing
from tilannekuva.publish.briefing.wording import Phrase, Wording

MOST_NAMED = 6
"""A question names this many subtasks; the rest are counted and stand in their own section."""


@dataclass(frozen=True, slots=True)
class Named:
    """A subtask or a group that a question rests on, with the fact that counts."""

    code: str
    name: Phrase
    note: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask, and why."""

    ask: str
    basis: str
    named: tuple[Named, ...]
    unnamed: int
    """How many more there are than are named."""


@dataclass(frozen=True)
class Facts:
    """What the rules look at: one region in one month."""

    picture: NationalPicture
    region: str
    subtasks: tuple[Standing, ...]
    findings: tuple[Finding, ...]
    wording: Wording

    @property
    def as_of(self) -> date:
        """The day the figures are told for."""
        return self.picture.month.as_of


def about(
    facts: Facts,
    ask: str,
    basis: str,
    wanted: Callable[[Standing, Answer], bool],
    note: Callable[[Standing, Answer], str],
) -> Iterator[Question]:
    """Yield the question if any answered subtask is wanted; critical ones are named first."""
    chosen = [
        (each, each.answer)
        for each in sorted(facts.subtasks, key=lambda each: not is_critical(each))
        if each.answer is not None and wanted(each, each.answer)
    ]
    if chosen:
        named = [named_subtask(facts.wording, each, note(each, answer)) for each, answer in chosen]
        yield question_about(ask, basis, named)


def question_about(ask: str, basis: str, named: list[Named]) -> Question:
    """Return a question that names the first subtasks and counts the rest."""
    unnamed = max(len(named) - MOST_NAMED, 0)
    return Question(ask, basis, tuple(named[:MOST_NAMED]), unnamed)


def named_subtask(wording: Wording, standing: Standing, note: str) -> Named:
    """Return a subtask as a question names it."""
    subtask = standing.position.subtask
    return Named(subtask.id, wording.phrase(subtask.name), note)


def is_critical(standing: Standing) -> bool:
    """Tell whether the subtask is critical."""
    return standing.position.subtask.critical


def due(facts: Facts, standing: Standing) -> str:
    """Return when the subtask is due."""
    return facts.wording.words("due {day}", day=standing.position.subtask.due)


def estimate(facts: Facts, answer: Answer) -> str:
    """Return when the region expects it to be completed."""
    return facts.wording.words(
        "estimated completion {day}", day=facts.wording.date(answer.estimated_completion)
    )
