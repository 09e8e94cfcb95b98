"""However a form is filled in, rearranged and spoiled, every cell of it is accounted for."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from inbox_of_returns import answers_of, told_of
from ledger import lost
from rearranged import Forms, Rearranged, rearranged
from seen_cells import Cell, shown
from small_form import FILLED, MAY, small

from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.rule import Severity
from tilannekuva.domain.workbook import WorkbookCells, cell_address
from tilannekuva.inbox.listing import FoundFile
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.intake import Intake, TakenReturn
from tilannekuva.pipeline.merge import merged_record
from tilannekuva.validation.returned_workbook import Validator

# Neither remembered examples nor explanations: every run is the same, and soon over.
ALIKE = settings(
    deadline=None, derandomize=True, database=None, phases=(Phase.generate, Phase.shrink)
)

FILE = "palautus.xlsx"
SAVED = datetime(2100, 1, 1, tzinfo=UTC)
LAST_MONTHS = replace(
    FILLED,
    fields={},
    lights={},
    prefilled=True,
    last_status={"HT-1.2.1": "in_progress", "JO-1.1.1": "done"},
)
"""What a form is sent with that carries last month's answers."""


class Reader:
    """Reads workbooks as a month has them in which they are the only return."""

    def __init__(self, foundations: Foundations) -> None:
        self.foundations = foundations
        self._validator = Validator(foundations.vocabulary, MAY, "all")

    def record(self, workbook: WorkbookCells) -> MonthRecord:
        """Return the record of the month."""
        region = self.foundations.regions.by_code["02"]
        read = self._validator.read(workbook, region, FILE)
        assert [each for each in read.tallies if not each.closes] == []
        taken = TakenReturn(
            found=FoundFile(Path(FILE), FILE, 1, SAVED),
            sha256="0" * 64,
            copy=Path(FILE),
            region=region,
            month=MAY,
            returned_at=SAVED,
            groups=read.groups,
            findings=read.findings,
        )
        return merged_record(Intake((taken,), ()), self.foundations, MAY, None)

    def lost(self, form: Rearranged, forms: Forms) -> list[Cell]:
        """Return the cells of a form that nothing accounts for."""
        record = self.record(form.workbook)
        [outcome] = record.files
        every = [cell for each in forms.sent.values() for cell in cells(each)]
        return lost(
            cells(form.workbook),
            cells(forms.sent[form.language]),
            told_of(outcome, record),
            self.foundations.roadmap,
            every if form.is_copied else (),
        )


@pytest.fixture(scope="module")
def reader(foundations: Foundations) -> Reader:
    """Reading forms of the small roadmap."""
    return Reader(small(foundations))


def cells(workbook: WorkbookCells) -> list[Cell]:
    """Return the filled cells of a workbook, but those on the form's own hidden sheets."""
    return [
        Cell(sheet.name, address, text)
        for sheet in workbook.sheets
        for number, row in enumerate(sheet.rows)
        for column, value in enumerate(row)
        if not sheet.name.startswith("_")
        and (address := cell_address(number, column))
        and (text := sheet.error_cells.get(address) or shown(value)).strip()
    ]


def test_any_layout_reads_back__ok(reader: Reader) -> None:
    """Rearranged in any way and in any language, a form reads back just what was filled in."""

    @settings(ALIKE, max_examples=100)
    @given(rearranged(Forms(reader.foundations), spoiled=False))
    def check(form: Rearranged) -> None:
        record = reader.record(form.workbook)
        assert answers_of(record, FILE) == form.answers
        told = {each.code for each in record.findings if each.severity is Severity.ERROR}
        assert told == set()
        assert {each.code for each in record.findings} & {
            "CELL-013",
            "CELL-014",
            "FILE-003",
        } == told

    check()


def test_nothing_is_lost__ok(reader: Reader) -> None:
    """Every cell is used, repaired, or verbatim in a finding, whatever was done to the form."""
    forms = Forms(reader.foundations)

    @settings(ALIKE, max_examples=150)
    @given(rearranged(forms, spoiled=True))
    def check(form: Rearranged) -> None:
        assert reader.lost(form, forms) == []

    check()


def test_nothing_is_lost_beside_last_months_answers__ok(reader: Reader) -> None:
    """The same holds for a form that was sent with last month's answers in it."""
    forms = Forms(reader.foundations, LAST_MONTHS)

    @settings(ALIKE, max_examples=50)
    @given(rearranged(forms, spoiled=True))
    def check(form: Rearranged) -> None:
        assert reader.lost(form, forms) == []

    check()
