"""The nation beside one region: the median and range of the regions that report."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tilannekuva.domain.picture import Level, NationalPicture, View

FEWEST_COMPARED = 3
"""Of fewer regions a median and range would be other regions' own figures."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The exact shares of the reporting regions: their median, lowest and highest."""

    regions: int
    median: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Nation:
    """The reporting regions' shares of a part of the roadmap; None where too few have one."""

    completed: Spread | None
    started: Spread | None


def nation(picture: NationalPicture, view: View, level: Level, key: str) -> Nation:
    """Return the spread of the regions that report and have something to share."""
    figures = [picture.figure(view, code, level, key) for code in picture.reporting]
    counted = [figure for figure in figures if figure.n > 0]
    return Nation(
        _spread(tuple((each.completed, each.n) for each in counted)),
        _spread(tuple((each.started, each.n) for each in counted)),
    )


# Every pack of a month asks for the same spreads.
@lru_cache(maxsize=256)
def _spread(counts: tuple[tuple[int, int], ...]) -> Spread | None:
    if len(counts) < FEWEST_COMPARED:
        return None
    ordered = sorted(Fraction(part, n) for part, n in counts)
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    return Spread(len(ordered), median, ordered[0], ordered[-1])
