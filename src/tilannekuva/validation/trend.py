"""Compare what a group returned with what the region answered last month.

An answer of a return knows the cell of its status alone. Every finding on a row stands there,
and its ``question`` tells which answer of the row it is about.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tilannekuva.domain.answers import Answer, GroupReturn
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.roadmap import Roadmap, ScaleId
from tilannekuva.domain.rule import Severity
from tilannekuva.domain.texts import LocalText
from tilannekuva.layout.vocabulary import plain
from tilannekuva.validation.cells import Place

FEWEST_UNCHANGED: Final = 5
"""A sheet with fewer unfinished subtasks than this may well be as it was."""

SHORTEST_TEXT: Final = 20
"""A description shorter than this, such as “under way”, is not told to be unchanged."""

_OPEN = frozenset({"not_started", "in_progress"})

_TOLD_OF: tuple[tuple[ScaleId, str], ...] = (("risk", "high"), ("support", "national"))
"""What must not be left untold a month later; the question is its scale."""


@dataclass(frozen=True, slots=True)
class _Row:
    """An answer, that of last month, and the questions whose cell could not be read now."""

    now: Answer
    last: Answer
    unreadable: frozenset[str]

    @property
    def is_open(self) -> bool:
        return self.now.status in _OPEN

    @property
    def same_description(self) -> bool:
        return plain(self.now.description or "") == plain(self.last.description or "")


def trend_findings(
    returned: GroupReturn,
    last: Mapping[str, Answer],
    roadmap: Roadmap,
    before: GroupReturn | None = None,
    told: Collection[Finding] = (),
) -> tuple[Finding, ...]:
    """Return what a return tells otherwise than last month, or suspiciously the same.

    A row is told of once, the gravest first. A sheet that is the same as last month is told of
    once in place of each of its texts, unless it is known to be signed anew: then it was meant.

    Args:
        returned: this month's return of a group, or of the cover, that is in force.
        last: last month's answers of the region, by subtask.
        roadmap: the roadmap in force.
        before: last month's return of the same group, for its texts and its signature.
        told: what is told of the return already; a cell that could not be read has no trend.
    """
    if _is_resent(returned, last, before):
        place = Place(returned.source_file, returned.source_sheet, returned.region, returned.group)
        return (place.finding("TREND-006", "", n=len(returned.answers)),)
    unreadable: dict[str, set[str]] = {}
    for finding in told:
        if finding.severity is Severity.ERROR:
            unreadable.setdefault(finding.subtask, set()).add(finding.question)
    rows = _Rows(returned.group, roadmap)
    of_rows = (
        found
        for now in returned.answers
        if now.subtask in last and now.subtask in roadmap.positions
        for found in rows.told(
            _Row(now, last[now.subtask], frozenset(unreadable.get(now.subtask, ())))
        )
    )
    return (*of_rows, *_same_texts(returned, before))


class _Rows:
    """The rows of one group's return, each beside its own of last month."""

    def __init__(self, group: str, roadmap: Roadmap) -> None:
        self._group = group
        self._positions = roadmap.positions
        self._scale = roadmap.answer_scale
        self._names: dict[str, LocalText] = {
            question.id: question.name for question in roadmap.questions.subtask
        }

    def told(self, row: _Row) -> Iterator[Finding]:
        """Yield the gravest finding on how a row has changed, and every choice left untold."""
        changes = (*self._status(row), *self._estimate(row), *self._description(row))
        yield from changes[:1]
        yield from self._untold(row)

    def _status(self, row: _Row) -> Iterator[Finding]:
        before, now = row.last.status, row.now.status
        if before is None or now is None or before == now:
            return
        if now == "not_applicable":
            # Only the critical ones are counted in the figures that this changes.
            if self._positions[row.now.subtask].subtask.critical:
                yield self._found("TREND-005", row, "status", before=self._label("status", before))
        elif before == "done":
            yield self._found("TREND-001", row, "status", now=self._label("status", now))
        elif (before, now) == ("in_progress", "not_started"):
            words = {"before": self._label("status", before), "now": self._label("status", now)}
            yield self._found("TREND-002", row, "status", **words)

    def _estimate(self, row: _Row) -> Iterator[Finding]:
        before, now = row.last.estimated_completion, row.now.estimated_completion
        if before is None or now is None or now <= before:
            return
        # What moves within its deadline is nobody's concern.
        if now <= self._positions[row.now.subtask].subtask.due:
            return
        # With a new description the region has said what it has to say about the delay.
        if row.is_open and row.last.status in {*_OPEN, None} and row.same_description:
            yield self._found("TREND-004", row, "estimated_completion", before=before, now=now)

    def _description(self, row: _Row) -> Iterator[Finding]:
        same = row.same_description and row.now.status == row.last.status
        long_enough = len(plain(row.now.description or "")) >= SHORTEST_TEXT
        if same and long_enough and self._is_taken_up(row):
            asked = "description"
            yield self._found("TREND-003", row, asked, question=self._names[asked])

    def _is_taken_up(self, row: _Row) -> bool:
        """Tell whether the meeting looks at a subtask: it is overdue, at risk or needs support."""
        now = row.now
        overdue = self._positions[now.subtask].subtask.due <= now.month.as_of
        told_of = any(getattr(now, asked) == choice for asked, choice in _TOLD_OF)
        return row.is_open and (overdue or told_of)

    def _untold(self, row: _Row) -> Iterator[Finding]:
        if not row.is_open:
            return
        for asked, choice in _TOLD_OF:
            was_told = getattr(row.last, asked) == choice and asked in self._names
            if was_told and getattr(row.now, asked) is None and asked not in row.unreadable:
                before = self._label(asked, choice)
                name = self._names[asked]
                yield self._found("TREND-008", row, asked, question=name, before=before)

    def _label(self, scale: ScaleId, choice: str) -> LocalText:
        return self._scale.label(scale, choice)

    def _found(self, code: str, row: _Row, asked: str, /, **values: MessageValue) -> Finding:
        now = row.now
        place = Place(now.source_file, now.source_sheet, now.region, self._group)
        return place.finding(code, now.source_cell, now.subtask, asked, **values)


