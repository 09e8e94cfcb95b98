"""Runs in which one call of the operating system goes wrong: ``faults.py`` reads what to try.

A warm process forks one run after the other where the system can, else each is started anew.
Every call of a run that changes something below a folder is counted, and every one that reads
what the product wrote there; at one of them, or from one on, the fault is.
"""

import builtins
import errno
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

KILL, TORN, SHORT = "kill", "torn", "short"
"""Killed before the call; after half of it; and a drive that does not keep all it takes."""
HELD = "held"
"""What Windows says of a file that another program holds open."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_KILLED = 137


@dataclass(frozen=True, slots=True)
class Trial:
    """One run and what goes wrong in it."""

    folder: str
    """The workspace; it is the current folder too."""
    arguments: tuple[str, ...]
    """What is typed after the program's name."""
    nth: int = 0
    """Which call; none where it is 0."""
    fault: str = KILL
    """What becomes of it: one of the above, or the name of an error."""
    for_ever: bool = False
    """Whether every later call goes wrong too."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a run came to."""

    code: int
    """The exit code; negative where it was killed."""
    told: str
    errors: str
    calls: tuple[str, ...]
    """The calls that were counted, in order; only of runs that come to their end."""


class Seam:
    """Stands between the product and the operating system."""

    def __init__(self, trial: Trial) -> None:
        self._root = Path(trial.folder).resolve()
        self._ours = tuple(self._root / each for each in ("archive", "output"))
        self._trial = trial
        self._thread = threading.get_ident()
        self._numbers: dict[int, str] = {}
        self.calls: list[str] = []

    def install(self) -> None:
        """Put the seam in; it stays until the process ends."""
        self._wrap_opening()
        for name in ("mkdir", "unlink", "remove", "rmdir", "replace", "rename"):
            setattr(os, name, self._of_path(name, getattr(os, name)))
        self._wrap_numbers()
        # A run that waits for a file held open has nothing to wait for here.
        time.sleep = lambda _seconds: None

    def _of_path(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def called(path: Any, *others: Any, **more: Any) -> Any:
            if not self._below(path, more):
                return real(path, *others, **more)
            return self._call(name, path, lambda: real(path, *others, **more))

        return called

    def _wrap_opening(self) -> None:
        real_open, real_files = os.open, io.open

        def opened(path: Any, flags: int, *others: Any, **more: Any) -> int:
            if not flags & _WRITING or not self._below(path, more):
                return real_open(path, flags, *others, **more)
            number: int = self._call("open", path, lambda: real_open(path, flags, *others, **more))
            self._numbers[number] = str(path)
            return number

        def file_opened(path: Any, mode: str = "r", *others: Any, **more: Any) -> Any:
            writes = any(each in mode for each in "wax+")
            if not self._below(path, {}) or not (writes or self._is_ours(path)):
                return real_files(path, mode, *others, **more)
            name = "open" if writes else "read"
            return self._call(name, path, lambda: real_files(path, mode, *others, **more))

        os.open = opened
        io.open = builtins.open = file_opened  # type: ignore[assignment] # any way to open

    def _wrap_numbers(self) -> None:
        real_write, real_fsync, real_close = os.write, os.fsync, os.close

        def written(number: int, data: Any) -> int:
            if number not in self._numbers:
                return real_write(number, data)
            half = memoryview(data)[: len(data) // 2]
            path = self._numbers[number]
            done: int = self._call(
                "write",
                path,
                lambda: real_write(number, data),
                lambda: real_write(number, half),
                lambda: len(data),
            )
            return done

        def settled(number: int) -> None:
            if number not in self._numbers:
                real_fsync(number)
            else:
                self._call("fsync", self._numbers[number], lambda: real_fsync(number))

        def closed(number: int) -> None:
            self._numbers.pop(number, None)
            real_close(number)

        os.write, os.fsync, os.close = written, settled, closed  # type: ignore[assignment] # any

    def _call(
        self,
        name: str,
        path: Any,
        real: Callable[[], Any],
        half: Callable[[], Any] | None = None,
        lie: Callable[[], Any] | None = None,
    ) -> Any:
        self.calls.append(f"{name} {os.path.relpath(os.fspath(path), self._root)}")
        nth, trial = len(self.calls), self._trial
        if not trial.nth or (nth < trial.nth if trial.for_ever else nth != trial.nth):
            return real()
        if trial.fault == KILL:
            die()
        if trial.fault == TORN:
            with suppress(OSError):
                (half or real)()
            die()
        if trial.fault != SHORT:
            raise _error(trial.fault, str(path))
        if half is None:
            return real()
        done = half()
        # A drive that does so once tells the truth; one that does so for ever lies.
        return lie() if trial.for_ever and lie else done

    def _below(self, path: Any, more: dict[str, Any]) -> bool:
        if threading.get_ident() != self._thread or isinstance(path, int):
            return False
        if more.get("dir_fd") is not None:
            return True
        return Path(path).absolute().is_relative_to(self._root)

    def _is_ours(self, path: Any) -> bool:
        return any(Path(path).absolute().is_relative_to(each) for each in self._ours)


def die() -> None:
    """End the process as a kill does: nothing is closed, flushed or tidied up."""
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(_KILLED)


def _error(name: str, path: str) -> OSError:
    if name == HELD:
        error = PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        error.winerror = 32  # type: ignore[attr-defined] # as on Windows
        return error
    number = getattr(errno, name)
    return OSError(number, os.strerror(number), path)


class Trials:
    """A warm process that tries one run after the other."""

    def __init__(self, warm: Trial) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.tried(warm)

    def tried(self, trial: Trial) -> Tried:
        """Run a trial and return what it came to."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asdict(trial)) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        return Tried(**{**told, "calls": tuple(told["calls"])})

    def close(self) -> None:
        """Let the process end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def _run(trial: Trial, notes: Path) -> None:
    """Run a trial in this process, which ends with it."""
    for number, name in ((1, "told"), (2, "errors")):
        stream = os.open(notes / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(stream, number)
    os.chdir(trial.folder)
    sys.argv = ["tilannekuva", *trial.arguments]
    from tilannekuva.cli.app import run  # noqa: PLC0415 - not where the tests are collected

    seam = Seam(trial)
    seam.install()
    try:
        run()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    calls = list(seam.calls)
    seam.calls.clear()
    sys.stdout.flush()
    sys.stderr.flush()
    note = os.open(notes / "calls", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    modules = [each for each in sys.modules if each.startswith("tilannekuva.")]
    os.write(note, json.dumps([calls, modules]).encode())
    os._exit(code)


def _tried(trial: Trial, notes: Path) -> Tried:
    for name in ("told", "errors", "calls"):
        (notes / name).unlink(missing_ok=True)
    if hasattr(os, "fork"):
        process = os.fork()
        if not process:
            _run(trial, notes)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    else:
        arguments = [sys.executable, __file__, json.dumps(asdict(trial)), str(notes)]
        code = subprocess.run(arguments, check=False).returncode
    told = [
        (notes / name).read_text(encoding="utf-8", errors="replace")
        if (notes / name).exists()
        else ""
        for name in ("told", "errors", "calls")
    ]
    calls, modules = json.loads(told[2] or "[[], []]")
    for each in modules:
        # What one run imports the next ones have.
        import_module(each)
    return Tried(code, told[0], told[1], tuple(calls))


def _trial(told: str) -> Trial:
    data = json.loads(told)
    return Trial(**{**data, "arguments": tuple(data["arguments"])})


def main() -> None:
    """Try what is asked for, one a line, until there is no more."""
    if len(sys.argv) > 1:
        _run(_trial(sys.argv[1]), Path(sys.argv[2]))
    with TemporaryDirectory() as notes:
        for line in sys.stdin:
            told = asdict(_tried(_trial(line), Path(notes)))
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
