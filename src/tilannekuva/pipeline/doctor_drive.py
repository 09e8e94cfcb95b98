"""Examine the drive a workspace lies on: rights, room, clock, names, and who else is there."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tilannekuva.archive.files import temporary_name
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.messages import Message, msg
from tilannekuva.pipeline.examined import Examined, Surroundings, fault, note, ok

_MEGABYTE = 1_000_000
_LITTLE = 1_000
_TOO_LITTLE = 200
_SKEW_SECONDS = 120
_LONGEST_NAME = 110
"""Characters of the longest name below a workspace, that of a reply in an unfinished generation."""
_WINDOWS_LONGEST = 259
_SYNCHRONISED = ("onedrive", "sharepoint", "dropbox", "google drive", "nextcloud")
_SYNCHRONISED_IN = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""The variables by which Windows tells where the folders of OneDrive are."""
_OWNER_FILES = ("~$", ".~lock.")
_MANY = 5


def examine_drive(workspace: Workspace, around: Surroundings) -> list[Examined]:
    """Look at the drive; a small file is written in each folder, and taken away."""
    return [
        *_writable(workspace, around),
        *_room(workspace),
        *_lengths(workspace, around),
        *_synchronised(workspace, around),
        *_open_outputs(workspace),
    ]


def _writable(workspace: Workspace, around: Surroundings) -> Iterator[Examined]:
    folders = (workspace.root, *workspace.written_folders)
    probed = {folder: _probed(folder) for folder in folders if folder.is_dir()}
    if not workspace.root.is_dir():
        yield fault(
            "folders",
            msg(
                "The folder {folder} is not there. Check that the drive is there.",
                folder=str(workspace.root),
            ),
        )
        return
    refused = [(folder, each) for folder, each in probed.items() if isinstance(each, OSError)]
    for folder, error in refused:
        yield fault(
            "folders",
            msg(
                "The outputs cannot be written into {folder} ({reason}). "
                "Check that the drive is there, has room, and can be written to.",
                folder=str(folder),
                reason=error.strerror or str(error),
            ),
        )
    times = [each for each in probed.values() if isinstance(each, float)]
    if not times:
        return
    if not refused:
        yield ok("folders", msg("Files can be written, replaced and deleted in every folder."))
    skew = round(times[-1] - around.now())
    if abs(skew) > _SKEW_SECONDS:
        yield note("clock", _told_skew(skew))
    else:
        yield ok("clock", msg("The clocks of the drive and of this machine agree."))


def _told_skew(skew: int) -> Message:
    return msg(
        "The clock of the drive is {n} minutes off that of this machine. Nothing depends on it "
        "but the day that is taken for today: set the one that is wrong.",
        n=abs(skew) // 60,
    )


def _probed(folder: Path) -> float | OSError:
    """Write, replace and delete a file; return the time that the drive gave it."""
    probe, other = temporary_name(folder / "doctor"), temporary_name(folder / "doctor")
    try:
        probe.write_bytes(b"?")
        probe.replace(other)
        return other.stat().st_mtime
    except OSError as error:
        return error
    finally:
        for each in (probe, other):
            with suppress(OSError):
                each.unlink()


def _room(workspace: Workspace) -> Iterator[Examined]:
    try:
        free = shutil.disk_usage(workspace.root).free // _MEGABYTE
    except OSError:
        return
    told = msg("Room on the drive: {n} MB.", n=free)
    if free >= _LITTLE:
        yield ok("room", told)
        return
    short = msg("Room on the drive: {n} MB. Make room, or runs will stop.", n=free)
    yield (fault if free < _TOO_LITTLE else note)("room", short)


def _lengths(workspace: Workspace, around: Surroundings) -> Iterator[Examined]:
    longest = len(str(workspace.root)) + _LONGEST_NAME
    if not around.windows or longest <= _WINDOWS_LONGEST:
        return
    yield fault(
        "lengths",
        msg(
            "The folder {folder} is so deep that file names in it may have {n} characters, and "
            "Windows takes {most}. Move the workspace to a folder with a shorter path.",
            folder=str(workspace.root),
            n=longest,
            most=_WINDOWS_LONGEST,
        ),
    )


def _synchronised(workspace: Workspace, around: Surroundings) -> Iterator[Examined]:
    named = any(part.casefold().startswith(_SYNCHRONISED) for part in workspace.root.parts)
    told = [
        Path(around.environment[name]) for name in _SYNCHRONISED_IN if name in around.environment
    ]
    if named or any(workspace.root.is_relative_to(each) for each in told):
        yield note(
            "synchronised",
            msg(
                "{folder} is synchronised with a cloud, which keeps no second run out. Run "
                "tilannekuva on this machine only, and keep the folder on the machine at all "
                "times.",
                folder=str(workspace.root),
            ),
        )


def _open_outputs(workspace: Workspace) -> Iterator[Examined]:
    found: list[str] = []
    with suppress(OSError):
        found = sorted(
            path.relative_to(workspace.output).as_posix()
            for path in workspace.output.rglob("*")
            if path.name.startswith(_OWNER_FILES)
        )
    if found:
        yield note(
            "open",
            msg(
                "Somebody has outputs open, as these files show: {names}. On Windows an open one "
                "is not replaced; the new one lies beside it as “(new)”.",
                names=tuple(found[:_MANY]),
            ),
        )
