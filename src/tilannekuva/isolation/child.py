"""One running child process: started, asked within a deadline, and ended."""

import logging
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeVar

from tilannekuva.isolation.frames import READY, NonsenseError, read_frame, write_frame
from tilannekuva.isolation.leash import Leash, environment, held, ways_to_start

_START_SECONDS = 60.0
_END_SECONDS = 5.0
_LOOK_SECONDS = 0.25
_STDERR_PIECES = 16
_STDERR_PIECE = 1024
_OUT_OF_TIME = frozenset({getattr(signal, "SIGXCPU", None), getattr(signal, "SIGALRM", None)})
_LOG = logging.getLogger(__name__)
_Result = TypeVar("_Result")


class SlowError(Exception):
    """The child did not answer in time, and was ended."""


class GoneError(Exception):
    """The child died or said nonsense, and was ended."""


class NotStartedError(Exception):
    """The program cannot be started at all, whatever it would be asked."""


class Child:
    """One running worker.

    What is asked of it waits in a thread that may be left behind: a process that the child has
    started, and that has slipped away, can hold its pipes open for ever.

    Args:
        command: the program with its arguments.
        folder: the folder it runs in; None for ours.
        memory_megabytes: what it may take, where it is held to that from outside.

    Raises:
        NotStartedError: there is no such program.
    """

    def __init__(self, command: Sequence[str], folder: Path | None, memory_megabytes: int) -> None:
        self.used = False
        """Whether it has been asked anything."""
        self._ready = False
        self._killed = threading.Event()
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._said: deque[bytes] = deque(maxlen=_STDERR_PIECES)
        inside = None if folder is None else str(folder)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=inside,
                env=environment(inside),
                **ways_to_start(),
            )
        except OSError as error:
            raise NotStartedError from error
        try:
            self._leash: Leash = held(self._process, memory_megabytes)
        except OSError as error:
            self._process.kill()
            raise NotStartedError from error
        self._listener = threading.Thread(
            target=_keep_last, args=(self._process.stderr, self._said), daemon=True
        )
        self._listener.start()
        self._asking: threading.Thread | None = None

    def ask(
        self,
        request: bytes,
        understood: Callable[[bytes], _Result],
        *,
        seconds: float,
        reply_limit: int,
    ) -> _Result:
        """Have one thing done.

        Args:
            request: what is asked.
            understood: turns the reply into the result; a `ValueError` says it is nonsense.
            seconds: the time there is for the answer.
            reply_limit: bytes that the reply may have.

        Raises:
            NotStartedError: the program does not start.
            SlowError: no answer in time; the child is ended.
            GoneError: the child died or answered nonsense.
        """
        self._wait_until_ready()
        self.used = True
        requests, replies = self._pipes()

        def exchange() -> bytes:
            write_frame(requests, request)
            return read_frame(replies, reply_limit)

        asked = time.monotonic()
        try:
            return understood(self._within(seconds, exchange))
        except (EOFError, OSError) as error:
            code = self._exit_code()
            _LOG.debug("the worker stopped: %s, exit code %s", type(error).__name__, code)
            # One that was out of time when it was asked has not spent it on this.
            spent = time.monotonic() - asked > _LOOK_SECONDS
            if spent and code is not None and -code in _OUT_OF_TIME:
                raise SlowError from error
            raise GoneError from error
        except ValueError as error:
            # What it said is not told: it may be somebody's text.
            _LOG.debug("the worker answered nonsense: %s", type(error).__name__)
            raise GoneError from error

    def kill(self) -> None:
        """End the process and what it has started; nothing happens when all has ended already."""
        self._killed.set()
        with self._lock:
            self._leash.end()

    def close(self) -> None:
        """Wait for the ended process and let go of its pipes."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_SECONDS)
        threads = [self._listener, *([self._asking] if self._asking else [])]
        for thread in threads:
            thread.join(_END_SECONDS)
        self._leash.release()
        self._over.set()
        if self._asking is None or not self._asking.is_alive():
            self._let_go()  # a pipe that is being read cannot be closed; its reader does it then

    def _let_go(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError, ValueError):
                    pipe.close()

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        requests, replies = self._process.stdin, self._process.stdout
        if requests is None or replies is None:
            raise TypeError("a child is started with pipes")
        return requests, replies

    def _wait_until_ready(self) -> None:
        if self._ready:
            return
        _, replies = self._pipes()
        try:
            self._ready = (
                self._within(_START_SECONDS, lambda: read_frame(replies, len(READY))) == READY
            )
        except (EOFError, OSError, NonsenseError, SlowError) as error:
            said = b"".join(self._said).decode("utf-8", "replace")
            _LOG.debug("the worker does not start: %r; it said: %s", error, said)
        if not self._ready:
            raise NotStartedError

    def _within(self, seconds: float, work: Callable[[], bytes]) -> bytes:
        """Return what a piece of work gives, or end the child when the time is over.

        Raises:
            SlowError: it took longer.
            EOFError: the child has ended, whoever holds its pipes.
            Exception: whatever the work raises.
        """
        outcome: list[bytes | Exception] = []

        def run() -> None:
            try:
                outcome.append(work())
            except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
                outcome.append(error)
            if self._over.is_set():
                self._let_go()

        self._asking = asking = threading.Thread(target=run, daemon=True)
        asking.start()
        until = time.monotonic() + seconds
        ended = False
        while not ended and (left := until - time.monotonic()) > 0:
            ended = self._killed.is_set() or self._process.poll() is not None
            asking.join(min(left, _LOOK_SECONDS))
            if not asking.is_alive():
                break
        # Its last words may still be on their way when it has ended; a moment later they are not.
        if asking.is_alive():
            self.kill()
            if ended:
                raise EOFError
            raise SlowError
        [result] = outcome
        if isinstance(result, Exception):
            raise result
        return result

    def _exit_code(self) -> int | None:
        """Return how a child ended that says no more; None where it only fell silent."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_LOOK_SECONDS)
        return self._process.returncode


def _keep_last(stream: IO[bytes], said: deque[bytes]) -> None:
    """Drain what a child says aside, so that it never waits for us, and keep the end of it."""
    with suppress(OSError, ValueError), stream:
        while piece := stream.read(_STDERR_PIECE):
            said.append(piece)
