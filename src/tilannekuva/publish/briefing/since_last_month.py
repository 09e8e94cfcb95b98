"""What has changed in a region since last month: its figures, and subtask by subtask."""

from collections.abc import Iterator
from dataclasses import dataclass

from tilannekuva.domain.answers import Answer
from tilannekuva.domain.picture import (
    CHANGE_WORDS,
    VIEWS,
    WHOLE_ROADMAP,
    Change,
    ChangeKind,
    Figure,
    LastMonth,
    Level,
    NationalPicture,
    View,
)
from tilannekuva.publish.briefing.charts import StepLine, step_line
from tilannekuva.publish.briefing.overview import told_share, view_title
from tilannekuva.publish.briefing.then_and_now import (
    ThenAndNow,
    comparable,
    completed_percent,
    signed,
    then_and_now,
)
from tilannekuva.publish.briefing.wording import NOTHING, Phrase, Wording

_LONGEST_LABEL = 42
"""Longer names of groups meet the shares beside them; their code stands there instead."""


@dataclass(frozen=True, slots=True)
class ToldStep:
    """What is completed of a part of the roadmap in a view, last month and now."""

    then_share: str
    then_counted: str
    now_share: str
    now_counted: str
    points: str


@dataclass(frozen=True, slots=True)
class PartSteps:
    """A part of the roadmap in both views."""

    name: Phrase
    whole: bool
    steps: tuple[ToldStep, ...]
    """One for each view, in their order."""


@dataclass(frozen=True, slots=True)
class ViewSteps:
    """A view's chart."""

    view: View
    title: str
    lines: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class ChangedSubtask:
    """One subtask, as it was told last month and as it is told now."""

    code: str
    name: Phrase
    group: Phrase
    critical: bool
    due: str
    then: str
    then_kind: str
    """The status then, for the colour behind the words; empty where they are of another thing."""
    now: str
    now_kind: str


@dataclass(frozen=True, slots=True)
class KindOfChange:
    """Every subtask with one kind of change, critical ones first."""

    kind: ChangeKind
    title: str
    rows: tuple[ChangedSubtask, ...]


@dataclass(frozen=True, slots=True)
class SinceLastMonth:
    """The section on what has changed."""

    why_not: str
    """Why nothing can be compared; then there is nothing else."""
    then: str
    """Last month's name."""
    views: tuple[ViewSteps, ...]
    parts: tuple[PartSteps, ...]
    kinds: tuple[KindOfChange, ...]
    """The kinds that there are."""


def since_last_month(picture: NationalPicture, region: str, wording: Wording) -> SinceLastMonth:
    """Return what has changed, or why that cannot be told."""
    month = wording.words.month(picture.month.shifted(-1))
    last = comparable(picture, region)
    if last is None:
        return SinceLastMonth(_why_not(picture, region, month, wording), month, (), (), ())
    rows = tuple(_parts(picture, last, region, wording))
    return SinceLastMonth(
        why_not="",
        then=month,
        views=tuple(
            ViewSteps(
                view,
                _steps_title(view, picture, wording),
                tuple(
                    _line(name, key, steps[at], wording)
                    for name, key, steps in rows
                    if steps[at].now.n
                ),
            )
            for at, view in enumerate(VIEWS)
        ),
        parts=tuple(
            PartSteps(
                name, key == WHOLE_ROADMAP, tuple(_told_step(each, wording) for each in steps)
            )
            for name, key, steps in rows
        ),
        kinds=tuple(_kinds(picture, region, wording)),
    )


def told_change(change: Change, kind: ChangeKind, wording: Wording) -> tuple[str, str]:
    """Return what a change is from and to: the status, or what makes the challenge."""
    if kind is not ChangeKind.NEW_CHALLENGE:
        critical = change.position.subtask.critical
        then, now = (
            wording.status(each, critical=critical) for each in (change.before, change.now)
        )
        if kind is ChangeKind.UNANSWERED:
            now = wording.words("no answer")
        return then, now
    return _challenge(change, change.before, wording), _challenge(change, change.now, wording)


