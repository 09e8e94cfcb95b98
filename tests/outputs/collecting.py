"""A plugin for the suites over the outputs: months collected once for all of them."""

import shutil
from pathlib import Path

import pytest
from collected_months import HostileMonth, TwoMonths
from hostile_returns import send_hostile_returns
from returns_in_no_language import send_april, send_may

from offices import Office
from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.settings import OutputSettings, Settings
from tilannekuva.picture.national import national_picture
from tilannekuva.pipeline.earlier_months import earlier_months
from tilannekuva.pipeline.foundations import lay_foundations

_IN_FINNISH = Settings(language="fi")
_EVERYTHING = Settings(language="fi", outputs=OutputSettings(public=True))


@pytest.fixture(scope="session")
def hostile_month(tmp_path_factory: pytest.TempPathFactory) -> HostileMonth:
    """The hostile returns, collected."""
    office = _office(tmp_path_factory.mktemp("hostile"))
    sent = send_hostile_returns(office)
    return HostileMonth(office, office.collect("2022-05"), sent)


@pytest.fixture(scope="session")
def two_told_months(tmp_path_factory: pytest.TempPathFactory) -> TwoMonths:
    """The returns in no language, collected month by month."""
    root = tmp_path_factory.mktemp("languages")
    before = _office(root, _IN_FINNISH)
    send_april(before)
    before.collect("2022-04")
    office = Office(before.workspace, lay_foundations(before.workspace, _EVERYTHING))
    shutil.rmtree(office.inbox)
    office.inbox.mkdir()
    send_may(office)
    collected = office.collect("2022-05")
    foundations, month = office.foundations, collected.record.month
    picture = national_picture(
        collected.record,
        foundations.roadmap,
        foundations.regions,
        after_deadline=True,
        earlier=earlier_months(office.workspace, foundations, month),
    )
    return TwoMonths(office, collected, picture)


def _office(root: Path, settings: Settings = _EVERYTHING) -> Office:
    """Return an office with an empty inbox; by default it publishes public pages too."""
    workspace = open_workspace(root, inbox=root / "inbox")
    workspace.inbox.mkdir()
    return Office(workspace, lay_foundations(workspace, settings))
