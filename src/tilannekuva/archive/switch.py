"""The switch: the one small file that says which generation of a month is in force."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tilannekuva.archive.damage import told_when_damaged
from tilannekuva.archive.files import settle, write_whole
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.month import ReportingMonth

CURRENT = "current.json"
KEPT_BEFORE = 4
"""How many generations are kept besides the one in force and those ever closed."""
_GENERATION = re.compile(r"[0-9a-f]{16}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class SwitchMovedError(Exception):
    """Another run has put a generation in force meanwhile; what it did stands."""


@dataclass(frozen=True, slots=True)
class Switch:
    """What the file says."""

    generation: str | None = None
    """The generation in force; None until the first one of the month is whole."""
    manifest_sha256: str | None = None
    """The sha256 of its manifest; None in what an earlier version wrote."""
    before: tuple[str, ...] = ()
    """The generations before it that are kept, the newest first."""
    closed: tuple[str, ...] = ()
    """The generations the month was ever closed with, which are kept for good."""

    @property
    def kept(self) -> frozenset[str]:
        """The generations that are kept."""
        in_force = () if self.generation is None else (self.generation,)
        return frozenset((*in_force, *self.before, *self.closed))

    def to(self, generation: str, manifest_sha256: str) -> "Switch":
        """Return the switch that puts another generation in force."""
        earlier = [] if self.generation is None else [self.generation]
        earlier += [each for each in self.before if each not in earlier]
        before = tuple(each for each in earlier if each != generation)[:KEPT_BEFORE]
        return Switch(generation, manifest_sha256, before, self.closed)

    def with_closed(self) -> "Switch":
        """Return the switch in which the generation in force is kept for good."""
        if self.generation is None or self.generation in self.closed:
            return self
        return replace(self, closed=(*self.closed, self.generation))

    def content(self) -> bytes:
        """Return the content of the file."""
        told = {"generation": self.generation, "manifest_sha256": self.manifest_sha256}
        if self.manifest_sha256 is None and self.generation is not None:
            del told["manifest_sha256"]
        earlier = {"before": list(self.before)} if self.manifest_sha256 or self.before else {}
        closed = {"closed": list(self.closed)} if self.closed else {}
        return as_json({**told, **earlier, **closed})


def as_json(data: object) -> bytes:
    """Return data as the files of the archive have it: the same in, the same bytes out."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def is_generation(name: str) -> bool:
    """Tell whether a folder of this name is a generation."""
    return _GENERATION.fullmatch(name) is not None


def switch_of(workspace: Workspace, month: ReportingMonth) -> Switch:
    """Return the switch of a month; an empty one where the month has none.

    Raises:
        CannotRunError: it is damaged, or is lost: there are generations, and nothing says
            which is in force.
    """
    folder = workspace.month_archive(month)
    path = folder / CURRENT
    with told_when_damaged(path):
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            # A first generation is only laid down beside a switch that names none yet.
            if any(is_generation(each.name) for each in _listed(folder)):
                raise
            return Switch()
        return parsed_switch(content)


def parsed_switch(content: bytes) -> Switch:
    """Return what the content of the file says.

    Raises:
        ValueError: it is damaged.
        KeyError: it says nothing of a generation.
        TypeError: it is of another kind.
    """
    told = json.loads(content)
    generation, sha256 = told["generation"], told.get("manifest_sha256")
    before, closed = tuple(told.get("before", ())), tuple(told.get("closed", ()))
    named = [*([] if generation is None else [generation]), *before, *closed]
    if not all(isinstance(each, str) and is_generation(each) for each in named):
        raise ValueError(named)
    if sha256 is not None and not _SHA256.fullmatch(sha256):
        raise ValueError(sha256)
    return Switch(generation, sha256, before, closed)


def write_switch(
    folder: Path,
    new: Switch,
    old: Switch,
    make_sure: Callable[[], None] = lambda: None,
) -> None:
    """Replace the switch of a month, unless it is another than it was.

    A file can be replaced in one step but not compared in the same: what is looked at right
    before and right after leaves two runs at once some millionths of a second, in which the
    later one wins whole.

    Args:
        folder: the month's folder in the archive.
        new: the new switch.
        old: the one that is there, as the run that writes knows it.
        make_sure: called right before; raises what keeps the run from going on.

    Raises:
        SwitchMovedError: it is another.
        OSError: it cannot be written, and stands as it was.
    """
    path = folder / CURRENT

    def unmoved() -> None:
        make_sure()
        if _there(path) != old:
            raise SwitchMovedError

    try:
        write_whole(path, new.content(), just_before=unmoved)
    except OSError:
        # A drive that goes away may have done what it says it could not do.
        if not _is_there(path, new):
            raise
    else:
        if not _is_there(path, new, unknown=True):
            raise SwitchMovedError
    try:
        settle(folder)
    except OSError:
        # Whichever switch a failing drive comes back with names a whole generation.
        return


def _there(path: Path) -> Switch:
    with told_when_damaged(path):
        try:
            return parsed_switch(path.read_bytes())
        except FileNotFoundError:
            return Switch()


def _is_there(path: Path, switch: Switch, *, unknown: bool = False) -> bool:
    """Tell whether the switch is this one, or what is said where it cannot be read."""
    try:
        return path.read_bytes() == switch.content()
    except OSError:
        return unknown


def _listed(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
