"""Refresh the copies that people open: each is replaced whole, the account of the run last."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tilannekuva.archive.files import (
    Patience,
    has_content,
    left_by_a_run,
    sha256_of_file,
    take_away,
    write_whole,
)
from tilannekuva.archive.generations import current_digests, current_generation, files_in
from tilannekuva.archive.workspace import RUN_REPORT, Workspace
from tilannekuva.domain.month import ReportingMonth

_NEW = " (new)"
_ENOUGH_FAILURES = 3
"""A drive on which so many copies could not be written is not asked any more."""


@dataclass(frozen=True, slots=True)
class NotCopied:
    """A copy that could not be refreshed, and why."""

    name: str
    reason: str


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
    not_copied: tuple[NotCopied, ...] = ()
    """Copies that could not be written; the month is published all the same."""

    @property
    def all_copied(self) -> bool:
        """Whether every copy is that of the generation in force."""
        return not (self.held_open or self.left_behind or self.not_copied)


@dataclass(slots=True)
class _Refreshing:
    """What has become of the copies so far."""

    folder: Path
    patience: Patience = field(default_factory=Patience)
    changed: list[str] = field(default_factory=list)
    held_open: list[str] = field(default_factory=list)
    not_copied: list[NotCopied] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)

    def refresh(self, name: str, data: bytes) -> None:
        """Write a copy where it is not there already."""
        path = self.folder / name
        if has_content(path, data):
            self._without_the_one_beside(name)
            return
        if len(self.not_copied) >= _ENOUGH_FAILURES:
            self.not_copied.append(NotCopied(name, self.not_copied[-1].reason))
            return
        try:
            self._write(path, name, data)
        except OSError as error:
            self.not_copied.append(NotCopied(name, error.strerror or str(error)))

    def _write(self, path: Path, name: str, data: bytes) -> None:
        try:
            write_whole(path, data, self.patience)
        except PermissionError:
            write_whole(beside(path), data, self.patience)
            self.held_open.append(name)
            self.changed.append(name)
        else:
            self.changed.append(name)
            self._without_the_one_beside(name)

    def _without_the_one_beside(self, name: str) -> None:
        path = beside(self.folder / name)
        if path.exists() and not take_away(path, self.patience):
            self.left_behind.append(path.relative_to(self.folder).as_posix())


def beside(path: Path) -> Path:
    """Return what the new copy is called where the old one is held open."""
    return path.with_stem(f"{path.stem}{_NEW}")


def lay_copies(
    folder: Path,
    outputs: Mapping[str, bytes],
    generation: str = "",
    outdated: Iterable[str] = (),
) -> Publication:
    """Write outputs into a folder where they are not there already, each whole.

    What cannot be written keeps none of the others from being so.

    Args:
        folder: where.
        outputs: by their name below the folder; the account of a run comes last.
        generation: whose copies they are; none where they are of no generation.
        outdated: the names of copies that are none any more, which are taken away.
    """
    copies = _Refreshing(folder)
    for path in _leftovers(folder, outputs):
        take_away(path, copies.patience)
    last = [RUN_REPORT] if RUN_REPORT in outputs else []
    for name in [*(each for each in outputs if each != RUN_REPORT), *last]:
        copies.refresh(name, outputs[name])
    gone = {name: take_away(folder / name, copies.patience) for name in outdated}
    return Publication(
        generation,
        changed=tuple(copies.changed),
        held_open=tuple(copies.held_open),
        taken_away=tuple(name for name, done in gone.items() if done),
        left_behind=(*copies.left_behind, *(name for name, done in gone.items() if not done)),
        not_copied=tuple(copies.not_copied),
    )


def copies_are_current(workspace: Workspace, month: ReportingMonth) -> bool:
    """Tell whether every copy people open is that of the generation in force.

    Where one lies beside under another name, or a run was killed while it wrote, they are not.
    """
    if current_generation(workspace, month) is None:
        return False
    folder = workspace.month_output(month)
    digests = current_digests(workspace, month)
    return not any(_leftovers(folder, digests)) and all(
        has_sha256(folder / name, sha256) and not beside(folder / name).exists()
        for name, sha256 in digests.items()
    )


def has_sha256(path: Path, sha256: str) -> bool:
    """Tell whether a file is there and has a sha256; one that cannot be read has not."""
    try:
        return sha256_of_file(path) == sha256
    except OSError:
        return False


def outdated_copies(
    folder: Path,
    outputs: Iterable[str],
    before: Collection[str],
    generations: Iterable[Mapping[str, str]],
) -> Iterator[str]:
    """Yield the copies that were outputs of the month and are none any more.

    Besides those of the generation before, these are copies that could not be taken away in
    time. Files that somebody else put among them are not ours to take away.

    Args:
        folder: the folder of the month's copies.
        outputs: the names of its outputs.
        before: the names of those of the generation before.
        generations: the sha256 of every file of every generation, by name.
    """
    known = {*outputs}
    ours: dict[str, set[str]] = {}
    for files in generations:
        for name, sha256 in files.items():
            ours.setdefault(name, set()).add(sha256)
    for name, path in files_in(folder).items():
        if name in known or _without_new(name) in known:
            continue
        meant = _without_new(name)
        # What another program lets nobody read is looked at again by a later run.
        with suppress(OSError):
            if meant in before or (meant in ours and sha256_of_file(path) in ours[meant]):
                yield name


def _leftovers(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield what killed runs left where the copies of some names lie."""
    for each in sorted({(folder / name).parent for name in names}):
        for path in sorted(each.iterdir()) if each.is_dir() else ():
            if left_by_a_run(path.name):
                yield path


def _without_new(name: str) -> str:
    path = PurePosixPath(name)
    return str(path.with_stem(path.stem.removesuffix(_NEW))) if path.stem != _NEW else name
