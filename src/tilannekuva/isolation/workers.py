"""Child processes that are asked one thing at a time and used again for the next.

One that dies, hangs, says too much or says nonsense is ended, what it was doing is blamed, and
the next thing gets a new child.
"""

import os
import queue
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self, TypeVar

from tilannekuva.domain.messages import CannotRunError, Message
from tilannekuva.isolation.child import Child, GoneError, NotStartedError, SlowError
from tilannekuva.isolation.confinement import Confinement

Failure = Literal["slow", "stopped"]
"""It took longer than it may, or it ended the child, or what came back was nonsense."""

_AT_ONCE = 2.0
"""Seconds; a child that ends sooner may have been harmed by what it did before."""

_Result = TypeVar("_Result")
_Result_co = TypeVar("_Result_co", covariant=True)


class Task(Protocol[_Result_co]):
    """One thing to be done by a child, and what is made of what comes back."""

    def request(self, ticket: str) -> bytes:
        """Return what is asked; the reply must carry the same ticket."""

    def result(self, reply: bytes, ticket: str) -> _Result_co:
        """Return what a reply says.

        Raises:
            ValueError: it is nonsense, or the answer to something else.
        """

    def failed(self, failure: Failure) -> _Result_co:
        """Return what it means that there is no reply."""


def program(module: str, limits: Confinement) -> list[str]:
    """Return the command that runs a module of ours as a worker."""
    return [sys.executable, "-I", "-m", module, *limits.arguments()]


class IsolatedWorkers:
    """Has tasks done in child processes, several at a time when there are several workers.

    The children start with the object, and work while the caller goes on with its own work.
    Leaving the context, or `shutdown`, ends them, and drops what has not been done by then.

    Args:
        command: the program that works, with its arguments.
        cannot_start: what is told when the program itself cannot be started.
        limits: what a child may take; the program that is ours puts them upon itself.
        reply_limit: bytes that one reply may have.
        workers: how many tasks are done at a time.
        folder: the folder the children run in, and where what they put aside lies; None for ours.
    """

    def __init__(  # noqa: PLR0913 - what a set of workers is made of
        self,
        command: Sequence[str],
        cannot_start: Message,
        *,
        limits: Confinement,
        reply_limit: int,
        workers: int = 1,
        folder: Path | None = None,
    ) -> None:
        self._command = list(command)
        self._cannot_start = cannot_start
        self._limits = limits
        self._reply_limit = reply_limit
        self._folder = folder
        self._lock = threading.Lock()
        self._closed = False
        self._running: set[Child] = set()
        self._idle: queue.LifoQueue[Child | None] = queue.LifoQueue()
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="isolated")
        try:
            for _ in range(workers):
                self._idle.put(self._start())
        except NotStartedError as error:
            self.shutdown()
            raise CannotRunError(cannot_start) from error
        except BaseException:
            self.shutdown()
            raise

    def do(self, task: Task[_Result]) -> Future[_Result]:
        """Return the result of a task when it is there.

        The future raises `CannotRunError` when the program itself cannot be started.
        """
        return self._threads.submit(self._do, task)

    def shutdown(self) -> None:
        """End the children and wait for the threads; tasks not begun are cancelled."""
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

    def _start(self) -> Child:
        child = Child(self._command, self._folder, self._limits.memory_megabytes)
        with self._lock:
            self._running.add(child)
            closed = self._closed
        if closed:
            child.kill()
        return child

    def _end(self, child: Child) -> None:
        child.kill()
        child.close()
        with self._lock:
            self._running.discard(child)

    def _do(self, task: Task[_Result]) -> _Result:
        child = self._idle.get()
        kept: Child | None = None
        try:
            if child is None:
                child = self._start()
            shared = child.used
            asked = time.monotonic()
            try:
                result = self._ask(child, task)
            except GoneError:
                if not shared or time.monotonic() - asked > _AT_ONCE:
                    raise
                # An earlier task may have harmed the child: this one gets a child of its own.
                child = self._start()
                result = self._ask(child, task)
            kept = child
        except SlowError:
            return task.failed("slow")
        except GoneError:
            return task.failed("stopped")
        except NotStartedError as error:
            raise CannotRunError(self._cannot_start) from error
        else:
            return result
        finally:
            self._idle.put(kept)

    def _ask(self, child: Child, task: Task[_Result]) -> _Result:
        ticket = os.urandom(8).hex()
        try:
            return child.ask(
                task.request(ticket),
                lambda reply: task.result(reply, ticket),
                seconds=self._limits.seconds,
                reply_limit=self._reply_limit,
            )
        except BaseException:
            self._end(child)
            raise
