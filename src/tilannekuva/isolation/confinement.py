"""What a child may take, put upon itself as far as its system has such limits.

Linux has all of them. macOS takes note of the limit on memory and does not keep it; there a child
is held by its time. Windows has none that a process puts upon itself: `leash` holds it there.
"""

import math
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Self

MEGABYTE = 1 << 20

_FILES = 64
_GRACE_SECONDS = 2.0
_GROWN_MEGABYTES = 256
_KILOBYTES = 1024


@dataclass(frozen=True, slots=True)
class Confinement:
    """The limits of a child; those in seconds hold for each thing it is asked."""

    memory_megabytes: int
    """Address space."""
    processor_seconds: float
    seconds: float
    """By the clock. Whoever asks ends the child then; without them it ends itself a bit later."""
    written_megabytes: int = 0
    """The size of a file it may write."""

    def arguments(self) -> list[str]:
        """Return the arguments by which a program is told."""
        return [str(each) for each in astuple(self)]

    @classmethod
    def of_arguments(cls, arguments: Sequence[str]) -> Self:
        """Return what the arguments of a program tell.

        Raises:
            ValueError: they are not what `arguments` returned.
        """
        memory, processor, seconds, written = arguments
        return cls(int(memory), float(processor), float(seconds), int(written))


class Confined:
    """This process, held to its limits from now on."""

    def __init__(self, limits: Confinement) -> None:
        self._limits = limits
        # Whoever started us is interrupted too, and ends us when it is ready.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.environ["RUST_BACKTRACE"] = "0"
        # openpyxl imports numpy where there is one: half a second, and gigabytes of address space.
        sys.modules["numpy"] = None  # type: ignore[assignment] # how an import is made to fail
        if sys.platform != "win32":
            import resource  # noqa: PLC0415 - there is none on Windows

            memory = limits.memory_megabytes * MEGABYTE
            written = limits.written_megabytes * MEGABYTE
            _lower(resource.RLIMIT_AS, memory)
            _lower(resource.RLIMIT_FSIZE, written)
            _lower(resource.RLIMIT_NOFILE, _FILES)
            _lower(resource.RLIMIT_CORE, 0)

    def begin(self) -> None:
        """Count the time from now; the system ends the process when it is over.

        The processor's time is counted over the life of a process, so that what was used before
        is added. Neither needs the interpreter to come round: a library may never return.
        """
        if sys.platform != "win32":
            import resource  # noqa: PLC0415 - as above

            used = resource.getrusage(resource.RUSAGE_SELF)
            over = used.ru_utime + used.ru_stime + self._limits.processor_seconds
            _, most = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (_within(math.ceil(over), most), most))
            signal.setitimer(signal.ITIMER_REAL, self._limits.seconds + _GRACE_SECONDS)

    def rest(self) -> bool:
        """Stop the clock; return False when the process has grown and should be used no more."""
        if sys.platform == "win32":
            return True
        import resource  # noqa: PLC0415 - as above

        signal.setitimer(signal.ITIMER_REAL, 0)
        largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        unit = 1 if sys.platform == "darwin" else _KILOBYTES
        return largest * unit < _GROWN_MEGABYTES * MEGABYTE


def _lower(kind: int, limit: int) -> None:
    import resource  # noqa: PLC0415 - there is none on Windows

    _, most = resource.getrlimit(kind)
    limit = _within(limit, most)
    resource.setrlimit(kind, (limit, limit))


def _within(limit: int, most: int) -> int:
    """Return a limit that may be set: what holds for us already can only be lowered."""
    return limit if most < 0 else min(limit, most)
