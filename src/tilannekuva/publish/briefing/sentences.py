"""Short sentences composed by rule from the figures they stand beside."""

from collections.abc import Iterator

from tilannekuva.domain.picture import (
    Figure,
    NationalPicture,
    RegionStanding,
    RegionState,
    View,
)
from tilannekuva.publish.briefing.comparison import Nation
from tilannekuva.publish.briefing.then_and_now import delayed
from tilannekuva.publish.briefing.wording import Wording


def return_sentences(
    picture: NationalPicture, standing: RegionStanding, wording: Wording
) -> tuple[str, ...]:
    """Return what there is to say of the region's return itself."""
    return tuple(_return_sentences(picture, standing, wording))


def view_sentences(
    picture: NationalPicture, region: str, view: View, compared: Nation, wording: Wording
) -> tuple[str, ...]:
    """Return what the figure of a view says, beginning with what is completed."""
    figure = picture.figure(view, region)
    if figure.n == 0:
        return (nothing_counted(picture, view, wording),)
    own = (
        (nothing_answered(figure, wording),)
        if figure.missing == figure.n
        else tuple(_figure_sentences(picture, view, figure, wording))
    )
    return (*own, *_nation_sentences(compared, wording))


def _return_sentences(
    picture: NationalPicture, standing: RegionStanding, wording: Wording
) -> Iterator[str]:
    words = wording.words
    deadline = picture.record.deadline
    match standing.state:
        case RegionState.AWAITED:
            yield words("The return is awaited; the deadline is {day}.", day=deadline)
        case RegionState.MISSING:
            yield words("No return has come. The deadline was {day}.", day=deadline)
        case RegionState.REJECTED:
            yield words("A file has come, but it could not be used.")
        case _:
            yield words(
                "Preparation groups that have returned: {part}.",
                part=f"{len(standing.groups_returned)}/{len(standing.groups_asked)}",
            )
    missing = [words.text(picture.roadmap.group(each).name) for each in standing.groups_missing]
    if missing and standing.groups_returned:
        # Names of groups have commas in them.
        yield words("Not returned: {groups}.", groups="; ".join(missing))
    if standing.late:
        yield words("A return came after the deadline {day}.", day=deadline)
    if not standing.reports:
        yield words(
            "In the figures every subtask is without an answer; none is counted as not started."
        )
        return
    yield words(
        "Subtasks with a status: {part}. Of them critical: {critical}.",
        part=f"{standing.answered}/{standing.asked}",
        critical=f"{standing.critical_answered}/{standing.critical_asked}",
    )
    left_out = sum(answer.region == standing.region for answer in picture.not_applicable)
    if left_out:
        yield words.plural(
            "{n} critical subtask is answered as not concerning the region and is left out of "
            "the figures.",
            "{n} critical subtasks are answered as not concerning the region and are left out of "
            "the figures.",
            left_out,
        )


def nothing_counted(picture: NationalPicture, view: View, wording: Wording) -> str:
    """Return the sentence for a view in which the region has nothing to count."""
    words = wording.words
    if view == "A":
        return words("The region has no critical subtasks due by {day}.", day=picture.month.as_of)
    return words(
        "The region has no critical subtasks due before the target date {day}.",
        day=picture.roadmap.target_date,
    )


def nothing_answered(figure: Figure, wording: Wording) -> str:
    """Return the sentence for a view in which nothing is answered."""
    return wording.words(
        "Critical subtasks without an answer: {part}.", part=f"{figure.n}/{figure.n}"
    )


def completed_before_target(picture: NationalPicture, figure: Figure, wording: Wording) -> str:
    """Return what is completed of what is due before the target date."""
    return wording.words(
        "Of the critical subtasks due before the target date {day}, {part} ({share}) are "
        "completed.",
        day=picture.roadmap.target_date,
        part=f"{figure.completed}/{figure.n}",
        share=wording.words.share(figure.completed, figure.n),
    )


def unanswered(figure: Figure, wording: Wording) -> str:
    """Return how many subtasks have no answer."""
    return wording.words.plural(
        "{n} subtask has no answer.", "{n} subtasks have no answer.", figure.missing
    )


def _figure_sentences(
    picture: NationalPicture, view: View, figure: Figure, wording: Wording
) -> Iterator[str]:
    words = wording.words
    if view == "A":
        yield words(
            "Of the critical subtasks due by {day}, {part} ({share}) are completed.",
            day=picture.month.as_of,
            part=f"{figure.completed}/{figure.n}",
            share=words.share(figure.completed, figure.n),
        )
    else:
        yield completed_before_target(picture, figure, wording)
    yield words(
        "{part} ({share}) are in progress or completed.",
        part=f"{figure.started}/{figure.n}",
        share=words.share(figure.started, figure.n),
    )
    if view == "A":
        yield _delayed(figure, wording)
    if figure.missing:
        yield unanswered(figure, wording)


def _delayed(figure: Figure, wording: Wording) -> str:
    words = wording.words
    late = delayed(figure)
    if late:
        return words.plural("{n} subtask is delayed.", "{n} subtasks are delayed.", late)
    if figure.missing:
        return words("None of those answered is delayed.")
    return words("None of them is delayed.")


def _nation_sentences(compared: Nation, wording: Wording) -> Iterator[str]:
    words = wording.words
    if compared.completed is None:
        yield words("Too few regions report for a comparison with the nation.")
        return
    yield words(
        "Regions that report ({n}): median of what is completed {median}, range {range}.",
        n=compared.completed.regions,
        median=wording.fraction(compared.completed.median),
        range=wording.range(compared.completed.low, compared.completed.high),
    )
