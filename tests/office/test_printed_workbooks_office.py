"""Every sheet of every workbook prints whole: no text is cut, and headings are on every page."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from offices import Office, SampleMonth
from printed import Fault, faults, print_workbooks
from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.settings import Contact, Settings
from tilannekuva.domain.texts import LANGUAGES
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.publish.national.book import national_workbook

pytestmark = pytest.mark.office

MAY, JUNE = ReportingMonth(2022, 5), ReportingMonth(2022, 6)
CONTACT = Contact(name="Tilannekuvatiimi", email="tilannekuva@example.fi", phone="029 500 000")
ASIDE = "Hankintapäätös tehdään syyskuussa, ja sopimukset allekirjoitetaan lokakuussa. "
FORMS: Mapping[str, tuple[str, Any, str]] = {
    "form-fi": ("02", "fi", ""),
    "form-sv": ("17", "sv", ""),
    "form-fi+sv": ("01", "fi+sv", ""),
    "form-helsinki": ("90", "fi+sv", ""),
    "form-hus": ("HUS", "fi", ""),
    "form-of-one-group": ("03", "fi", "YP"),
    "prefilled-fi": ("08", "fi", ""),
    "prefilled-sv": ("17", "sv", ""),
    "prefilled-fi+sv": ("01", "fi+sv", ""),
}
NATIONAL = tuple(f"national-{language}" for language in LANGUAGES)
REPLIES = ("marked", "drawn-anew")


@dataclass(frozen=True)
class Printed:
    """Workbooks and what LibreOffice printed of them."""

    workbooks: Mapping[str, Path]
    pdfs: Mapping[Path, Path]

    def faults(self, name: str) -> list[Fault]:
        """Return what is not printed whole of a workbook."""
        path = self.workbooks[name]
        return faults(path, self.pdfs[path])


@pytest.fixture(scope="module")
def printed(
    tmp_path_factory: pytest.TempPathFactory,
    foundations: Foundations,
    two_months: NationalPicture,
    sample_month: SampleMonth,
) -> Printed:
    """A workbook of every kind, all printed at once."""
    folder = tmp_path_factory.mktemp("printed")
    contents = {name: working_tool(name, foundations) for name in FORMS}
    for name, language in zip(NATIONAL, LANGUAGES, strict=True):
        contents[name] = national_workbook(two_months, language, tool_version="1.0.0")
    marked = sorted((sample_month.output / "replies").rglob("*.xlsx"))
    contents["marked"] = max(marked, key=lambda path: path.stat().st_size).read_bytes()
    contents["drawn-anew"] = drawn_anew(folder / "office", foundations)
    contents["spoilt"] = spoilt()
    workbooks = {name: folder / f"{name}.xlsx" for name in contents}
    for name, path in workbooks.items():
        path.write_bytes(contents[name])
    return Printed(workbooks, print_workbooks(tuple(workbooks.values()), folder))


def working_tool(name: str, foundations: Foundations) -> bytes:
    """Return a form as it is sent out."""
    code, language, group = FORMS[name]
    prefilled = name.startswith("prefilled")
    form = Form(
        foundations.roadmap,
        foundations.glossary,
        foundations.regions.by_code[code],
        JUNE if prefilled else MAY,
        language,
        date(2022, 6, 10),
        group,
    )
    contents = answered(form) if prefilled else FormContents()
    return draw_working_tool(form, contents, CONTACT)


def answered(form: Form) -> FormContents:
    """Return last month's answers, choices and texts of every length in turn."""
    scales = form.roadmap.answer_scale
    subtasks = [subtask for sheet in form.sheets for subtask in sheet.subtask_rows]
    answers: dict[tuple[str, str], Any] = {}
    for number, subtask in enumerate(subtasks):
        for question in form.roadmap.questions.subtask:
            if question.scale is not None:
                choices = scales.choices(question.scale)
                answers[subtask, question.id] = form.label(choices[number % len(choices)].label)
        answers[subtask, "estimated_completion"] = date(2022, 12, 31)
        answers[subtask, "description"] = (ASIDE * (number % 7)).strip() or None
        answers[subtask, "responsible"] = "vs. hallintojohtaja"
    statuses = [choice.id for choice in scales.status]
    return FormContents(
        answers={key: value for key, value in answers.items() if value},
        fields={(sheet.name, "challenges"): (ASIDE * 12).strip() for sheet in form.sheets},
        lights={each.id: form.label(scales.light[-1].label) for each in form.region_questions},
        last_status={each: statuses[n % len(statuses)] for n, each in enumerate(subtasks)},
        prefilled=True,
    )


