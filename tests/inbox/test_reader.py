"""A workbook's cells are read as they are, sheet by sheet, whichever reader it takes."""

import io
import math
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from raw_workbooks import (
    STRICT_MAIN,
    STRICT_OFFICE,
    Cell,
    ods,
    ods_parts,
    sheet_xml,
    written,
    xlsx,
    xlsx_parts,
    zipped,
)

from tilannekuva.domain.workbook import SheetCells, WorkbookCells
from tilannekuva.inbox.contract import Limits, ReadFailure
from tilannekuva.inbox.reader import read_workbook
from tilannekuva.inbox.wire import decode_reply, encode_reply

Read = Callable[[bytes], WorkbookCells | ReadFailure]
BOX = "<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>"
SPILL = '<c r="D1" t="e"><v>#SPILL!</v></c>'


@pytest.fixture(name="read")
def _read(tmp_path: Path) -> Read:
    def read(data: bytes) -> WorkbookCells | ReadFailure:
        path = tmp_path / "17.xlsx"
        path.write_bytes(data)
        return read_workbook(path, Limits())

    return read


def sheets(result: WorkbookCells | ReadFailure) -> tuple[SheetCells, ...]:
    """Return the sheets of a workbook that was read."""
    assert isinstance(result, WorkbookCells), result
    return result.sheets


def test_values__ok(read: Read) -> None:
    """Every kind of value is told as what it is; blank is None; rows are equally long."""
    moment = datetime.fromisoformat("2022-05-31T12:30:01")
    rows: list[list[Cell]] = [
        ["valmis", " Väli ", "00123", "=1+1", "rivi\nrivi"],
        [5, 0.5, True, False],
        [],
        [date(2022, 5, 31), moment, time(7, 5), None, None, "loppu"],
    ]
    [sheet] = sheets(read(written({"HT": rows})))
    assert sheet == SheetCells(
        "HT",
        (
            ("valmis", " Väli ", "00123", "=1+1", "rivi\nrivi", None),
            (5.0, 0.5, True, False, None, None),
            (None,) * 6,
            (date(2022, 5, 31), moment, time(7, 5), None, None, "loppu"),
        ),
    )
    assert [type(value) for value in sheet.rows[1][:3]] == [float, float, bool]
    assert type(sheet.rows[3][0]) is date


def test_rows_begin_at_the_corner__ok(read: Read) -> None:
    """Blank rows and columns before the first value are there."""
    data = xlsx('<row r="3"><c r="C3"><v>1</v></c></row>')
    assert sheets(read(data))[0].rows == ((None,) * 3, (None,) * 3, (None, None, 1.0))


def test_sheets_properties_and_time__ok(read: Read) -> None:
    """Hidden sheets are read and said to be hidden; identity and time come along."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    for name in ("Kansi", "Ä & Ö", "_listat", "_meta"):
        book.add_worksheet(name).write_string(0, 0, name)
    book.get_worksheet_by_name("_listat").hide()
    book.get_worksheet_by_name("_meta").very_hidden()
    book.set_custom_property("region", "05")
    moment = datetime.fromisoformat("2022-06-01T09:00:00+00:00")
    book.set_properties({"created": moment.replace(tzinfo=None)})
    book.close()
    result = read(stream.getvalue())
    assert [(sheet.name, sheet.visible, sheet.rows) for sheet in sheets(result)] == [
        ("Kansi", True, (("Kansi",),)),
        ("Ä & Ö", True, (("Ä & Ö",),)),
        ("_listat", False, (("_listat",),)),
        ("_meta", False, (("_meta",),)),
    ]
    assert isinstance(result, WorkbookCells)
    assert (result.properties, result.modified) == ({"region": "05"}, moment)


def test_written_by_openpyxl__ok(read: Read) -> None:
    """A formula that was never computed is told as one, not as blank."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["valmis", 5, None, "=1+1"])
    stream = io.BytesIO()
    book.save(stream)
    book.close()
    [sheet] = sheets(read(stream.getvalue()))
    assert sheet.rows[0][:3] == ("valmis", 5.0, None)
    assert sheet.error_cells == {"D1": "=1+1"}


