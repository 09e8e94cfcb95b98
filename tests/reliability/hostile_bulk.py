"""Files that stay within what their zip tells, and would cost much time or memory all the same."""

import random
from collections.abc import Callable, Iterator

from hostile_files import (
    RELATIONS,
    SHEET,
    TEXTS,
    WORKBOOK,
    Good,
    Hostile,
)
from hostile_xml import edited
from raw_zip import members_of, packed, repeated

_SHEET_HEAD = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
_SHEET_END = b"</sheetData></worksheet>"
_TEXTS_HEAD = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_SIZE = 1 << 20


def _letters(number: int) -> str:
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def _drawn(one: Callable[[random.Random], str]) -> bytes:
    """Return a megabyte of things drawn by chance, which packs as what people write does."""
    chance = random.Random(5)  # noqa: S311 - the same file every time
    told: list[str] = []
    size = 0
    while size < _SIZE:
        told.append(one(chance))
        size += len(told[-1])
    return "".join(told).encode()


def _of(
    part: str, before: bytes, block: Callable[[], bytes], megabytes: int, after: bytes
) -> Callable[[Good], bytes]:
    def make(good: Good) -> bytes:
        big = repeated(part, before, block(), megabytes, after)
        return packed([*(m for m in members_of(good.xlsx) if m.name != part), big])

    return make


def _sheet(one: Callable[[random.Random], str], megabytes: int) -> Callable[[Good], bytes]:
    return _of(SHEET, _SHEET_HEAD, lambda: _drawn(one), megabytes, _SHEET_END)


def _number(chance: random.Random) -> str:
    row, column = chance.randrange(1, 5000), _letters(chance.randrange(500))
    return f'<row r="{row}"><c r="{column}{row}"><v>{chance.random()}</v></c></row>'


def _unaddressed(chance: random.Random) -> str:
    return "<row>" + "".join(f"<c><v>{chance.random()}</v></c>" for _ in range(200)) + "</row>"


def _error(chance: random.Random) -> str:
    row, column = chance.randrange(1, 5000), _letters(chance.randrange(500))
    return f'<row r="{row}"><c r="{column}{row}" t="e"><v>#N/A</v></c></row>'


def _formula(chance: random.Random) -> str:
    row, column = chance.randrange(1, 5000), _letters(chance.randrange(500))
    return f'<row r="{row}"><c r="{column}{row}"><f>{chance.random()}</f></c></row>'


def _quoted(one: Callable[[random.Random], str]) -> Callable[[random.Random], str]:
    """Return the same cells as the slower way of the gate has to read them."""
    return lambda chance: one(chance).replace('"', "'")


def _text(chance: random.Random) -> str:
    return f"<si><t>{chance.random()}</t></si>"


def _referred(good: Good) -> bytes:
    """One text of a megabyte in a thousand cells."""
    texts = (
        _TEXTS_HEAD + b"<si><t>" + _drawn(lambda chance: str(chance.random())) + b"</t></si></sst>"
    )
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 1001))
    sheet = _SHEET_HEAD + cells.encode() + _SHEET_END
    return packed(members_of({**good.xlsx, TEXTS: texts, SHEET: sheet}))


def _errors_in_a_tag(good: Good) -> bytes:
    """A tag whose search goes back over itself."""
    tag = '<row r="900"><c r="A900"' + ' t="e"' * 10_000
    return edited(SHEET, ("</sheetData>", f"{tag * 12}</sheetData>"))(good)


def _far_but_within(good: Good) -> bytes:
    cells = '<row r="20000"><c r="ZZ20000"><v>1</v></c></row>'
    return edited(SHEET, ("</sheetData>", f"{cells}</sheetData>"))(good)


def _full(good: Good) -> bytes:
    """As many cells as the limits let through, each with a text of its own."""
    chance = random.Random(6)  # noqa: S311 - the same file every time
    rows = "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{_letters(column)}{row}" t="inlineStr"><is><t>{chance.random()}</t></is></c>'
            for column in range(390)
        )
        + "</row>"
        for row in range(100, 470)
    )
    return edited(SHEET, ("</sheetData>", f"{rows}</sheetData>"))(good)


def _merged(area: Callable[[int], str]) -> Callable[[Good], bytes]:
    told = "".join(f'<mergeCell ref="{area(n)}"/>' for n in range(19_000))
    return edited(SHEET, ('<mergeCells count="6">', f"<mergeCells>{told}"))


def _slow_book(part: str, before: str, block: str) -> Callable[[Good], bytes]:
    """A sheet that only the slower reader reads, in a book that it takes long to open."""

    def make(good: Good) -> bytes:
        parts = dict(good.xlsx)
        spilt = '<row r="900"><c r="A900" t="e"><v>#SPILL!</v></c></row></sheetData>'
        parts[SHEET] = parts[SHEET].replace(b"</sheetData>", spilt.encode())
        parts[part] = parts[part].replace(before.encode(), (before + block).encode(), 1)
        return packed(members_of(parts))

    return make


def bulk() -> Iterator[Hostile]:
    """Yield every file of this kind."""
    yield Hostile("two corners within the limits", _far_but_within)
    yield Hostile("as many cells as there may be", _full)
    yield Hostile("two million cells", _sheet(_number, 100))
    yield Hostile("half a million cells", _sheet(_number, 30))
    yield Hostile("cells without addresses", _sheet(_unaddressed, 60))
    yield Hostile("cells in other quotes", _sheet(_quoted(_number), 100))
    yield Hostile("fewer cells in other quotes", _sheet(_quoted(_number), 25))
    yield Hostile("half a million errors", _sheet(_error, 40))
    yield Hostile("half a million formulas", _sheet(_formula, 40))
    yield Hostile("errors in other quotes", _sheet(_quoted(_error), 25))
    yield Hostile(
        "five million texts", _of(TEXTS, _TEXTS_HEAD, lambda: _drawn(_text), 200, b"</sst>")
    )
    yield Hostile(
        "texts of 280 MB",
        _of(
            TEXTS,
            _TEXTS_HEAD + b"<si><t>",
            lambda: _drawn(lambda c: str(c.random())),
            95,
            b"</t></si></sst>",
        ),
    )
    yield Hostile("a long text in many cells", _referred)
    yield Hostile("a tag that is slow to search", _errors_in_a_tag)
    yield Hostile("merged areas all over", _merged(lambda n: f"A{n + 1}:XFD1048576"))
    yield Hostile(
        "a book of nine megabytes of tags",
        edited(WORKBOOK, ("</workbook>", "<a/>" * 2_300_000 + "</workbook>")),
    )
    yield Hostile(
        "properties of nine megabytes of tags",
        edited("docProps/custom.xml", ("</Properties>", "<a/>" * 2_300_000 + "</Properties>")),
    )
    yield Hostile(
        "relations of nine megabytes",
        edited(RELATIONS, ("</Relationships>", "<a/>" * 2_300_000 + "</Relationships>")),
    )
