"""Read files in child processes, so that whatever a file does to its reader costs that file only.

A child is asked one file at a time and is used again for the next. One that dies, hangs, says too
much or says nonsense is ended, the file it was reading is told so, and the next file gets a new
child.
"""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tilannekuva.domain.messages import msg
from tilannekuva.domain.workbook import WorkbookCells
from tilannekuva.inbox.contract import MEGABYTE, Limits, ReadFailure
from tilannekuva.inbox.wire import decode_reply, encode_request
from tilannekuva.isolation.confinement import Confinement
from tilannekuva.isolation.workers import Failure, IsolatedWorkers, program

REPLY_LIMIT = 64 * MEGABYTE
"""Bytes of a reply; a file within the limits is told in a third of it."""

_CANNOT_START = msg("The program that reads workbooks does not start. Install tilannekuva again.")


class IsolatedReaders:
    """Reads files in child processes, several at a time when there are several workers.

    The children start with the object, and read while the caller goes on with its own work.
    Leaving the context, or `shutdown`, ends them, and drops what has not been read by then.

    Args:
        limits: what each file may take; those of time and memory hold for the child
            (`tilannekuva.isolation.confinement` tells which systems keep them).
        workers: how many files are read at a time.
        folder: the folder the children run in; None for ours.
        command: the program that reads, in place of ours; it is given no further argument.
        reply_limit: bytes that the reply about one file may have.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        workers: int = 1,
        folder: Path | None = None,
        command: Sequence[str] | None = None,
        reply_limit: int = REPLY_LIMIT,
    ) -> None:
        self._limits = limits
        confinement = Confinement(limits.memory_megabytes, limits.processor_seconds, limits.seconds)
        self._workers = IsolatedWorkers(
            command or program("tilannekuva.inbox.worker", confinement),
            _CANNOT_START,
            limits=confinement,
            reply_limit=reply_limit,
            workers=workers,
            folder=folder,
        )

    def read(self, path: Path) -> Future[WorkbookCells | ReadFailure]:
        """Return the cells of a file when they are there, or why there are none.

        The future raises `CannotRunError` when the reading program itself cannot be started.
        """
        return self._workers.do(_Reading(path, self._limits))

    def shutdown(self) -> None:
        """End the children and wait for the threads; files not read yet are cancelled."""
        self._workers.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.shutdown()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file to be read."""

    path: Path
    limits: Limits

    def request(self, ticket: str) -> bytes:
        return encode_request(str(self.path), self.limits, ticket)

    def result(self, reply: bytes, ticket: str) -> WorkbookCells | ReadFailure:
        return decode_reply(reply, ticket)

    def failed(self, failure: Failure) -> WorkbookCells | ReadFailure:
        if failure == "slow":
            return ReadFailure("reader-slow", {"seconds": round(self.limits.seconds)})
        return ReadFailure("reader-stopped")
