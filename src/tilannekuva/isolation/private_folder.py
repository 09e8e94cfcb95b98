"""A folder for the private copies of one run, which does not outlive it for long.

Returns hold personal data. A run that is killed leaves its folder behind, and the next one takes
it away: each run holds a lock on a file in its folder, which the system lets go of however the run
ends, so that what belongs to a living run is told from what belongs to none.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX = "tilannekuva-run-"
_LOCK = ".in-use"
_INSIDE = "files"
_TRIES = 10


@contextmanager
def private_folder(base: Path | None = None) -> Iterator[Path]:
    """Give an empty folder that nobody else may look into, and take it away afterwards.

    What dead runs of the same account have left there is taken away first. That something cannot
    be taken away stops nobody.

    Args:
        base: where it is made; by default the system's folder for temporary files.

    Raises:
        OSError: it cannot be made.
    """
    around = base or Path(tempfile.gettempdir())
    _clear(around)
    folder, lock = _made(around)
    try:
        yield folder / _INSIDE
    finally:
        _remove(folder, lock)


def _made(around: Path) -> tuple[Path, FileLock]:
    """Return a new folder and its lock, which is held.

    Another run that clears away may take a folder for a dead run's whose lock is there and not
    held yet; then another one is made.
    """
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=around))
        lock = FileLock(folder / _LOCK)
        with suppress(Timeout, FileNotFoundError):
            lock.acquire(blocking=False)
            (folder / _INSIDE).mkdir(mode=0o700)
            if (folder / _LOCK).is_file():
                return folder, lock
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(around))


def _clear(around: Path) -> None:
    """Take away the folders of runs that are dead."""
    try:
        with os.scandir(around) as listed:
            left = [Path(entry.path) for entry in listed if _is_of_ours(entry)]
    except OSError:
        return
    for folder in left:
        with suppress(OSError):
            _take_away_if_dead(folder)


def _is_of_ours(entry: "os.DirEntry[str]") -> bool:
    if not entry.name.startswith(_PREFIX):
        return False
    try:
        status = entry.stat(follow_symlinks=False)
        mine = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
        return mine and entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _take_away_if_dead(folder: Path) -> None:
    # One without a lock is being made at this moment, or died then and holds nothing.
    if not (folder / _LOCK).is_file():
        return
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return
    _remove(folder, lock)


def _remove(folder: Path, lock: FileLock) -> None:
    """Remove a folder whose lock is held; the lock goes last, so that a rest is found again."""
    for entry in folder.iterdir():
        if entry.name != _LOCK:
            shutil.rmtree(entry, ignore_errors=True)
    lock.release()
    with suppress(OSError):
        if all(entry.name == _LOCK for entry in folder.iterdir()):
            (folder / _LOCK).unlink(missing_ok=True)
            folder.rmdir()
