"""Of a form that came back as it was sent nothing is told, whoever saved it."""

import io
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from opendocument import as_opendocument
from small_form import MAY, SAVED

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.settings import Contact
from tilannekuva.domain.texts import FORM_LANGUAGES, FormLanguage
from tilannekuva.domain.workbook import CellValue, SheetCells, WorkbookCells
from tilannekuva.inbox.contract import Limits
from tilannekuva.inbox.reader import read_workbook
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.layout.vocabulary import Vocabulary
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.validation.returned_workbook import Validator

DEADLINE = date(2022, 6, 10)
SOMEBODY = Contact(name="Tilannekuvan koordinaattori", email="tilannekuva@example.fi")


@dataclass(frozen=True)
class Desk:
    """Where forms are drawn, and read when they come back."""

    roadmap: Roadmap
    glossary: Glossary
    regions: Regions
    validator: Validator
    folder: Path

    def form(self, region: str, language: FormLanguage) -> Form:
        """Return the layout of a region's form."""
        asked = self.regions.by_code[region]
        return Form(self.roadmap, self.glossary, asked, MAY, language, DEADLINE)

    def read(self, data: bytes, name: str = "form.xlsx") -> WorkbookCells:
        """Return a workbook as it is read."""
        path = self.folder / name
        path.write_bytes(data)
        found = read_workbook(path, Limits())
        assert isinstance(found, WorkbookCells)
        return found

    def told(self, workbook: WorkbookCells, form: Form) -> list[str]:
        """Return what is told of a workbook, and which groups count as returned."""
        found = self.validator.read(workbook, form.region, "a.xlsx", form.only_group)
        returned = [f"{group.group} is returned" for group in found.groups if group.is_return]
        findings = (*found.findings, *(each for group in found.groups for each in group.findings))
        return [*returned, *(f"{each.code} {each.place} {each.values}" for each in findings)]


@pytest.fixture(scope="module")
def desk(
    roadmap: Roadmap,
    glossary: Glossary,
    regions: Regions,
    tmp_path_factory: pytest.TempPathFactory,
) -> Desk:
    """The ministry's desk in May."""
    validator = Validator(Vocabulary(roadmap, glossary), MAY, "all")
    return Desk(roadmap, glossary, regions, validator, tmp_path_factory.mktemp("desk"))


def all_answered(form: Form) -> FormContents:
    """Return last month's answers and statuses of every subtask, sent along with the form."""
    steps = [step.subtask.id for sheet in form.sheets for step in sheet.positions]
    answers: dict[tuple[str, str], CellValue] = {}
    for number, subtask in enumerate(steps):
        answers[subtask, "status"] = form.label(form.roadmap.answer_scale.status[number % 3].label)
        answers[subtask, "estimated_completion"] = date(2022, 12, 1 + number % 28)
        answers[subtask, "description"] = f"Kuvaus {number}\nja toinen rivi"
    return FormContents(answers, last_status=dict.fromkeys(steps, "in_progress"), prefilled=True)


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_untouched_form__ok(desk: Desk, language: FormLanguage) -> None:
    """Nothing is told of any region's form, blank or with answers sent along.

    Every region has its form in one of the languages, half of them with answers in it.
    """
    for place, region in enumerate(desk.regions.regions[FORM_LANGUAGES.index(language) :: 3]):
        form = desk.form(region.code, language)
        contents = all_answered(form) if place % 2 else FormContents()
        data = draw_working_tool(form, contents, SOMEBODY if place % 3 else Contact())
        assert desk.told(desk.read(data), form) == []


@pytest.mark.parametrize("code", ["01", "HUS"])
def test_untouched_forms_of_single_groups__ok(desk: Desk, code: str) -> None:
    """Nothing is told of a workbook that is for one group, whose cover may ask nothing."""
    whole = desk.form(code, "fi+sv")
    for sheet in whole.every_sheet:
        form = whole.for_group(sheet.name)
        data = draw_working_tool(form, FormContents(), SOMEBODY)
        assert desk.told(desk.read(data), form) == []


@pytest.mark.parametrize("language", FORM_LANGUAGES)
@pytest.mark.parametrize("program", ["openpyxl", "opendocument"])
def test_untouched_form_saved_by_another_program__ok(
    desk: Desk, program: str, language: FormLanguage
) -> None:
    """Nothing is told of a form that went through another program's hands."""
    form = desk.form("17", language)
    data = draw_working_tool(form, all_answered(form), SOMEBODY)
    if program == "openpyxl":
        stream = io.BytesIO()
        openpyxl.load_workbook(io.BytesIO(data)).save(stream)
        found = desk.read(stream.getvalue())
    else:
        found = desk.read(as_opendocument(data, SAVED), "form.ods")
    assert desk.told(found, form) == []


def test_counts_that_a_program_computed__ok(desk: Desk) -> None:
    """The numbers a program computes on the cover are the form's own, and others are not."""
    form = desk.form("17", "sv")
    book = desk.read(draw_working_tool(form))
    cover = book.sheets[0]
    computed = replace(book, sheets=(_with_counts(cover, 17.0), *book.sheets[1:]))
    assert desk.told(computed, form) == []
    beyond = replace(book, sheets=(_with_counts(cover, 17_000.0), *book.sheets[1:]))
    assert len(desk.told(beyond, form)) == len(cover.error_cells)


def _with_counts(cover: SheetCells, count: float) -> SheetCells:
    """Return a cover whose formulas have all come to the same number."""
    rows = [list(row) for row in cover.rows]
    for address in cover.error_cells:
        rows[int(address[1:]) - 1]["ABCDEF".index(address[0])] = count
    return replace(cover, rows=tuple(map(tuple, rows)), error_cells={})