def _is_resent(
    returned: GroupReturn, last: Mapping[str, Answer], before: GroupReturn | None
) -> bool:
    """Tell whether a sheet looks like last month's sent again."""
    unfinished = sum(answer.status not in {"done", "not_applicable"} for answer in returned.answers)
    if unfinished < FEWEST_UNCHANGED:
        return False
    gone = {each.subtask for each in last.values() if each.group == returned.group}
    now = {answer.subtask: _compared(answer) for answer in returned.answers}
    same = gone <= set(now) and all(
        subtask in last and _compared(last[subtask]) == answer for subtask, answer in now.items()
    )
    if before is None:
        return same
    signed_anew = returned.filled_on not in {None, before.filled_on}
    return same and not signed_anew and _texts(returned) == _texts(before)


def _compared(answer: Answer) -> tuple[object, ...]:
    chosen = (answer.status, answer.estimated_completion, answer.risk, answer.support)
    return (*chosen, plain(answer.description or ""), plain(answer.responsible or ""))


def _texts(returned: GroupReturn) -> dict[str, tuple[object, str]]:
    return {each.question: (each.light, plain(each.text or "")) for each in returned.narratives}


def _same_texts(returned: GroupReturn, before: GroupReturn | None) -> Iterator[Finding]:
    """Yield the texts of a group, or of the cover, where none of them has changed."""
    if before is None or _texts(returned) != _texts(before):
        return
    for each in returned.narratives:
        if len(plain(each.text or "")) >= SHORTEST_TEXT:
            place = Place(each.source_file, each.source_sheet, returned.region, returned.group)
            yield place.finding("TREND-007", each.source_cell, "", each.question)
