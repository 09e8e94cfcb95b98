"""The public page over all regions: the map, the nation and the areas, and who reports.

It tells figures only: no states of returns, no findings, no persons and no free text.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tilannekuva.domain.picture import NationalPicture, View
from tilannekuva.domain.texts import Language
from tilannekuva.i18n.words import Words
from tilannekuva.publish.briefing.charts import LegendItem, legend
from tilannekuva.publish.briefing.environment import rendered
from tilannekuva.publish.briefing.national_figures import (
    NationalFigures,
    Share,
    national_figures,
    share_of,
)
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


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One region in the public list."""

    code: str
    name: Phrase
    short: str
    reports: bool
    along: Share
    target: Share
    packs: tuple[PackLink, ...]


@dataclass(frozen=True, slots=True)
class PublicIndexPage:
    """The public page over all regions."""

    stamp: Stamp
    reporting: int
    organisers: int
    national: NationalFigures
    tiles: tuple[Tile, ...]
    classes: tuple[ColourClass, ...]
    legend: tuple[LegendItem, ...]
    rows: tuple[PublicRow, ...]


def public_index(
    picture: NationalPicture,
    language: Language,
    *,
    tool_version: str,
    packs: Mapping[str, tuple[Language, ...]],
) -> str:
    """Return the public page over all regions, also those that have not reported.

    Args:
        picture: the month of the whole country.
        language: the language of the page.
        tool_version: the version of this tool.
        packs: the languages in which there is a public pack, by the region's code; the packs
            lie beside the page as ``<code>-<language>.html``.
    """
    words = Words(language, "pages")
    return rendered("public-index.html", words, _model(picture, words, tool_version, packs))


def _model(
    picture: NationalPicture,
    words: Words,
    tool_version: str,
    packs: Mapping[str, tuple[Language, ...]],
) -> PublicIndexPage:
    wording = Wording(words, picture.roadmap)
    silent = {
        code: words("has not reported")
        for code, standing in picture.standings.items()
        if not standing.reports
    }
    return PublicIndexPage(
        stamp=stamp(picture, wording, tool_version),
        reporting=len(picture.reporting),
        organisers=len(picture.standings),
        national=national_figures(picture, wording),
        tiles=tiles(picture, silent, packs, wording),
        classes=tuple(colour_classes(picture, wording)),
        legend=legend(wording),
        rows=tuple(
            PublicRow(
                code=region.code,
                name=wording.phrase(region.name),
                short=region.short_name(words.language),
                reports=region.code not in silent,
                along=_completed(picture, "A", region.code, wording),
                target=_completed(picture, "B", region.code, wording),
                packs=pack_links(region, packs),
            )
            for region in picture.regions.regions
        ),
    )


def _completed(picture: NationalPicture, view: View, region: str, wording: Wording) -> Share:
    figure = picture.figure(view, region)
    return share_of(picture, figure.completed, figure, wording)
