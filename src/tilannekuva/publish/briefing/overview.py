"""The region at a glance: its figures against the nation, and the sentences that tell them."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tilannekuva.domain.picture import (
    VIEWS,
    WHOLE_ROADMAP,
    Figure,
    Level,
    NationalPicture,
    RegionStanding,
    View,
)
from tilannekuva.domain.roadmap import Measures
from tilannekuva.layout import look
from tilannekuva.publish.briefing.charts import (
    Bar,
    LegendItem,
    SpreadLine,
    bar,
    legend,
    spread_line,
)
from tilannekuva.publish.briefing.comparison import Nation, Spread, nation
from tilannekuva.publish.briefing.sentences import return_sentences, view_sentences
from tilannekuva.publish.briefing.wording import NOTHING, Phrase, Wording

_LONGEST_LABEL = 46
"""Longer names of groups do not fit above their bar; their code stands there instead."""


@dataclass(frozen=True, slots=True)
class ToldShare:
    """A count out of n with its share, and the nation's median and range beside it."""

    counted: str
    share: str
    shade: int | None
    median: str
    range: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of the roadmap in the table of a view."""

    name: Phrase
    whole: bool
    figure: Figure
    in_progress: int
    not_started: int
    completed: ToldShare
    started: ToldShare


@dataclass(frozen=True, slots=True)
class ViewPage:
    """One view: its sentences, charts and table."""

    view: View
    title: str
    sentences: tuple[str, ...]
    bars: tuple[Bar, ...]
    spreads: tuple[SpreadLine, ...]
    rows: tuple[PartRow, ...]
    compared: int
    """Of how many regions the median and range on the whole roadmap tell; 0 where of none."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything of the first section."""

    standing: RegionStanding
    state: str
    sentences: tuple[str, ...]
    legend: tuple[LegendItem, ...]
    views: tuple[ViewPage, ...]


def overview(picture: NationalPicture, region: str, wording: Wording) -> Overview:
    """Return the state of a region at a glance."""
    standing = picture.standings[region]
    classes = legend(wording)
    return Overview(
        standing=standing,
        state=wording.state(standing.state),
        sentences=return_sentences(picture, standing, wording),
        legend=classes,
        views=tuple(_view(picture, region, view, wording, classes) for view in VIEWS),
    )


def told_share(part: int, figure: Figure, wording: Wording) -> str:
    """Return a share; where nothing is answered there is none to tell."""
    if figure.missing == figure.n:
        return NOTHING
    return wording.words.share(part, figure.n)


def shade(part: int, figure: Figure, measures: Measures) -> int | None:
    """Return which colour of the palette a share has; None where there is none to tell."""
    if figure.missing == figure.n:
        return None
    index = measures.colour_class(part, figure.n)
    if index is None:
        return None
    colour = look.class_colour(index, len(measures.colour_classes) + 1)
    return look.CLASS_COLOURS.index(colour)


def view_title(view: View, picture: NationalPicture, wording: Wording) -> str:
    """Return the heading of a view."""
    words = wording.words
    if view == "A":
        return words("Progress along the roadmap by {day}", day=picture.month.as_of)
    return words("Readiness for the target date {day}", day=picture.roadmap.target_date)


def _view(
    picture: NationalPicture,
    region: str,
    view: View,
    wording: Wording,
    classes: tuple[LegendItem, ...],
) -> ViewPage:
    whole = picture.figure(view, region)
    compared = nation(picture, view, "roadmap", WHOLE_ROADMAP)
    parts = [(wording.words("Whole roadmap"), WHOLE_ROADMAP, whole)]
    for group in picture.roadmap.groups:
        figure = picture.figure(view, region, "group", group.id)
        if figure.n > 0:
            name = wording.phrase(group.name).text
            parts.append((name if len(name) <= _LONGEST_LABEL else group.id, group.id, figure))
    return ViewPage(
        view=view,
        title=view_title(view, picture, wording),
        sentences=view_sentences(picture, region, view, compared, wording),
        bars=tuple(_bar(label, figure, wording, classes) for label, _, figure in parts),
        spreads=tuple(_spreads(whole, compared, wording)),
        rows=tuple(_rows(picture, region, view, wording)),
        compared=0 if compared.completed is None else compared.completed.regions,
    )


def _bar(label: str, figure: Figure, wording: Wording, classes: tuple[LegendItem, ...]) -> Bar:
    share = told_share(figure.completed, figure, wording)
    return bar(label, f"{figure.completed}/{figure.n} · {share}", figure, classes)


def _spreads(figure: Figure, compared: Nation, wording: Wording) -> Iterator[SpreadLine]:
    words = wording.words
    lines = (
        (words("Completed"), figure.completed, compared.completed),
        (words("In progress or completed"), figure.started, compared.started),
    )
    for label, part, spread in lines:
        told = told_share(part, figure, wording)
        own = None if told == NOTHING else Fraction(part, figure.n)
        yield spread_line(label, told, own, spread)


def _rows(picture: NationalPicture, region: str, view: View, wording: Wording) -> Iterator[PartRow]:
    whole: tuple[Level, str, Phrase] = (
        "roadmap",
        WHOLE_ROADMAP,
        Phrase(wording.words("Whole roadmap")),
    )
    groups: list[tuple[Level, str, Phrase]] = [
        ("group", group.id, wording.phrase(group.name)) for group in picture.roadmap.groups
    ]
    measures = picture.roadmap.measures
    for level, key, name in (whole, *groups):
        figure = picture.figure(view, region, level, key)
        compared = nation(picture, view, level, key)
        yield PartRow(
            name=name,
            whole=level == "roadmap",
            figure=figure,
            in_progress=figure.started - figure.completed,
            not_started=figure.n - figure.started - figure.missing,
            completed=_told(figure.completed, figure, compared.completed, measures, wording),
            started=_told(figure.started, figure, compared.started, measures, wording),
        )


def _told(
    part: int, figure: Figure, spread: Spread | None, measures: Measures, wording: Wording
) -> ToldShare:
    return ToldShare(
        counted=f"{part}/{figure.n}",
        share=told_share(part, figure, wording),
        shade=shade(part, figure, measures),
        median=NOTHING if spread is None else wording.fraction(spread.median),
        range=NOTHING if spread is None else wording.range(spread.low, spread.high),
    )
