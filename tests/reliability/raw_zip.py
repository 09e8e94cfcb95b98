"""Zips written byte by byte, so that each field of them can lie."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

STORED, DEFLATED, BZIP2, LZMA = 0, 8, 12, 14
_DATE = (42 << 9) | (6 << 5) | 7
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Member:
    """One member; what is None is as it should be."""

    name: str | bytes
    content: bytes
    method: int = DEFLATED
    flags: int = 0
    size: int | None = None
    """What the directory says of it."""
    packed_size: int | None = None
    crc: int | None = None
    mode: int = 0
    """As Unix has it."""
    extra: bytes = b""
    packed: bytes | None = None
    """The bytes to write, where the content is not to be packed."""
    at: int | None = None
    """Where the directory says it begins."""
    method_told: int | None = None

    @cached_property
    def raw_name(self) -> bytes:
        """The name's bytes."""
        return self.name if isinstance(self.name, bytes) else self.name.encode()

    @cached_property
    def body(self) -> bytes:
        """What is written behind its header."""
        if self.packed is not None:
            return self.packed
        if self.method != DEFLATED:
            return self.content
        packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        return packer.compress(self.content) + packer.flush()

    def fields(self) -> bytes:
        """Return what both of its headers have in common."""
        crc = zlib.crc32(self.content) if self.crc is None else self.crc
        packed = len(self.body) if self.packed_size is None else self.packed_size
        size = len(self.content) if self.size is None else self.size
        method = self.method if self.method_told is None else self.method_told
        return b"".join(
            value.to_bytes(width, "little")
            for value, width in (
                (20, 2), (self.flags | 0x800, 2), (method, 2), (0, 2), (_DATE, 2), (crc, 4),
                (packed, 4), (size, 4), (len(self.raw_name), 2), (len(self.extra), 2),
            )
        )  # fmt: skip


def packed(
    members: Sequence[Member],
    *,
    before: bytes = b"",
    comment: bytes = b"",
    count: int | None = None,
) -> bytes:
    """Return a zip of these members.

    Args:
        members: in their order.
        before: what stands in front, and no offset knows of.
        comment: at the end.
        count: how many members the end says there are.
    """
    out = bytearray()
    directory = bytearray()
    for member in members:
        at = len(out) if member.at is None else member.at
        directory += b"PK\x01\x02\x14\x03" + member.fields() + bytes(6)
        directory += (member.mode << 16).to_bytes(4, "little") + at.to_bytes(4, "little")
        directory += member.raw_name + member.extra
        if member.at is None:
            out += b"PK\x03\x04" + member.fields() + member.raw_name + member.extra + member.body
    many = (len(members) if count is None else count).to_bytes(2, "little")
    end = b"PK\x05\x06" + bytes(4) + many * 2 + len(directory).to_bytes(4, "little")
    end += len(out).to_bytes(4, "little") + len(comment).to_bytes(2, "little") + comment
    return before + bytes(out) + bytes(directory) + end


def members_of(parts: Mapping[str, bytes]) -> list[Member]:
    """Return parts as honest members."""
    return [Member(name, content) for name, content in parts.items()]


def repeated(name: str, before: bytes, block: bytes, times: int, after: bytes) -> Member:
    """Return a member of a block repeated many times, packed without ever being unpacked here."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    start = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(after) + packer.flush()
    crc = zlib.crc32(before)
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    size = len(before) + len(block) * times + len(after)
    return Member(
        name, b"", packed=start + once * times + end, size=size, crc=zlib.crc32(after, crc)
    )


def block_of(text: bytes) -> tuple[bytes, int]:
    """Return a text over and over, about a megabyte of it, and how often it stands there."""
    times = max(1, _BLOCK // len(text))
    return text * times, times
