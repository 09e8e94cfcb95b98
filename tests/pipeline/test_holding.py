"""A workspace is held by one run, and a month that moved under a run is not written over."""

from dataclasses import replace

import pytest
from told_files import kept

from offices import Office
from tilannekuva.archive.generations import current_generation
from tilannekuva.domain.messages import WorkspaceHeldError
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.pipeline.publishing import held, published

HT = {("HT-1.1.1", "status"): "käynnissä"}
MAY = ReportingMonth(2022, 5)


def test_a_month_that_another_run_has_published_meanwhile__error(office: Office) -> None:
    """Even where no lease kept it out, what the other run wrote stands."""
    office.send("02.xlsx", HT)
    record = kept(office)
    before = current_generation(office.workspace, MAY)
    with pytest.raises(WorkspaceHeldError):
        publish_unaware(office, record)
    assert current_generation(office.workspace, MAY) == before
    assert not office.workspace.lock_file.exists()


def test_a_run_whose_hold_was_taken_over_publishes_nothing__error(office: Office) -> None:
    """It finds out right before the switch, and leaves the lease of the other alone."""
    office.send("02.xlsx", HT)
    record = kept(office)
    before = current_generation(office.workspace, MAY)
    with pytest.raises(WorkspaceHeldError):
        publish_overtaken(office, record)
    assert current_generation(office.workspace, MAY) == before


def publish_unaware(office: Office, record: MonthRecord) -> None:
    """Publish as a run that began before the month had a generation."""
    with held(office.workspace) as hold:
        published(replace(hold, generations={MAY: None}), record, {"x": b"y"}, {})


def publish_overtaken(office: Office, record: MonthRecord) -> None:
    """Publish as a run that another one took for dead."""
    with held(office.workspace) as hold:
        office.workspace.lock_file.unlink()
        with held(office.workspace):
            published(hold, record, {"x": b"y"}, {})


def test_a_refused_run_leaves_no_empty_archive(office: Office) -> None:
    """A workspace in which nothing was published is as it was."""
    with held(office.workspace):
        assert office.workspace.archive.is_dir()
    assert not office.workspace.archive.exists()
