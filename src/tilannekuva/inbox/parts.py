"""Open a zip whose author is not trusted, and read its parts within limits."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml.ElementTree import fromstring

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
"""What the zip library raises over damaged files."""

_CHUNK = MEGABYTE
_PART_LIMIT = 16 * MEGABYTE
_DIRECTORY_BYTES_A_PART = 2048
_END_OF_DIRECTORY = b"PK\x05\x06"
_END_LENGTH = 22
_HEAD = 2048
_COUNT_DIGITS = 12
_ENCRYPTED = 0x1
_COUNTS = re.compile(rb"[cC]ount\s*=\s*[\"']([0-9]+)")


class DamagedPartError(Exception):
    """A part of the zip is missing, broken or not the XML it should be."""


class Parts:
    """The parts of a zip by name; opening refuses what would be dangerous to go on with.

    Args:
        data: the bytes of the file.
        limits: what the file may take.

    Raises:
        RefusedError: it is damaged, encrypted, too large, or has two parts of one name.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        _check_directory(data, limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE as error:
            raise RefusedError("unreadable") from error
        self._members = {member.filename: member for member in self._zip.infolist()}
        _check_members(self._zip.infolist(), limits)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def size(self, name: str) -> int:
        """Return the declared size of a part in bytes; readers hold the part to it."""
        return self._members[name].file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part in pieces of at most a megabyte; the end has checked its checksum.

        Raises:
            DamagedPartError: the part is not there or its bytes are damaged.
        """
        try:
            with self._zip.open(self._members[name]) as stream:
                while piece := stream.read(_CHUNK):
                    yield piece
        except KeyError as error:
            raise DamagedPartError(f"no part {name}") from error
        except DAMAGE as error:
            raise DamagedPartError(f"{name}: {error}") from error

    def xml(self, name: str) -> Element:
        """Return the root of a small XML part.

        Raises:
            DamagedPartError: the part is not there, damaged or not XML.
            RefusedError: it is larger than such a part can be, or declares a document type.
        """
        if name in self._members and self.size(name) > _PART_LIMIT:
            raise RefusedError("unsafe", danger=f"{name}: {self.size(name) // MEGABYTE} MB")
        text = b"".join(self.chunks(name))
        try:
            root: Element = fromstring(text, forbid_dtd=True)
        except defusedxml.DefusedXmlException as error:
            raise RefusedError("unsafe", danger=f"{name}: <!DOCTYPE>") from error
        except (ParseError, ValueError, LookupError) as error:
            raise DamagedPartError(f"{name}: {error}") from error
        return root

    def refuse_document_types(self) -> None:
        """Look at the head of every XML part.

        Raises:
            RefusedError: one declares a document type, which can hold entities.
        """
        for name, member in self._members.items():
            if not name.lower().endswith((".xml", ".rels")):
                continue
            try:
                with self._zip.open(member) as stream:
                    head = stream.read(_HEAD)
            except DAMAGE:
                continue  # whoever needs the part meets the damage
            if b"<!DOCTYPE" in head.replace(b"\0", b""):
                raise RefusedError("unsafe", danger=f"{name}: <!DOCTYPE>")

    def refuse_false_count(self, name: str) -> None:
        """Look at the number of texts a shared strings part declares.

        The reader reserves memory for that number, and dies if it cannot.

        Raises:
            RefusedError: more texts are declared than the part has bytes.
            DamagedPartError: the part's bytes are damaged.
        """
        for number, piece in enumerate(self.chunks(name)):
            if number:
                continue
            for count in _COUNTS.findall(piece[:_HEAD]):
                if len(count) > _COUNT_DIGITS or int(count) > self.size(name):
                    raise RefusedError("unsafe", danger=f"{name}: count {count[:20].decode()}")


def _check_directory(data: bytes, limits: Limits) -> None:
    """Refuse a directory that would itself take too much memory to list."""
    end = data.rfind(_END_OF_DIRECTORY)
    if end < 0 or len(data) < end + _END_LENGTH:
        raise RefusedError("unreadable")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if size > limits.parts * _DIRECTORY_BYTES_A_PART:
        raise RefusedError("unsafe", danger=f"zip: {size // MEGABYTE} MB")


def _check_members(members: "list[ZipInfo]", limits: Limits) -> None:
    if len(members) > limits.parts:
        raise RefusedError("unsafe", danger=f"zip: {len(members)} > {limits.parts}")
    if sum(member.file_size for member in members) > limits.unpacked_megabytes * MEGABYTE:
        raise RefusedError("too-large", limit=f"{limits.unpacked_megabytes} MB")
    seen: set[str] = set()
    for member in members:
        name = member.filename.casefold()
        if name in seen:
            raise RefusedError("unsafe", danger=f"2 × {member.filename}")
        seen.add(name)
        if member.flag_bits & _ENCRYPTED:
            raise RefusedError("password")
