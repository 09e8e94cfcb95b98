"""Every working tool, filled in, goes through LibreOffice and comes back whole."""

import io
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import cycle
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from tilannekuva.domain.answers import COVER
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region, Regions
from tilannekuva.domain.roadmap import Question, Roadmap
from tilannekuva.domain.texts import FormLanguage
from tilannekuva.domain.workbook import CellValue, SheetCells, cell_address
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.layout.identity import LISTS_SHEET, META_SHEET, PROPERTY_PREFIX, Identity
from tilannekuva.layout.reading import ReadCell, read_cover, read_group_sheet
from tilannekuva.layout.vocabulary import Vocabulary
from tilannekuva.outbox.working_tool import draw_working_tool

pytestmark = pytest.mark.office

MAY = ReportingMonth(2022, 5)
PARTLY = "partly"
"""The key of one more form, in which every other subtask has a status."""
CODES = [*(f"{number:02d}" for number in range(1, 20)), "20", "21", "90", "HUS"]
BILINGUAL = ("01", "90")
FORMATS = ("xlsx", "ods")

TEXTS = (
    "Valmistelu etenee: hallintosääntö on lautakunnassa. Ärende på ålandsk vis.",
    "=Ei ole kaava",
    "=1+1",
    "+358 29 000 0000",
    "@toimisto",
    "- ensin yksi\n- sitten toinen\n\nja lopuksi kolmas",
    "Lainaus ”näin”, 'näin' ja \"näin\"; <b>ei</b> &amp; merkintää",
    "Hyvin menee 🙂👩‍⚕️ – 100 %",
    "007",
    "1.2",
    "Pitkä teksti, jossa on monta virkettä. " * 48,
    "{=SUM(A1:A2)} http://example.fi/ mailto:x@example.fi",
)
DAYS = (date(2022, 6, 30), date(2022, 12, 31), date(2020, 1, 1), date(2024, 2, 29))


@dataclass(frozen=True)
class Filled:
    """A form, what stands in it, and where its workbooks lie: as drawn and as converted."""

    form: Form
    contents: FormContents
    folder: Path

    @property
    def drawn(self) -> Path:
        """The workbook as we drew it."""
        return self.folder / self.form.file_name

    def converted(self, kind: str) -> Path:
        """The workbook as LibreOffice saved it."""
        return (self.folder / kind / self.form.file_name).with_suffix(f".{kind}")


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory,
    roadmap: Roadmap,
    regions: Regions,
    glossary: Glossary,
) -> dict[str, Filled]:
    """Every region's form, filled in everywhere and saved by LibreOffice; and one in part."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is not installed"
    folder = tmp_path_factory.mktemp("forms")
    made = {}
    for region in regions.regions:
        form = Form(roadmap, glossary, region, MAY, language_of(region), date(2022, 6, 10))
        made[region.code] = Filled(form, contents_of(form), folder)
    form = replace(made["08"].form, month=MAY.shifted(1))
    some = [row for sheet in form.sheets for row in sheet.subtask_rows][::2]
    statuses = FormContents({(subtask, "status"): "valmis" for subtask in some})
    made[PARTLY] = Filled(form, statuses, folder)
    for each in made.values():
        each.drawn.write_bytes(draw_working_tool(each.form, each.contents))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in FORMATS:
        command = [office, profile, "--headless", "--convert-to", kind]
        command += ["--outdir", str(folder / kind), *(str(each.drawn) for each in made.values())]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return made


def language_of(region: Region) -> FormLanguage:
    """Return the language of a region's form: some are in both."""
    return "fi+sv" if region.code in BILINGUAL else region.majority_language


def contents_of(form: Form) -> FormContents:
    """Return an answer for every cell of a form, each kind of text and choice in turn."""
    texts, days = cycle(TEXTS), cycle(DAYS)
    scales = form.roadmap.answer_scale
    words: dict[str | None, Iterator[str]] = {
        name: cycle([form.label(choice.label) for choice in scales.choices(name)])
        for name in ("status", "risk", "support", "light")
    }

    def answer(question: Question) -> CellValue:
        if question.kind == "choice":
            return next(words[question.scale])
        return next(days) if question.kind == "date" else next(texts)

    return FormContents(
        answers={
            (subtask, column.key): answer(column.question)
            for sheet in form.sheets
            for subtask in sheet.subtask_rows
            for column in form.columns
            if column.question
        },
        fields={
            **{
                (sheet.name, question.id): answer(question)
                for sheet in form.sheets
                for question in (*sheet.signature, *sheet.narratives)
            },
            **{(COVER, question.id): next(texts) for question in form.region_questions},
        },
        lights={question.id: next(words["light"]) for question in form.region_questions},
        last_status={
            subtask: "in_progress" for sheet in form.sheets for subtask in sheet.subtask_rows
        },
    )


def sheets_of(path: Path) -> list[SheetCells]:
    """Return the sheets of a workbook as the reader hands them on, without blank edges."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return [
        SheetCells(name, trimmed(book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
        for name in book.sheet_names
    ]


def trimmed(grid: Sequence[Sequence[object]]) -> tuple[tuple[CellValue, ...], ...]:
    """Return rows of equal length without the blank ones at the end."""
    rows = [[value_of(value) for value in row] for row in grid]
    used = [place for row in rows for place, value in enumerate(row) if value is not None]
    width = max(used, default=-1) + 1
    while rows and all(value is None for value in rows[-1]):
        rows.pop()
    return tuple(tuple(row[:width]) for row in rows)


def value_of(value: object) -> CellValue:
    """Return a value of calamine as ours; a moment at midnight is a day."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    assert isinstance(value, str | float | bool | date)
    return None if isinstance(value, str) and not value else value


