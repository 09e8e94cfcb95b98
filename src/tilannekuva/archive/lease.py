"""The lease: who may publish in a workspace, also where it lies on a network drive.

It is filelock's lease: a small file that the holder touches again and again. Whether a holder
has died is judged by its process number on the same machine, and elsewhere by the touches that
do not come, timed by the clock of whoever waits; so clocks that differ do no harm. A holder
that stood still for longer than the lease can be taken for dead, which is why safety does not
rest on it alone: the switch of a month is compared before it is replaced.
"""

import errno
import json
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import LeaseSettingsMismatch, OwnerRecord, SoftFileLease, Timeout

LEASE_SECONDS = 120.0
"""How long a holder on another machine may show no sign of life."""
_TOUCHES = 8
"""How often a holder shows a sign of life during its lease."""
_POLL = 0.25
_TRIES = 3
_UNFINISHED_SECONDS = 3.0
"""How long a lease without a word in it is believed to be in the making."""
_REREADS = (0.0, 0.2, 0.5, 1.0)
"""The pauses before looking again: another run may move the file for a moment to judge it."""
_NOT_OFFERED = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.ENOLCK}
_NAMESPACE = "?pidns-"
"""What filelock writes between a machine's name and that of its container."""
_NO_CONTAINER = "effffffc"
"""The number that Linux gives the processes outside of every container."""
_BEYOND = 30.0
"""The seconds after a lease in which one that is dead must have been taken over."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a run tells others about itself while it holds the workspace."""

    command: str = ""
    user: str = ""
    since: str = ""
    """By the clock of its own machine."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds, or held, the workspace; what could not be found out is empty."""

    host: str = ""
    pid: int | None = None
    claim: Claim = Claim()


class HeldError(Exception):
    """Another run holds the workspace.

    Args:
        holder: which.
    """

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder)
        self.holder = holder


class LeaseLostError(Exception):
    """Another run took this one for dead, and holds the workspace now."""


class Lease:
    """A hold on a workspace that others can see, and take over when its holder is dead.

    Args:
        path: the file that stands for it.
        notes: the file that tells people whose it is.
        claim: what it tells.
        seconds: how long without a sign of life it is believed; the same for all.
    """

    def __init__(
        self, path: Path, notes: Path, claim: Claim, seconds: float = LEASE_SECONDS
    ) -> None:
        self._path = path
        self._notes = notes
        self._claim = claim
        self._seconds = seconds
        self._lock = SoftFileLease(
            path, lease_duration=seconds, heartbeat_interval=seconds / _TOUCHES, timeout=0
        )
        self._token: str | None = None
        self.offered = True
        """Whether the drive has what a lease needs; if not, the switch alone guards the month."""

    def take(
        self, wait: float = 0.0, waiting: Callable[[Holder], None] = lambda _: None
    ) -> Holder | None:
        """Take the workspace, and return the holder that had ended without letting it go.

        Without any wait this leaves at once where the holder is alive. To find out whether
        one on another machine is, it may have to watch for as long as a lease lasts.

        Args:
            wait: the seconds to wait for a holder that is alive.
            waiting: told once for whom, when there is somebody to wait for.

        Raises:
            HeldError: another run holds it.
            OSError: the folder cannot be written.
        """
        until = time.monotonic() + wait
        at_last = until + self._seconds + _BEYOND
        watch, told = _Watch(self._path, self._seconds), False
        while not self._taken():
            if not self.offered:
                return None
            holder, alive = self.holder(), watch.is_alive()
            if time.monotonic() >= (until if alive else at_last):
                raise HeldError(holder)
            if not told and (alive or watch.takes_time):
                waiting(holder)
                told = True
            watch.break_what_filelock_leaves()
            time.sleep(min(_POLL, self._seconds / _TOUCHES))
        dead = _noted(self._notes)
        self._token = self._lock.token
        self._note()
        self._sweep()
        return None if dead is None else dead[1]

    def make_sure(self) -> None:
        """See to it that the workspace is still held.

        Raises:
            LeaseLostError: it is not.
        """
        if not self.offered:
            return
        for pause in _REREADS:
            time.sleep(pause)
            owner = self._lock.owner
            if owner is not None and owner.token == self._token:
                return
        raise LeaseLostError

    def release(self) -> None:
        """Let the workspace go, and leave nothing behind; a successor's lease stays."""
        noted = _noted(self._notes)
        if noted is not None and noted[0] == self._token:
            with suppress(OSError):
                self._notes.unlink()
        # Where the drive has gone away meanwhile the lease ends by itself.
        with suppress(OSError):
            self._lock.release()

    def holder(self) -> Holder:
        """Return who holds the workspace, as far as it can be found out."""
        owner, noted = self._lock.owner, _noted(self._notes)
        if owner is None:
            return Holder()
        if noted is not None and noted[0] == owner.token:
            return noted[1]
        return Holder(owner.hostname.partition(_NAMESPACE)[0], owner.pid)

    def _taken(self) -> bool:
        for left in reversed(range(_TRIES)):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._lock.acquire()
            except (Timeout, LeaseSettingsMismatch):
                return False
            except FileNotFoundError:
                # A run that found nothing to do may have taken its empty folder away just now.
                if not left:
                    raise
            except PermissionError:
                # Another account's lease cannot be written by this one, and is a lease.
                if not self._path.exists():
                    raise
                return False
            except OSError as error:
                if error.errno not in _NOT_OFFERED:
                    raise
                self.offered = False
                return False
            else:
                return True
        return False

    def _note(self) -> None:
        claim = self._claim
        told = {
            "token": self._token,
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "command": claim.command,
            "user": claim.user,
            "since": claim.since,
        }
        # It only serves those who wait; the lease is held without it too.
        with suppress(OSError):
            self._notes.write_text(json.dumps(told) + "\n", encoding="utf-8")

    def _sweep(self) -> None:
        """Take away what a run left behind that died while it took a lease over."""
        with suppress(OSError):
            now = self._path.stat().st_mtime  # by the clock of the drive, as the others
            for left in self._path.parent.glob(f"{self._path.name}.break.*"):
                if now - left.stat().st_mtime > 2 * self._seconds:
                    left.unlink()


