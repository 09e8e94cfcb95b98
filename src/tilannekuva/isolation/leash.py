"""Hold a child with everything that it starts, so that all of it ends when it must.

The one place where the systems differ for whoever starts a child: elsewhere it leads a group of
processes, on Windows it lies in a job, which keeps its memory within limits as well and ends with
whoever made it.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import Any, Protocol

from tilannekuva.isolation.confinement import MEGABYTE

_NEEDED = (
    "SYSTEMROOT", "WINDIR", "SYSTEMDRIVE", "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
    "LANG", "LC_ALL", "LC_CTYPE", "TZDIR", "__PYVENV_LAUNCHER__",
)  # fmt: skip
"""What an interpreter needs to start, and to understand the same file names as we do."""


class Leash(Protocol):
    """A hold on a child."""

    def end(self) -> None:
        """End the child and what it has started; nothing happens where all has ended."""

    def release(self) -> None:
        """Let go of an ended child."""


def environment(folder: str | None) -> dict[str, str]:
    """Return the environment of a child: no more of ours than it needs.

    Args:
        folder: where it puts what libraries write aside.
    """
    kept = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    return kept if folder is None else kept | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)


def ways_to_start() -> dict[str, Any]:
    """Return how a child is started such that `held` can hold it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def held(process: "subprocess.Popen[bytes]", memory_megabytes: int) -> Leash:
    """Return the hold on a child that has just been started.

    Raises:
        OSError: the system does not let us hold it.
    """
    if sys.platform == "win32":
        from tilannekuva.isolation.windows_job import WindowsJob, kernel32  # noqa: PLC0415

        job = WindowsJob(kernel32(), memory_megabytes * MEGABYTE)
        job.take(process.pid)
        return job
    return _Group(process)


class _Group:
    """The group of processes that a child leads."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._ended = False

    def end(self) -> None:
        if self._ended and self._process.returncode is not None:
            return  # its number may be another's by now
        self._ended = True
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    def release(self) -> None:
        pass
