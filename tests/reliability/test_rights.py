"""What may not be read is told as that: neither as damaged, nor as empty, nor to its sender."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from offices import Office
from ordinary_rights import can_be_had, ordinary_rights
from small_office import every_answer, small_office
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.picture import RegionState
from tilannekuva.pipeline.collect import Collected

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(not can_be_had(), reason="rights are something else there"),
]

RIGHTS = 0o755
REFUSED = (Disposition.REJECTED, "no-access")
CLOSED = (Disposition.REJECTED, "folder-closed")


@pytest.fixture(name="office")
def _office() -> Iterator[Office]:
    """An office whose regions have returned, each in a folder of its own."""
    root = Path(mkdtemp(prefix="rights-"))
    office = small_office(root)
    for region in ("02", "17", "HUS"):
        office.send(f"{region}/{region}.xlsx", every_answer(), region=region)
    yield office
    for path in (office.inbox, *office.inbox.iterdir()):
        path.chmod(RIGHTS)
    shutil.rmtree(root)


def _collected(office: Office) -> Collected:
    with ordinary_rights():
        return office.collect()


def _told(done: Collected) -> dict[str, tuple[Disposition, str]]:
    return {each.path: (each.disposition, each.reason) for each in done.record.files}


def test_file_without_rights__error(office: Office) -> None:
    """It needs a person, and its region is neither told of nor written to as if it had erred."""
    (office.inbox / "02" / "02.xlsx").chmod(0)
    done = _collected(office)
    assert _told(done)["02/02.xlsx"] == REFUSED
    assert done.needs_a_person
    assert done.standings["02"].state is RegionState.MISSING
    assert done.standings["17"].reports
    letter = (done.output / "replies" / "02" / "reminder.txt").read_text(encoding="utf-8")
    assert "02.xlsx" not in letter


@pytest.mark.parametrize("rights", [0o000, 0o300], ids=oct)
def test_folder_that_may_not_be_listed__error(office: Office, rights: int) -> None:
    """A closed folder is one entry that is told, and the others are read."""
    (office.inbox / "02").chmod(rights)
    done = _collected(office)
    assert _told(done) == {
        "02/": CLOSED,
        "17/17.xlsx": (Disposition.ACCEPTED, "used"),
        "HUS/HUS.xlsx": (Disposition.ACCEPTED, "used"),
    }
    assert done.needs_a_person


def test_folder_that_may_not_be_entered__error(office: Office) -> None:
    """A folder whose names can be seen, and nothing else, has files that may not be read."""
    (office.inbox / "02").chmod(0o400)
    assert _told(_collected(office))["02/02.xlsx"] == REFUSED


def test_what_was_accepted_stays(office: Office) -> None:
    """A return accepted before its folder was closed stays in force, and counts again later."""
    office.collect()
    (office.inbox / "02").chmod(0)
    closed = _collected(office)
    assert {each.region for each in closed.record.returns} == {"02", "17", "HUS"}
    assert closed.standings["02"].reports
    (office.inbox / "02").chmod(RIGHTS)
    again = _collected(office)
    assert _told(again)["02/02.xlsx"] == (Disposition.ACCEPTED, "used")
    assert not again.needs_a_person


def test_inbox_that_may_not_be_listed__error(office: Office) -> None:
    """An inbox that may not be listed is no empty one: the run is refused."""
    office.collect()
    before = sorted(office.workspace.archive.rglob("*"))
    office.inbox.chmod(0o300)
    with pytest.raises(CannotRunError, match="cannot be listed"):
        _collected(office)
    assert sorted(office.workspace.archive.rglob("*")) == before
