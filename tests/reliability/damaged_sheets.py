"""Filled forms, damaged cell by cell in their parts as hands and programs damage them."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

Parts = dict[str, bytes]
"""The parts of a workbook's file by their names."""

_ROW = re.compile(r"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)[0-9]+"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_NUMBER = re.compile(r' r="[0-9]+"')
_TYPE = re.compile(r' t="[a-z]+"', re.IGNORECASE)
_ANSWERS = "KLMNOP"
_LETTERS = "ABCDEFGHIJKLMNOPQRST"

TEXTS = (
    *("valmis", "ehkä", "käynnissä ", "KLAR", "x", "HT-1.1.1", "JO-9.9.9", "31.2.2022", "11/2022"),
    *(
        "  ",
        "\u00a0",
        "\u200b",
        "=1+1",
        "@SUM(A1)",
        "Tila",
        "Tunnus",
        "Vahvuudet",
        "Osatehtävä HT 1",
    ),
    *("e\u0301", "\u202eniap", "a_x000D_b", "a_x0007_b", "rivi\nrivi", "y" * 2001, "z" * 32_768),
)
NUMBERS = (
    "0",
    "-1",
    "44926",
    "2958466",
    "1e300",
    "1e400",
    "NaN",
    "12345678901234567890",
    "0.1",
    "60",
)
ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?")


@dataclass
class Row:
    """One row: its number, its attributes, and its cells as they are written."""

    number: int
    attributes: str
    cells: list[tuple[str, str, str]]
    """Column, attributes without the address, content."""

    def xml(self) -> str:
        """Return the row as a part has it."""
        cells = "".join(
            f'<c r="{column}{self.number}"{attributes}>{content}</c>'
            for column, attributes, content in self.cells
        )
        return f'<row r="{self.number}"{self.attributes}>{cells}</row>'


@dataclass
class Sheet:
    """One sheet that is being damaged."""

    before: str
    rows: list[Row]
    after: str

    def xml(self) -> bytes:
        """Return the part of the sheet."""
        rows = "".join(row.xml() for row in self.rows)
        return f"{self.before}<sheetData>{rows}</sheetData>{self.after}".encode()


def sheet_of(part: bytes) -> Sheet:
    """Return a worksheet part as rows of cells."""
    before, _, rest = part.decode().partition("<sheetData>")
    middle, _, after = rest.partition("</sheetData>")
    rows: list[Row] = []
    for found in _ROW.finditer(middle):
        number = int(_NUMBER.search(found[1])[0].split('"')[1])  # type: ignore[index]
        cells = [(each[1], each[2], each[3] or "") for each in _CELL.finditer(found[2] or "")]
        rows.append(Row(number, _NUMBER.sub("", found[1]), cells))
    return Sheet(before, rows, after)


def content(draw: random.Random) -> tuple[str, str]:
    """Return type and content of a cell, as the programs in use may write them."""
    kind = draw.choice(("text", "text", "number", "error", "formula", "boolean", "computed", "day"))
    if kind == "text":
        return (
            ' t="inlineStr"',
            f'<is><t xml:space="preserve">{escape(draw.choice(TEXTS))}</t></is>',
        )
    if kind == "number":
        return "", f"<v>{draw.choice(NUMBERS)}</v>"
    if kind == "error":
        return ' t="e"', f"<v>{draw.choice(ERRORS)}</v>"
    if kind == "formula":
        return "", draw.choice(("<f>A1+B2</f>", "<f>A1</f><v></v>", "<f>A1</f><v/>"))
    if kind == "boolean":
        return ' t="b"', f"<v>{draw.choice('01')}</v>"
    if kind == "day":
        return ' t="d"', "<v>2022-11-30</v>"
    return ' t="str"', draw.choice(("<f>B2</f><v>valmis</v>", "<f>B2</f><v></v>"))


def put(sheet: Sheet, draw: random.Random) -> None:
    """Type something into any cell, in the answers or far beside them."""
    row = draw.choice(sheet.rows)
    column = draw.choice(_ANSWERS if draw.random() < 0.6 else _LETTERS)
    attributes, inside = content(draw)
    others = [each for each in row.cells if each[0] != column]
    row.cells = sorted(
        [*others, (column, attributes, inside)], key=lambda each: (len(each[0]), each[0])
    )


def twice(sheet: Sheet, draw: random.Random) -> None:
    """Put a cell into the file a second time, with something else in it."""
    row = draw.choice([each for each in sheet.rows if each.cells])
    at = draw.randrange(len(row.cells))
    attributes, inside = content(draw)
    row.cells.insert(at + 1, (row.cells[at][0], attributes, inside))


def row_twice(sheet: Sheet, draw: random.Random) -> None:
    """Put a whole row into the file a second time."""
    at = draw.randrange(len(sheet.rows))
    row = sheet.rows[at]
    sheet.rows.insert(at + 1, Row(row.number, row.attributes, list(row.cells)))


def out_of_order(sheet: Sheet, draw: random.Random) -> None:
    """Put a row to the end of the file, whatever its number."""
    sheet.rows.append(sheet.rows.pop(draw.randrange(len(sheet.rows))))


def deleted(sheet: Sheet, draw: random.Random) -> None:
    """Empty a row."""
    sheet.rows.pop(draw.randrange(len(sheet.rows)))


def copied(sheet: Sheet, draw: random.Random) -> None:
    """Copy a row below all others, as somebody who wants two answers does."""
    row = draw.choice(sheet.rows)
    last = max(each.number for each in sheet.rows)
    sheet.rows.append(Row(last + 1, row.attributes, list(row.cells)))


def hidden_row(sheet: Sheet, draw: random.Random) -> None:
    """Hide a row."""
    row = draw.choice(sheet.rows)
    if " hidden=" not in row.attributes:
        row.attributes += ' hidden="1"'


def hidden_column(sheet: Sheet, draw: random.Random) -> None:
    """Hide a column, if the sheet says anything of its columns."""
    sheet.before = re.sub(r"<col (?![^>]*hidden)", '<col hidden="1" ', sheet.before, count=1)
    del draw


def merged(sheet: Sheet, draw: random.Random) -> None:
    """Merge cells, with whatever stands in them."""
    row, column = draw.choice(sheet.rows).number, draw.randrange(len(_ANSWERS) - 1)
    first = _ANSWERS[column]
    last = _ANSWERS[draw.randrange(column, len(_ANSWERS))]
    area = f"{first}{row}:{last}{row + draw.randrange(3)}"
    if "<mergeCells" in sheet.after and area.split(":", maxsplit=1)[0] != area.split(":")[1]:
        sheet.after = sheet.after.replace(
            "</mergeCells>", f'<mergeCell ref="{area}"/></mergeCells>'
        )


def moved_columns(sheet: Sheet, draw: random.Random) -> None:
    """Change the places of two columns."""
    one, other = draw.sample(_LETTERS[:16], 2)
    swap = {one: other, other: one}
    for row in sheet.rows:
        cells = [(swap.get(each[0], each[0]), *each[1:]) for each in row.cells]
        row.cells = sorted(cells, key=lambda each: (len(each[0]), each[0]))


def retyped_heading(sheet: Sheet, draw: random.Random) -> None:
    """Type over one cell of the rows above the table, as headings and labels are."""
    row = draw.choice(sheet.rows[:8])
    if row.cells:
        at = draw.randrange(len(row.cells))
        text = escape(draw.choice(TEXTS[:12]))
        row.cells[at] = (row.cells[at][0], ' t="inlineStr"', f"<is><t>{text}</t></is>")


def lying_dimension(sheet: Sheet, draw: random.Random) -> None:
    """Let the sheet say that it is smaller or larger than it is."""
    said = draw.choice(("A1", "A1:B2", "A1:ZZ999"))
    sheet.before = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{said}"', sheet.before)


DAMAGES: tuple[Callable[[Sheet, random.Random], None], ...] = (
    *(put, put, put, twice, row_twice, out_of_order, deleted, copied, hidden_row, hidden_column),
    *(merged, moved_columns, retyped_heading, lying_dimension),
)


def damaged(parts: Parts, draw: random.Random) -> Parts:
    """Return the parts of a workbook, one to three sheets of it damaged in several ways."""
    changed = dict(parts)
    sheets = sorted(name for name in parts if name.startswith("xl/worksheets/sheet"))
    for name in draw.sample(sheets, draw.randint(1, 3)):
        sheet = sheet_of(parts[name])
        for _ in range(draw.randint(1, 8)):
            if len(sheet.rows) > 1:
                draw.choice(DAMAGES)(sheet, draw)
        changed[name] = sheet.xml()
    if draw.random() < 0.2:
        book = changed["xl/workbook.xml"].decode().replace(' state="visible"', "")
        name = draw.choice(("HT", "JO", "PJ"))
        hidden = book.replace(f'<sheet name="{name}"', f'<sheet name="{name}" state="hidden"')
        changed["xl/workbook.xml"] = hidden.encode()
    return changed


def parts_of(data: bytes) -> Parts:
    """Return the parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts) -> bytes:
    """Return a workbook of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()
