"""What a reader gives is compared with what the file holds, and a difference is accounted for."""

from pathlib import Path

import pytest
from raw_workbooks import MAIN, OFFICE, PACKAGE, ods, sheet_xml, xlsx, xlsx_parts, zipped
from sheet_hands import HANDS, Rewrite, cell, sheet

from tilannekuva.domain.workbook import CellValue
from tilannekuva.inbox.parts import DamagedPartError
from tilannekuva.inbox.reconcile import FarNumber, reconciled

TEXTS = (
    f'<sst xmlns="{MAIN}"><si><t>yksi</t></si><si><t></t></si>'
    '<si><t xml:space="preserve">  </t></si>'
    '<si><r><t>a</t></r><rPh sb="0" eb="1"><t>ääni</t></rPh><r><t>b</t></r></si></sst>'
)


def with_texts(rows: str) -> bytes:
    """Return a workbook with a list of texts, of which two say nothing."""
    parts = xlsx_parts({"HT": sheet_xml(rows)})
    related = str(parts["xl/_rels/workbook.xml.rels"])
    one = f'<Relationship Id="rId9" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = related.replace(
        "</Relationships>", f"{one}</Relationships>"
    )
    parts["xl/sharedStrings.xml"] = TEXTS
    return zipped(parts)


@pytest.fixture(name="hand", params=[*HANDS.values()], ids=[*HANDS])
def _hand(request: pytest.FixtureRequest) -> Rewrite:
    rewrite: Rewrite = request.param
    return rewrite


@pytest.mark.parametrize(
    ("rows", "seen"),
    [
        ("", 0),
        ('<row r="1"><c r="A1"/><c r="B1" t="s"/></row>', 0),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="C1" t="b"><v>0</v></c></row>', 2),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>', 1),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t></t></is></c></row>', 0),
        ('<row r="1"><c r="A1" t="str"><f>B1</f><v></v></c></row>', 0),
        ('<row r="1"><c r="A1" t="str"><f>B1</f><v xml:space="preserve">a</v></c></row>', 1),
        ('<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><f>C1</f><v/></c></row>', 2),
        ('<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="e"/></row>', 2),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', 1),
    ],
)
def test_cells_seen__ok(hand: Rewrite, rows: str, seen: int, tmp_path: Path) -> None:
    """A cell counts by what it holds, once, however the sheet is written."""
    found = sheet(zipped(xlsx_parts({"HT": hand(sheet_xml(rows))})), tmp_path)
    assert (found.seen, found.lost) == (seen, {})


def test_texts_that_say_nothing__ok(tmp_path: Path) -> None:
    """The number of an empty text makes no cell, and how a text is spoken is no part of it."""
    cells = "".join(f'<c r="{"ABCD"[n]}1" t="s"><v>{n}</v></c>' for n in range(4))
    found = sheet(with_texts(f'<row r="1">{cells}</row>'), tmp_path)
    assert (found.rows, found.lost) == ((("yksi", None, "  ", "ab"),), {})
    assert found.seen == 3


@pytest.mark.parametrize("number", ["-1", "x", "1.0"])
def test_number_of_no_text__error(tmp_path: Path, number: str) -> None:
    """What the reader would take for the first text of the workbook is an error."""
    found = sheet(with_texts(f'<row r="1"><c r="A1" t="s"><v>{number}</v></c></row>'), tmp_path)
    assert (found.rows, found.error_cells) == (((None,),), {"A1": "#?"})


def test_cell_twice__error(tmp_path: Path) -> None:
    """The last of two contents counts, and the first is kept."""
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="A1" t="s"><v>3</v></c>'
        '<c r="B1"><v>1</v></c><c r="B1" t="str"><v></v></c></row>'
    )
    found = sheet(with_texts(rows), tmp_path)
    assert (found.rows, found.twice) == ((("ab", None),), {"A1": "yksi", "B1": "1"})
    assert (found.seen, found.lost) == (1, {})


