"""What is forgotten is nowhere in the archive and the outputs any more, and does not come back."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from named_returns import NAME, OTHER, send_named, two_named_months, where
from offices import Office
from small_office import every_answer, opened_office
from tilannekuva.archive.closing import closed_generation
from tilannekuva.archive.erasures import forgotten_returns, generations_there
from tilannekuva.archive.generations import current_generation
from tilannekuva.archive.months import archived_record
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.erasure import ERASED, Request
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.pipeline.forget import Forgotten, forget
from tilannekuva.pipeline.verify import verify

APRIL, MAY = ReportingMonth(2022, 4), ReportingMonth(2022, 5)
TODAY = date(2022, 6, 20)
OF_NAME = Request("text", NAME)


@pytest.fixture(scope="session")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of two months: in April, which is closed, and in May the same person told all."""
    return two_named_months(tmp_path_factory.mktemp("two-months")).workspace.root


@pytest.fixture
def office(two_months: Path, tmp_path: Path) -> Office:
    """A copy of it, to try things in."""
    shutil.copytree(two_months, tmp_path, dirs_exist_ok=True)
    return opened_office(tmp_path)


def asked(office: Office, request: Request = OF_NAME, *, yes: bool = True) -> Forgotten:
    """Ask for something to be forgotten."""
    return forget(office.workspace, office.foundations, request, today=TODAY, yes=yes)


def record(office: Office, month: ReportingMonth) -> MonthRecord:
    """Return what the archive has of a month."""
    found = archived_record(office.workspace, month)
    assert found is not None
    return found


def figures(office: Office, month: ReportingMonth) -> list[tuple[object, ...]]:
    """Return what a month counts: everything but texts."""
    return [
        (each.region, each.subtask, each.status, each.estimated_completion, each.risk, each.support)
        for each in record(office, month).answers
    ]


def findings(of: MonthRecord) -> set[str]:
    """Return what is told of a month, but for what compares texts with those of last month."""
    return {repr(each) for each in of.findings if each.rule.gate != "TREND"}


def outside_inbox(office: Office, text: str) -> list[str]:
    """Return the files of the workspace that hold a text, but for the inbox."""
    return [each for each in where(office.workspace.root, text) if not each.startswith("inbox/")]


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file below a folder with its bytes and time."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def test_name_is_nowhere__ok(office: Office) -> None:
    """A name that stood in every field is in no file of the archive and the outputs any more."""
    before = {month: figures(office, month) for month in (APRIL, MAY)}
    assert len(outside_inbox(office, NAME)) > 10
    done = asked(office)
    assert outside_inbox(office, NAME) == []
    assert outside_inbox(office, OTHER) != []
    assert {month: figures(office, month) for month in (APRIL, MAY)} == before
    assert done.remaining.inbox == ("inbox/huhti-02-b.xlsx", "inbox/touko-02.xlsx")
    assert done.needs_a_person
    assert not done.not_removed


def test_collecting_again_does_not_bring_it_back__ok(office: Office) -> None:
    """The file still lies in the inbox: it is not read again, and what is kept stays in force."""
    asked(office)
    before = record(office, MAY)
    collected = office.collect("2022-05")
    assert outside_inbox(office, NAME) == []
    assert record(office, MAY).returns == before.returns
    assert findings(record(office, MAY)) == findings(before)
    (outcome,) = [each for each in collected.record.files if each.path == "touko-02.xlsx"]
    assert (outcome.disposition, outcome.reason) == (Disposition.SUPERSEDED, "forgotten")
    assert outcome.region == "02"
    office.collect("2022-04")
    assert outside_inbox(office, NAME) == []


def test_closed_month_stays_closed__ok(office: Office) -> None:
    """April is closed with the generation that was made anew, and no other one is left."""
    old = closed_generation(office.workspace, APRIL)
    asked(office)
    new = closed_generation(office.workspace, APRIL)
    assert new is not None
    assert new != old
    assert new == current_generation(office.workspace, APRIL)
    assert generations_there(office.workspace, APRIL) == {new}
    collected = office.collect("2022-04")
    assert collected.closed
    assert not collected.publication.changed


