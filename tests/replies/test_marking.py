"""A returned workbook comes back marked, and otherwise as it was."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from marked_workbooks import (
    LONG,
    SAVED,
    TO_FILL,
    WRONG,
    cell,
    marked,
    opened,
    order,
    parts,
    returned,
    with_part,
)
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from python_calamine import CalamineWorkbook

from tilannekuva.domain.workbook import SheetCells
from tilannekuva.layout.reply_sheet import REPLY_MARK, is_reply_sheet
from tilannekuva.publish.replies.marking.fills import MARK_FILLS
from tilannekuva.publish.replies.marking.marker import mark_workbook
from tilannekuva.publish.replies.marking.order import Mark, NotMarked

NAMED = "'_meta'!$A$1:$A$4"
ERROR, WARNING = MARK_FILLS["error"], MARK_FILLS["warning"]


def values(content: bytes, sheet: str = "HT") -> dict[str, object]:
    """Return what stands in a sheet, by address."""
    rows = opened(content)[sheet].iter_rows()
    return {each.coordinate: each.value for row in rows for each in row if each.value is not None}


def test_cells_are_filled_and_commented__ok() -> None:
    """An error and a warning look different, and say what to do in the cell."""
    content = marked(returned(), WRONG, LONG).content
    wrong, long, right = (cell(content, address) for address in ("B2", "B3", "B1"))
    assert (wrong.fill.fgColor.rgb, long.fill.fgColor.rgb) == (ERROR, WARNING)
    assert right.fill.fgColor.rgb == TO_FILL
    assert wrong.comment.text.startswith("Korjaa: ”ehkä” ei ole vaihtoehto.")
    assert wrong.comment.author == "tilannekuva"
    assert right.comment is None


def test_first_sheet_lists_and_links__ok() -> None:
    """The workbook opens on a list whose places lead to their cells."""
    content = marked(returned(), WRONG, LONG).content
    workbook = opened(content)
    sheet: Any = workbook.worksheets[0]
    assert (sheet.title, workbook.active, sheet["A1"].value) == ("Korjattavaa", sheet, REPLY_MARK)
    assert sheet["A1"].number_format == ";;;"
    assert [sheet[f"C{row}"].value for row in (4, 5)] == ["HT!B2", "HT!B3"]
    assert [sheet[f"C{row}"].hyperlink.location for row in (4, 5)] == ["'HT'!B2", "'HT'!B3"]
    assert sheet["C4"].hyperlink.target is None
    assert [each.sheet_view.tabSelected for each in workbook.worksheets] == [True, False]
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"


def test_reader_knows_the_first_sheet__ok() -> None:
    """The list is told by its mark, also when a row or a column was put before it."""
    sheet: Any = opened(marked(returned(), WRONG).content).worksheets[0]
    rows = tuple(sheet.values)
    assert is_reply_sheet(SheetCells("Korjattavaa", rows))
    moved = ((None,) * (len(rows[0]) + 1), *((None, *row) for row in rows))
    assert is_reply_sheet(SheetCells("any name", moved))
    assert not is_reply_sheet(SheetCells("Korjattavaa", ((None, "tilannekuva"),)))
    assert not is_reply_sheet(SheetCells("Korjattavaa", ((None,), (None,), (None,), (REPLY_MARK,))))


def test_nothing_else_changes__ok() -> None:
    """Answers, formats, drop-downs, conditions, protection, names and stamps stay."""

    def edit(workbook: Any) -> None:
        sheet = workbook["HT"]
        rule = DataValidation(type="list", formula1="tk_status", allow_blank=True)
        rule.add("B1:B3")
        sheet.add_data_validation(rule)
        sheet["C1"], sheet["C1"].number_format = 44_713.25, "d.m.yyyy"
        sheet["C2"], sheet["C2"].number_format = 20_220_531, "d.m.yyyy"
        sheet["D1"] = " reunat \n ja rivit "
        sheet["E1"] = "=1+1"
        sheet["E1"].data_type = "s"
        sheet.freeze_panes = "B2"
        sheet.column_dimensions["B"].width = 33
        workbook.create_sheet("_meta").sheet_state = "veryHidden"
        workbook["_meta"]["A1"] = "region"
        workbook.defined_names["tk_status"] = DefinedName("tk_status", attr_text=NAMED)
        workbook.custom_doc_props.append(StringProperty(name="tilannekuva_region", value="02"))

    data = returned(edit=edit)
    content = marked(data, WRONG).content
    before: Any = opened(data)
    after: Any = opened(content)
    assert values(content) == values(data)
    sheet = after["HT"]
    assert sheet["E1"].data_type == "s"
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["B1:B3"]
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["B"].width == 33
    assert after["_meta"].sheet_state == "veryHidden"
    assert after.defined_names["tk_status"].value == NAMED
    assert after.custom_doc_props.names == before.custom_doc_props.names
    assert after.properties.modified == SAVED
    assert b">20220531<" in parts(content)["xl/worksheets/sheet2.xml"]
    assert b">44713.25<" in parts(content)["xl/worksheets/sheet2.xml"]


def test_marking_again__ok() -> None:
    """Earlier marks go before new ones come: nothing piles up."""
    once = marked(returned(), WRONG, LONG).content
    again = marked(once, LONG).content
    assert len(opened(again).worksheets) == 2
    assert cell(again, "B2").fill.fgColor.rgb == TO_FILL
    assert cell(again, "B2").comment is None
    assert cell(again, "B3").comment.text == cell(once, "B3").comment.text
    assert marked(again, LONG).content == marked(marked(again, LONG).content, LONG).content


def test_looks_of_a_cell_come_back__ok() -> None:
    """A fill of the sender's own returns when the mark goes, and no fill stays no fill."""

    def edit(workbook: Workbook) -> None:
        workbook["HT"]["B2"].fill = PatternFill("solid", fgColor="FF00FF00")

    data = returned({"D7": "sivussa"}, edit)
    beside = Mark("HT", "D7", "warning", "Tarkista: ei vastaussolu.")
    content = marked(marked(data, WRONG, beside).content, LONG).content
    assert cell(content, "B2").fill.fgColor.rgb == "FF00FF00"
    assert cell(content, "D7").fill.patternType is None


