"""The geometry of the charts; the templates draw it.

Lengths are units of a drawing 360 wide, which is the width of a phone, so that its letters
have the size of the text around it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tilannekuva.domain.picture import Figure
from tilannekuva.publish.briefing.comparison import Spread
from tilannekuva.publish.briefing.wording import Wording

WIDTH = 360
_BAR = 262
_AXIS_START, _AXIS_LENGTH = 16, 328
_HATCH_STEP = 5
_ROOM_FOR_LETTER = 13


@dataclass(frozen=True, slots=True)
class Segment:
    """One class of a stacked bar."""

    kind: str
    """``done``, ``in_progress``, ``not_started`` or ``missing``."""
    start: float
    width: float
    letter: str
    """The initial of the class, where there is room for it."""
    hatching: tuple[float, ...]
    """Where the lines that mark "not started" stand."""


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A class of the bars with its letter and words."""

    kind: str
    letter: str
    name: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One stacked bar with what is written above and beside it."""

    label: str
    told: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """The nation's range and median on an axis of percents, and the region's own place."""

    label: str
    told: str
    low: float | None
    high: float | None
    median: float | None
    own: float | None


@dataclass(frozen=True, slots=True)
class StepLine:
    """A share last month and now on an axis of percents."""

    label: str
    told: str
    then: float | None
    now: float | None


def bar(label: str, told: str, figure: Figure, legend: Sequence[LegendItem]) -> Bar:
    """Return the bar of a figure: completed, in progress, not started, no answer."""
    return Bar(label, told, tuple(_segments(figure, legend)))


def legend(wording: Wording) -> tuple[LegendItem, ...]:
    """Return the classes of the bars in their order."""
    words = wording.words
    names = (
        ("done", wording.choice("status", "done")),
        ("in_progress", wording.choice("status", "in_progress")),
        ("not_started", wording.choice("status", "not_started")),
    )
    items = tuple(LegendItem(kind, name[0].upper(), name) for kind, name in names)
    return (*items, LegendItem("missing", "?", words("no answer")))


def spread_line(label: str, told: str, own: Fraction | None, spread: Spread | None) -> SpreadLine:
    """Return a line of the chart that sets the region beside the nation."""
    return SpreadLine(
        label,
        told,
        None if spread is None else _on_axis(spread.low),
        None if spread is None else _on_axis(spread.high),
        None if spread is None else _on_axis(spread.median),
        None if own is None else _on_axis(own),
    )


def step_line(label: str, told: str, then: int | None, now: int | None) -> StepLine:
    """Return a line of the chart of change; shares in whole percents, None where not told."""
    return StepLine(
        label,
        told,
        None if then is None else _on_axis(Fraction(then, 100)),
        None if now is None else _on_axis(Fraction(now, 100)),
    )


def _segments(figure: Figure, legend: Sequence[LegendItem]) -> Iterator[Segment]:
    counts = {
        "done": figure.completed,
        "in_progress": figure.started - figure.completed,
        "not_started": figure.n - figure.started - figure.missing,
        "missing": figure.missing,
    }
    start = 0.0
    for item in legend:
        count = counts[item.kind]
        if count == 0:
            continue
        width = round(_BAR * count / figure.n, 1)
        letter = item.letter if width >= _ROOM_FOR_LETTER else ""
        lines = _hatching(width, letter) if item.kind == "not_started" else ()
        yield Segment(
            item.kind,
            round(start, 1),
            width,
            letter,
            tuple(round(start + line, 1) for line in lines),
        )
        start += width


def _hatching(width: float, letter: str) -> list[int]:
    """Return where hatching stands within a segment, clear of its letter."""
    clear = _ROOM_FOR_LETTER / 2 if letter else 0
    return [
        step
        for step in range(_HATCH_STEP, int(width), _HATCH_STEP)
        if abs(step - width / 2) >= clear
    ]


def _on_axis(share: Fraction) -> float:
    return round(_AXIS_START + _AXIS_LENGTH * float(share), 1)
