"""Hold the workspace and publish a month, with troubles of the disk told in plain words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tilannekuva.archive.closing import closed_generation
from tilannekuva.archive.copies import Publication
from tilannekuva.archive.generations import current_generation, months_with_a_folder
from tilannekuva.archive.lease import (
    LEASE_SECONDS,
    Claim,
    HeldError,
    Holder,
    Lease,
    LeaseLostError,
)
from tilannekuva.archive.month_database import month_to_bytes
from tilannekuva.archive.publication import publish
from tilannekuva.archive.switch import SwitchMovedError
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.messages import CannotRunError, Message, WorkspaceHeldError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord


class Notice(Protocol):
    """Told what whoever runs the job should know at once."""

    def __call__(self, message: Message, /) -> None:
        """Take note of it."""


def unheard(_message: Message, /) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How a run asks for the workspace."""

    claim: Claim = field(default_factory=Claim)
    """What others are told who find it held."""
    wait: float = 0.0
    """The seconds it waits for another run."""
    notice: Notice = unheard
    lease_seconds: float = LEASE_SECONDS


AT_ONCE = Entry()
"""Ask for it, and wait for nobody."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A workspace that no other run publishes in, and how it was found."""

    workspace: Workspace
    generations: Mapping[ReportingMonth, str | CannotRunError | None]
    """The generations that were in force when it was taken, or why nobody could tell."""
    lease: Lease

    def expected(self, month: ReportingMonth) -> str | None:
        """Return the generation of a month that was in force when the workspace was taken.

        Raises:
            CannotRunError: nobody could tell.
        """
        known = self.generations.get(month)
        if isinstance(known, CannotRunError):
            raise known
        return known

    def make_sure(self) -> None:
        """See to it that the workspace is still held.

        Raises:
            WorkspaceHeldError: it is not; another run took this one for dead.
        """
        try:
            self.lease.make_sure()
        except LeaseLostError as error:
            raise WorkspaceHeldError(
                msg(
                    "This run stood still for so long that another one has taken {folder} over. "
                    "It changed nothing. Start it again.",
                    folder=str(self.workspace.root),
                )
            ) from error


@contextmanager
def held(workspace: Workspace, entry: Entry = AT_ONCE) -> Iterator[Hold]:
    """Hold the workspace, so that no other run publishes meanwhile.

    A hold whose run has died is taken over, which is told.

    Raises:
        WorkspaceHeldError: another run holds it, or has published meanwhile.
        CannotRunError: the archive's folder cannot be written.
    """
    lease = Lease(workspace.lock_file, workspace.holder_file, entry.claim, entry.lease_seconds)
    try:
        dead = lease.take(entry.wait, lambda holder: entry.notice(_waits_for(holder)))
    except HeldError as error:
        raise WorkspaceHeldError(_told_held(workspace, error.holder)) from error
    except OSError as error:
        raise unwritable(workspace, error) from error
    if dead is not None:
        entry.notice(_told_dead(dead))
    if not lease.offered:
        entry.notice(
            msg(
                "This drive has no means to keep a second run out. "
                "See to it that only one runs at a time."
            )
        )
    try:
        yield Hold(workspace, _generations(workspace), lease)
    except SwitchMovedError as error:
        raise WorkspaceHeldError(
            msg(
                "Another run has published in {folder} meanwhile. What it wrote stands, and this "
                "run changed nothing. Start it again.",
                folder=str(workspace.root),
            )
        ) from error
    finally:
        lease.release()
        # A run that wrote nothing leaves no empty folder behind.
        with suppress(OSError):
            workspace.archive.rmdir()


def published(
    hold: Hold,
    record: MonthRecord,
    outputs: Mapping[str, bytes],
    accepted: Mapping[str, Path],
    *,
    also_closed: bool = False,
) -> Publication:
    """Publish the outputs of a month and its record.

    A closed one is published again only where that is what is meant, as by forgetting.

    Raises:
        CannotRunError: the month is closed, the disk is full, or a folder cannot be written.
        WorkspaceHeldError: another run has taken the workspace or published the month meanwhile.
    """
    workspace = hold.workspace
    if not also_closed:
        refuse_closed(workspace, record.month)
    try:
        return publish(
            workspace,
            record.month,
            outputs,
            month_to_bytes(record),
            accepted,
            expected=hold.expected(record.month),
            make_sure=hold.make_sure,
        )
    except OSError as error:
        raise unwritable(workspace, error) from error


def refuse_closed(workspace: Workspace, month: ReportingMonth) -> None:
    """Refuse to go on where a month is closed.

    Raises:
        CannotRunError: it is.
    """
    if closed_generation(workspace, month) is not None:
        raise CannotRunError(
            msg(
                "{month} is closed, and nothing of it is written again. "
                "To open it: tilannekuva reopen {code}",
                month=month,
                code=str(month),
            )
        )


def unwritable(workspace: Workspace, error: OSError) -> CannotRunError:
    """Return what a trouble of the disk means to whoever runs the job, naming the file."""
    if not error.filename:
        return unwritable_folder(workspace.root, error)
    file, root = Path(error.filename), workspace.root
    return CannotRunError(
        msg(
            "{file} in {folder} cannot be written ({reason}), and nothing was changed. "
            "Check that the drive is there, has room, and can be written to.",
            file=file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file),
            folder=str(root),
            reason=error.strerror or str(error),
        )
    )


def unwritable_folder(folder: Path, error: OSError) -> CannotRunError:
    """Return the same of a folder."""
    return CannotRunError(
        msg(
            "The outputs cannot be written into {folder} ({reason}). "
            "Check that the drive is there, has room, and can be written to.",
            folder=str(folder),
            reason=error.strerror or str(error),
        )
    )


def told_holder(holder: Holder) -> Message:
    """Return who holds, or held, a workspace, as far as it is known."""
    host, pid, claim = holder.host, str(holder.pid), holder.claim
    if holder.pid is None:
        return msg("a run that has not told its name")
    if not claim.command or not claim.since:
        return msg("process {pid} on {host}", pid=pid, host=host)
    return msg(
        "tilannekuva {command}, started {since} by {user}, process {pid} on {host}",
        command=claim.command,
        since=claim.since,
        user=claim.user or "?",
        pid=pid,
        host=host,
    )


def _told_held(workspace: Workspace, holder: Holder) -> Message:
    return msg(
        "Another run is at work in {folder}: {holder}. Start again when it is done, or add "
        "--wait 10 to wait for it up to ten minutes. If it hangs, end that process.",
        folder=str(workspace.root),
        holder=told_holder(holder),
    )


def _waits_for(holder: Holder) -> Message:
    return msg("Waiting for another run: {holder}.", holder=told_holder(holder))


def _told_dead(holder: Holder) -> Message:
    return msg(
        "An earlier run ended without finishing, and its hold was taken over: {holder}.",
        holder=told_holder(holder),
    )


def _generations(workspace: Workspace) -> dict[ReportingMonth, str | CannotRunError | None]:
    found: dict[ReportingMonth, str | CannotRunError | None] = {}
    for month in months_with_a_folder(workspace):
        try:
            found[month] = current_generation(workspace, month)
        except CannotRunError as error:
            # Told when somebody works on the month; the others can be worked on.
            found[month] = error
    return found
