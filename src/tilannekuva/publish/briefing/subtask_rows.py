"""The subtasks of one region as rows: what is delayed, what is at risk, and every answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import NationalPicture, Standing, Timing
from tilannekuva.i18n.words import NO_BREAK
from tilannekuva.publish.briefing.own_words import visible
from tilannekuva.publish.briefing.wording import NOTHING, Phrase, Wording


@dataclass(frozen=True, slots=True)
class SubtaskRow:
    """One subtask with the region's answer, as words."""

    code: str
    name: Phrase
    group: Phrase
    legal_basis: str
    critical: bool
    due: str
    days_over: int
    """Days from the due date to the end of the month; 0 where it is not past."""
    status: str
    status_kind: str
    """The status, ``missing`` or ``blank``: which colour stands behind the words."""
    timing: str
    estimate: str
    risk: str
    support: str
    description: str
    responsible: str
    cell: str
    """Sheet and cell of origin."""


@dataclass(frozen=True, slots=True)
class CriticalSubtasks:
    """The critical subtasks that need attention now."""

    delayed: tuple[SubtaskRow, ...]
    at_risk: tuple[SubtaskRow, ...]
    unanswered: tuple[SubtaskRow, ...]
    """Past their due date and without an answer."""


@dataclass(frozen=True, slots=True)
class GroupAnswers:
    """Every subtask on one group's form, with where the answers came from."""

    group: str
    name: Phrase
    rows: tuple[SubtaskRow, ...]
    answered: int
    file: str
    returned: str
    filled_by: str
    filled_on: str
    late: bool


def of_region(picture: NationalPicture, region: str) -> tuple[Standing, ...]:
    """Return the subtasks on a region's form, in roadmap order."""
    return tuple(each for each in picture.subtasks if each.region == region)


def critical_subtasks(
    picture: NationalPicture, subtasks: tuple[Standing, ...], wording: Wording
) -> CriticalSubtasks:
    """Return what is delayed, at risk, and due without an answer; the earliest due first."""
    critical = sorted(
        (each for each in subtasks if each.position.subtask.critical),
        key=lambda each: (each.position.subtask.due, each.position.order),
    )

    def rows(wanted: Timing) -> tuple[SubtaskRow, ...]:
        return tuple(row(picture, each, wording) for each in critical if each.timing is wanted)

    return CriticalSubtasks(
        delayed=rows(Timing.DELAYED),
        at_risk=rows(Timing.AT_RISK),
        unanswered=tuple(
            row(picture, each, wording) for each in critical if due_unanswered(picture, each)
        ),
    )


def due_unanswered(picture: NationalPicture, standing: Standing) -> bool:
    """Tell whether a subtask is past its due date and has no status."""
    past = standing.position.subtask.due <= _as_of(picture.month)
    return past and (standing.answer is None or standing.answer.status is None)


def group_answers(
    picture: NationalPicture, region: str, subtasks: tuple[Standing, ...], wording: Wording
) -> Iterator[GroupAnswers]:
    """Yield every group on the region's form with all its answers, in the order of the form."""
    returns = {each.group: each for each in picture.record.returns if each.region == region}
    for group in picture.roadmap.groups:
        own = [each for each in subtasks if each.position.group.id == group.id]
        if own:
            came = returns.get(group.id)
            filled_on = None if came is None else came.filled_on
            yield GroupAnswers(
                group=group.id,
                name=wording.phrase(group.name),
                rows=tuple(row(picture, each, wording) for each in own),
                answered=sum(each.answer is not None for each in own),
                file="" if came is None else visible(came.source_file),
                returned="" if came is None else wording.day_of(came.returned_at),
                filled_by=visible((came and came.filled_by) or ""),
                filled_on="" if filled_on is None else wording.date(filled_on),
                late=came is not None and came.late,
            )


def row(picture: NationalPicture, standing: Standing, wording: Wording) -> SubtaskRow:
    """Return one subtask as a row."""
    subtask, answer = standing.position.subtask, standing.answer
    status = None if answer is None else answer.status
    return SubtaskRow(
        code=subtask.id,
        name=wording.phrase(subtask.name),
        group=wording.phrase(standing.position.group.name),
        legal_basis=(subtask.legal_basis or "").replace(" §", f"{NO_BREAK}§"),
        critical=subtask.critical,
        due=wording.date(subtask.due),
        days_over=max((_as_of(picture.month) - subtask.due).days, 0),
        status=wording.status(answer, critical=subtask.critical),
        status_kind=status or ("missing" if subtask.critical else "blank"),
        timing=wording.timing(standing.timing),
        estimate=NOTHING if answer is None else wording.date(answer.estimated_completion),
        risk=NOTHING if answer is None else wording.choice("risk", answer.risk),
        support=NOTHING if answer is None else wording.choice("support", answer.support),
        description=visible((answer and answer.description) or ""),
        responsible=visible((answer and answer.responsible) or ""),
        cell="" if answer is None else visible(f"{answer.source_sheet}!{answer.source_cell}"),
    )


# Every row asks for it, and finding the last day of a month takes as long as the row itself.
@lru_cache(maxsize=16)
def _as_of(month: ReportingMonth) -> date:
    return month.as_of
