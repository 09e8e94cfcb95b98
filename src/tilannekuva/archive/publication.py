"""Publish a month: the one way by which outputs come into being.

The outputs are laid down whole as a generation in the archive, a small file switches to it,
and then the copies that people open are refreshed.
"""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tilannekuva.archive.damage import told_when_damaged
from tilannekuva.archive.workspace import RUN_REPORT, Workspace
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth

MONTH_DATABASE = "month.sqlite"
MANIFEST = "manifest.json"
CURRENT = "current.json"

_RETRIES = 6
_FIRST_PAUSE = 0.05
_TEMPORARY = ".tmp"


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing did."""

    generation: str
    changed: tuple[str, ...]
    """The outputs whose copy was written, by name; none where nothing was new."""
    held_open: tuple[str, ...] = ()
    """Copies another program holds open; the new one lies beside each under another name."""
    taken_away: tuple[str, ...] = ()
    """Copies that are outputs of the month no more."""
    left_behind: tuple[str, ...] = ()
    """Those of them that another program holds open; a later run takes them away."""

    @property
    def all_copied(self) -> bool:
        """Whether every copy is that of the generation in force."""
        return not (self.held_open or self.left_behind)


def sha256_of(content: bytes) -> str:
    """Return the sha256 of some content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def publish(
    workspace: Workspace,
    month: ReportingMonth,
    outputs: Mapping[str, bytes],
    month_database: bytes,
    accepted: Mapping[str, Path],
) -> Publication:
    """Put the outputs of a month in force.

    Nothing is written where nothing is new. The copies are refreshed after the switch, each
    by replacing it whole, the account of the run last.

    Args:
        workspace: where.
        month: which month.
        outputs: every output by its name below the month's output folder.
        month_database: the month's record.
        accepted: private copies of the files in force, by sha256; each is kept once.

    Raises:
        OSError: the disk is full or a folder cannot be written; the last generation stands.
    """
    content = {**outputs, MONTH_DATABASE: month_database}
    manifest = _manifest(content)
    generation = sha256_of(manifest)[:16]
    folder = workspace.month_archive(month)
    before = current_digests(workspace, month)
    if current_generation(workspace, month) != generation:
        _keep_returns(workspace, accepted)
        _lay_down(folder / generation, content, manifest)
        replace_file(folder / CURRENT, _json({"generation": generation}))
    copies = workspace.month_output(month)
    done = lay_copies(copies, outputs, generation)
    outdated = {
        name: _taken_away(copies / name) for name in _outdated(folder, copies, outputs, before)
    }
    return replace(
        done,
        taken_away=tuple(name for name, gone in outdated.items() if gone),
        left_behind=tuple(name for name, gone in outdated.items() if not gone),
    )


def current_generation(workspace: Workspace, month: ReportingMonth) -> str | None:
    """Return the name of the generation in force, or None where the month has none.

    Raises:
        CannotRunError: the file that says it is damaged.
    """
    switch = workspace.month_archive(month) / CURRENT
    if not switch.is_file():
        return None
    with told_when_damaged(switch):
        return str(json.loads(switch.read_text(encoding="utf-8"))["generation"])


def current_digests(workspace: Workspace, month: ReportingMonth) -> dict[str, str]:
    """Return the sha256 of every output of a month's generation in force, by name."""
    generation = current_generation(workspace, month)
    if generation is None:
        return {}
    files = _manifest_files(workspace.month_archive(month), generation)
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
    names = _manifest_files(folder.parent, generation)
    with told_when_damaged(folder / MANIFEST):
        return {
            name: (folder / name).read_bytes()
            for name in names
            if name != MONTH_DATABASE and name.startswith(beginning)
        }


def archived_months(workspace: Workspace) -> tuple[ReportingMonth, ...]:
    """Return the months that have a generation in force, the earliest first."""
    return tuple(sorted(_archived(workspace)))


def _copied(path: Path, data: bytes) -> bool:
    """Refresh a copy; where it is held open, lay the new one beside it and return False."""
    beside = path.with_stem(f"{path.stem} (new)")
    try:
        replace_file(path, data)
    except PermissionError:
        with suppress(PermissionError):
            replace_file(beside, data)
        return False
    _taken_away(beside)
    return True


