"""Harm done to the zip around a return, and files that are none."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator

from hostile_files import SHEET, TEXTS, WORKBOOK, Good, Hostile
from raw_zip import BZIP2, LZMA, STORED, Member, block_of, members_of, packed, repeated

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_LINK = 0o120777
_MEGABYTE = 1 << 20


def _zip(*more: Member, without: tuple[str, ...] = ()) -> Callable[[Good], bytes]:
    """Return the return with other members in place of its own, or beside them."""

    def make(good: Good) -> bytes:
        own = [each for each in members_of(good.xlsx) if each.name not in without]
        return packed([*own, *more])

    return make


def _plain(good: Good) -> bytes:
    return packed(members_of(good.xlsx))


def _harmed(change: Callable[[bytes], bytes]) -> Callable[[Good], bytes]:
    return lambda good: change(_plain(good))


def _one(name: str, change: Callable[[Member], Member]) -> Callable[[Good], bytes]:
    """Return the return with one member changed."""

    def make(good: Good) -> bytes:
        return packed([change(m) if m.name == name else m for m in members_of(good.xlsx)])

    return make


def _zeroed(member: Member) -> Member:
    """Return a member with a hole in its bytes, as a disk leaves it."""
    body = member.body
    return Member(member.name, member.content, packed=body[:100] + bytes(200) + body[300:])


def _lies(name: str, **told: object) -> Callable[[Good], bytes]:
    return _one(name, lambda m: Member(m.name, m.content, **told))  # type: ignore[arg-type] # fields by name


def _bomb(name: str, megabytes: int, byte: bytes = b" ") -> Member:
    return repeated(name, b"", byte * _MEGABYTE, megabytes, b"")


def _overlapping(good: Good) -> bytes:
    """Many members that are all the same bytes of the zip."""
    kernel = repeated("kernel", b"", b" " * _MEGABYTE, 5, b"")
    told = {"size": kernel.size, "crc": kernel.crc, "packed": kernel.body, "at": 0}
    many = [Member(f"xl/media/{n}.xml", b"", **told) for n in range(50)]  # type: ignore[arg-type] # as above
    return packed([kernel, *members_of(good.xlsx), *many])


def _hidden_tail(good: Good) -> bytes:
    """A sheet whose directory knows only its first half; a reader of the stream sees all."""
    text = good.xlsx[SHEET]
    far = text.replace(
        b"</sheetData>", b'<row r="99"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH)
    body += packer.compress(far[len(text) - 40 :]) + packer.flush()
    member = Member(SHEET, text, packed=body)
    return packed([member if m.name == SHEET else m for m in members_of(good.xlsx)])


def _two_directories(good: Good) -> bytes:
    """A second whole zip inside the comment of the first."""
    other = {**good.xlsx, SHEET: b"<worksheet/>"}
    return packed(members_of(good.xlsx), comment=packed(members_of(other)))


def _nested(good: Good) -> bytes:
    return packed([Member("return.xlsx", _plain(good))])


def _cut(part: str, where: str) -> Callable[[Good], bytes]:
    """Return the return cut off at a boundary of its structure."""

    def make(good: Good) -> bytes:
        data = _plain(good)
        at = data.find(part.encode())
        places = {
            "before": at - 30,
            "inside its name": at + 3,
            "at its bytes": at + len(part),
            "inside its bytes": at + len(part) + 200,
            "directory": data.find(b"PK\x01\x02"),
            "inside the directory": data.find(b"PK\x01\x02") + 60,
            "end": data.rfind(b"PK\x05\x06"),
            "inside the end": len(data) - 10,
        }
        return data[: places[where]]

    return make


def _many_entries(good: Good) -> bytes:
    stream = io.BytesIO(_plain(good))
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(70_000):
            archive.writestr(f"x/{number}", b"")
    return stream.getvalue()


def _zip64(good: Good) -> bytes:
    """Sizes of which the directory says that they stand in a longer field, which is absurd."""
    extra = b"\x01\x00\x10\x00" + (1 << 63).to_bytes(8, "little") + (1 << 62).to_bytes(8, "little")
    full = 0xFFFFFFFF
    return _lies(SHEET, size=full, packed_size=full, packed=b"", extra=extra)(good)


def _streamed(good: Good) -> bytes:
    """As programs write that cannot go back in what they write; nothing is wrong with it."""

    class OneWay(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    stream = OneWay()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in good.xlsx.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _html(_: Good) -> bytes:
    return b"<html><table><tr><td>valmis</td></tr></table></html>"


_XML_2003 = (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
)


def zips() -> Iterator[Hostile]:
    """Yield every file of this kind."""
    yield from _no_zips()
    yield from _broken()
    yield from _lying()
    yield from _heavy()
    for name, make in {
        "packed in a stream": _streamed,
        "a stored sheet": _one(SHEET, lambda m: Member(m.name, m.content, method=STORED)),
        "a comment": lambda good: packed(members_of(good.xlsx), comment=b"from the mail gate"),
        "backslashes in names": lambda good: packed(
            [Member(str(m.name).replace("/", "\\"), m.content) for m in members_of(good.xlsx)]
        ),
        "folders as members": _zip(
            Member("xl/", b"", method=STORED), Member("docProps/", b"", method=STORED)
        ),
    }.items():
        yield Hostile(name, make)


def _no_zips() -> Iterator[Hostile]:
    yield Hostile("nothing", lambda _: b"")
    yield Hostile("one byte", lambda _: b"P")
    yield Hostile("two bytes", lambda _: b"PK")
    yield Hostile("zeros", lambda _: bytes(50_000))
    yield Hostile("an end of a zip only", lambda _: b"PK\x05\x06" + bytes(18))
    yield Hostile("html", _html)
    yield Hostile("csv", lambda _: "Tunnus;Tila\nHT-1;käynnissä\n".encode("cp1252"))
    yield Hostile("xml of 2003", lambda _: _XML_2003)
    yield Hostile("pdf", lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    yield Hostile("ole", lambda _: _OLE + bytes(4000) + b"Workbook")
    yield Hostile(
        "ole with a password",
        lambda _: _OLE + bytes(4000) + "EncryptedPackage".encode("utf-16-le") + b"\xff" * 5000,
    )
    yield Hostile("a workbook inside a zip", _nested)
    yield Hostile("no parts", lambda _: packed([Member("a.txt", b"a")]))
    yield Hostile(
        "a text document",
        lambda good: packed(members_of({
            "_rels/.rels": good.xlsx["_rels/.rels"].replace(b"xl/workbook", b"word/document"),
            "word/document.xml": b'<w:document xmlns:w="w"/>',
            "word/_rels/document.xml.rels": b'<Relationships xmlns="r"/>',
        })),
    )  # fmt: skip
    yield Hostile(
        "a binary workbook",
        lambda good: packed(members_of({
            "_rels/.rels": good.xlsx["_rels/.rels"].replace(b"workbook.xml", b"workbook.bin"),
            "xl/workbook.bin": b"\x83\x01\x00",
        })),
    )  # fmt: skip


def _broken() -> Iterator[Hostile]:
    for where in ("before", "inside its name", "at its bytes", "inside its bytes"):
        yield Hostile(f"cut {where}", _cut(SHEET, where))
    for where in ("directory", "inside the directory", "end"):
        yield Hostile(f"cut at: {where}", _cut(SHEET, where))
    yield Hostile("cut inside the end", _cut(SHEET, "inside the end"))
    yield Hostile("a tail of zeros", _harmed(lambda d: d + bytes(6000)))
    yield Hostile(
        "the last half zeros",
        _harmed(lambda d: d[: len(d) // 2] + bytes(len(d) // 2)),
    )
    yield Hostile("zeros in a sheet", _one(SHEET, _zeroed))
    yield Hostile("zeros in the workbook", _one(WORKBOOK, _zeroed))
    yield Hostile("junk before", _harmed(lambda d: b"PK-junk" + d))
    yield Hostile("lines before", _harmed(lambda d: b"\r\n\r\n" + d))
    yield Hostile("lines behind", _harmed(lambda d: d + b"\r\n"))
    yield Hostile("text for bytes", _harmed(lambda d: d.replace(b"\n", b"\r\n")))
    yield Hostile("a false checksum of the workbook", _lies(WORKBOOK, crc=1))
    yield Hostile("a false checksum of the texts", _lies(TEXTS, crc=1))
    yield Hostile("a false checksum of a sheet", _lies(SHEET, crc=1))
    yield Hostile("bytes that do not unpack", _lies(WORKBOOK, packed=b"\xff" * 99))
    yield Hostile("a sheet that does not unpack", _lies(SHEET, packed=b"\xff" * 99))
    yield Hostile("too few members told", lambda g: packed(members_of(g.xlsx), count=3))


def _lying() -> Iterator[Hostile]:
    yield Hostile("a flag of encryption", _lies(SHEET, flags=1))
    yield Hostile("packed with bzip2", _lies(WORKBOOK, method=BZIP2))
    yield Hostile("packed with lzma", _lies(WORKBOOK, method=LZMA))
    yield Hostile("an unknown packing", _lies(WORKBOOK, method_told=99))
    yield Hostile("a size too small", _lies(SHEET, size=100))
    yield Hostile("a size too large", _lies(SHEET, size=200_000))
    yield Hostile("a size of nothing", _lies(WORKBOOK, size=0))
    yield Hostile("a size of 4 GB", _lies(SHEET, size=0xFFFFFFF0))
    yield Hostile("sizes of 2^63", _zip64)
    yield Hostile("a stream longer than told", _hidden_tail)
    yield Hostile("two directories", _two_directories)
    for name in (SHEET, SHEET.upper(), SHEET.replace("/", "\\"), f"/{SHEET}"):
        yield Hostile(f"a part twice: {name}", _zip(Member(name, b"<worksheet/>")))
    yield Hostile("a name that climbs", _zip(Member("../../evil.xlsx", b"x")))
    yield Hostile("a name that climbs inside", _zip(Member("xl/../../x.xml", b"x")))
    yield Hostile("a name that climbs backwards", _zip(Member("..\\..\\evil.xml", b"x")))
    yield Hostile("an absolute name", _zip(Member("/etc/passwd", b"x")))
    yield Hostile("a name with a drive", _zip(Member("C:\\evil.xml", b"x")))
    yield Hostile("a name with a zero", _zip(Member(b"xl/a\0.xml", b"x")))
    yield Hostile("a name that is no text", _zip(Member(b"xl/\xff\xfe.xml", b"x")))
    yield Hostile("a long name", _zip(Member("x" * 60_000, b"x")))
    yield Hostile("a link", _zip(Member("xl/link.xml", b"/etc/passwd", mode=_LINK)))


def _heavy() -> Iterator[Hostile]:
    yield Hostile("70,000 members", _many_entries)
    yield Hostile("members over one another", _overlapping)
    yield Hostile("a bomb beside the parts", _zip(_bomb("xl/media/a.xml", 250)))
    yield Hostile("a bomb of a gigabyte", _zip(_bomb("xl/media/a.xml", 1024)))
    yield Hostile(
        "a sheet of a gigabyte of spaces",
        _zip(_bomb(SHEET, 1024), without=(SHEET,)),
    )
    yield Hostile("texts of zeros", _zip(_bomb(TEXTS, 250, b"\0"), without=(TEXTS,)))
    yield Hostile(
        "bombs that stay below the ratio",
        _zip(*(_bomb(f"xl/{n}.xml", 9) for n in range(30))),
    )
    block, _ = block_of(b"<!---->")
    yield Hostile(
        "a workbook part of comments",
        _zip(repeated(WORKBOOK, b"", block, 9, b""), without=(WORKBOOK,)),
    )
