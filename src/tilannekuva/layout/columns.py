"""The columns of a group's sheet: what is told about each subtask, and what is asked."""

from dataclasses import dataclass
from typing import Literal

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.roadmap import Questions, SubtaskQuestion
from tilannekuva.domain.texts import LocalText

ColumnKind = Literal["text", "date", "choice"]

# Told columns: key, kind, width in characters. Headings are the glossary's.
_TOLD: tuple[tuple[str, ColumnKind, float], ...] = (
    ("id", "text", 9),
    ("entity", "text", 17),
    ("task", "text", 18),
    ("subtask", "text", 34),
    ("critical", "text", 9),
    ("phase", "text", 13),
    ("due", "date", 10),
    ("legal_basis", "text", 14),
    ("national_support", "text", 21),
    ("last_status", "text", 11),
)

# Width in characters of the answer columns, by question; others get the last figure.
_ANSWER_WIDTHS = {
    "status": 13.0,
    "estimated_completion": 13.0,
    "risk": 11.0,
    "support": 15.0,
    "description": 42.0,
    "responsible": 16.0,
}
_OTHER_WIDTH = 20.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a group's sheet."""

    key: str
    heading: LocalText
    kind: ColumnKind
    width: float
    """In characters of the default font."""
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
