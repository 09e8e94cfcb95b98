"""Generations: a month's outputs and its record, laid down whole, and found again."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tilannekuva.archive.damage import told_when_damaged
from tilannekuva.archive.files import (
    left_by_a_run,
    make_folder,
    move,
    settle,
    sha256_of,
    take_away,
    take_away_folder,
    temporary_name,
    told_of,
    write_new,
    write_whole,
)
from tilannekuva.archive.switch import (
    CURRENT,
    Switch,
    SwitchMovedError,
    as_json,
    is_generation,
    switch_of,
    write_switch,
)
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.month import ReportingMonth

MONTH_DATABASE = "month.sqlite"
MANIFEST = "manifest.json"


def put_in_force(
    workspace: Workspace,
    month: ReportingMonth,
    content: Mapping[str, bytes],
    expected: str | None,
    make_sure: Callable[[], None],
) -> str:
    """Lay a month's content down as a generation, and switch to it; return its name.

    Nothing is written where it is in force already.

    Args:
        workspace: where.
        month: which month.
        content: its outputs and its record, by name.
        expected: the generation that is in force as far as the run knows.
        make_sure: called right before the switch; raises what keeps the run from going on.

    Raises:
        SwitchMovedError: another generation is in force.
        OSError: it cannot be written; the generation in force stands.
    """
    manifest = as_json({"files": {name: sha256_of(content[name]) for name in sorted(content)}})
    sha256 = sha256_of(manifest)
    generation = sha256[:16]
    folder = workspace.month_archive(month)
    switch = switch_of(workspace, month)
    if switch.generation != expected:
        raise SwitchMovedError
    if switch.generation == generation and switch.manifest_sha256 is not None:
        return generation
    if not (folder / CURRENT).exists():
        make_folder(folder)
        write_switch(folder, switch, switch, make_sure)
    lay_down(folder / generation, {**content, MANIFEST: manifest})
    write_switch(folder, _known(folder, switch).to(generation, sha256), switch, make_sure)
    return generation


def lay_down(folder: Path, content: Mapping[str, bytes]) -> None:
    """Write a generation under another name and rename it whole and durable.

    One that is there already is looked through, and mended file by file where it is not whole:
    it may be one that is kept for good, so it is never taken away.

    Raises:
        OSError: it cannot be written; nothing of it is left.
    """
    if folder.is_dir():
        _mend(folder, content)
        return
    unfinished = temporary_name(folder)
    try:
        for name, data in content.items():
            with told_of(folder / name):
                write_new(unfinished / name, data)
        with told_of(folder):
            for each in {(unfinished / name).parent for name in content}:
                settle(each)
        move(unfinished, folder)
    except BaseException:
        take_away_folder(unfinished)
        raise


def current_generation(workspace: Workspace, month: ReportingMonth) -> str | None:
    """Return the name of the generation in force, or None where the month has none.

    Raises:
        CannotRunError: the file that says it is damaged or lost.
    """
    return switch_of(workspace, month).generation


def current_digests(workspace: Workspace, month: ReportingMonth) -> dict[str, str]:
    """Return the sha256 of every output of a month's generation in force, by name."""
    generation = current_generation(workspace, month)
    if generation is None:
        return {}
    files = manifest_files(workspace.month_archive(month) / generation)
    return {name: sha256 for name, sha256 in files.items() if name != MONTH_DATABASE}


def current_database(workspace: Workspace, month: ReportingMonth) -> Path | None:
    """Return the database of a month's generation in force, or None."""
    generation = current_generation(workspace, month)
    if generation is None:
        return None
    return workspace.month_archive(month) / generation / MONTH_DATABASE


def current_outputs(
    workspace: Workspace, month: ReportingMonth, beginning: str = ""
) -> dict[str, bytes]:
    """Return the outputs of a month's generation in force, by name; none where it has none.

    Args:
        workspace: where.
        month: which month.
        beginning: what the names of the outputs begin with; by default all are returned.
    """
    generation = current_generation(workspace, month)
    if generation is None:
        return {}
    folder = workspace.month_archive(month) / generation
    names = manifest_files(folder)
    with told_when_damaged(folder / MANIFEST):
        return {
            name: (folder / name).read_bytes()
            for name in names
            if name != MONTH_DATABASE and name.startswith(beginning)
        }


def archived_months(workspace: Workspace) -> tuple[ReportingMonth, ...]:
    """Return the months that have a generation in force, the earliest first."""
    return tuple(
        month
        for month in months_with_a_folder(workspace)
        if current_generation(workspace, month) is not None
    )


def months_with_a_folder(workspace: Workspace) -> tuple[ReportingMonth, ...]:
    """Return the months that have a folder in the archive, the earliest first."""
    return tuple(sorted(_months(workspace.archive)))


def manifest_files(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file of a generation by its name.

    Raises:
        CannotRunError: the manifest cannot be read.
    """
    manifest = folder / MANIFEST
    with told_when_damaged(manifest):
        files: dict[str, str] = json.loads(manifest.read_bytes())["files"]
        return dict(files)


def files_in(folder: Path) -> dict[str, Path]:
    """Return every file below a folder by its name below it."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if not path.is_dir()
    }


def prune(folder: Path, keep: Collection[str]) -> None:
    """Take away a month's generations but those that are kept, and what killed runs left.

    What cannot be taken away is left to a later run.
    """
    for path in _outlived(folder, keep):
        if path.is_dir() and not path.is_symlink():
            take_away_folder(path)
        else:
            take_away(path)


def outlived(workspace: Workspace, month: ReportingMonth) -> bool:
    """Tell whether a month's folder has anything that `prune` would take away."""
    folder = workspace.month_archive(month)
    return any(_outlived(folder, switch_of(workspace, month).kept))


def _known(folder: Path, switch: Switch) -> Switch:
    """Return a switch with the generations before it, which earlier versions did not note."""
    if switch.manifest_sha256 is not None or switch.generation is None:
        return switch
    others = [
        path
        for path in folder.iterdir()
        if is_generation(path.name) and path.name != switch.generation
    ]
    others.sort(key=lambda path: (-path.stat().st_mtime_ns, path.name))
    return replace(switch, before=tuple(path.name for path in others))


def _outlived(folder: Path, keep: Collection[str]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        left = left_by_a_run(path.name) or _left_by_an_earlier_version(path.name)
        if left or (is_generation(path.name) and path.name not in keep):
            yield path


def _left_by_an_earlier_version(name: str) -> bool:
    return name.startswith(".") and name.endswith(".tmp")


def _mend(folder: Path, content: Mapping[str, bytes]) -> None:
    there = files_in(folder)
    for name, data in content.items():
        path = folder / name
        if name not in there or path.read_bytes() != data:
            write_whole(path, data)
    for name, path in there.items():
        if name not in content:
            take_away(path)
    for each in {(folder / name).parent for name in content}:
        settle(each)
    settle(folder.parent)


def _months(folder: Path) -> Iterator[ReportingMonth]:
    if not folder.is_dir():
        return
    for each in folder.iterdir():
        with suppress(ValueError):
            yield ReportingMonth.parse(each.name)
