"""What readers change or drop without a word, each put into one place of an otherwise good return.

A case is a change to the parts of a workbook and the findings that must come of it and no others.
"""

# ruff: noqa: E501 - a case stands on one line
import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from damaged_sheets import Parts, Row, Sheet, sheet_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True)
class Case:
    """One silent conversion."""

    name: str
    change: Callable[[Parts], None]
    told: tuple[str, ...]
    """Code and place of every finding that comes of it."""


def part_of(parts: Parts, name: str) -> str:
    """Return the part of a sheet."""
    listed = re.findall(rb'<sheet name="([^"]+)"', parts["xl/workbook.xml"])
    return f"xl/worksheets/sheet{listed.index(name.encode()) + 1}.xml"


def _on(sheet: str, change: Callable[[Sheet], None]) -> Callable[[Parts], None]:
    def changed(parts: Parts) -> None:
        name = part_of(parts, sheet)
        model = sheet_of(parts[name])
        change(model)
        parts[name] = model.xml()

    return changed


def _row(sheet: Sheet, number: int) -> Row:
    for row in sheet.rows:
        if row.number == number:
            return row
    row = Row(number, "", [])
    sheet.rows.append(row)
    sheet.rows.sort(key=lambda each: each.number)
    return row


def put(place: str, kind: str, content: str, *, style: str = "") -> Callable[[Parts], None]:
    """Return the change that puts type and content into a cell such as ``HT!K8``."""
    name, _, address = place.partition("!")
    column, number = re.fullmatch(r"([A-Z]+)([0-9]+)", address).groups()  # type: ignore[union-attr]

    def change(sheet: Sheet) -> None:
        row = _row(sheet, int(number))
        typed = (f' t="{kind}"' if kind else "") + style
        cells = {each[0]: each for each in row.cells} | {column: (column, typed, content)}
        row.cells = sorted(cells.values(), key=lambda each: (len(each[0]), each[0]))

    return _on(name, change)


def text(place: str, typed: str) -> Callable[[Parts], None]:
    """Return the change that puts a text into a cell."""
    return put(place, "inlineStr", f'<is><t xml:space="preserve">{escape(typed)}</t></is>')


def second(place: str, content: str) -> Callable[[Parts], None]:
    """Return the change that puts a cell into the file again, after itself."""
    name, _, address = place.partition("!")

    def change(sheet: Sheet) -> None:
        row = _row(sheet, int(address[1:]))
        at = next(number for number, each in enumerate(row.cells) if each[0] == address[0])
        row.cells.insert(at + 1, (address[0], ' t="inlineStr"', f"<is><t>{content}</t></is>"))

    return _on(name, change)


def merged(name: str, area: str) -> Callable[[Parts], None]:
    """Return the change that merges cells."""

    def change(sheet: Sheet) -> None:
        one = f'<mergeCell ref="{area}"/></mergeCells>'
        sheet.after = sheet.after.replace("</mergeCells>", one)

    return _on(name, change)


def hidden_row(name: str, number: int) -> Callable[[Parts], None]:
    """Return the change that hides a row."""

    def change(sheet: Sheet) -> None:
        row = _row(sheet, number)
        row.attributes += ' hidden="1"'

    return _on(name, change)


def hidden_column(name: str, number: int) -> Callable[[Parts], None]:
    """Return the change that hides a column, counted from 1."""

    def change(sheet: Sheet) -> None:
        sheet.before = re.sub(
            rf'<col min="{number}" max="{number}"',
            f'<col hidden="1" min="{number}" max="{number}"',
            sheet.before,
        )

    return _on(name, change)


def row_twice(name: str, number: int) -> Callable[[Parts], None]:
    """Return the change that puts a row into the file again with other answers."""

    def change(sheet: Sheet) -> None:
        row = _row(sheet, number)
        cells = [
            (column, ' t="inlineStr"', "<is><t>toinen</t></is>") if column == "O" else each
            for each in row.cells
            for column in each[0]
            if column in "AO"
        ]
        sheet.rows.insert(sheet.rows.index(row) + 1, Row(number, row.attributes, cells))

    return _on(name, change)


def rewritten(name: str, change: Callable[[str], str]) -> Callable[[Parts], None]:
    """Return the change of a sheet's whole part."""

    def changed(parts: Parts) -> None:
        part = part_of(parts, name)
        parts[part] = change(parts[part].decode()).encode()

    return changed


def in_utf_16(name: str) -> Callable[[Parts], None]:
    """Return the change that writes a sheet in another encoding."""

    def changed(parts: Parts) -> None:
        part = part_of(parts, name)
        body = re.sub(rb"^<\?xml[^>]*\?>", b"", parts[part]).decode()
        parts[part] = f'<?xml version="1.0" encoding="UTF-16"?>{body}'.encode("utf-16")

    return changed