def test_marked_cell_can_be_corrected__ok() -> None:
    """A locked cell of a protected sheet is opened where something in it must be corrected."""
    content = marked(returned(), Mark("HT", "A2", "error", "Korjaa: tunnus.")).content
    assert not cell(content, "A2").protection.locked
    assert cell(content, "A1").protection.locked


def test_comments_of_others_stay__ok() -> None:
    """What a sender has noted in a cell is kept below what we say, and alone again later."""

    def edit(workbook: Workbook) -> None:
        for address in ("B1", "B2"):
            workbook["HT"][address].comment = Comment("Kysy Ainolta\nmaanantaina", "Matti")

    once = marked(returned(edit=edit), WRONG).content
    ours = cell(once, "B2").comment.text
    assert ours.startswith("Korjaa:")
    assert "Kysy Ainolta" in ours
    again = marked(once, WRONG).content
    assert cell(again, "B2").comment.text == ours
    cleared = marked(again, LONG).content
    for address in ("B1", "B2"):
        note = cell(cleared, address).comment
        assert (note.text, note.author) == ("Kysy Ainolta\nmaanantaina", "Matti")


def test_comments_are_known_without_their_author__ok() -> None:
    """LibreOffice forgets who wrote a comment; ours goes all the same."""
    once = opened(marked(returned(), WRONG).content)
    once["HT"]["B2"].comment = Comment(once["HT"]["B2"].comment.text, " ")
    content = io.BytesIO()
    once.save(content)
    assert cell(marked(content.getvalue(), LONG).content, "B2").comment is None


