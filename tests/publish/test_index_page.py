"""The ministry's index shows every region, the areas and the nation, and the national risks."""

import pytest
from test_briefing_html import Page

from tilannekuva.domain.picture import (
    VIEWS,
    ChangeKind,
    FigureKey,
    NationalPicture,
    RegionState,
)
from tilannekuva.domain.regions import NATION, Regions
from tilannekuva.domain.texts import Language
from tilannekuva.publish.briefing.pages import index_page
from tilannekuva.publish.briefing.tile_map import places


@pytest.fixture(name="index", scope="module")
def _index(picture: NationalPicture) -> Page:
    packs: dict[str, tuple[Language, ...]] = {
        code: region.languages for code, region in picture.regions.by_code.items() if code != "21"
    }
    return Page(index_page(picture, "en", tool_version="0", packs=packs))


@pytest.fixture(name="later_index", scope="module")
def _later_index(two_months: NationalPicture) -> Page:
    """The page of a month that has a month before it."""
    return Page(index_page(two_months, "en", tool_version="0", packs={}))


def test_every_region_has_a_tile_and_a_row__ok(picture: NationalPicture, index: Page) -> None:
    """Also the region that sent nothing, and HUS, which has no place of its own."""
    tiles = [given["class"] for _, given in index.tags if "tile " in given.get("class", "")]
    assert len(tiles) == 23
    assert len({" ".join(tile.split()[1:3]) for tile in tiles}) == 23
    rows = index.tables["regions-caption"].rows[2:]
    assert [row[0] for row in rows] == list(picture.standings)


def test_rows_tell_the_figures_of_the_picture__ok(picture: NationalPicture, index: Page) -> None:
    """State, answered, and what is completed in both views."""
    for row in index.tables["regions-caption"].rows[2:]:
        standing = picture.standings[row[0]]
        along, target = picture.figure("A", row[0]), picture.figure("B", row[0])
        assert row[3] == f"{standing.answered}/{standing.asked}"
        assert row[4] == f"{standing.critical_answered}/{standing.critical_asked}"
        assert row[6] == f"{along.completed}/{along.n}"
        assert row[8] == f"{target.completed}/{target.n}"
    states = {row[0]: row[2] for row in index.tables["regions-caption"].rows[2:]}
    assert states["20"] == "missing"
    assert states["08"] == "received in full"


def test_totals_say_of_how_many_regions_they_speak__ok(
    picture: NationalPicture, index: Page
) -> None:
    """Areas come first and the nation last, each with its coverage."""
    rows = index.tables["totals-caption"].rows[2:]
    keys = [*(area.key for area in picture.regions.collaboration_areas), NATION]
    for row, key in zip(rows, keys, strict=True):
        for view, cells in (("A", row[1:7]), ("B", row[7:])):
            covered = picture.coverage[FigureKey(view, "roadmap", "all", key)]  # type: ignore[arg-type]  # the views as they stand
            figure = picture.figures[FigureKey(view, "roadmap", "all", key)]  # type: ignore[arg-type]  # as above
            assert cells[0] == f"{covered.reporting}/{covered.concerned}"
            assert cells[2] == f"{figure.completed}/{figure.n}"
            assert cells[4] == f"{figure.started}/{figure.n}"
            assert cells[5] == f"{figure.missing}/{figure.n}"


def test_links_lead_to_the_packs_there_are__ok(picture: NationalPicture, index: Page) -> None:
    """Every pack is linked from its row, and the first one from its tile; no pack, no link."""
    links = [href for href in index.values("href") if not href.startswith("#")]
    expected = {
        f"{code}-{language}.html"
        for code, region in picture.regions.by_code.items()
        for language in region.languages
        if code != "21"
    }
    assert set(links) == expected
    assert links.count("08-fi.html") == 2


def test_national_risks_name_the_regions_they_affect__ok(
    picture: NationalPicture, index: Page
) -> None:
    """Each national risk has k of b and its three counts; regional ones are not here."""
    rows = [
        row
        for name in ("critical-risks-caption", "other-risks-caption")
        for row in index.tables[name].rows[1:]
    ]
    national = [risk for risk in picture.risks if risk.national]
    assert len(rows) == len(national)
    for row, risk in zip(rows, national, strict=True):
        assert row[0].startswith(risk.position.subtask.id)
        assert row[1] == f"{len(risk.affected)}/{risk.base}"
        counts = (risk.delayed, risk.high_risk, risk.national_support)
        assert row[2:5] == [str(len(codes)) for codes in counts]
        assert len(row[5].split(", ")) == len(risk.affected)


def test_filter_has_a_choice_for_every_state_found__ok(index: Page) -> None:
    """The rows carry the classes that the style sheet filters by; it needs no script."""
    choices = {given["id"] for tag, given in index.tags if tag == "input"}
    assert choices == {"show-all", "show-missing", "show-complete"}
    rows = [given["class"] for tag, given in index.tags if tag == "tr" and "class" in given]
    assert rows.count("state-missing") == 1
    assert rows.count("state-complete") == 22


