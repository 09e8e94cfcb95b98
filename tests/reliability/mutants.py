"""Good workbooks harmed by chance: in their bytes, in their zip, and in the XML of their parts."""

import random
from collections.abc import Callable, Mapping

from raw_zip import Member, packed

_INTERESTING = (b"\0", b"\xff", b"<", b">", b'"', b"&", b"0", b"9", b"-", b"PK\x05\x06", b"]]>")
_XML = (
    b"<!--", b"-->", b"<![CDATA[", b"<?x", b"/>", b"</c>", b"<c>", b"<row>", b'r="XFD1048576"',
    b'r="A4294967295"', b't="s"', b't="e"', b"&amp;", b"&#0;", b"&x;", b"99999999999999999999",
    b"-1", b"1e999", b"<!DOCTYPE a>", b'xml:space="preserve"', b"\xed\xa0\x80",
)  # fmt: skip


def mutant(parts: Mapping[str, bytes], chance: random.Random) -> bytes:
    """Return a workbook of these parts, harmed in one to eight places."""
    kind = chance.choice((_bytes, _bytes, _xml, _xml, _xml, _members))
    return kind(parts, chance)


def _bytes(parts: Mapping[str, bytes], chance: random.Random) -> bytes:
    data = packed([Member(name, content) for name, content in parts.items()])
    return _harmed(data, chance, _INTERESTING)


def _xml(parts: Mapping[str, bytes], chance: random.Random) -> bytes:
    harmed = dict(parts)
    for name in chance.choices(list(parts), k=chance.randint(1, 2)):
        harmed[name] = _harmed(harmed[name], chance, _XML)
    return packed([Member(name, content) for name, content in harmed.items()])


def _members(parts: Mapping[str, bytes], chance: random.Random) -> bytes:
    """Lie in the fields of a member, drop one, put one twice, give one another's content."""
    members = [Member(name, content) for name, content in parts.items()]
    at, other = chance.randrange(len(members)), chance.randrange(len(members))
    chosen = members[at]
    changes: tuple[Callable[[], list[Member]], ...] = (
        lambda: [Member(chosen.name, chosen.content, size=chance.randrange(1 << 32))],
        lambda: [Member(chosen.name, chosen.content, packed_size=chance.randrange(1 << 18))],
        lambda: [Member(chosen.name, chosen.content, flags=chance.randrange(1 << 16))],
        lambda: [Member(chosen.name, chosen.content, method_told=chance.randrange(100))],
        lambda: [Member(chosen.name, chosen.content, crc=chance.randrange(1 << 32))],
        lambda: [Member(chosen.name, members[other].content)],
        lambda: [chosen, chosen],
        list,
    )
    members[at : at + 1] = chance.choice(changes)()
    return packed(members)


def _harmed(data: bytes, chance: random.Random, inserted: tuple[bytes, ...]) -> bytes:
    harmed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if not harmed:
            break
        at = chance.randrange(len(harmed))
        what = chance.randrange(6)
        if what == 0:
            harmed[at] ^= 1 << chance.randrange(8)
        elif what == 1:
            harmed[at:at] = chance.choice(inserted)
        elif what == 2:
            del harmed[at : at + chance.choice((1, 2, 8, 100))]
        elif what == 3:
            harmed[at : at + 4] = chance.randbytes(4)
        elif what == 4:
            to, size = chance.randrange(len(harmed)), chance.choice((4, 40, 400))
            harmed[to : to + size] = harmed[at : at + size]
        else:
            harmed[at : at + 1] = chance.choice(inserted)
    return bytes(harmed)
