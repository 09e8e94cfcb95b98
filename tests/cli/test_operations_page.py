"""What the page for whoever keeps the job running tells them to type works as it stands there."""

import configparser
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from tilannekuva.cli.app import app

PAGE = Path(__file__).parents[2] / "docs" / "operations.md"
TEXT = PAGE.read_text(encoding="utf-8")
COLLECT_CMD = PAGE.parents[1] / "templates" / "workspace" / "collect.cmd"


def blocks(language: str) -> list[str]:
    """Return the blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", TEXT, flags=re.DOTALL)


def commands() -> list[list[str]]:
    """Return every call of the program on the page, in blocks, units and sentences."""
    lines = [line for each in ("sh", "cron", "ini") for line in "".join(blocks(each)).splitlines()]
    lines += re.findall(r"`(tilannekuva [^`]+)`", TEXT)
    lines += COLLECT_CMD.read_text(encoding="utf-8").splitlines()
    called = [re.search(r"(?:^|&& |env )(tilannekuva [a-z].*)", line) for line in lines]
    return [shlex.split(each[1])[1:] for each in called if each]


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_of_the_page_is_understood(command: list[str]) -> None:
    """Each has a command that exists, with options and arguments that it takes."""
    name, *arguments = command
    group = typer.main.get_command(app)
    found = group.commands[name]  # type: ignore[attr-defined] # a group has them
    if arguments == ["--help"]:
        return
    words = ["1" if each == "MINUTES" else each for each in arguments]
    with found.make_context(name, words, resilient_parsing=False) as context:
        assert context.args == []


def test_the_page_has_its_commands() -> None:
    """The test above looks at something."""
    assert len(commands()) >= 20
    names = {each[0] for each in commands()}
    assert names >= {"collect", "doctor", "verify", "close", "reopen", "withdraw", "forget"}


def test_an_unknown_option_would_be_noticed() -> None:
    """The same way of looking refuses what the program does not know."""
    found = typer.main.get_command(app).commands["collect"]  # type: ignore[attr-defined]
    with pytest.raises(Exception, match="no-such-option"):
        found.make_context("collect", ["inbox", "--no-such-option"])


def test_the_units_are_ones_that_systemd_takes(tmp_path: Path) -> None:
    """The service and the timer are pasted as they stand, and systemd finds no fault."""
    service, timer = blocks("ini")
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign] # names keep their case
    parsed.read_string(service)
    assert parsed["Service"]["SuccessExitStatus"] == "1"
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not on this machine")
    (tmp_path / "tilannekuva.service").write_text(service, encoding="utf-8")
    (tmp_path / "tilannekuva.timer").write_text(timer, encoding="utf-8")
    done = subprocess.run(
        [analyze, "verify", str(tmp_path / "tilannekuva.timer")],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "tilannekuva" in line]
    assert ours == []


def test_the_lines_of_the_log_are_as_shown() -> None:
    """The page's JSON has the fields that the log writes."""
    lines = [json.loads(line) for line in "".join(blocks("json")).splitlines()]
    assert [line["event"] for line in lines] == ["start", "file", "end"]
    assert all({"time", "level", "run", "command"} <= line.keys() for line in lines)


def test_every_exit_code_has_its_advice() -> None:
    """The five codes are there, and no others."""
    assert re.findall(r"^\| (\d) \|", TEXT, flags=re.MULTILINE) == ["0", "1", "2", "3", "4"]
    told = CliRunner().invoke(app, ["--help"]).output
    assert all(f"{code} " in told for code in range(5))


def test_links_of_the_page_lead_somewhere() -> None:
    """Files and headings that are linked exist."""
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        if target.startswith("#"):
            assert f"## {target[1:].replace('-', ' ').capitalize()}" in TEXT
        else:
            assert (PAGE.parent / target).exists(), target


def test_the_script_for_windows_passes_the_code_on() -> None:
    """It has the line ends Windows needs, goes to its folder and leaves with the exit code."""
    content = COLLECT_CMD.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    text = content.decode("ascii")
    assert 'pushd "%~dp0"' in text
    assert text.count("exit /b %code%") == 2
    assert "--quiet" in text
