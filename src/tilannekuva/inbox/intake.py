"""Take a private copy of a returned file, so that nobody changes it while it is read."""

import errno
import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tilannekuva.inbox.contract import MEGABYTE, Limits, ReadFailure, RefusedError
from tilannekuva.inbox.listing import FoundFile, is_as_listed

_CHUNK = MEGABYTE
_OFFLINE = 0x1000
_RECALL_ON_OPEN = 0x40000
_RECALL_ON_DATA_ACCESS = 0x400000
_NOT_HERE = _OFFLINE | _RECALL_ON_OPEN | _RECALL_ON_DATA_ACCESS
_ZIP = b"PK"
_END_OF_DIRECTORY = b"PK\x05\x06"
_TAIL = 22 + 65_535
_NUL_TAIL = 4096
_NO_FILE = frozenset({errno.ELOOP, errno.ENXIO, errno.ENOTDIR})
_HELD_BY_OTHERS = frozenset({32, 33})
# A link or a pipe that takes the file's place meanwhile is neither followed nor waited for.
_HOW = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


@dataclass(frozen=True, slots=True)
class PrivateCopy:
    """The bytes of a file as they were when its copy was taken."""

    path: Path
    size: int
    """Bytes."""
    sha256: str
    """Of the bytes copied, in hexadecimal digits."""


def take_copy(found: FoundFile, into: Path, limits: Limits) -> PrivateCopy | ReadFailure:
    """Copy a file into a folder of our own, or tell why it is left for now or refused.

    A file that changes meanwhile or gives its place to another, or that has the marks of one
    still being written (a zip without its end, which a cut one looks like too; nothing but zeros
    at the end), is for the next run. The original is only read.

    Raises:
        OSError: the copy cannot be written.
    """
    try:
        before = _status(found.path)
        _check(found, before, limits)
        with _opened(found.path) as original:
            return _copy(found.path, before, original, into)
    except RefusedError as refused:
        return refused.failure


def is_elsewhere(attributes: int) -> bool:
    """Tell from a file's attributes, as Windows has them, whether its bytes are in the cloud."""
    return bool(attributes & _NOT_HERE)


def _status(path: Path) -> os.stat_result:
    try:
        return path.lstat()
    except OSError as error:
        raise _unreachable(error) from error


def _opened(path: Path) -> IO[bytes]:
    try:
        return os.fdopen(os.open(path, _HOW), "rb", buffering=0)
    except OSError as error:
        raise _unreachable(error) from error


def _check(found: FoundFile, before: os.stat_result, limits: Limits) -> None:
    if not stat.S_ISREG(before.st_mode):
        raise RefusedError("changed-while-read")  # it was a file when it was listed
    if is_elsewhere(getattr(before, "st_file_attributes", 0)):
        raise RefusedError("not-downloaded")
    if before.st_size == 0:
        raise RefusedError("empty-file")
    if before.st_size > limits.file_megabytes * MEGABYTE:
        raise RefusedError("too-large", limit=f"{limits.file_megabytes} MB")
    if not is_as_listed(found, before):
        raise RefusedError("changed-while-read")  # its size and time go with its bytes


def _copy(path: Path, before: os.stat_result, original: IO[bytes], into: Path) -> PrivateCopy:
    opened = _status_of(original)
    if not _is_same(before, opened):
        raise RefusedError("changed-while-read")
    handle, name = tempfile.mkstemp(dir=into)
    target = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            size, sha256 = _transfer(original, stream, opened.st_size)
        _check_unchanged(path, opened, _status_of(original), size)
        _check_end(target, size)
    except BaseException:
        target.unlink()
        raise
    return PrivateCopy(target, size, sha256)


def _check_unchanged(
    path: Path, opened: os.stat_result, after: os.stat_result, copied: int
) -> None:
    same = _is_same(opened, after) and (opened.st_ctime_ns, copied) == (
        after.st_ctime_ns,
        after.st_size,
    )
    if not same or not _is_same(opened, _status(path)):
        raise RefusedError("changed-while-read")


def _status_of(original: IO[bytes]) -> os.stat_result:
    try:
        return os.fstat(original.fileno())
    except OSError as error:
        raise _unreachable(error) from error


def _is_same(one: os.stat_result, other: os.stat_result) -> bool:
    """Tell whether two looks saw the same file in the same state."""
    if os.name != "nt" and not os.path.samestat(one, other):
        return False  # Windows tells other numbers of a path than of an open file
    regular = stat.S_ISREG(one.st_mode) and stat.S_ISREG(other.st_mode)
    return regular and (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _transfer(original: IO[bytes], target: IO[bytes], expected: int) -> tuple[int, str]:
    digest = hashlib.sha256()
    size = 0
    while piece := _piece(original):
        digest.update(piece)
        target.write(piece)
        size += len(piece)
        if size > expected:
            raise RefusedError("changed-while-read")  # it grows, and might for ever
    return size, digest.hexdigest()


def _piece(original: IO[bytes]) -> bytes:
    try:
        return original.read(_CHUNK)
    except OSError as error:
        raise _unreachable(error) from error


def _unreachable(error: OSError) -> RefusedError:
    """Return what it means that a file cannot be read now.

    A file held by another program, one that has just gone and a share that does not answer may be
    there for the next run, and so may one that a link or a socket has taken the place of; missing
    rights stay until somebody mends them.
    """
    if isinstance(error, PermissionError):
        held = getattr(error, "winerror", None) in _HELD_BY_OTHERS
        return RefusedError("not-finished" if held else "no-access")
    other_now = isinstance(error, FileNotFoundError) or error.errno in _NO_FILE
    return RefusedError("changed-while-read" if other_now else "unreachable")


def _check_end(copy: Path, size: int) -> None:
    with copy.open("rb") as stream:
        head = stream.read(len(_ZIP))
        stream.seek(max(0, size - _TAIL))
        tail = stream.read()
    # Zeros are space reserved and not yet filled; a shorter file is then nothing but zeros.
    zeros = not tail[-_NUL_TAIL:].strip(b"\0")
    if zeros or (head == _ZIP and _END_OF_DIRECTORY not in tail):
        raise RefusedError("not-finished")
