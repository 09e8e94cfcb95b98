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
_SAVED_ASIDE = re.compile(r".+\.sb-[0-9a-f]{8}-\w{6}")
_NUMBERED = re.compile(r"\s*\(\d+\)\s*$")
_TEMPORARY = frozenset({".tmp", ".temp", ".part", ".partial", ".crdownload", ".download"})
_SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_SYSTEM = frozenset({".lnk", ".url", ".webloc"})
_RECYCLED = "$recycle.bin"
_PICTURES = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp", ".svg"}
)
_READ = frozenset({".xlsx", ".xlsm", ".ods"})
_IGNORED = frozenset({"owner-file", "temporary-file", "hidden-file", "system-file", "picture"})
_DEFERRED = frozenset({"not-finished", "changed-while-read", "not-downloaded"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file of the inbox."""

    path: Path
    name: str
    """Relative to the inbox, with ``/``, in Unicode's composed form."""
    size: int
    """Bytes."""
    modified: datetime
    """In UTC, as the file system tells it."""


def list_inbox(folder: Path, but: Collection[Path] = ()) -> tuple[FoundFile, ...]:
    """Return every file under a folder, in the order of their names.

    Folders that cannot be opened, and files that go while the list is made, are passed over.
    Links are followed only to files inside the folder; folders behind links are not entered.

    Args:
        folder: where returns are looked for.
        but: folders below it that are not entered, such as those we write into.
    """
    root = folder.resolve()
    shut = {path.resolve() for path in but}
    found: list[FoundFile] = []
    for parent, folders, names in os.walk(root, followlinks=False):
        folders[:] = [name for name in folders if Path(parent, name) not in shut]
        for name in names:
            path = Path(parent, name)
            try:
                if path.is_symlink() and not path.resolve().is_relative_to(root):
                    continue
                status = path.stat()
                modified = datetime.fromtimestamp(status.st_mtime, UTC)
            except (OSError, RuntimeError, ValueError, OverflowError):
                continue
            if stat.S_ISREG(status.st_mode):
                shown = shown_name(path.relative_to(root))
                found.append(FoundFile(path, shown, status.st_size, modified))
    return tuple(sorted(found, key=lambda file: (file.name, str(file.path))))


def found_file(path: Path) -> FoundFile:
    """Return one file that was named rather than found, under the name it has.

    Raises:
        OSError: it is not there.
    """
    status = path.stat()
    modified = datetime.fromtimestamp(status.st_mtime, UTC)
    return FoundFile(path, shown_name(Path(path.name)), status.st_size, modified)


def disposition_by_name(found: FoundFile) -> str | None:
    """Return why a file is not opened at all, as a key of `REASONS`; None when it is opened.

    `disposition_of` tells what the reason makes of the file.
    """
    path = PurePosixPath(found.name.casefold())
    name = path.name
    # Some programs put the number of a copy, and people a space, behind the extension.
    extension = _NUMBERED.sub("", path.suffix).strip()
    if name.startswith(("~$", ".~lock.")):
        return "owner-file"
    if extension in _TEMPORARY or _HEX_NAME.fullmatch(name) or _SAVED_ASIDE.fullmatch(name):
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