def test_rows_out_of_order__error(tmp_path: Path) -> None:
    """The fast reader takes rows in any order; what the slow one leaves out is known as lost."""
    xml = sheet_xml(
        '<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    )
    found = sheet(zipped(xlsx_parts({"HT": xml})), tmp_path)
    assert (found.rows, found.seen, found.lost) == (((1.0,), (2.0,)), 2, {})
    commented = xml.replace("<sheetData>", "<sheetData><!-- x -->")
    found = sheet(zipped(xlsx_parts({"HT": commented})), tmp_path)
    assert (found.seen, found.lost) == (2, {"A1": "1"})


def test_rows_after_the_end__error(tmp_path: Path) -> None:
    """Cells of a second table, which no reader looks for, are lost, and known by their address."""
    xml = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')
    second = '</sheetData><sheetData><row r="2"><c r="B2"><v>7</v></c></row></sheetData>'
    found = sheet(zipped(xlsx_parts({"HT": xml.replace("</sheetData>", second)})), tmp_path)
    assert (found.rows, found.seen, found.lost) == (((1.0,),), 2, {"B2": "7"})


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("12345678901234567890", "12345678901234567890"),
        ("1E+20", 1e20),
        ("1234567890123456", 1234567890123456.0),
        ("-98765432109876543210", "-98765432109876543210"),
    ],
)
def test_number_of_many_digits__ok(tmp_path: Path, number: str, value: object) -> None:
    """A number that a cell cannot keep exactly stays as the file writes it."""
    found = sheet(xlsx(f'<row r="1"><c r="A1"><v>{number}</v></c></row>'), tmp_path)
    assert found.rows == ((value,),)


def test_repeated_cells_of_ods__ok(tmp_path: Path) -> None:
    """Cells that OpenDocument writes once for many count as many as they are."""
    one = cell('office:value-type="string" table:number-columns-repeated="3"', "a")
    rows = f'<table:table-row table:number-rows-repeated="4">{one}</table:table-row>'
    blank = cell('table:number-columns-repeated="700"')
    found = sheet(ods(f"{rows}<table:table-row>{blank}</table:table-row>"), tmp_path)
    assert (found.seen, found.lost) == (12, {})


def test_hidden_columns__ok(hand: Rewrite, tmp_path: Path) -> None:
    """Hidden columns are told, counted from 0, in either format."""
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>1</v></c></row>'
    columns = '<cols><col min="2" max="3" width="9" hidden="1"/><col min="4" max="4"/></cols>'
    found = sheet(zipped(xlsx_parts({"HT": hand(sheet_xml(rows, before=columns))})), tmp_path)
    assert found.hidden_columns == {1, 2}


def test_hidden_columns_of_ods__ok(tmp_path: Path) -> None:
    """A column of OpenDocument is hidden by its visibility, as often as it is repeated."""
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse"'
        ' table:number-columns-repeated="2"/>'
    )
    one = cell('office:value-type="string" table:number-columns-repeated="4"', "a")
    found = sheet(ods(f"{columns}<table:table-row>{one}</table:table-row>"), tmp_path)
    assert found.hidden_columns == {1, 2}


def test_comments__ok(tmp_path: Path) -> None:
    """A comment is told by its cell, its runs together."""
    parts = xlsx_parts({"HT": sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')})
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/comments"'
        ' Target="../comments1.xml"/></Relationships>'
    )
    parts["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}"><commentList><comment ref="$K$9"><text><r><t>Val</t></r>'
        '<rPh><t>x</t></rPh><r><t xml:space="preserve">mis </t></r></text></comment>'
        '<comment ref="nowhere"><text><t>x</t></text></comment></commentList></comments>'
    )
    assert sheet(zipped(parts), tmp_path).comments == {"K9": "Valmis"}


def test_damaged_comments__ok(tmp_path: Path) -> None:
    """Comments that cannot be read cost no cell."""
    parts = xlsx_parts({"HT": sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')})
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = "<Relation"
    found = sheet(zipped(parts), tmp_path)
    assert (found.rows, found.comments) == (((1.0,),), {})


def test_sheet_nobody_can_count__error() -> None:
    """Where the cells cannot be counted one by one the sum stays open, and no number is endless."""

    def recount() -> dict[tuple[int, int], tuple[str, ...]]:
        raise DamagedPartError("HT")

    rows: list[list[CellValue]] = [[1.0, FarNumber("inf")]]
    known = reconciled(rows, {}, 5, 0, recount)
    assert (known.seen, known.errors, rows) == (5, {"B1": "inf"}, [[1.0, None]])