def test_error_cells__ok(read: Read) -> None:
    """A cell that shows an error is None, and told with its text."""
    data = xlsx('<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><v>1</v></c></row>')
    assert sheets(read(data)) == (SheetCells("HT", ((None, 1.0),), error_cells={"A1": "#REF!"}),)


def test_error_cells_at_the_end__ok(read: Read) -> None:
    """The rows reach to an error cell, though no value stands there."""
    data = xlsx('<row r="3"><c r="B3" t="e"><v>#REF!</v></c></row>')
    [sheet] = sheets(read(data))
    assert (sheet.rows, sheet.error_cells) == (((None, None),) * 3, {"B3": "#REF!"})


def test_duration_and_numbers_that_are_none__ok(read: Read) -> None:
    """A duration is told in hours; what is no number shows as an error, as it is written."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    form = book.add_format({"num_format": "[h]:mm:ss"})
    book.add_worksheet().write_datetime(0, 0, timedelta(days=1, hours=2, seconds=5), form)
    book.close()
    assert sheets(read(stream.getvalue()))[0].rows == (("26:00:05",),)
    huge = xlsx('<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>NaN</v></c></row>')
    [found] = sheets(read(huge))
    assert (found.rows, found.error_cells) == (((None, None),), {"A1": "1e999", "B1": "NaN"})


SLOW_ROWS = (
    f'<row r="1"><c r="A1" t="inlineStr"><is><t>valmis</t></is></c><c r="B1"><v>5</v></c>{SPILL}'
    '</row><row r="3"><c r="A3" t="b"><v>1</v></c></row>'
)


@pytest.mark.parametrize(
    "before", ["", '<dimension ref="A1"/>', '<dimension ref="A1:XFD1048576"/>']
)
def test_sheet_the_fast_reader_cannot_read__ok(read: Read, before: str) -> None:
    """One #SPILL! takes a sheet to the slow reader, which believes no dimension."""
    parts = xlsx_parts({"HT": sheet_xml(SLOW_ROWS, before=before), "JO": sheet_xml("")})
    assert sheets(read(zipped(parts))) == (
        SheetCells(
            "HT",
            (("valmis", 5.0, None, None), (None,) * 4, (True, None, None, None)),
            error_cells={"D1": "#SPILL!"},
        ),
        SheetCells("JO", ()),
    )


def test_dates_of_the_slow_reader__ok(read: Read) -> None:
    """Both readers tell a day as a date, and a date beyond the calendar as an error."""
    data = written({"HT": [[date(2022, 5, 31), date(2022, 6, 1), 1.0, 1.0]]})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    parts["xl/worksheets/sheet1.xml"] = re.sub('<c r="D1">.*?</c>', SPILL, text).replace(
        "<v>44713<", "<v>1E300<"
    )
    [sheet] = sheets(read(zipped(parts)))
    assert sheet.rows == ((date(2022, 5, 31), None, 1.0, None),)
    assert sheet.error_cells == {"B1": "#VALUE!", "D1": "#SPILL!"}


def test_sheet_nobody_can_read__error(read: Read) -> None:
    """It is there without rows and with the reason, and the other sheets stand."""
    parts = xlsx_parts({"HT": sheet_xml('<row r="1"><c r="A1"><v>1</v>'), "JO": None, "PJ": ""})
    parts["xl/worksheets/sheet3.xml"] = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')
    broken, missing, good = sheets(read(zipped(parts)))
    assert broken.rows == missing.rows == ()
    assert broken.unread
    assert missing.unread == "no part xl/worksheets/sheet2.xml"
    assert good == SheetCells("PJ", ((1.0,),))


def test_no_sheet_can_be_read__error(read: Read) -> None:
    assert read(zipped(xlsx_parts({"HT": None}))) == ReadFailure("unreadable")
    assert read(zipped(xlsx_parts({}))) == ReadFailure("no-sheets")


def test_sheets_of_one_name__error(read: Read) -> None:
    """The fast reader gives the first sheet for both: the second is not taken from it."""
    one, two = (sheet_xml(f'<row r="1"><c r="A1"><v>{n}</v></c></row>') for n in (1, 2))
    parts = xlsx_parts({"HT": one, "JO": two})
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace('"JO"', '"HT"')
    first, second = sheets(read(zipped(parts)))
    assert first.rows == ((1.0,),)
    assert (second.name, second.rows, bool(second.unread)) == ("HT", (), True)


