"""Take a private copy of a returned file, so that nobody changes it while it is read."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tilannekuva.inbox.contract import MEGABYTE, Limits, ReadFailure, RefusedError
from tilannekuva.inbox.listing import FoundFile

_CHUNK = MEGABYTE
_OFFLINE = 0x1000
_RECALL_ON_OPEN = 0x40000
_RECALL_ON_DATA_ACCESS = 0x400000
_NOT_HERE = _OFFLINE | _RECALL_ON_OPEN | _RECALL_ON_DATA_ACCESS
_ZIP = b"PK"
_END_OF_DIRECTORY = b"PK\x05\x06"
_TAIL = 22 + 65_535
_NUL_TAIL = 4096
_HELD_BY_OTHERS = frozenset({32, 33})


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

    A file whose size or time changes meanwhile, or that has the marks of one still being written
    (a zip without its end, which a cut one looks like too; nothing but zeros at the end), is for
    the next run. The original is only read.

    Raises:
        OSError: the copy cannot be written.
    """
    try:
        before = _status(found.path)
        _check(before, limits)
        return _copy(found.path, before, into)
    except RefusedError as refused:
        return refused.failure


def is_elsewhere(attributes: int) -> bool:
    """Tell from a file's attributes, as Windows has them, whether its bytes are in the cloud."""
    return bool(attributes & _NOT_HERE)


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise _unreachable(error) from error


def _check(before: os.stat_result, limits: Limits) -> None:
    if is_elsewhere(getattr(before, "st_file_attributes", 0)):
        raise RefusedError("not-downloaded")
    if before.st_size == 0:
        raise RefusedError("empty-file")
    if before.st_size > limits.file_megabytes * MEGABYTE:
        raise RefusedError("too-large", limit=f"{limits.file_megabytes} MB")


def _copy(path: Path, before: os.stat_result, into: Path) -> PrivateCopy:
    handle, name = tempfile.mkstemp(suffix=path.suffix, dir=into)
    target = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            size, sha256 = _transfer(path, stream, before.st_size)
        _check_after(before, _status(path), size)
        _check_end(target, size)
    except BaseException:
        target.unlink()
        raise
    return PrivateCopy(target, size, sha256)


def _transfer(path: Path, target: IO[bytes], expected: int) -> tuple[int, str]:
    digest = hashlib.sha256()
    size = 0
    for piece in _pieces(path):
        digest.update(piece)
        target.write(piece)
        size += len(piece)
        if size > expected:
            raise RefusedError("changed-while-read")  # it grows, and might for ever
    return size, digest.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                yield piece
    except OSError as error:
        raise _unreachable(error) from error


def _unreachable(error: OSError) -> RefusedError:
    """Return what it means that a file cannot be read now.

    A file held by another program, one that has just gone and a share that does not answer may be
    there for the next run; missing rights stay until somebody mends them.
    """
    if isinstance(error, PermissionError):
        held = getattr(error, "winerror", None) in _HELD_BY_OTHERS
        return RefusedError("not-finished" if held else "unreadable")
    return RefusedError("changed-while-read")


def _check_after(before: os.stat_result, after: os.stat_result, copied: int) -> None:
    same_size = before.st_size == copied == after.st_size
    if not same_size or before.st_mtime_ns != after.st_mtime_ns:
        raise RefusedError("changed-while-read")


def _check_end(copy: Path, size: int) -> None:
    with copy.open("rb") as stream:
        head = stream.read(len(_ZIP))
        stream.seek(max(0, size - _TAIL))
        tail = stream.read()
    # Zeros are space reserved and not yet filled; a shorter file is then nothing but zeros.
    zeros = not tail[-_NUL_TAIL:].strip(b"\0")
    if zeros or (head == _ZIP and _END_OF_DIRECTORY not in tail):
        raise RefusedError("not-finished")
