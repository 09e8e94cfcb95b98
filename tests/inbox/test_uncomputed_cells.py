"""Errors and formulas without a result are told, and never read as blank."""

from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from raw_workbooks import ods, sheet_xml, xlsx, xlsx_parts, zipped
from sheet_hands import HANDS, Rewrite, cell, saved, sheet

from tilannekuva.inbox.contract import Limits, ReadFailure
from tilannekuva.inbox.reader import read_workbook


@pytest.fixture(name="hand", params=[*HANDS.values()], ids=[*HANDS])
def _hand(request: pytest.FixtureRequest) -> Rewrite:
    rewrite: Rewrite = request.param
    return rewrite


NO_RESULT: dict[str, tuple[str, dict[str, str]]] = {
    "no value": ('<c r="A1"><f>1+1</f></c>', {"A1": "=1+1"}),
    "empty value": ('<c r="A1"><f>1+1</f><v></v></c>', {"A1": "=1+1"}),
    "closed value": ('<c r="A1"><f>1+1</f><v/></c>', {"A1": "=1+1"}),
    "something after it": ('<c r="A1"><f>1+1</f><v></v><extLst/></c>', {"A1": "=1+1"}),
    "boolean": ('<c r="A1" t="b"><f>TRUE()</f><v></v></c>', {"A1": "=TRUE()"}),
    "text": ('<c r="A1" t="str"><f>B1</f></c>', {"A1": "=B1"}),
    "wrong order": ('<c r="A1"><v>5</v><f>1+1</f></c>', {"A1": "5"}),
    "wrong order, text": ('<c r="A1" t="str"><v>valmis</v><f>B1</f></c>', {"A1": "valmis"}),
    "wrong order, blank": ('<c r="A1"><v></v><f>1+1</f></c>', {"A1": "=1+1"}),
    "error": ('<c r="A1" t="e"><f>1/0</f><v></v></c>', {"A1": "=1/0"}),
    "error without anything": ('<c r="A1" t="e"/><c r="C1"><v>5</v></c>', {"A1": "#?"}),
    "error in other words": ('<c r="A1" t="e"><v>#PUUTTUU!</v></c>', {"A1": "#PUUTTUU!"}),
    "error of today": ('<c r="A1" t="e"><f>X()</f><v>#BLOCKED!</v></c>', {"A1": "#BLOCKED!"}),
    "shared": (
        (
            '<c r="A1"><f t="shared" ref="A1:B1" si="0">C1</f></c>'
            '<c r="B1"><f t="shared" si="0"/></c><c r="C1"><v>1</v></c>'
        ),
        {"A1": "=C1", "B1": "="},
    ),
    "array": (
        '<c r="A1"><f t="array" ref="A1:C1">D1:F1</f><v></v></c><c r="B1"/><c r="C1"><v>3</v></c>',
        {"A1": "=D1:F1", "B1": "=D1:F1"},
    ),
    "table of values": (
        '<c r="A1"><f t="dataTable" ref="A1:B1" dt2D="1" r1="C1" r2="D1"/></c>',
        {"A1": "=", "B1": "="},
    ),
}


@pytest.mark.parametrize(("cells", "shown"), NO_RESULT.values(), ids=NO_RESULT.keys())
def test_formula_without_a_result__error(
    cells: str, shown: dict[str, str], hand: Rewrite, tmp_path: Path
) -> None:
    """A formula that nobody has computed is told with its text and never read as blank."""
    xml = hand(sheet_xml(f'<row r="1">{cells}</row><row r="2"><c r="A2"><v>7</v></c></row>'))
    found = sheet(zipped(xlsx_parts({"HT": xml})), tmp_path)
    assert found.error_cells == shown
    values = dict(zip("ABC", found.rows[0], strict=False))
    assert all(values[address[0]] is None for address in shown)


RESULT = {
    "number": ('<c r="A1"><f>1+1</f><v>2</v></c>', 2.0),
    "shared": ('<c r="A1"><f t="shared" si="0"/><v>2</v></c>', 2.0),
    "array": ('<c r="A1"><f t="array" ref="A1:A1">B1</f><v>2</v></c>', 2.0),
    "boolean": ('<c r="A1" t="b"><f>TRUE()</f><v>1</v></c>', True),
    "text": ('<c r="A1" t="str"><f>B1</f><v>valmis</v></c>', "valmis"),
    "text with spaces": (
        '<c r="A1" t="str"><f>B1</f><v xml:space="preserve"> valmis</v></c>',
        " valmis",
    ),
    "the empty text": ('<c r="A1" t="str"><f>""</f><v></v></c>', None),
    "text in the cell": ('<c r="A1" t="inlineStr"><f>B1</f><is><t>valmis</t></is></c>', "valmis"),
    "no formula": ('<c r="A1" t="b"><v></v></c>', None),
}


@pytest.mark.parametrize(("cell", "value"), RESULT.values(), ids=RESULT.keys())
def test_formula_with_a_result__ok(cell: str, value: object, hand: Rewrite, tmp_path: Path) -> None:
    """A stored result is the value; the empty text is one too."""
    xml = hand(sheet_xml(f'<row r="1">{cell}<c r="B1"><v>7</v></c></row>'))
    found = sheet(zipped(xlsx_parts({"HT": xml})), tmp_path)
    assert (found.rows, found.error_cells) == (((value, 7.0),), {})


