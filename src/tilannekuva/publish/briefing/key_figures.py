"""The few numbers to see first, each with last month's and the nation's beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tilannekuva.domain.picture import WHOLE_ROADMAP, Figure, NationalPicture, View
from tilannekuva.i18n.words import Words
from tilannekuva.publish.briefing.comparison import nation
from tilannekuva.publish.briefing.overview import told_share
from tilannekuva.publish.briefing.then_and_now import (
    comparable,
    delayed,
    then_and_now,
    told_points,
)
from tilannekuva.publish.briefing.wording import NOTHING, Wording


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number to see first."""

    name: str
    value: str
    counted: str
    """What a share is of, as a count."""
    then: str
    """What has changed since last month; empty where that cannot be told."""
    nation: str
    """The nation's median; empty where there is none."""


def key_figures(picture: NationalPicture, region: str, wording: Wording) -> Iterator[KeyFigure]:
    """Yield the shares completed in both views, what is delayed, and what has no answer."""
    words = wording.words
    yield _share(words("Completed of those due by now"), picture, region, "A", wording)
    yield _share(
        words("Completed of those due before the target date"), picture, region, "B", wording
    )
    along, target = picture.figure("A", region), picture.figure("B", region)
    last = comparable(picture, region)
    then_along = None if last is None else last.figure("A", region)
    then_target = None if last is None else last.figure("B", region)
    yield KeyFigure(
        words("Delayed critical subtasks"),
        _told_delayed(along, words),
        "",
        "" if then_along is None else words("last month {n}", n=_told_delayed(then_along, words)),
        "",
    )
    yield KeyFigure(
        words("Critical subtasks without an answer"),
        f"{target.missing}/{target.n}" if target.n else NOTHING,
        "",
        ""
        if then_target is None
        else words("last month {n}", n=f"{then_target.missing}/{then_target.n}"),
        "",
    )


def _share(
    name: str, picture: NationalPicture, region: str, view: View, wording: Wording
) -> KeyFigure:
    words, figure = wording.words, picture.figure(view, region)
    last = comparable(picture, region)
    points = None if last is None else then_and_now(picture, last, view, region).points
    compared = nation(picture, view, "roadmap", WHOLE_ROADMAP).completed
    return KeyFigure(
        name,
        told_share(figure.completed, figure, wording),
        _counted(figure, words),
        "" if points is None else told_points(points, words),
        ""
        if compared is None
        else words("median of the nation {share}", share=wording.fraction(compared.median)),
    )


def _counted(figure: Figure, words: Words) -> str:
    if figure.n == 0:
        return words("none to count")
    return "" if figure.missing == figure.n else f"{figure.completed}/{figure.n}"


def _told_delayed(figure: Figure, words: Words) -> str:
    """Return how many are delayed; of what is not answered that cannot be told."""
    if figure.n and figure.missing == figure.n:
        return NOTHING
    return words.number(delayed(figure))
