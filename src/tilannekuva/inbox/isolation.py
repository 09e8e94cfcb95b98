"""Read files in child processes, so that whatever a file does to its reader costs that file only.

A child is asked one file at a time and is used again for the next. One that dies, hangs, says too
much or says nonsense is ended, the file it was reading is told so, and the next file gets a new
child.
"""

import logging
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.workbook import WorkbookCells
from tilannekuva.inbox.contract import MEGABYTE, Limits, ReadFailure
from tilannekuva.inbox.wire import (
    READY,
    NonsenseError,
    decode_reply,
    encode_request,
    read_frame,
    write_frame,
)

REPLY_LIMIT = 256 * MEGABYTE
"""Bytes of a reply; a file within the limits is told in a tenth of it."""

_START_SECONDS = 60.0
_END_SECONDS = 5.0
_STDERR_PIECES = 16
_STDERR_PIECE = 1024
_LOG = logging.getLogger(__name__)


class _SlowError(Exception):
    """The child did not answer in time, and was ended."""


class _GoneError(Exception):
    """The child died or said nonsense, and was ended."""


class IsolatedReaders:
    """Reads files in child processes, several at a time when there are several workers.

    The children start with the object, and read while the caller goes on with its own work.
    Leaving the context, or `shutdown`, ends them, and drops what has not been read by then.

    Args:
        limits: what each file may take; `seconds` of wall clock and `memory_megabytes` hold for
            the child (memory only where the system has such limits, which Windows has not).
        workers: how many files are read at a time.
        command: the program that reads, in place of ours; it is given no further argument.
        reply_limit: bytes that the reply about one file may have.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        workers: int = 1,
        command: Sequence[str] | None = None,
        reply_limit: int = REPLY_LIMIT,
    ) -> None:
        self._limits = limits
        self._reply_limit = reply_limit
        self._command = list(command) if command is not None else _worker_command(limits)
        self._lock = threading.Lock()
        self._closed = False
        self._running: set[_Child] = set()
        self._idle: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="reader")
        try:
            for _ in range(workers):
                self._idle.put(self._start())
        except BaseException:
            self.shutdown()
            raise

    def read(self, path: Path) -> Future[WorkbookCells | ReadFailure]:
        """Return the cells of a file when they are there, or why there are none.

        The future raises `CannotRunError` when the reading program itself cannot be started.
        """
        return self._threads.submit(self._read, path)

    def shutdown(self) -> None:
        """End the children and wait for the threads; files not read yet are cancelled."""
        with self._lock:
            self._closed = True
            running = tuple(self._running)
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in running:
            child.kill()
        self._threads.shutdown(wait=True)
        for child in running:
            child.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.shutdown()

    def _start(self) -> "_Child":
        child = _Child(self._command)
        with self._lock:
            self._running.add(child)
            closed = self._closed
        if closed:
            child.kill()
        return child

    def _end(self, child: "_Child") -> None:
        child.kill()
        child.close()
        with self._lock:
            self._running.discard(child)

    def _read(self, path: Path) -> WorkbookCells | ReadFailure:
        child = self._idle.get()
        kept: _Child | None = None
        try:
            if child is None:
                child = self._start()
            shared = child.used
            try:
                result = self._ask(child, path)
            except _GoneError:
                if not shared:
                    raise
                # An earlier file may have harmed the child: this one gets a child of its own.
                child = self._start()
                result = self._ask(child, path)
            kept = child
        except _SlowError:
            return ReadFailure("reader-slow", {"seconds": round(self._limits.seconds)})
        except _GoneError:
            return ReadFailure("reader-stopped")
        else:
            return result
        finally:
            self._idle.put(kept)

    def _ask(self, child: "_Child", path: Path) -> WorkbookCells | ReadFailure:
        try:
            return child.ask(path, self._limits, self._reply_limit)
        except BaseException:
            self._end(child)
            raise


class _Child:
    """One running reader."""

    def __init__(self, command: list[str]) -> None:
        self.used = False
        self._ready = False
        self._said: deque[bytes] = deque(maxlen=_STDERR_PIECES)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise _cannot_start() from error
        self._listener = threading.Thread(
            target=_keep_last, args=(self._process.stderr, self._said), daemon=True
        )
        self._listener.start()

    def ask(self, path: Path, limits: Limits, reply_limit: int) -> WorkbookCells | ReadFailure:
        """Have one file read.

        Raises:
            CannotRunError: the program does not start at all.
            _SlowError: no answer in time; the child is ended.
            _GoneError: the child died or answered nonsense.
        """
        self._wait_until_ready()
        self.used = True
        ticket = os.urandom(8).hex()
        requests, replies = self._pipes()
        with _Deadline(self, limits.seconds) as deadline:
            try:
                write_frame(requests, encode_request(str(path), limits, ticket))
                return decode_reply(read_frame(replies, reply_limit), ticket)
            except (EOFError, OSError, ValueError) as error:
                if deadline.passed:
                    raise _SlowError from error
                self._log(error)
                raise _GoneError from error

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
            raise _cannot_start()

    def _log(self, error: Exception) -> None:
        said = b"".join(self._said).decode("utf-8", "replace")
        _LOG.debug("the reader stopped: %r; it said: %s", error, said)


class _Deadline:
    """Ends a child when the time given to it is over."""

    def __init__(self, child: _Child, seconds: float) -> None:
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


def _cannot_start() -> CannotRunError:
    return CannotRunError(
        msg("The program that reads workbooks does not start. Install tilannekuva again.")
    )


def _worker_command(limits: Limits) -> list[str]:
    program = [sys.executable, "-I", "-m", "tilannekuva.inbox.worker"]
    return [*program, str(limits.memory_megabytes)]


def _keep_last(stream: IO[bytes], said: deque[bytes]) -> None:
    """Drain what a child says aside, so that it never waits for us, and keep the end of it."""
    with suppress(OSError, ValueError):
        while piece := stream.read(_STDERR_PIECE):
            said.append(piece)