def state(name: str, shown: str) -> Callable[[Parts], None]:
    """Return the change that hides a sheet."""

    def changed(parts: Parts) -> None:
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
            f'<sheet name="{name}"'.encode(), f'<sheet name="{name}" state="{shown}"'.encode()
        )

    return changed


def renamed(name: str, other: str) -> Callable[[Parts], None]:
    """Return the change that gives a sheet another name."""

    def changed(parts: Parts) -> None:
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
            f'<sheet name="{name}"'.encode(), f'<sheet name="{other}"'.encode()
        )

    return changed


def commented(name: str, address: str, said: str) -> Callable[[Parts], None]:
    """Return the change that puts a comment on a cell."""

    def changed(parts: Parts) -> None:
        part = part_of(parts, name)
        related = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
        one = f'<Relationship Id="rId77" Type="{OFFICE}/comments" Target="../comments77.xml"/>'
        empty = f'<Relationships xmlns="{PACKAGE}"></Relationships>'.encode()
        end = b"</Relationships>"
        parts[related] = parts.get(related, empty).replace(end, one.encode() + end)
        parts["xl/comments77.xml"] = (
            f'<comments xmlns="{MAIN}"><authors><author>A</author></authors><commentList>'
            f'<comment ref="{address}" authorId="0"><text><r><t>{escape(said)}</t></r></text>'
            "</comment></commentList></comments>"
        ).encode()

    return changed


def both(*changes: Callable[[Parts], None]) -> Callable[[Parts], None]:
    """Return several changes as one."""

    def changed(parts: Parts) -> None:
        for change in changes:
            change(parts)

    return changed


SECOND_TABLE = '</sheetData><sheetData><row r="40"><c r="K40"><v>1</v></c></row></sheetData>'

