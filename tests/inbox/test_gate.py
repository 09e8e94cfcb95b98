"""The gate refuses what could harm the reader, and finds what the reader does not show."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from raw_workbooks import (
    MAIN,
    STRICT_MAIN,
    STRICT_OFFICE,
    ods,
    ods_parts,
    sheet_xml,
    written,
    xlsx,
    xlsx_parts,
    zipped,
)

from tilannekuva.domain.dispositions import REASONS
from tilannekuva.inbox.contract import Limits, ReadFailure, RefusedError
from tilannekuva.inbox.facts import SheetFacts, parse_address
from tilannekuva.inbox.gate import examine

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512)


def refused(data: bytes, limits: Limits | None = None) -> ReadFailure:
    """Return the failure that the gate tells."""
    with pytest.raises(RefusedError) as caught:
        examine(data, limits or Limits())
    assert caught.value.failure.reason in REASONS
    return caught.value.failure


def sheet(data: bytes) -> SheetFacts:
    """Return what the gate finds in the one sheet of a workbook."""
    [found] = examine(data, Limits()).sheets
    return found


def test_workbook__ok() -> None:
    """An ordinary workbook shows its sheets and no fault."""
    facts = examine(written({"HT": [["a", 1.0]], "JO": []}), Limits())
    assert facts.kind == "ooxml"
    assert facts.sheets == (SheetFacts("HT"), SheetFacts("JO"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty-file"),
        (b"id;status\n1;valmis\n", "unreadable"),
        (b"<html><table></table></html>", "unreadable"),
        (OLE, "other-format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (written({"HT": []})[:-30], "unreadable"),
        (b"PK\x03\x04", "unreadable"),
        (zipped({"readme.txt": "hello"}), "unreadable"),
        (zipped(xlsx_parts({})), "no-sheets"),
    ],
)
def test_kind_of_file__error(data: bytes, reason: str) -> None:
    """A file's kind is told by its bytes."""
    assert refused(data).reason == reason


def changed(part: str, change: Callable[[str], str]) -> bytes:
    """Return a plain workbook with one part changed."""
    parts = xlsx_parts({"HT": sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')})
    parts[part] = change(str(parts[part]))
    return zipped(parts)


def test_other_office_documents__error() -> None:
    """A text document or a binary workbook under our extension is told as what it is."""
    word = changed("xl/workbook.xml", lambda _: "<w:document xmlns:w='w'/>")
    binary = changed("_rels/.rels", lambda text: text.replace("workbook.xml", "workbook.bin"))
    text = ods_parts("") | {"mimetype": "application/vnd.oasis.opendocument.text"}
    assert {refused(each).reason for each in (word, binary, zipped(text))} == {"other-format"}


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_core_that_is_damaged__error(part: str) -> None:
    assert refused(changed(part, lambda text: text[:-20])).reason == "unreadable"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"]
)
def test_document_type__error(part: str) -> None:
    """A document type can hold entities that grow without bound; no Office program writes one."""
    bomb = '<!DOCTYPE a [<!ENTITY b "bbb">]>'
    data = changed(
        part, lambda text: text.replace("<w", bomb + "<w", 1).replace("<R", bomb + "<R", 1)
    )
    assert refused(data) == ReadFailure("unsafe", {"danger": f"{part}: <!DOCTYPE>"})


def test_document_type_far_down__error() -> None:
    """A comment before it does not hide it."""
    head = f"<!--{' ' * 5000}--><!DOCTYPE worksheet []>"
    data = zipped(xlsx_parts({"HT": f'{head}<worksheet xmlns="{MAIN}"/>'}))
    assert refused(data).reason == "unsafe"


def test_sizes__error() -> None:
    """Sizes are held to their limits by what the zip declares, before anything is unpacked."""
    bomb = changed("xl/workbook.xml", lambda text: text + " " * (2 << 20))
    many = zipped({f"part{number}.xml": "" for number in range(30)})
    padding = "".join(f"<!--{number:x}-->" for number in range(1_500_000))
    big_part = changed("xl/workbook.xml", lambda text: text + padding)
    assert refused(bomb, Limits(unpacked_megabytes=1)) == ReadFailure(
        "too-large", {"limit": "1 MB"}
    )
    assert refused(many, Limits(parts=20)) == ReadFailure("unsafe", {"danger": "zip: 30 > 20"})
    assert refused(many, Limits(parts=0)).reason == "unsafe"
    assert refused(bytes(2 << 20), Limits(file_megabytes=1)).reason == "too-large"
    assert refused(big_part) == ReadFailure("unsafe", {"danger": "xl/workbook.xml: 17 MB"})
    assert refused(changed("xl/workbook.xml", lambda text: text + " " * (17 << 20))) == ReadFailure(
        "unsafe", {"danger": "xl/workbook.xml: 1018:1 > 100:1"}
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["xl/workbook.xml", "XL/Workbook.xml"])
def test_part_that_is_there_twice__error(name: str) -> None:
    """Two readers may take different ones of two parts with one name."""
    stream = io.BytesIO(written({"HT": []}))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, "<workbook/>")
    assert refused(stream.getvalue()) == ReadFailure("unsafe", {"danger": f"2 × {name}"})


