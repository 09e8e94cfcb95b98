"""Every number in a sentence or a chart of a pack is the one of the data package."""

import random
import re
from collections.abc import Iterator, Mapping

import pytest
from collected_months import TwoMonths
from declared_sentences import Told, dates
from indicators_read import Indicators
from months_by_rule import EDGES, EDGES_BEFORE, Made, always, by_chance, made, others
from pack_numbers import faults_of_pack

from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.texts import Language
from tilannekuva.publish.briefing.pages import briefing_pack
from tilannekuva.publish.data.csv_files import (
    answers_csv,
    changes_csv,
    findings_csv,
    indicators_csv,
)

pytest_plugins = ("collecting",)

Pages = Mapping[tuple[str, Language], str]


def indicators(picture: NationalPicture) -> Indicators:
    """Return what a month's data package says."""
    return Indicators(
        indicators_csv(picture), answers_csv(picture), changes_csv(picture), findings_csv(picture)
    )


def on_disk(month: TwoMonths, name: str) -> Indicators:
    """Return what the data package says that was written for a month."""
    data = month.output.parent / name / "data"
    files = ("indicators.csv", "answers.csv", "changes.csv", "findings.csv")
    return Indicators(*((data / file).read_text(encoding="utf-8") for file in files))


def packs(picture: NationalPicture, *regions: str) -> dict[tuple[str, Language], str]:
    """Return the packs of regions in all their languages."""
    return {
        (code, language): briefing_pack(picture, code, language, tool_version="0")
        for code in regions or picture.regions.by_code
        for language in picture.regions.by_code[code].languages
    }


def told(
    picture: NationalPicture,
    now: Indicators,
    before: Indicators | None,
    place: tuple[str, Language],
) -> Told:
    """Return what may be told in a region's pack."""
    region, language = place
    standing = picture.standings[region]
    days = dates(
        language,
        as_of=picture.month.as_of,
        target=picture.roadmap.target_date,
        deadline=picture.record.deadline,
        last_month=picture.month.shifted(-1),
        this_month=picture.month,
    )
    missing = (picture.roadmap.group(each).name for each in standing.groups_missing)
    days["groups missing"] = "; ".join(each.in_language(language) for each in missing)
    return Told(language, now, before, region, standing, days)


def faults(
    picture: NationalPicture, now: Indicators, before: Indicators | None, pages: Pages
) -> Iterator[str]:
    """Yield what is told otherwise than the data package does, page by page."""
    for place, page in pages.items():
        names = {each.id: each.name.in_language(place[1]) for each in picture.roadmap.groups}
        for fault in faults_of_pack(page, told(picture, now, before, place), names):
            yield f"{'-'.join(place)}: {fault}"


@pytest.fixture(scope="module")
def edges(roadmap: Roadmap, regions: Regions) -> Made:
    """A month with every edge of a figure, after another one."""
    chance = by_chance(35, 40, 20, 2, 3)
    return made(
        roadmap,
        regions,
        others(regions, EDGES, "20 21", chance),
        others(regions, EDGES_BEFORE, "04 20 19", chance),
    )


@pytest.fixture(scope="module")
def edge_pages(edges: Made) -> Pages:
    """Its packs."""
    return packs(edges.picture)


@pytest.mark.parametrize("folder", ["briefings", "public"])
def test_packs_as_they_were_written__ok(two_told_months: TwoMonths, folder: str) -> None:
    """The files of a collected month, beside its data package and that of the month before."""
    month = two_told_months
    pages: dict[tuple[str, Language], str] = {}
    for name in month.names(f"{folder}/*-*.html"):
        code, _, language = name.removeprefix(f"{folder}/").removesuffix(".html").partition("-")
        pages[code, "sv" if language == "sv" else "fi"] = month.read(name).decode()
    assert len(pages) == 32
    now, before = on_disk(month, "2022-05"), on_disk(month, "2022-04")
    assert list(faults(month.picture, now, before, pages)) == []


def test_packs_at_the_edges__ok(edges: Made, edge_pages: Pages) -> None:
    """All done, none done, nothing counted, one answer, no status, one of many, and silence."""
    assert edges.before is not None
    now, before = indicators(edges.picture), indicators(edges.before)
    assert (now.of("A", "02").completed, now.of("A", "03").completed) == (now.of("A", "02").n, 0)
    assert now.of("B", "04").n == 0
    assert now.of("B", "06").missing == now.of("B", "06").n > 0
    assert now.of("B", "HUS").n <= 1
    assert list(faults(edges.picture, now, before, edge_pages)) == []


def test_packs_of_a_first_month__ok(picture: NationalPicture) -> None:
    """With no month before, nothing is told of change."""
    pages = packs(picture, "08", "17", "20", "HUS")
    assert list(faults(picture, indicators(picture), None, pages)) == []


@pytest.mark.parametrize("reporting", ["", "02", "02 17"])
def test_packs_of_a_month_without_comparison__ok(
    roadmap: Roadmap, regions: Regions, reporting: str
) -> None:
    """Where nobody or hardly anybody reports there is no median and no range."""
    rule = by_chance(1, 1, 1, 0, 0)
    months = made(
        roadmap,
        regions,
        dict.fromkeys(reporting.split(), rule),
        {code: always("in_progress") for code in ("02", "17", "18")},
    )
    assert months.before is not None
    pages = packs(months.picture, "02", "17")
    now, before = indicators(months.picture), indicators(months.before)
    assert list(faults(months.picture, now, before, pages)) == []


_NUMBERS = re.compile(r"(?<=>)[^<>]*?\d+[^<>]*(?=<)")
_SECTIONS = re.compile(
    r'<section id="(?:overview|changes)".*?(?=<section id="(?!overview|changes))', re.DOTALL
)


def altered(page: str, chance: random.Random) -> tuple[str, str]:
    """Return a page with one number of its first sections changed, and the text it stands in."""
    spots = [
        (part.start() + found.start(), found[0])
        for part in _SECTIONS.finditer(page)
        for found in _NUMBERS.finditer(part[0])
        if not _is_of_others(page, part.start() + found.start())
    ]
    at, text = chance.choice(spots)
    digit = chance.choice([found.start() for found in re.finditer(r"\d", text)])
    other = chance.choice([each for each in "0123456789" if each != text[digit]])
    place = at + digit
    return f"{page[:place]}{other}{page[place + 1 :]}", text


def _is_of_others(page: str, at: int) -> bool:
    """Tell whether a number is that of a section, or stands in a list of subtasks."""
    before = page[:at]
    heading = before.endswith(">") and "<h2" in before[-60:]
    in_navigation = before.rfind("<nav") > before.rfind("</nav")
    in_table = before.rfind("<table") > before.rfind("</table>")
    return heading or in_navigation or (in_table and _in_list(before))


def _in_list(before: str) -> bool:
    body = before.rfind("<tbody")
    table = before.rfind("<table")
    return body > table and before[table:].startswith('<table class="changed"')


def test_a_changed_number__error(edges: Made, edge_pages: Pages) -> None:
    """Any number of the first sections that is changed by a digit is found."""
    assert edges.before is not None
    now, before = indicators(edges.picture), indicators(edges.before)
    chance = random.Random(4)  # noqa: S311 - the same every time
    for place in chance.sample(sorted(edge_pages), 12):
        page, text = altered(edge_pages[place], chance)
        found = list(faults(edges.picture, now, before, {place: page}))
        assert found, (place, text)
