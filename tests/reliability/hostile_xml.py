"""Harm done to the XML of a return's parts."""

import re
from collections.abc import Callable, Iterator

from hostile_files import (
    RELATIONS,
    SHEET,
    STYLES,
    TEXTS,
    WORKBOOK,
    Good,
    Hostile,
    changed,
)
from raw_zip import block_of, members_of, packed, repeated

_LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
)
_TYPES = {
    "a harmless type": "<!DOCTYPE {root}>",
    "an entity": '<!DOCTYPE {root} [<!ENTITY a "valmis">]>',
    "a billion laughs": f"<!DOCTYPE {{root}} [{_LAUGHS}]>",
    "a quadratic entity": f'<!DOCTYPE {{root}} [<!ENTITY a "{"a" * 60_000}">]>',
    "a file as an entity": '<!DOCTYPE {root} [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "an address as an entity": '<!DOCTYPE {root} [<!ENTITY a SYSTEM "http://127.0.0.1:9/a">]>',
    "a parameter entity": '<!DOCTYPE {root} [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a"> %a;]>',
}
_NAMES = ((SHEET, "worksheet"), (WORKBOOK, "workbook"), (TEXTS, "sst"), (STYLES, "styleSheet"))


def edited(part: str, *changes: tuple[str, str]) -> Callable[[Good], bytes]:
    """Return the return with texts in one part replaced."""
    return lambda good: packed(members_of(changed(good.xlsx, part, *changes)))


def recoded(part: str, change: Callable[[str], bytes]) -> Callable[[Good], bytes]:
    """Return the return with one part written in another way."""
    return lambda good: packed(members_of({**good.xlsx, part: change(good.xlsx[part].decode())}))


_STATUS = re.compile(r'<c r="K8" s="18" t="s"><v>[0-9]+</v></c>')


def status(cell: str) -> Callable[[Good], bytes]:
    """Return the return with another cell for the first status of the group."""
    return recoded(SHEET, lambda text: _STATUS.sub(lambda _: cell, text, count=1).encode())


def _filled(
    part: str, before: bytes, block: bytes, megabytes: int, after: bytes
) -> Callable[[Good], bytes]:
    """Return the return with a part of a block repeated, so that it takes so many megabytes."""

    def make(good: Good) -> bytes:
        many, _ = block_of(block)
        big = repeated(part, before, many, megabytes, after)
        return packed([*(m for m in members_of(good.xlsx) if m.name != part), big])

    return make


def xmls() -> Iterator[Hostile]:
    """Yield every file of this kind."""
    yield from _document_types()
    yield from _encodings()
    yield from _shapes()
    yield from _values()


def _document_types() -> Iterator[Hostile]:
    for name, declaration in _TYPES.items():
        change = ("<worksheet", f"{declaration.format(root='worksheet')}<worksheet")
        yield Hostile(f"{name} in a sheet", edited(SHEET, change))
    for part, root in _NAMES:
        change = (f"<{root}", f'<!DOCTYPE {root} [<!ENTITY a "valmis">]><{root}')
        yield Hostile(f"an entity in {part}", edited(part, change))
    yield Hostile(
        "a type in the relations",
        edited(RELATIONS, ("<Relationships", "<!DOCTYPE Relationships><Relationships")),
    )
    yield Hostile(
        "a type in the properties",
        edited("docProps/custom.xml", ("<Properties", "<!DOCTYPE Properties><Properties")),
    )
    wide = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    yield Hostile("a type in another encoding", recoded(SHEET, lambda _: wide.encode("utf-16")))
    yield Hostile(
        "a type behind a long comment",
        edited(SHEET, ("<worksheet", f"<!--{'-a' * 3000}--><!DOCTYPE worksheet><worksheet")),
    )
    yield Hostile(
        "a type behind a long comment in the texts",
        edited(TEXTS, ("<sst", f'<!--{"-a" * 3000}--><!DOCTYPE sst [<!ENTITY a "b">]><sst')),
    )


def _encodings() -> Iterator[Hostile]:
    for name, label in {
        "utf-16": "UTF-16",
        "utf-16-le": "UTF-16",
        "iso-8859-1": "ISO-8859-1",
        "utf-8-sig": "UTF-8",
    }.items():

        def change(text: str, name: str = name, label: str = label) -> bytes:
            text = text.replace('encoding="UTF-8"', f'encoding="{label}"')
            return text.encode(name, "xmlcharrefreplace")

        yield Hostile(f"a sheet in {name}", recoded(SHEET, change))
    yield Hostile(
        "texts in utf-16",
        recoded(TEXTS, lambda t: t.replace("UTF-8", "UTF-16").encode("utf-16")),
    )
    yield Hostile(
        "a workbook in utf-16",
        recoded(WORKBOOK, lambda t: t.replace("UTF-8", "UTF-16").encode("utf-16")),
    )
    yield Hostile(
        "bad utf-8 in a sheet",
        recoded(SHEET, lambda t: t.encode().replace(b"<v>", b"<v>\xff", 1)),
    )
    yield Hostile(
        "bad utf-8 in the texts",
        recoded(TEXTS, lambda t: t.encode().replace(b"<t>", b"<t>\xff\xfe", 1)),
    )
    yield Hostile("an unknown encoding", edited(SHEET, ("UTF-8", "x-none")))
    for name, character in {"zero": "&#0;", "a surrogate": "&#xD800;"}.items():
        yield Hostile(f"{name} in the texts", edited(TEXTS, ("<t>", f"<t>{character}")))
    yield Hostile(
        "a zero byte in the texts",
        recoded(TEXTS, lambda t: t.encode().replace(b"<t>", b"<t>\0", 1)),
    )
    yield Hostile("no character in the texts", edited(TEXTS, ("<t>", "<t>&#xFFFF;")))


