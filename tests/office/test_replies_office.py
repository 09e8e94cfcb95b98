"""Marked workbooks, corrected in a real LibreOffice and returned, are returns without errors."""

import io
import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from offices import Office, SampleMonth
from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.answers import Answer
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.rule import Severity
from tilannekuva.publish.replies.marking.fills import MARK_FILLS
from tilannekuva.publish.replies.marking.marker import mark_workbook
from tilannekuva.publish.replies.marking.order import Marked, Order

pytestmark = pytest.mark.office

TYPIST = Path(__file__).with_name("typist.py")
KINDS = (".xlsx", ".ods")
# What a person would type to correct what the sample month has wrong, by the question.
TYPED = {"status": "valmis", "risk": "korkea", "estimated_completion": "31.12.2022"}


@dataclass(frozen=True)
class Corrected:
    """The replies of a month, corrected in LibreOffice and saved in a format."""

    sample: SampleMonth
    errors: tuple[Finding, ...]
    folder: Path

    def returned(self, kind: str) -> MonthRecord:
        """Return the month as collected from the corrected workbooks alone."""
        inbox = self.folder / kind[1:] / "inbox"
        inbox.mkdir(parents=True, exist_ok=True)
        for path in self.folder.glob(f"*{kind}"):
            shutil.copy(path, inbox / path.name)
        workspace = open_workspace(inbox.parent, inbox=inbox)
        return Office(workspace, self.sample.office.foundations).gather("2022-05")


@pytest.fixture(scope="module")
def corrected(sample_month: SampleMonth, tmp_path_factory: pytest.TempPathFactory) -> Corrected:
    """Every reply that asks for corrections, corrected in the marked cells."""
    folder = tmp_path_factory.mktemp("replies")
    findings = sample_month.collected.record.findings
    errors = tuple(each for each in findings if each.severity is Severity.ERROR)
    replies = [each for each in sample_month.collected.replies if each.kind == "correct"]
    assert replies
    jobs = []
    for reply in replies:
        [name] = [each for each in reply.outputs if each.endswith(".xlsx")]
        path = sample_month.output / name
        typed = [
            (each.sheet, each.cell, TYPED[each.question])
            for each in errors
            if each.region == reply.region
        ]
        saved = [str(folder / f"{path.stem}{kind}") for kind in KINDS]
        jobs.append({"open": str(path), "type": typed, "save": saved})
    plan = folder / "jobs.json"
    plan.write_text(json.dumps(jobs), encoding="utf-8")
    profile = (folder / "profile").as_uri()
    command = ["/usr/bin/python3", str(TYPIST), profile, "fi", str(plan)]
    subprocess.run(command, check=True, timeout=300)
    return Corrected(sample_month, errors, folder)


def told(answers: Iterable[Answer]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return answers by region and subtask, without the file they came in."""
    return {
        (each.region, each.subtask): each.model_dump(exclude={"source_file"}) for each in answers
    }


@pytest.mark.parametrize("kind", KINDS)
def test_corrected_in_libreoffice__ok(corrected: Corrected, kind: str) -> None:
    """There are no errors any more, the corrections are read, and nothing else has changed."""
    regions = {each.region for each in corrected.errors}
    after = corrected.returned(kind)
    assert [each for each in after.findings if each.severity is Severity.ERROR] == []
    assert {each.region for each in after.returns} == regions
    before = corrected.sample.collected.record
    then = told(each for each in before.answers if each.region in regions)
    now = told(after.answers)
    assert then.keys() == now.keys()
    differing = {key for key, answer in now.items() if answer != then[key]}
    assert differing == {(each.region, each.subtask) for each in corrected.errors}
    for each in corrected.errors:
        before_it, after_it = then[each.region, each.subtask], now[each.region, each.subtask]
        changed = {name for name, value in after_it.items() if value != before_it[name]}
        wrong = {other.question for other in corrected.errors if other.subtask == each.subtask}
        assert changed == wrong
    narratives = [each.text for each in before.narratives if each.region in regions]
    assert [each.text for each in after.narratives] == narratives
    notes = {each.code for each in after.findings if each.code.startswith(("FILE", "IDENTITY"))}
    assert notes <= {"IDENTITY-006"}


def test_marks_go_after_libreoffice__ok(corrected: Corrected) -> None:
    """What LibreOffice has saved can be marked again, and our earlier marks are all gone."""
    nothing = Order("Korjattavaa", "t", (), ("a", "b", "c", "d", "e"), (), ())
    for path in corrected.folder.glob("*.xlsx"):
        result = mark_workbook(path.read_bytes(), nothing)
        assert isinstance(result, Marked), result
        assert result.shed == ()
        workbook = openpyxl.load_workbook(io.BytesIO(result.content))
        assert workbook.sheetnames.count("Korjattavaa") == 1
        cells = [cell for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row]
        fills = {cell.fill.fgColor.rgb for cell in cells if cell.parent.title != "Korjattavaa"}
        assert not fills & set(MARK_FILLS.values())
        assert not [cell for cell in cells if cell.comment is not None]


def test_reply_opens_in_libreoffice__ok(sample_month: SampleMonth, tmp_path: Path) -> None:
    """Every workbook of a reply opens and prints, and counts its answers by its own formulas."""
    books = sorted((sample_month.output / "replies").rglob("*.xlsx"))
    assert len(books) > 10
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, books)], check=True, capture_output=True, timeout=300)
    for book in books:
        workbook: Any = openpyxl.load_workbook(tmp_path / book.name, data_only=True)
        assert workbook.sheetnames[0] in {"Korjattavaa", "Tarkistettavaa", "Att kontrollera"}
        cover = [row for row in workbook.worksheets[1].values if "ICT" in str(row[1])]
        assert not cover or all(isinstance(count, int) for count in cover[0][2:6])
