"""Issuing the forms of a month: which workbooks, in which language, with what is known already."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from offices import Office, edited
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.settings import FormSettings
from tilannekuva.domain.workbook import CellValue
from tilannekuva.pipeline.issue import issue_templates

JUNE = ReportingMonth(2022, 6)


def test_last_months_status_is_shown(office: Office) -> None:
    """Once a month is collected, the next month's form tells each subtask's last status."""
    office.send("02.xlsx", {("HT-1.1.1", "status"): "klar", ("HT-1.1.2", "status"): "käynnissä"})
    office.collect()
    issued = issue_templates(office.workspace, office.foundations, JUNE, regions=["02"])
    sheet = openpyxl.load_workbook(issued.folder / issued.files[0])["HT"]
    layout = office.form("02", "2022-06")
    column = layout.column_numbers["last_status"] + 1
    rows = layout.sheets[0].subtask_rows
    told = {subtask: sheet.cell(row + 1, column).value for subtask, row in rows.items()}
    assert (told["HT-1.1.1"], told["HT-1.1.2"], told["HT-1.1.3"]) == ("valmis", "käynnissä", None)


def test_the_settings_decide_language_and_workbooks(office: Office) -> None:
    """A region can have another language than its majority's, and a workbook for each group."""
    forms = FormSettings(language={"05": "fi+sv"}, per_group=("08",))
    settings = office.foundations.settings.model_copy(update={"forms": forms})
    foundations = replace(office.foundations, settings=settings)
    chosen = ["05", "08", "17"]
    issued = issue_templates(office.workspace, foundations, JUNE, regions=chosen)
    assert issued.files == (
        "tilannekuva-2022-06-05-fisv.xlsx",
        "tilannekuva-2022-06-08-HT-fi.xlsx",
        "tilannekuva-2022-06-08-JO-fi.xlsx",
        "tilannekuva-2022-06-08-PJ-fi.xlsx",
        "tilannekuva-2022-06-08-YP-fi.xlsx",
        "tilannekuva-2022-06-08-ICT-fi.xlsx",
        "tilannekuva-2022-06-17-sv.xlsx",
    )


def test_only_critical_subtasks_when_the_settings_ask_so(office: Office) -> None:
    """With ``ask = "critical"`` the form has no other rows."""
    settings = office.foundations.settings.model_copy(
        update={"forms": FormSettings(ask="critical")}
    )
    foundations = replace(office.foundations, settings=settings)
    issued = issue_templates(office.workspace, foundations, JUNE, regions=["02"])
    workbook = openpyxl.load_workbook(issued.folder / issued.files[0])
    positions = foundations.roadmap.positions
    ids = [str(row[0].value) for group in ("HT", "ICT") for row in workbook[group].iter_rows()]
    asked = [positions[each].subtask for each in ids if each in positions]
    assert asked
    assert all(subtask.critical for subtask in asked)


def test_an_unknown_region__error(office: Office) -> None:
    """A code that is no region's is told, and nothing is written."""
    with pytest.raises(CannotRunError):
        issue_templates(office.workspace, office.foundations, JUNE, regions=["77"])
    assert not office.workspace.outbox.exists()


ANSWERS: dict[tuple[str, str], CellValue] = {
    ("HT-1.1.1", "status"): "valmis",
    ("HT-1.1.2", "status"): "käynnissä",
    ("HT-1.1.2", "estimated_completion"): date(2022, 8, 31),
    ("HT-1.1.2", "risk"): "korkea",
    ("HT-1.1.2", "description"): "- odottaa päätöstä",
    ("JO-1.1.1", "status"): "ei aloitettu",
}


def prefilled(office: Office, edit: Callable[[Workbook], None]) -> MonthRecord:
    """Collect May, send June's form with May's answers, and take it back edited."""
    office.send("touko.xlsx", ANSWERS)
    office.collect()
    issued = issue_templates(
        office.workspace, office.foundations, JUNE, regions=["02"], prefill=True
    )
    form = (issued.folder / issued.files[0]).read_bytes()
    saved = datetime(2022, 7, 5, tzinfo=UTC)
    (office.inbox / "kesä.xlsx").write_bytes(edited(form, edit, saved))
    return office.gather()


def cell_of(workbook: Workbook, subtask: str, heading: str) -> Any:
    """Return the cell of a subtask under a heading."""
    sheet = workbook[subtask.partition("-")[0]]
    rows = list(sheet.iter_rows())
    column = next(cell.column for row in rows for cell in row if cell.value == heading)
    line = next(row[0].row for row in rows if row[0].value == subtask)
    return sheet.cell(line, column)


def test_a_prefilled_form_sent_back_as_it_was_is_no_return(office: Office) -> None:
    """Last month's answers are this month's only when somebody says so."""
    record = prefilled(office, lambda _workbook: None)
    june = {each.path: each.reason for each in record.files}
    assert june["kesä.xlsx"] == "nothing-filled-in"
    assert record.returns == ()


def test_one_changed_answer_returns_the_whole_group(office: Office) -> None:
    """The group's unchanged answers count with it; the other group has not returned."""

    def finish(workbook: Workbook) -> None:
        cell_of(workbook, "HT-1.1.2", "Tila").value = "valmis"

    record = prefilled(office, finish)
    told = {each.subtask: (each.status, each.risk, each.description) for each in record.answers}
    assert told == {
        "HT-1.1.1": ("done", None, None),
        "HT-1.1.2": ("done", "high", "- odottaa päätöstä"),
    }
    assert {each.subtask: each.estimated_completion for each in record.answers} == {
        "HT-1.1.1": None,
        "HT-1.1.2": date(2022, 8, 31),
    }


def test_a_cleared_answer_is_a_change(office: Office) -> None:
    """Taking an answer away is as much a return as writing one."""

    def clear(workbook: Workbook) -> None:
        cell_of(workbook, "JO-1.1.1", "Tila").value = None

    assert [each.group for each in prefilled(office, clear).returns] == ["JO"]


def test_a_signed_sheet_is_a_return_unchanged(office: Office) -> None:
    """With the day it was filled in, a group says that nothing has changed."""

    def sign(workbook: Workbook) -> None:
        cells = (cell for row in workbook["JO"].iter_rows() for cell in row)
        label = next(cell for cell in cells if cell.value == "Täytetty (pvm)")
        workbook["JO"].cell(label.row, label.column + 1).value = date(2022, 7, 4)

    record = prefilled(office, sign)
    assert [(each.subtask, each.status) for each in record.answers] == [("JO-1.1.1", "not_started")]


def test_what_a_form_was_sent_with_is_kept_hidden(office: Office) -> None:
    """The answers sent along stand on a hidden sheet, and unchanged ones are shown as such."""
    office.send("touko.xlsx", ANSWERS)
    office.collect()
    issued = issue_templates(
        office.workspace, office.foundations, JUNE, regions=["02"], prefill=True
    )
    workbook = openpyxl.load_workbook(issued.folder / issued.files[0])
    sheet = workbook["_issued"]
    assert sheet.sheet_state != "visible"
    assert [row[0].value for row in sheet.iter_rows()] == ["id", "HT-1.1.1", "HT-1.1.2", "JO-1.1.1"]
    rules = [rule for area in workbook["HT"].conditional_formatting for rule in area.rules]
    assert any("tk_sent_status" in str(rule.formula) for rule in rules)