def test_region_without_a_place_stands_beside_the_lowest_row__ok(regions: Regions) -> None:
    """HUS stands beside Helsinki and the counties of Uusimaa."""
    assert places(regions)["HUS"] == (7, 4)


def test_squares_follow_each_other_as_they_are_seen__ok(index: Page) -> None:
    """The keyboard goes through the map by rows and from the left, never to and fro."""
    tiles = [given["class"].split() for _, given in index.tags if "tile " in given.get("class", "")]
    seen = [tuple(int(name.split("-")[1]) for name in tile[1:3]) for tile in tiles]
    assert seen == sorted(seen)


def test_page_begins_with_the_state_of_the_nation__ok(
    picture: NationalPicture, index: Page
) -> None:
    """Both shares with what they are of, what is delayed, and how many regions report."""
    along, target = picture.figure("A"), picture.figure("B")
    text = " ".join("".join(index.texts).split())
    for figure in (along, target):
        assert f"% {figure.completed}/{figure.n}" in text
    assert f"Delayed critical subtasks {along.n - along.completed - along.missing} " in text
    assert "Regions reporting 22/23 " in text


def test_regions_that_sent_nothing_are_told_at_the_top__ok(index: Page) -> None:
    """Who has not returned stands there by name, also when the list below is filtered."""
    text = " ".join("".join(index.texts).split())
    assert "Missing (1): Kainuu wellbeing services county" in text


def test_groups_tell_the_figures_of_the_nation__ok(picture: NationalPicture, index: Page) -> None:
    """Every preparation group and the whole roadmap, in both views."""
    rows = index.tables["groups-caption"].rows[2:]
    assert len(rows) == len(picture.roadmap.groups) + 1
    for row, group in zip(rows[:-1], picture.roadmap.groups, strict=True):
        for view, cells in zip(VIEWS, (row[1:6], row[6:]), strict=True):
            figure = picture.figure(view, NATION, "group", group.id)
            assert cells[1] == f"{figure.completed}/{figure.n}"
            assert cells[3] == f"{figure.started}/{figure.n}"
            assert cells[4] == f"{figure.missing}/{figure.n}"


def test_areas_and_the_nation_stand_beside_themselves_a_month_ago__ok(
    two_months: NationalPicture, later_index: Page
) -> None:
    """Last month's share, what it is of and of how many regions; then the same now."""
    last = two_months.last_month
    assert last is not None
    rows = later_index.tables["compared-caption"].rows[2:]
    keys = [*(area.key for area in two_months.regions.collaboration_areas), NATION]
    for row, area in zip(rows, keys, strict=True):
        for view, cells in zip(VIEWS, (row[1:7], row[7:]), strict=True):
            key = FigureKey(view, "roadmap", "all", area)
            before, now = last.figures[key], two_months.figures[key]
            covered = (last.coverage[key], two_months.coverage[key])
            assert (cells[1], cells[4]) == tuple(
                f"{each.completed}/{each.n}" for each in (before, now)
            )
            assert (cells[2], cells[5]) == tuple(
                f"{each.reporting}/{each.concerned}" for each in covered
            )


def test_changes_are_counted_for_each_region__ok(
    two_months: NationalPicture, later_index: Page
) -> None:
    """The regions that report in both months have a row, and one row is their sum."""
    rows = later_index.tables["changes-caption"].rows[2:]
    names = [two_months.regions.by_code[code].name.en for code in two_months.reporting]
    assert [row[0] for row in rows[:-1]] == [
        name for name in names if name != "Lapland wellbeing services county"
    ]
    pirkanmaa = next(row for row in rows if row[0].startswith("Pirkanmaa"))
    changes = [each for each in two_months.changes if each.region == "08"]
    assert pirkanmaa[5:] == [
        str(sum(kind in each.kinds for each in changes)) for kind in ChangeKind
    ]
    for column in (2, 4):
        parts = [row[column].split("/") for row in rows]
        for place in (0, 1):
            assert sum(int(part[place]) for part in parts[:-1]) == int(parts[-1][place])


def test_month_without_one_before_says_so__ok(index: Page) -> None:
    """One plain sentence stands where the tables would be, and no figure has an earlier one."""
    text = "".join(index.texts)
    assert "Last month (April 2022) was not collected, so changes cannot be told." in text
    assert "compared-caption" not in index.tables
    assert "changes-caption" not in index.tables
    assert "last month " not in text


def test_two_regions_never_share_a_place__ok(regions: Regions) -> None:
    """Where the data gives one place twice, the later region stands after the last tile."""
    first, second = regions.regions[:2]
    moved = second.model_copy(update={"grid": first.grid})
    crowded = regions.model_copy(update={"regions": (first, moved)})
    assert places(crowded) == {"01": (6, 4), "02": (7, 1)}


def test_every_state_can_be_filtered__ok(index: Page) -> None:
    """The style sheet knows each state that a region can have."""
    assert all(f"#show-{state}:checked" in index.style for state in RegionState)
