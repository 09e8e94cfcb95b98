"""A closed month is never rewritten; what comes for it later is rejected and told."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from told_files import codes, kept, outcomes, statuses

from offices import AFTER_DEADLINE, Office
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import RegionState
from tilannekuva.domain.workbook import CellValue
from tilannekuva.picture.region_standings import region_standings
from tilannekuva.pipeline.brief import brief
from tilannekuva.pipeline.check import check_files
from tilannekuva.pipeline.closing import ClosedMonth, close_month, reopen_month
from tilannekuva.pipeline.publishing import held, published
from tilannekuva.pipeline.status import month_status

MAY = ReportingMonth(2022, 5)
LATE = datetime(2022, 6, 15, tzinfo=UTC)
CLOSED = (Disposition.REJECTED, "month-closed")
USED = (Disposition.ACCEPTED, "used")

HT: dict[tuple[str, str], CellValue] = {("HT-1.1.1", "status"): "valmis"}
CORRECTED: dict[tuple[str, str], CellValue] = {("HT-1.1.1", "status"): "käynnissä"}


def close(office: Office, month: ReportingMonth = MAY) -> ClosedMonth:
    """Close a month after its deadline."""
    return close_month(office.workspace, office.foundations, month, AFTER_DEADLINE)


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file below a folder with its bytes and time, but for the lock."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def test_closing_tells_what_was_open(office: Office) -> None:
    """A month is closed as it is; who had not returned in full is told."""
    office.send("02.xlsx", HT)
    (office.inbox / "rikki.xlsx").write_bytes(b"no workbook")
    kept(office)
    closed = close(office)
    assert closed.changed
    assert {each.state for each in closed.waiting} == {RegionState.PARTIAL, RegionState.MISSING}
    assert [each.path for each in closed.rejected] == ["rikki.xlsx"]


def test_closing_and_reopening_again_change_nothing(office: Office) -> None:
    """What is closed or open already stays so, and that is told."""
    office.send("02.xlsx", HT)
    kept(office)
    assert not reopen_month(office.workspace, MAY).changed
    assert close(office).changed
    before = everything(office.workspace.root)
    assert not close(office).changed
    assert everything(office.workspace.root) == before
    assert reopen_month(office.workspace, MAY).changed
    assert not reopen_month(office.workspace, MAY).changed


def test_a_month_that_was_not_collected__error(office: Office) -> None:
    """There is nothing to close or open, and nothing is written."""
    with pytest.raises(CannotRunError):
        close(office)
    with pytest.raises(CannotRunError):
        reopen_month(office.workspace, MAY)
    assert not office.workspace.archive.exists()


@pytest.mark.parametrize("named", ["2022-05", None])
def test_collecting_a_closed_month(office: Office, named: str | None) -> None:
    """Nothing is written; what has come since is rejected, and what was there stands."""
    office.send("02.xlsx", HT)
    office.send("05.xlsx", HT, region="05")
    kept(office)
    close(office)
    before = everything(office.workspace.root)
    quiet = office.collect(named)
    assert quiet.closed
    assert not quiet.needs_a_person
    assert quiet.waiting == ()
    assert outcomes(quiet.record) == {"02.xlsx": USED, "05.xlsx": USED}
    (office.inbox / "05.xlsx").rename(office.inbox / "renamed.xlsx")
    office.send("02 korjattu.xlsx", CORRECTED, saved=LATE)
    office.send("06.xlsx", HT, region="06", saved=LATE)
    collected = office.collect(named)
    assert outcomes(collected.record) == {
        "02.xlsx": USED,
        "renamed.xlsx": USED,
        "02 korjattu.xlsx": CLOSED,
        "06.xlsx": CLOSED,
    }
    assert codes(collected.record, "IDENTITY") == {
        ("IDENTITY-010", "02 korjattu.xlsx"),
        ("IDENTITY-010", "06.xlsx"),
    }
    assert collected.needs_a_person
    assert statuses(collected.record) == {"HT-1.1.1": "done"}
    after = everything(office.workspace.root)
    written = {name for name in after if after[name] != before.get(name)}
    assert written == {"inbox/02 korjattu.xlsx", "inbox/06.xlsx", "inbox/renamed.xlsx"}


def test_a_file_rejected_before_closing_alarms_no_more(office: Office) -> None:
    """What a month was closed with is settled; what is rejected since is not."""
    office.send("02.xlsx", HT)
    (office.inbox / "rikki.xlsx").write_bytes(b"no workbook")
    kept(office)
    close(office)
    assert not office.collect().needs_a_person
    (office.inbox / "toinen.xlsx").write_bytes(b"no workbook either")
    assert office.collect().needs_a_person


def test_a_closed_month_under_the_next(office: Office) -> None:
    """Collecting the next month, late returns of a closed one are rejected and told."""
    office.send("02.xlsx", HT)
    kept(office)
    close(office)
    office.send("05.xlsx", HT, region="05", saved=LATE)
    office.send("kesäkuu.xlsx", HT, month="2022-06")
    record = office.gather()
    assert str(record.month) == "2022-06"
    assert outcomes(record) == {
        "02.xlsx": (Disposition.IGNORED, "archived-month"),
        "05.xlsx": CLOSED,
        "kesäkuu.xlsx": USED,
    }
    assert codes(record, "IDENTITY") == {("IDENTITY-010", "05.xlsx")}
    roadmap, regions = office.foundations.roadmap, office.foundations.regions
    standings = region_standings(record, roadmap, regions, after_deadline=False)
    assert standings["05"].state is RegionState.AWAITED


def test_a_reopened_month_takes_what_came_since(office: Office) -> None:
    """After it is opened again a month is collected like any other."""
    office.send("02.xlsx", HT)
    kept(office)
    close(office)
    office.send("02 korjattu.xlsx", CORRECTED, saved=LATE)
    reopen_month(office.workspace, MAY)
    assert statuses(kept(office)) == {"HT-1.1.1": "in_progress"}


def test_nothing_publishes_a_closed_month__error(office: Office) -> None:
    """Whoever tries to publish a closed month is refused."""
    office.send("02.xlsx", HT)
    record = kept(office)
    close(office)
    before = everything(office.workspace.root)
    with held(office.workspace) as hold, pytest.raises(CannotRunError):
        published(hold, record, {"x": b"y"}, {})
    assert everything(office.workspace.root) == before


def test_copies_of_a_closed_month_are_put_back(office: Office) -> None:
    """What somebody changed or deleted among its copies is there again after the next run."""
    office.send("02.xlsx", HT)
    office.collect()
    close(office)
    folder = office.workspace.month_output(MAY)
    before = {name: content for name, (content, _) in everything(folder).items()}
    (folder / "run.json").unlink()
    (folder / "briefings" / "02-fi.html").write_bytes(b"changed")
    assert set(office.collect().publication.changed) == {"run.json", "briefings/02-fi.html"}
    assert {name: content for name, (content, _) in everything(folder).items()} == before
    assert office.collect().publication.changed == ()


def test_packs_of_a_closed_month_stay(office: Office) -> None:
    """Writing packs again leaves those of a closed month as they are, and says so."""
    office.send("02.xlsx", HT)
    kept(office)
    close(office)
    before = everything(office.workspace.root)
    briefed = brief(
        office.workspace, office.foundations, regions=["02"], month=None, today=AFTER_DEADLINE
    )
    assert briefed.closed
    assert briefed.packs == ("briefings/02-fi.html",)
    assert briefed.publication.changed == ()
    assert everything(office.workspace.root) == before


def test_checking_a_file_of_a_closed_month(office: Office) -> None:
    """A file that came too late is told to be; one the month was closed with is checked."""
    taken = office.send("02.xlsx", HT)
    kept(office)
    close(office)
    late = office.send("05.xlsx", HT, region="05", saved=LATE)
    checked = check_files([taken, late], office.workspace, office.foundations)
    reasons = [None if each.refused is None else each.refused.reason for each in checked]
    assert reasons == [None, "month-closed"]


def test_status_tells_that_a_month_is_closed(office: Office) -> None:
    """Status says whether a month is open."""
    office.send("02.xlsx", HT)
    kept(office)
    for closed in (False, True):
        status = month_status(
            office.workspace, office.foundations, month=MAY, today=date(2022, 6, 1)
        )
        assert status.closed is closed
        close(office)


def test_a_run_before_closing_is_not_repeated(office: Office) -> None:
    """Closing and opening a month are noticed by the run that would repeat the last one."""
    office.send("02.xlsx", HT)
    first = office.collect()
    close(office)
    assert office.collect().closed
    reopen_month(office.workspace, MAY)
    again = office.collect()
    assert (again.closed, again.publication.changed) == (False, ())
    assert again.record == first.record


def test_a_damaged_mark__error(office: Office) -> None:
    """A mark that cannot be read does not open the month; opening it by command mends it."""
    office.send("02.xlsx", HT)
    kept(office)
    close(office)
    (office.workspace.month_archive(MAY) / "closed.json").write_bytes(b"")
    with pytest.raises(CannotRunError):
        office.collect()
    assert reopen_month(office.workspace, MAY).changed
    assert not office.collect().closed
