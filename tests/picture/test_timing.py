"""Delayed, at risk and done early are derived from the due date, each to the day."""

from datetime import date

import pytest
from tiny_months import CONCERNED, MAY, Country

from tilannekuva.domain.picture import Timing
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap


@pytest.fixture(scope="module")
def country(roadmap: Roadmap, regions: Regions) -> Country:
    """Six regions and five subtasks."""
    return Country(roadmap, regions)


DELAYED, AT_RISK, EARLY = Timing.DELAYED, Timing.AT_RISK, Timing.DONE_EARLY

# Due date, status, estimated completion, and how the subtask stands at the end of May 2022.
STANDS = [
    ("2022-05-31", "not_started", "", DELAYED),
    ("2022-05-31", "in_progress", "", DELAYED),
    ("2022-05-31", "in_progress", "2022-06-30", DELAYED),
    ("2022-05-31", "done", "", None),
    ("2022-05-31", "not_applicable", "", None),
    ("2022-05-31", "", "", None),
    ("2022-06-01", "not_started", "", AT_RISK),
    ("2022-06-01", "in_progress", "", None),
    ("2022-06-01", "in_progress", "2022-06-01", None),
    ("2022-06-01", "in_progress", "2022-06-02", AT_RISK),
    ("2022-06-01", "done", "", EARLY),
    ("2022-06-01", "done", "2022-07-01", EARLY),
    ("2022-06-01", "not_applicable", "2022-07-01", None),
    ("2022-06-30", "not_started", "", AT_RISK),
    ("2022-07-01", "not_started", "", None),
    ("2022-07-01", "not_started", "2022-07-01", None),
    ("2022-07-01", "not_started", "2022-07-02", AT_RISK),
    ("2022-07-01", "", "2022-07-02", AT_RISK),
    ("2022-07-01", "", "2022-07-01", None),
    ("2022-12-31", "done", "2022-04-01", EARLY),
]


def due_on(roadmap: Roadmap, day: date) -> Roadmap:
    """Return the tiny roadmap with subtask a due on another day."""
    text = roadmap.model_dump_json(exclude={"positions", "_phases"})
    return Roadmap.model_validate_json(text.replace('"due":"2022-05-31"', f'"due":"{day}"', 1))


@pytest.mark.parametrize(("due", "status", "estimate", "timing"), STANDS)
def test_timing__ok(
    country: Country, due: str, status: str, estimate: str, timing: Timing | None
) -> None:
    """A subtask stands against its due date as the definition says, on each boundary day."""
    moved = Country(country.roadmap, country.regions)
    moved.roadmap = due_on(country.roadmap, date.fromisoformat(due))
    table = (
        f"region | subtask | status | estimate | description\n01 | a | {status} | {estimate} | x\n"
    )
    standings = {
        each.position.subtask.id: each
        for each in moved.picture(table).subtasks
        if each.region == "01"
    }
    assert standings["a"].position.subtask.due == date.fromisoformat(due)
    assert standings["a"].timing is timing


def test_timing_of_what_is_not_critical__ok(country: Country) -> None:
    """Subtasks that no figure counts are delayed like the others."""
    picture = country.picture("region | subtask | status\n01 | d | in_progress\n")
    assert [
        (each.position.subtask.id, each.timing) for each in picture.subtasks if each.timing
    ] == [("d", DELAYED)]


def test_standings_are_the_forms_rows__ok(country: Country) -> None:
    """There is a standing for every subtask on every form, in order, with its answer."""
    picture = country.picture("region | subtask | status\n02 | e | done\n")
    rows = [(each.region, each.position.subtask.id) for each in picture.subtasks]
    assert rows == [
        (region, step.subtask.id)
        for region in country.regions.by_code
        for step in country.roadmap.asked(region, MAY)
    ]
    assert len(rows) == 4 * len(CONCERNED["all"]) + len(CONCERNED["few"])
    answered = [each for each in picture.subtasks if each.answer is not None]
    assert [(each.region, each.position.subtask.id) for each in answered] == [("02", "e")]
