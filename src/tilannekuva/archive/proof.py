"""Prove that the archive and the copies are what was written, byte for byte."""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from tilannekuva.archive.closing import CLOSED, parsed_closing
from tilannekuva.archive.erasures import forgotten_returns
from tilannekuva.archive.files import left_by_a_run, sha256_of, sha256_of_file
from tilannekuva.archive.generations import MANIFEST, MONTH_DATABASE, files_in, manifest_files
from tilannekuva.archive.month_database import month_from_file
from tilannekuva.archive.switch import (
    CURRENT,
    Switch,
    as_json,
    is_generation,
    parsed_switch,
)
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.messages import CannotRunError, Message, msg
from tilannekuva.domain.month import ReportingMonth

_Parsed = TypeVar("_Parsed")

MISSING = msg("It is missing.")
DAMAGED = msg("It is damaged: what is in it is not what was written.")
STRANGE = msg("It does not belong there.")
CHANGED = msg("It is not the same as in the archive.")
RESTORE = msg("Restore it from a back-up.")
MOVE = msg("Move it to another folder.")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written."""

    file: str
    """Its name below the workspace, or its path where it lies elsewhere."""
    what: Message
    advice: Message


class Proof:
    """Looks through a workspace; counts what it looked at.

    Nothing is written, and what cannot be read is a fault like any other.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.looked_at = 0
        """The number of files that were read whole."""

    def of_month(self, month: ReportingMonth) -> Iterator[Fault]:
        """Yield what is wrong with a month: switch, generations, mark of closing, copies."""
        folder = self._workspace.month_archive(month)
        path = folder / CURRENT
        if not path.exists():
            if any(is_generation(each.name) for each in folder.iterdir()):
                yield self._fault(path, MISSING, RESTORE)
            return
        switch = self._parsed(path, parsed_switch, Switch.content)
        if switch is None:
            yield self._fault(path, DAMAGED, RESTORE)
            return
        yield from self._of_closing(folder, month, switch)
        for generation in sorted(switch.kept):
            sha256 = switch.manifest_sha256 if generation == switch.generation else None
            yield from self._of_generation(folder / generation, sha256)
        if switch.generation is not None:
            yield from self._of_copies(folder / switch.generation, month)

    def of_returns(self) -> Iterator[Fault]:
        """Yield what is wrong with the returns that are kept."""
        folder = self._workspace.stored_returns
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if left_by_a_run(path.name):
                continue
            yield from self._of_file(path, path.name, DAMAGED, RESTORE)

    def of_erasures(self) -> Iterator[Fault]:
        """Yield what is wrong with the note of the returns that are not kept any more."""
        path = self._workspace.forgotten_file
        if not path.exists():
            return
        try:
            content = path.read_bytes()
            sound = as_json(json.loads(content)) == content and self._forgotten is not None
        except (OSError, ValueError):
            sound = False
        self.looked_at += 1
        if not sound:
            yield self._fault(path, DAMAGED, RESTORE)

    def _of_closing(self, folder: Path, month: ReportingMonth, switch: Switch) -> Iterator[Fault]:
        path = folder / CLOSED
        advice = msg(
            "Open the month, and close it again if it was closed: tilannekuva reopen {code}",
            code=str(month),
        )
        if not path.exists():
            if switch.closed:
                yield self._fault(path, MISSING, advice)
            return
        closed = self._parsed(path, lambda content: (parsed_closing(content),), _closing_content)
        if closed is None or closed[0] not in {None, switch.generation, *switch.closed}:
            yield self._fault(path, DAMAGED, advice)

    def _of_generation(self, folder: Path, sha256: str | None) -> Iterator[Fault]:
        manifest = folder / MANIFEST
        if not manifest.exists():
            yield self._fault(manifest, MISSING, RESTORE)
            return
        try:
            content = manifest.read_bytes()
            found = sha256_of(content)
            files = manifest_files(folder)
        except (OSError, CannotRunError):
            yield self._fault(manifest, DAMAGED, RESTORE)
            return
        self.looked_at += 1
        if not found.startswith(folder.name) or found != (sha256 or found):
            yield self._fault(manifest, DAMAGED, RESTORE)
            return
        for name in sorted(files):
            yield from self._of_file(folder / name, files[name], DAMAGED, RESTORE)
        for name, path in files_in(folder).items():
            if name not in files and name != MANIFEST:
                yield self._fault(path, STRANGE, MOVE)
        if self._sound(folder / MONTH_DATABASE, files.get(MONTH_DATABASE)):
            yield from self._of_inputs(folder / MONTH_DATABASE)

    def _of_inputs(self, database: Path) -> Iterator[Fault]:
        """Yield the returns that a record has in force and the archive has no more."""
        try:
            record = month_from_file(database)
        except CannotRunError:
            yield self._fault(database, DAMAGED, RESTORE)
            return
        for sha256 in sorted({each.sha256 for each in record.returns}):
            path = self._workspace.stored_returns / sha256
            if not path.exists() and sha256 not in (self._forgotten or ()):
                yield self._fault(path, MISSING, RESTORE)

    def _of_copies(self, generation: Path, month: ReportingMonth) -> Iterator[Fault]:
        try:
            files = manifest_files(generation)
        except CannotRunError:
            return  # told of already
        advice = msg(
            "Collect the month again: tilannekuva collect INBOX --month {code}", code=str(month)
        )
        if self._is_closed(month):
            # Nothing of a closed month is written again, not even its copies.
            advice = msg("The month is closed. Copy it from {folder}.", folder=str(generation))
        copies = self._workspace.month_output(month)
        for name in sorted(files):
            if name != MONTH_DATABASE:
                yield from self._of_file(copies / name, files[name], CHANGED, advice)

    @cached_property
    def _forgotten(self) -> Collection[str] | None:
        """The returns that are not kept any more; None where the note of them is damaged."""
        try:
            return forgotten_returns(self._workspace)
        except CannotRunError:
            return None

    def _is_closed(self, month: ReportingMonth) -> bool:
        path = self._workspace.month_archive(month) / CLOSED
        closed = self._parsed(path, lambda content: (parsed_closing(content),), _closing_content)
        return closed is not None and closed[0] is not None

    def _of_file(
        self, path: Path, sha256: str, otherwise: Message, advice: Message
    ) -> Iterator[Fault]:
        try:
            found = sha256_of_file(path)
        except FileNotFoundError:
            yield self._fault(path, MISSING, advice)
        except OSError as error:
            reason = error.strerror or str(error)
            yield self._fault(path, msg("It cannot be read ({reason}).", reason=reason), advice)
        else:
            self.looked_at += 1
            if found != sha256:
                yield self._fault(path, otherwise, advice)

    def _sound(self, path: Path, sha256: str | None) -> bool:
        return sha256 is not None and not any(self._of_file(path, sha256, DAMAGED, RESTORE))

    def _parsed(
        self,
        path: Path,
        parse: Callable[[bytes], _Parsed],
        content_of: Callable[[_Parsed], bytes],
    ) -> _Parsed | None:
        """Return what a small file says, or None where it is not as it is always written."""
        try:
            content = path.read_bytes()
            parsed = parse(content)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        self.looked_at += 1
        return parsed if content == content_of(parsed) else None

    def _fault(self, path: Path, what: Message, advice: Message) -> Fault:
        root = self._workspace.root
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
        return Fault(name, what, advice)


def _closing_content(closed: tuple[str | None]) -> bytes:
    return as_json({"generation": closed[0]})
