"""This month beside the last one: differences of shares, and regions that are not compared."""

from dataclasses import dataclass
from typing import Final, Literal

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import (
    WHOLE_ROADMAP,
    Coverage,
    Figure,
    FigureKey,
    LastMonth,
    Level,
    NationalPicture,
    View,
)
from tilannekuva.domain.regions import NATION
from tilannekuva.domain.shares import percentage_points, whole_percent
from tilannekuva.i18n.words import NOTHING_TO_SHARE, Words
from tilannekuva.publish.national.formats import Style
from tilannekuva.publish.national.page import Page

Measured = Literal["completed", "started"]
"""What a share is told of."""

POINTS_FORMAT: Final = '+0;"\u2212"0;0'
"""How a difference in percentage points is shown."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The nation's figure on a part of the roadmap, this month and the last."""

    now: Figure
    coverage: Coverage
    before: Figure | None
    """None where last month is not there, or did not have that part of the roadmap."""
    coverage_before: Coverage | None


def compared(
    picture: NationalPicture, view: View, level: Level = "roadmap", key: str = WHOLE_ROADMAP
) -> Compared:
    """Return the nation's figure beside last month's."""
    last, figure_key = picture.last_month, FigureKey(view, level, key, NATION)
    return Compared(
        now=picture.figures[figure_key],
        coverage=picture.coverage[figure_key],
        before=last.figures.get(figure_key) if last else None,
        coverage_before=last.coverage.get(figure_key) if last else None,
    )


def points(both: Compared, measured: Measured) -> int | None:
    """Return by how many percentage points a share differs from last month's.

    None where one of the shares is of nothing.
    """
    before = None if both.before is None else percent(both.before, measured)
    return percentage_points(before, percent(both.now, measured))


def percent(figure: Figure, measured: Measured) -> int | None:
    """Return a share in whole percents."""
    return whole_percent(getattr(figure, measured), figure.n)


def write_points(page: Page, row: int, column: int, difference: int | None, style: Style) -> None:
    """Write a difference in percentage points; a dash where there is none to tell."""
    if difference is None:
        page.write(row, column, NOTHING_TO_SHARE, style)
    else:
        page.write(row, column, difference, style.shown_as(POINTS_FORMAT))


def told_points(words: Words, difference: int) -> str:
    """Return a difference in percentage points as it stands in a sentence."""
    sign = "+" if difference > 0 else "\u2212" if difference < 0 else "±"
    return words.plural(
        "{sign}{n} percentage point", "{sign}{n} percentage points", abs(difference), sign=sign
    )


def month_number(month: ReportingMonth) -> str:
    """Return a month in a narrow heading, the same in every language: 5/2022."""
    return f"{month.month}/{month.year}"


@dataclass(frozen=True, slots=True)
class Uncompared:
    """The regions of which nothing can be told against last month, and why."""

    only_now: tuple[str, ...]
    only_before: tuple[str, ...]
    neither: tuple[str, ...]


def uncompared(picture: NationalPicture, last: LastMonth) -> Uncompared:
    """Return the regions that did not report in both months, in order."""
    now, before = set(picture.reporting), set(last.reporting)
    codes = picture.regions.by_code
    return Uncompared(
        only_now=tuple(code for code in codes if code in now - before),
        only_before=tuple(code for code in codes if code in before - now),
        neither=tuple(code for code in codes if code not in now | before),
    )