def test_zip_with_password__error() -> None:
    data = bytearray(written({"HT": []}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data)).reason == "password"


FAR = {
    "usual": '<row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "row": '<row r="20001"><c r="A20001" s="1" t="s"><v>0</v></c></row>',
    "column": '<row r="1"><c r="AAA1" t="inlineStr"><is><t>a</t></is></c></row>',
    "formula": '<row r="1"><c r="AAA1"><f>1+1</f></c></row>',
    "beyond Excel": '<row r="1"><c r="A4294967296"><v>1</v></c></row>',
    "small letters": '<row r="1"><c r="xfd1"><v>1</v></c></row>',
    "one quote": "<row r='1'><c r='XFD1'><v>1</v></c></row>",
    "late address": '<row r="1"><c s="1" r="XFD1"><v>1</v></c></row>',
    "spaces": '<row r="1"><c  r = "XFD1" ><v>1</v></c ></row>',
    "line end": '<row r="1"><c\nr="XFD1"><v>1</v></c></row>',
    "prefix": f'<x:row xmlns:x="{MAIN}" r="1"><x:c r="XFD1"><x:v>1</x:v></x:c></x:row>',
    "after a comment": '<!-- --><row r="1"><c r="XFD1"><v>1</v></c></row>',
    "false blank": '<row r="1"><c r="XFD1" s="/>"><v>1</v></c></row>',
    "no addresses": f"<row>{'<c/>' * 702}<c><v>1</v></c></row>",
    "no cell address": '<row r="20001"><c><v>1</v></c></row>',
    "no addresses at all": f"{'<row/>' * 20_000}<row><c><v>1</v></c></row>",
    "beyond a megabyte": '<row r="1"><c r="A1"><v>1</v></c></row>' * 50_000
    + '<row r="1"><c r="XFD1"><v>1</v></c></row>',
}


@pytest.mark.parametrize("rows", FAR.values(), ids=FAR.keys())
def test_cell_far_outside__error(rows: str) -> None:
    """However it is written, a value far outside is refused: readers reserve all before it."""
    failure = refused(xlsx(rows))
    assert failure.reason == "unsafe"
    assert str(failure.values["danger"]).startswith("HT!")


NEAR = {
    "blank": '<row r="1048576" s="1"><c r="XFD1048576" s="1"/></row>',
    "blank with an end": '<row r="1"><c r="XFD1" s="1"></c></row>',
    "blank with a space": '<row r="1"><c r="XFD1" s="1" /></row>',
    "last": '<row r="20000"><c r="ZZ20000"><v>1</v></c></row>',
    "colon in a text": '<row r="1"><c r="A1" t="inlineStr"><is><t>:c </t></is></c></row>',
    "far text": '<row r="1"><c r="A1" t="inlineStr"><is><t>XFD1048576 r="XFD1"</t></is></c></row>',
    "coloured text": '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><color rgb="FF"/></rPr>'
    "<t>a</t></r></is></c></row>",
}


@pytest.mark.parametrize("rows", NEAR.values(), ids=NEAR.keys())
def test_cell_far_outside__ok(rows: str) -> None:
    """Blank cells with a format cost the reader nothing, wherever they are."""
    assert sheet(xlsx(rows)) == SheetFacts("HT")


def test_narrow_limits() -> None:
    """Limits below the usual ones hold as well."""
    limits = Limits(last_row=100, last_column=26)
    assert examine(xlsx('<row r="100"><c r="Z100"><v>1</v></c></row>'), limits).sheets
    for address in ("Z101", "AA1"):
        failure = refused(xlsx(f'<row><c r="{address}"><v>1</v></c></row>'), limits)
        assert failure.values == {"danger": f"HT!{address}"}


def test_columns_and_rules_are_no_cells__ok() -> None:
    """What stands around the rows is not taken for cells."""
    xml = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', before='<cols><col min="1"/></cols>')
    xml = xml.replace("</worksheet>", "<conditionalFormatting/></worksheet>")
    assert sheet(zipped(xlsx_parts({"HT": xml}))) == SheetFacts("HT")


