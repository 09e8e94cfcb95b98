"""Find answers that do not fit together, in one row or between the rows of a sheet."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, get_args

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import Condition, Roadmap, ScaleId, Subtask, SubtaskQuestion
from tilannekuva.domain.rules.combinations import CONDITION_WORDS
from tilannekuva.domain.texts import LocalText
from tilannekuva.layout.vocabulary import plain
from tilannekuva.validation.cells import Place

ROWS_OF_A_COPIED_TEXT: Final = 5
"""On so many rows the same text is told of; below that it may well be meant."""

_FAR_FROM_THE_DEADLINE = timedelta(days=5 * 366)

_CONDITIONS: tuple[Condition, ...] = get_args(Condition)
"""In this order: where a cell is needed for two reasons, only the first is told."""

_OPEN = frozenset({"not_started", "in_progress"})
_SETTLED = frozenset({"done", "not_applicable"})
"""The statuses with which nothing is left to be done."""

_LEFT_OVER: tuple[tuple[ScaleId, str], ...] = (("risk", "high"), ("support", "national"))
"""What a subtask that needs nothing more cannot be answered with; the question is its scale."""

_OWN_CODES: Mapping[tuple[Condition, str], str] = {
    ("done", "estimated_completion"): "ROW-010",
    ("overdue", "estimated_completion"): "ROW-011",
    ("high_risk", "description"): "ROW-012",
    ("national_support", "description"): "ROW-013",
    ("not_applicable", "description"): "ROW-014",
}
"""The needs that have a rule of their own; the others a roadmap may ask for share one."""


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """The answers of one row as they were read, also of a row that was left empty."""

    subtask: str
    """The subtask's id; empty where the answers are those beside the labels of a sheet."""
    cells: Mapping[str, str]
    """The address of each answer by question; a column that is not there is left out."""
    values: Mapping[str, object]
    """What each cell means by question; None where it is empty or could not be read."""
    unreadable: frozenset[str] = frozenset()
    """The questions whose cell holds something that could not be read."""

    def says(self, question: str) -> bool:
        """Tell whether a cell says something; a lone dash or question mark does not."""
        value = self.values.get(question)
        if isinstance(value, str):
            return any(character.isalnum() for character in value)
        return value is not None

    def is_blank(self, question: str) -> bool:
        """Tell whether a cell is there to be filled in and says nothing."""
        there = question in self.cells and question not in self.unreadable
        return there and not self.says(question)


def combination_findings(
    rows: Sequence[ReadAnswers], place: Place, roadmap: Roadmap, month: ReportingMonth
) -> Iterator[Finding]:
    """Yield what does not fit together on a group's sheet that is a return, in reading order.

    A cell is told of once, whatever is amiss with it, and nothing is told that follows from a
    cell that could not be read or from a column that is not there.

    Args:
        rows: every row of the form on the sheet, also those left empty, in reading order.
        place: the sheet.
        roadmap: what is asked, and when.
        month: the month the answers are of.
    """
    sheet = _Sheet(rows, place, roadmap, month)
    for row in rows:
        first: dict[str, Finding] = {}
        for finding in sheet.row(row):
            first.setdefault(finding.question, finding)
        yield from (first[question] for question in row.cells if question in first)