def test_other_namespaces__ok(read: Read) -> None:
    """Strict workbooks, and prefixes of the writer's own choice, are read as any."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    strict = xlsx_parts(
        {"HT": sheet_xml(rows, namespace=STRICT_MAIN)}, main=STRICT_MAIN, office=STRICT_OFFICE
    )
    prefixed = sheet_xml(rows).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    prefixed = prefixed.replace("xmlns=", "xmlns:x=")
    for parts in (strict, xlsx_parts({"HT": prefixed})):
        assert sheets(read(zipped(parts))) == (SheetCells("HT", ((1.0,),)),)


def test_utf_16__ok(read: Read) -> None:
    """The fast reader takes a sheet in UTF-16 for empty; it is read by the slow one."""
    xml = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>ä</t></is></c></row>')
    data = zipped(xlsx_parts({"HT": xml.replace("UTF-8", "UTF-16").encode("utf-16")}))
    assert sheets(read(data)) == (SheetCells("HT", (("ä",),)),)


def test_ods_under_another_name__ok(read: Read) -> None:
    """The bytes tell the kind of a file, not its name."""
    rows = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>valmis</text:p>'
        '</table:table-cell><table:table-cell office:value-type="date"'
        ' office:date-value="2022-05-31"/><table:table-cell table:formula="of:=1/0"'
        ' office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell>"
        '<table:table-cell office:value-type="float" office:value="2"/></table:table-row>'
    )
    [sheet] = sheets(read(ods(rows)))
    assert sheet == SheetCells(
        "HT", (("valmis", date(2022, 5, 31), None, 2.0),), error_cells={"C1": "#DIV/0!"}
    )
    twice = '<table:table table:name="HT"/>' * 2
    assert [bool(each.unread) for each in sheets(read(zipped(ods_parts(twice))))] == [False, True]


@pytest.mark.parametrize(
    ("paragraphs", "text"),
    [
        ("<text:p>a<text:line-break/>b</text:p>", "a\nb"),
        ("<text:p><text:span>a<text:line-break></text:line-break></text:span>b</text:p>", "a\nb"),
        ("<text:p>a<text:tab/>b</text:p>", "a\tb"),
        ("<text:p>a<text:s text:c='2'/>b</text:p>", "a  b"),
        ("<text:p>a<![CDATA[ <&]]><!-- <text:tab/> -->b</text:p>", "a <&b"),
        ("<text:p><![CDATA[<text:line-break/>ä]]></text:p>", "<text:line-break/>ä"),
        ("<text:p>a</text:p>\n  <text:p>b</text:p>\n ", "a\nb"),
        ("<text:p>a<text:line-break/></text:p><text:p/><text:p>b</text:p>", "a\n\n\nb"),
        ("<text:p><text:span>a</text:span> <text:span>b</text:span></text:p>", "a b"),
        ("<text:p>a&#10;b &amp;lt;</text:p>", "a\nb &lt;"),
        (f"<draw:g xmlns:draw='draw'><draw:line/>{BOX}</draw:g><text:p>a</text:p>", "a"),
    ],
)
@pytest.mark.parametrize("layout", ["", "\n    "])
def test_texts_of_an_ods__ok(read: Read, paragraphs: str, text: str, layout: str) -> None:
    """A text is what people see, in lines or in one, with sections or without."""
    row = layout.join((
        "<table:table-row>",
        f'<table:table-cell office:value-type="string">{layout}{paragraphs}</table:table-cell>',
        '<table:table-cell office:value-type="float" office:value="2"/>',
        "</table:table-row>",
    ))  # fmt: skip
    [sheet] = sheets(read(ods(f"{layout}{row}{layout}")))
    assert sheet == SheetCells("HT", ((text, 2.0),))


def test_comments_of_an_ods__ok(read: Read) -> None:
    """What somebody says beside a cell is known by its address, and is no value of the cell."""
    comment = (
        "<office:annotation><dc:creator>x</dc:creator><dc:date>2022-06-01T12:00:00</dc:date>"
        "<text:p>valmis</text:p><text:p>toukokuussa</text:p></office:annotation>"
    )
    rows = (
        f'<table:table-row><table:table-cell office:value-type="string">{comment}<text:p>a</text:p>'
        f"</table:table-cell><table:table-cell>{comment}</table:table-cell></table:table-row>"
    )
    [sheet] = sheets(read(ods(rows)))
    said = "valmis\ntoukokuussa"
    assert sheet == SheetCells("HT", (("a",),), comments={"A1": said, "B1": said})


def test_gate_is_asked_first__error(read: Read) -> None:
    """What the gate refuses never comes to a reader."""
    far = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
    assert read(xlsx(far)) == ReadFailure("unsafe", {"danger": "HT!XFD1"})
    assert read(b"") == ReadFailure("empty-file")


def test_sheets_that_span_too_much__error(read: Read) -> None:
    """Two corners within the limits still span more cells than anybody fills."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9999"><c r="ZZ9999"><v>1</v></c></row>'
    assert read(xlsx(rows)) == ReadFailure("unsafe", {"danger": "HT!A1:ZZ9999"})


