"""Figures are counts of critical subtasks, small enough here to be counted by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_months import AREAS, CONCERNED, MAY, SUBTASKS, Country, record_of

from tilannekuva.domain.answers import Answer
from tilannekuva.domain.picture import Coverage, Figure, FigureKey, Level, NationalPicture, Timing
from tilannekuva.domain.regions import NATION, Regions
from tilannekuva.domain.roadmap import Roadmap


@pytest.fixture(scope="module")
def country(roadmap: Roadmap, regions: Regions) -> Country:
    """Six regions and five subtasks."""
    return Country(roadmap, regions)


ANSWERS = """
    region | subtask | status
    01     | a       | done
    01     | b       | in_progress
    01     | c       | not_started
    01     | d       | in_progress
    02     | a       | in_progress
    02     | b       | not_applicable
    02     | e       | done
    08     | a       | not_started
    08     | d       | done
"""


def test_view_a_counts_what_is_due__ok(country: Country) -> None:
    """View A counts critical subtasks due on as of or before, and nothing else."""
    picture = country.picture(ANSWERS)
    found = {code: picture.figure("A", code) for code in AREAS}
    assert found == {
        "01": Figure(n=1, started=1, completed=1, missing=0),
        "02": Figure(n=1, started=1, completed=0, missing=0),
        "HUS": Figure(n=0, started=0, completed=0, missing=0),
        "06": Figure(n=1, started=0, completed=0, missing=1),
        "07": Figure(n=1, started=0, completed=0, missing=1),
        "08": Figure(n=1, started=0, completed=0, missing=0),
    }


def test_view_b_counts_what_is_due_before_the_target_date__ok(country: Country) -> None:
    """View B leaves out what falls due on the target date; not applicable shrinks n."""
    picture = country.picture(ANSWERS)
    found = {code: picture.figure("B", code) for code in AREAS}
    assert found == {
        "01": Figure(n=2, started=2, completed=1, missing=0),
        "02": Figure(n=2, started=2, completed=1, missing=0),
        "HUS": Figure(n=1, started=0, completed=0, missing=1),
        "06": Figure(n=2, started=0, completed=0, missing=2),
        "07": Figure(n=2, started=0, completed=0, missing=2),
        "08": Figure(n=3, started=0, completed=0, missing=2),
    }
    assert [(each.region, each.subtask) for each in picture.not_applicable] == [("02", "b")]


def test_sums_are_of_reporting_regions__ok(country: Country) -> None:
    """Areas and nation sum the regions that report; coverage counts those concerned."""
    picture = country.picture(ANSWERS)
    assert picture.reporting == ("01", "02", "08")
    sums = {
        ("A", "YTA1"): (Figure(2, 2, 1, 0), Coverage(2, 2)),
        ("A", "YTA2"): (Figure(1, 0, 0, 0), Coverage(1, 3)),
        ("A", NATION): (Figure(3, 2, 1, 0), Coverage(3, 5)),
        ("B", "YTA1"): (Figure(4, 4, 2, 0), Coverage(2, 3)),
        ("B", "YTA2"): (Figure(3, 0, 0, 2), Coverage(1, 3)),
        ("B", NATION): (Figure(7, 4, 2, 2), Coverage(3, 6)),
    }
    views = (("A", "YTA1"), ("A", "YTA2"), ("A", NATION), ("B", "YTA1"), ("B", "YTA2"))
    for view, key in (*views, ("B", NATION)):
        figure_key = FigureKey("A" if view == "A" else "B", "roadmap", "all", key)
        assert (picture.figures[figure_key], picture.coverage[figure_key]) == sums[view, key]


def test_parts_of_the_roadmap__ok(country: Country) -> None:
    """A figure of a group or entity counts its own subtasks and those they concern."""
    picture = country.picture(ANSWERS)
    parts: tuple[tuple[Level, str], ...] = (
        ("group", "HT"),
        ("group", "JO"),
        ("entity", "HT-1"),
        ("entity", "HT-2"),
        ("entity", "JO-1"),
    )
    found = {key: picture.figure("B", NATION, level, key) for level, key in parts}
    assert found == {
        "HT": Figure(5, 3, 1, 1),
        "JO": Figure(2, 1, 1, 1),
        "HT-1": Figure(5, 3, 1, 1),
        "HT-2": Figure(0, 0, 0, 0),
        "JO-1": Figure(2, 1, 1, 1),
    }
    assert picture.coverage[FigureKey("B", "group", "JO", NATION)] == Coverage(2, 3)
    assert picture.coverage[FigureKey("B", "entity", "HT-2", NATION)] == Coverage(0, 0)


def test_every_figure_is_there__ok(country: Country) -> None:
    """There is a figure for each view, part and region, area and nation, also where n is 0."""
    picture = country.picture(ANSWERS)
    keys = country.regions.figure_keys
    assert len(picture.figures) == 2 * (1 + 2 + 3) * len(keys)
    assert {key.region for key in picture.figures} == set(keys)
    assert {key.region for key in picture.coverage} == {"YTA1", "YTA2", NATION}


def test_month_without_returns__ok(country: Country) -> None:
    """Where nobody reports, regions have n = missing, and the nation has nothing to sum."""
    picture = country.picture_of(record_of(()))
    for code in AREAS:
        figure = picture.figure("B", code)
        assert figure == Figure(figure.n, 0, 0, figure.n)
    assert picture.figure("B", "01").n == 2
    assert picture.figure("B") == Figure(0, 0, 0, 0)
    assert picture.coverage[FigureKey("B", "roadmap", "all", NATION)] == Coverage(0, 6)
    assert picture.risks == ()
    assert len(picture.subtasks) == sum(
        len(CONCERNED[concerns]) for *_, concerns in SUBTASKS.values()
    )


def test_answer_without_a_status_is_missing__ok(country: Country) -> None:
    """A region that only described a subtask reports, and its status is missing."""
    picture = country.picture("region | subtask | description\n01 | a | Kesken on\n")
    assert picture.reporting == ("01",)
    assert picture.figure("A") == Figure(n=1, started=0, completed=0, missing=1)


answered = st.sampled_from(["not_started", "in_progress", "done", "not_applicable", None])


def _identity(picture: NationalPicture, region: str) -> None:
    figure = picture.figure("A", region)
    delayed = sum(
        each.timing is Timing.DELAYED
        for each in picture.subtasks
        if each.region == region
        and picture.roadmap.counted_along_roadmap(each.position.subtask, MAY)
    )
    assert figure.n == figure.completed + delayed + figure.missing


@settings(max_examples=40, deadline=None)
@given(statuses=st.lists(answered, min_size=28, max_size=28))
def test_figures_add_up__ok(country: Country, statuses: list[str | None]) -> None:
    """In view A n is completed, delayed and missing; in all, completed ≤ started ≤ n."""
    cells = [
        (region, subtask)
        for subtask, (*_, concerns) in SUBTASKS.items()
        for region in CONCERNED[concerns]
    ]
    answers = tuple(
        Answer.model_validate(
            {
                "region": region,
                "month": MAY,
                "source_file": "f",
                "source_sheet": "s",
                "source_cell": "A1",
                "group": SUBTASKS[subtask][0],
                "subtask": subtask,
                "status": status,
            }
        )
        for (region, subtask), status in zip(cells, statuses, strict=False)
        if status is not None
    )
    picture = country.picture_of(record_of(answers))
    for code in AREAS:
        _identity(picture, code)
    for figure in picture.figures.values():
        assert 0 <= figure.completed <= figure.started <= figure.n - figure.missing
    not_applicable = sum(each.status == "not_applicable" for each in answers)
    critical = [each for each in answers if each.subtask in {"a", "b", "e"}]
    assert len(picture.not_applicable) == sum(each.status == "not_applicable" for each in critical)
    assert len(picture.not_applicable) <= not_applicable


@pytest.mark.parametrize("view", ["A", "B"])
def test_made_up_month_adds_up__ok(picture: NationalPicture, view: str) -> None:
    """In a month of the built-in roadmap groups and entities add up to the whole."""
    levels: tuple[Level, ...] = ("group", "entity")
    for level in levels:
        for region in picture.regions.figure_keys:
            parts = [
                figure
                for key, figure in picture.figures.items()
                if (key.view, key.level, key.region) == (view, level, region)
            ]
            whole = picture.figures[
                FigureKey("A" if view == "A" else "B", "roadmap", "all", region)
            ]
            assert sum(parts, Figure(0, 0, 0, 0)) == whole
