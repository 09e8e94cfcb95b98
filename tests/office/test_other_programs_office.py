"""A return that another program has saved is read as it was before."""

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from offices import Office, answers
from small_office import MAY, every_answer, small_office
from tilannekuva.domain.picture import MonthRecord

pytestmark = pytest.mark.office

TEXT = 'Ensimmäinen rivi\nja toinen, jossa on  kaksi väliä ja < & "merkkejä" – ’åäö’'


def comment(workbook: Workbook) -> None:
    """Say something beside the first answer."""
    workbook["HT"]["K8"].comment = Comment("Valmis\nvasta kesällä", "Ryhmän jäsen")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@pytest.mark.parametrize("program", ["soffice", "ssconvert"])
def test_return_saved_again__ok(program: str, kind: str, tmp_path: Path) -> None:
    """Every answer is the same, a text of several lines too, and so is what is told."""
    assert shutil.which(program), f"{program} is not installed"
    office: Office = small_office(tmp_path / "office")
    answered = every_answer()
    subtask, _ = next(iter(answered))
    sent = office.send("sent.xlsx", {**answered, (subtask, "description"): TEXT}, edit=comment)
    expected = office.gather(MAY)
    assert TEXT in str(answers(expected)[0]["description"])
    assert told(expected)["CELL-019"] == 1
    saved = tmp_path / "saved" / f"sent.{kind}"
    saved.parent.mkdir()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    commands: dict[str, list[str | Path]] = {
        "ssconvert": [program, sent, saved],
        "soffice": [
            program,
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            saved.parent,
            sent,
        ],
    }
    subprocess.run(commands[program], check=True, capture_output=True, timeout=120)
    sent.unlink()
    shutil.move(saved, office.inbox)
    record = office.gather(MAY)
    assert answers(record) == answers(expected)
    assert told(record) == told(expected)


def told(record: MonthRecord) -> Counter[str]:
    """Return how often each rule found something."""
    return Counter(each.code for each in record.findings)
