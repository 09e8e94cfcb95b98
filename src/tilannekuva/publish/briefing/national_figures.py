"""The figures of the areas and the nation as an index tells them, now and a month ago."""

from collections.abc import Iterator
from dataclasses import dataclass

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import (
    VIEWS,
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
from tilannekuva.publish.briefing.charts import Segment, bar, legend
from tilannekuva.publish.briefing.overview import shade, told_share
from tilannekuva.publish.briefing.then_and_now import delayed
from tilannekuva.publish.briefing.wording import NOTHING, Phrase, Wording

_LONGEST_LABEL = 50
"""Longer names of groups do not fit above their bar; their code stands there instead."""


@dataclass(frozen=True, slots=True)
class Share:
    """A count out of n with its share and colour."""

    counted: str
    share: str
    shade: int | None


@dataclass(frozen=True, slots=True)
class Headline:
    """One number of the nation to see first, with what it was."""

    name: str
    value: str
    counted: str
    """What a share is of, as a count."""
    before: str
    """What it was last month; empty where last month is not archived."""


@dataclass(frozen=True, slots=True)
class TotalFigure:
    """One view of an area, the nation or a part of the roadmap."""

    coverage: str
    completed: Share
    started: Share
    missing: str


@dataclass(frozen=True, slots=True)
class TotalRow:
    """An area, the nation or a part of the roadmap, with a figure for each view."""

    name: Phrase
    whole: bool
    """Whether it is the sum of the other rows."""
    views: tuple[TotalFigure, ...]


@dataclass(frozen=True, slots=True)
class NationalBar:
    """A part of the roadmap as a stacked bar, with what is completed beside it."""

    label: str
    counted: str
    share: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """What one view said last month and says now."""

    before_coverage: str
    before: Share
    coverage: str
    now: Share


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """An area or the nation beside itself a month ago."""

    name: Phrase
    whole: bool
    views: tuple[ComparedFigure, ...]


@dataclass(frozen=True, slots=True)
class NationalFigures:
    """Everything an index tells of the nation and the areas."""

    headlines: tuple[Headline, ...]
    sentences: tuple[str, ...]
    bars: tuple[NationalBar, ...]
    """Progress along the roadmap, whole and by preparation group."""
    groups: tuple[TotalRow, ...]
    totals: tuple[TotalRow, ...]
    before: ReportingMonth
    """The month compared with."""
    no_comparison: str
    """Why there is none; empty where last month is archived."""
    compared: tuple[ComparedRow, ...]


def national_figures(picture: NationalPicture, wording: Wording) -> NationalFigures:
    """Return the figures of the nation, the areas and the preparation groups."""
    last = picture.last_month
    return NationalFigures(
        headlines=tuple(_headlines(picture, wording)),
        sentences=tuple(_sentences(picture, wording)),
        bars=tuple(_bars(picture, wording)),
        groups=tuple(_groups(picture, wording)),
        totals=tuple(_totals(picture, wording)),
        before=picture.month.shifted(-1),
        no_comparison=_no_comparison(picture, wording),
        compared=() if last is None else tuple(_compared(picture, last, wording)),
    )


def share_of(picture: NationalPicture, part: int, figure: Figure, wording: Wording) -> Share:
    """Return a part of a figure with its share and colour."""
    return Share(
        f"{part}/{figure.n}",
        told_share(part, figure, wording),
        shade(part, figure, picture.roadmap.measures),
    )


def completed_before(picture: NationalPicture, view: View, region: str, wording: Wording) -> Share:
    """Return what was completed last month; dashes where nothing is known of it."""
    figure = None if picture.last_month is None else picture.last_month.figure(view, region)
    if figure is None:
        return Share(NOTHING, NOTHING, None)
    return share_of(picture, figure.completed, figure, wording)


def _headlines(picture: NationalPicture, wording: Wording) -> Iterator[Headline]:
    words, last = wording.words, picture.last_month
    names = {
        "A": words("Completed of those due by now"),
        "B": words("Completed of those due before the target date"),
    }

    def told_before(value: str) -> str:
        return words("last month {n}", n=value)

    for view in VIEWS:
        now = share_of(picture, picture.figure(view).completed, picture.figure(view), wording)
        then = completed_before(picture, view, NATION, wording)
        before = "" if last is None else told_before(f"{then.share} ({then.counted})")
        yield Headline(names[view], now.share, now.counted, before)
    now_delayed = delayed(picture.figure("A"))
    figure = None if last is None else last.figure("A")
    yield Headline(
        words("Delayed critical subtasks"),
        words.number(now_delayed),
        "",
        "" if figure is None else told_before(words.number(delayed(figure))),
    )
    organisers = len(picture.standings)
    yield Headline(
        words("Regions reporting"),
        f"{len(picture.reporting)}/{organisers}",
        "",
        "" if last is None else told_before(f"{len(last.reporting)}/{organisers}"),
    )


def _sentences(picture: NationalPicture, wording: Wording) -> Iterator[str]:
    words, along = wording.words, picture.figure("A")
    if not picture.reporting:
        yield words("No region reports for this month.")
        return
    if along.n == 0:
        yield words("No critical subtask is due by {day}.", day=picture.month.as_of)
        return
    yield words(
        "Of the critical subtasks due by {day}, {part} ({share}) are completed.",
        day=picture.month.as_of,
        part=f"{along.completed}/{along.n}",
        share=words.share(along.completed, along.n),
    )
    if delayed(along):
        yield words.plural("{n} subtask is delayed.", "{n} subtasks are delayed.", delayed(along))


def _no_comparison(picture: NationalPicture, wording: Wording) -> str:
    if picture.last_month is not None:
        return ""
    return wording.words(
        "Last month ({month}) was not collected, so changes cannot be told.",
        month=picture.month.shifted(-1),
    )


def _bars(picture: NationalPicture, wording: Wording) -> Iterator[NationalBar]:
    classes = legend(wording)
    parts: list[tuple[str, Figure]] = [(wording.words("Whole roadmap"), picture.figure("A"))]
    for group in picture.roadmap.groups:
        name = wording.phrase(group.name).text
        figure = picture.figure("A", NATION, "group", group.id)
        parts.append((name if len(name) <= _LONGEST_LABEL else group.id, figure))
    for label, figure in parts:
        drawn = bar(label, "", figure, classes)
        completed = share_of(picture, figure.completed, figure, wording)
        yield NationalBar(label, completed.counted, completed.share, drawn.segments)


def _groups(picture: NationalPicture, wording: Wording) -> Iterator[TotalRow]:
    parts: list[tuple[Phrase, Level, str]] = [
        (wording.phrase(group.name), "group", group.id) for group in picture.roadmap.groups
    ]
    parts.append((Phrase(wording.words("Whole roadmap")), "roadmap", WHOLE_ROADMAP))
    for name, level, key in parts:
        keys = (FigureKey(view, level, key, NATION) for view in VIEWS)
        yield TotalRow(
            name, level == "roadmap", tuple(_figure(picture, each, wording) for each in keys)
        )


def _totals(picture: NationalPicture, wording: Wording) -> Iterator[TotalRow]:
    for area in _areas(picture):
        keys = (FigureKey(view, "roadmap", WHOLE_ROADMAP, area) for view in VIEWS)
        name = wording.phrase(picture.regions.name(area))
        yield TotalRow(
            name, area == NATION, tuple(_figure(picture, each, wording) for each in keys)
        )


def _areas(picture: NationalPicture) -> tuple[str, ...]:
    return (*(area.key for area in picture.regions.collaboration_areas), NATION)


def _figure(picture: NationalPicture, key: FigureKey, wording: Wording) -> TotalFigure:
    figure = picture.figures[key]
    return TotalFigure(
        _told_coverage(picture.coverage.get(key)),
        share_of(picture, figure.completed, figure, wording),
        share_of(picture, figure.started, figure, wording),
        f"{figure.missing}/{figure.n}",
    )


def _told_coverage(coverage: Coverage | None) -> str:
    return NOTHING if coverage is None else f"{coverage.reporting}/{coverage.concerned}"


def _compared(picture: NationalPicture, last: LastMonth, wording: Wording) -> Iterator[ComparedRow]:
    for area in _areas(picture):
        figures = []
        for view in VIEWS:
            key = FigureKey(view, "roadmap", WHOLE_ROADMAP, area)
            figure = picture.figures[key]
            figures.append(
                ComparedFigure(
                    _told_coverage(last.coverage.get(key)),
                    completed_before(picture, view, area, wording),
                    _told_coverage(picture.coverage.get(key)),
                    share_of(picture, figure.completed, figure, wording),
                )
            )
        name = wording.phrase(picture.regions.name(area))
        yield ComparedRow(name, area == NATION, tuple(figures))
