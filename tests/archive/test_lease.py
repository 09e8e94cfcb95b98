"""The lease on a workspace: one holder, what others are told, and what is left behind."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tilannekuva.archive.lease import (
    Claim,
    HeldError,
    Holder,
    Lease,
    LeaseLostError,
    holder_of,
    process_runs,
)

SECONDS = 1.0
CLAIM = Claim("collect", "tester", "2022-06-20 03:15+03:00")


def lease(folder: Path) -> Lease:
    """Return a lease nobody has taken yet."""
    return Lease(folder / ".lock", folder / ".holder", CLAIM, SECONDS)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Lease]:
    """A lease that is held."""
    holder = lease(tmp_path)
    assert holder.take() is None
    yield holder
    holder.release()


def listed(folder: Path) -> list[str]:
    """Return the names of what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_lease_leaves_nothing_behind__ok(tmp_path: Path) -> None:
    """What it writes is gone when it is let go, and it can be taken again."""
    for _ in range(2):
        taken = lease(tmp_path / "archive")
        assert taken.take() is None
        assert listed(tmp_path / "archive") == [".holder", ".lock"]
        taken.make_sure()
        taken.release()
        assert listed(tmp_path / "archive") == []


def test_a_second_run_is_told_whose_it_is__error(tmp_path: Path, held: Lease) -> None:
    """Without any wait it learns at once who holds the workspace, and since when."""
    with pytest.raises(HeldError) as told:
        lease(tmp_path).take()
    holder = told.value.holder
    assert (holder.pid, holder.claim) == (os.getpid(), CLAIM)
    held.make_sure()


def test_the_notes_of_another_lease_are_not_believed(tmp_path: Path, held: Lease) -> None:
    """Notes that an earlier run left tell nothing of the one that holds now."""
    notes = tmp_path / ".holder"
    notes.write_text(notes.read_text(encoding="utf-8").replace('"token": "', '"token": "x'))
    with pytest.raises(HeldError) as told:
        lease(tmp_path).take()
    assert told.value.holder.pid == os.getpid()
    assert told.value.holder.claim == Claim()
    held.make_sure()


@pytest.mark.parametrize("notes", ["", "[]", '{"token": 1}', "\x00\x00"])
def test_notes_that_are_damaged_do_no_harm(tmp_path: Path, held: Lease, notes: str) -> None:
    """The second run is refused all the same."""
    (tmp_path / ".holder").write_text(notes, encoding="utf-8")
    with pytest.raises(HeldError):
        lease(tmp_path).take()
    held.make_sure()


def test_a_lease_that_was_taken_over_is_lost__error(tmp_path: Path, held: Lease) -> None:
    """Whoever was overtaken finds out before it publishes, and leaves the other's lease alone."""
    (tmp_path / ".lock").unlink()
    other = lease(tmp_path)
    other.take()
    with pytest.raises(LeaseLostError):
        held.make_sure()
    held.release()
    other.make_sure()
    assert listed(tmp_path) == [".holder", ".lock"]
    other.release()


def test_a_lease_that_was_deleted_by_hand_is_lost__error(tmp_path: Path, held: Lease) -> None:
    """Then nobody knows who else began to work meanwhile."""
    (tmp_path / ".lock").unlink()
    with pytest.raises(LeaseLostError):
        held.make_sure()


def test_a_drive_that_refuses_the_lease_is_worked_on_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run goes on, and knows that only the switch guards it."""
    opened = os.open

    def refusing(path: str, flags: int, *rest: int) -> int:
        if str(path).endswith(".lock") and flags & os.O_CREAT:
            raise OSError(95, "Operation not supported")
        return opened(path, flags, *rest)

    monkeypatch.setattr(os, "open", refusing)
    taken = lease(tmp_path)
    assert taken.take() is None
    assert not taken.offered
    taken.make_sure()
    taken.release()
    assert listed(tmp_path) == []


def test_a_folder_that_cannot_be_made__error(tmp_path: Path) -> None:
    """A file where the folder should be is a trouble of the drive, and no other run."""
    (tmp_path / "archive").write_bytes(b"")
    with pytest.raises(OSError, match="archive"):
        lease(tmp_path / "archive").take()


def test_what_a_dead_takeover_left_is_swept_away(tmp_path: Path) -> None:
    """A run that died while it took a lease over leaves a file that goes in time."""
    old, new = tmp_path / ".lock.break.1.a", tmp_path / ".lock.break.2.b"
    old.touch()
    new.touch()
    long_ago = new.stat().st_mtime - 60
    os.utime(old, (long_ago, long_ago))
    taken = lease(tmp_path)
    taken.take()
    taken.release()
    assert listed(tmp_path) == [new.name]


def test_who_holds_a_workspace_is_told_without_taking_it(tmp_path: Path, held: Lease) -> None:
    """Looking changes nothing, and a process of this machine is known to be alive."""
    told = holder_of(tmp_path / ".lock", tmp_path / ".holder")
    assert told is not None
    holder, alive = told
    assert (holder.pid, alive) == (os.getpid(), True)
    held.make_sure()
    assert holder_of(tmp_path / "other", tmp_path / ".holder") is None


def test_an_empty_lease_has_no_holder_who_is_alive(tmp_path: Path) -> None:
    """Its run was killed before it could say who it is."""
    (tmp_path / ".lock").touch()
    assert holder_of(tmp_path / ".lock", tmp_path / ".holder") == (Holder(), False)


def test_a_process_that_runs_is_told_from_one_that_does_not() -> None:
    """This one does; nobody has the highest number there is."""
    assert process_runs(os.getpid())
    assert os.name != "posix" or not process_runs(2**22 + 1)
