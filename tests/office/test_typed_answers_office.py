"""Answers typed in LibreOffice come out equal, whatever language the form is in."""

import json
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from offices import Office
from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.answers import COVER
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.texts import FORM_LANGUAGES, FormLanguage, Language
from tilannekuva.domain.workbook import cell_address
from tilannekuva.layout.form import FIELD_COLUMN, LIGHT_COLUMN, TEXT_COLUMN, Form, FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.foundations import Foundations

pytestmark = pytest.mark.office

REGION = "01"
TYPIST = Path(__file__).with_name("typist.py")
SAVED = datetime(2022, 6, 7, tzinfo=UTC)

Typed = list[tuple[str, str, str]]
"""Sheet, cell and what is typed into it."""

# As typed in a Finnish, a Swedish and a bilingual form, with the words people use in each.
ROWS = [
    {"status": ("valmis", "klar", "valmis / klar"), "estimated_completion": ("2.5.2022",) * 3},
    {"status": ("KÄYNNISSÄ", "PÅGÅR", "kesken"), "risk": ("korkea", "hög", "korkea / hög")},
    {"status": ("ei aloitettu", "inte påbörjad", "ej påbörjad"), "risk": ("pieni", "liten", "low")},
    # The name of a month is not typed here: LibreOffice makes its first day of it, unasked.
    {"estimated_completion": ("11/2022", "11/2022", "11/2022")},
    {"status": ("aloitettu", "påbörjad", "in progress"), "responsible": ("Johtaja",) * 3},
    {"support": ("kansallinen tuki", "nationellt stöd", "national"), "description": ("Apua!",) * 3},
]


def column(language: FormLanguage) -> int:
    return FORM_LANGUAGES.index(language)


def typed_in(form: Form, language: FormLanguage) -> Typed:
    """Return what somebody types into the group's first rows, its signature and narratives."""
    sheet = form.sheets[0]
    typed: Typed = []
    for row, answers in zip(sheet.subtask_rows.values(), ROWS, strict=False):
        for question, words in answers.items():
            cell = cell_address(row, form.column_numbers[question])
            typed.append((sheet.name, cell, words[column(language)]))
    fields = {"filled_by": "Suunnittelija", "filled_on": "1.6.2022", "strengths": "Hyvä väki"}
    typed += [
        (sheet.name, cell_address(sheet.field_rows[question], FIELD_COLUMN), text)
        for question, text in fields.items()
    ]
    return typed


def typed_on_cover(form: Form, language: FormLanguage, workbook: Path) -> Typed:
    """Return a light and a text for the region's first question."""
    cover = openpyxl.load_workbook(workbook).worksheets[0]
    label = form.label(form.region_questions[0].name)
    rows = enumerate(cover.iter_rows(values_only=True))
    [row] = [number for number, row in rows if label in row]
    light = ("keltainen", "gul", "amber")[column(language)]
    return [
        (cover.title, cell_address(row, LIGHT_COLUMN), light),
        (cover.title, cell_address(row, TEXT_COLUMN), "Etenee"),
    ]


def collected(workbook: Path, root: Path, foundations: Foundations) -> MonthRecord:
    (root / "inbox").mkdir(parents=True)
    shutil.copy(workbook, root / "inbox" / f"palautus{workbook.suffix}")
    return Office(open_workspace(root, inbox=root / "inbox"), foundations).gather()


def told(record: MonthRecord) -> object:
    """Return everything that was answered, but for the file it stands in."""
    but = {"source_file", "source_sheet", "returned_at", "sha256", "answers", "narratives"}
    return (
        [each.model_dump(exclude=but) for each in record.returns],
        [each.model_dump(exclude=but) for each in record.answers],
        [each.model_dump(exclude=but) for each in record.narratives],
    )


@pytest.fixture(scope="module")
def records(
    tmp_path_factory: pytest.TempPathFactory, foundations: Foundations
) -> dict[tuple[FormLanguage, str], MonthRecord]:
    """The month as collected from each language's form, saved as .xlsx and as .ods."""
    root = tmp_path_factory.mktemp("typed")
    for language in FORM_LANGUAGES:
        form = Office(open_workspace(root), foundations).form(REGION, "2022-05", language)
        blank = root / form.file_name
        blank.write_bytes(draw_working_tool(form, FormContents(saved=SAVED)))
        job = {
            "open": str(blank),
            "type": [*typed_in(form, language), *typed_on_cover(form, language, blank)],
            "save": [str(root / f"{language}.xlsx"), str(root / f"{language}.ods")],
        }
        jobs = root / f"{language}.json"
        jobs.write_text(json.dumps([job]), encoding="utf-8")
        spoken: Language = "sv" if language == "sv" else "fi"
        command = ["/usr/bin/python3", str(TYPIST), (root / "profile").as_uri(), spoken, str(jobs)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {
        (language, kind): collected(root / f"{language}{kind}", root / language / kind, foundations)
        for language in FORM_LANGUAGES
        for kind in (".xlsx", ".ods")
    }


@pytest.mark.parametrize("kind", [".xlsx", ".ods"])
@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_the_same_answers_in_every_language__ok(
    language: FormLanguage, kind: str, records: dict[tuple[FormLanguage, str], MonthRecord]
) -> None:
    """What was typed into each form is the same answers, with nothing to correct."""
    record = records[language, kind]
    assert told(record) == told(records["fi", ".xlsx"])
    assert not [each for each in record.findings if each.severity == "error"]


def test_typed_answers_are_read__ok(
    records: dict[tuple[FormLanguage, str], MonthRecord],
) -> None:
    """Each word and day means what its writer meant."""
    record = records["sv", ".ods"]
    assert [each.status for each in record.answers[:3]] == ["done", "in_progress", "not_started"]
    assert [each.risk for each in record.answers[1:3]] == ["high", "low"]
    dates = [each.estimated_completion for each in record.answers]
    assert (dates[0], dates[3]) == (date(2022, 5, 2), date(2022, 11, 30))
    assert (record.answers[4].responsible, record.answers[5].support) == ("Johtaja", "national")
    signed = next(each for each in record.returns if each.group != COVER)
    assert (signed.filled_by, signed.filled_on) == ("Suunnittelija", date(2022, 6, 1))
    lights = [(each.light, each.text) for each in record.narratives if each.group == COVER]
    assert lights == [("yellow", "Etenee")]
