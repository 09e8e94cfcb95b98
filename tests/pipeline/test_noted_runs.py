"""A run that would repeat the last one of its month is recognised, whatever came between."""

from pathlib import Path

import pytest

from offices import AFTER_DEADLINE, Office
from small_office import every_answer, small_office
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.pipeline.collect import collect, listed_inbox
from tilannekuva.pipeline.noted_runs import NotedRun, keep_noted, noted_runs
from tilannekuva.pipeline.unchanged import repeated

APRIL, MAY = ReportingMonth(2022, 4), ReportingMonth(2022, 5)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with an inbox for each of two months."""
    office = small_office(tmp_path)
    for month in (APRIL, MAY):
        office.send(f"../{month}/02.xlsx", every_answer(), month=str(month))
    return office


def run(office: Office, month: ReportingMonth) -> bool:
    """Collect a month from its own inbox; tell whether that was known to repeat a run."""
    inbox = office.workspace.root / str(month)
    files = listed_inbox(office.workspace, inbox).files
    known = repeated(office.workspace, office.foundations, files, month, AFTER_DEADLINE)
    collect(office.workspace, office.foundations, inbox, month=month, today=AFTER_DEADLINE)
    return known is not None


def test_two_months_in_turn__ok(office: Office) -> None:
    """An earlier month does not depend on a later one, and a later one does on an earlier."""
    assert [run(office, month) for month in (APRIL, MAY, APRIL, MAY)] == [False, False, True, True]
    office.send(f"../{APRIL}/17.xlsx", every_answer(), month=str(APRIL), region="17")
    assert [run(office, month) for month in (APRIL, MAY)] == [False, False]
    assert [run(office, month) for month in (APRIL, MAY)] == [True, True]


def test_a_run_that_cannot_be_noted__ok(office: Office) -> None:
    """It is done all the same; the next one does its work again and comes to the same."""
    office.workspace.last_run_file.mkdir(parents=True)
    assert [run(office, MAY), run(office, MAY)] == [False, False]
    assert list(office.workspace.last_run_file.iterdir()) == []


def test_no_path_is_noted__ok(office: Office) -> None:
    run(office, MAY)
    assert str(office.workspace.root) not in office.workspace.last_run_file.read_text("utf-8")


@pytest.mark.parametrize("old", [b"true", b"false", b"2022-05", b"command", b"\n"])
def test_a_damaged_note__ok(old: bytes, office: Office) -> None:
    """It is taken for none."""
    run(office, MAY)
    noted = office.workspace.last_run_file
    content = noted.read_bytes()
    noted.write_bytes(content.replace(old, b" ", 1))
    assert (noted_runs(office.workspace) == ()) is (old in content)


def test_the_oldest_notes_go__ok(office: Office) -> None:
    for n in range(40):
        keep_noted(
            office.workspace,
            NotedRun(MAY.shifted(n), "command", True, False, "a", "b", "c"),  # noqa: FBT003
        )
    noted = noted_runs(office.workspace)
    assert (len(noted), noted[0].month) == (24, MAY.shifted(39))