def read_back(sheets: list[SheetCells], vocabulary: Vocabulary) -> FormContents:
    """Return what the sheets of a workbook hold."""
    cover = read_cover(sheets[0], vocabulary)
    assert cover is not None
    fields = {(COVER, key): cell for key, cell in cover.texts.items()}
    answers: dict[tuple[str, str], ReadCell] = {}
    for cells in sheets[1:]:
        sheet = read_group_sheet(cells, vocabulary)
        if sheet is None:
            continue
        fields |= {(sheet.group or "?", key): cell for key, cell in sheet.fields.items()}
        for row in sheet.rows:
            answers |= {(row.subtask or "?", key): cell for key, cell in row.cells.items()}
    return FormContents(
        answers={key: cell.value for key, cell in answers.items()},
        fields={key: cell.value for key, cell in fields.items()},
        lights={key: cell.value for key, cell in cover.lights.items()},
    )


def grids(sheets: list[SheetCells]) -> dict[str, tuple[tuple[CellValue, ...], ...]]:
    """Return the rows of every sheet but the cover, which holds formulas."""
    return {sheet.name: sheet.rows for sheet in sheets[1:]}


def opened(path: Path) -> Workbook:
    """Return a workbook as openpyxl sees it."""
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("code", CODES)
def test_every_answer_comes_back__ok(
    code: str, kind: str, filled: dict[str, Filled], roadmap: Roadmap, glossary: Glossary
) -> None:
    """What was typed is read exactly after LibreOffice has saved it, and told cells stand."""
    each = filled[code]
    before, after = sheets_of(each.drawn), sheets_of(each.converted(kind))
    contents = read_back(after, Vocabulary(roadmap, glossary))
    assert contents.answers == each.contents.answers
    assert contents.fields == each.contents.fields
    assert contents.lights == each.contents.lights
    assert grids(after) == grids(before)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("code", ["01", "08", "17", "HUS", PARTLY])
def test_cover_counts_what_is_answered__ok(code: str, kind: str, filled: dict[str, Filled]) -> None:
    """The formulas of the cover are reckoned on opening, and leave out what is blank."""
    each = filled[code]
    cover = sheets_of(each.converted(kind))[0]
    counted = {}
    for row in cover.rows:
        name, numbers = str(row[1]).split(" ")[0], row[2:6]
        if all(isinstance(number, float) for number in numbers):
            counted[name] = numbers
    expected, answers = {}, each.contents.answers
    for sheet in each.form.sheets:
        asked = [step.subtask for step in sheet.positions]
        answered = [subtask for subtask in asked if (subtask.id, "status") in answers]
        critical = [sum(subtask.critical for subtask in some) for some in (answered, asked)]
        expected[sheet.name] = (len(answered), len(asked), *critical)
    assert {name: counted[name] for name in expected} == expected


@pytest.mark.parametrize("code", CODES)
def test_rules_and_locks_are_still_there__ok(code: str, filled: dict[str, Filled]) -> None:
    """Drop-downs, limits, locks, open cells and names survive the saving."""
    each = filled[code]
    before, after = opened(each.drawn), opened(each.converted("xlsx"))
    assert after.sheetnames == before.sheetnames
    for name in before.sheetnames:
        ours, theirs = before[name], after[name]
        assert isinstance(ours, Worksheet)
        assert isinstance(theirs, Worksheet)
        assert rules_of(theirs) == rules_of(ours)
        assert theirs.protection.sheet
        assert unlocked(theirs) == unlocked(ours)
        assert theirs.merged_cells.ranges == ours.merged_cells.ranges
        assert len(theirs.conditional_formatting) == len(ours.conditional_formatting)
    names = {name: each.attr_text for name, each in before.defined_names.items()}
    kept = {name: (each.attr_text or "") for name, each in after.defined_names.items()}
    assert {name: plain_area(area) for name, area in names.items()} == {
        name: plain_area(kept[name]) for name in names
    }


@pytest.mark.parametrize("code", CODES)
def test_identity_is_still_there__ok(code: str, filled: dict[str, Filled]) -> None:
    """The hidden sheet stays hidden, and it and the properties name the form."""
    each = filled[code]
    book = opened(each.converted("xlsx"))
    assert {book[name].sheet_state for name in (LISTS_SHEET, META_SHEET)} <= {
        "hidden",
        "veryHidden",
    }
    rows = book[META_SHEET].iter_rows(values_only=True)
    stamped = {str(row[0]): str(row[1] or "") for row in rows}
    properties = {
        each.name or "": str(each.value or "")
        for each in book.custom_doc_props.props  # type: ignore[attr-defined] # not in the stubs
        if (each.name or "").startswith(PROPERTY_PREFIX)
    }
    assert Identity.from_stamp(stamped) == each.form.identity
    assert Identity.from_properties(properties) == each.form.identity


def rules_of(sheet: Worksheet) -> set[tuple[str, str, str, str, str]]:
    """Return what is asked of each cell: kind, limits and help."""
    return {
        (
            cell_address(row - 1, column - 1),
            str(rule.type),
            str(rule.formula1),
            str(rule.formula2) if rule.type == "date" else "",
            str(rule.prompt or ""),
        )
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for row, column in area.cells
    }


def unlocked(sheet: Worksheet) -> set[str]:
    """Return the cells that can be filled in on a locked sheet."""
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate for cell in cells if not cell.protection.locked}


def plain_area(area: str | None) -> str:
    """Return an area without the quotes around a sheet's name."""
    return (area or "").replace("'", "")