def test_workbook_the_fast_reader_cannot_open__ok(read: Read) -> None:
    """A workbook part in UTF-16 is the slow reader's too, with what the gate knows of sheets."""
    parts = xlsx_parts({"HT": sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')})
    listed = str(parts["xl/workbook.xml"]).replace('sheetId="1"', 'sheetId="1" state="hidden"')
    parts["xl/workbook.xml"] = f'<?xml version="1.0" encoding="UTF-16"?>{listed}'.encode("utf-16")
    assert sheets(read(zipped(parts))) == (SheetCells("HT", ((1.0,),), visible=False),)


def test_missing_texts__error(read: Read) -> None:
    """A text that is not there is no blank."""
    parts = xlsx_parts({"HT": sheet_xml('<row r="1"><c r="A1" t="s"><v>3</v></c></row>')})
    assert read(zipped(parts)) == ReadFailure("unreadable")


def test_entity_in_a_value__error(read: Read) -> None:
    """The fast reader drops such a cell in silence."""
    rows = '<row r="1"><c r="A1"><v>&unknown;</v></c><c r="B1"><v>1</v></c></row>'
    assert read(xlsx(rows)) == ReadFailure("unreadable")


def test_comment_in_a_value__ok(read: Read) -> None:
    """The fast reader would end the number at the comment."""
    rows = '<row r="1"><c r="A1"><v>1<!-- -->2</v></c><c r="B1"><v><![CDATA[3]]></v></c></row>'
    assert sheets(read(xlsx(rows)))[0].rows == ((12.0, 3.0),)


# What Excel and XML can hold: no lone surrogates, no control characters, no carriage returns.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=20
).filter(lambda text: text.strip() == text and not re.search("_x[0-9A-Fa-f]{4}_", text))
NUMBERS = st.floats(-1e15, 1e15).map(lambda number: float(f"{number:.15g}")).filter(math.isfinite)
DATES = st.dates(date(1900, 3, 1), date(9999, 12, 31))
MOMENTS = st.builds(
    datetime.combine, st.dates(date(1900, 3, 1), date(2200, 12, 31)), st.just(time(12, 30))
)
CELLS = st.none() | TEXTS | NUMBERS | st.booleans() | DATES | MOMENTS
TABLES = st.lists(st.lists(CELLS, max_size=5), max_size=5)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tables=st.lists(TABLES, min_size=1, max_size=3))
def test_whatever_is_written_is_read__ok(read: Read, tables: list[list[list[Cell]]]) -> None:
    """Any values written are read the same, also through the pipe."""
    result = read(written({f"S{number}": table for number, table in enumerate(tables)}))
    for sheet, table in zip(sheets(result), tables, strict=True):
        expected = {
            (row, column): value
            for row, cells in enumerate(table)
            for column, value in enumerate(cells)
            if value not in {None, ""}
        }
        found = {
            (row, column): value
            for row, cells in enumerate(sheet.rows)
            for column, value in enumerate(cells)
            if value is not None
        }
        assert found == expected
        assert {place: type(value) for place, value in found.items()} == {
            place: type(value) for place, value in expected.items()
        }
        assert len({len(row) for row in sheet.rows}) <= 1
    assert decode_reply(encode_reply(result, "t"), "t") == result