def test_formula_with_a_blank_result__error(tmp_path: Path) -> None:
    """A result of nothing but spaces is none, unless it is a text."""
    cells = '<c r="A1"><f>1+1</f><v> </v></c><c r="B1" t="str"><f>" "</f><v> </v></c>'
    found = sheet(xlsx(f'<row r="1">{cells}</row>'), tmp_path)
    assert (found.rows, found.error_cells) == (((None, " "),), {"A1": "=1+1"})


def test_array_of_openpyxl__error(tmp_path: Path) -> None:
    """An array formula saved without being computed leaves none of its cells blank in silence."""

    def fill(book: Workbook) -> None:
        book.worksheets[0]["B2"] = ArrayFormula("B2:B4", "=D2:D4")

    found = sheet(saved(fill), tmp_path)
    assert found.error_cells == dict.fromkeys(("B2", "B3", "B4"), "=D2:D4")


def test_very_large_array__error(tmp_path: Path) -> None:
    """An area is told as far as anybody would read it."""
    rows = '<row r="1"><c r="A1"><f t="array" ref="A1:Z20000">B1</f></c></row>' * 3
    assert len(sheet(xlsx(rows), tmp_path).error_cells) == 2000


TEXT = 'office:value-type="string"'
EMPTY_TEXT = (
    '<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>'  # LibreOffice
)
ODS_NO_RESULT = {
    "no type": (cell('table:formula="of:=X()"'), "=X()"),
    "number": (cell('table:formula="of:=X()" office:value-type="float"'), "=X()"),
    "date": (cell('table:formula="of:=TODAY()" office:value-type="date"'), "=TODAY()"),
    "boolean": (cell('table:formula="of:=TRUE()" office:value-type="boolean"'), "=TRUE()"),
    "number without its value": (cell('office:value-type="float"', "5"), "5"),
    "date without its value": (cell('office:value-type="date"', "31.5.2022"), "31.5.2022"),
    "text of no type": (cell("", "valmis"), "valmis"),
    "formula of no type": (cell('table:formula="of:=X()"', "valmis"), "valmis"),
    "error by its type": (cell(f'{TEXT} calcext:value-type="error"', "#N/A"), "#N/A"),
    "error in an unknown type": (
        cell('table:formula="of:=1/0" office:value-type="error"', "#DIV/0!"),
        "#DIV/0!",
    ),
    "error in Finnish": (
        cell('table:formula="of:=X()" office:value-type="float" office:value="0"', "Virhe:508"),
        "Virhe:508",
    ),
    "error with a false zero": (
        cell('table:formula="of:=1/0" office:value-type="float" office:value="0"', "#Jako/0!"),
        "#Jako/0!",
    ),
    "error as its text": (
        cell(f'table:formula="of:=1/0" {TEXT} office:string-value="#ARVO!"'),
        "#ARVO!",
    ),
}


@pytest.mark.parametrize(("first", "shown"), ODS_NO_RESULT.values(), ids=ODS_NO_RESULT.keys())
def test_ods_formula_without_a_result__error(first: str, shown: str, tmp_path: Path) -> None:
    """What an .ods file shows or computes in a cell is told where the reader has no value."""
    rows = f"<table:table-row>{first}{cell(TEXT, 'b')}</table:table-row>"
    found = sheet(ods(rows), tmp_path)
    assert (found.rows, found.error_cells) == (((None, "b"),), {"A1": shown})


def test_ods_matrix_without_a_result__error(tmp_path: Path) -> None:
    spans = 'table:number-matrix-rows-spanned="2" table:number-matrix-columns-spanned="1"'
    matrix = cell(f'table:formula="of:=X()" {spans}')
    rows = f"<table:table-row>{matrix}</table:table-row>"
    assert sheet(ods(rows), tmp_path).error_cells == {"A1": "=X()", "A2": "=X()"}


@pytest.mark.parametrize(
    ("first", "value"),
    [
        (cell(f'table:formula="of:=B1" {TEXT}', "valmis"), "valmis"),
        (cell(f'table:formula="of:=&quot;&quot;" {TEXT}'), None),
        (EMPTY_TEXT, None),
        (cell('table:formula="of:=1" office:value-type="float" office:value="1"', "1"), 1.0),
        (cell('office:value-type="percentage" office:value="0.5"', "50 %"), 0.5),
        (cell(TEXT, "#N/A"), "#N/A"),
        (cell('table:style-name="ce1"'), None),
    ],
)
def test_ods_formula_with_a_result__ok(first: str, value: object, tmp_path: Path) -> None:
    rows = f"<table:table-row>{first}{cell(TEXT, 'b')}</table:table-row>"
    found = sheet(ods(rows), tmp_path)
    assert (found.rows, found.error_cells) == (((value, "b"),), {})


@pytest.mark.parametrize("cells", ['<c r="A1" t="e">', '<c r="A1"><f>', '<c r="A1"><f/>'])
def test_cells_without_an_end__error(cells: str, tmp_path: Path) -> None:
    """A sheet that is not well-formed is told as that, however many such cells it has."""
    path = tmp_path / "17.xlsx"
    path.write_bytes(xlsx(f'<row r="1">{cells * 50_000}</row>'))
    assert read_workbook(path, Limits()) == ReadFailure("unreadable")