def test_what_is_remembered_does_not_tell_it__ok(office: Office) -> None:
    """It is remembered which file it came in, and of what it was a part; never the text."""
    asked(office)
    (april, may) = sorted(forgotten_returns(office.workspace).values(), key=lambda each: each.month)
    assert (april.month, april.region, april.request) == ("2022-04", "02", "text")
    assert (may.month, may.region, may.request) == ("2022-05", "02", "text")
    assert {"HT responsible", "HT description", "HT filled_by", "HT strengths"} <= {*may.fields}
    kept = {path.name for path in office.workspace.stored_returns.iterdir()}
    assert not kept & forgotten_returns(office.workspace).keys()
    told = json.loads(office.workspace.forgotten_file.read_bytes())
    assert "Aino" not in json.dumps(told)


def test_only_looking_changes_nothing__ok(office: Office) -> None:
    """Without a yes it is only told what would be erased."""
    before = everything(office.workspace.root)
    done = asked(office, yes=False)
    assert not done.done
    assert done.needs_a_person
    assert [each.month for each in done.found.months] == [APRIL, MAY]
    assert len(done.found.returns) == 2
    assert everything(office.workspace.root) == before


def test_forgetting_again_finds_nothing__ok(office: Office) -> None:
    """What is forgotten is not found again, and nothing is written for it."""
    asked(office)
    for path in office.inbox.iterdir():
        path.unlink()
    before = everything(office.workspace.root)
    done = asked(office)
    assert done.found.nothing
    assert not done.needs_a_person
    assert everything(office.workspace.root) == before


def test_verify_is_content__ok(office: Office) -> None:
    """What was erased is no fault: the archive, the outputs and what is remembered agree."""
    asked(office)
    assert not verify(office.workspace).faults


def test_name_in_the_properties_of_a_file__ok(office: Office) -> None:
    """A name that only Excel noted in the file costs the kept file, and nothing else."""
    path = send_named(office, "touko-hus.xlsx", OTHER, region="HUS", author=NAME)
    office.collect("2022-05")
    before = record(office, MAY).returns
    sha256 = next(each.sha256 for each in before if each.region == "HUS")
    assert (office.workspace.stored_returns / sha256).is_file()
    path.unlink()
    asked(office)
    assert not (office.workspace.stored_returns / sha256).exists()
    kept = [each for each in record(office, MAY).returns if each.region == "HUS"]
    assert kept == [each for each in before if each.region == "HUS"]


def test_reply_is_made_anew__ok(office: Office) -> None:
    """The region's own workbook in a reply goes, also where nothing that is marked in it does."""
    answers = {**every_answer(), ("HT-1.1.1", "status"): "ehkä"}
    answers["JO-1.1.1", "responsible"] = NAME
    office.send("hus.xlsx", answers, region="HUS")
    office.collect("2022-05")
    reply = "output/2022-05/replies/HUS/tilannekuva-2022-05-HUS"
    assert f"{reply}.xlsx" in outside_inbox(office, NAME)
    asked(office, Request("text", NAME, month=MAY))
    assert [each for each in outside_inbox(office, NAME) if "2022-05" in each] == []
    assert (office.workspace.root / f"{reply}.txt").is_file()


def test_region_is_forgotten_whole__ok(office: Office) -> None:
    """Every name and free text of a region goes, of all months, and nothing of the others."""
    before = figures(office, MAY)
    asked(office, Request("region", region="02"))
    assert outside_inbox(office, NAME) == []
    assert figures(office, MAY) == before
    texts = {each.responsible for each in record(office, MAY).answers if each.region == "02"}
    assert texts == {ERASED}
    assert {each.responsible for each in record(office, MAY).answers if each.region == "17"} == {
        OTHER
    }


def test_one_group_of_one_month__ok(office: Office) -> None:
    """Only the texts of the group and month that are named go."""
    asked(office, Request("region", region="02", group="HT", month=MAY))
    told = {(each.group, each.responsible) for each in record(office, MAY).answers}
    assert ("HT", NAME) not in told
    assert ("JO", NAME) in told
    assert ("HT", NAME) in {
        (each.group, each.responsible) for each in record(office, APRIL).answers
    }


def test_expired_months__ok(office: Office) -> None:
    """What is older than it is kept goes; what is not stays."""
    asked(office, Request("expired", before=MAY))
    april = {each.responsible for each in record(office, APRIL).answers}
    assert april == {ERASED}
    assert NAME in {each.responsible for each in record(office, MAY).answers}
    held = [each for each in outside_inbox(office, NAME) if "2022-04" in each]
    assert held == []
