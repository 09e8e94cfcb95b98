"""Cells, rows, sheets and their relations as no honest program writes them."""

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
from hostile_xml import edited, recoded, status
from raw_zip import block_of, members_of, packed, repeated

_END = "</sheetData>"
_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def rows(xml: str) -> Callable[[Good], bytes]:
    """Return the return with rows added to the first group's sheet."""
    return edited(SHEET, (_END, f"{xml}{_END}"))


def cell(address: str, row: str = "900") -> str:
    """Return a row of one number at an address."""
    return f'<row r="{row}"><c r="{address}"><v>1</v></c></row>'


def _huge(before: bytes, row: bytes, megabytes: int, after: bytes) -> Callable[[Good], bytes]:
    """Return the return with a sheet of rows that are all alike."""

    def make(good: Good) -> bytes:
        block, _ = block_of(row)
        big = repeated(SHEET, before, block, megabytes, after)
        return packed([*(m for m in members_of(good.xlsx) if m.name != SHEET), big])

    return make


def _dense(good: Good) -> bytes:
    """Cells without addresses, as many as the limits on rows and columns let through."""
    row = b"<row>" + b"<c><v>1</v></c>" * 690 + b"</row>"
    return _huge(_HEAD + b"<sheetData>", row, 100, b"</sheetData></worksheet>")(good)


def _table_far_off(good: Good) -> bytes:
    table = "".join(
        f'<row r="{n}">'
        + "".join(f'<c r="{c}{n}"><v>1</v></c>' for c in ("FOO", "FOP", "FOQ"))
        + "</row>"
        for n in range(100_000, 100_010)
    )
    return rows(table)(good)


def _counted(count: str) -> Callable[[Good], bytes]:
    return recoded(
        TEXTS, lambda t: t.replace('uniqueCount="', f'uniqueCount="{count}" was="', 1).encode()
    )


def _reference(old: str, new: str) -> Callable[[Good], bytes]:
    return edited(SHEET, (f'<c r="{old}"', f"<c {new}"))


def _dimension(told: str) -> Callable[[Good], bytes]:
    return edited(SHEET, ('<dimension ref="A1:P19"/>', f'<dimension ref="{told}"/>'))


def _named(name: str) -> Callable[[Good], bytes]:
    return edited(WORKBOOK, ('<sheet name="JO"', f'<sheet name="{name}"'))


def _merges(count: int) -> Callable[[Good], bytes]:
    merged = "".join(f'<mergeCell ref="R{n}:S{n}"/>' for n in range(1, count + 1))
    return edited(SHEET, ('<mergeCells count="6">', f'<mergeCells count="{count}">{merged}'))


def _sheets(count: int) -> Callable[[Good], bytes]:
    more = "".join(f'<sheet name="n{n}" sheetId="{n + 50}" r:id="rId2"/>' for n in range(count))
    return edited(WORKBOOK, ("</sheets>", f"{more}</sheets>"))


def sheets() -> Iterator[Hostile]:
    """Yield every file of this kind."""
    yield from _far()
    yield from _addresses()
    yield from _many()
    yield from _counts()
    yield from _books()


def _far() -> Iterator[Hostile]:
    corners = cell("A1", "1") + cell("XFD1048576", "1048576")
    yield Hostile("two corners", rows(corners))
    yield Hostile(
        "only two corners",
        recoded(SHEET, lambda _: _HEAD + f"<sheetData>{corners}</sheetData></worksheet>".encode()),
    )
    yield Hostile("a table far off", _table_far_off)
    for address, row in {
        "XFE900": "900", "AAAA900": "900", "ZZZZZZZ900": "900", "A1048577": "1048577",
        "A16777217": "16777217",
        "A4294967295": "4294967295", "A4294967296": "4294967296", "xfd900": "900",
    }.items():  # fmt: skip
        yield Hostile(f"a cell at {address}", rows(cell(address, row)))
    yield Hostile("a row of 2^32-1", rows('<row r="4294967295"><c><v>1</v></c></row>'))
    yield Hostile("a row of 2^24+1", rows('<row r="16777217"><c><v>1</v></c></row>'))
    yield Hostile("blank cells far off", rows('<row r="1048576"><c r="XFD1048576" s="1"/></row>'))


def _addresses() -> Iterator[Hostile]:
    yield Hostile("small letters", _reference("K8", 'r="k8"'))
    yield Hostile("dollars", _reference("K8", 'r="$K$8"'))
    yield Hostile("no address", _reference("K8", ""))
    yield Hostile("an empty address", _reference("K8", 'r=""'))
    yield Hostile("row 0", rows(cell("A0", "0")))
    yield Hostile("row -1", rows('<row r="-1"><c r="A-1"><v>1</v></c></row>'))
    yield Hostile("a row of letters", rows('<row r="ten"><c><v>1</v></c></row>'))
    yield Hostile("a column only", rows('<row r="900"><c r="A"><v>1</v></c></row>'))
    yield Hostile("an area for an address", rows(cell("A900:B901")))
    yield Hostile("an address of 10,000 letters", rows(cell("A" * 10_000 + "1")))
    yield Hostile("a cell twice", _reference("L8", 'r="K8"'))
    yield Hostile("rows out of order", recoded(SHEET, _reversed_rows))
    yield Hostile(
        "a cell outside of rows", edited(SHEET, ("</row>", '</row><c r="K8"><v>1</v></c>'))
    )
    for told in ("A1", "A1:XFD1048576", "garbage", "", "B2:A1", "A1:ZZZZZZZ99999999999"):
        yield Hostile(f"a dimension of {told!r}", _dimension(told))


