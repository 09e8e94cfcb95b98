"""Private copies do not outlive their run for long, however it ends."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock, Timeout

from tilannekuva.isolation.private_folder import private_folder

_RUN = """
import sys, time
from pathlib import Path
from tilannekuva.isolation.private_folder import private_folder
with private_folder(Path(sys.argv[1])) as folder:
    (folder / "17.xlsx").write_bytes(b"somebody's return")
    print("ready", flush=True)
    time.sleep(600)
"""


def started(base: Path) -> "subprocess.Popen[bytes]":
    """Start a run that holds a folder."""
    run = subprocess.Popen([sys.executable, "-c", _RUN, str(base)], stdout=subprocess.PIPE)
    assert run.stdout is not None
    assert run.stdout.readline().strip() == b"ready"
    return run


def ended(run: "subprocess.Popen[bytes]") -> None:
    """Kill a run."""
    run.kill()
    run.communicate()


def test_private_folder__ok(tmp_path: Path) -> None:
    """It is there for its run, open to nobody else, and gone with it."""
    with private_folder(tmp_path) as folder:
        (folder / "deeper").mkdir()
        (folder / "deeper" / "copy").write_bytes(b"a")
        assert list(folder.iterdir())
        if os.name != "nt":
            [outer] = tmp_path.iterdir()
            assert stat.S_IMODE(outer.stat().st_mode) == 0o700
    assert list(tmp_path.iterdir()) == []


def test_folder_of_a_run_that_fails__ok(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), private_folder(tmp_path):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_folder_of_a_killed_run__ok(tmp_path: Path) -> None:
    """What a killed run leaves is taken away by the next; a living run's stays."""
    living, dead = started(tmp_path), started(tmp_path)
    try:
        ended(dead)
        assert len(list(tmp_path.rglob("17.xlsx"))) == 2
        with private_folder(tmp_path):
            assert len(list(tmp_path.rglob("17.xlsx"))) == 1
    finally:
        ended(living)
    with private_folder(tmp_path):
        assert list(tmp_path.rglob("17.xlsx")) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", ["held", "gone"])
def test_folder_taken_for_a_dead_runs__ok(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run that clears away between the making of a folder and its lock hinders nobody."""
    acquire = FileLock.acquire
    taken: list[Path] = []

    def overtaken(lock: FileLock, **settings: Any) -> object:
        is_first = not taken
        taken.append(Path(lock.lock_file).parent)
        if is_first and how == "held":
            raise Timeout(lock.lock_file)
        done = acquire(lock, **settings)
        if is_first:
            shutil.rmtree(taken[0])
        return done

    monkeypatch.setattr(FileLock, "acquire", overtaken)
    with private_folder(tmp_path) as folder:
        assert folder.is_dir()
        assert [folder.parent] == taken[1:]
    assert list(tmp_path.iterdir()) == []


def test_folder_that_can_never_be_made__error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A drive on which no lock can be had is told by its name."""

    def refused(lock: FileLock, **_: object) -> object:
        raise Timeout(lock.lock_file)

    monkeypatch.setattr(FileLock, "acquire", refused)
    with pytest.raises(OSError, match=re.escape(str(tmp_path))), private_folder(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_other_peoples_folders__ok(tmp_path: Path) -> None:
    """Nothing is taken away that only looks like a folder of ours."""
    other = tmp_path / "tilannekuva-run-notes"
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    target = tmp_path / "elsewhere"
    target.mkdir()
    (target / ".in-use").touch()
    (tmp_path / "tilannekuva-run-link").symlink_to(target)
    (tmp_path / "tilannekuva-run-file").write_text("a")
    with private_folder(tmp_path):
        pass
    assert (other / "mine.txt").is_file()
    assert (target / ".in-use").is_file()
    assert (tmp_path / "tilannekuva-run-file").is_file()
