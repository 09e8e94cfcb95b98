"""The model of the ministry's index: every region, the areas and the nation, national risks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tilannekuva.domain.picture import NationalPicture, RegionState, SharedRisk
from tilannekuva.domain.regions import Region
from tilannekuva.domain.rule import Severity
from tilannekuva.domain.texts import Language
from tilannekuva.i18n.words import Words
from tilannekuva.publish.briefing.charts import LegendItem, legend
from tilannekuva.publish.briefing.national_figures import (
    NationalFigures,
    Share,
    national_figures,
    share_of,
)
from tilannekuva.publish.briefing.open_findings import open_findings
from tilannekuva.publish.briefing.region_changes import RegionChanges, region_changes
from tilannekuva.publish.briefing.region_page import Stamp, stamp
from tilannekuva.publish.briefing.tile_map import (
    ColourClass,
    PackLink,
    Tile,
    colour_classes,
    pack_links,
    tiles,
)
from tilannekuva.publish.briefing.wording import Phrase, Wording

_IN_ORDER = frozenset({RegionState.COMPLETE, RegionState.COMPLETE_WITH_WARNINGS})


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region in the list."""

    code: str
    name: Phrase
    short: str
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
    """A state with the regions that have it."""

    id: RegionState
    words: str
    regions: tuple[Phrase, ...]
    in_order: bool
    """Whether nobody has to act on it."""


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The index of the packs."""

    stamp: Stamp
    reporting: int
    organisers: int
    national: NationalFigures
    tiles: tuple[Tile, ...]
    classes: tuple[ColourClass, ...]
    legend: tuple[LegendItem, ...]
    rows: tuple[RegionRow, ...]
    states: tuple[StateChoice, ...]
    late: tuple[Phrase, ...]
    """The regions whose return came after the deadline."""
    changes: RegionChanges | None
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
    risks = [each for each in picture.risks if each.national]
    critical = [each for each in risks if each.position.subtask.critical]
    others = [each for each in risks if not each.position.subtask.critical]
    rows = tuple(_region(picture, region, packs, wording) for region in picture.regions.regions)
    return IndexPage(
        stamp=stamp(picture, wording, tool_version),
        reporting=len(picture.reporting),
        organisers=len(picture.standings),
        national=national_figures(picture, wording),
        tiles=tiles(picture, _told_on_tiles(picture, wording), packs, wording),
        classes=tuple(colour_classes(picture, wording)),
        legend=legend(wording),
        rows=rows,
        states=tuple(_states(rows)),
        late=tuple(row.name for row in rows if row.late),
        changes=region_changes(picture, wording),
        critical_risks=tuple(_risk(picture, each, wording) for each in critical),
        other_risks=tuple(_risk(picture, each, wording) for each in others),
        national_share=picture.roadmap.measures.national_risk.share,
    )


def _region(
    picture: NationalPicture,
    region: Region,
    packs: Mapping[str, tuple[Language, ...]],
    wording: Wording,
) -> RegionRow:
    standing = picture.standings[region.code]
    severities = [each.severity for each in open_findings(picture, region.code)]
    along, target = picture.figure("A", region.code), picture.figure("B", region.code)
    return RegionRow(
        code=region.code,
        name=wording.phrase(region.name),
        short=region.short_name(wording.words.language),
        state=standing.state,
        state_words=wording.state(standing.state),
        late=standing.late,
        answered=f"{standing.answered}/{standing.asked}",
        critical_answered=f"{standing.critical_answered}/{standing.critical_asked}",
        along=share_of(picture, along.completed, along, wording),
        target=share_of(picture, target.completed, target, wording),
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        packs=pack_links(region, packs),
    )


def _told_on_tiles(picture: NationalPicture, wording: Wording) -> dict[str, str]:
    """Return what a tile says of a return that somebody has to act on, or that came late."""
    told = {}
    for code, standing in picture.standings.items():
        words = [] if standing.state in _IN_ORDER else [wording.state(standing.state)]
        if standing.late:
            words.append(wording.words("late"))
        if words:
            told[code] = wording.words("return: {state}", state=wording.words.listing(words))
    return told


def _states(rows: tuple[RegionRow, ...]) -> Iterator[StateChoice]:
    for state in RegionState:
        having = [row for row in rows if row.state == state]
        if having:
            names = tuple(row.name for row in having)
            yield StateChoice(state, having[0].state_words, names, state in _IN_ORDER)


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
