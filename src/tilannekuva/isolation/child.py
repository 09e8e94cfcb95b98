"""One running child process: started, asked within a deadline, and ended."""

import logging
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import IO, Self, TypeVar

from tilannekuva.isolation.frames import READY, NonsenseError, read_frame, write_frame

_START_SECONDS = 60.0
_END_SECONDS = 5.0
_STDERR_PIECES = 16
_STDERR_PIECE = 1024
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

    Args:
        command: the program with its arguments.

    Raises:
        NotStartedError: there is no such program.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.used = False
        """Whether it has been asked anything."""
        self._ready = False
        self._said: deque[bytes] = deque(maxlen=_STDERR_PIECES)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise NotStartedError from error
        self._listener = threading.Thread(
            target=_keep_last, args=(self._process.stderr, self._said), daemon=True
        )
        self._listener.start()

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
        with _Deadline(self, seconds) as deadline:
            try:
                write_frame(requests, request)
                return understood(read_frame(replies, reply_limit))
            except (EOFError, OSError, ValueError) as error:
                if deadline.passed:
                    raise SlowError from error
                self._log(error)
                raise GoneError from error

    def kill(self) -> None:
        """End the process at once; nothing happens when it has ended already."""
        self._process.kill()

    def close(self) -> None:
        """Wait for the ended process and let go of its pipes."""
        self._process.wait()
        self._listener.join(_END_SECONDS)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with suppress(OSError):
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
        with _Deadline(self, _START_SECONDS):
            try:
                self._ready = read_frame(replies, len(READY)) == READY
            except (EOFError, OSError, NonsenseError) as error:
                self._log(error)
        if not self._ready:
            raise NotStartedError

    def _log(self, error: Exception) -> None:
        said = b"".join(self._said).decode("utf-8", "replace")
        _LOG.debug("the worker stopped: %r; it said: %s", error, said)


class _Deadline:
    """Ends a child when the time given to it is over."""

    def __init__(self, child: Child, seconds: float) -> None:
        self.passed = False
        self._child = child
        self._timer = threading.Timer(seconds, self._pass)
        self._timer.daemon = True

    def _pass(self) -> None:
        self.passed = True
        self._child.kill()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()


def _keep_last(stream: IO[bytes], said: deque[bytes]) -> None:
    """Drain what a child says aside, so that it never waits for us, and keep the end of it."""
    with suppress(OSError, ValueError):
        while piece := stream.read(_STDERR_PIECE):
            said.append(piece)
