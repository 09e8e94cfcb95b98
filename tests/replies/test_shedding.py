"""A marked copy holds texts, numbers and looks, and nothing that acts by itself."""

from typing import Any

import pytest
from marked_workbooks import (
    WRONG,
    cell,
    marked,
    opened,
    parts,
    returned,
    with_part,
)
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from tilannekuva.publish.replies.marking.order import Line, Mark

FORMULAS = {
    '=HYPERLINK("http://example.fi","x")': "x",
    "=cmd|'/c calc'!A0": "0",
    "=[1]Sheet1!A1": "#REF!",
    "=A1": "HT-1.2.1",
}


def test_formulas_become_values__ok() -> None:
    """What a formula showed stays as text; one whose value is not stored stays as its text."""
    data = returned({f"D{row}": formula for row, formula in enumerate([*FORMULAS, "=B1"], start=1)})
    sheet = parts(data)["xl/worksheets/sheet1.xml"]
    for row, shown in enumerate(FORMULAS.values(), start=1):
        kind = b"e" if shown.startswith("#") else b"str"
        start = sheet.index(f'r="D{row}"'.encode())
        told = sheet[start:].replace(b"<v />", b"<v>" + shown.encode() + b"</v>", 1)
        told = told.replace(b">", b' t="' + kind + b'">', 1)
        sheet = sheet[:start] + told
    result = marked(with_part(data, {"xl/worksheets/sheet1.xml": sheet}), WRONG)
    found = [cell(result.content, f"D{row}") for row in range(1, 6)]
    assert [each.value for each in found] == [*FORMULAS.values(), "=B1"]
    assert {each.data_type for each in found} == {"s", "e"}
    assert b"<f>" not in parts(result.content)["xl/worksheets/sheet2.xml"]
    assert result.shed == ("formulas",)


def test_formulas_of_the_cover_stay__ok() -> None:
    """The form counts what is answered; only its own formulas of its own kind are left."""
    ours = {
        "C1": "=COUNTIF('HT'!$B$1:$B$3,\"<>\")",
        "C2": "=ROWS(HT!$B$1:$B$3)",
        "C3": "=COUNTIFS('HT'!$B$1:$B$3,\"<>\",'HT'!$A$1:$A$3,\"<>\")",
        "D1": "=COUNTIF('HT'!$B$1:$B$3,\"<>\")",
        "D2": "=SUM(D1:D1)",
    }
    others = {"E1": "=SUM(C1:C2)", "E2": "=COUNTIF('HT'!$B$1:$B$3,\"x\")", "E3": "=NOW()"}

    def edit(workbook: Workbook) -> None:
        for address, formula in {**ours, **others}.items():
            workbook.create_sheet("Etusivu") if "Etusivu" not in workbook.sheetnames else None
            workbook["Etusivu"][address] = formula
        workbook["HT"]["D1"] = "=COUNTIF('HT'!$B$1:$B$3,\"<>\")"

    content = marked(returned(edit=edit), WRONG).content
    cover: Any = opened(content)["Etusivu"]
    assert {address: cover[address].value for address in ours} == ours
    assert {cover[address].data_type for address in ours} == {"f"}
    assert {cover[address].data_type for address in others} == {"s"}
    assert cell(content, "D1").data_type == "s"


def test_what_acts_by_itself_is_left_out__ok() -> None:
    """Macros, connections, links and drawings are shed, and the list says so."""

    def edit(workbook: Workbook) -> None:
        sheet: Any = workbook["HT"]
        sheet["B1"].hyperlink = "http://example.fi/"
        sheet.add_table(Table(displayName="Oma", ref="A1:B3"))
        workbook.defined_names["ulkoa"] = DefinedName("ulkoa", attr_text="[1]Sheet1!$A$1")
        workbook.defined_names["ajo"] = DefinedName("ajo", attr_text="EXEC(1)")

    data = with_part(
        returned(edit=edit),
        {
            "xl/vbaProject.bin": b"macro",
            "xl/connections.xml": b"<connections/>",
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
            "xl/embeddings/oleObject1.bin": b"ole",
            "xl/media/image1.emf": b"picture",
            "xl/drawings/drawing9.xml": b"<xdr:wsDr xmlns:xdr='x'></xdr:wsDr>",
            "xl/threadedComments/threadedComment1.xml": b"<t/>",
        },
    )
    result = marked(data, WRONG)
    assert result.shed == (
        "macros", "links", "other_workbooks", "connections", "objects", "pictures", "threads",
    )  # fmt: skip
    names = " ".join(parts(result.content))
    shed = ("vba", "connections", "external", "embed", "media", "threaded")
    assert not [each for each in shed if each in names]
    assert b"example.fi" not in b"".join(parts(result.content).values())
    assert cell(result.content, "B1").value == "valmis"
    assert list(opened(result.content).defined_names) == []
    told = [row[4] for row in opened(result.content).worksheets[0].iter_rows(values_only=True)]
    assert any(str(text).startswith("Pois jätetty: makrot, ") for text in told)


def test_drawings_without_anything__ok() -> None:
    """LibreOffice adds empty drawings beside comments; they are not told of."""
    empty = {"xl/drawings/drawing1.xml": b"<xdr:wsDr xmlns:xdr='x'></xdr:wsDr>"}
    drawn = {"xl/drawings/drawing1.xml": b"<xdr:wsDr xmlns:xdr='x'><xdr:sp a='b'/></xdr:wsDr>"}
    assert marked(with_part(returned(), empty), WRONG).shed == ()
    assert marked(with_part(returned(), drawn), WRONG).shed == ("pictures",)


HOSTILE = [
    '=HYPERLINK("http://example.fi","x")',
    "<script>alert(1)</script>",
    "+1",
    "@x",
    "_x000D_ ja _x0041_",
    "a\x00b\x1bc\ud800d\ufffe",
    "rivi\r\nvaihto",
    "x" * 40_000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_a_return_stay_texts__ok(text: str) -> None:
    """Nothing of a finding becomes a formula, a link or markup, nor breaks the workbook."""
    line = Line("note", text, text, text, text, text, text, "A1")
    content = marked(returned(), Mark("HT", "B2", "error", text), lines=(line,)).content
    row: Any = opened(content).worksheets[0][5]
    assert [each.data_type for each in row[1:]] == ["s"] * 5
    assert row[2].hyperlink is None
    start = text[:3].replace("\x00", "\ufffd")
    assert str(row[4].value).startswith("_x005F_" if text.startswith("_x000D_") else start)
    assert cell(content, "B2").comment.text
