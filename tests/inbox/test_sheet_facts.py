"""Merged cells, hidden rows and the first year of the days are seen, however they are written."""

import io
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook
from raw_workbooks import MAIN, ods, ods_parts, sheet_xml, xlsx_parts, zipped
from sheet_hands import HANDS, Rewrite, cell, read, saved, sheet

from tilannekuva.inbox.contract import Limits, ReadFailure, RefusedError
from tilannekuva.inbox.facts import SheetFacts, merged_area, parse_area
from tilannekuva.inbox.gate import examine
from tilannekuva.inbox.sheet_scan import MERGED_LIMIT

TEXT = 'office:value-type="string"'


@pytest.fixture(name="hand", params=[*HANDS.values()], ids=[*HANDS])
def _hand(request: pytest.FixtureRequest) -> Rewrite:
    rewrite: Rewrite = request.param
    return rewrite


def facts(xml: str) -> SheetFacts:
    """Return what the gate finds in a workbook with this one sheet."""
    [found] = examine(zipped(xlsx_parts({"HT": xml})), Limits()).sheets
    return found


def with_merged(*areas: str, rows: str = '<row r="1"><c r="A1"><v>1</v></c></row>') -> str:
    """Return a sheet with merged areas, in the order Excel writes its parts."""
    listed = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return sheet_xml(rows).replace(
        "</sheetData>",
        f'</sheetData><autoFilter ref="A1:B9"/><mergeCells count="{len(areas)}">{listed}'
        "</mergeCells><phoneticPr/>",
    )


def test_merged_areas__ok(hand: Rewrite) -> None:
    """Each merged area is told by its first and its last cell."""
    found = facts(hand(with_merged("K9:K11", "A1:D1")))
    assert found.merged == ("K9:K11", "A1:D1")


def test_merged_areas__error(hand: Rewrite) -> None:
    """A single cell, and what names no area, is not merged; corners are put in order."""
    found = facts(hand(with_merged("B2:B2", "C3", "D4:C3", "$E$5:$E$6", "", "#REF!")))
    assert (found.merged, found.unread) == (("C3:D4", "E5:E6"), None)


def test_sheet_without_merged_areas__ok(hand: Rewrite) -> None:
    """A text that only speaks of merged cells makes none."""
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>mergeCell ref=A1:B2</t></is></c></row>'
    assert facts(hand(sheet_xml(rows))).merged == ()


def test_merged_areas_in_pieces__ok() -> None:
    """None is lost where a piece of the file ends within it."""
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
    areas = tuple(f"A{row}:B{row}" for row in range(1, 5001))
    for length in ((1 << 20) - 20_000, (1 << 20) - 150_000):
        found = facts(with_merged(*areas, rows=rows.format("a" * length)))
        assert found.merged == areas


@pytest.mark.parametrize("count", [MERGED_LIMIT, MERGED_LIMIT + 1])
def test_very_many_merged_areas(count: int, hand: Rewrite) -> None:
    """More merged areas than anybody makes are refused rather than kept."""
    xml = hand(with_merged(*(f"A{row}:B{row}" for row in range(1, count + 1))))
    if count <= MERGED_LIMIT:
        assert len(facts(xml).merged) == count
    else:
        with pytest.raises(RefusedError) as caught:
            facts(xml)
        danger = f"HT: > {MERGED_LIMIT} mergeCell"
        assert caught.value.failure == ReadFailure("unsafe", {"danger": danger})


ROWS_HIDDEN = (
    '<row r="1" spans="1:2"><c r="A1"><v>1</v></c></row>'
    '<row r="2" hidden="1"><c r="A2"><v>2</v></c></row>'
    '<row r="3" ht="20" customHeight="1" hidden="true"><c r="A3"><v>3</v></c></row>'
    '<row r="4" hidden="0"><c r="A4"><v>4</v></c></row>'
    '<row r="5" hidden="false"><c r="A5" t="inlineStr"><is><t>row hidden=1</t></is></c></row>'
    '<row hidden="1" r="6"><c r="A6"><v>6</v></c></row>'
    '<row r="7"><c r="A7"><v>7</v></c></row>'
    '<row r="9" hidden="1"/>'
)


def test_hidden_rows__ok(hand: Rewrite, tmp_path: Path) -> None:
    """Rows hidden by hand or by a filter are told, counted from 0, and their values are read."""
    xml = hand(sheet_xml(ROWS_HIDDEN))
    assert facts(xml).hidden_rows == {1, 2, 5, 8}
    found = sheet(zipped(xlsx_parts({"HT": xml})), tmp_path)
    assert found.hidden_rows == {1, 2, 5}
    assert [row[0] for row in found.rows] == [1, 2, 3, 4, "row hidden=1", 6, 7]


def test_hidden_row_without_a_number__ok() -> None:
    """A row that does not say which it is comes after the one before it."""
    rows = '<row><c r="A1"><v>1</v></c></row><row hidden="1"><c r="A2"><v>2</v></c></row>'
    assert facts(sheet_xml(rows)).hidden_rows == {1}


