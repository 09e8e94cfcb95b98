"""`verify` at the terminal: what is wrong, one a line, with what to do."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from offices import Office
from small_office import every_answer, small_office
from tilannekuva.cli.app import app


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office that has collected a month, and whose folder is the current one."""
    office = small_office(tmp_path)
    office.send("02.xlsx", every_answer())
    office.collect()
    monkeypatch.chdir(tmp_path)
    return office


def call(*arguments: str) -> Result:
    """Call the command line in this process; a defect of the program is not a way to leave."""
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("fi", "Arkisto, tulokset ja palautukset vastaavat toisiaan."),
        ("sv", "Arkivet, resultaten och svaren stämmer överens."),
        ("en", "Archive, outputs and returns agree."),
    ],
)
def test_a_sound_workspace__ok(lang: str, sentence: str, here: Office) -> None:
    for options in ([], ["--month", "2022-05"]):
        told = call("verify", "--lang", lang, *options)
        assert (told.exit_code, sentence in told.output) == (0, True)
    assert call("verify", "--quiet").output == ""
    assert here.workspace.archive.is_dir()


def test_a_workspace_with_faults__error(here: Office) -> None:
    """Each is a line with the file, what is wrong, and what to do."""
    (here.workspace.month_output(here.foundations.settings.month) / "run.json").unlink()  # type: ignore[arg-type] # the settings name one
    (kept,) = here.workspace.stored_returns.iterdir()
    kept.write_bytes(b"")
    told = call("verify", "--lang", "en")
    assert told.exit_code == 1
    assert (
        "  output/2022-05/run.json: It is missing. "
        "Collect the month again: tilannekuva collect INBOX --month 2022-05\n"
    ) in told.output
    assert f"  archive/returns/{kept.name}: It is damaged: " in told.output
    data = json.loads(call("verify", "--format", "json").output)
    assert [each["file"] for each in data["faults"]] == [
        "output/2022-05/run.json",
        f"archive/returns/{kept.name}",
    ]


def test_nothing_to_verify__error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing was collected nothing is written either."""
    monkeypatch.chdir(tmp_path)
    assert call("verify").exit_code == 3
    assert call("verify", "--month", "2022-05").exit_code == 3
    assert list(tmp_path.iterdir()) == []