def drawn_anew(root: Path, foundations: Foundations) -> bytes:
    """Return the reply to a table without stamps, taken on the coordinator's word."""

    def without_stamps(workbook: Any) -> None:
        del workbook["_meta"]
        workbook.custom_doc_props.props = []

    word = {"file": "taulukko.xlsx", "region": "02", "month": "2022-05", "reason": "Puhelu"}
    settings = Settings.model_validate({"accept": [word]})
    (root / "inbox").mkdir(parents=True)
    workspace = open_workspace(root, inbox=root / "inbox")
    office = Office(workspace, replace(foundations, settings=settings))
    subtasks = list(office.form("02", "2022-05").sheets[0].subtask_rows)
    answers: dict[tuple[str, str], Any] = {(each, "description"): ASIDE * 3 for each in subtasks}
    answers |= {(each, "status"): "valmis" for each in subtasks} | {(subtasks[0], "status"): "ehkä"}
    office.send("taulukko.xlsx", answers, edit=without_stamps)
    collected = office.collect("2022-05")
    [reply] = [each for each in collected.replies if each.region == "02"]
    assert reply.workbook == "redrawn"
    [path] = (collected.output / "replies").rglob("*.xlsx")
    return path.read_bytes()


def spoilt() -> bytes:
    """Return a workbook with everything that is looked for, each on a sheet of its own."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d.m.yyyy"})
    low, last, narrow, over, wide = map(
        book.add_worksheet, ("low row", "low last row", "narrow", "running over", "wide")
    )
    for sheet, width in ((low, 20), (last, 40), (narrow, 3), (over, 10), (wide, 20)):
        sheet.set_column(0, 6, width)
        sheet.set_paper(9)
    low.set_row(0, 30)
    low.write(0, 0, ASIDE.strip(), wrapped)
    low.write(1, 0, "seuraava rivi", wrapped)
    last.set_row(0, 20)
    last.write(0, 0, ASIDE.strip(), wrapped)
    narrow.write(0, 0, 123456789)
    narrow.write(1, 0, date(2022, 12, 31), day)
    over.write(0, 0, ASIDE.strip())
    over.write(0, 1, "naapuri")
    wide.repeat_rows(0)
    for column in range(7):
        wide.write(0, column, f"otsikko {column}")
    book.close()
    return content.getvalue()


@pytest.mark.parametrize("name", [*FORMS, *NATIONAL, *REPLIES])
def test_prints_whole__ok(name: str, printed: Printed) -> None:
    """Every text is on the paper, in its own row, and every page has its headings."""
    assert printed.faults(name) == []


def test_wider_letters_split_no_sheet__ok(printed: Printed, tmp_path: Path) -> None:
    """Where no typeface is as wide as Calibri, a sheet is still no wider than its page."""
    names = ("form-fi+sv", "national-fi", "marked")
    pdfs = print_workbooks([printed.workbooks[name] for name in names], tmp_path, carlito=False)
    found = {(each.sheet, each.what) for path, pdf in pdfs.items() for each in faults(path, pdf)}
    assert {what for _sheet, what in found} <= {"missing", "cut"}


def test_what_does_not_print_whole_is_found__error(printed: Printed) -> None:
    """A low row, a narrow column, a text run over by its neighbour, a table split sideways."""
    found = {(each.sheet, each.place, each.what) for each in printed.faults("spoilt")}
    lows = {each for each in found if each[0].startswith("low")}
    assert {(sheet, place) for sheet, place, _what in lows} == {
        ("low row", "A1"),
        ("low last row", "A1"),
    }
    assert {what for _sheet, _place, what in lows} <= {"cut", "missing"}
    assert found - lows == {
        ("narrow", "page 1", "hashes"),
        ("narrow", "A2", "missing"),
        ("running over", "A1", "missing"),
        ("wide", "page 1", "heading"),
        ("wide", "page 2", "heading"),
    }
