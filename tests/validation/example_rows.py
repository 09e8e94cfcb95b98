"""Rows of a form in a test, written as in the rules: ``Status: completed; Risk: low``."""

from datetime import date

from tilannekuva.domain.roadmap import Question, Roadmap
from tilannekuva.validation.combinations import ReadAnswers

UNREADABLE = "???"
"""What stands in a cell of which nobody can tell what it means."""

OVERDUE = "HT-1.2.3"
"""A critical subtask that was due on 31.12.2021."""
AHEAD = "HT-2.1.2"
"""A critical subtask that is due on 15.12.2022."""
OVERDUE_AND_NOT_CRITICAL = "HT-1.2.1"
"""A subtask that was due on 31.10.2021."""
AHEAD_AND_NOT_CRITICAL = "HT-1.2.4"
"""A subtask that is due on 31.12.2022."""


def row(text: str, roadmap: Roadmap, subtask: str = OVERDUE, line: int = 2) -> ReadAnswers:
    """Return a row that answers what is named, in the columns B to G of a line."""
    asked = roadmap.questions.subtask
    return _read(text, roadmap, asked, subtask, line)


def fields(text: str, roadmap: Roadmap) -> ReadAnswers:
    """Return the answers beside the labels of a group's sheet, in the cells B2 on."""
    return _read(text, roadmap, roadmap.questions.group, "", 2)


def asking(roadmap: Roadmap, **needed: dict[str, str]) -> Roadmap:
    """Return a roadmap that needs answers to some questions, and to no others."""
    questions = roadmap.questions
    asked = tuple(
        question.model_validate(
            {**question.model_dump(), "needed_when": needed.get(question.id, {})}
        )
        for question in questions.subtask
    )
    changed = questions.model_copy(update={"subtask": asked})
    return roadmap.model_copy(update={"questions": changed})


def _read(
    text: str, roadmap: Roadmap, asked: tuple[Question, ...], subtask: str, line: int
) -> ReadAnswers:
    written = dict(part.split(":", 1) for part in text.split(";") if part.strip())
    answers = {name.strip(): answer.strip() for name, answer in written.items()}
    found = {question.id: answers.pop(question.name.in_language("en"), "") for question in asked}
    if answers:
        raise ValueError(answers)
    return ReadAnswers(
        subtask=subtask,
        cells={key: f"{'BCDEFGH'[column]}{line}" for column, key in enumerate(found)},
        values={question.id: _value(found[question.id], question, roadmap) for question in asked},
        unreadable=frozenset(key for key, answer in found.items() if answer == UNREADABLE),
    )


def _value(text: str, question: Question, roadmap: Roadmap) -> str | date | None:
    if text in {"", UNREADABLE}:
        return None
    if question.kind == "date":
        day, month, year = map(int, text.split("."))
        return date(year, month, day)
    if question.scale is None:
        return text
    choices = roadmap.answer_scale.choices(question.scale)
    return next(choice.id for choice in choices if text == choice.label.in_language("en"))
