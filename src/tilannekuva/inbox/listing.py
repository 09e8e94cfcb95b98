"""List the inbox, and tell from a file's name alone when it is not a return."""

import os
import re
import stat
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from tilannekuva.domain.dispositions import Disposition

_HEX_NAME = re.compile(r"[0-9a-f]{8}")
_SAVED_ASIDE = re.compile(r"\.sb-[0-9a-f]{8}-\w{6}")
_NUMBERED = re.compile(r"\s*\(\d+\)\s*$")
_TEMPORARY = frozenset({".tmp", ".temp", ".part", ".partial", ".crdownload", ".download"})
_SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_SYSTEM = frozenset({".lnk", ".url", ".webloc"})
_RECYCLED = "$recycle.bin"
_PICTURES = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp", ".svg"}
)
_READ = frozenset({".xlsx", ".xlsm", ".ods"})
_IGNORED = frozenset({
    "owner-file", "temporary-file", "hidden-file", "system-file", "picture", "link", "not-a-file",
})  # fmt: skip
_DEFERRED = frozenset({"not-finished", "changed-while-read", "not-downloaded", "unreachable"})
_JUNCTION = 0xA0000003
_FIRST_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_TIME = datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One entry of the inbox: a file, or what stands where there would be some."""

    path: Path
    """Where its bytes lie; behind a link, what the link led to when it was listed."""
    name: str
    """Relative to the inbox, with ``/``, in Unicode's composed form; a folder's ends in ``/``."""
    size: int
    """Bytes."""
    modified: datetime
    """In UTC, as the file system tells it."""
    barrier: str = ""
    """Why it cannot be opened, where listing showed it, as a key of `REASONS`; else empty."""


def list_inbox(folder: Path, but: Collection[Path] = ()) -> tuple[FoundFile, ...]:
    """Return everything under a folder but the folders themselves, in the order of the names.

    Nothing is passed over: links, pipes and files that go while the list is made are listed with
    the reason why they are not opened, and so is a folder that cannot be listed, since that
    nothing is seen in it does not mean that it is empty. Links are followed only to files inside
    the folder; folders behind links are not entered.

    Args:
        folder: where returns are looked for.
        but: folders below it that are not entered, such as those we write into.

    Raises:
        OSError: the folder itself cannot be listed.
    """
    root = folder.resolve()
    shut = {path.resolve() for path in but}
    found: list[FoundFile] = []
    to_enter = [root]
    while to_enter:  # not by calling itself: folders may lie deeper than calls can
        inside = to_enter.pop()
        try:
            with os.scandir(inside) as listed:
                entries = list(listed)
        except OSError as error:
            if inside == root:
                raise
            barrier = "folder-closed" if isinstance(error, PermissionError) else "unreachable"
            found.append(_behind(barrier, inside, f"{_shown(inside, root)}/"))
            continue
        for entry in entries:
            path = inside / entry.name
            if not _is_folder(entry):
                found.append(_listed(path, root))
            elif path not in shut:
                to_enter.append(path)
    return tuple(sorted(found, key=lambda file: (file.name, str(file.path))))


def found_file(path: Path) -> FoundFile:
    """Return one file that was named rather than found, under the name it has.

    Raises:
        OSError: it is not there.
    """
    status = path.stat()
    return FoundFile(path.resolve(), shown_name(Path(path.name)), status.st_size, _modified(status))


def disposition_by_name(found: FoundFile) -> str | None:
    """Return why a file is not opened at all, as a key of `REASONS`; None when it is opened.

    `disposition_of` tells what the reason makes of the file.
    """
    if found.barrier:
        return found.barrier
    path = PurePosixPath(found.name.casefold())
    name = path.name
    # Some programs put the number of a copy, and people a space, behind the extension.
    extension = _NUMBERED.sub("", path.suffix).strip()
    if name.startswith(("~$", ".~lock.")):
        return "owner-file"
    if extension in _TEMPORARY or _HEX_NAME.fullmatch(name) or _SAVED_ASIDE.fullmatch(extension):
        return "temporary-file"  # Excel saves under such a name, then gives it the file's
    if name in _SYSTEM_NAMES or extension in _SYSTEM or _RECYCLED in path.parts:
        return "system-file"
    if any(part.startswith(".") for part in path.parts):
        return "hidden-file"  # a folder such as .Trash-1000 holds what was thrown away
    if extension in _PICTURES:
        return "picture"
    return None if extension in _READ else "other-format"


def disposition_of(reason: str) -> Disposition:
    """Return where a file ends for a reason that this room gives."""
    if reason in _IGNORED:
        return Disposition.IGNORED
    return Disposition.DEFERRED if reason in _DEFERRED else Disposition.REJECTED


def shown_name(path: Path) -> str:
    """Return a path as it can be written anywhere; bytes that are no text become escapes."""
    text = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def is_as_listed(found: FoundFile, status: os.stat_result) -> bool:
    """Tell whether a file still has the size and the time it was listed with."""
    return (found.size, found.modified) == (status.st_size, _modified(status))


def believable(time: datetime) -> bool:
    """Tell whether a file can have been saved at a time.

    Damaged files and clocks name years no calendar, zone or workbook has room for.
    """
    return _FIRST_TIME <= time < _LAST_TIME


def _listed(path: Path, root: Path) -> FoundFile:
    """Return an entry that is no folder, as a file or with the reason why it is none to read."""
    name = _shown(path, root)
    is_link = False
    try:
        is_link = path.is_symlink()
        target = path.resolve() if is_link else path
        if not target.is_relative_to(root):
            return _behind("link", path, name)
        status = target.stat()
    except (OSError, RuntimeError, ValueError) as error:
        return _behind("link" if is_link else _barrier(error), path, name)
    if stat.S_ISREG(status.st_mode):
        return FoundFile(target, name, status.st_size, _modified(status))
    # A folder that is not entered is one that leads elsewhere, as junctions do.
    leads_away = is_link or stat.S_ISDIR(status.st_mode)
    return _behind("link" if leads_away else "not-a-file", path, name)


def _behind(barrier: str, path: Path, name: str) -> FoundFile:
    try:
        status = path.lstat()
    except (OSError, ValueError):
        return FoundFile(path, name, 0, _FIRST_TIME, barrier)
    return FoundFile(path, name, status.st_size, _modified(status), barrier)


def _barrier(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "changed-while-read"  # it was there a moment ago, and may be there again
    return "no-access" if isinstance(error, PermissionError) else "unreachable"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a folder that lies here, and does not only lead to another."""
    try:
        if not entry.is_dir(follow_symlinks=False):
            return False
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    return getattr(status, "st_reparse_tag", 0) != _JUNCTION


def _modified(status: os.stat_result) -> datetime:
    """Return when a file was changed; the nearest time that can be, where it says another."""
    seconds = min(max(status.st_mtime, _FIRST_TIME.timestamp()), _LAST_TIME.timestamp() - 1)
    return datetime.fromtimestamp(seconds, UTC)


def _shown(path: Path, root: Path) -> str:
    return shown_name(path.relative_to(root))