def _reversed_rows(text: str) -> bytes:
    before, _, rest = text.partition("<sheetData>")
    inside, _, after = rest.partition(_END)
    told = [f"<row{each}" for each in inside.split("<row")[1:]]
    return f"{before}<sheetData>{''.join(reversed(told))}{_END}{after}".encode()


def _many() -> Iterator[Hostile]:
    yield Hostile("300,000 merged areas", _merges(300_000))
    yield Hostile(
        "a merged sheet",
        edited(SHEET, ('<mergeCell ref="A3:P3"/>', '<mergeCell ref="A1:XFD1048576"/>')),
    )
    row = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    sheet = (_HEAD + b"<sheetData>", row, 62, b"</sheetData></worksheet>")
    yield Hostile("a million rows of one number", _huge(*sheet))
    yield Hostile("dense cells without addresses", _dense)
    yield Hostile("a million rows", rows("<row><c><v>1</v></c></row>" * 1_000_000))
    yield Hostile(
        "a cell a million times",
        rows('<row r="900">' + '<c r="A900"><v>1</v></c>' * 1_000_000 + "</row>"),
    )
    yield Hostile(
        "a million errors",
        rows('<row r="900">' + '<c r="A900" t="e"><v>#N/A</v></c>' * 500_000 + "</row>"),
    )
    yield Hostile(
        "a formula 100,000 times",
        rows('<row r="900">' + '<c r="A900"><f>1+1</f></c>' * 100_000 + "</row>"),
    )
    yield Hostile(
        "a formula over all",
        rows('<row r="900"><c r="A900"><f t="array" ref="A1:XFD1048576">1</f></c></row>'),
    )
    yield Hostile("hidden rows", rows('<row r="900" hidden="1"/>' * 500_000))
    yield Hostile(
        "prefixed cells",
        rows(
            '<x:row xmlns:x="a" r="900">'
            + '<x:c r="A900"><x:v>1</x:v></x:c>' * 800_000
            + "</x:row>"
        ),
    )
    yield Hostile("5,000 sheets", _sheets(5000))


def _counts() -> Iterator[Hostile]:
    for count in ("4294967295", "18446744073709551615", "99999999999999999999999"):
        yield Hostile(f"{count} texts told", _counted(count))
    for count in ("0", "-1", "many"):
        yield Hostile(f"{count} texts told ", _counted(count))


def _books() -> Iterator[Hostile]:
    for name in (
        "../../etc",
        "=cmd|'/c calc'!A1",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "x" * 5000,
        "a&#10;b",
        "CON",
        "\u202egpj.JO",
        "",
        "JO'[x]",
    ):
        yield Hostile(f"a sheet called {name[:12]!r}", _named(name))
    yield Hostile("two sheets of one name", _named("HT"))
    yield Hostile(
        "a sheet very hidden",
        edited(WORKBOOK, ('<sheet name="JO"', '<sheet state="veryHidden" name="JO"')),
    )
    for kind in ("chartsheet", "dialogsheet", "xlMacrosheet"):
        yield Hostile(
            f"a {kind}",
            edited(
                RELATIONS,
                ('worksheet" Target="worksheets/sheet3', f'{kind}" Target="worksheets/sheet3'),
            ),
        )
    for target in (
        "worksheets/none.xml",
        "workbook.xml",
        "../../../etc/passwd",
        "file:///etc/passwd",
        "_rels/workbook.xml.rels",
        "sharedStrings.xml",
        "/",
        "",
    ):
        yield Hostile(
            f"a sheet at {target!r}",
            edited(RELATIONS, ('Target="worksheets/sheet2.xml"', f'Target="{target}"')),
        )
    yield Hostile(
        "a sheet outside",
        edited(
            RELATIONS,
            (
                'Target="worksheets/sheet2.xml"',
                'TargetMode="External" Target="http://127.0.0.1:9/a"',
            ),
        ),
    )
    yield Hostile("every sheet the same", _all_one)
    yield Hostile(
        "no sheets",
        recoded(WORKBOOK, lambda t: (t[: t.index("<sheets>")] + "</workbook>").encode()),
    )
    for part in (
        WORKBOOK,
        RELATIONS,
        SHEET,
        TEXTS,
        STYLES,
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
    ):
        yield Hostile(f"without {part}", _without(part))
    yield Hostile(
        "a macro",
        lambda g: packed(members_of({**g.xlsx, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 99})),
        ".xlsm",
    )
    yield Hostile(
        "a status of a million words",
        status('<c r="K8" t="inlineStr"><is>' + "<r><t>a </t></r>" * 300_000 + "</is></c>"),
    )


def _without(part: str) -> Callable[[Good], bytes]:
    return lambda good: packed(members_of({n: c for n, c in good.xlsx.items() if n != part}))


def _all_one(good: Good) -> bytes:
    parts = good.xlsx
    for number in range(3, 9):
        parts = changed(
            parts, RELATIONS, (f"worksheets/sheet{number}.xml", "worksheets/sheet2.xml")
        )
    return packed(members_of(parts))