def holder_of(path: Path, notes: Path) -> tuple[Holder, bool | None] | None:
    """Return who holds a workspace and whether that run is alive, or None where nobody does.

    Whether a run on another machine is alive cannot be told at once, and is None.
    """
    if not path.exists():
        return None
    lease = Lease(path, notes, Claim())
    owner = _owner(path)
    if owner is None:
        return lease.holder(), False
    return lease.holder(), process_runs(owner.pid) if _is_here(owner) else None


def process_runs(pid: int) -> bool:
    """Tell whether a process of this machine runs; taken for granted where it cannot be told."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


class _Watch:
    """Looks whether the holder of a lease shows a sign of life."""

    def __init__(self, path: Path, seconds: float) -> None:
        self._path = path
        self._seconds = seconds
        self._seen: tuple[int, int, int] | None = None
        self._since = time.monotonic()
        self._touched = False

    @property
    def takes_time(self) -> bool:
        """Whether the watch has gone on for longer than a person takes for an instant."""
        return time.monotonic() - self._since > _UNFINISHED_SECONDS

    def is_alive(self) -> bool:
        """Tell whether the holder is known to be alive; one that is not yet known is not."""
        seen = self._look()
        if seen is None:
            return False
        if self._seen is not None and seen != self._seen and seen[2]:
            self._touched = True
        if seen != self._seen:
            self._seen, self._since = seen, time.monotonic()
        owner = _owner(self._path)
        if owner is None:
            return False
        return process_runs(owner.pid) if _is_here(owner) else self._touched

    def break_what_filelock_leaves(self) -> None:
        """Take away a lease of the dead that filelock does not dare to, or may not, judge.

        That is one whose holder died before it had written a word into it, and one of another
        account, which this one may take away but not write.
        """
        if self._look() != self._seen or self._seen is None:
            return
        still = time.monotonic() - self._since
        owner = _owner(self._path)
        if owner is None:
            gone = still > _UNFINISHED_SECONDS
        elif os.access(self._path, os.W_OK):
            return
        elif _is_here(owner):
            gone = not process_runs(owner.pid)
        else:
            gone = still > self._seconds
        if gone:
            with suppress(OSError):
                self._path.unlink()

    def _look(self) -> tuple[int, int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size


def _owner(path: Path) -> OwnerRecord | None:
    return SoftFileLease(path, lease_duration=LEASE_SECONDS).owner


def _is_here(owner: OwnerRecord) -> bool:
    """Tell whether a holder is a process of this machine, whose death shows at once."""
    host, _, namespace = owner.hostname.partition(_NAMESPACE)
    if host.casefold() != socket.gethostname().casefold():
        return False
    try:
        ours = f"{Path('/proc/self/ns/pid').stat().st_ino:x}"
    except OSError:
        ours = _NO_CONTAINER
    return namespace == ("" if ours == _NO_CONTAINER else ours)


def _noted(notes: Path) -> tuple[str, Holder] | None:
    """Return the token of the lease that notes belong to, and whose it is; None without any."""
    try:
        told = json.loads(notes.read_text(encoding="utf-8"))
        claim = Claim(str(told["command"]), str(told["user"]), str(told["since"]))
        return str(told["token"]), Holder(str(told["host"]), int(told["pid"]), claim)
    except (OSError, ValueError, KeyError, TypeError):
        return None
