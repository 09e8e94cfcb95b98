"""The columns of a group's sheet: what is told about each subtask, and what is asked."""

from dataclasses import dataclass
from typing import Literal

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.roadmap import Questions, SubtaskQuestion
from tilannekuva.domain.texts import LocalText

ColumnKind = Literal["text", "date", "choice"]

# Told columns: key, kind, width in characters. Headings are the glossary's. All columns
# together are as wide as an A4 page on its side takes at letters that can still be read.
_TOLD: tuple[tuple[str, ColumnKind, float], ...] = (
    ("id", "text", 7.5),
    ("entity", "text", 14),
    ("task", "text", 15),
    ("subtask", "text", 24),
    ("critical", "text", 8),
    ("phase", "text", 14),
    ("due", "date", 9.5),
    ("legal_basis", "text", 11.5),
    ("national_support", "text", 14),
    ("last_status", "text", 9),
)

# Width in characters of the answer columns, by question; others get the last figure.
_ANSWER_WIDTHS = {
    "status": 11.5,
    "estimated_completion": 11.5,
    "risk": 10.0,
    "support": 10.5,
    "description": 24.0,
    "responsible": 15.0,
}
_OTHER_WIDTH = 15.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a group's sheet."""

    key: str
    heading: LocalText
    kind: ColumnKind
    width: float
    """In characters of the default font; a form widens it where a word needs more."""
    question: SubtaskQuestion | None = None
    """What is asked in it; None where the column only tells."""


def form_columns(glossary: Glossary, questions: Questions) -> tuple[Column, ...]:
    """Return the columns of every group's sheet, from left to right."""
    told = (Column(key, glossary.headings[key], kind, width) for key, kind, width in _TOLD)
    asked = (
        Column(
            question.id,
            question.name,
            "text" if question.kind == "light_and_text" else question.kind,
            _ANSWER_WIDTHS.get(question.id, _OTHER_WIDTH),
            question,
        )
        for question in questions.subtask
    )
    return (*told, *asked)