def of_kind(picture: NationalPicture, region: str, kind: ChangeKind) -> list[Change]:
    """Return a region's changes of a kind, critical subtasks first."""
    its = (each for each in picture.changes if each.region == region and kind in each.kinds)
    return sorted(its, key=lambda each: not each.position.subtask.critical)


def _why_not(picture: NationalPicture, region: str, month: str, wording: Wording) -> str:
    words = wording.words
    if not picture.standings[region].reports:
        return words("The region has no answers for this month, so changes cannot be told.")
    if picture.last_month is None:
        return words(
            "Last month ({month}) was not collected, so changes cannot be told.", month=month
        )
    return words(
        "The region did not report last month ({month}), so changes cannot be told.", month=month
    )


def _parts(
    picture: NationalPicture, last: LastMonth, region: str, wording: Wording
) -> Iterator[tuple[Phrase, str, tuple[ThenAndNow, ...]]]:
    """Yield the whole roadmap and each group with something to count, in every view."""
    parts: list[tuple[Phrase, Level, str]] = [
        (Phrase(wording.words("Whole roadmap")), "roadmap", WHOLE_ROADMAP)
    ]
    parts += [(wording.phrase(each.name), "group", each.id) for each in picture.roadmap.groups]
    for name, level, key in parts:
        steps = tuple(
            then_and_now(picture, last, view, region, level=level, key=key) for view in VIEWS
        )
        if any(step.now.n or (step.then and step.then.n) for step in steps):
            yield name, key, steps


def _steps_title(view: View, picture: NationalPicture, wording: Wording) -> str:
    """Return the heading of a view in which each month has counted up to its own last day."""
    if view == "A":
        return wording.words("Progress along the roadmap by the end of each month")
    return view_title(view, picture, wording)


def _line(name: Phrase, key: str, step: ThenAndNow, wording: Wording) -> StepLine:
    then = None if step.then is None else completed_percent(step.then)
    now = completed_percent(step.now)
    label = name.text if len(name.text) <= _LONGEST_LABEL else key
    shares = (NOTHING if each is None else wording.words.share(each, 100) for each in (then, now))
    return step_line(label, " → ".join(shares), then, now)


def _told_step(step: ThenAndNow, wording: Wording) -> ToldStep:
    then_share, then_counted = _told(step.then, wording)
    now_share, now_counted = _told(step.now, wording)
    return ToldStep(then_share, then_counted, now_share, now_counted, signed(step.points))


def _told(figure: Figure | None, wording: Wording) -> tuple[str, str]:
    if figure is None or figure.n == 0:
        return NOTHING, ""
    return told_share(figure.completed, figure, wording), f"{figure.completed}/{figure.n}"


def _kinds(picture: NationalPicture, region: str, wording: Wording) -> Iterator[KindOfChange]:
    for kind in ChangeKind:
        found = of_kind(picture, region, kind)
        if found:
            rows = tuple(_row(each, kind, wording) for each in found)
            yield KindOfChange(kind, _capital(wording.words.say(CHANGE_WORDS[kind])), rows)


def _row(change: Change, kind: ChangeKind, wording: Wording) -> ChangedSubtask:
    subtask = change.position.subtask
    then, now = told_change(change, kind, wording)
    return ChangedSubtask(
        code=subtask.id,
        name=wording.phrase(subtask.name),
        group=wording.phrase(change.position.group.name),
        critical=subtask.critical,
        due=wording.date(subtask.due),
        then=then,
        then_kind=_status_kind(change.before, kind),
        now=now,
        now_kind=_status_kind(change.now, kind),
    )


def _status_kind(answer: Answer | None, kind: ChangeKind) -> str:
    if kind is ChangeKind.NEW_CHALLENGE or answer is None or answer.status is None:
        return ""
    return answer.status


def _challenge(change: Change, answer: Answer | None, wording: Wording) -> str:
    """Return an answer's risk and need for support, as far as they are others than before."""
    before, now = change.before, change.now
    if before is None or now is None or answer is None:
        return NOTHING
    told = []
    if None not in {before.risk, now.risk} and before.risk != now.risk:
        told.append(wording.words("risk {risk}", risk=wording.choice("risk", answer.risk)))
    if None not in {before.support, now.support} and before.support != now.support:
        told.append(wording.choice("support", answer.support))
    return "; ".join(told)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
