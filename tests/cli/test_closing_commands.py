"""Closing and reopening at the terminal, and the coordinator's word in the settings."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner, Result

from offices import Office
from tilannekuva.cli.app import app
from tilannekuva.domain.workbook import CellValue

HT: dict[tuple[str, str], CellValue] = {("HT-1.1.1", "status"): "valmis"}
TODAY = ("--today", "2022-06-20")


@pytest.fixture
def here(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose folder is the current one."""
    monkeypatch.chdir(office.workspace.root)
    (office.workspace.root / "tilannekuva.toml").write_text('language = "en"\n', encoding="utf-8")
    return office


def call(*arguments: str) -> Result:
    """Call the command line in this process; a defect of the program is not a way to leave."""
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_closed_month_from_end_to_end(here: Office) -> None:
    """A month is collected, closed, not written again, and opened again."""
    here.send("02.xlsx", HT)
    assert call("collect", "inbox", *TODAY).exit_code == 1
    closed = call("close", "2022-05", *TODAY)
    assert closed.exit_code == 0
    assert closed.output.startswith("May 2022 is closed now.")
    assert "01 East Uusimaa wellbeing services county: missing" in closed.output
    assert json.loads(call("close", "2022-05", "--format", "json").output)["changed"] is False
    here.send("05.xlsx", HT, region="05")
    late = call("collect", "inbox", *TODAY)
    assert late.exit_code == 1
    assert "The month is closed: nothing was written." in late.output
    assert "05.xlsx: The return is about May 2022, and that month is closed." in late.output
    assert "the month is closed" in call("brief", "02").output
    assert "the month is closed" in call("status").output
    assert call("reopen", "2022-05").output.startswith("May 2022 is open again.")
    assert json.loads(call("reopen", "2022-05", "--format", "json").output)["changed"] is False
    assert "files written" in call("collect", "inbox", *TODAY).output


def test_a_closed_month_with_nothing_new(here: Office) -> None:
    """Collecting a closed month to which nothing has come needs nobody."""
    here.send("02.xlsx", HT)
    call("collect", "inbox", *TODAY)
    call("close", "2022-05", *TODAY)
    again = call("collect", "inbox", "--month", "2022-05", "--format", "json", *TODAY)
    assert again.exit_code == 0
    assert json.loads(again.output)["closed"] is True


@pytest.mark.parametrize("command", ["close", "reopen"])
@pytest.mark.parametrize(("month", "code"), [("2022-05", 3), ("May", 2)])
def test_a_month_that_is_not_there(here: Office, command: str, month: str, code: int) -> None:
    """A month that was not collected cannot be closed; what is no month is wrong usage."""
    assert call(command, month).exit_code == code


def test_a_word_that_matches_nothing_is_told(here: Office) -> None:
    """The summary names what the settings accept and the inbox does not have."""
    settings: Path = here.workspace.root / "tilannekuva.toml"
    word = 'region = "06"\nmonth = "2022-05"\nreason = "x"\n'
    settings.write_text(
        f'language = "en"\n[[accept]]\nfile = "puuttuu.xlsx"\n{word}', encoding="utf-8"
    )
    here.send("02.xlsx", HT)
    for _ in range(2):
        told = call("collect", "inbox", *TODAY)
        assert "in the settings, and not in the inbox:\n  puuttuu.xlsx\n" in told.output


def test_a_file_known_by_its_name_is_told_so(here: Office) -> None:
    """A file that tells no region itself is told to be of one by its name alone."""
    (here.inbox / "Satakunta.pdf").write_bytes(b"%PDF-1.7")
    Workbook().save(here.inbox / "muu.xlsx")
    told = call("collect", "inbox", "--month", "2022-05", *TODAY)
    assert "(.xlsx). By its name it comes from region 06.\n" in told.output
    [other] = [line for line in told.output.splitlines() if line.startswith("  muu.xlsx")]
    assert "By its name" not in other
