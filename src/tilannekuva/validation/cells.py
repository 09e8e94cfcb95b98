"""Read a cell by the question asked in it, with a finding where it cannot be or was repaired."""

from dataclasses import dataclass
from datetime import date

from tilannekuva.domain.answers import LONGEST_TEXT
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import Question, Roadmap, ScaleId
from tilannekuva.domain.workbook import written
from tilannekuva.layout.reading import ReadCell
from tilannekuva.validation.values import ScaleReader, read_date

_EXAMPLE_DAY = "31.12.2022"
_SHOWN_OF_A_TEXT = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet of a return, for the findings and sources of its cells."""

    file: str
    sheet: str
    region: str
    group: str

    def finding(self, code: str, cell: str, about: str = "", /, **values: MessageValue) -> Finding:
        """Return a finding about a cell, or about the sheet where there is none."""
        return Finding(code, self.file, self.sheet, cell, self.region, self.group, about, values)

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
    """Reads the cells of one roadmap's questions."""

    def __init__(self, roadmap: Roadmap) -> None:
        scale = roadmap.answer_scale
        scales: tuple[ScaleId, ...] = ("status", "risk", "support", "light")
        self._scales = {each: ScaleReader(scale, each) for each in scales}

    def read(
        self, question: Question, cell: ReadCell, place: Place, subtask: str = ""
    ) -> ReadValue:
        """Return what a cell means by the kind of its question."""
        match question.kind:
            case "choice":
                return self.choice(question, cell, place, subtask)
            case "date":
                return self.day(cell, place, subtask)
            case "text" | "light_and_text":
                return self.text(question, cell, place, subtask)

    def choice(
        self, question: Question, cell: ReadCell, place: Place, subtask: str = ""
    ) -> ReadValue:
        """Return the id of the choice a cell means."""
        blank = _blank(cell, place, subtask)
        if blank is not None:
            return blank
        if question.scale is None:
            raise ValueError(question.id)
        scale = self._scales[question.scale]
        found = written(cell.value)
        read = scale.read(cell.value)
        if read is None:
            problem = place.finding(
                "CELL-001", cell.address, subtask, found=found, choices=scale.labels
            )
            return ReadValue(None, (problem,))
        if not read.repaired:
            return ReadValue(read.value)
        label = scale.label(read.value)
        repair = place.finding("CELL-005", cell.address, subtask, found=found, read=label)
        return ReadValue(read.value, (repair,))

    def day(self, cell: ReadCell, place: Place, subtask: str = "") -> ReadValue:
        """Return the day a cell means."""
        blank = _blank(cell, place, subtask)
        if blank is not None:
            return blank
        found = written(cell.value)
        read = read_date(cell.value)
        if read is None:
            problem = place.finding(
                "CELL-002", cell.address, subtask, found=found, example=_EXAMPLE_DAY
            )
            return ReadValue(None, (problem,))
        if not read.repaired:
            return ReadValue(read.value)
        repair = place.finding("CELL-006", cell.address, subtask, found=found, read=read.value)
        return ReadValue(read.value, (repair,))

    def text(
        self, question: Question, cell: ReadCell, place: Place, subtask: str = ""
    ) -> ReadValue:
        """Return the text of a cell as it was typed."""
        blank = _blank(cell, place, subtask)
        if blank is not None:
            return blank
        text = written(cell.value)
        length = len(text)
        if length > LONGEST_TEXT:
            told: dict[str, MessageValue] = {"found": text, "begins": text[:_SHOWN_OF_A_TEXT]}
            problem = place.finding(
                "CELL-007", cell.address, subtask, length=length, limit=LONGEST_TEXT, **told
            )
            return ReadValue(None, (problem,))
        if length > question.max_length:
            warning = place.finding(
                "CELL-004", cell.address, subtask, length=length, limit=question.max_length
            )
            return ReadValue(text, (warning,))
        return ReadValue(text)


def _blank(cell: ReadCell, place: Place, subtask: str) -> ReadValue | None:
    """Return what an empty cell or one with an error says, or None where there is a value."""
    if cell.error is not None:
        code = "CELL-008" if cell.error.startswith("=") else "CELL-003"
        return ReadValue(None, (place.finding(code, cell.address, subtask, found=cell.error),))
    return ReadValue() if cell.is_empty else None
