"""Of a form that LibreOffice saved, and nobody filled in, nothing is told."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.settings import Contact
from tilannekuva.domain.texts import FORM_LANGUAGES
from tilannekuva.domain.workbook import CellValue, WorkbookCells
from tilannekuva.inbox.contract import Limits
from tilannekuva.inbox.reader import read_workbook
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.layout.vocabulary import Vocabulary
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.validation.returned_workbook import Validator

pytestmark = pytest.mark.office

MAY = ReportingMonth(2022, 5)
SOMEBODY = Contact(name="Tilannekuvan koordinaattori", email="tilannekuva@example.fi")


def sent_along(form: Form) -> FormContents:
    """Return last month's answers and statuses of every subtask."""
    steps = [step.subtask.id for sheet in form.sheets for step in sheet.positions]
    status = form.label(form.roadmap.answer_scale.label("status", "in_progress"))
    answers: dict[tuple[str, str], CellValue] = {(step, "status"): status for step in steps}
    answers |= {(step, "estimated_completion"): date(2022, 12, 24) for step in steps}
    answers |= {(step, "description"): f"Kuvaus {step}\nja toinen rivi" for step in steps}
    return FormContents(answers, last_status=dict.fromkeys(steps, "in_progress"), prefilled=True)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_untouched_forms__ok(
    kind: str, roadmap: Roadmap, glossary: Glossary, regions: Regions, tmp_path: Path
) -> None:
    """Every region's form, in one language or both, blank or prefilled, tells nothing."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is not installed"
    forms = [
        Form(roadmap, glossary, region, MAY, FORM_LANGUAGES[place % 3], date(2022, 6, 10))
        for place, region in enumerate(regions.regions)
    ]
    for place, form in enumerate(forms):
        contents = sent_along(form) if place % 2 else FormContents()
        path = tmp_path / f"{form.region.code}.xlsx"
        path.write_bytes(draw_working_tool(form, contents, SOMEBODY))
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(tmp_path / "saved")]
    command += [str(tmp_path / f"{form.region.code}.xlsx") for form in forms]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    validator = Validator(Vocabulary(roadmap, glossary), MAY, "all")
    for form in forms:
        book = read_workbook(tmp_path / "saved" / f"{form.region.code}.{kind}", Limits())
        assert isinstance(book, WorkbookCells)
        read = validator.read(book, form.region, form.file_name)
        told = (*read.findings, *(each for group in read.groups for each in group.findings))
        assert [(each.code, each.place) for each in told] == []
        assert not any(group.is_return for group in read.groups)
