"""The log of the runs: what is in it, what is not, and that it never stands in a run's way."""

import errno
import json
import logging
import os
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from offices import Office
from small_office import REGIONS, every_answer, small_office
from tilannekuva.archive.workspace import Workspace, open_workspace
from tilannekuva.cli import run_log
from tilannekuva.cli.app import app
from tilannekuva.cli.command_call import DefectError, command_call
from tilannekuva.cli.run_log import RunLog, said
from tilannekuva.domain.messages import CannotRunError, msg

TODAY = ("--today", "2022-06-20", "--lang", "en")
PERSON = "Matti Meikäläinen"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A small workspace that the commands work in, with a file named after a person."""
    office = small_office(tmp_path)
    for region in REGIONS:
        office.send(f"{region}.xlsx", every_answer(), region=region)
    (office.inbox / f"{PERSON}.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.chdir(tmp_path)
    return office


def lines(root: Path) -> list[str]:
    """Return the lines of the log."""
    return (root / "log" / "tilannekuva.log").read_text(encoding="utf-8").splitlines()


def call(*arguments: str) -> int:
    """Run a command, and return its exit code."""
    return CliRunner().invoke(app, arguments).exit_code


def test_a_run_is_in_the_log_from_beginning_to_end(here: Office) -> None:
    """Each run has its id, its files by number and fingerprint, and its exit code."""
    assert call("collect", "inbox", *TODAY, "--log-format", "json") == 1
    told = [json.loads(line) for line in lines(here.workspace.root)]
    assert [each["event"] for each in told] == ["start", *["file"] * 4, "done", "end"]
    assert len({each["run"] for each in told}) == 1
    assert told[0]["inbox"] == "inbox"
    rejected = told[4]
    assert (rejected["number"], rejected["disposition"], rejected["reason"]) == (
        4, "rejected", "other-format",
    )  # fmt: skip
    assert (told[-2]["files"], told[-2]["reporting"], told[-1]["exit_code"]) == (4, 3, 1)
    call("brief", *TODAY)
    assert " brief end exit_code=0 " in lines(here.workspace.root)[-1]


def test_nothing_of_a_return_and_no_name_is_in_the_log(here: Office) -> None:
    """Neither names of files nor what stands in cells, in no format and after no failure."""
    marked = {("HT-1.1.1", "responsible"): PERSON, ("HT-1.1.1", "status"): "ehkä Matti"}
    here.send("Maija M.xlsx", {**every_answer(), **marked}, region="02")
    (here.inbox / "02.xlsx").unlink()
    for log_format in ("text", "json"):
        call("collect", "inbox", *TODAY, "--log-format", log_format)
        call("withdraw", "02", "--reason", f"{PERSON} pyysi", *TODAY, "--log-format", log_format)
        call("withdraw", PERSON, *TODAY, "--log-format", log_format)
        call("forget", "--text", PERSON, *TODAY, "--log-format", log_format)
        call("collect", PERSON, "--month", "2022-05", *TODAY)
    whole = "\n".join(lines(here.workspace.root))
    assert "refused" in whole
    for word in ("Matti", "Meik", "Maija", "ehkä", "Kuvaus", "Hallintojohtaja", "pyysi"):
        assert word not in whole, word


@pytest.mark.parametrize("command", [("status",), ("check", "inbox/02.xlsx"), ("explain",),
                                     ("verify",), ("doctor",)])  # fmt: skip
def test_commands_that_only_read_write_no_log(here: Office, command: tuple[str, ...]) -> None:
    """Looking at a workspace leaves no trace in it."""
    call(*command)
    assert not (here.workspace.root / "log").exists()


def test_a_run_refused_in_a_strange_folder_leaves_nothing_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistyped folder gets neither a log nor an archive."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inbox").mkdir()
    assert call("collect", "inbox", *TODAY) == 3
    assert call("collect", "nowhere", *TODAY) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["inbox"]


def workspace_with_settings(root: Path) -> Workspace:
    """Return a workspace that has a log."""
    (root / "tilannekuva.toml").write_text("", encoding="utf-8")
    return open_workspace(root)


def test_the_log_rotates_and_keeps_four(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full files are kept beside it, and the oldest goes."""
    monkeypatch.setattr(run_log, "_BYTES", 2_000)
    log = RunLog(workspace_with_settings(tmp_path), "collect", "text")
    for number in range(300):
        log.tell("file", number=number)
    log.end(0)
    names = sorted(path.name for path in (tmp_path / "log").iterdir())
    assert names == ["tilannekuva.log", *(f"tilannekuva.log.{n}" for n in range(1, 5))]
    assert all(path.stat().st_size <= 2_000 for path in (tmp_path / "log").iterdir())


