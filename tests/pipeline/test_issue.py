"""Issuing the forms of a month: which workbooks, in which language, with what is known already."""

from dataclasses import replace

import openpyxl
import pytest

from offices import Office
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.settings import FormSettings
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
