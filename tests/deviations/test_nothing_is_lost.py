"""However a form is filled in, rearranged and spoiled, every cell of it is accounted for."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from inbox_of_returns import answers_of, told_of
from ledger import Cell, lost, shown
from rearranged import Forms, Rearranged, rearranged
from small_form import MAY, small

from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.rule import Severity
from tilannekuva.domain.workbook import WorkbookCells, cell_address
from tilannekuva.inbox.listing import FoundFile
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.intake import Intake, TakenReturn
from tilannekuva.pipeline.merge import merged_record
from tilannekuva.validation.returned_workbook import Validator

SAVED = datetime(2100, 1, 1, tzinfo=UTC)
FILE = "palautus.xlsx"


class Office:
    """Reads rearranged forms as they would be in a month of one return."""

    def __init__(self, foundations: Foundations) -> None:
        self.foundations = foundations
        self.forms = Forms(foundations)
        self._validator = Validator(foundations.vocabulary, MAY, "all")

    def record(self, workbook: WorkbookCells) -> MonthRecord:
        """Return the month's record with a workbook as its only return."""
        region = self.foundations.regions.by_code["02"]
        read = self._validator.read(workbook, region, FILE)
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


@pytest.fixture(scope="module")
def office(foundations: Foundations) -> Office:
    """An office of the small roadmap."""
    return Office(small(foundations))


def cells(workbook: WorkbookCells) -> list[Cell]:
    """Return the filled cells of a workbook."""
    found = []
    for sheet in workbook.sheets:
        if not sheet.name.startswith("_"):
            for number, row in enumerate(sheet.rows):
                for column, value in enumerate(row):
                    address = cell_address(number, column)
                    text = sheet.error_cells.get(address) or shown(value)
                    if text.strip():
                        found.append(Cell(sheet.name, address, text))
    return found


LEAST = (Phase.generate, Phase.shrink)
"""Neither remembered examples nor explanations: every run is the same, and soon over."""


def test_an_untouched_layout_reads_back__ok(office: Office) -> None:
    """Without junk, any layout in any language reads back exactly what was filled in."""

    @settings(max_examples=100, derandomize=True, database=None, phases=LEAST)
    @given(rearranged(office.forms, spoiled=False))
    def check(form: Rearranged) -> None:
        record = office.record(form.workbook)
        assert answers_of(record, FILE) == form.answers
        grave = [each for each in record.findings if each.severity is Severity.ERROR]
        assert grave == []
        beside = [each for each in record.findings if each.code.startswith(("CELL", "FILE-003"))]
        assert beside == []

    check()


def test_nothing_is_lost__ok(office: Office) -> None:
    """Every filled cell is used, repaired, or verbatim in a finding, whatever was done."""

    @settings(max_examples=200, derandomize=True, database=None, phases=LEAST)
    @given(rearranged(office.forms, spoiled=True))
    def check(form: Rearranged) -> None:
        record = office.record(form.workbook)
        [outcome] = record.files
        sent = [cell for each in office.forms.blank.values() for cell in cells(each)]
        told = told_of(outcome, record)
        assert lost(cells(form.workbook), sent, told, office.foundations.roadmap, sent) == []

    check()
