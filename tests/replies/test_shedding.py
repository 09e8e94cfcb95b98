"""A marked copy holds texts, numbers and looks, and nothing that acts by itself."""

import re
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
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
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
        "macros", "formulas", "links", "other_workbooks", "connections", "objects", "pictures",
        "threads",
    )  # fmt: skip
    names = " ".join(parts(result.content))
    shed = ("vba", "connections", "external", "embed", "media", "threaded")
    assert not [each for each in shed if each in names]
    assert b"example.fi" not in b"".join(parts(result.content).values())
    assert cell(result.content, "B1").value == "valmis"
    assert list(opened(result.content).defined_names) == []
    told = [row[4] for row in opened(result.content).worksheets[0].iter_rows(values_only=True)]
    assert any(str(text).startswith("Pois jätetty: makrot, kaavat, ") for text in told)


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


PARTS = {
    "xl/vbaProject.bin": "macros",
    "xl/vbaProjectSignature.bin": "macros",
    "xl/macrosheets/sheet1.xml": "macros",
    "xl/dialogsheets/sheet1.xml": "macros",
    "xl/attachedToolbars.bin": "macros",
    "customUI/customUI14.xml": "macros",
    "xl/externalLinks/externalLink1.xml": "other_workbooks",
    "xl/connections.xml": "connections",
    "xl/queryTables/queryTable1.xml": "connections",
    "xl/model/item.data": "connections",
    "xl/xmlMaps.xml": "connections",
    "xl/embeddings/oleObject1.bin": "objects",
    "xl/embeddings/Microsoft_Word_Document.docx": "objects",
    "xl/activeX/activeX1.bin": "objects",
    "xl/activeX/activeX1.xml": "objects",
    "xl/ctrlProps/ctrlProp1.xml": "objects",
    "xl/media/image1.png": "pictures",
    "xl/charts/chart1.xml": "pictures",
    "xl/diagrams/data1.xml": "pictures",
    "xl/richData/rdrichvalue.xml": "pictures",
    "xl/pivotCache/pivotCacheDefinition1.xml": "pivots",
    "xl/pivotTables/pivotTable1.xml": "pivots",
    "xl/slicers/slicer1.xml": "pivots",
    "xl/threadedComments/threadedComment1.xml": "threads",
    "xl/webextensions/webextension1.xml": "add_ins",
    "xl/webextensions/taskpanes.xml": "add_ins",
    "docMetadata/LabelInfo.xml": "label",
}
QUIETLY = (
    "customXml/item1.xml",
    "customXml/itemProps1.xml",
    "xl/printerSettings/printerSettings1.bin",
    "xl/persons/person.xml",
    "docProps/thumbnail.jpeg",
    "xl/calcChain.xml",
)
"""What programs keep beside a workbook, and what nobody put there to be sent back."""


@pytest.mark.parametrize("part", PARTS)
def test_part_is_shed_and_told__ok(part: str) -> None:
    """Each kind of part that could act is left out of the copy, and the sender is told."""
    result = marked(with_part(returned(), {part: b"<x/>"}), WRONG)
    assert result.shed == (PARTS[part],)
    assert part not in parts(result.content)


def test_parts_left_out_without_a_word__ok() -> None:
    """No part is carried over that is not made anew."""
    result = marked(with_part(returned(), dict.fromkeys(QUIETLY, b"<x/>")), WRONG)
    assert result.shed == ()
    assert not set(QUIETLY) & parts(result.content).keys()


def test_old_buttons_are_told__ok() -> None:
    """A button or a field of the old kind is left out; the box of a comment is no such thing."""
    for kind, told in (("Button", ("objects",)), ("Drop", ("objects",)), ("Note", ())):
        drawing = f"<xml><x:ClientData xmlns:x='x' ObjectType='{kind}'/></xml>".encode()
        data = with_part(returned(), {"xl/drawings/vmlDrawing1.vml": drawing})
        assert marked(data, WRONG).shed == told


RULES = {
    "tk_status": (),
    '"a,b [1] =x(y)"': (),
    "AND(LEN(B1)<9,COUNTIF($B$1:$B$3,B1)=1)": (),
    "'[muu.xlsx]T'!$A$1:$A$9": ("other_workbooks",),
    'WEBSERVICE("http://example.fi")': ("formulas",),
    "cmd|'/c calc'!A0": ("formulas",),
    'INDIRECT("A"&B1)': ("formulas",),
    "_xlfn.ENCODEURL(B1)": ("formulas",),
    "'\\\\host\\share\\x'!A1": ("other_workbooks",),
}


@pytest.mark.parametrize("formula", RULES)
def test_rules_only_look_at_cells__ok(formula: str) -> None:
    """A rule of a sheet that asks more than its cells is left out, and that is told."""

    def validated(workbook: Workbook) -> None:
        rule = DataValidation(type="list", formula1=formula)
        rule.add("B1:B3")
        workbook["HT"].add_data_validation(rule)

    def coloured(workbook: Workbook) -> None:
        sheet: Any = workbook["HT"]
        rule = FormulaRule(formula=[formula])  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add("B1:B3", rule)

    for edit in (validated, coloured):
        result = marked(returned(edit=edit), WRONG)
        sheet = parts(result.content)["xl/worksheets/sheet2.xml"]
        assert result.shed == RULES[formula]
        stays = b"<dataValidation " in sheet or b"<cfRule" in sheet
        assert stays is not bool(RULES[formula])


