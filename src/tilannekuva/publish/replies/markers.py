"""Have workbooks marked in child processes, which a hostile or huge workbook cannot outgrow."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tilannekuva.domain.messages import msg
from tilannekuva.domain.settings import ReadingLimits
from tilannekuva.isolation.confinement import MEGABYTE, Confinement
from tilannekuva.isolation.workers import Failure, IsolatedWorkers, program
from tilannekuva.publish.replies.marking.order import (
    Marked,
    NotMarked,
    Order,
    decode_marked,
    encode_order,
)

_WORKER = "tilannekuva.publish.replies.marking.worker"
_CANNOT_START = msg("The program that marks workbooks does not start. Install tilannekuva again.")


class IsolatedMarkers:
    """Marks workbooks in child processes, several at a time when there are several workers.

    Leaving the context, or `shutdown`, ends them, and drops what has not been marked by then.

    Args:
        limits: what a return may take; its time and memory hold for marking it as well.
        workers: how many workbooks are marked at a time.
        folder: the folder the children run in; None for ours.
        command: the program that marks, in place of ours.
    """

    def __init__(
        self,
        limits: ReadingLimits,
        *,
        workers: int = 1,
        folder: Path | None = None,
        command: Sequence[str] | None = None,
    ) -> None:
        # The library that marks is many times slower than the one that reads.
        confinement = Confinement(
            limits.memory_megabytes, limits.seconds, limits.seconds, limits.unpacked_megabytes
        )
        self._workers = IsolatedWorkers(
            command or program(_WORKER, confinement),
            _CANNOT_START,
            limits=confinement,
            reply_limit=limits.unpacked_megabytes * MEGABYTE,
            workers=workers,
            folder=folder,
        )

    def mark(self, path: Path, order: Order) -> Future[Marked | NotMarked]:
        """Return a marked copy of a workbook when it is there, or why there is none."""
        return self._workers.do(_Marking(path, order))

    def shutdown(self) -> None:
        """End the children and wait for the threads; workbooks not begun are cancelled."""
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
class _Marking:
    """One workbook to be marked."""

    path: Path
    order: Order

    def request(self, ticket: str) -> bytes:
        return encode_order(str(self.path), self.order, ticket)

    def result(self, reply: bytes, ticket: str) -> Marked | NotMarked:
        return decode_marked(reply, ticket)

    def failed(self, failure: Failure) -> Marked | NotMarked:
        return NotMarked(failure)
