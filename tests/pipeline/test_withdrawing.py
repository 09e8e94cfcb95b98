"""A withdrawn return does not count any more, and does not come back by itself."""

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from told_files import outcomes

from offices import AFTER_DEADLINE, Office
from small_office import SAVED, every_answer, small_office
from tilannekuva.archive.months import archived_record
from tilannekuva.domain.answers import COVER
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, RegionState
from tilannekuva.pipeline.closing import close_month, reopen_month
from tilannekuva.pipeline.status import month_status
from tilannekuva.pipeline.withdraw import Withdrawn, withdraw
from tilannekuva.publish.data.run_report import RunReport

MAY = ReportingMonth(2022, 5)
GROUPS = ("HT", "JO", "PJ", "YP", "ICT")
DAY = timedelta(days=1)
SET_ASIDE = (Disposition.SUPERSEDED, "withdrawn")
OLDER = (Disposition.SUPERSEDED, "before-withdrawn")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office of three regions, of which two have returned; one of them twice."""
    office = small_office(tmp_path)
    office.send("older.xlsx", every_answer("ei aloitettu"), saved=SAVED - DAY)
    office.send("02.xlsx", every_answer(), saved=SAVED)
    office.send("17.xlsx", every_answer(), region="17", saved=SAVED)
    office.collect()
    return office


def take_back(office: Office, region: str, group: str | None = None) -> Withdrawn:
    """Withdraw a return of May."""
    return withdraw(
        office.workspace,
        office.foundations,
        region,
        group,
        month=MAY,
        reason="Väärä tiedosto.",
        today=AFTER_DEADLINE,
    )


def record(office: Office) -> MonthRecord:
    """Return what the archive has of May."""
    found = archived_record(office.workspace, MAY)
    assert found is not None
    return found


def groups_of(office: Office, region: str) -> set[str]:
    """Return the groups of a region that have a return in force."""
    return {each.group for each in record(office).returns if each.region == region}


def test_region_stands_as_if_it_had_not_returned__ok(office: Office) -> None:
    """All its groups are taken back, and nobody else's."""
    done = take_back(office, "2")
    assert {each.group for each in done.taken_back} == {*GROUPS}
    assert done.standings["02"].state is RegionState.MISSING
    assert groups_of(office, "02") == set()
    assert groups_of(office, "17") == {*GROUPS}


def test_one_group__ok(office: Office) -> None:
    """Only the group that is named is taken back; its region has returned in part."""
    done = take_back(office, "02", "ht")
    assert [each.group for each in done.taken_back] == ["HT"]
    assert done.standings["02"].state is RegionState.PARTIAL
    assert groups_of(office, "02") == {*GROUPS} - {"HT"}


def test_collecting_again_changes_nothing__ok(office: Office) -> None:
    """The files still lie in the inbox: neither the withdrawn one nor an older one counts."""
    for group in ("ICT", None):
        take_back(office, "02", group)
        before = record(office)
        collected = office.collect()
        assert not collected.publication.changed
        assert collected.record == before
    assert outcomes(record(office))["02.xlsx"] == SET_ASIDE
    assert outcomes(record(office))["older.xlsx"] == OLDER


def test_later_return_counts__ok(office: Office) -> None:
    """What is saved later counts, also if it says the same."""
    take_back(office, "02")
    office.send("uusi.xlsx", every_answer(), saved=SAVED + DAY)
    office.collect()
    assert groups_of(office, "02") == {*GROUPS}
    assert {each.source_file for each in record(office).returns if each.region == "02"} == {
        "uusi.xlsx"
    }
    assert outcomes(record(office))["02.xlsx"] == SET_ASIDE


def test_saved_in_between_counts_not__error(office: Office) -> None:
    """A return saved before the withdrawn one is what was taken back with it."""
    take_back(office, "02")
    office.send("valissa.xlsx", every_answer("valmis"), saved=SAVED - DAY / 2)
    office.collect()
    assert groups_of(office, "02") == set()
    assert outcomes(record(office))["valissa.xlsx"] == OLDER


def test_file_that_left_the_inbox__ok(office: Office) -> None:
    """A return whose file is gone can be withdrawn, and stays away when the file comes back."""
    path = office.inbox / "02.xlsx"
    content, times = path.read_bytes(), path.stat()
    path.unlink()
    office.collect()
    take_back(office, "02")
    office.collect()
    path.write_bytes(content)
    assert times.st_size == len(content)
    office.collect()
    assert groups_of(office, "02") == set()


def test_cover_has_a_word__ok(tmp_path: Path) -> None:
    """The cover is withdrawn by its word, and the groups stay."""
    office = small_office(tmp_path)
    office.send("02.xlsx", every_answer(), saved=SAVED, edit=_with_cover)
    office.collect()
    assert COVER in groups_of(office, "02")
    take_back(office, "02", "Cover")
    assert groups_of(office, "02") == {*GROUPS}
    before = record(office)
    assert office.gather("2022-05") == before


def _with_cover(workbook: openpyxl.Workbook) -> None:
    sheet = workbook.worksheets[0]
    validated = [
        str(each.sqref).split(":")[0]
        for each in sheet.data_validations.dataValidation
        if each.type == "list"
    ]
    cell = sheet[validated[0].split()[0]]
    sheet.cell(cell.row, cell.column + 1).value = "Palvelut toimivat."


def test_withdrawn_is_told_where_returns_are__ok(office: Office) -> None:
    """The status, run.json and the national workbook tell it with its reason."""
    take_back(office, "02", "HT")
    status = month_status(office.workspace, office.foundations, month=MAY, today=AFTER_DEADLINE)
    assert [(each.region, each.group, each.file) for each in status.withdrawals] == [
        ("02", "HT", "02.xlsx")
    ]
    output = office.workspace.month_output(MAY)
    report = RunReport.model_validate_json((output / "run.json").read_bytes())
    assert [(each.group, each.reason) for each in report.withdrawals] == [("HT", "Väärä tiedosto.")]
    book = openpyxl.load_workbook(output / "tilannekuva-2022-05.xlsx")
    texts = {str(cell.value) for row in book["Palautukset"].iter_rows() for cell in row}
    assert {"Perutut palautukset", "Väärä tiedosto.", "Palautus on peruttu."} <= texts


def test_nothing_in_force__error(office: Office) -> None:
    """What has not come cannot be taken back, nor the same twice; nothing is changed."""
    take_back(office, "02")
    before = record(office)
    for region, group in (("02", None), ("02", "HT"), ("HUS", None), ("17", "cover")):
        with pytest.raises(CannotRunError):
            take_back(office, region, group)
    for region, group in (("99", None), ("17", "XX")):
        with pytest.raises(CannotRunError):
            take_back(office, region, group)
    assert record(office) == before


def test_closed_month__error(office: Office) -> None:
    """Nothing of a closed month is taken back; of one that is opened again it is."""
    close_month(office.workspace, office.foundations, MAY, AFTER_DEADLINE)
    with pytest.raises(CannotRunError, match="closed"):
        take_back(office, "02")
    reopen_month(office.workspace, MAY)
    take_back(office, "02")
    close_month(office.workspace, office.foundations, MAY, AFTER_DEADLINE)
    collected = office.collect()
    assert collected.closed
    assert outcomes(collected.record)["02.xlsx"] == SET_ASIDE
    assert not collected.needs_a_person
