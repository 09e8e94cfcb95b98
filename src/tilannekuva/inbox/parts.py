"""Open a zip whose author is not trusted, and read its parts within limits."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml.ElementTree import fromstring

from tilannekuva.inbox.contract import MEGABYTE, Limits, RefusedError
from tilannekuva.inbox.zip_directory import DAMAGE, content, members_of

if TYPE_CHECKING:
    from zipfile import ZipInfo

_PART_LIMIT = 16 * MEGABYTE
_SMALL_PART_TAGS = 300_000
_HEAD = 2048
_COUNT_DIGITS = 12
_COUNTS = re.compile(rb"[cC]ount\s*=\s*[\"']([0-9]+)")


class DamagedPartError(Exception):
    """A part of the zip is missing, broken or not the XML it should be."""


class Parts:
    """The parts of a zip by name; opening refuses what would be dangerous to go on with.

    Args:
        data: the bytes of the file.
        limits: what the file may take.

    Raises:
        RefusedError: it is damaged, encrypted, too large, or can be read in two ways.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self._members: dict[str, ZipInfo] = members_of(data, limits)
        self._tags: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def size(self, name: str) -> int:
        """Return the declared size of a part in bytes; `chunks` holds the part to it."""
        return self._members[name].file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part in pieces of at most a megabyte; the end has checked its checksum.

        Raises:
            DamagedPartError: the part is not there or its bytes are damaged.
            RefusedError: the parts read so far have more tags than a return can have.
        """
        tags = 0
        try:
            for piece in content(self._data, self._members[name]):
                tags += piece.count(b"<")
                self._tags[name] = max(tags, self._tags.get(name, 0))
                if sum(self._tags.values()) > self._limits.tags:
                    raise RefusedError("unsafe", danger=f"{name}: > {self._limits.tags} <…>")
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
        if self._tags.get(name, 0) > _SMALL_PART_TAGS:
            raise RefusedError("unsafe", danger=f"{name}: > {_SMALL_PART_TAGS} <…>")
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
                head = next(content(self._data, member, _HEAD), b"")
            except DAMAGE:
                continue  # whoever needs the part meets the damage
            if b"<!DOCTYPE" in head.replace(b"\0", b""):
                raise RefusedError("unsafe", danger=f"{name}: <!DOCTYPE>")

    def refuse_false_count(self, name: str) -> None:
        """Look at the number of texts a shared strings part declares.

        The reader reserves memory for that number, and dies if it cannot.

        Raises:
            RefusedError: more texts are declared than the part has bytes, or a document type is.
            DamagedPartError: the part's bytes are damaged.
        """
        for number, piece in enumerate(self.chunks(name)):
            if b"<!DOCTYPE" in piece:
                raise RefusedError("unsafe", danger=f"{name}: <!DOCTYPE>")
            if number:
                continue
            for count in _COUNTS.findall(piece[:_HEAD]):
                if len(count) > _COUNT_DIGITS or int(count) > self.size(name):
                    raise RefusedError("unsafe", danger=f"{name}: count {count[:20].decode()}")
