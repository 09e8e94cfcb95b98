"""Nothing is converted in silence: each kind has its finding, and a good form has none of them."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from damaged_sheets import Parts, parts_of, zipped
from silent_conversions import CASES, HARMLESS, Case

from effort import FIGURE
from offices import Office
from small_office import SUBTASKS, every_answer, small_office
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.workbook import CellValue, WorkbookCells
from tilannekuva.inbox.contract import Limits
from tilannekuva.inbox.reader import read_workbook
from tilannekuva.layout.form import FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.validation.returned_workbook import Validator

pytestmark = pytest.mark.reliability

SAVED = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
ENOUGH_KINDS = 40


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office."""
    return small_office(tmp_path_factory.mktemp("named"))


@pytest.fixture(scope="module")
def good(office: Office) -> Parts:
    """A return in which everything is answered and signed."""
    groups = {subtask.partition("-")[0] for subtask in SUBTASKS}
    fields: dict[tuple[str, str], CellValue] = {
        **{(group, "filled_by"): "Anna Malli" for group in groups},
        **{(group, "filled_on"): date(2022, 6, 6) for group in groups},
    }
    contents = FormContents(answers=every_answer(), fields=fields, saved=SAVED)
    return parts_of(draw_working_tool(office.form("02", "2022-05"), contents))


def told(office: Office, parts: Parts, folder: Path) -> list[Finding]:
    """Return everything that is told of a workbook."""
    path = folder / "return.xlsx"
    path.write_bytes(zipped(parts))
    cells = read_workbook(path, Limits())
    assert isinstance(cells, WorkbookCells), cells
    validator = Validator(office.foundations.vocabulary, ReportingMonth(2022, 5), "all")
    made = validator.read(cells, office.foundations.regions.by_code["02"], path.name)
    found = [*made.findings, *(each for group in made.groups for each in group.findings)]
    lost = {each.sheet for each in made.tallies if not each.closes}
    assert lost == {each.sheet for each in found if each.code == "FILE-006"}
    return found


def places(findings: list[Finding]) -> Counter[str]:
    """Return code and place of each finding."""
    return Counter(f"{each.code} {each.place}" for each in findings)


def _named(cases: tuple[Case, ...]) -> list[Any]:
    return [pytest.param(case, id=case.name) for case in cases]


def test_good_return__ok(office: Office, good: Parts, tmp_path: Path) -> None:
    """Of the return that the others are made from nothing is told."""
    assert told(office, good, tmp_path) == []


@pytest.mark.parametrize("case", _named(CASES))
def test_silent_conversion__error(office: Office, good: Parts, tmp_path: Path, case: Case) -> None:
    """A conversion is told by its own code at its own place, and nothing else is told."""
    parts = dict(good)
    case.change(parts)
    assert parts != good
    assert places(told(office, parts, tmp_path)) == Counter(case.told)


@pytest.mark.parametrize("case", _named(HARMLESS))
def test_harmless_form__ok(office: Office, good: Parts, tmp_path: Path, case: Case) -> None:
    """What is read rightly, however it is written, is no reason to trouble anybody."""
    parts = dict(good)
    case.change(parts)
    assert parts != good
    assert places(told(office, parts, tmp_path)) == Counter(case.told)


def test_enough_kinds__ok(record_property: Any) -> None:
    """As many kinds as were promised have a case."""
    codes = {told.partition(" ")[0] for case in CASES for told in case.told}
    record_property(FIGURE, f"{len(CASES)} kinds of silent conversion, {len(codes)} codes")
    assert len({case.name for case in CASES}) == len(CASES) >= ENOUGH_KINDS
