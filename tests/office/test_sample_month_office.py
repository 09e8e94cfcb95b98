"""The sample month's returns, saved again by a real LibreOffice, collect to the same answers."""

import csv
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.settings import Settings
from tilannekuva.pipeline.collect import collect
from tilannekuva.pipeline.foundations import lay_foundations
from tilannekuva.resources import resource_folder

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def office() -> str:
    """The path of LibreOffice; a suite for real clients fails without one."""
    found = shutil.which("soffice")
    assert found is not None, "install libreoffice-calc"
    return found


def saved_again(office: str, inbox: Path, extension: str, into: Path, profile: Path) -> None:
    """Have LibreOffice open every return and save it in a format."""
    profile_option = f"-env:UserInstallation={profile.as_uri()}"
    files = [str(path) for path in inbox.rglob("*.xlsx")]
    options = [profile_option, "--headless", "--convert-to", extension, "--outdir", str(into)]
    subprocess.run([office, *options, *files], check=True, capture_output=True, timeout=300)


def answers(inbox: Path, root: Path) -> list[dict[str, str]]:
    """Collect an inbox and return its answers, but for the name of the file."""
    workspace = open_workspace(root, inbox=inbox, output=root / "output")
    foundations = lay_foundations(workspace, Settings())
    done = collect(workspace, foundations, inbox, month=None, today=date(2022, 6, 20))
    path = done.output / "data" / "answers.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [{key: row[key] for key in row if key != "source_file"} for row in rows]


@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_returns_saved_by_libreoffice_give_the_same_answers(
    office: str, extension: str, tmp_path: Path
) -> None:
    """Every answer of every region comes out equal, down to its sheet and cell."""
    inbox = resource_folder("sample_workbooks") / "inbox"
    saved_again(office, inbox, extension, tmp_path / "inbox", tmp_path / "profile")
    assert answers(tmp_path / "inbox", tmp_path / "again") == answers(inbox, tmp_path / "sent")
