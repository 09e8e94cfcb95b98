"""The first sentences of a pack: how the region stands, to be read in ten seconds."""

from collections.abc import Iterator, Sequence

from tilannekuva.domain.picture import Figure, NationalPicture, Standing
from tilannekuva.publish.briefing.sentences import (
    completed_before_target,
    nothing_answered,
    nothing_counted,
    unanswered,
)
from tilannekuva.publish.briefing.then_and_now import comparable, delayed
from tilannekuva.publish.briefing.wording import Wording


def lead(
    picture: NationalPicture, region: str, subtasks: Sequence[Standing], wording: Wording
) -> tuple[str, ...]:
    """Return what is completed of the critical subtasks, what is delayed, and last month's.

    Args:
        picture: the month.
        region: the region's code.
        subtasks: everything on the region's form.
        wording: the language.
    """
    words = wording.words
    if not picture.standings[region].reports:
        return (words("The region has no answers for the month, so its situation is not known."),)
    along, target = picture.figure("A", region), picture.figure("B", region)
    if target.n == 0:
        return (nothing_counted(picture, "B", wording),)
    if target.missing == target.n:
        return (nothing_answered(target, wording),)
    # With critical subtasks on the form that are due later, "critical" alone would say too much.
    all_counted = all(
        picture.roadmap.counted_for_target(each.position.subtask)
        for each in subtasks
        if each.position.subtask.critical
    )
    if all_counted:
        told = _in_short(along, target, wording)
    else:
        told = iter(
            (completed_before_target(picture, target, wording), *_delays(along, target, wording))
        )
    return (*told, *_last_month(picture, region, wording))


def _in_short(along: Figure, target: Figure, wording: Wording) -> Iterator[str]:
    words, late = wording.words, delayed(along)
    if target.completed == target.n:
        yield words.plural(
            "The region’s only critical subtask is completed.",
            "All {n} critical subtasks are completed.",
            target.n,
        )
        return
    if target.completed and late:
        yield words.plural(
            "Of the critical subtasks {part} ({share}) are completed; {n} is past its due date.",
            "Of the critical subtasks {part} ({share}) are completed; {n} are past their due date.",
            late,
            part=f"{target.completed}/{target.n}",
            share=words.share(target.completed, target.n),
        )
        yield from _without_answer(target, wording)
        return
    if target.completed:
        yield words(
            "Of the critical subtasks {part} ({share}) are completed.",
            part=f"{target.completed}/{target.n}",
            share=words.share(target.completed, target.n),
        )
    else:
        yield words.plural(
            "The region’s only critical subtask is not completed yet (0/{n}).",
            "None of the critical subtasks is completed yet (0/{n}).",
            target.n,
        )
    yield from _delays(along, target, wording)


def _delays(along: Figure, target: Figure, wording: Wording) -> Iterator[str]:
    words, late = wording.words, delayed(along)
    if late:
        yield words.plural(
            "{n} subtask is past its due date.", "{n} subtasks are past their due date.", late
        )
    elif along.n == 0:
        yield words("None is due yet.")
    elif along.missing:
        yield words("None of those answered is delayed.")
    else:
        yield words("None is past its due date.")
    yield from _without_answer(target, wording)


def _without_answer(target: Figure, wording: Wording) -> Iterator[str]:
    if target.missing:
        yield unanswered(target, wording)


def _last_month(picture: NationalPicture, region: str, wording: Wording) -> Iterator[str]:
    last = comparable(picture, region)
    if last is None:
        return
    along, target = last.figure("A", region), last.figure("B", region)
    if along is not None and target is not None and target.missing < target.n:
        yield wording.words.plural(
            "Last month {part} ({share}) were completed and {n} was delayed.",
            "Last month {part} ({share}) were completed and {n} were delayed.",
            delayed(along),
            part=f"{target.completed}/{target.n}",
            share=wording.words.share(target.completed, target.n),
        )
