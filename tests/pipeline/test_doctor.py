"""Examining a workspace: each thing that can be wrong is found, and nothing is changed."""

import json
import shutil
from collections import namedtuple
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from offices import Office
from small_office import REGIONS, every_answer, small_office
from tilannekuva.cli.app import app
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.pipeline.doctor import examine
from tilannekuva.pipeline.examined import Surroundings
from tilannekuva.pipeline.publishing import held

TODAY = date(2022, 6, 20)


@pytest.fixture
def here(tmp_path: Path) -> Office:
    """A small workspace, collected once."""
    office = small_office(tmp_path / "work")
    for region in REGIONS:
        office.send(f"{region}.xlsx", every_answer(), region=region)
    office.collect()
    return office


def around(office: Office) -> Surroundings:
    """Return a machine whose clock agrees with the drive's."""
    probe = office.workspace.root / "tilannekuva.toml"
    return Surroundings(
        "1.0", TODAY, now=lambda: probe.stat().st_mtime, environment={}, inbox=office.inbox
    )


def states(office: Office, machine: Surroundings | None = None) -> dict[str, str]:
    """Return the worst state of everything that was looked at."""
    worst: dict[str, str] = {}
    found = examine(office.workspace, lambda: office.foundations, machine or around(office))
    for each in sorted(found, key=lambda each: ("ok", "note", "fault").index(each.state)):
        worst[each.about] = each.state
    return worst


def test_a_sound_workspace_has_no_fault__ok(here: Office) -> None:
    """Everything is in order, and looking has changed no file and left none."""
    before = {path: path.stat().st_mtime_ns for path in here.workspace.root.rglob("*.*")}
    found = states(here)
    assert {about for about, state in found.items() if state == "fault"} == set()
    assert {"settings", "data", "folders", "clock", "inbox", "lease", "archive", "reading"} <= set(
        found
    )
    assert {path: path.stat().st_mtime_ns for path in here.workspace.root.rglob("*.*")} == before


def unlisted_copy(office: Office, _: pytest.MonkeyPatch) -> None:
    """A copy is missing."""
    (office.workspace.output / "2022-05" / "run.json").unlink()


def damaged_switch(office: Office, _: pytest.MonkeyPatch) -> None:
    """The archive is damaged."""
    (office.workspace.archive / "2022-05" / "current.json").write_bytes(b"{")


def full_disk(_: Office, patch: pytest.MonkeyPatch) -> None:
    """There is hardly any room."""
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - what the library returns
    patch.setattr(shutil, "disk_usage", lambda _: usage(1, 1, 100_000_000))


def folder_refused(office: Office, patch: pytest.MonkeyPatch) -> None:
    """The drive lets nobody write into the outputs."""
    write = Path.write_bytes

    def refusing(path: Path, data: bytes) -> int:
        if path.is_relative_to(office.workspace.output):
            raise PermissionError(13, "Permission denied")
        return write(path, data)

    patch.setattr(Path, "write_bytes", refusing)


@pytest.mark.parametrize(
    ("hurt", "about"),
    [
        (unlisted_copy, "month"),
        (damaged_switch, "archive"),
        (full_disk, "room"),
        (folder_refused, "folders"),
    ],
)
def test_what_is_wrong_is_found__error(
    here: Office,
    monkeypatch: pytest.MonkeyPatch,
    hurt: Callable[[Office, pytest.MonkeyPatch], None],
    about: str,
) -> None:
    """Each trouble is a fault of its own."""
    hurt(here, monkeypatch)
    assert {each for each, state in states(here).items() if state == "fault"} == {about}


def test_settings_that_are_wrong__error(here: Office) -> None:
    """Every mistake of the data files is a line, and the rest is looked at all the same."""

    def lay() -> None:
        raise CannotRunError(msg("One."), msg("Two."))

    found = examine(here.workspace, lay, around(here))  # type: ignore[arg-type]
    assert [each.message.pattern for each in found if each.state == "fault"] == ["One.", "Two."]
    assert any(each.about == "lease" for each in found)


def test_what_is_around_the_workspace_is_told(here: Office) -> None:
    """Clocks that differ, a synchronised folder, deep folders, and file names that are lost."""
    machine = around(here)
    late = replace(machine, now=lambda: machine.now() + 600)
    assert states(here, late)["clock"] == "note"
    cloud = replace(machine, environment={"OneDrive": str(here.workspace.root.parent)})
    assert states(here, cloud)["synchronised"] == "note"
    deep = here.workspace.root / ("d" * 100) / ("e" * 60)
    deep.mkdir(parents=True)
    office = replace(here, workspace=replace(here.workspace, root=deep))
    assert states(office, replace(machine, windows=True))["lengths"] == "fault"
    assert states(here, replace(machine, file_names="ascii"))["encoding"] == "fault"
    shutil.rmtree(here.inbox)
    assert states(here)["inbox"] == "note"


def test_others_at_work_are_told(here: Office) -> None:
    """A run that holds the workspace, one that died, and an output open in Excel."""
    with held(here.workspace):
        assert states(here)["lease"] == "note"
    assert states(here)["lease"] == "ok"
    here.workspace.lock_file.touch()
    (here.workspace.output / "2022-05" / "~$tilannekuva-2022-05.xlsx").touch()
    found = states(here)
    assert (found["lease"], found["open"]) == ("note", "note")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_command_tells_it_to_people_and_machines(
    here: Office, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """One line for each thing, an exit code, and with --quiet only what is to be mended."""
    monkeypatch.chdir(here.workspace.root)
    call = CliRunner().invoke
    sound = call(app, ["doctor", "--lang", language, "--format", "json"])
    assert (sound.exit_code, json.loads(sound.stdout)["faults"]) == (0, 0)
    assert call(app, ["doctor", "--lang", language, "--quiet"]).output == ""
    (here.workspace.output / "2022-05" / "run.json").unlink()
    hurt = call(app, ["doctor", "--lang", language, "--quiet"])
    assert hurt.exit_code == 1
    assert len(hurt.output.splitlines()) == 2
