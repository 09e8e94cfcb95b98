"""What the README tells people to type works as it stands there."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tilannekuva.cli.app import app
from tilannekuva.resources import resource_folder

README = Path(__file__).parents[2] / "README.md"


def six_commands() -> list[list[str]]:
    """Return the commands of the README's month, without their comments."""
    text = README.read_text(encoding="utf-8")
    block = text.partition("## A month in six commands")[2].partition("```sh\n")[2]
    lines = block.partition("```")[0].splitlines()
    return [re.sub(r"\s+#.*", "", line).split() for line in lines]


def test_the_month_in_six_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of the README runs, in its order, over the sample returns."""
    monkeypatch.chdir(tmp_path)
    inbox = resource_folder("sample_workbooks") / "inbox"
    commands = six_commands()
    assert [command[:2] for command in commands] == [
        ["tilannekuva", name]
        for name in ("init", "templates", "status", "check", "collect", "brief")
    ]
    codes = {}
    for _, name, *arguments in commands:
        result = CliRunner().invoke(app, [name, *arguments, "--lang", "en"])
        codes[name] = result.exit_code
        if name == "templates":
            shutil.copytree(inbox, tmp_path / "inbox", dirs_exist_ok=True)
            clean = inbox / "tilannekuva-2022-05-02-fi.xlsx"
            shutil.copyfile(clean, tmp_path / "inbox" / "some-return.xlsx")
    assert codes == {
        "init": 0,
        "templates": 0,
        "status": 0,
        "check": 0,
        "collect": 1,
        "brief": 0,
    }
    assert (tmp_path / "output" / "2022-05" / "tilannekuva-2022-05.xlsx").is_file()


def test_every_file_the_readme_names_is_there() -> None:
    """Links to files of the project lead somewhere."""
    text = README.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    missing = [name for name in targets if not (README.parent / name).exists()]
    assert missing == []
    assert len(targets) >= 5
