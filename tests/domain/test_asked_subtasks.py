"""Every subtask that is counted in a figure is on the form, for every region and month."""

from collections.abc import Iterator
from datetime import date

import pytest

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap

MAY = ReportingMonth(2022, 5)


def months_of(roadmap: Roadmap) -> Iterator[ReportingMonth]:
    """Yield every month from the first phase's start to the last due date."""
    first = min(phase.start for phase in roadmap.phases)
    month = ReportingMonth(first.year, first.month)
    last = max(step.subtask.due for step in roadmap.positions.values())
    while month.first_day <= last:
        yield month
        month = month.shifted(1)


def asked_ids(roadmap: Roadmap, region: str, month: ReportingMonth) -> list[str]:
    """Return the ids of the subtasks on a form that asks about all."""
    return [step.subtask.id for step in roadmap.asked(region, month)]


def test_every_counted_subtask_is_asked__ok(roadmap: Roadmap, regions: Regions) -> None:
    """What view A or B counts in a region is on its form, in every month of the roadmap."""
    months = list(months_of(roadmap))
    assert (months[0], months[-1]) == (ReportingMonth(2021, 7), ReportingMonth(2025, 12))
    missing = [
        (region, str(month), step.subtask.id)
        for region in regions.by_code
        for month in months
        for asked in [set(asked_ids(roadmap, region, month))]
        for step in roadmap.concerning(region)
        if roadmap.counted_along_roadmap(step.subtask, month)
        or roadmap.counted_for_target(step.subtask)
        if step.subtask.id not in asked
    ]
    assert missing == []


def test_counted_subtasks_are_asked_with_critical_alone__ok(
    roadmap: Roadmap, regions: Regions
) -> None:
    """A form that asks only about critical subtasks leaves out no figure and nothing else."""
    for region in regions.by_code:
        for month in (ReportingMonth(2021, 7), MAY, ReportingMonth(2025, 12)):
            every = list(roadmap.asked(region, month))
            critical = list(roadmap.asked(region, month, "critical"))
            assert critical == [step for step in every if step.subtask.critical]


def test_critical_subtask_is_asked_before_its_phase__ok(roadmap: Roadmap) -> None:
    """In 2021 subtasks of the phase that begins in March 2022 are asked if they are critical."""
    first = ReportingMonth(2021, 7)
    early = [step.subtask for step in roadmap.asked("08", first) if step.subtask.phase == "AV"]
    assert early
    assert all(each.critical and each.due < roadmap.target_date for each in early)
    counted = [step.subtask for step in roadmap.concerning("08") if step.subtask.phase == "AV"]
    assert early == [each for each in counted if roadmap.counted_for_target(each)]


def test_subtask_is_asked_from_its_phase_on__ok(roadmap: Roadmap) -> None:
    """Every subtask is asked from the month in which its phase begins, also after its end."""
    later = [
        (step.subtask.id, str(month))
        for month in months_of(roadmap)
        for asked in [set(asked_ids(roadmap, "21", month))]
        for step in roadmap.concerning("21")
        if (roadmap.phase(step.subtask.phase).start <= month.as_of) and step.subtask.id not in asked
    ]
    assert later == []


def test_subtask_is_asked_before_its_phase__error(roadmap: Roadmap) -> None:
    """What is neither begun nor counted is not on the form."""
    for step in roadmap.asked("21", MAY):
        begun = roadmap.phase(step.subtask.phase).start <= date(2022, 5, 31)
        assert begun or roadmap.counted_for_target(step.subtask)
    assert not [step for step in roadmap.asked("21", MAY) if step.subtask.due > date(2022, 12, 31)]


@pytest.mark.parametrize(
    ("applies", "asked_in", "not_asked_in"),
    [
        ("all", ["01", "21", "90"], ["HUS"]),
        ("hva", ["01", "21"], ["90", "HUS"]),
        ("bilingual", ["01", "17", "90"], ["02", "21", "HUS"]),
        ("sami", ["21"], ["01", "20", "90", "HUS"]),
        ("univ", ["05", "HUS"], ["01", "90"]),
    ],
)
def test_subtask_is_asked_of_those_it_concerns__ok(
    roadmap: Roadmap, applies: str, asked_in: list[str], not_asked_in: list[str]
) -> None:
    """The applicability set of a subtask says on whose form it stands."""
    late = ReportingMonth(2025, 12)
    ids = {s.subtask.id for s in roadmap.positions.values() if s.subtask.applies == applies}
    assert ids
    assert all(ids <= set(asked_ids(roadmap, region, late)) for region in asked_in)
    assert not any(ids & set(asked_ids(roadmap, region, late)) for region in not_asked_in)


def test_hus_has_one_row__ok(roadmap: Roadmap) -> None:
    """HUS is asked about the one subtask that concerns it, a critical one, in every month."""
    assert {tuple(asked_ids(roadmap, "HUS", month)) for month in months_of(roadmap)} == {
        ("PJ-5.1.3",)
    }
    assert roadmap.positions["PJ-5.1.3"].subtask.critical


def test_asked_subtasks_stand_in_roadmap_order__ok(roadmap: Roadmap) -> None:
    orders = [step.order for step in roadmap.asked("01", MAY)]
    assert orders == sorted(set(orders))
    assert [step.order for step in roadmap.positions.values()] == list(range(241))


def test_group_is_found__error(roadmap: Roadmap) -> None:
    assert roadmap.group("ICT").id == "ICT"
    with pytest.raises(KeyError):
        roadmap.group("XX")