def _shapes() -> Iterator[Hostile]:
    deep = "<a>" * 200_000 + "</a>" * 200_000
    many = "".join(f' a{n}="1"' for n in range(100_000))
    for part, root in (
        *_NAMES,
        (RELATIONS, "Relationships"),
        ("docProps/core.xml", "cp:coreProperties"),
    ):
        yield Hostile(f"depth in {part}", edited(part, (f"</{root}>", f"{deep}</{root}>")))
        yield Hostile(f"attributes in {part}", edited(part, (f"<{root} ", f"<{root}{many} ")))
    yield Hostile("attributes of a cell", edited(SHEET, ('<c r="K8"', f'<c r="K8"{many}')))
    yield Hostile("an attribute twice", edited(SHEET, ('<c r="K8"', '<c r="K8" r="K8"')))
    for attribute in (' s="1" r="XFD1048576"', 'r="XFD1048576"', " r='XFD1048576'"):
        yield Hostile(
            f"an address and another:{attribute}",
            edited(SHEET, ('<c r="K8"', f'<c r="K8"{attribute}')),
        )
    for part in (SHEET, WORKBOOK, TEXTS):
        yield Hostile(f"half of {part}", recoded(part, lambda t: t[: len(t) // 2].encode()))
        yield Hostile(f"nothing in {part}", recoded(part, lambda _: b""))
    yield Hostile("two roots", recoded(SHEET, lambda t: f"{t}<worksheet/>".encode()))
    yield Hostile(
        "a long name of an element",
        edited(SHEET, ("</sheetData>", f"<{'a' * 3_000_000}/></sheetData>")),
    )
    yield Hostile("a long text", edited(TEXTS, ("<t>", f"<t>{'a' * 5_000_000}")))
    yield Hostile(
        "a long text in a cell",
        status(f'<c r="K8" t="inlineStr"><is><t>{"a" * 5_000_000}</t></is></c>'),
    )
    head = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    yield Hostile("eight million texts", _filled(TEXTS, head, b"<si><t>a</t></si>", 128, b"</sst>"))
    yield Hostile(
        "a million styles",
        edited(STYLES, ("<cellXfs", "<x>" + "<xf/>" * 1_000_000 + "</x><cellXfs")),
    )
    yield Hostile(
        "comments without end",
        _filled(SHEET, b"<worksheet><sheetData>", b"<!--a-->", 100, b"</sheetData></worksheet>"),
    )


def _values() -> Iterator[Hostile]:
    for name, inside in (
        ("cdata in a value", 't="str"><v><![CDATA[käynnissä]]></v></c>'),
        ("a comment in a value", 't="str"><v>käyn<!-- -->nissä</v></c>'),
        ("an instruction in a value", 't="str"><v><?a?>käynnissä</v></c>'),
        ("an unknown type", 't="nothing"><v>käynnissä</v></c>'),
        ("a text of no number", 't="s"><v>99999</v></c>'),
        ("a text of a number below", 't="s"><v>-1</v></c>'),
        ("a text without a number", 't="s"><v/></c>'),
        ("a number of nothing", "><v>NaN</v></c>"),
        ("a number without end", "><v>1e400</v></c>"),
        ("a number with a comma", "><v>1,5</v></c>"),
        ("a number of 400 digits", f"><v>{'9' * 400}</v></c>"),
        ("an error of new", 't="e"><v>#SPILL!</v></c>'),
        ("an error of LibreOffice", 't="e"><v>Err:502</v></c>'),
        ("a formula without a value", "><f>1+1</f></c>"),
        ("a formula that calls", '><f>WEBSERVICE("http://127.0.0.1:9")</f></c>'),
        ("a formula of a shell", "><f>cmd|'/c calc'!A1</f><v>0</v></c>"),
        ("a yes or no", 't="b"><v>2</v></c>'),
        ("a date as text", 't="d"><v>2022-06-31T99:00:00</v></c>'),
    ):
        yield Hostile(name, status(f'<c r="K8" {inside}'))
