"""Read the directory of a zip whose author is not trusted, such that it can mean one thing only.

Two programs may take different files out of a zip whose directory lies: out of two directories,
two members of one name, members that lie over one another, sizes that are not true. What this
module lets through, every program reads alike.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tilannekuva.inbox.contract import MEGABYTE, Limits, RefusedError

if TYPE_CHECKING:
    from zipfile import ZipInfo

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What the libraries raise over damaged files."""

_DIRECTORY_BYTES_A_PART = 2048
_END_OF_DIRECTORY = b"PK\x05\x06"
_END_LENGTH = 22
_LOCATOR = b"PK\x06\x07"
_LOCATOR_LENGTH = 20
_ENCRYPTED = 0x1
_LOCAL_LENGTH = 30
_RATIO_FROM = 10 * MEGABYTE
_RECORD_LENGTH = 56


def members_of(data: bytes, limits: Limits) -> "dict[str, ZipInfo]":
    """Return the members of a zip by name, with ``/`` and without one at the start.

    Raises:
        RefusedError: it is damaged, encrypted, too large, or can be read in two ways.
    """
    _check_end(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
    except DAMAGE as error:
        raise RefusedError("unreadable") from error
    _check_sizes(listed, limits)
    _check_places(listed, len(data))
    members: dict[str, ZipInfo] = {}
    seen: set[str] = set()
    for member in listed:
        if member.flag_bits & _ENCRYPTED:
            raise RefusedError("password")
        name = member.orig_filename.replace("\\", "/")
        if ".." in name.split("/") or "\0" in name:
            raise RefusedError("unsafe", danger=f"zip: {name[:80]!r}")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise RefusedError("unsafe", danger=f"zip: {name[:80]} →")
        name = name.lstrip("/")
        if name.casefold() in seen:
            raise RefusedError("unsafe", danger=f"2 × {name[:80]}")
        seen.add(name.casefold())
        members[name] = member
    return members


def content(data: bytes, member: "ZipInfo", at_a_time: int = MEGABYTE) -> Iterator[bytes]:
    """Yield what a member holds, in pieces of at most so many bytes.

    The stream of its bytes has to end where the directory says, with the size and the checksum
    that it says: a reader that goes by the stream and one that goes by the size see the same.

    Raises:
        zipfile.BadZipFile: that is not so; raised behind the last piece at the latest.
        zlib.error: the bytes are damaged.
        NotImplementedError: they are packed as no Office program packs them.
    """
    start = member.header_offset
    head = data[start : start + _LOCAL_LENGTH]
    start += _LOCAL_LENGTH + int.from_bytes(head[26:28], "little")
    start += int.from_bytes(head[28:30], "little")
    packed = memoryview(data)[start : start + member.compress_size]
    if head[:4] != b"PK\x03\x04" or len(packed) < member.compress_size:
        raise zipfile.BadZipFile("no such member")
    if member.compress_type == zipfile.ZIP_STORED:
        pieces: Iterator[bytes] = _stored(packed, at_a_time)
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        pieces = _inflated(packed, at_a_time)
    else:
        raise NotImplementedError(f"packed by method {member.compress_type}")
    size = crc = 0
    for piece in pieces:
        size += len(piece)
        if size > member.file_size:
            raise zipfile.BadZipFile("larger than it says")
        crc = zlib.crc32(piece, crc)
        yield piece
    if size != member.file_size or crc != member.CRC:
        raise zipfile.BadZipFile("size or checksum")


def _stored(packed: memoryview, at_a_time: int) -> Iterator[bytes]:
    for start in range(0, len(packed), at_a_time):
        yield bytes(packed[start : start + at_a_time])


def _inflated(packed: memoryview, at_a_time: int) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    while not stream.eof:
        piece = stream.decompress(rest, at_a_time)
        rest = stream.unconsumed_tail
        if piece:
            yield piece
        elif not rest and not stream.eof:
            raise zipfile.BadZipFile("cut")
    if stream.unused_data:
        raise zipfile.BadZipFile("longer than it says")


def _check_end(data: bytes, limits: Limits) -> None:
    """Hold the directory to where it must stand, before it is listed.

    Raises:
        RefusedError: there is none, something stands before the zip, or listing it would take
            too much memory.
    """
    end = data.rfind(_END_OF_DIRECTORY)
    if end < 0 or len(data) < end + _END_LENGTH:
        raise RefusedError("unreadable")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    if data[max(0, end - _LOCATOR_LENGTH) : end].startswith(_LOCATOR):
        at = int.from_bytes(data[end - 12 : end - 4], "little")
        record = data[at : at + _RECORD_LENGTH]
        size, start = (int.from_bytes(record[each : each + 8], "little") for each in (40, 48))
        if len(record) < _RECORD_LENGTH or at > end:
            raise RefusedError("unreadable")
        end = at
    if size > limits.parts * _DIRECTORY_BYTES_A_PART:
        raise RefusedError("unsafe", danger=f"zip: {size // MEGABYTE} MB")
    if start + size != end:
        raise RefusedError("unreadable")


def _check_sizes(members: "list[ZipInfo]", limits: Limits) -> None:
    if len(members) > limits.parts:
        raise RefusedError("unsafe", danger=f"zip: {len(members)} > {limits.parts}")
    if sum(member.file_size for member in members) > limits.unpacked_megabytes * MEGABYTE:
        raise RefusedError("too-large", limit=f"{limits.unpacked_megabytes} MB")
    for member in members:
        size, packed = member.file_size, member.compress_size
        if size > _RATIO_FROM and size > packed * limits.ratio:
            told = f"{member.filename[:80]}: {size // max(packed, 1)}:1 > {limits.ratio}:1"
            raise RefusedError("unsafe", danger=told)


def _check_places(members: "list[ZipInfo]", end: int) -> None:
    """Refuse members that lie over one another, of which a little zip can unpack to much."""
    for member in sorted(members, key=lambda each: each.header_offset, reverse=True):
        last = member.header_offset + _LOCAL_LENGTH + len(member.orig_filename)
        if last + member.compress_size > end:
            raise RefusedError("unsafe", danger=f"zip: {member.filename[:80]} ∩")
        end = member.header_offset
