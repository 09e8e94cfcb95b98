"""The model of the ministry's index: every region, the areas and the nation, national risks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tilannekuva.domain.picture import (
    VIEWS,
    WHOLE_ROADMAP,
    Figure,
    FigureKey,
    NationalPicture,
    RegionStanding,
    RegionState,
    SharedRisk,
)
from tilannekuva.domain.regions import NATION, Region
from tilannekuva.domain.rule import Severity
from tilannekuva.domain.texts import Language
from tilannekuva.i18n.words import Words
from tilannekuva.layout import look
from tilannekuva.publish.briefing.open_findings import open_findings
from tilannekuva.publish.briefing.overview import shade, told_share
from tilannekuva.publish.briefing.region_page import Stamp, stamp
from tilannekuva.publish.briefing.tile_map import places
from tilannekuva.publish.briefing.wording import Phrase, Wording

_LANGUAGE_NAMES: Mapping[Language, str] = {"fi": "suomeksi", "sv": "på svenska", "en": "in English"}
"""A link to another language names it in that language."""


@dataclass(frozen=True, slots=True)
class PackLink:
    """A link to a pack."""

    href: str
    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """A count out of n with its share and colour."""

    counted: str
    share: str
    shade: int | None


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region in the list and on the map."""

    code: str
    name: Phrase
    short: str
    row: int
    column: int
    state: RegionState
    state_words: str
    late: bool
    answered: str
    critical_answered: str
    along: Share
    target: Share
    errors: int
    warnings: int
    packs: tuple[PackLink, ...]


@dataclass(frozen=True, slots=True)
class TotalFigure:
    """One view of an area or the nation."""

    coverage: str
    completed: Share
    started: Share
    missing: str


@dataclass(frozen=True, slots=True)
class TotalRow:
    """An area or the nation, with a figure for each view."""

    name: Phrase
    nation: bool
    views: tuple[TotalFigure, ...]


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A national risk."""

    code: str
    name: Phrase
    group: Phrase
    affected: str
    delayed: int
    high_risk: int
    national_support: int
    regions: str


@dataclass(frozen=True, slots=True)
class StateChoice:
    """A state in the filter, with how many regions have it."""

    id: RegionState
    words: str
    regions: int


@dataclass(frozen=True, slots=True)
class ColourClass:
    """A class of the map's colours, with its limits in words."""

    shade: int
    limits: str


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The index of the packs."""

    stamp: Stamp
    reporting: int
    organisers: int
    rows: tuple[RegionRow, ...]
    states: tuple[StateChoice, ...]
    classes: tuple[ColourClass, ...]
    totals: tuple[TotalRow, ...]
    critical_risks: tuple[RiskRow, ...]
    other_risks: tuple[RiskRow, ...]
    national_share: str
    """The share of regions that makes a risk national, as the roadmap file has it."""


def index_model(
    picture: NationalPicture,
    words: Words,
    tool_version: str,
    packs: Mapping[str, tuple[Language, ...]],
) -> IndexPage:
    """Return what the index shows in a language."""
    wording = Wording(words, picture.roadmap)
    where = places(picture.regions)
    risks = [each for each in picture.risks if each.national]
    return IndexPage(
        stamp=stamp(picture, wording, tool_version),
        reporting=len(picture.reporting),
        organisers=len(picture.standings),
        rows=tuple(
            _region(picture, region, where[region.code], packs.get(region.code, ()), wording)
            for region in picture.regions.regions
        ),
        states=tuple(_states(picture, wording)),
        classes=tuple(_classes(picture, wording)),
        totals=tuple(_totals(picture, wording)),
        critical_risks=tuple(
            _risk(picture, each, wording) for each in risks if each.position.subtask.critical
        ),
        other_risks=tuple(
            _risk(picture, each, wording) for each in risks if not each.position.subtask.critical
        ),
        national_share=picture.roadmap.measures.national_risk.share,
    )


def _region(
    picture: NationalPicture,
    region: Region,
    place: tuple[int, int],
    languages: tuple[Language, ...],
    wording: Wording,
) -> RegionRow:
    standing: RegionStanding = picture.standings[region.code]
    severities = [each.severity for each in open_findings(picture, region.code)]
    along, target = picture.figure("A", region.code), picture.figure("B", region.code)
    return RegionRow(
        code=region.code,
        name=wording.phrase(region.name),
        short=region.short_name(wording.words.language),
        row=place[0],
        column=place[1],
        state=standing.state,
        state_words=wording.state(standing.state),
        late=standing.late,
        answered=f"{standing.answered}/{standing.asked}",
        critical_answered=f"{standing.critical_answered}/{standing.critical_asked}",
        along=_share(picture, along.completed, along, wording),
        target=_share(picture, target.completed, target, wording),
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        packs=tuple(
            PackLink(f"{region.code}-{language}.html", language, _LANGUAGE_NAMES[language])
            for language in languages
        ),
    )


def _share(picture: NationalPicture, part: int, figure: Figure, wording: Wording) -> Share:
    return Share(
        f"{part}/{figure.n}",
        told_share(part, figure, wording),
        shade(part, figure, picture.roadmap.measures),
    )


def _states(picture: NationalPicture, wording: Wording) -> Iterator[StateChoice]:
    found = [standing.state for standing in picture.standings.values()]
    for state in RegionState:
        if state in found:
            yield StateChoice(state, wording.state(state), found.count(state))


def _classes(picture: NationalPicture, wording: Wording) -> Iterator[ColourClass]:
    limits = (0, *picture.roadmap.measures.colour_classes, 100)
    last = len(limits) - 2
    for index, (low, high) in enumerate(pairwise(limits)):
        # The highest class holds 100, the others end below the next one's limit.
        top = wording.words.share(high if index == last else high - 1, 100)
        colour = look.class_colour(index, last + 1)
        yield ColourClass(look.CLASS_COLOURS.index(colour), f"{low}–{top}")


def _totals(picture: NationalPicture, wording: Wording) -> Iterator[TotalRow]:
    keys = (*(area.key for area in picture.regions.collaboration_areas), NATION)
    for key in keys:
        figures = []
        for view in VIEWS:
            figure = picture.figure(view, key)
            covered = picture.coverage[FigureKey(view, "roadmap", WHOLE_ROADMAP, key)]
            figures.append(
                TotalFigure(
                    f"{covered.reporting}/{covered.concerned}",
                    _share(picture, figure.completed, figure, wording),
                    _share(picture, figure.started, figure, wording),
                    f"{figure.missing}/{figure.n}",
                )
            )
        name = wording.phrase(picture.regions.name(key))
        yield TotalRow(name, key == NATION, tuple(figures))


def _risk(picture: NationalPicture, risk: SharedRisk, wording: Wording) -> RiskRow:
    return RiskRow(
        code=risk.position.subtask.id,
        name=wording.phrase(risk.position.subtask.name),
        group=wording.phrase(risk.position.group.name),
        affected=f"{len(risk.affected)}/{risk.base}",
        delayed=len(risk.delayed),
        high_risk=len(risk.high_risk),
        national_support=len(risk.national_support),
        regions=wording.words.listing(
            [
                picture.regions.by_code[code].short_name(wording.words.language)
                for code in risk.affected
            ]
        ),
    )
