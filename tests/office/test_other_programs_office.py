"""A return that Gnumeric has saved is read as it was before."""

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from offices import Office, answers
from small_office import MAY, every_answer, small_office
from tilannekuva.domain.picture import MonthRecord

pytestmark = pytest.mark.office

TEXT = 'Ensimmäinen rivi\nja toinen, jossa on  kaksi väliä\tja < & "merkkejä" – ’åäö’'


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_return_saved_by_gnumeric__ok(kind: str, tmp_path: Path) -> None:
    """Every answer is the same, a text of several lines too, and nothing more is told."""
    program = shutil.which("ssconvert")
    assert program, "Gnumeric is not installed"
    office: Office = small_office(tmp_path / "office")
    answered = every_answer()
    subtask, _ = next(iter(answered))
    sent = office.send("as sent.xlsx", {**answered, (subtask, "description"): TEXT})
    expected = office.gather(MAY)
    assert TEXT in str(answers(expected)[0]["description"])
    saved = sent.with_name(f"saved.{kind}")
    subprocess.run([program, sent, saved], check=True, capture_output=True, timeout=120)
    sent.unlink()
    record = office.gather(MAY)
    assert answers(record) == answers(expected)
    assert told(record) == told(expected)


def told(record: MonthRecord) -> Counter[str]:
    """Return how often each rule found something."""
    return Counter(each.code for each in record.findings)
