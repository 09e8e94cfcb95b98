"""The command line as a person or a scheduler meets it: words, JSON and exit codes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tilannekuva.archive.workspace import open_workspace
from tilannekuva.cli.app import app
from tilannekuva.pipeline.publishing import held
from tilannekuva.resources import resource_folder

HEAVY = (
    *("pandas", "openpyxl", "xlsxwriter", "pydantic", "jinja2", "babel", "yaml"),
    *("weasyprint", "multiprocessing"),
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder as the current one, and a system in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    return tmp_path


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, made once."""
    folder = tmp_path_factory.mktemp("example") / "demo"
    result = call("demo", str(folder), "--today", "2022-06-20", "--lang", "en")
    assert result.exit_code == 1, result.output
    return folder


def call(*arguments: str) -> Result:
    """Call the command line in this process; a defect of the program is not a way to leave."""
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_help_imports_nothing_heavy() -> None:
    """``--help`` answers without loading what only the jobs need."""
    code = (
        "import sys\n"
        "from tilannekuva.cli.app import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print('loaded:', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert told.stdout.splitlines()[-1] == "loaded: []"


def test_python_m_works() -> None:
    """``python -m tilannekuva`` is the same command."""
    command = [sys.executable, "-m", "tilannekuva", "--version"]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    assert told.stdout.strip()


def test_the_demo_is_two_whole_months(demo_folder: Path) -> None:
    """The worked example leaves a workspace with settings, inbox and every output of two months."""
    assert (demo_folder / "tilannekuva.toml").is_file()
    output = demo_folder / "output"
    assert (output / "2022-04" / "tilannekuva-2022-04.xlsx").is_file()
    assert (output / "2022-05" / "tilannekuva-2022-05.xlsx").is_file()
    assert (output / "2022-05" / "briefings" / "08-fi.html").is_file()
    changes = (output / "2022-05" / "data" / "changes.csv").read_text(encoding="utf-8")
    assert len(changes.splitlines()) > 1
    pack = (output / "2022-05" / "briefings" / "10-fi.html").read_text(encoding="utf-8")
    assert "Luonnos on käsitelty valmistelutoimielimessä." in pack


def test_the_demo_again_tells_both_months_and_nothing_new(demo_folder: Path) -> None:
    """Made again, the worked example tells the earlier month first, and that nothing is new."""
    result = call("demo", str(demo_folder), "--today", "2022-06-20", "--lang", "en")
    assert result.exit_code == 1
    assert "one after the other: April 2022, May 2022." in result.output
    assert result.output.index("Month: April 2022") < result.output.index("Month: May 2022")
    assert result.output.count("Nothing new") == 2
    told = call("demo", str(demo_folder), "--today", "2022-06-20", "--format", "json")
    months = json.loads(told.output)["months"]
    assert [each["month"] for each in months] == ["2022-04", "2022-05"]


def test_collect_tells_what_it_did(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run tells the month, the regions that need a person, and that nothing is new."""
    monkeypatch.chdir(demo_folder)
    result = call("collect", "inbox", "--today", "2022-06-20", "--lang", "en")
    assert result.exit_code == 1
    assert "Month: May 2022 (the newest month among the returns)" in result.output
    assert "20 Kainuu wellbeing services county: missing" in result.output
    assert "Nothing new" in result.output


def test_collect_in_json(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For machines the same comes as JSON."""
    monkeypatch.chdir(demo_folder)
    result = call("collect", "inbox", "--today", "2022-06-20", "--format", "json")
    told = json.loads(result.output)
    assert told["month"] == "2022-05"
    assert told["regions"]["20"] == "missing"
    assert told["changed"] == []


def test_quiet_tells_only_what_needs_a_person(
    demo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With ``--quiet`` the month and the outputs are not told."""
    monkeypatch.chdir(demo_folder)
    result = call("collect", "inbox", "--today", "2022-06-20", "--lang", "en", "--quiet")
    assert "Kainuu" in result.output
    assert "Month:" not in result.output


@pytest.mark.parametrize(
    ("language", "word"), [("fi", "puuttuu"), ("sv", "saknas"), ("en", "missing")]
)
def test_status_in_every_language(
    demo_folder: Path, monkeypatch: pytest.MonkeyPatch, language: str, word: str
) -> None:
    """Status tells each region's state, after the deadline in its own words."""
    monkeypatch.chdir(demo_folder)
    result = call("status", "--today", "2022-06-20", "--lang", language)
    assert result.exit_code == 0
    assert word in result.output


def test_status_tells_the_days_left(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the deadline, what has not come is awaited."""
    monkeypatch.chdir(demo_folder)
    told = json.loads(call("status", "--today", "2022-06-07", "--format", "json").output)
    states = {each["region"]: each["state"] for each in told["regions"]}
    assert told["days_left"] == 3
    assert states["20"] == "awaited"


def test_status_before_the_first_returns(here: Path) -> None:
    """Once the forms are written, every region is awaited until the deadline."""
    call("templates", "--month", "2022-05", "--region", "02")
    told = json.loads(call("status", "--today", "2022-06-01", "--format", "json").output)
    assert (told["month"], told["days_left"]) == ("2022-05", 9)
    assert {each["state"] for each in told["regions"]} == {"awaited"}
    assert sorted(path.name for path in here.iterdir()) == ["outbox"]


def test_brief_writes_a_lost_pack_again(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack that was deleted is there again, the same to the byte, without reading the inbox."""
    monkeypatch.chdir(demo_folder)
    pack = demo_folder / "output" / "2022-05" / "briefings" / "17-sv.html"
    before = pack.read_bytes()
    pack.unlink()
    result = call("brief", "17", "--today", "2022-06-20", "--lang", "en")
    assert result.exit_code == 0, result.output
    assert pack.read_bytes() == before


def test_brief_writes_the_public_pages_elsewhere(
    demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The public pages go into the folder named; what they are and where is told."""
    monkeypatch.chdir(demo_folder)
    out = tmp_path / "public"
    options = ("--public", "--to", str(out), "--today", "2022-06-20")
    result = call("brief", "17", *options, "--lang", "en")
    assert result.exit_code == 0, result.output
    assert result.output == f"2 public pages for May 2022 in {out}: 2 files written\n"
    assert sorted(path.name for path in out.iterdir()) == ["17-fi.html", "17-sv.html"]
    told = json.loads(call("brief", "17", *options, "--format", "json").output)
    assert (told["public"], told["changed"], told["papers"]) == (True, [], [])
    assert call("brief", "17", *options, "--quiet").output == ""


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("raise ImportError", 'pip install "tilannekuva[pdf]"'),
        ("print('advice'); raise OSError('cannot load library')", "Pango"),
    ],
)
def test_pdf_without_its_library_leaves_with_3(
    demo_folder: Path, tmp_path: Path, missing: str, told: str
) -> None:
    """What PDFs need and this machine lacks is told, and nothing is written."""
    workspace = tmp_path / "copy"
    shutil.copytree(demo_folder, workspace)
    shutil.rmtree(workspace / "output")
    (tmp_path / "weasyprint.py").write_text(missing, encoding="utf-8")
    command = [sys.executable, "-m", "tilannekuva", "brief", "17", "--pdf", "--lang", "en"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run(
        command, cwd=workspace, env=environment, capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert told in done.stderr
    assert not (workspace / "output").exists()


def test_notes_that_cannot_be_used_leave_with_3(here: Path) -> None:
    """A mistake in the notes on the discussions is told with its line, and nothing is done."""
    (here / "inbox").mkdir()
    (here / "discussions.toml").write_text('[[agreement]]\nregion = "77"\n', encoding="utf-8")
    result = call("collect", "inbox", "--month", "2022-05", "--lang", "en")
    assert result.exit_code == 3
    assert "discussions.toml, line 2" in result.stderr
    assert not (here / "output").exists()


def test_check_tells_what_the_sender_would_be_told(here: Path) -> None:
    """A return with mistakes is told with its cells, and leaves with 1; nothing is written."""
    inbox = resource_folder("sample_workbooks") / "inbox"
    mistaken = inbox / "tilannekuva-2022-05-14-fi (2).xlsx"
    result = call("check", str(mistaken), "--lang", "en")
    assert result.exit_code == 1
    assert "HT!K34: “x” is not one of the choices" in result.output
    assert "(CELL-001)" in result.output
    assert list(here.iterdir()) == []


def test_check__ok(here: Path) -> None:
    """A return with nothing that must be corrected leaves with 0."""
    inbox = resource_folder("sample_workbooks") / "inbox"
    result = call("check", str(inbox / "tilannekuva-2022-05-02-fi.xlsx"), "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "Must be corrected" not in result.output
    assert list(here.iterdir()) == []


def test_templates_for_all_and_for_some(here: Path) -> None:
    """The outbox has a form for each region, or for each group of the one that is named."""
    assert call("templates", "--month", "2022-05").exit_code == 0
    assert len(list((here / "outbox" / "2022-05").iterdir())) == 23
    per_group = ("--region", "8", "--per-group", "--language", "fi+sv")
    assert call("templates", "--month", "2022-06", *per_group).exit_code == 0
    names = sorted(path.name for path in (here / "outbox" / "2022-06").iterdir())
    assert names[0] == "tilannekuva-2022-06-08-HT-fisv.xlsx"
    assert len(names) == 5


def test_init_makes_a_workspace_and_keeps_what_is_there(here: Path) -> None:
    """Settings that are there already are left as they are."""
    (here / "tilannekuva.toml").write_text('language = "sv"\n', encoding="utf-8")
    assert call("init", "--lang", "sv").exit_code == 0
    assert (here / "tilannekuva.toml").read_text(encoding="utf-8") == 'language = "sv"\n'
    assert "områdena" in (here / "discussions.toml").read_text(encoding="utf-8")
    assert (here / "inbox").is_dir()


@pytest.mark.parametrize(
    "arguments",
    [
        ("templates", "--month", "toukokuu"),
        ("collect",),
        ("collect", "inbox", "--today", "eilen"),
        ("nonsense",),
        ("status", "--lang", "de"),
    ],
)
def test_wrong_usage_leaves_with_2(here: Path, arguments: tuple[str, ...]) -> None:
    """What was typed wrong is told by the command line itself."""
    (here / "inbox").mkdir()
    assert call(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("settings", "arguments"),
    [
        ('month = "maj"', ("collect", "inbox")),
        ("nonsense = 1", ("templates", "--month", "2022-05")),
        ('roadmap = "none.yaml"', ("templates", "--month", "2022-05")),
        ("", ("collect", "nowhere")),
        ("", ("collect", "inbox")),
        ("", ("status",)),
        ("", ("brief",)),
        ("", ("templates", "--month", "2022-05", "--region", "77")),
    ],
)
def test_what_cannot_run_leaves_with_3(
    here: Path, settings: str, arguments: tuple[str, ...]
) -> None:
    """Settings, roadmap or folders that cannot be used are told, and nothing is changed."""
    (here / "inbox").mkdir()
    (here / "tilannekuva.toml").write_text(settings, encoding="utf-8")
    result = call(*arguments)
    assert result.exit_code == 3, result.output
    assert result.stderr.strip()
    assert not (here / "output").exists()


@pytest.mark.parametrize("damaged", ["current.json", "month.sqlite", "manifest.json"])
def test_a_damaged_archive_leaves_with_3(
    demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: str
) -> None:
    """What cannot be read in the archive is told, and nothing is written over it."""
    workspace = tmp_path / "copy"
    shutil.copytree(demo_folder, workspace)
    monkeypatch.chdir(workspace)
    [path] = (workspace / "archive" / "2022-05").rglob(damaged)
    path.write_bytes(b"\x00" * 100)
    result = call("collect", "inbox", "--today", "2022-06-20", "--lang", "en")
    assert result.exit_code == 3
    assert damaged in result.stderr
    assert path.read_bytes() == b"\x00" * 100


def test_a_held_workspace_leaves_with_4(here: Path) -> None:
    """While another run holds the workspace, this one does nothing."""
    (here / "inbox").mkdir()
    with held(open_workspace(here)):
        assert call("collect", "inbox", "--month", "2022-05").exit_code == 4


def test_every_command_is_in_the_readme() -> None:
    """The command reference names each command."""
    readme = Path(__file__).parents[2] / "README.md"
    text = readme.read_text(encoding="utf-8")
    commands = {
        command.name or command.callback.__name__
        for command in app.registered_commands
        if command.callback is not None
    }
    assert {name for name in commands if f"### `tilannekuva {name}`" not in text} == set()


def test_the_inbox_is_only_read(here: Path) -> None:
    """Collecting leaves every file of the inbox as it was, and adds none."""
    inbox = here / "inbox"
    shutil.copytree(resource_folder("sample_workbooks") / "inbox" / "Pirkanmaa", inbox)
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in inbox.rglob("*")}
    call("collect", "inbox", "--today", "2022-06-20")
    after = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in inbox.rglob("*")}
    assert before == after
