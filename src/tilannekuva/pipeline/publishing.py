"""Hold the workspace and publish a month, with troubles of the disk told in plain words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from tilannekuva.archive.closing import closed_generation
from tilannekuva.archive.month_database import month_to_bytes
from tilannekuva.archive.publication import Publication, publish
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.messages import CannotRunError, WorkspaceHeldError, msg
from tilannekuva.domain.picture import MonthRecord


@contextmanager
def held(workspace: Workspace) -> Iterator[None]:
    """Hold the workspace, so that no other run publishes meanwhile.

    Raises:
        WorkspaceHeldError: another run holds it.
        CannotRunError: the archive's folder cannot be written.
    """
    lock = FileLock(workspace.lock_file, timeout=0)
    try:
        workspace.archive.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise WorkspaceHeldError(
            msg(
                "Another run is at work in {folder}. Wait until it is done, and start again.",
                folder=str(workspace.root),
            )
        ) from error
    except OSError as error:
        raise unwritable(workspace, error) from error
    try:
        yield
    finally:
        lock.release()


def published(
    workspace: Workspace,
    record: MonthRecord,
    outputs: Mapping[str, bytes],
    accepted: Mapping[str, Path],
) -> Publication:
    """Publish the outputs of a month and its record.

    Raises:
        CannotRunError: the month is closed, the disk is full, or a folder cannot be written.
    """
    if closed_generation(workspace, record.month) is not None:
        raise CannotRunError(
            msg(
                "{month} is closed, and nothing of it is written again. "
                "To open it: tilannekuva reopen {code}",
                month=record.month,
                code=str(record.month),
            )
        )
    try:
        return publish(workspace, record.month, outputs, month_to_bytes(record), accepted)
    except OSError as error:
        raise unwritable(workspace, error) from error


def unwritable(workspace: Workspace, error: OSError) -> CannotRunError:
    """Return what a trouble of the disk means to whoever runs the job."""
    return unwritable_folder(workspace.root, error)


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
