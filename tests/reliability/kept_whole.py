"""What a workspace must be like after a run: everything in force is there, whole, and no more."""

import hashlib
import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from inbox_files import Unit

from offices import Office
from small_office import MAY
from tilannekuva.archive.months import archived_record
from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.month import ReportingMonth

MONTH: Final = ReportingMonth.parse(MAY)
_KEPT: Final = 5
"""How many generations are kept, but for those a month was closed with."""


def bare_office(root: Path, base: Office) -> Office:
    """Return an office with the data files of another one, and none of its own."""
    (root / "inbox").mkdir(parents=True)
    return Office(open_workspace(root, inbox=root / "inbox"), base.foundations)


def month_folder(office: Office) -> Path:
    """Return where the month's generations are."""
    return office.workspace.archive / MAY


def copies_folder(office: Office) -> Path:
    """Return where the month's copies are."""
    return office.workspace.output / MAY


def in_force(office: Office) -> dict[Unit, str]:
    """Return the sha256 of every return in force."""
    record = archived_record(office.workspace, MONTH)
    returns = () if record is None else record.returns
    return {(each.region, each.group): each.sha256 for each in returns}


def check_returns(office: Office, digests: Iterable[str]) -> None:
    """See to it that the files behind what is in force are kept, byte for byte."""
    for sha256 in set(digests):
        kept = (office.workspace.stored_returns / sha256).read_bytes()
        assert hashlib.sha256(kept).hexdigest() == sha256


def check_copies(office: Office) -> None:
    """See to it that the copies are those of the generation in force, and that no more are."""
    files = whole_generation(office)
    del files["month.sqlite"]
    copies = files_below(copies_folder(office))
    assert copies == files, set(copies.items()) ^ set(files.items())


def check_generations(office: Office, closed: Collection[str]) -> None:
    """See to it that the last generations are kept, and that nothing is left of dead runs.

    Args:
        office: the office.
        closed: the generations the month was ever closed with.
    """
    folder = month_folder(office)
    kept = {each.name for each in folder.iterdir() if each.is_dir()}
    assert kept >= {generation_in_force(office), *closed}
    assert len(kept - set(closed)) <= _KEPT
    for each in kept:
        _whole(folder / each)
    every = (path for path in office.workspace.archive.rglob("*"))
    assert [path.name for path in every if path.name.endswith((".tmp", "~"))] == []


def generation_in_force(office: Office) -> str | None:
    """Return the generation that the month's switch names."""
    switch = month_folder(office) / "current.json"
    if not switch.exists():
        return None
    named = json.loads(switch.read_text(encoding="utf-8"))["generation"]
    return None if named is None else str(named)


def whole_generation(office: Office) -> dict[str, str]:
    """Return the sha256 of the files of the generation in force, after looking at each."""
    generation = generation_in_force(office)
    return {} if generation is None else _whole(month_folder(office) / generation)


def files_below(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file below a folder, by its name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _whole(folder: Path) -> dict[str, str]:
    manifest = (folder / "manifest.json").read_text(encoding="utf-8")
    files: dict[str, str] = json.loads(manifest)["files"]
    there = files_below(folder)
    del there["manifest.json"]
    assert there == files
    return files
