"""A run with nothing new writes nothing, and no command ever touches the inbox."""

import re
from collections.abc import Callable
from datetime import timedelta
from os import stat_result, utime
from pathlib import Path

import pytest
from ran import Ran, ran
from run_elsewhere import Circumstances

from effort import FIGURE
from offices import Office
from small_office import REGIONS, SAVED, every_answer, small_office

pytestmark = pytest.mark.reliability

NEVER_MIND = re.compile(r"archive/\.(?:lock|holder).*|log(?:/.*)?|archive|\.")
"""Who holds the workspace is written all the same, and taken away again, and so is the log; the
folders they are in change with them."""
MAY, APRIL = "2022-05", "2022-04"
AFTER = ("--today", "2022-06-20")
BEFORE = ("--today", "2022-06-08")
NOTHING_NEW = "Ei mitään uutta"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with two months' returns, and what lies beside such in an inbox."""
    office = small_office(tmp_path / "office")
    for month in (APRIL, MAY):
        for region in REGIONS[:2] if month == MAY else REGIONS:
            answers = every_answer("valmis" if month == MAY else "käynnissä")
            answers["HT-1.1.1", "status"] = "ehkä"
            office.send(f"{month}/{region}.xlsx", answers, region=region, month=month)
    first = (office.inbox / MAY / "02.xlsx").read_bytes()
    newer = every_answer("ei aloitettu")
    office.send("uudempi.xlsx", newer, saved=SAVED + timedelta(days=1))
    for name, content in {
        "sama (1).xlsx": first,
        "tyhjä.xlsx": b"",
        "kesken.xlsx": first[: len(first) // 2],
        "outo.xlsx": b"not a workbook",
        "liite.pdf": b"%PDF-1.4",
        "kuva.png": b"\x89PNG",
        "~$uudempi.xlsx": b"owner",
    }.items():
        (office.inbox / name).write_bytes(content)
    return office


def run(office: Office, *commands: tuple[str, ...]) -> tuple[Ran, ...]:
    """Run commands in the workspace, watched."""
    root = str(office.workspace.root)
    done = ran(Circumstances(commands, root, watch=root))
    for each in done:
        assert each.code in {0, 1}, each.errors
    return done


def collecting(*options: str, today: tuple[str, ...] = AFTER) -> tuple[str, ...]:
    """Return the command that collects the inbox."""
    return ("collect", "inbox", *today, *options)


def everything(root: Path) -> dict[str, tuple[int, ...]]:
    """Return what every file and folder is recognised by when somebody changes it."""
    return {
        name: _marks(path.lstat())
        for path in sorted(root.rglob("*"))
        if not NEVER_MIND.fullmatch(name := path.relative_to(root).as_posix())
    }


def _marks(status: stat_result) -> tuple[int, ...]:
    return (
        status.st_ino,
        status.st_mode,
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
    )


def written(done: Ran) -> list[str]:
    """Return what a command changed but for what every run writes."""
    return [each for each in done.changes if not NEVER_MIND.fullmatch(each.split(" ", 1)[1])]


def test_second_run_writes_nothing__ok(
    office: Office, record_property: Callable[[str, object], None]
) -> None:
    """Not one file is opened to be written, made, moved or touched; and that is said."""
    run(office, collecting())
    before = everything(office.workspace.root)
    again, json, quiet = run(
        office, collecting(), collecting("--format", "json"), collecting("--quiet")
    )
    assert [written(each) for each in (again, json, quiet)] == [[], [], []]
    assert everything(office.workspace.root) == before
    assert NOTHING_NEW in again.told
    assert again.code == 1
    record_property(FIGURE, f"nothing new: 3 runs, {len(before)} files and folders, 0 writes")


def test_nothing_new_where_every_file_is_whole__ok(office: Office) -> None:
    """So it is where the run is recognised without doing it."""
    for name in ("tyhjä.xlsx", "kesken.xlsx", "outo.xlsx"):
        (office.inbox / name).unlink()
    run(office, collecting())
    before = everything(office.workspace.root)
    (again,) = run(office, collecting())
    assert (written(again), NOTHING_NEW in again.told) == ([], True)
    assert everything(office.workspace.root) == before


def test_file_copied_again_is_nothing_new__ok(office: Office) -> None:
    """A return that lies there with another time, and tells its own, is the same return."""
    run(office, collecting())
    for path in office.inbox.rglob("*.xlsx"):
        utime(path, ns=(10**18, 10**18))
    before = everything(office.workspace.root)
    (again,) = run(office, collecting())
    assert (written(again), NOTHING_NEW in again.told) == ([], True)
    assert everything(office.workspace.root) == before


def test_other_month_and_back__ok(office: Office) -> None:
    """Collecting another month changes nothing of the first, and coming back nothing at all."""
    both = collecting("--month", APRIL), collecting("--month", MAY)
    run(office, *both)
    run(office, *both)  # April's account tells that May has its returns by now
    root = office.workspace.root
    before = everything(root)
    outputs, archive = f"output/{MAY}", f"archive/{MAY}"
    april, may = run(office, *both)
    assert NOTHING_NEW in april.told
    assert NOTHING_NEW in may.told
    after = everything(root)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed <= {"archive/last-run.json"}
    assert not [each for each in changed if each.startswith((outputs, archive))]


def test_deadline_changes_what_it_changes__ok(
    office: Office, record_property: Callable[[str, object], None]
) -> None:
    """When the deadline has passed, the outputs that it says nothing in stay untouched."""
    run(office, collecting(today=BEFORE))
    root = office.workspace.root
    before, contents = everything(root), _contents(office)
    (passed,) = run(office, collecting(today=AFTER))
    assert NOTHING_NEW not in passed.told
    after = everything(root)
    same = [name for name, content in _contents(office).items() if contents.get(name) == content]
    assert len(same) >= 8
    assert [name for name in same if before[name] != after[name]] == []
    (again,) = run(office, collecting(today=AFTER))
    assert (written(again), everything(root)) == ([], after)
    record_property(FIGURE, f"nothing new: {len(same)} outputs untouched as the deadline passes")


def test_packs_again_write_nothing__ok(office: Office) -> None:
    """The packs made again from the archive are those that lie there."""
    run(office, collecting(), ("brief", "--month", MAY, *AFTER))
    before = everything(office.workspace.root)
    (again,) = run(office, ("brief", "--month", MAY, *AFTER))
    assert written(again) == []
    assert everything(office.workspace.root) == before


def test_inbox_is_only_read__ok(
    office: Office, record_property: Callable[[str, object], None]
) -> None:
    """No command opens anything in the inbox to write it, locks it, moves it or touches it."""
    files = tuple(str(path) for path in sorted(office.inbox.rglob("*")) if path.is_file())
    before = everything(office.inbox)
    commands = (
        ("check", *files),
        ("templates", "--month", "2022-06"),
        collecting("--month", APRIL),
        collecting("--month", MAY),
        collecting("--month", MAY, today=BEFORE),
        ("status", "--month", MAY, *AFTER),
        ("brief", "--month", MAY, *AFTER),
        ("close", MAY),
        collecting("--month", MAY),
        ("reopen", MAY),
        *(each for each in _LATER_COMMANDS if _is_known(each[0])),
    )
    for done in run(office, *commands):
        assert not [each for each in done.changes if each.split(" ", 1)[1].startswith("inbox")]
    assert everything(office.inbox) == before
    record_property(FIGURE, f"the inbox: {len(commands)} commands, 0 openings to write")


_LATER_COMMANDS = (
    ("withdraw", "02", "HT", "--month", MAY),
    ("verify",),
    ("doctor",),
)


def _is_known(command: str) -> bool:
    from tilannekuva.cli.app import app  # noqa: PLC0415 - only this test asks

    return command in {
        each.name or getattr(each.callback, "__name__", "") for each in app.registered_commands
    }


def _contents(office: Office) -> dict[str, bytes]:
    root = office.workspace.root
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in (root / "output").rglob("*")
        if path.is_file()
    }
