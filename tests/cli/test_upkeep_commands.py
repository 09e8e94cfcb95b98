"""Withdrawing and forgetting at the terminal: what they say, how they end, what the log has."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from named_returns import NAME, send_named
from offices import Office
from small_office import small_office
from tilannekuva.cli.app import app

TODAY = ("--today", "2022-06-20")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose folder is the current one, with a return in which a name stands."""
    office = small_office(tmp_path)
    send_named(office, "02.xlsx", NAME)
    monkeypatch.chdir(tmp_path)
    assert call("collect", "inbox", *TODAY).exit_code == 1
    return office


def call(*arguments: str) -> Result:
    """Call the command line in this process; a defect of the program is not a way to leave."""
    result = CliRunner().invoke(app, [*arguments, "--lang", "en"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def log(office: Office) -> str:
    """Return everything in the log."""
    files = sorted(office.workspace.log_folder.rglob("*"))
    return "".join(path.read_text(encoding="utf-8") for path in files if path.is_file())


def test_withdraw_from_end_to_end__ok(here: Office) -> None:
    """A group is withdrawn, then the region; a third time there is nothing to withdraw."""
    one = call("withdraw", "02", "HT", "--reason", "Wrong file", *TODAY)
    assert one.exit_code == 0
    assert "Withdrawn from May 2022, which is published without it:" in one.output
    assert "HT: 02.xlsx (Wrong file)" in one.output
    assert "Withdrawn returns:" in call("status", *TODAY).output
    rest = json.loads(call("withdraw", "02", "--format", "json", *TODAY).output)
    assert rest["state"] == "missing"
    assert "" in {each["group"] for each in rest["withdrawn"]}
    again = call("withdraw", "02", *TODAY)
    assert again.exit_code == 3
    assert "there is nothing to withdraw" in again.output
    assert "Wrong file" not in log(here)


def test_forget_from_end_to_end__ok(here: Office) -> None:
    """It is told first, then erased, then there is nothing left but the file in the inbox."""
    told = call("forget", "--text", NAME.upper(), *TODAY)
    assert told.exit_code == 1
    assert "Nothing has been erased yet." in told.output
    assert "02 HT responsible, 4" in told.output
    assert "inbox/02.xlsx" in told.output
    done = call("forget", "--text", NAME, "--yes", *TODAY)
    assert done.exit_code == 1
    assert "Erased from the archive and the outputs:" in done.output
    (here.inbox / "02.xlsx").unlink()
    again = call("forget", "--text", NAME, "--yes", *TODAY)
    assert again.exit_code == 0
    assert "There is nothing to erase in the archive." in again.output
    assert NAME not in told.output + done.output + again.output + log(here)


def test_forget_for_machines__ok(here: Office) -> None:
    """Machines are told the places, and never what stands there."""
    told = json.loads(call("forget", "02", "HT", "--format", "json", *TODAY).output)
    assert told["request"] == "region"
    assert not told["erased"]
    (may,) = told["months"]
    assert {"region": "02", "group": "HT", "field": "filled_by", "n": 1} in may["places"]
    assert NAME not in json.dumps(told, ensure_ascii=False)
    assert len(told["returns"]) == 1
    assert here.workspace.stored_returns.is_dir()


def test_expired__ok(here: Office) -> None:
    """What is older than it is kept is told by collecting, and erased when it is said."""
    settings = here.workspace.root / "tilannekuva.toml"
    assert call("forget", "--expired", *TODAY).exit_code == 3
    with settings.open("a", encoding="utf-8") as file:
        file.write("[retention]\nmonths = 6\n")
    assert "older than they are to be kept" not in call("collect", "inbox", *TODAY).output
    later = ("--today", "2022-12-31")
    assert "kept: May 2022" in call("collect", "inbox", *later).output
    call("forget", "--expired", "--yes", *later)
    assert "older than they are to be kept" not in call("collect", "inbox", *later).output


@pytest.mark.parametrize(
    "arguments",
    [(), ("02", "--text", "Aino"), ("--text", "Ai"), ("--expired", "--month", "2022-05")],
)
def test_asking_otherwise__error(here: Office, arguments: tuple[str, ...]) -> None:
    """One thing is asked at a time, and a text of two letters is none."""
    assert call("forget", *arguments).exit_code == 2
    assert not here.workspace.forgotten_file.exists()
