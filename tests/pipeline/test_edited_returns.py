"""Returns that were rearranged by hand give the same answers as before."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from offices import Office
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import FormContents
from tilannekuva.outbox.working_tool import draw_working_tool

Edit = Callable[[Workbook], None]


def heading_cells(sheet: Any) -> list[Any]:
    """Return the cells of the table's head."""
    return next(list(row) for row in sheet.iter_rows() if row[0].value == "Tunnus")


def _insert_rows(workbook: Workbook) -> None:
    for name in ("HT", "ICT"):
        workbook[name].insert_rows(1, 3)
        workbook[name].insert_rows(20, 2)


def _insert_columns(workbook: Workbook) -> None:
    workbook["HT"].insert_cols(1)
    workbook["JO"].insert_cols(11, 2)


def _move_status_last(workbook: Workbook) -> None:
    for name in ("HT", "PJ"):
        sheet = workbook[name]
        status = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Tila")
        for row in range(status.row, sheet.max_row + 1):
            sheet.cell(row, 30).value = sheet.cell(row, status.column).value
        sheet.delete_cols(status.column)


def _rename_sheets(workbook: Workbook) -> None:
    workbook["HT"].title = "Hallinto ja talous"
    workbook["ICT"].title = "Tietohallinto (lopullinen)"


def _reorder_sheets(workbook: Workbook) -> None:
    workbook.move_sheet("YP", offset=-4)
    workbook.move_sheet("HT", offset=3)


def _sort_rows(workbook: Workbook) -> None:
    for name in ("HT", "JO", "PJ", "YP", "ICT"):
        sheet = workbook[name]
        rows = [
            row
            for row in range(1, sheet.max_row + 1)
            if str(sheet.cell(row, 1).value or "").startswith(f"{name}-")
        ]
        values = [[sheet.cell(row, c).value for c in range(1, 20)] for row in rows]
        values.sort(key=lambda cells: str(cells[3]), reverse=True)
        for row, cells in zip(rows, values, strict=True):
            for column, value in enumerate(cells, start=1):
                sheet.cell(row, column).value = value


def _add_own_sheet(workbook: Workbook) -> None:
    sheet: Any = workbook.create_sheet("Omat muistiinpanot", 0)
    sheet["A1"] = "Tila"
    sheet["B2"] = "valmis"


def _add_own_column(workbook: Workbook) -> None:
    workbook["HT"].insert_cols(5)
    head = heading_cells(workbook["HT"])[0].row
    workbook["HT"].cell(head, 5).value = "Oma huomio"
    workbook["HT"].cell(head + 1, 5).value = "keskeneräinen"


def _clear_told_columns(workbook: Workbook) -> None:
    sheet: Any = workbook["HT"]
    for row in range(heading_cells(sheet)[0].row + 1, sheet.max_row + 1):
        if str(sheet.cell(row, 1).value).startswith("HT-"):
            for column in range(2, 11):
                sheet.cell(row, column).value = None


def _change_case_of_headings(workbook: Workbook) -> None:
    for cell in heading_cells(workbook["HT"]):
        if isinstance(cell.value, str):
            cell.value = f"  {cell.value.upper()}: "


def _swedish_headings(workbook: Workbook) -> None:
    words = {"Tila": "Status", "Riski": "Risk", "Tunnus": "Kod", "Tuen tarve": "Stödbehov"}
    for cell in heading_cells(workbook["PJ"]):
        cell.value = words.get(str(cell.value), cell.value)


EDITS: dict[str, Edit] = {
    "rows inserted": _insert_rows,
    "columns inserted": _insert_columns,
    "the status column moved": _move_status_last,
    "sheets renamed": _rename_sheets,
    "sheets reordered": _reorder_sheets,
    "rows sorted": _sort_rows,
    "a sheet of one's own": _add_own_sheet,
    "a column of one's own": _add_own_column,
    "told columns cleared": _clear_told_columns,
    "headings in capitals": _change_case_of_headings,
    "headings in Swedish": _swedish_headings,
}


def answers_to_everything(office: Office) -> dict[tuple[str, str], CellValue]:
    """Return an answer to every question of a form."""
    statuses = ("valmis", "käynnissä", "ei aloitettu")
    answers: dict[tuple[str, str], CellValue] = {}
    for sheet in office.form("02", "2022-05").sheets:
        for number, step in enumerate(sheet.positions):
            subtask = step.subtask.id
            answers[subtask, "status"] = statuses[number % 3]
            answers[subtask, "estimated_completion"] = date(2022, 6, 1 + number % 28)
            answers[subtask, "risk"] = ("matala", "kohtalainen", "korkea")[number % 3]
            answers[subtask, "support"] = "kansallinen tuki tarpeen" if number % 4 == 0 else None
            answers[subtask, "description"] = f"Kuvaus {subtask}: =1+1 & äö"
    return answers


def what_was_read(office: Office) -> list[dict[str, object]]:
    """Return the answers in force without the place they come from."""
    told = [
        each.model_dump(exclude={"source_file", "source_sheet", "source_cell"})
        for each in office.gather().answers
    ]
    return sorted(told, key=lambda each: str(each["subtask"]))


@pytest.mark.parametrize("edit", EDITS.values(), ids=list(EDITS))
def test_an_edited_return_gives_the_same_answers(office: Office, edit: Edit) -> None:
    """Answers are found by headings and ids: moving things about does no harm."""
    answers = answers_to_everything(office)
    path = office.send("palautus.xlsx", answers)
    before = what_was_read(office)
    assert len(before) == len({subtask for subtask, _ in answers})
    path.unlink()
    office.send("muokattu.xlsx", answers, edit=edit)
    assert what_was_read(office) == before


@pytest.mark.parametrize("edit", EDITS.values(), ids=list(EDITS))
def test_an_edit_changes_the_workbook(office: Office, edit: Edit) -> None:
    """Every edit of the table above does something."""
    form = office.form("02", "2022-05")
    data = draw_working_tool(form, FormContents(answers=answers_to_everything(office)))
    before, after = (
        openpyxl.load_workbook(io.BytesIO(data)),
        openpyxl.load_workbook(io.BytesIO(data)),
    )
    edit(after)
    assert cells_of(before) != cells_of(after)


def cells_of(workbook: Workbook) -> list[tuple[str, list[tuple[object, ...]]]]:
    """Return the values of every sheet, in order."""
    return [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in workbook]
