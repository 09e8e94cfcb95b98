"""The tile map of the country: one square for each region, roughly where it lies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.regions import Region, Regions
from tilannekuva.domain.texts import Language
from tilannekuva.layout import look
from tilannekuva.publish.briefing.national_figures import Share, share_of
from tilannekuva.publish.briefing.wording import Wording

_COLUMNS = 4
"""As many tiles beside each other as a phone has room for, where the regions say nothing else."""

_LANGUAGE_NAMES: Final[Mapping[Language, str]] = {
    "fi": "suomeksi",
    "sv": "på svenska",
    "en": "in English",
}
"""A link to another language names it in that language."""


@dataclass(frozen=True, slots=True)
class PackLink:
    """A link to a pack that lies beside the page."""

    href: str
    language: Language
    text: str
    label: str
    """The link read on its own: the region and the text, both in the language of the pack."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One region on the map."""

    code: str
    short: str
    row: int
    column: int
    along: Share
    told: str
    """What is to be known of the return; empty where it is in order."""
    packs: tuple[PackLink, ...]


@dataclass(frozen=True, slots=True)
class ColourClass:
    """A class of the map's colours, with its limits in words."""

    shade: int
    limits: str


def tiles(
    picture: NationalPicture,
    told: Mapping[str, str],
    packs: Mapping[str, tuple[Language, ...]],
    wording: Wording,
) -> tuple[Tile, ...]:
    """Return the squares of the map as they are read: by rows, from the left.

    Args:
        picture: the month.
        told: what is to be known of the return of some regions, by code.
        packs: the languages in which a region has a pack, by code.
        wording: the words of the page.
    """
    where = places(picture.regions)
    found = []
    for region in sorted(picture.regions.regions, key=lambda region: where[region.code]):
        figure = picture.figure("A", region.code)
        row, column = where[region.code]
        found.append(
            Tile(
                code=region.code,
                short=region.short_name(wording.words.language),
                row=row,
                column=column,
                along=share_of(picture, figure.completed, figure, wording),
                told=told.get(region.code, ""),
                packs=pack_links(region, packs),
            )
        )
    return tuple(found)


def pack_links(region: Region, packs: Mapping[str, tuple[Language, ...]]) -> tuple[PackLink, ...]:
    """Return the links to the packs of a region."""
    return tuple(
        PackLink(
            href=f"{region.code}-{language}.html",
            language=language,
            text=_LANGUAGE_NAMES[language],
            label=f"{region.short_name(language)} {_LANGUAGE_NAMES[language]}",
        )
        for language in packs.get(region.code, ())
    )


def colour_classes(picture: NationalPicture, wording: Wording) -> Iterator[ColourClass]:
    """Yield the classes that shares are coloured in, the lowest first."""
    limits = (0, *picture.roadmap.measures.colour_classes, 100)
    last = len(limits) - 2
    for index, (low, high) in enumerate(pairwise(limits)):
        # The highest class holds 100, the others end below the next one's limit.
        top = wording.words.share(high if index == last else high - 1, 100)
        colour = look.class_colour(index, last + 1)
        yield ColourClass(look.CLASS_COLOURS.index(colour), f"{low}–{top}")


def places(regions: Regions) -> dict[str, tuple[int, int]]:
    """Return the row and column of each region, counted from 1; no two have the same.

    An organiser without a place of its own, or whose place is taken, stands in the lowest row,
    beside the last tile: HUS beside Helsinki and the counties of Uusimaa.
    """
    placed: dict[str, tuple[int, int]] = {}
    for region in regions.regions:
        if region.grid is not None and region.grid not in placed.values():
            placed[region.code] = region.grid
    free = _free(set(placed.values()))
    return {region.code: placed.get(region.code) or next(free) for region in regions.regions}


def _free(taken: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the free places after the last tile of the lowest row, then in rows below it."""
    row = max((row for row, _ in taken), default=1)
    columns = max((column for _, column in taken), default=_COLUMNS)
    last = max((column for taken_row, column in taken if taken_row == row), default=0)
    while True:
        yield from ((row, column) for column in range(last + 1, columns + 1))
        row, last = row + 1, 0
