"""A program that runs commands as on another computer: ``run_elsewhere.py CIRCUMSTANCES``.

The circumstances are JSON on the command line: what can be changed from within a process, and the
commands that are run one after the other. What each wrote and its exit code go to standard output.
"""

import io
import json
import os
import random
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is different where the commands are run, and the commands."""

    commands: tuple[tuple[str, ...], ...]
    folder: str
    """The current folder."""
    listing: str = ""
    """The order files are listed in: as the system has them, ``reversed`` or ``shuffled``."""
    umask: int = 0o022
    processors: int = 0
    """How many may be used; 0 where all may."""
    readers: int = 0
    """From how many files on a second reader is started; 0 where it is left as it is."""
    watch: str = ""
    """A folder whose changes are written down, whoever's they are."""


class _Listing:
    """What `os.scandir` gives, in another order."""

    def __init__(self, entries: list[os.DirEntry[str]]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self._entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Do nothing: the folder was listed at once."""


def list_in_another_order(order: str) -> None:
    """Have every folder listed in another order."""
    scandir, listdir = os.scandir, os.listdir

    def reordered(entries: list[Any]) -> list[Any]:
        if order == "reversed":
            return sorted(entries, key=lambda each: getattr(each, "name", each), reverse=True)
        random.Random(order).shuffle(entries)  # noqa: S311 - the same order every time
        return entries

    def scanned(path: Any = ".") -> _Listing:
        with scandir(path) as entries:
            return _Listing(reordered(list(entries)))

    os.scandir = scanned  # type: ignore[assignment] # the real one cannot be reordered
    os.listdir = lambda path=None: reordered(listdir(path))


_WRITING = ("w", "a", "x", "+")
_CHANGES = frozenset(
    {
        "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.utime", "os.chmod", "os.chown",
        "os.link", "os.symlink", "os.truncate", "os.setxattr", "os.removexattr", "os.chflags",
        "shutil.copyfile", "shutil.move", "shutil.rmtree", "sqlite3.connect", "fcntl.flock",
        "fcntl.lockf", "msvcrt.locking",
    }
)  # fmt: skip


def watch(folder: Path) -> list[str]:
    """Return a list that grows with every attempt to change something in a folder."""
    seen: list[str] = []

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            writes = any(sign in (mode or "") for sign in _WRITING)
            if writes or (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
                add(event, (path,))
        elif event in _CHANGES:
            add(event, arguments)

    def add(event: str, arguments: tuple[Any, ...]) -> None:
        inside = (each for each in _paths(event, arguments) if each.is_relative_to(folder))
        seen.extend(f"{event} {each.relative_to(folder).as_posix()}" for each in inside)

    sys.addaudithook(note)
    return seen


def _paths(event: str, arguments: tuple[Any, ...]) -> Iterator[Path]:
    """Yield the files that an event is about; those in memory are none."""
    if event.startswith("fcntl.") or isinstance(arguments[0], int):
        arguments = (_path_of(arguments[0]),)
    # The last argument may tell which folder a path starts from.
    start = arguments[-1] if isinstance(arguments[-1], int) else -1
    base = Path(_path_of(start)) if start >= 0 else Path.cwd()
    for each in arguments:
        if isinstance(each, str | bytes | os.PathLike):
            path = os.fsdecode(each)
            if path and not path.startswith((":memory:", "pipe:", "socket:", "file::memory:")):
                yield base / path


def _path_of(descriptor: int) -> str:
    try:
        return str(Path(f"/proc/self/fd/{descriptor}").readlink())
    except OSError:
        return ""


def run(circumstances: Circumstances) -> list[dict[str, Any]]:
    """Run the commands, and return of each its exit code, its words and what it changed."""
    os.umask(circumstances.umask)
    os.chdir(_path(circumstances.folder))
    if circumstances.processors:
        os.sched_setaffinity(0, range(circumstances.processors))
    if circumstances.listing:
        list_in_another_order(circumstances.listing)
    seen = watch(Path(_path(circumstances.watch))) if circumstances.watch else []
    return [_run(command, circumstances, seen) for command in circumstances.commands]


def _run(command: tuple[str, ...], circumstances: Circumstances, seen: list[str]) -> dict[str, Any]:
    from tilannekuva.cli.app import app  # noqa: PLC0415 - what it is loaded with was changed before
    from tilannekuva.pipeline import intake  # noqa: PLC0415 - as above

    if circumstances.readers:
        assert hasattr(intake, "_FILES_FOR_A_SECOND_READER")
        intake._FILES_FOR_A_SECOND_READER = circumstances.readers  # noqa: SLF001
    before, told, errors = len(seen), io.StringIO(), io.StringIO()
    with redirect_stdout(told), redirect_stderr(errors):
        try:
            app([_path(each) for each in command])
            code: object = 0
        except SystemExit as left:
            code = left.code
    return {
        "code": code,
        "told": told.getvalue(),
        "errors": errors.getvalue(),
        "changes": seen[before:],
    }


def _path(text: str) -> str:
    """Return a text as an argument is given to a program, whatever the locale makes of it."""
    return os.fsdecode(text.encode())


def as_argument(circumstances: Circumstances) -> str:
    """Return circumstances as the program takes them."""
    return json.dumps(asdict(circumstances))


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    given["commands"] = tuple(tuple(command) for command in given["commands"])
    results = run(Circumstances(**given))
    sys.stdout.buffer.write(json.dumps(results).encode())
