"""Tell from a file's name and folders whose return it may be: a hint, never the identity."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region, Regions

_OUR_NAME = re.compile(
    r"tilannekuva[-_ ](?P<year>\d{4})[-_ ](?P<month>\d\d)[-_ ](?P<region>\d{1,2}|[a-z]{2,5})"
    r"(?:[-_ ][a-z]{1,8})?[-_ ](?:fi|sv|fisv)(?![a-z0-9])"
)
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = frozenset({"ja", "och", "and"})
# What regions are called besides their names; not a part of how people call a region.
_KINDS = frozenset({
    "hyvinvointialue", "hyvinvointialueen", "kaupunki", "kaupungin", "yhtyma",
    "valfardsomrade", "valfardsomradet", "stad", "sammanslutningen",
    "wellbeing", "services", "county", "city", "of", "group",
})  # fmt: skip
_SHORTEST = 3

Phrase = tuple[str, ...]
"""Words in their order, without case and marks."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What a name speaks of, where it speaks of one region and one month."""

    region: str | None = None
    """A region's code."""
    month: ReportingMonth | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """Every region that a path speaks of, by who wrote it there; and the month."""

    ours: str | None
    """The region in the name we gave the form, if the file still has it."""
    added: frozenset[str]
    """The regions that people named in the file's name."""
    folder: frozenset[str]
    """The regions that the nearest folder names that names any."""
    month: ReportingMonth | None
    """The month in the name we gave the form; others write months in too many ways."""


def spoken_of(path: str, regions: Regions) -> Spoken:
    """Return what a path speaks of.

    Regions are found by their names in Finnish, Swedish and English, in the nominative and the
    genitive, and by their short names, as whole words: of "Etelä-Pohjanmaa" and "Pohjanmaa" the
    longer. Case, marks over letters, hyphens and underscores make no difference.

    Args:
        path: relative to the inbox, with ``/``.
        regions: the regions that exist.
    """
    place = PurePosixPath(path)
    ours, month, rest = _our_name(_flat(place.name), regions)
    named = _phrases(regions)
    folders = (_regions_in(_flat(each.name), named) for each in place.parents)
    return Spoken(
        ours=ours,
        added=_regions_in(rest, named),
        folder=next((found for found in folders if found), frozenset()),
        month=month,
    )


def hinted(path: str, regions: Regions) -> Hint:
    """Return whose return a file may be, and of which month; None where its name is unclear.

    What stands in the file's own name counts before its folders: `Lappi toukokuu.xlsx` is of 21
    wherever it lies. A name that speaks of two regions is unclear.
    """
    spoken = spoken_of(path, regions)
    in_name = spoken.added | ({spoken.ours} if spoken.ours is not None else set())
    found = in_name or spoken.folder
    region = next(iter(found)) if len(found) == 1 else None
    return Hint(region, spoken.month)


def hinted_region(path: str, regions: Regions) -> str | None:
    """Return the code of the region whose return a file may be, by its name alone."""
    return hinted(path, regions).region


def _our_name(name: str, regions: Regions) -> tuple[str | None, ReportingMonth | None, str]:
    """Return region and month of the name we give forms, and the name without it."""
    found = _OUR_NAME.search(name)
    if found is None:
        return None, None, name
    region = regions.recognise(found["region"])
    try:
        month = ReportingMonth.parse(f"{found['year']}-{found['month']}")
    except ValueError:
        return None, None, name
    if region is None:
        return None, None, name
    return region, month, f"{name[: found.start()]} {name[found.end() :]}"


def _regions_in(text: str, named: dict[Phrase, str]) -> frozenset[str]:
    words = _words(text)
    longest = max(map(len, named), default=0)
    found: set[str] = set()
    place = 0
    while place < len(words):
        lengths = range(min(longest, len(words) - place), 0, -1)
        length = next((each for each in lengths if words[place : place + each] in named), 0)
        if length:
            found.add(named[words[place : place + length]])
        place += length or 1
    return frozenset(found)


@lru_cache(maxsize=4)
def _phrases(regions: Regions) -> dict[Phrase, str]:
    """Return the region behind each way of naming one; what could be several is left out."""
    meant: dict[Phrase, set[str]] = {}
    for region in regions.regions:
        for phrase in _ways_to_say(region):
            meant.setdefault(phrase, set()).add(region.code)
            meant.setdefault(("".join(phrase),), set()).add(region.code)
    return {
        phrase: next(iter(codes))
        for phrase, codes in meant.items()
        if len(codes) == 1 and len("".join(phrase)) >= _SHORTEST
    }


def _ways_to_say(region: Region) -> Iterator[Phrase]:
    texts = (region.name.fi, region.name.sv, region.name.en, region.short, region.short_sv)
    for text in (*texts, region.region):
        phrase = _without_kind(_words(_flat(text or "")))
        if phrase:
            yield phrase
    # "Länsi-Uudenmaan" names its region only in the genitive; the nominative ends in "Uusimaa".
    genitive = _without_kind(_words(_flat(region.name.fi)))
    land = _words(_flat(region.region or ""))
    if len(genitive) > 1 and len(land) == 1:
        yield (*genitive[:-1], *land)


def _without_kind(words: Phrase) -> Phrase:
    kept = list(words)
    while kept and kept[-1] in _KINDS:
        kept.pop()
    while kept and kept[0] in _KINDS:
        kept.pop(0)
    return tuple(kept)


def _words(flat: str) -> Phrase:
    return tuple(word for word in _WORD.findall(flat) if word not in _BETWEEN)


def _flat(text: str) -> str:
    """Return a text without case and without marks over letters, however they are coded."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(each for each in parts if not unicodedata.combining(each)).casefold()
