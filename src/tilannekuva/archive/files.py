"""Write and take away files: each is there whole and durable, or not at all.

Every change of the archive and of the copies people open is made here.
"""

import errno
import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 0.95)
"""The seconds between the attempts on a file that another program holds open."""
_PIECE = 1024 * 1024
_LEFT_BY_A_RUN = re.compile(r"\..+\.[0-9a-f]{8}\.tmp")
_BINARY = getattr(os, "O_BINARY", 0)
_NOT_OFFERED = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
_FOLDER_REFUSED = _NOT_OFFERED | {errno.EACCES, errno.EPERM, errno.EBADF, errno.EISDIR}


class Patience:
    """How long a run waits, all in all, for files that other programs hold open."""

    def __init__(self, in_all: float = 5.0) -> None:
        self._left = in_all

    def wait(self, seconds: float) -> bool:
        """Wait a moment, and tell whether there was any patience left to do so."""
        if seconds > self._left:
            return False
        self._left -= seconds
        time.sleep(seconds)
        return True


def sha256_of(content: bytes) -> str:
    """Return the sha256 of some content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: Path) -> str:
    """Return the sha256 of a file without holding it in memory.

    Raises:
        OSError: it cannot be read, or is no file: what waits for a writer is never opened.
    """
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def has_content(path: Path, content: bytes) -> bool:
    """Tell whether a file is there with some content; one that nobody may read has not."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def temporary_name(path: Path) -> Path:
    """Return a name beside a path that no other run takes, and that says whose it is."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")


def left_by_a_run(name: str) -> bool:
    """Tell whether a file or folder of this name is what a killed run left behind."""
    return _LEFT_BY_A_RUN.fullmatch(name) is not None


def write_whole(
    path: Path,
    data: bytes,
    patience: Patience | None = None,
    just_before: Callable[[], None] = lambda: None,
) -> None:
    """Write a file whole or not at all; wait a little for whoever holds it open.

    Args:
        path: the file.
        data: what is in it.
        patience: shared by all files of a run; by default that of one file.
        just_before: called before each attempt to put the file in its place.

    Raises:
        PermissionError: it is still held open after some seconds.
        OSError: it cannot be written; it names the file.
    """
    _put(path, [data], patience, just_before)


def copy_whole(source: Path, path: Path, sha256: str) -> None:
    """Copy a file whole or not at all, and only where it has the sha256 it is said to have.

    Raises:
        OSError: it has another, or cannot be written; it names the file.
    """
    _put(path, _pieces(source, sha256), None, lambda: None)


def write_new(path: Path, data: bytes) -> None:
    """Write a file into a folder that nobody else knows of, in a folder made if need be.

    Raises:
        OSError: it cannot be written; it names the file.
    """
    with told_of(path):
        make_folder(path.parent)
        _write(path, [data])


def make_folder(path: Path) -> None:
    """Make a folder, and those around it, so that they stay.

    Raises:
        OSError: it cannot be made; it names the folder.
    """
    if path.is_dir():
        return
    make_folder(path.parent)
    with told_of(path):
        path.mkdir(exist_ok=True)
        settle(path.parent)


def settle(folder: Path) -> None:
    """Make the names in a folder durable, where the system can.

    Raises:
        OSError: the drive is at fault; a system that does not offer it is none.
    """
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in _FOLDER_REFUSED:
            raise
    finally:
        os.close(number)


def move(source: Path, target: Path, patience: Patience | None = None) -> None:
    """Give a file or folder another name in its folder, and make that durable.

    Raises:
        OSError: it cannot be done, as where a folder of the name has something in it.
    """
    with told_of(target):
        _once_free(lambda: source.rename(target), patience or Patience())
        settle(target.parent)


def take_away(path: Path, patience: Patience | None = None) -> bool:
    """Remove a file if it is there; tell whether it is gone.

    One that another program holds open, or that cannot be removed, stays.
    """
    try:
        _once_free(lambda: path.unlink(missing_ok=True), patience or Patience())
    except OSError:
        return False
    return True


def take_away_folder(path: Path) -> None:
    """Remove a folder with all that is in it; what cannot be removed is left to a later run.

    It gets the name of something left behind first: half of it under its own name is never
    seen.
    """
    if left_by_a_run(path.name):
        shutil.rmtree(path, ignore_errors=True)
        return
    going = temporary_name(path)
    with suppress(OSError):
        path.rename(going)
        shutil.rmtree(going, ignore_errors=True)


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Have what goes wrong name the file that is meant, not one that is written meanwhile."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        del error.filename2
        raise


def _put(
    path: Path,
    pieces: "Iterator[bytes] | list[bytes]",
    patience: Patience | None,
    just_before: Callable[[], None],
) -> None:
    make_folder(path.parent)
    temporary = temporary_name(path)

    def replace() -> None:
        just_before()
        temporary.replace(path)

    with told_of(path):
        try:
            _write(temporary, pieces)
            _once_free(replace, patience or Patience())
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def _write(path: Path, pieces: "Iterator[bytes] | list[bytes]") -> None:
    """Write a new file, see that all of it is there, and make it durable."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        size = sum(_written(number, piece) for piece in pieces)
        if os.fstat(number).st_size != size:
            raise _lost()
        try:
            os.fsync(number)
        except OSError as error:
            if error.errno not in _NOT_OFFERED:
                raise
    finally:
        os.close(number)


def _written(number: int, data: bytes) -> int:
    rest = memoryview(data)
    while rest:
        done = os.write(number, rest[:_PIECE])
        if not done:
            raise _lost()
        rest = rest[done:]
    return len(data)


def _pieces(source: Path, sha256: str) -> Iterator[bytes]:
    digest = hashlib.sha256()
    with source.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            yield piece
    if digest.hexdigest() != sha256:
        raise _lost()


def _lost() -> OSError:
    """Return what is raised where a drive takes bytes and does not keep them."""
    return OSError(errno.EIO, os.strerror(errno.EIO))


def _once_free(act: Callable[[], object], patience: Patience) -> None:
    """Do something to a file; wait a little for whoever holds it open.

    Windows says "access denied" of a file that another program holds open or has locked, and
    drives of its kind say so elsewhere. Nothing else that can go wrong passes by waiting.
    """
    for pause in _PAUSES:
        try:
            act()
        except PermissionError as error:
            if error.errno != errno.EACCES or not patience.wait(pause):
                raise
        else:
            return
    act()