def test_escapes_come_back_as_they_were__ok() -> None:
    """A text that looks like one of Excel's escapes is the same text in the copy."""
    data = returned({"D1": "_x005F_x0041_ x005F_ _x000D_"})
    sheet = parts(data)["xl/worksheets/sheet1.xml"]
    shared = b"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>%s</t></si></sst>"
    for text in (b"_x005F_x0041_", b"x005F_ y", b"a_x000D_b", b"_x005F_x005F_"):
        inline = sheet.replace(b"_x005F_x0041_ x005F_ _x000D_", text)
        assert text in parts(marked(with_shared(data, shared % text), WRONG).content)[PART]
        changed = with_part(data, {"xl/worksheets/sheet1.xml": inline})
        assert text in parts(marked(changed, WRONG).content)[PART]


PART = "xl/worksheets/sheet2.xml"


def with_shared(data: bytes, shared: bytes) -> bytes:
    """Return a workbook whose shared texts are others; every cell with one has the first."""
    sheet = parts(data)["xl/worksheets/sheet1.xml"]
    start = sheet.index(b'<c r="D1"')
    end = sheet.index(b"</c>", start) + 4
    cell_of_it = b'<c r="D1" t="s"><v>0</v></c>'
    types = parts(data)["[Content_Types].xml"]
    told = (
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
        b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    return with_part(
        data,
        {
            "xl/worksheets/sheet1.xml": _inline(sheet[:start]) + cell_of_it + _inline(sheet[end:]),
            "xl/sharedStrings.xml": shared,
            "[Content_Types].xml": types
            if b"sharedStrings" in types
            else types.replace(b"</Types>", told),
        },
    )


def _inline(rows: bytes) -> bytes:
    return re.sub(rb' t="s"><v>\d+</v>', b' t="inlineStr"><is><t>x</t></is>', rows)


def test_controls_are_shed_and_told__ok() -> None:
    """What turns the reading order or controls a program is no text, however it is spelled."""
    for spelled in ("a\u202eb", "a&#8238;b", "a&#x202E;b", "a_x202E_b", "a_x001B_b", "a\x9bb"):
        sheet = parts(returned({"D1": "PAIKKA"}))["xl/worksheets/sheet1.xml"]
        data = with_part(
            returned({"D1": "PAIKKA"}),
            {"xl/worksheets/sheet1.xml": sheet.replace(b"PAIKKA", spelled.encode())},
        )
        result = marked(data, WRONG)
        assert (spelled, cell(result.content, "D1").value) == (spelled, "ab")
        assert result.shed == ("controls",)
    kept = "a_x005F_x202E_b 👨‍👩‍👧 \u00ad \u200d"
    result = marked(returned({"D1": kept}), WRONG)
    assert (cell(result.content, "D1").value, result.shed) == (kept, ())


def test_header_with_controls__ok() -> None:
    """The library undoes Excel's escapes in headers: the copy is a workbook all the same."""

    def edit(workbook: Workbook) -> None:
        sheet: Any = workbook["HT"]
        sheet.oddHeader.center.text = "PAIKKA"

    data = returned(edit=edit)
    sheet = parts(data)["xl/worksheets/sheet1.xml"]
    spelled = sheet.replace(b"PAIKKA", b"a_x001B_b_x0000_c_xD800_d_xFFFE_e")
    result = marked(with_part(data, {"xl/worksheets/sheet1.xml": spelled}), WRONG)
    copy: Any = opened(result.content)["HT"]
    assert copy.oddHeader.center.text == "abcde"


def test_texts_like_formulas_are_quoted__ok() -> None:
    """A text that begins like a formula stays one when somebody edits the cell."""

    def edit(workbook: Workbook) -> None:
        for row, text in enumerate(texts, start=1):
            here: Any = workbook["HT"][f"D{row}"]
            here.value, here.data_type = text, "s"

    # A sign of control before it goes when the workbook is saved.
    texts = ("=1+1", "+358", "-x", "@y", "\uff1d1+1", "_x0000_=1+1", "\u202e=1+1", "a", "_x0000_a")
    content = marked(returned(edit=edit), WRONG).content
    found = [cell(content, f"D{row}").quotePrefix for row in range(1, len(texts) + 1)]
    assert found == [True] * 7 + [False] * 2


def test_names_of_a_drawing_are_no_controls__ok() -> None:
    """A region's comment brings a drawing with names like escapes; nothing is said to be shed."""

    def edit(workbook: Workbook) -> None:
        workbook["HT"]["D1"].comment = Comment("huomautus", "x")

    done = marked(returned(edit=edit), WRONG)
    assert done.shed == ()
    drawings = [each for name, each in parts(done.content).items() if name.endswith(".vml")]
    assert drawings
    assert all(b'"_x0000_t202"' in each for each in drawings)
