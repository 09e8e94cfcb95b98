"""The switch says which generation is in force, and moves only from where a run knew it to be."""

import json
from pathlib import Path

import pytest

from tilannekuva.archive.switch import (
    CURRENT,
    Switch,
    SwitchMovedError,
    parsed_switch,
    switch_of,
    write_switch,
)
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth

MAY = ReportingMonth(2022, 5)
NAMES = [f"{n:016x}" for n in range(10)]
SHA256 = "ab" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a month in an archive."""
    path = tmp_path / "archive" / str(MAY)
    path.mkdir(parents=True)
    return path


def switched(*names: str) -> Switch:
    """Return the switch of a month after these generations."""
    switch = Switch()
    for name in names:
        switch = switch.to(name, SHA256)
    return switch


def test_four_generations_before_are_kept__ok() -> None:
    switch = switched(*NAMES[:7])
    assert (switch.generation, switch.before) == (NAMES[6], tuple(reversed(NAMES[2:6])))
    assert switch.kept == {*NAMES[2:7]}


def test_a_generation_that_comes_back_is_named_once__ok() -> None:
    switch = switched(NAMES[0], NAMES[1], NAMES[0])
    assert (switch.generation, switch.before) == (NAMES[0], (NAMES[1],))


def test_closed_generations_are_kept_for_good__ok() -> None:
    switch = switched(NAMES[0]).with_closed()
    for name in NAMES[1:]:
        switch = switch.to(name, SHA256)
    assert switch.closed == (NAMES[0],)
    assert NAMES[0] in switch.kept


@pytest.mark.parametrize(
    "switch", [Switch(), switched(NAMES[0]), switched(*NAMES).with_closed(), Switch(NAMES[0])]
)
def test_what_is_written_is_read(switch: Switch) -> None:
    assert parsed_switch(switch.content()) == switch


def test_a_switch_of_an_earlier_version__ok() -> None:
    assert parsed_switch(b'{\n  "generation": "%b"\n}\n' % NAMES[0].encode()) == Switch(NAMES[0])


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"\0" * 40, b'{"generation": "../../etc"}', b'{"generation": 1}'],
)
def test_a_damaged_switch__error(content: bytes, folder: Path, tmp_path: Path) -> None:
    """Nothing goes on from what may be wrong."""
    (folder / CURRENT).write_bytes(content)
    with pytest.raises(CannotRunError):
        switch_of(Workspace(tmp_path, None, tmp_path / "output"), MAY)


def test_a_lost_switch__error(folder: Path, tmp_path: Path) -> None:
    """Where there are generations and nothing says which is in force, none is taken for none."""
    workspace = Workspace(tmp_path, None, tmp_path / "output")
    assert switch_of(workspace, MAY) == Switch()
    (folder / NAMES[0]).mkdir()
    with pytest.raises(CannotRunError):
        switch_of(workspace, MAY)


def test_a_switch_that_has_moved__error(folder: Path) -> None:
    """The one that another run wrote stands."""
    old, others, ours = switched(NAMES[0]), switched(*NAMES[:2]), switched(NAMES[0], NAMES[2])
    write_switch(folder, old, Switch())
    write_switch(folder, others, old)
    with pytest.raises(SwitchMovedError):
        write_switch(folder, ours, old)
    assert parsed_switch((folder / CURRENT).read_bytes()) == others
    assert [path.name for path in folder.iterdir()] == [CURRENT]


def test_a_switch_that_moves_at_the_last_moment__error(folder: Path) -> None:
    """It is looked at after everything else, right before it is replaced."""
    old, others = switched(NAMES[0]), switched(*NAMES[:2])
    write_switch(folder, old, Switch())

    def meanwhile() -> None:
        assert len(list(folder.iterdir())) == 2, "the new one is not written yet"
        (folder / CURRENT).write_bytes(others.content())

    with pytest.raises(SwitchMovedError):
        write_switch(folder, switched(NAMES[0], NAMES[2]), old, meanwhile)
    assert parsed_switch((folder / CURRENT).read_bytes()) == others


def test_a_run_that_may_not_go_on__error(folder: Path) -> None:
    """What keeps it from going on is raised, and the switch stays."""
    old = switched(NAMES[0])
    write_switch(folder, old, Switch())

    def refuse() -> None:
        raise KeyError("lost")

    with pytest.raises(KeyError):
        write_switch(folder, switched(*NAMES[:2]), old, refuse)
    assert json.loads((folder / CURRENT).read_bytes())["generation"] == NAMES[0]
    assert [path.name for path in folder.iterdir()] == [CURRENT]


def test_a_drive_that_did_what_it_says_it_did_not__ok(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the new switch is there after all, it is in force."""
    real = Path.replace

    def replaced(self: Path, target: Path) -> Path:
        real(self, target)
        raise FileNotFoundError(2, "gone already")

    monkeypatch.setattr(Path, "replace", replaced)
    write_switch(folder, switched(NAMES[0]), Switch())
    assert parsed_switch((folder / CURRENT).read_bytes()).generation == NAMES[0]
