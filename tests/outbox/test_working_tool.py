"""What is drawn stands where the layout says, in the languages and with the rules it should."""

import io
import re
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.settings import Contact
from tilannekuva.domain.texts import FormLanguage
from tilannekuva.domain.workbook import cell_address
from tilannekuva.layout.form import (
    FIELD_COLUMN,
    LABEL_COLUMN,
    LIGHT_COLUMN,
    TEXT_COLUMN,
    Form,
    FormContents,
)
from tilannekuva.layout.identity import LISTS_SHEET, META_SHEET, PROPERTY_PREFIX, Identity
from tilannekuva.outbox.working_tool import draw_working_tool

MAY = ReportingMonth(2022, 5)
FORMS: list[tuple[str, FormLanguage, str]] = [
    ("08", "fi", ""),
    ("17", "sv", ""),
    ("01", "fi+sv", ""),
    ("21", "fi", "JO"),
    ("HUS", "fi", ""),
]

FormOf = tuple[Form, Workbook]


@pytest.fixture(scope="module", params=FORMS, ids=lambda each: "-".join(filter(None, each)))
def drawn(
    request: pytest.FixtureRequest, roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> FormOf:
    """A form and the workbook drawn from it, as openpyxl sees it."""
    code, language, group = request.param
    region = regions.by_code[code]
    form = Form(roadmap, glossary, region, MAY, language, date(2022, 6, 10), group)
    return form, openpyxl.load_workbook(io.BytesIO(draw_working_tool(form)))


def form_of(
    code: str, language: FormLanguage, roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> Form:
    """Return the form of a region for May 2022."""
    return Form(roadmap, glossary, regions.by_code[code], MAY, language, date(2022, 6, 10))


def cover_of(book: Workbook) -> Worksheet:
    """Return the first sheet."""
    cover = book.worksheets[0]
    assert isinstance(cover, Worksheet)
    return cover


def texts_of(sheet: Worksheet) -> dict[str, str]:
    """Return the texts of a sheet by their address."""
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate: cell.value for cell in cells if isinstance(cell.value, str)}


def test_sheets_are_those_of_the_form__ok(drawn: FormOf) -> None:
    """The cover leads, a sheet for each group follows, and the hidden ones close."""
    form, book = drawn
    groups = [sheet.name for sheet in form.sheets]
    assert book.sheetnames[1:] == [*groups, LISTS_SHEET, META_SHEET]
    assert cover_of(book).title == form.label(form.glossary.headings["cover"], " – ")
    hidden = {sheet.title for sheet in book.worksheets if sheet.sheet_state == "veryHidden"}
    assert hidden == {LISTS_SHEET, META_SHEET}
    assert book.active is cover_of(book)


def test_labels_headings_and_ids_stand_where_the_layout_says__ok(drawn: FormOf) -> None:
    """Whoever knows the layout finds every label, heading and id."""
    form, book = drawn
    for layout in form.sheets:
        texts = texts_of(book[layout.name])
        for place, column in enumerate(form.columns):
            heading = texts[cell_address(layout.header_row, place)]
            assert heading == form.label(column.heading)
        for subtask, row in layout.subtask_rows.items():
            assert texts[cell_address(row, 0)] == subtask
        for question in (*layout.signature, *layout.narratives):
            label = texts[cell_address(layout.field_rows[question.id], LABEL_COLUMN)]
            assert label == form.label(question.name)


def test_answer_cells_are_open_and_all_others_locked__ok(drawn: FormOf) -> None:
    """Only what is asked can be filled in; the sheets are locked without a password."""
    form, book = drawn
    for layout in form.sheets:
        sheet = book[layout.name]
        answers = {
            cell_address(row, place)
            for row in layout.subtask_rows.values()
            for place, column in enumerate(form.columns)
            if column.question
        }
        fields = {cell_address(row, FIELD_COLUMN) for row in layout.field_rows.values()}
        cells = [cell for row in sheet.iter_rows() for cell in row]
        unlocked = {cell.coordinate for cell in cells if not cell.protection.locked}
        assert unlocked == answers | fields | merged_cells(sheet, fields)
    for each in book.worksheets:
        protection = each.protection
        assert (protection.sheet, protection.password) == (True, None)
        allowed = (protection.formatColumns, protection.formatRows, protection.autoFilter)
        assert (*allowed, protection.sort) == (False, False, False, False)


def merged_cells(sheet: Worksheet, heads: set[str]) -> set[str]:
    """Return the cells that are one with those given."""
    areas = [area for area in sheet.merged_cells.ranges if area.coord.split(":")[0] in heads]
    return {cell_address(row - 1, column - 1) for area in areas for row, column in area.cells}


def test_each_answer_column_asks_by_one_rule__ok(drawn: FormOf) -> None:
    """Choices come from a defined name, dates and texts have limits, all explain themselves."""
    form, book = drawn
    for layout in form.sheets:
        rules = {
            str(rule.sqref): rule for rule in book[layout.name].data_validations.dataValidation
        }
        for place, column in enumerate(form.columns):
            if column.question is None:
                continue
            first = cell_address(layout.first_row, place)
            last = cell_address(layout.last_row, place)
            rule = rules[first if first == last else f"{first}:{last}"]
            kind = {"choice": "list", "date": "date", "text": "textLength"}[column.kind]
            assert rule.type == kind
            if column.question.scale:
                assert rule.formula1 == f"tk_{column.question.scale}"
            if kind == "textLength":
                assert rule.formula1 == str(column.question.max_length)
            assert rule.errorStyle == ("warning" if kind == "textLength" else None)
            assert 0 < len(rule.promptTitle or "") <= 32
            assert 0 < len(rule.prompt or "") <= 255
            assert 0 < len(rule.error or "") <= 255


def test_drop_downs_list_the_words_of_the_form__ok(drawn: FormOf) -> None:
    """A name leads to the choices as the form shows them; no cell is beyond a limit."""
    form, book = drawn
    lists = book[LISTS_SHEET]
    for scale in ("status", "risk", "support", "light"):
        area = book.defined_names[f"tk_{scale}"].attr_text or ""
        sheet, cells = area.split("!")
        assert sheet.strip("'") == LISTS_SHEET
        shown = [row[0].value for row in lists[cells.replace("$", "")]]
        choices = form.roadmap.answer_scale.choices(scale)
        assert shown == [form.label(choice.label) for choice in choices]
    assert all(0 < len(text) <= 255 for text in texts_of(lists).values())


def test_red_rule_accepts_every_language__ok(drawn: FormOf) -> None:
    """A word in another language of the form is not marked as wrong."""
    form, book = drawn
    for scale in ("status", "risk", "support", "light"):
        area = (book.defined_names[f"tk_{scale}_words"].attr_text or "").split("!")[1]
        words = {row[0].value for row in book[LISTS_SHEET][area.replace("$", "")]}
        for choice in form.roadmap.answer_scale.choices(scale):
            assert set(choice.label.every_form()) <= words


def test_colours_are_set_once_for_each_column__ok(drawn: FormOf) -> None:
    """One rule covers a column: pasting and sorting do not multiply them."""
    form, book = drawn
    for layout in form.sheets:
        areas = [str(each.sqref) for each in book[layout.name].conditional_formatting]
        assert len(areas) == len(set(areas))
        place = form.column_numbers["due"]
        first, last = (cell_address(row, place) for row in (layout.first_row, layout.last_row))
        assert (first if first == last else f"{first}:{last}") in areas


def test_cover_carries_the_regions_questions__ok(drawn: FormOf) -> None:
    """Each has its light and its text; a group's own workbook leaves them to the first one's."""
    form, book = drawn
    sheet = cover_of(book)
    at = {text: address for address, text in texts_of(sheet).items()}
    assert bool(form.region_questions) == (form.only_group in {"", "HT"})
    rules = {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}
    for question in form.region_questions:
        label = at[form.label(question.name)]
        row = int(label.strip("ABCDEF")) - 1
        assert label == cell_address(row, LABEL_COLUMN)
        assert rules[cell_address(row, LIGHT_COLUMN)] == "list"
        assert rules[cell_address(row, TEXT_COLUMN)] == "textLength"


def test_only_the_cover_has_formulas_and_they_have_no_result__ok(drawn: FormOf) -> None:
    """A formula without a result is reckoned on opening, and never read as a false 0."""
    form, book = drawn
    counted = texts_of(cover_of(book)).values()
    formulas = [text for text in counted if text.startswith("=")]
    assert len(formulas) == 4 * (len(form.sheets) + (len(form.sheets) > 1))
    for sheet in book.worksheets[1:]:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    groups = {group for text in formulas for group in re.findall(r"'(\w+)'!", text)}
    assert groups == {sheet.name for sheet in form.sheets}
    data = draw_working_tool(form)
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    assert 0 not in {cell.value for row in values.iter_rows() for cell in row}


def test_identity_is_stamped_twice__ok(drawn: FormOf) -> None:
    """The hidden sheet and the document's properties tell the same, as texts."""
    form, book = drawn
    stamped = {
        str(row[0]): str(row[1] or "") for row in book[META_SHEET].iter_rows(values_only=True)
    }
    properties = {
        each.name or "": str(each.value or "")
        for each in book.custom_doc_props.props  # type: ignore[attr-defined] # not in the stubs
        if (each.name or "").startswith(PROPERTY_PREFIX)
    }
    assert Identity.from_stamp(stamped) == form.identity
    assert Identity.from_properties(properties) == form.identity
    assert stamped["region"] == form.region.code


def test_prints_on_a4_with_headings_on_every_page__ok(drawn: FormOf) -> None:
    """Landscape, one page wide, and the head of the table stays in sight."""
    form, book = drawn
    for layout in form.sheets:
        sheet = book[layout.name]
        setup = sheet.page_setup
        paper = str(setup.paperSize), setup.orientation, setup.fitToHeight, setup.fitToWidth
        assert paper == ("9", "landscape", 0, None)
        head = layout.header_row + 1
        assert sheet.print_title_rows == f"${head}:${head}"
        assert sheet.freeze_panes == cell_address(
            layout.first_row, form.column_numbers["subtask"] + 1
        )
        last = cell_address(layout.last_row, len(form.columns) - 1)
        assert sheet.auto_filter.ref == f"{cell_address(layout.header_row, 0)}:{last}"


def test_told_cells_follow_the_language__ok(
    roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """Names are in the form's language, or in both on lines of their own."""
    told = {}
    languages: tuple[FormLanguage, ...] = ("fi", "sv", "fi+sv")
    for language in languages:
        form = form_of("01", language, roadmap, regions, glossary)
        contents = FormContents(last_status={"HT-1.1.1": "done"})
        book = openpyxl.load_workbook(io.BytesIO(draw_working_tool(form, contents)))
        row = form.sheets[0].subtask_rows["HT-1.1.1"] + 1
        columns = ("critical", "phase", "due", "last_status")
        told[language] = tuple(
            book["HT"].cell(row, form.column_numbers[column] + 1).value for column in columns
        )
    due = datetime(2021, 8, 31)  # noqa: DTZ001 - a day as openpyxl returns it
    assert told == {
        "fi": ("kriittinen", "Väliaikaishallinto", due, "valmis"),
        "sv": ("kritisk", "Temporär förvaltning", due, "klar"),
        "fi+sv": (
            "kriittinen\nkritisk",
            "Väliaikaishallinto\nTemporär förvaltning",
            due,
            "valmis\nklar",
        ),
    }


def test_contact_stands_on_the_cover__ok(
    roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """A role, an address and a number are shown, and the last step names the address."""
    form = form_of("08", "fi", roadmap, regions, glossary)
    contact = Contact(name="Tilannekuvatiimi", email="kuva@example.fi", phone="029 1")
    data = draw_working_tool(form, contact=contact)
    cover = texts_of(cover_of(openpyxl.load_workbook(io.BytesIO(data)))).values()
    assert "Tilannekuvatiimi · kuva@example.fi · 029 1" in cover
    assert "5.  Tallenna työkirja ja lähetä se osoitteeseen kuva@example.fi." in cover


def test_a_form_of_one_row__ok(roadmap: Roadmap, regions: Regions, glossary: Glossary) -> None:
    """A form of HUS has one group, one row and one line of progress."""
    form = form_of("HUS", "sv", roadmap, regions, glossary)
    assert [(sheet.name, len(sheet.positions)) for sheet in form.sheets] == [("PJ", 1)]
    book = openpyxl.load_workbook(io.BytesIO(draw_working_tool(form)))
    assert "Sammanlagt" not in texts_of(cover_of(book)).values()


def test_the_same_form_gives_the_same_bytes__ok(
    roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """Nothing of the clock or the machine is in the file; the time told is the contents'."""
    saved = datetime(2022, 6, 8, 12, 30, tzinfo=UTC)
    contents = FormContents({("PJ-5.1.3", "status"): "valmis"}, saved=saved)
    form = form_of("HUS", "fi", roadmap, regions, glossary)
    first, second = draw_working_tool(form, contents), draw_working_tool(form, contents)
    assert first == second
    blank = draw_working_tool(form)
    with zipfile.ZipFile(io.BytesIO(first)) as filled, zipfile.ZipFile(io.BytesIO(blank)) as empty:
        assert b"2022-06-08T12:30:00Z" in filled.read("docProps/core.xml")
        assert b"2022-05-31T00:00:00Z" in empty.read("docProps/core.xml")