def test_merged_cells__ok() -> None:
    """A mark on a cell that was merged into another stands on that."""

    def edit(workbook: Workbook) -> None:
        workbook["HT"].merge_cells("C1:D2")

    content = marked(returned({"C1": "pitkä"}, edit), Mark("HT", "D2", "error", "Korjaa")).content
    assert cell(content, "C1").fill.fgColor.rgb == ERROR
    assert cell(content, "C1").comment is not None


def test_sheet_with_an_odd_name__ok() -> None:
    """The link to a sheet whose name needs quotes leads there; an unknown sheet gets no link."""

    def edit(workbook: Workbook) -> None:
        workbook["HT"].title = "HT 'vanha'"

    odd = Mark("HT 'vanha'", "B2", "error", "Korjaa")
    content = marked(returned(edit=edit), odd, Mark("poissa", "B2", "error", "Korjaa")).content
    sheet: Any = opened(content).worksheets[0]
    assert sheet["C4"].hyperlink.location == "'HT ''vanha'''!B2"
    assert sheet["C5"].hyperlink is None


def test_sheet_of_the_same_name__ok() -> None:
    """A sheet that the sender has called the same stays beside ours."""

    def edit(workbook: Workbook) -> None:
        workbook.create_sheet("Korjattavaa")["A1"] = "oma lista"

    content = marked(returned(edit=edit), WRONG).content
    assert len(opened(content).worksheets) == 3
    assert values(marked(content, WRONG).content, "Korjattavaa")["A1"] == "oma lista"


def test_same_bytes__ok() -> None:
    """The same workbook and order give the same bytes, in any process and at any time."""
    data = returned({"C1": "x"}, lambda workbook: workbook["HT"].merge_cells("C1:D2"))
    here = marked(data, WRONG, LONG).content
    program = (
        "import sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from marked_workbooks import *\n"
        "sys.stdout.buffer.write(marked(sys.stdin.buffer.read(), WRONG, LONG).content)"
    )
    folder = str(Path(__file__).parent)
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program, folder],
            input=data,
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert done.stdout == here


def test_times_are_the_senders__ok() -> None:
    """No time of ours stands in the workbook, also where the sender's program left none."""
    core = b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    for data in (
        with_part(returned(), {"docProps/core.xml": core}),
        with_part(returned(), {"docProps/core.xml": None}),
    ):
        result = marked(data, WRONG).content
        assert b"<dcterms:" not in parts(result)["docProps/core.xml"]


def with_covered_values(data: bytes) -> bytes:
    """Return a workbook in which merged cells cover values."""
    sheet = parts(data)["xl/worksheets/sheet1.xml"]
    place = sheet.index(b"<pageMargins")
    area = b'<mergeCells count="1"><mergeCell ref="B1:B3"/></mergeCells>'
    return with_part(data, {"xl/worksheets/sheet1.xml": sheet[:place] + area + sheet[place:]})


SPOILT = {
    "empty": b"",
    "no workbook": b"no workbook at all",
    "cut": returned()[:2000],
    "broken": with_part(returned(), {"xl/workbook.xml": b"<workbook"}),
    "no styles": with_part(returned(), {"xl/styles.xml": b"<styleSheet><cellXfs"}),
    "no sheet": with_part(returned(), {"xl/worksheets/sheet1.xml": None}),
    "covered": with_covered_values(returned()),
}


@pytest.mark.parametrize("name", SPOILT)
def test_workbook_that_cannot_be_edited__error(name: str) -> None:
    """What openpyxl cannot read, or would lose a part of, is refused, and nothing is raised."""
    assert isinstance(mark_workbook(SPOILT[name], order(WRONG)), NotMarked)


def test_opens_in_the_library_that_reads__ok() -> None:
    """The copy is a workbook to the reader as well, with the list as its first sheet."""
    content = marked(returned(), WRONG).content
    read = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert read.sheet_names == ["Korjattavaa", "HT"]
    assert read.get_sheet_by_name("HT").to_python()[1] == ["HT-1.2.2", "ehkä"]