class _Sheet:
    """The sheet of one group, row by row; of each row the gravest is told first."""

    def __init__(
        self,
        rows: Sequence[ReadAnswers],
        place: Place,
        roadmap: Roadmap,
        month: ReportingMonth,
    ) -> None:
        self._place = place
        self._positions = roadmap.positions
        self._scale = roadmap.answer_scale
        self._as_of = month.as_of
        self._questions: dict[str, SubtaskQuestion] = {
            question.id: question for question in roadmap.questions.subtask
        }
        self._copies = Counter(text for row in rows if (text := _open_description(row)))

    def row(self, row: ReadAnswers) -> Iterator[Finding]:
        subtask = self._positions[row.subtask].subtask
        yield from self._status(row, subtask)
        yield from self._day(row, subtask)
        yield from self._left_over(row)
        yield from self._needed(row, subtask)
        yield from self._low_risk(row, subtask)
        yield from self._copied(row)

    def _status(self, row: ReadAnswers, subtask: Subtask) -> Iterator[Finding]:
        if not row.is_blank("status"):
            return
        # Who answers says nothing of how the subtask stands.
        answered = any(
            row.says(question) or question in row.unreadable
            for question in row.cells
            if not self._questions[question].personal
        )
        if answered:
            yield self._found("ROW-015", row, "status", question=self._name("status"))
        elif subtask.critical:
            yield self._found("ROW-016", row, "status")

    def _day(self, row: ReadAnswers, subtask: Subtask) -> Iterator[Finding]:
        asked = "estimated_completion"
        day = row.values.get(asked)
        if not isinstance(day, date):
            return
        status = row.values.get("status")
        if abs(day - subtask.due) > _FAR_FROM_THE_DEADLINE:
            yield self._found("ROW-022", row, asked, question=self._name(asked), day=day)
        elif status in _OPEN and day <= self._as_of:
            done = self._scale.label("status", "done")
            yield self._found("ROW-017", row, asked, estimate=day, done=done)
        elif status == "done" and day > self._as_of:
            yield self._found("ROW-018", row, asked, estimate=day)

    def _left_over(self, row: ReadAnswers) -> Iterator[Finding]:
        status = row.values.get("status")
        if status not in _SETTLED:
            return
        for asked, choice in _LEFT_OVER:
            if row.values.get(asked) == choice:
                yield self._found(
                    "ROW-019",
                    row,
                    asked,
                    status=self._scale.label("status", str(status)),
                    question=self._name(asked),
                    answer=self._scale.label(asked, choice),
                )

    def _needed(self, row: ReadAnswers, subtask: Subtask) -> Iterator[Finding]:
        for condition in _CONDITIONS:
            if not self._holds(condition, row, subtask):
                continue
            for asked, question in self._questions.items():
                if not question.is_needed(condition, subtask) or not row.is_blank(asked):
                    continue
                code = _OWN_CODES.get((condition, asked))
                name = question.name
                if code is not None:
                    yield self._found(code, row, asked, question=name)
                else:
                    because = CONDITION_WORDS[condition]
                    yield self._found("ROW-021", row, asked, question=name, because=because)

    def _holds(self, condition: Condition, row: ReadAnswers, subtask: Subtask) -> bool:
        status = row.values.get("status")
        match condition:
            case "done" | "not_applicable":
                return status == condition
            case "high_risk":
                return row.values.get("risk") == "high" and status not in _SETTLED
            case "national_support":
                return row.values.get("support") == "national" and status not in _SETTLED
            case "overdue":
                return status in _OPEN and subtask.due <= self._as_of

    def _low_risk(self, row: ReadAnswers, subtask: Subtask) -> Iterator[Finding]:
        low = subtask.critical and row.values.get("risk") == "low"
        if low and self._holds("overdue", row, subtask):
            answer = self._scale.label("risk", "low")
            yield self._found("ROW-023", row, "risk", question=self._name("risk"), answer=answer)

    def _copied(self, row: ReadAnswers) -> Iterator[Finding]:
        rows = self._copies[_open_description(row)]
        if rows >= ROWS_OF_A_COPIED_TEXT:
            asked = "description"
            yield self._found("ROW-024", row, asked, question=self._name(asked), n=rows)

    def _name(self, question: str) -> LocalText:
        return self._questions[question].name

    def _found(self, code: str, row: ReadAnswers, asked: str, /, **values: MessageValue) -> Finding:
        return self._place.finding(code, row.cells[asked], row.subtask, asked, **values)


def _open_description(row: ReadAnswers) -> str:
    """Return the description of a subtask that is still to be done, as it is compared."""
    text = row.values.get("description")
    is_open = row.values.get("status") not in _SETTLED
    return plain(text) if is_open and isinstance(text, str) and row.says("description") else ""