ERRORS = (
    '<row r="1"><c r="A1" s="1" t="e"><v>#REF!</v></c>'
    '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1"><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f>SUM(C1)&amp;"a"</f></c><c r="B2"><f>1+1</f><v></v></c>'
    '<c r="C2"><f>1+1</f><v/></c><c r="D2"><f>1+1</f><v>2</v></c>'
    '<c r="E2" t="str"><f>""</f><v></v></c><c r="F2"><f t="shared" si="0"/></c>'
    '<c r="G2"><f>A1&gt;B1</f>\n</c></row>'
)
FOUND = {
    "A1": "#REF!",
    "B1": "#DIV/0!",
    "A2": '=SUM(C1)&"a"',
    "B2": "=1+1",
    "C2": "=1+1",
    "F2": "=",
    "G2": "=A1>B1",
}


def test_errors_and_formulas__ok() -> None:
    """Error cells and formulas without a result are found, and formulas with one are not."""
    assert sheet(xlsx(ERRORS)).error_cells == FOUND


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.replace('"', "'").replace("''", '""').replace("'a'", '"a"'),
        lambda rows: "<!-- a comment -->" + rows,
        lambda rows: rows.replace("<", "<x:").replace("<x:/", "</x:"),
    ],
    ids=["quotes", "comment", "prefix"],
)
def test_errors_in_other_writing__ok(change: Callable[[str], str]) -> None:
    """The slower way finds the same."""
    xml = sheet_xml(change(ERRORS)).replace("<sheetData", f'<sheetData xmlns:x="{MAIN}"')
    found = sheet(zipped(xlsx_parts({"HT": xml})))
    assert (found.name, found.error_cells, found.unread) == ("HT", FOUND, None)


def test_long_formula__ok() -> None:
    found = sheet(xlsx(f'<row r="1"><c r="A1"><f>{"1+" * 1000}1</f></c></row>'))
    assert len(found.error_cells["A1"]) == 200


def test_strict_workbook__ok() -> None:
    """A workbook saved as Strict Open XML has other namespaces and the same cells."""
    rows = '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>'
    parts = xlsx_parts(
        {"HT": sheet_xml(rows, namespace=STRICT_MAIN)}, main=STRICT_MAIN, office=STRICT_OFFICE
    )
    assert sheet(zipped(parts)) == SheetFacts("HT", {"A1": "#N/A"})


def test_sheets_that_cannot_be_read__error() -> None:
    """A missing part, a broken one and a second sheet of a name cost that sheet only."""
    good = sheet_xml("")
    parts = xlsx_parts({"HT": good, "JO": None, "PJ": good[:-5].replace("<w", "<!-- --><w")})
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        "</sheets>", '<sheet name="HT" sheetId="9" r:id="rId1"/></sheets>'
    )
    found = examine(zipped(parts), Limits()).sheets
    assert [(each.name, each.unread is None) for each in found] == [
        ("HT", True),
        ("JO", False),
        ("PJ", False),
        ("HT", False),
    ]


def test_bytes_that_rotted__error() -> None:
    """A part whose checksum does not hold is not read."""
    data = bytearray(xlsx("<row/>" * 100))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        member = archive.getinfo("xl/worksheets/sheet1.xml")
    data[data.rfind(member.CRC.to_bytes(4, "little"))] ^= 1
    assert sheet(bytes(data)).unread


def test_other_encodings__ok() -> None:
    """The fast reader takes a part in UTF-16 for empty, so it is not asked."""
    xml = sheet_xml('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>')
    wide = xml.replace("UTF-8", "UTF-16").encode("utf-16")
    assert sheet(zipped(xlsx_parts({"HT": wide}))) == SheetFacts("HT", {"A1": "#N/A"}, plain=False)
    narrow = xml.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert not sheet(zipped(xlsx_parts({"HT": narrow}))).plain


def test_false_count_of_texts__error() -> None:
    """The reader reserves memory for as many shared texts as are declared."""
    parts = xlsx_parts({"HT": sheet_xml("")})
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace(
        "</Rel", '<Relationship Id="s" Type="x/sharedStrings" Target="/xl/texts.xml"/></Rel'
    )
    parts["xl/texts.xml"] = f'<sst xmlns="{MAIN}" count="1" uniqueCount="4294967295"><si/></sst>'
    assert refused(zipped(parts)).reason == "unsafe"


