"""What a cell says is used, or stands verbatim in a finding of its question."""
# ruff: noqa: DTZ001 - a cell knows no time zone

from datetime import date, datetime, time

import pytest

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import Question, Roadmap
from tilannekuva.domain.workbook import CellValue, written
from tilannekuva.layout.grid import ReadCell
from tilannekuva.validation.cells import CellReader, Place, ReadValue

PLACE = Place("17/palautus.xlsx", "HT", "17", "HT")
DAY = date(2022, 11, 1)


@pytest.fixture(scope="module")
def questions(roadmap: Roadmap) -> dict[str, Question]:
    """Everything that is asked, by id."""
    asked = roadmap.questions
    return {each.id: each for each in (*asked.subtask, *asked.group, *asked.region)}


@pytest.fixture(scope="module")
def reader(roadmap: Roadmap) -> CellReader:
    """Reading the cells of May 2022."""
    return CellReader(roadmap, ReportingMonth(2022, 5))


def code_and_value(read: ReadValue) -> tuple[str, str | date | None]:
    """Return the code of the only finding, if any, and the value."""
    return "".join(finding.code for finding in read.findings), read.value


@pytest.mark.parametrize(
    ("asked", "cell", "code", "value"),
    [
        *(("status", "valmis", "", "done"), ("status", "valmis / klar", "", "done")),
        *(("status", "Valmis", "CELL-005", "done"), ("status", " valmis", "CELL-005", "done")),
        *(("status", "in_progress", "CELL-005", "in_progress"),),
        *(("status", "aloitettu", "CELL-005", "in_progress"),),
        *(("status", "vamlis", "CELL-010", "done"), ("risk", "korkeea", "CELL-010", "high")),
        *(("status", "melkein valmis", "CELL-011", None), ("risk", "korke", "CELL-011", None)),
        *(("status", "ei valmis", "CELL-001", None), ("status", "x", "CELL-001", None)),
        *(("status", 1.0, "CELL-001", None), ("status", True, "CELL-001", None)),
        *(("status", DAY, "CELL-001", None), ("status", time(12), "CELL-001", None)),
        *(("support", "done", "CELL-001", None), ("status", "100 %", "CELL-001", None)),
        *(("estimated_completion", DAY, "", DAY),),
        *(("estimated_completion", datetime(2022, 11, 1, 12), "CELL-006", DAY),),
        *(("estimated_completion", "1.11.", "CELL-006", DAY),),
        *(("estimated_completion", "1. marraskuuta 2022", "CELL-006", DAY),),
        *(("estimated_completion", 44866.0, "CELL-006", DAY),),
        *(("estimated_completion", "1/11/2022", "CELL-009", None),),
        *(("estimated_completion", "syksyllä", "CELL-002", None),),
        *(("estimated_completion", time(12), "CELL-002", None),),
        *(("filled_on", False, "CELL-002", None),),
        *(("description", " Etenee.\n", "", " Etenee.\n"), ("description", 12.5, "", "12.5")),
        *(("description", DAY, "CELL-021", "1.11.2022"), ("responsible", "valmis", "", "valmis")),
        *(("responsible", "a" * 201, "CELL-004", "a" * 201),),
        *(("description", "a" * 32_768, "CELL-007", None),),
        *(("rescue", "Hyvä.", "", "Hyvä."), ("status", None, "", None), ("risk", " ", "", None)),
    ],
)  # fmt: skip
def test_a_cell(  # noqa: PLR0913, PLR0917 - a row of the table
    reader: CellReader,
    questions: dict[str, Question],
    asked: str,
    cell: CellValue,
    code: str,
    value: str | date | None,
) -> None:
    """A cell is its value, and its finding names the question and keeps what was typed."""
    read = reader.read(questions[asked], ReadCell(cell, "K9"), PLACE, "HT-1.1.1")
    assert code_and_value(read) == (code, value)
    for finding in read.findings:
        assert (finding.question, finding.subtask, finding.cell) == (asked, "HT-1.1.1", "K9")
        assert finding.code == "CELL-004" or finding.values["found"] == written(cell)


@pytest.mark.parametrize(
    ("error", "code"), [("#REF!", "CELL-003"), ("#N/A", "CELL-003"), ("=B12", "CELL-008")]
)
@pytest.mark.parametrize("asked", ["status", "estimated_completion", "description"])
def test_errors__error(
    reader: CellReader, questions: dict[str, Question], asked: str, error: str, code: str
) -> None:
    """An error value and a formula without a value are told, and no value is read."""
    read = reader.read(questions[asked], ReadCell(None, "K9", error), PLACE)
    assert code_and_value(read) == (code, None)
    assert [(each.values["found"], each.question) for each in read.findings] == [(error, asked)]


def test_lights__ok(reader: CellReader, questions: dict[str, Question]) -> None:
    """The light of a question that has a light and a text is one of its choices."""
    read = reader.choice(questions["rescue"], ReadCell("vihreä", "B9"), PLACE)
    assert code_and_value(read) == ("CELL-005", "green")


def test_workbooks_of_1904__ok(roadmap: Roadmap, questions: dict[str, Question]) -> None:
    """In a workbook that counts from 1904, a number is another day, and a date cell the same."""
    reader = CellReader(roadmap, ReportingMonth(2022, 5), days_from_1904=True)
    question = questions["filled_on"]
    assert reader.day(question, ReadCell(43404.0, "C2"), PLACE).value == DAY
    assert reader.day(question, ReadCell(DAY, "C2"), PLACE) == ReadValue(DAY)


def test_what_a_finding_offers__ok(reader: CellReader, questions: dict[str, Question]) -> None:
    """An error says what could be typed instead, and a repair what was read."""
    status, day = questions["status"], questions["estimated_completion"]
    near = reader.choice(status, ReadCell("melkein valmis", "K9"), PLACE).findings[0]
    labels = near.values["choices"]
    assert isinstance(labels, tuple)
    assert len(labels) == 4
    assert near.values["nearest"] == labels[2]
    read = reader.choice(status, ReadCell("klarr", "K9"), PLACE).findings[0]
    assert read.values["read"] == labels[2]
    two = reader.day(day, ReadCell("3/11/2022", "L9"), PLACE).findings[0]
    assert (two.values["first"], two.values["second"]) == (date(2022, 11, 3), date(2022, 3, 11))
