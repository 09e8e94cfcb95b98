"""Every number of the indexes is the one of the data package."""

from collections.abc import Iterator, Mapping

import pytest
from collected_months import TwoMonths
from declared_sentences import Told, dates
from index_numbers import Country, faults_of_index
from indicators_read import NATION, Indicators
from months_by_rule import EDGES, EDGES_BEFORE, Made, by_chance, made, others
from test_pack_numbers import indicators, on_disk

from pages_read import read_page
from tilannekuva.domain.picture import Coverage, FigureKey, NationalPicture
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.publish.briefing.pages import index_page

pytest_plugins = ("collecting",)


def country(picture: NationalPicture, language: Language) -> Country:
    """Return what an index tells beside the figures."""
    standings = picture.standings
    states = [each.state.value for each in standings.values()]
    last = picture.last_month
    areas = (*(area.key for area in picture.regions.collaboration_areas), NATION)
    keys = {
        (view, area): FigureKey("A" if view == "A" else "B", "roadmap", "all", area)
        for view in "AB"
        for area in areas
    }
    return Country(
        regions={each.code: each.name.in_language(language) for each in picture.regions.regions},
        states={state: states.count(state) for state in states},
        answered={
            code: (
                f"{each.answered}/{each.asked}",
                f"{each.critical_answered}/{each.critical_asked}",
            )
            for code, each in standings.items()
        },
        coverage={
            place: (
                _covered(picture.coverage, key),
                "–" if last is None else _covered(last.coverage, key),
            )
            for place, key in keys.items()
        },
    )


def _covered(coverage: Mapping[FigureKey, Coverage], key: FigureKey) -> str:
    told = coverage.get(key)
    return "–" if told is None else f"{told.reporting}/{told.concerned}"


def faults(
    page: str,
    picture: NationalPicture,
    months: tuple[Indicators, Indicators | None],
    language: Language,
) -> Iterator[str]:
    """Yield what an index tells otherwise than the data package does."""
    days = dates(
        language,
        as_of=picture.month.as_of,
        target=picture.roadmap.target_date,
        deadline=picture.record.deadline,
        last_month=picture.month.shifted(-1),
        this_month=picture.month,
    )
    days["as of (code)"] = picture.month.as_of.isoformat()
    told = Told(language, *months, NATION, None, days)
    yield from faults_of_index(read_page(page), told, country(picture, language))


def index(picture: NationalPicture, language: Language) -> str:
    """Return the ministry's own index."""
    packs = {region.code: region.languages for region in picture.regions.regions}
    return index_page(picture, language, tool_version="0", packs=packs)


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


def test_indexes_as_they_were_written__ok(two_told_months: TwoMonths) -> None:
    """The ministry's own, and the public one."""
    month = two_told_months
    months = on_disk(month, "2022-05"), on_disk(month, "2022-04")
    names = [name for name in month.names("*.html") if name.endswith("index.html")]
    assert len(names) == 2
    for name in names:
        page = month.read(name).decode()
        assert list(faults(page, month.picture, months, "fi")) == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_index_at_the_edges__ok(edges: Made, language: Language) -> None:
    """Regions with all done, none done, nothing counted, and silent ones, in each language."""
    assert edges.before is not None
    months = indicators(edges.picture), indicators(edges.before)
    page = index(edges.picture, language)
    assert list(faults(page, edges.picture, months, language)) == []


def test_index_of_a_first_month__ok(picture: NationalPicture) -> None:
    """With no month before, nothing is told of change."""
    page = index(picture, "fi")
    assert list(faults(page, picture, (indicators(picture), None), "fi")) == []


def test_index_of_silence__ok(roadmap: Roadmap, regions: Regions) -> None:
    """Where nobody reports, every share is a dash."""
    months = made(roadmap, regions, {}, {"02": by_chance(1, 1, 1, 0, 0)})
    assert months.before is not None
    page = index(months.picture, "sv")
    told = indicators(months.picture), indicators(months.before)
    assert list(faults(page, months.picture, told, "sv")) == []


def test_a_changed_number__error(edges: Made) -> None:
    """A digit that is changed in any chart or table of figures is found."""
    assert edges.before is not None
    months = indicators(edges.picture), indicators(edges.before)
    page = index(edges.picture, "fi")
    for caption in ("groups", "totals", "compared", "regions", "changes", "critical-risks"):
        at = page.index(
            '<td class="number', page.index("<tbody", page.index(f'id="{caption}-caption"'))
        )
        digit = next(
            place for place in range(page.index(">", at), len(page)) if page[place].isdigit()
        )
        other = "7" if page[digit] != "7" else "3"
        altered = f"{page[:digit]}{other}{page[digit + 1 :]}"
        assert list(faults(altered, edges.picture, months, "fi")), caption