def test_properties_and_time__ok() -> None:
    """Custom properties of any type are told as text, and the last save in UTC."""
    types = 'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
    parts = xlsx_parts({"HT": sheet_xml("")})
    parts["docProps/custom.xml"] = (
        f'<Properties xmlns="x" {types}>'
        '<property name="region"><vt:lpwstr>05</vt:lpwstr></property>'
        '<property name="layout"><vt:i4>2</vt:i4></property><property name="none"/></Properties>'
    )
    parts["docProps/core.xml"] = (
        '<cp:coreProperties xmlns:cp="c" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dcterms:modified>2022-06-01T12:00:00+03:00</dcterms:modified></cp:coreProperties>"
    )
    facts = examine(zipped(parts), Limits())
    assert facts.properties == {"region": "05", "layout": "2"}
    assert facts.modified == datetime(2022, 6, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["yesterday", "", "0001-01-01T00:00:00+14:00"])
def test_time_that_is_none__error(text: str) -> None:
    core = f'<c xmlns:d="http://purl.org/dc/terms/"><d:modified>{text}</d:modified></c>'
    parts = xlsx_parts({"HT": sheet_xml("")}) | {"docProps/core.xml": core}
    assert examine(zipped(parts), Limits()).modified is None


def test_ods__ok() -> None:
    """An OpenDocument spreadsheet shows its tables, errors, properties and Finnish time."""
    rows = (
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell'
        ' table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell'
        ' table:formula="of:=X()" office:value-type="float" office:value="0">'
        "<text:p>Err:508</text:p></table:table-cell>"
        '<table:covered-table-cell table:formula="of:=1+1"/>'
        '<table:table-cell office:value-type="string"><office:annotation><text:p>#REF!</text:p>'
        "</office:annotation><text:p>#REF!</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
    )
    meta = (
        '<dc:date>2022-06-01T12:00:00.123456789</dc:date><meta:user-defined meta:name="region">05'
        "</meta:user-defined>"
    )
    table = f'<table:table table:name="HT">{rows}</table:table>'
    facts = examine(
        zipped(ods_parts(table + '<table:table table:name="JO"/>', meta=meta)), Limits()
    )
    assert facts.kind == "ods"
    assert facts.sheets == (
        SheetFacts(
            "HT",
            {"C1": "#DIV/0!", "A2": "Err:508", "A3": "Err:508", "B2": "=1+1", "B3": "=1+1"},
            comments={"C2": "#REF!"},
        ),
        SheetFacts("JO"),
    )
    assert facts.properties == {"region": "05"}
    assert facts.modified == datetime(2022, 6, 1, 9, 0, 0, 123456, tzinfo=UTC)


VALUE = 'office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'


FAR_CELLS = {
    "XFD1": f'<table:table-cell table:number-columns-repeated="16384" {VALUE}',
    "AAA1": f'<table:table-cell table:number-columns-repeated="702"/><table:table-cell {VALUE}',
}
ODS_FAR = {
    address: f"<table:table-row>{cells}</table:table-row>" for address, cells in FAR_CELLS.items()
} | {
    "A1048576": '<table:table-row table:number-rows-repeated="1048575"/>'
    f"<table:table-row><table:table-cell {VALUE}</table:table-row>",
    "A20001": '<table:table-row table:number-rows-repeated="20001">'
    f"<table:table-cell {VALUE}</table:table-row>",
}


@pytest.mark.parametrize(("address", "rows"), ODS_FAR.items())
def test_ods_cell_far_outside__error(address: str, rows: str) -> None:
    """Repetitions are counted before anybody writes them out."""
    assert refused(ods(rows)) == ReadFailure("unsafe", {"danger": f"HT!{address}"})


def test_ods_that_cannot_be_read__error() -> None:
    parts = ods_parts('<table:table table:name="HT"/>')
    locked = str(parts["META-INF/manifest.xml"]).replace(
        "/>",
        "><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
    )
    content = str(parts["content.xml"])
    row = '<table:table-row table:number-rows-repeated="many"/>'
    assert refused(zipped(parts | {"META-INF/manifest.xml": locked})).reason == "password"
    assert refused(zipped(parts | {"content.xml": content[:-9]})).reason == "unreadable"
    assert refused(zipped(parts | {"content.xml": "<!DOCTYPE a><a/>"})).reason == "unsafe"
    assert refused(ods(row)).reason == "unreadable"
    del parts["content.xml"]
    assert refused(zipped(parts)).reason == "unreadable"


@pytest.mark.parametrize(
    ("address", "place"), [("A1", (0, 0)), ("F14", (13, 5)), ("zz9", (8, 701))]
)
def test_parse_address__ok(address: str, place: tuple[int, int]) -> None:
    assert parse_address(address) == place


@pytest.mark.parametrize("address", ["", "A", "1", "A0", "$A$1", "A1B", "Ä1", "A-1"])
def test_parse_address__error(address: str) -> None:
    with pytest.raises(ValueError, match=re.escape(address) + "$"):
        parse_address(address)
