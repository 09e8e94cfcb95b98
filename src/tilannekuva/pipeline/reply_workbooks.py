"""Have the workbooks of replies made: marked copies, forms drawn anew, empty forms."""

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from tilannekuva.domain.answers import Answer
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.workbook import WorkbookCells
from tilannekuva.inbox.contract import limits_from
from tilannekuva.inbox.isolation import IsolatedReaders
from tilannekuva.layout.form import Form
from tilannekuva.outbox.writing import RefusedWriteError
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.issue import form_of
from tilannekuva.pipeline.reply_forms import (
    answers_as_read,
    empty_form,
    form_for,
    form_with_answers,
    moved_findings,
)
from tilannekuva.pipeline.reply_letters import PlannedReply
from tilannekuva.publish.replies.letter import Enclosed, Letter
from tilannekuva.publish.replies.markers import IsolatedMarkers
from tilannekuva.publish.replies.marking.order import Marked, NotMarked, Order
from tilannekuva.publish.replies.ordering import marking_order

MOST_AT_A_TIME = 2
TAKES_A_WORKBOOK = frozenset({"correct", "check"})
"""The kinds of replies that go with the sender's workbook."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReplySources:
    """Where the workbooks of replies come from."""

    foundations: Foundations
    copy_of: Callable[[str], Path | None]
    """The bytes of a returned file by its sha256; None where they are gone."""
    last_answers: Callable[[], Mapping[str, Sequence[Answer]]]
    """Last month's answers by region, for forms drawn anew."""
    private: Path
    """A folder of our own."""


class ReplyWorkbooks:
    """Makes workbooks while the caller goes on with its own work.

    Whatever a returned workbook does to those who mark it, the reply goes without it at worst.
    """

    def __init__(self, sources: ReplySources, workers: int) -> None:
        self._sources = sources
        self._foundations = sources.foundations
        self._workers = max(1, min(workers, MOST_AT_A_TIME))
        self._running = ExitStack()
        self._begun: dict[str, Future[Marked | NotMarked]] = {}
        self._drawn = 0

    def begin(self, planned: PlannedReply) -> None:
        """Begin to mark a returned workbook, if it is one that can be marked as it is."""
        path = self._sources.copy_of(planned.sha256) if planned.sha256 else None
        if planned.letter.kind in TAKES_A_WORKBOOK and path and not planned.new_form:
            future = self._mark(path, marking_order(planned.letter))
            if future is not None:
                self._begun[planned.name] = future

    def finished(self, planned: PlannedReply) -> Enclosed | None:
        """Return the workbook that goes with a reply; None where none does or none can be made."""
        name = PurePosixPath(f"{planned.name}.xlsx").name
        if planned.letter.kind == "refused":
            return self._empty(planned.letter, name)
        if planned.letter.kind not in TAKES_A_WORKBOOK:
            return None
        marked = _result(self._begun.get(planned.name))
        if marked is not None:
            return Enclosed(name, marked.content, "own", marked.shed)
        try:
            return self._redrawn(planned, name)
        except (RefusedWriteError, CannotRunError) as error:
            _LOG.debug("no form could be drawn for %s: %r", planned.name, error)
            return None

    def end(self) -> None:
        """End the workers."""
        self._running.close()

    def _mark(self, path: Path, order: Order) -> Future[Marked | NotMarked] | None:
        markers = self._markers
        return None if markers is None else markers.mark(path, order)

    def _redrawn(self, planned: PlannedReply, name: str) -> Enclosed | None:
        """Return a form drawn anew with the answers as they were read, marked."""
        letter = planned.letter
        path = self._sources.copy_of(planned.sha256)
        workbook = None if path is None else self._read(path)
        if workbook is None:
            return None
        foundations = self._foundations
        read = answers_as_read(workbook, letter.file, planned.sha256, foundations)
        form = form_for(self._form(letter), read, [group.id for group in letter.groups])
        last = self._sources.last_answers().get(letter.region.code, ())
        drawn = self._sources.private / f"reply-{self._drawn}.xlsx"
        self._drawn += 1
        drawn.write_bytes(form_with_answers(form, read, last, foundations.settings.contact))
        cells = self._read(drawn)
        if cells is None:
            return None
        places = answers_as_read(cells, drawn.name, "", foundations)
        order = marking_order(letter.moved(moved_findings(letter.findings, read, places)))
        marked = _result(self._mark(drawn, order))
        return None if marked is None else Enclosed(name, marked.content, "redrawn")

    def _empty(self, letter: Letter, name: str) -> Enclosed:
        settings = self._foundations.settings
        last = self._sources.last_answers().get(letter.region.code, ())
        content = empty_form(
            self._form(letter), last, settings.contact, prefilled=settings.forms.prefill
        )
        return Enclosed(name, content, "blank")

    def _form(self, letter: Letter) -> Form:
        return form_of(self._foundations, letter.region, letter.month)

    def _read(self, path: Path) -> WorkbookCells | None:
        result = self._readers.read(path).result()
        return result if isinstance(result, WorkbookCells) else None

    @cached_property
    def _markers(self) -> IsolatedMarkers | None:
        limits = self._foundations.settings.limits
        try:
            markers = IsolatedMarkers(limits, workers=self._workers, folder=self._sources.private)
            return self._running.enter_context(markers)
        except CannotRunError as error:
            _LOG.debug("no workbook can be marked: %r", error)
            return None

    @cached_property
    def _readers(self) -> IsolatedReaders:
        limits = limits_from(self._foundations.settings.limits)
        return self._running.enter_context(IsolatedReaders(limits, folder=self._sources.private))


def _result(future: Future[Marked | NotMarked] | None) -> Marked | None:
    """Return a marked workbook when it is there; None where it could not be marked."""
    if future is None:
        return None
    try:
        result = future.result()
    except CannotRunError as error:
        result = NotMarked(repr(error))
    if isinstance(result, NotMarked):
        _LOG.debug("a workbook could not be marked: %s", result.why)
        return None
    return result
