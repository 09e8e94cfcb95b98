"""A status typed over last month's is told of, since only the form knows what it showed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from offices import Office, edited
from tilannekuva.domain.texts import FORM_LANGUAGES, FormLanguage
from tilannekuva.layout.form import FormContents
from tilannekuva.layout.identity import LISTS_SHEET
from tilannekuva.outbox.working_tool import draw_working_tool

SAVED = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
COLUMN = "J"
SHOWN, NOT_SHOWN = "J8", "J9"
"""The cells of the first subtask, whose status the form shows, and of the next one."""


def found(office: Office, language: FormLanguage, typed: dict[str, str | None], lists: str) -> Any:
    """Return the codes and cells of what is found in a form with cells typed over."""
    form = office.form("01", "2022-05", language)
    first = next(iter(form.sheets[0].subtask_rows))
    contents = FormContents({(first, "status"): "valmis"}, last_status={first: "in_progress"})

    def type_over(workbook: Any) -> None:
        for address, text in typed.items():
            workbook["HT"][address] = text
        if lists != LISTS_SHEET:
            del workbook[LISTS_SHEET]

    data = edited(draw_working_tool(form, contents), type_over, SAVED)
    (office.inbox / "a.xlsx").write_bytes(data)
    findings = office.gather("2022-05").findings
    return {(each.code, each.cell) for each in findings if each.cell.startswith(COLUMN)}


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_as_it_was_sent__ok(office: Office, language: FormLanguage) -> None:
    """What the form shows, and a cell that was emptied, are nothing to tell of."""
    assert found(office, language, {}, LISTS_SHEET) == set()
    assert found(office, language, {SHOWN: None}, LISTS_SHEET) == set()


@pytest.mark.parametrize("cell", [SHOWN, NOT_SHOWN])
def test_typed_over__error(office: Office, cell: str) -> None:
    """A status in the wrong column looks like the form's own, and is none."""
    assert found(office, "fi", {cell: "valmis"}, LISTS_SHEET) == {("CELL-014", cell)}


def test_a_form_that_does_not_say_what_it_showed__ok(office: Office) -> None:
    """In forms of earlier versions any status may be the form's own."""
    assert found(office, "fi", {SHOWN: "valmis"}, "") == set()