def test_a_rotation_that_fails_loses_no_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where another run has the file open, on a system that then refuses, it grows on."""

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(run_log, "_BYTES", 500)
    monkeypatch.setattr(os, "rename", refused)
    log = RunLog(workspace_with_settings(tmp_path), "collect", "text")
    for number in range(50):
        log.tell("file", number=number)
    log.end(0)
    assert len(lines(tmp_path)) == 51


@pytest.mark.parametrize("hindrance", ["file", "folder"])
def test_a_log_that_cannot_be_written_stops_no_run(here: Office, hindrance: str) -> None:
    """Something else stands where the log should be, and the run does not care."""
    folder = here.workspace.log_folder
    if hindrance == "file":
        folder.write_bytes(b"")
    else:
        (folder / "tilannekuva.log").mkdir(parents=True)
    told = CliRunner().invoke(app, ["collect", "inbox", *TODAY])
    assert told.exit_code == 1
    assert "Traceback" not in told.output


def test_a_defect_is_told_in_a_sentence_and_logged(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log has where it was, and not the error's own words, which may quote a return."""
    with pytest.raises(DefectError, match=r"of run [0-9a-f]{8} in the log"):
        ended_by(ValueError(PERSON))
    whole = "\n".join(lines(here.workspace.root))
    assert "defect error=ValueError" in whole
    assert "test_run_log.py" in whole
    assert "end exit_code=3" in whole
    assert PERSON not in whole


def test_being_stopped_leaves_with_three(here: Office) -> None:
    """Whoever stops a run by hand gets a sentence and not “done”."""
    with pytest.raises(typer.Exit) as left:
        ended_by(KeyboardInterrupt())
    assert left.value.exit_code == 3
    assert "end exit_code=3" in lines(here.workspace.root)[-1]


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (OSError(errno.EIO, "Input/output error", "outbox"), "outbox: Input/output error"),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
    ],
)
def test_a_drive_that_fails_is_no_defect(
    here: Office, capsys: pytest.CaptureFixture[str], trouble: OSError, told: str
) -> None:
    """Where nobody expected the drive to fail, the file is named and what to check."""
    with pytest.raises(typer.Exit) as left:
        ended_by(trouble)
    assert left.value.exit_code == 3
    assert f"A file or a drive cannot be used ({told})." in capsys.readouterr().err
    *_, refused, end = lines(here.workspace.root)
    assert f"cause={errno.errorcode[trouble.errno or 0]}" in refused
    assert "end exit_code=3" in end


def ended_by(error: BaseException) -> None:
    """Come to an end amid a call."""
    with command_call(lang="en", output_format="text", logged="collect") as called:
        called.workspace()
        raise error


def test_a_message_keeps_only_values_that_name_nobody() -> None:
    """Fixed words, numbers, months and processes stay; anything else is only there."""
    message = msg("{month}: {file} {holder}", month="2022-05", file=PERSON,
                  holder=msg("process {pid} by {user}", pid="7", user=PERSON))  # fmt: skip
    assert said(message) == "2022-05: … process 7 by …"


def test_the_cause_of_a_refusal_is_the_systems_own_word(tmp_path: Path) -> None:
    """Whoever reads the log sees that the disk was full."""
    log = RunLog(workspace_with_settings(tmp_path), "collect", "json")
    error = CannotRunError(msg("It cannot be written ({reason}).", reason="x"))
    error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    log.refuse(error)
    log.end(3)
    told = json.loads(lines(tmp_path)[0])
    assert (told["cause"], told["level"]) == ("ENOSPC", "error")
    assert told["why"] == "It cannot be written (…)."


def test_a_line_is_one_line(tmp_path: Path) -> None:
    """Whatever a fact has in it, it cannot forge another line."""
    log = RunLog(workspace_with_settings(tmp_path), "collect", "text")
    log.tell("done", logging.INFO, folder='a\nb "c" d=e', empty="")
    log.end(0)
    assert len(lines(tmp_path)) == 2
    assert 'folder="a\\nb \\"c\\" d=e" empty=""' in lines(tmp_path)[0]


def test_the_last_line_of_a_collect_sums_it_up(here: Office) -> None:
    """It is there in every case but where a schedule asked for quiet and nothing is needed."""
    told = CliRunner().invoke(app, ["collect", "inbox", *TODAY]).output.splitlines()[-1]
    assert told.startswith("Summary: May 2022, files 4, regions that report 3/3, written ")
    assert told.endswith("Needs a person (exit code 1): regions 0, files 1, copies 0.")
    (here.inbox / f"{PERSON}.pdf").unlink()
    quiet = CliRunner().invoke(app, ["collect", "inbox", *TODAY, "--quiet"])
    assert (quiet.exit_code, quiet.output) == (0, "")
    loud = CliRunner().invoke(app, ["collect", "inbox", *TODAY]).output.splitlines()[-1]
    assert loud.endswith("Nothing needs a person (exit code 0).")