def test_rows_hidden_to_the_end__ok(hand: Rewrite) -> None:
    """Rows hidden far below cost nothing."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    rows += "".join(f'<row r="{row}" hidden="1"/>' for row in range(19_000, 25_000))
    assert facts(hand(sheet_xml(rows))).hidden_rows == frozenset(range(18_999, 20_000))


@pytest.mark.parametrize(
    ("stated", "from_1904"),
    [
        ("", False),
        ("<workbookPr/>", False),
        ('<workbookPr date1904="0"/>', False),
        ('<workbookPr date1904="false"/>', False),
        ('<workbookPr date1904="1"/>', True),
        ('<workbookPr defaultThemeVersion="124226" date1904="true"/>', True),
    ],
)
def test_first_year_of_days(stated: str, *, from_1904: bool, tmp_path: Path) -> None:
    """Old Macintosh workbooks count days from 1904, which they say of themselves."""
    parts = xlsx_parts({"HT": sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')})
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        "<sheets>", f"{stated}<sheets>"
    )
    assert read(zipped(parts), tmp_path).days_from_1904 is from_1904


def test_written_by_usual_programs__ok(tmp_path: Path) -> None:
    """What openpyxl and XlsxWriter write of it is found; a date is a date, whatever its count."""

    def fill(book: Workbook) -> None:
        page = book.worksheets[0]
        book.epoch = CALENDAR_MAC_1904
        for row in range(1, 8):
            page.cell(row, 1, date(2022, 5, row))
        page.merge_cells("B2:B4")
        page.merge_cells("C2:D2")
        page.row_dimensions[3].hidden = True

    book = read(saved(fill), tmp_path)
    assert book.days_from_1904
    [page] = book.sheets
    assert set(page.merged) == {"B2:B4", "C2:D2"}
    assert page.hidden_rows == {2}
    assert [row[0] for row in page.rows] == [date(2022, 5, day) for day in range(1, 8)]
    stream = io.BytesIO()
    written = xlsxwriter.Workbook(stream)
    table = written.add_worksheet("HT")
    table.merge_range("A1:C1", "Otsikko")
    for row in range(1, 6):
        table.write_number(row, 0, row)
    table.autofilter("A1:C6")
    table.filter_column("A", "x > 3")
    for row in (1, 2, 3):
        table.set_row(row, options={"hidden": True})
    written.close()
    page = sheet(stream.getvalue(), tmp_path)
    assert page.merged == ("A1:C1",)
    assert page.hidden_rows == {1, 2, 3}


def test_text_under_merged_cells__ok(hand: Rewrite, tmp_path: Path) -> None:
    """What lies under merged cells is read all the same."""
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>alla</t></is></c></row>'
    found = sheet(zipped(xlsx_parts({"HT": hand(with_merged("A1:B1", rows=rows))})), tmp_path)
    assert (found.rows, found.merged) == (((1.0, "alla"),), ("A1:B1",))


def ods_row(*cells: str, attributes: str = "") -> str:
    """Return a row of an OpenDocument table."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def test_ods_merged_and_hidden__ok(tmp_path: Path) -> None:
    """An .ods file tells merged cells by their spans and hidden rows by their visibility."""
    across = 'table:number-columns-spanned="2" table:number-rows-spanned="1"'
    down = 'table:number-columns-spanned="1" table:number-rows-spanned="3"'
    covered = "covered-table-cell"
    twice = 'table:number-rows-repeated="2"'
    hidden = 'table:visibility="collapse"'
    rows = (
        ods_row(cell(f"{TEXT} {across}", "a"), cell(TEXT, "alla", covered)),
        ods_row(cell(TEXT, "b"), attributes=f"{hidden} {twice}"),
        ods_row(cell(f"{TEXT} {down}", "c"), attributes='table:visibility="filter"'),
        ods_row(cell("", "", covered), cell(across), cell("", "", covered), attributes=twice),
        ods_row(cell(TEXT, "d"), attributes='table:visibility="visible"'),
        ods_row(attributes=f'{hidden} table:number-rows-repeated="1048569"'),
    )
    found = sheet(ods("".join(rows)), tmp_path)
    assert found.merged == ("A1:B1", "A4:A6", "B5:C5", "B6:C6")
    assert found.hidden_rows == {1, 2, 3}
    assert found.rows[0][:2] == ("a", "alla")
    assert [row[0] for row in found.rows] == ["a", "b", "b", "c", None, None, "d"]


def test_ods_very_many_merged_areas__error() -> None:
    """Repeated rows are counted before they are written out, and only as far as a sheet goes."""
    row = (
        '<table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-spanned="2"/>{}</table:table-row>'
    )
    [found] = examine(ods(row.format("")), Limits()).sheets
    assert len(found.merged) == Limits().last_row
    with pytest.raises(RefusedError):
        examine(ods(row.format('<table:table-cell table:number-columns-spanned="2"/>')), Limits())


@pytest.mark.parametrize(("day", "from_1904"), [("1904-01-01", True), ("1899-12-30", False)])
def test_ods_first_year_of_days(day: str, *, from_1904: bool, tmp_path: Path) -> None:
    tables = (
        f'<table:calculation-settings><table:null-date table:date-value="{day}"/>'
        '</table:calculation-settings><table:table table:name="HT"><table:table-row>'
        f"{cell(TEXT, 'a')}</table:table-row></table:table>"
    )
    assert read(zipped(ods_parts(tables)), tmp_path).days_from_1904 is from_1904


@pytest.mark.parametrize(
    ("text", "area"), [("K9:K11", (8, 10, 10, 10)), ("$d$4:c3", (2, 2, 3, 3)), ("A1:A1", (0,) * 4)]
)
def test_parse_area__ok(text: str, area: tuple[int, ...]) -> None:
    assert parse_area(text) == area


@pytest.mark.parametrize("text", ["", "A1", "A1:", ":A1", "A:A", "1:2", "A1:B2:C3", "#REF!"])
def test_parse_area__error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - it says what it could not read
        parse_area(text)
    assert merged_area(text) is None


def test_namespace_of_the_hands() -> None:
    """The other hands write the same sheet."""
    assert f'xmlns:x="{MAIN}"' in HANDS["with prefixes"](sheet_xml(""))
