"""What was put into a working tool is what the layout reads from it."""

import io
from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tilannekuva.domain.answers import COVER
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.texts import FORM_LANGUAGES, FormLanguage
from tilannekuva.domain.workbook import CellValue, SheetCells
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.layout.reading import ReadCell, read_cover, read_group_sheet, read_shown
from tilannekuva.layout.vocabulary import Vocabulary, plain
from tilannekuva.outbox.working_tool import draw_working_tool

MAY = ReportingMonth(2022, 5)

# Letters an XML file can hold; what is blank to the reader is not an answer.
letters = st.characters(exclude_categories=("Cc", "Cs", "Cn")) | st.just("\n")
texts = (
    st.text(letters, min_size=1, max_size=80) | st.sampled_from(["=1+1", "+358", "-", "@x"])
).filter(lambda text: bool(plain(text)))
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
numbers = st.integers(-1_000_000, 1_000_000).map(float)
values = texts | days | numbers | st.booleans()


def sheets_of(data: bytes) -> list[SheetCells]:
    """Return the sheets of a workbook as the reader hands them on."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = book.sheet_names
    grids = (book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names)
    return [
        SheetCells(name, tuple(tuple(map(value_of, row)) for row in grid))
        for name, grid in zip(names, grids, strict=True)
    ]


def value_of(value: object) -> CellValue:
    """Return a value of calamine as ours."""
    if value == "" and isinstance(value, str):
        return None
    assert isinstance(value, str | float | bool | date)
    return value


def read_back(data: bytes, vocabulary: Vocabulary) -> FormContents:
    """Return what the sheets of a workbook hold."""
    sheets = sheets_of(data)
    cover = read_cover(sheets[0], vocabulary)
    lights = dict(cover.lights) if cover else {}
    fields = {(COVER, key): cell for key, cell in cover.texts.items()} if cover else {}
    answers: dict[tuple[str, str], ReadCell] = {}
    for cells in sheets[1:]:
        sheet = read_group_sheet(cells, vocabulary)
        if sheet is None:
            continue
        fields |= {(sheet.group or "?", key): cell for key, cell in sheet.fields.items()}
        for row in sheet.rows:
            answers |= {(row.subtask or "?", key): cell for key, cell in row.cells.items()}
    return FormContents(
        answers={key: cell.value for key, cell in answers.items() if not cell.is_empty},
        fields={key: cell.value for key, cell in fields.items() if not cell.is_empty},
        lights={key: cell.value for key, cell in lights.items() if not cell.is_empty},
    )


@dataclass(frozen=True)
class Filled:
    """A choice of workbook, and what is written into it."""

    language: FormLanguage
    group: str
    contents: FormContents


@st.composite
def filled_forms(draw: st.DrawFn, base: Form) -> Filled:
    """Any language and group of a region's form, with anything in any of its cells."""
    group = draw(st.sampled_from(["", *(sheet.name for sheet in base.every_sheet)]))
    form = replace(base, only_group=group)
    cells = [
        (subtask, column.key)
        for sheet in form.sheets
        for subtask in sheet.subtask_rows
        for column in form.columns
        if column.question
    ]
    fields = [(sheet.name, key) for sheet in form.sheets for key in sheet.field_rows]
    asked = [question.id for question in form.region_questions]
    fields += [(COVER, question) for question in asked]
    answers = draw(st.dictionaries(st.sampled_from(cells), values, max_size=40))
    written = draw(st.dictionaries(st.sampled_from(fields), values, max_size=len(fields)))
    lights = draw(st.dictionaries(st.sampled_from(asked), values)) if asked else {}
    language = draw(st.sampled_from(FORM_LANGUAGES))
    return Filled(language, group, FormContents(answers, written, lights))


@pytest.mark.parametrize("code", ["01", "21", "HUS"])
def test_what_is_drawn_is_read__ok(
    code: str, roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """Whatever stands in the cells, of any kind and in any language, comes back as it was."""
    base = Form(roadmap, glossary, regions.by_code[code], MAY, "fi", date(2022, 6, 10))
    vocabulary = Vocabulary(roadmap, glossary)

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(filled_forms(base))
    def check(filled: Filled) -> None:
        form = replace(base, language=filled.language, only_group=filled.group)
        data = draw_working_tool(form, filled.contents)
        assert read_back(data, vocabulary) == filled.contents

    check()


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_a_blank_form_reads_as_blank__ok(
    language: FormLanguage, roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """Nothing that is told is taken for an answer, and every row and question is found."""
    region = regions.by_code["01"]
    form = Form(roadmap, glossary, region, MAY, language, date(2022, 6, 10))
    vocabulary = Vocabulary(roadmap, glossary)
    contents = FormContents(last_status=dict.fromkeys(roadmap.positions, "in_progress"))
    data = draw_working_tool(form, contents)
    assert read_back(data, vocabulary) == FormContents()
    sheets = {sheet.name: sheet for sheet in sheets_of(data)}
    for layout in form.sheets:
        read = read_group_sheet(sheets[layout.name], vocabulary)
        assert read is not None
        assert [row.subtask for row in read.rows] == list(layout.subtask_rows)
        assert set(read.fields) == set(layout.field_rows)
        assert read.columns_missing == ()


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_what_is_shown_of_last_month_is_known__ok(
    language: FormLanguage, roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """A form keeps what it shows in last month's column, also that it shows nothing."""
    region = regions.by_code["01"]
    form = Form(roadmap, glossary, region, MAY, language, date(2022, 6, 10))
    contents = FormContents(last_status={"HT-1.1.1": "done", "JO-1.1.1": "not_applicable"})
    labels = {
        subtask: form.label(roadmap.answer_scale.label("status", status))
        for subtask, status in contents.last_status.items()
    }
    shown = read_shown(sheets_of(draw_working_tool(form, contents)))
    assert shown is not None
    assert {subtask: plain(text) for subtask, text in shown.items()} == {
        subtask: plain(text.replace(" / ", "\n")) for subtask, text in labels.items()
    }
    assert read_shown(sheets_of(draw_working_tool(form))) == {}


def test_a_form_that_does_not_say_what_it_shows__ok() -> None:
    """Forms of earlier versions have no such columns, and many sheets have no drop-downs."""
    assert read_shown([SheetCells("_lists", (("tk_status",), ("valmis",)))]) is None
    assert read_shown([SheetCells("_lists", ()), SheetCells("HT", (("x",),))]) is None


def test_a_time_of_day_comes_back__ok(
    roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """A moment in a date cell is not cut to its day."""
    region = regions.by_code["HUS"]
    form = Form(roadmap, glossary, region, MAY, "fi", date(2022, 6, 10))
    moment = datetime(2022, 6, 8, 12, 30)  # noqa: DTZ001 - Excel's moments have no zone
    contents = FormContents({("PJ-5.1.3", "estimated_completion"): moment})
    read = read_back(draw_working_tool(form, contents), Vocabulary(roadmap, glossary))
    assert read.answers == contents.answers
