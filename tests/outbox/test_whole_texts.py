"""Every text of every working tool has room in its cell, in each language of the form."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange

from cell_room import cramped
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.settings import Contact
from tilannekuva.domain.texts import FORM_LANGUAGES, FormLanguage
from tilannekuva.domain.workbook import CellValue, cell_address
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.outbox.writing import Book

LAST = ReportingMonth(2023, 12)
"""A month in which every phase has begun, so that a form has every subtask."""
CONTACT = Contact(name="Tilannekuvatiimi", email="tilannekuva@example.fi", phone="029 500 000")


def drawn(form: Form, contents: FormContents) -> Workbook:
    """Return the workbook of a form as openpyxl sees it."""
    return openpyxl.load_workbook(io.BytesIO(draw_working_tool(form, contents, CONTACT)))


def addresses(area: str) -> list[str]:
    """Return the addresses of the cells of an area, row by row."""
    found = CellRange(area)
    return [
        cell_address(row - 1, column - 1)
        for row in range(found.min_row, found.max_row + 1)
        for column in range(found.min_col, found.max_col + 1)
    ]


def last_month_of(form: Form) -> FormContents:
    """Return answers and last month's statuses, each choice in turn, for every row of a form."""
    scales = form.roadmap.answer_scale
    answers: dict[tuple[str, str], CellValue] = {}
    for sheet in form.sheets:
        for number, subtask in enumerate(sheet.subtask_rows):
            for question in form.roadmap.questions.subtask:
                if question.scale is not None:
                    choices = scales.choices(question.scale)
                    choice = choices[number % len(choices)]
                    answers[subtask, question.id] = form.label(choice.label)
            answers[subtask, "description"] = "Valmistelu etenee suunnitellusti. " * (number % 9)
    statuses = [choice.id for choice in scales.status]
    subtasks = [subtask for sheet in form.sheets for subtask in sheet.subtask_rows]
    lights = {each.id: form.label(scales.light[-1].label) for each in form.region_questions}
    return FormContents(
        answers=answers,
        fields={(sheet.name, "strengths"): "Vahvaa osaamista. " * 60 for sheet in form.sheets},
        lights=lights,
        last_status={subtask: statuses[n % len(statuses)] for n, subtask in enumerate(subtasks)},
        prefilled=True,
    )


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_every_subtask_is_shown_whole__ok(
    language: FormLanguage, roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """No text of any subtask needs more lines than its row has, and no word is broken."""
    seen: set[str] = set()
    for code in ("01", "21", "90", "HUS"):
        form = Form(roadmap, glossary, regions.by_code[code], LAST, language, date(2024, 1, 10))
        seen |= {subtask for sheet in form.sheets for subtask in sheet.subtask_rows}
        assert cramped(drawn(form, last_month_of(form))) == []
    assert seen == set(roadmap.positions)


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_every_cover_is_shown_whole__ok(
    language: FormLanguage, roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """The name of every region fits, also on the workbook of one group."""
    month = ReportingMonth(2022, 5)
    for region in regions.regions:
        form = Form(roadmap, glossary, region, month, language, date(2022, 6, 10))
        shortest = min(form.every_sheet, key=lambda sheet: len(sheet.positions))
        one = form.for_group(shortest.group.id)
        assert cramped(drawn(one, FormContents())) == []


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_every_kind_of_answer_has_its_help_whole__ok(
    language: FormLanguage, roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """Each cell to be filled in tells what is asked, and no help is cut to what Excel shows."""
    form = Form(roadmap, glossary, regions.by_code["01"], LAST, language, date(2024, 1, 10))
    book = drawn(form, FormContents())
    for sheet in book.worksheets[: 1 + len(form.sheets)]:
        rules = sheet.data_validations.dataValidation
        told = {area.coord for rule in rules for area in rule.sqref.ranges if rule.prompt}
        helped = {cell for area in told for cell in addresses(area)}
        areas = [addresses(area.coord) for area in sheet.merged_cells.ranges]
        merged = {cell for area in areas for cell in area[1:]}
        open_cells = {
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked and cell.coordinate not in merged
        }
        assert open_cells == helped
        for rule in rules:
            assert 0 < len(rule.promptTitle) <= 32
            assert 0 < len(rule.prompt) <= 255
            assert not rule.prompt.endswith("…")
            assert not rule.promptTitle.endswith("…")


def test_what_is_not_whole_is_found__error() -> None:
    """A broken word, a low row and a line that runs into its neighbour are each found."""
    book = Book("Koe", datetime(2022, 5, 31, tzinfo=UTC))
    sheet = book.sheet("HT").set_widths({0: 12.0, 1: 30.0})
    sheet.put(0, 0, "Välfärdsområdesfullmäktigefasen", "told").set_height(0, 60.0)
    sheet.put(1, 1, "Hallintosääntö hyväksytään ja annetaan tiedoksi", "told").set_height(1, 15.0)
    sheet.put(2, 0, "Hallinto, talous ja tukipalvelut", "title").put(2, 1, "x", "told")
    sheet.set_height(2, 30.0)
    found = cramped(openpyxl.load_workbook(io.BytesIO(book.finished())))
    assert [(each.cell, each.what) for each in found] == [
        ("A1", "word"),
        ("B2", "lines"),
        ("A3", "line"),
    ]
