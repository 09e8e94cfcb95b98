"""Read a cell by the question asked in it, with a finding where it cannot be or was repaired."""

from dataclasses import dataclass
from datetime import date
from typing import get_args

from tilannekuva.domain.answers import LONGEST_TEXT
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import Question, Roadmap, ScaleId
from tilannekuva.domain.workbook import written
from tilannekuva.layout.grid import ReadCell
from tilannekuva.validation.choices import Reading, ScaleReader
from tilannekuva.validation.dates import DateReader, ReadDay, TwoDays
from tilannekuva.validation.identity_codes import holds_identity_code
from tilannekuva.validation.unseen_characters import unseen_characters

_EXAMPLE_DAY = "31.12.2022"
_SHOWN_OF_A_TEXT = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet of a return, for the findings and sources of its cells."""

    file: str
    sheet: str
    region: str
    group: str

    def finding(
        self, code: str, cell: str, subtask: str = "", asked: str = "", /, **values: MessageValue
    ) -> Finding:
        """Return a finding about a cell, or about the sheet where there is none.

        Args:
            code: the rule's.
            cell: the cell's address, or nothing.
            subtask: the subtask it is about, if any.
            asked: the id of the question the cell answers, if any.
            values: what goes into the rule's sentences.
        """
        return Finding(
            code=code,
            file=self.file,
            sheet=self.sheet,
            cell=cell,
            region=self.region,
            group=self.group,
            subtask=subtask,
            question=asked,
            values=values,
        )

    def source(self, cell: str, month: ReportingMonth) -> dict[str, object]:
        """Return the fields that say where an answer comes from."""
        return {
            "region": self.region,
            "month": month,
            "source_file": self.file,
            "source_sheet": self.sheet,
            "source_cell": cell,
        }


@dataclass(frozen=True, slots=True)
class ReadValue:
    """What a cell means, or None, and what is to be told about it."""

    value: str | date | None = None
    findings: tuple[Finding, ...] = ()


class CellReader:
    """Reads the cells of the questions of one roadmap.

    Args:
        roadmap: what is asked, and what can be answered.
        month: the reporting month, in whose year a day without one is.
        days_from_1904: whether the workbook counts its days from 1904.
    """

    def __init__(
        self, roadmap: Roadmap, month: ReportingMonth, *, days_from_1904: bool = False
    ) -> None:
        scale = roadmap.answer_scale
        self._scales = {each: ScaleReader(scale, each) for each in get_args(ScaleId)}
        self._days = DateReader(month, days_from_1904=days_from_1904)

    def read(
        self, question: Question, cell: ReadCell, place: Place, subtask: str = ""
    ) -> ReadValue:
        """Return what a cell means by the kind of its question."""
        match question.kind:
            case "choice":
                return self.choice(question, cell, place, subtask)
            case "date":
                return self.day(question, cell, place, subtask)
            case "text" | "light_and_text":
                return self.text(question, cell, place, subtask)

    def choice(
        self, question: Question, cell: ReadCell, place: Place, subtask: str = ""
    ) -> ReadValue:
        """Return the id of the choice a cell means."""
        about = _About(question, cell, place, subtask)
        if (blank := about.blank()) is not None:
            return blank
        if question.scale is None:
            raise ValueError(question.id)
        scale = self._scales[question.scale]
        read = scale.read(cell.value)
        label = None if read.choice is None else scale.label(read.choice)
        match read.reading:
            case Reading.AS_LISTED:
                return ReadValue(read.choice)
            case Reading.IN_OTHER_WORDS if label is not None:
                return about.told("CELL-005", read.choice, read=label)
            case Reading.MISSPELT if label is not None:
                return about.told("CELL-010", read.choice, read=label)
            case _ if label is not None:
                return about.told("CELL-011", None, choices=scale.labels, nearest=label)
            case _:
                return about.told("CELL-001", None, choices=scale.labels)

    def day(self, question: Question, cell: ReadCell, place: Place, subtask: str = "") -> ReadValue:
        """Return the day a cell means."""
        about = _About(question, cell, place, subtask)
        if (blank := about.blank()) is not None:
            return blank
        match self._days.read(cell.value):
            case ReadDay(day, repaired=False):
                return ReadValue(day)
            case ReadDay(day):
                return about.told("CELL-006", day, read=day)
            case TwoDays(first, second):
                days: dict[str, MessageValue] = {"first": first, "second": second}
                return about.told("CELL-009", None, example=_EXAMPLE_DAY, **days)
            case None:
                return about.told("CELL-002", None, example=_EXAMPLE_DAY)

    def text(
        self, question: Question, cell: ReadCell, place: Place, subtask: str = ""
    ) -> ReadValue:
        """Return the text of a cell as it was typed."""
        about = _About(question, cell, place, subtask)
        if (blank := about.blank()) is not None:
            return blank
        text = written(cell.value)
        length = len(text)
        if length > LONGEST_TEXT:
            begins = text[:_SHOWN_OF_A_TEXT]
            return about.told("CELL-007", None, length=length, limit=LONGEST_TEXT, begins=begins)
        findings = []
        if length > question.max_length:
            limit = question.max_length
            findings.append(about.finding("CELL-004", length=length, limit=limit))
        if holds_identity_code(text):
            findings.append(about.finding("CELL-016"))
        if unseen := unseen_characters(text):
            findings.append(about.finding("CELL-020", characters=unseen))
        if not isinstance(cell.value, str | float):
            findings.append(about.finding("CELL-021", found=text))
        return ReadValue(text, tuple(findings))


@dataclass(frozen=True, slots=True)
class _About:
    """The cell that is being read, for what is to be told about it."""

    question: Question
    cell: ReadCell
    place: Place
    subtask: str

    def blank(self) -> ReadValue | None:
        """Return what an empty cell or one with an error says; None where there is a value."""
        error = self.cell.error
        if error is not None:
            code = "CELL-008" if error.startswith("=") else "CELL-003"
            return ReadValue(None, (self.finding(code, found=error),))
        return ReadValue() if self.cell.is_empty else None

    def told(self, code: str, value: str | date | None, /, **values: MessageValue) -> ReadValue:
        """Return a value with the finding that tells how it was read."""
        found = written(self.cell.value)
        return ReadValue(value, (self.finding(code, found=found, **values),))

    def finding(self, code: str, **values: MessageValue) -> Finding:
        """Return a finding about the cell."""
        asked = self.question.id
        return self.place.finding(code, self.cell.address, self.subtask, asked, **values)
