"""What the regions tell otherwise than last month, and last month's own figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from tilannekuva.domain.answers import Answer
from tilannekuva.domain.picture import Change, ChangeKind, LastMonth, MonthRecord
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Position, RiskId, Roadmap, ScaleId, SupportId
from tilannekuva.layout.vocabulary import plain
from tilannekuva.picture.figures import figures
from tilannekuva.picture.subtask_frame import merged

STUCK_MONTHS: Final = 3
"""An answer that is the same in so many months running is told to be stuck."""

_PROGRESS: Final = ("not_started", "in_progress", "done")
"""The statuses that can be compared; "does not concern the region" is beside them."""

_GRADES: Final[Mapping[ScaleId, tuple[str, ...]]] = {
    "risk": get_args(RiskId),
    "support": get_args(SupportId),
}
"""What makes a challenge, the lightest first."""

_Answers = Mapping[tuple[str, str], Answer]


@dataclass(frozen=True, slots=True)
class EarlierMonth:
    """An archived month: as it was published, and in the terms of a later month."""

    published: MonthRecord
    roadmap: Roadmap
    """The roadmap version it was published with."""
    record: MonthRecord
    """Its answers carried over to the roadmap of the month it is compared with."""


def last_month(earlier: EarlierMonth, regions: Regions) -> LastMonth:
    """Return the figures of the month before, as they were told then."""
    frame = merged(earlier.published, earlier.roadmap, regions)
    counted, covered = figures(frame, earlier.roadmap, regions)
    reporting = _reporting(earlier.published)
    return LastMonth(
        month=earlier.published.month,
        figures=counted,
        coverage=covered,
        reporting=tuple(code for code in regions.by_code if code in reporting),
    )


def changes(
    record: MonthRecord, roadmap: Roadmap, regions: Regions, earlier: Sequence[MonthRecord]
) -> tuple[Change, ...]:
    """Return what has changed on each subtask, by region and roadmap order.

    Only regions that report in this month and the last one are compared: of the others
    nothing can be told.

    Args:
        record: the month.
        roadmap: the roadmap in force in it.
        regions: the regions that were sent a form.
        earlier: the months before in the same terms, the last one first, without a gap.
    """
    if not earlier:
        return ()
    compared = _reporting(record) & _reporting(earlier[0])
    months = [_answers(each) for each in (record, *earlier)]
    return tuple(
        change
        for region in regions.by_code
        if region in compared
        for step in roadmap.asked(region, record.month, record.ask)
        for change in _change(region, step, months, record)
    )


def _change(
    region: str, step: Position, months: Sequence[_Answers], record: MonthRecord
) -> Iterator[Change]:
    key = (region, step.subtask.id)
    answers = [each.get(key) for each in months]
    now, before = answers[:2]
    if before is None:
        return
    due = step.subtask.due
    was_delayed = _delayed(before, due, record.month.shifted(-1).as_of)
    told = {
        ChangeKind.UNANSWERED: before.status is not None and (now is None or now.status is None)
    }
    if now is not None:
        told |= {
            ChangeKind.COMPLETED: now.status == "done" and before.status in _PROGRESS[:-1],
            ChangeKind.ADVANCED: _moved(before, now) > 0 and now.status != "done",
            ChangeKind.REGRESSED: _moved(before, now) < 0,
            ChangeKind.NEWLY_DELAYED: _delayed(now, due, record.month.as_of) and not was_delayed,
            ChangeKind.NEW_CHALLENGE: _is_harder(before, now),
            ChangeKind.STUCK: _is_stuck(answers),
        }
    kinds = tuple(kind for kind in ChangeKind if told.get(kind, False))
    if kinds:
        yield Change(region, step, kinds, before, now)


def _moved(before: Answer, now: Answer) -> int:
    """Return how many steps a status has moved on; below 0 backwards, 0 where none is told."""
    if before.status not in _PROGRESS or now.status not in _PROGRESS:
        return 0
    return _PROGRESS.index(now.status) - _PROGRESS.index(before.status)


def _delayed(answer: Answer, due: date, as_of: date) -> bool:
    # The rule by which the frame of the month tells what is delayed.
    return answer.status in _PROGRESS[:-1] and due <= as_of


def _is_harder(before: Answer, now: Answer) -> bool:
    """Tell whether a risk or a need for support is higher than last month's answer."""
    if now.status in {"done", "not_applicable"}:
        return False
    return any(
        _grade(scale, getattr(now, scale)) > _grade(scale, getattr(before, scale)) >= 0
        for scale in _GRADES
    )


def _grade(scale: ScaleId, choice: str | None) -> int:
    """Return how grave a choice is, counted from 0; below 0 where nothing is answered."""
    return -1 if choice is None else _GRADES[scale].index(choice)


def _is_stuck(answers: Sequence[Answer | None]) -> bool:
    """Tell whether a subtask is in progress, with the same text, three months running."""
    running = [each for each in answers[:STUCK_MONTHS] if each is not None]
    return (
        len(running) == STUCK_MONTHS
        and all(each.status == "in_progress" for each in running)
        and len({plain(each.description or "") for each in running}) == 1
    )


def _answers(record: MonthRecord) -> _Answers:
    return {(each.region, each.subtask): each for each in record.answers}


def _reporting(record: MonthRecord) -> set[str]:
    return {each.region for each in record.answers}
