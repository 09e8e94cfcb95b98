"""A figure of last month beside the same one now, where the two can be compared."""

from dataclasses import dataclass

from tilannekuva.domain.picture import (
    WHOLE_ROADMAP,
    Figure,
    LastMonth,
    Level,
    NationalPicture,
    View,
)
from tilannekuva.domain.shares import percentage_points, whole_percent
from tilannekuva.i18n.words import Words
from tilannekuva.publish.briefing.wording import NOTHING

_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """A part of the roadmap last month and now."""

    then: Figure | None
    """None where that part was not in last month's roadmap."""
    now: Figure

    @property
    def points(self) -> int | None:
        """By how many percentage points more is completed; None where a share is not told."""
        then = None if self.then is None else completed_percent(self.then)
        return percentage_points(then, completed_percent(self.now))


def comparable(picture: NationalPicture, region: str) -> LastMonth | None:
    """Return last month, if the region reported then and reports now."""
    last = picture.last_month
    if last is None or region not in last.reporting or not picture.standings[region].reports:
        return None
    return last


def then_and_now(  # noqa: PLR0913 - the parts of a figure's key
    picture: NationalPicture,
    last: LastMonth,
    view: View,
    region: str,
    *,
    level: Level = "roadmap",
    key: str = WHOLE_ROADMAP,
) -> ThenAndNow:
    """Return a region's figure of last month and of this one."""
    return ThenAndNow(
        last.figure(view, region, level, key), picture.figure(view, region, level, key)
    )


def completed_percent(figure: Figure) -> int | None:
    """Return the share completed in whole percents; None where nothing is answered."""
    return None if figure.missing == figure.n else whole_percent(figure.completed, figure.n)


def delayed(figure: Figure) -> int:
    """Return how many are delayed; the figure is of view A, in which everything is due."""
    return figure.n - figure.completed - figure.missing


def signed(points: int | None) -> str:
    """Return a difference with its sign, a real minus sign where it is one; a dash for none."""
    if points is None:
        return NOTHING
    return f"+{points}" if points > 0 else f"{_MINUS}{-points}" if points else "0"


def told_points(points: int, words: Words) -> str:
    """Return a difference in words, as what has happened since last month."""
    if points == 0:
        return words("as last month")
    return words.plural(
        "{change} percentage point since last month",
        "{change} percentage points since last month",
        abs(points),
        change=signed(points),
    )