CASES = (
    *(
        Case(f"the error {error} as a status", put("HT!K8", "e", f"<v>{error}</v>"), ("CELL-003 HT!K8",))
        for error in ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
    ),
    Case("an error without a word", put("HT!K8", "e", ""), ("CELL-003 HT!K8",)),
    Case("an error as a day", put("HT!L8", "e", "<v>#N/A</v>"), ("CELL-003 HT!L8",)),
    Case("an error in a text", put("HT!O8", "e", "<v>#REF!</v>"), ("CELL-003 HT!O8",)),
    Case("an error beside the table", put("HT!T8", "e", "<v>#REF!</v>"), ("CELL-013 HT!T8",)),
    Case("an error in a text of the form", put("HT!D8", "e", "<v>#REF!</v>"), ("CELL-014 HT!D8",)),
    Case("a formula without a value", put("HT!K8", "", "<f>B12</f>"), ("CELL-008 HT!K8",)),
    Case("a formula with an empty value", put("HT!K8", "", "<f>B12</f><v></v>"), ("CELL-008 HT!K8",)),
    Case("a text formula without a value", put("HT!O8", "str", "<f>B12</f>"), ("CELL-008 HT!O8",)),
    Case("a formula beside the table", put("HT!T9", "", "<f>A1</f>"), ("CELL-013 HT!T9",)),
    Case("not a number", put("HT!O8", "", "<v>NaN</v>"), ("CELL-003 HT!O8",)),
    Case("a number without end", put("HT!O8", "", "<v>INF</v>"), ("CELL-003 HT!O8",)),
    Case("a number too large", put("HT!O8", "", "<v>1e400</v>"), ("CELL-003 HT!O8",)),
    Case("a number too large as a day", put("HT!L8", "", "<v>1e300</v>"), ("CELL-002 HT!L8",)),
    Case("a day before 1900", put("HT!L8", "", "<v>-123.456</v>"), ("CELL-002 HT!L8",)),
    Case("the day 0", put("HT!L8", "", "<v>0</v>"), ("CELL-002 HT!L8",)),
    Case("the day that never was", put("HT!L8", "", "<v>60</v>"), ("CELL-002 HT!L8",)),
    Case("a day after 9999", put("HT!L8", "", "<v>2958466</v>"), ("CELL-002 HT!L8",)),
    Case("a day as a bare number", put("HT!L8", "", "<v>44895</v>"), ("CELL-006 HT!L8",)),
    Case("a day as text", text("HT!L8", "30.11.2022"), ("CELL-006 HT!L8",)),
    Case("a day's number as text", text("HT!L8", "44895"), ("CELL-002 HT!L8",)),
    Case("a day that can be two", text("HT!L8", "3/11/2022"), ("CELL-009 HT!L8",)),
    Case("a number with a comma", put("HT!L8", "", "<v>1,5</v>"), ("CELL-002 HT!L8",)),
    Case("a number of twenty digits as a day", put("HT!L8", "", "<v>12345678901234567890</v>"), ("CELL-002 HT!L8",)),
    Case("a truth value as a status", put("HT!K8", "b", "<v>1</v>"), ("CELL-001 HT!K8",)),
    Case("a truth value as a text", put("HT!O8", "b", "<v>1</v>"), ("CELL-021 HT!O8",)),
    Case("a number as a status", put("HT!K8", "", "<v>2</v>"), ("CELL-001 HT!K8",)),
    Case("the number of no text", put("HT!K8", "s", "<v>-1</v>"), ("CELL-003 HT!K8",)),
    Case("a cell twice", second("HT!M8", "matala"), ("CELL-017 HT!M8",)),
    Case("a cell twice with an answer that is none", second("HT!M8", "ehkä"), ("CELL-001 HT!M8", "CELL-017 HT!M8")),
    Case("a row twice", row_twice("HT", 8), ("CELL-017 HT!A8", "CELL-017 HT!O8")),
    Case("a row hidden", hidden_row("HT", 8), ("ROW-009 HT!K8",)),
    Case("a column hidden", hidden_column("HT", 13), ("ROW-030 HT!M8",)),
    Case("a sheet hidden", state("HT", "hidden"), ("FILE-007 HT",)),
    Case("a sheet hidden from the menus", state("JO", "veryHidden"), ("FILE-007 JO",)),
    Case("answers merged over rows", merged("HT", "M8:M9"), ("CELL-012 HT!M8", "CELL-018 HT!M9")),
    Case("answers merged over columns", merged("HT", "M8:N8"), ("CELL-018 HT!N8",)),
    Case("a comment on an answer", commented("HT", "K8", "Valmis jo!"), ("CELL-019 HT!K8",)),
    Case("a comment beside the table", commented("HT", "T30", "Kysy Annalta."), ("CELL-019 HT!T30",)),
    Case("a control character", text("HT!O8", "a_x0007_b"), ("CELL-020 HT!O8",)),
    Case("a character that turns the writing", text("HT!O8", "\u202eniap"), ("CELL-020 HT!O8",)),
    Case("a text longer than a cell", text("HT!O8", "x" * 32_768), ("CELL-007 HT!O8",)),
    Case("a text longer than asked for", text("HT!O8", "x" * 2001), ("CELL-004 HT!O8",)),
    Case("a value in the heading of a told column", text("HT!T7", "Omat"), ("ROW-007 HT!T7",)),
    Case("a told text changed", text("HT!D8", "muuta"), ("CELL-014 HT!D8",)),
    Case("a value under the table", text("HT!K30", "ehkä"), ("ROW-006 HT!A30",)),
    Case("cells where no program looks", rewritten("HT", lambda xml: xml.replace("</sheetData>", SECOND_TABLE)), ("FILE-006 HT",)),
    Case("a sheet cut off", rewritten("HT", lambda xml: xml[: len(xml) // 2]), ("FILE-002 HT",)),
    Case("a sheet with the number of a text too high", put("HT!K8", "s", "<v>99999</v>"), ("FILE-002 HT",)),
    Case("two sheets of one name", renamed("JO", "HT"), ("FILE-002 HT",)),
    Case("nearly a choice", text("HT!K8", "melkein valmis"), ("CELL-011 HT!K8",)),
    Case("a choice in other words", text("HT!K8", "Kesken"), ("CELL-005 HT!K8",)),
    Case("a misspelt choice", text("HT!M8", "kohtalainan"), ("CELL-010 HT!M8",)),
)  # fmt: skip
"""Each kind of silent conversion, with everything that is told of it."""

HARMLESS = (
    Case("a lying dimension", rewritten("HT", lambda xml: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', xml)), ()),
    Case("a sheet in another encoding", in_utf_16("HT"), ()),
    Case("an XML comment in a sheet", rewritten("HT", lambda xml: xml.replace("<sheetData>", "<sheetData><!-- x -->")), ()),
    Case("spaces in an empty cell", text("HT!T8", "   "), ()),
    Case("a formula with the empty text", put("HT!T8", "str", "<f>B1</f><v></v>"), ()),
    Case("an empty text of a cell's own", put("HT!T8", "inlineStr", "<is><t></t></is>"), ()),
    Case("a computed formula", put("HT!O8", "str", "<f>B1</f><v>Kunnossa.</v>"), ()),
    Case("a line end of another program", text("HT!O8", "a_x000D_\nb"), ()),
    Case("a decomposed letter", text("HT!O8", "e\u0301"), ()),
)  # fmt: skip
"""What readers stumble over and nobody needs to hear of, since it is read rightly."""