def _taken_away(path: Path) -> bool:
    """Remove a copy that is of no use any more; tell whether it is gone.

    One that another program holds open stays for now.
    """
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return False
    return True


def _outdated(
    folder: Path, copies: Path, outputs: Mapping[str, bytes], before: Mapping[str, str]
) -> Iterator[str]:
    """Yield the copies that were outputs of the month and are none any more.

    Besides those of the generation before, these are copies that could not be taken away in
    time. Files that somebody else put among them are not ours to take away.
    """
    lying = (path for path in sorted(copies.rglob("*")) if path.is_file())
    names = (path.relative_to(copies).as_posix() for path in lying)
    strange = [name for name in names if name not in outputs]
    if not strange:
        return
    ours = {item for files in _every_manifest(folder) for item in files.items()}
    for name in strange:
        # What another program lets nobody read is looked at again by a later run.
        with suppress(PermissionError):
            if name in before or (name, sha256_of((copies / name).read_bytes())) in ours:
                yield name


def _every_manifest(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the files of every whole generation; one that is damaged has none."""
    for manifest in sorted(folder.glob(f"*/{MANIFEST}")):
        if not manifest.parent.name.startswith("."):
            with suppress(CannotRunError):
                yield _manifest_files(folder, manifest.parent.name)


def copies_are_current(workspace: Workspace, month: ReportingMonth) -> bool:
    """Tell whether every copy people open is that of the generation in force."""
    generation = current_generation(workspace, month)
    if generation is None:
        return False
    folder = workspace.month_output(month)
    files = _manifest_files(workspace.month_archive(month), generation)
    return all(
        (folder / name).is_file() and sha256_of((folder / name).read_bytes()) == sha256
        for name, sha256 in files.items()
        if name != MONTH_DATABASE
    )


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; wait a little for whoever holds it open.

    Raises:
        PermissionError: it is still held open after some seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}{_TEMPORARY}")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    for attempt in range(_RETRIES):
        try:
            temporary.replace(path)
        except PermissionError:
            if attempt == _RETRIES - 1:
                temporary.unlink(missing_ok=True)
                raise
            time.sleep(_FIRST_PAUSE * 2**attempt)
        else:
            return


def _archived(workspace: Workspace) -> Iterator[ReportingMonth]:
    if not workspace.archive.is_dir():
        return
    for folder in workspace.archive.iterdir():
        try:
            month = ReportingMonth.parse(folder.name)
        except ValueError:
            continue
        if current_generation(workspace, month) is not None:
            yield month


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _manifest(content: Mapping[str, bytes]) -> bytes:
    return _json({"files": {name: sha256_of(content[name]) for name in sorted(content)}})


def _manifest_files(folder: Path, generation: str) -> dict[str, str]:
    """Return the sha256 of every file of a generation by its name."""
    manifest = folder / generation / MANIFEST
    with told_when_damaged(manifest):
        files: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    return files


def _keep_returns(workspace: Workspace, accepted: Mapping[str, Path]) -> None:
    for sha256, copy in sorted(accepted.items()):
        kept = workspace.stored_returns / sha256
        if not kept.exists():
            replace_file(kept, copy.read_bytes())


def _lay_down(folder: Path, content: Mapping[str, bytes], manifest: bytes) -> None:
    """Write a generation under another name and rename it whole."""
    unfinished = folder.with_name(f".{folder.name}{_TEMPORARY}")
    shutil.rmtree(unfinished, ignore_errors=True)
    for name, data in (*content.items(), (MANIFEST, manifest)):
        path = unfinished / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)


def lay_copies(folder: Path, outputs: Mapping[str, bytes], generation: str = "") -> Publication:
    """Write outputs into a folder where they are not there already, each whole.

    Args:
        folder: where.
        outputs: by their name below the folder; the account of a run comes last.
        generation: whose copies they are; none where they are of no generation.

    Raises:
        OSError: the folder cannot be written.
    """
    changed: list[str] = []
    held_open: list[str] = []
    last = [RUN_REPORT] if RUN_REPORT in outputs else []
    for name in [*(each for each in outputs if each != RUN_REPORT), *last]:
        path = folder / name
        if path.is_file() and path.read_bytes() == outputs[name]:
            continue
        changed.append(name)
        if not _copied(path, outputs[name]):
            held_open.append(name)
    return Publication(generation, tuple(changed), tuple(held_open))
