"""A region's state is the first that fits, with the counts behind it; late stands beside it."""

from dataclasses import replace

import pytest
from tiny_months import Country, answers_of, group_return, record_of

from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.picture import MonthRecord, RegionStanding, RegionState
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap


@pytest.fixture(scope="module")
def country(roadmap: Roadmap, regions: Regions) -> Country:
    """Six regions and five subtasks."""
    return Country(roadmap, regions)


BOTH_GROUPS = "region | subtask | status\n02 | a | done\n02 | e | done\n"
ONE_GROUP = "region | subtask | status\n02 | a | done\n"
ERROR = Finding("CELL-001", "02.xlsx", "HT", "B4", "02", "HT")
WARNING = Finding("CELL-004", "02.xlsx", "HT", "F4", "02", "HT")
REPAIR = Finding("CELL-005", "02.xlsx", "HT", "B5", "02", "HT")
NOTE = Finding("IDENTITY-002", "02.xlsx", region="02")
REJECTED = FileOutcome("x.xlsx", 1, Disposition.REJECTED, "password", region="02")


def standing(
    country: Country, record: MonthRecord, *, after_deadline: bool = True
) -> RegionStanding:
    """Return how region 02 stands."""
    return country.picture_of(record, after_deadline=after_deadline).standings["02"]


@pytest.mark.parametrize(
    ("answers", "files", "findings", "state"),
    [
        ("", (), (), RegionState.MISSING),
        ("", (REJECTED,), (), RegionState.REJECTED),
        (ONE_GROUP, (), (), RegionState.PARTIAL),
        (ONE_GROUP, (REJECTED,), (ERROR,), RegionState.PARTIAL),
        (BOTH_GROUPS, (), (ERROR, WARNING), RegionState.NEEDS_CORRECTION),
        (BOTH_GROUPS, (REJECTED,), (ERROR,), RegionState.NEEDS_CORRECTION),
        (BOTH_GROUPS, (), (WARNING, REPAIR), RegionState.COMPLETE_WITH_WARNINGS),
        (BOTH_GROUPS, (), (REPAIR, NOTE), RegionState.COMPLETE),
        (BOTH_GROUPS, (), (), RegionState.COMPLETE),
    ],
)
def test_state_is_the_first_that_fits__ok(
    country: Country,
    answers: str,
    files: tuple[FileOutcome, ...],
    findings: tuple[Finding, ...],
    state: RegionState,
) -> None:
    """Each state is taken only where no earlier one fits."""
    record = record_of(answers_of(answers) if answers else ())
    record = replace(record, files=files, findings=findings)
    assert standing(country, record).state is state


def test_awaited_before_the_deadline__ok(country: Country) -> None:
    """Until the deadline what has not come is awaited; the other states do not change."""
    empty, partial = record_of(()), record_of(answers_of(ONE_GROUP))
    rejected = replace(empty, files=(REJECTED,))
    states = [
        standing(country, record, after_deadline=False).state
        for record in (empty, rejected, partial)
    ]
    assert states == [RegionState.AWAITED, RegionState.REJECTED, RegionState.PARTIAL]


@pytest.mark.parametrize("disposition", [each for each in Disposition if each != "rejected"])
def test_only_rejected_files_reject__ok(country: Country, disposition: Disposition) -> None:
    """A deferred, ignored or superseded file does not make a region rejected."""
    record = replace(record_of(()), files=(replace(REJECTED, disposition=disposition),))
    assert standing(country, record).state is RegionState.MISSING


def test_a_late_file_of_a_closed_month_does_not_reject__ok(country: Country) -> None:
    """What came for a month that was closed is no return of this one."""
    record = replace(record_of(()), files=(replace(REJECTED, reason="month-closed"),))
    assert standing(country, record).state is RegionState.MISSING


def test_a_file_known_by_its_name_rejects__ok(country: Country) -> None:
    """A file that only its name gives to a region makes it rejected all the same."""
    record = replace(record_of(()), files=(replace(REJECTED, region_by_name=True),))
    assert standing(country, record).state is RegionState.REJECTED


def test_findings_of_files_not_used_do_not_count__ok(country: Country) -> None:
    """What is wrong in a file of another region, or in one not used, is not held against it."""
    others = (replace(ERROR, region="08"), replace(ERROR, file="old.xlsx"))
    record = replace(record_of(answers_of(BOTH_GROUPS)), findings=others)
    assert standing(country, record).state is RegionState.COMPLETE


def test_counts__ok(country: Country) -> None:
    """Rows on the form, answers of any kind, statuses, and findings by severity are counted."""
    table = """
        region | subtask | status | description
        02     | a       | done   |
        02     | b       |        | Kesken
        02     | d       | done   |
    """
    record = replace(record_of(answers_of(table)), findings=(ERROR, ERROR, WARNING, REPAIR, NOTE))
    found = standing(country, record)
    assert (found.asked, found.answers, found.answered) == (5, 3, 2)
    assert (found.critical_asked, found.critical_answered) == (4, 1)
    assert (found.errors, found.warnings, found.repairs) == (2, 1, 1)
    assert (found.groups_asked, found.groups_returned) == (("HT", "JO"), ("HT",))
    assert found.groups_missing == ("JO",)
    assert found.reports


@pytest.mark.parametrize(
    ("late_groups", "late"), [((), False), (("HT",), True), (("",), False), (("", "JO"), True)]
)
def test_late_is_a_flag_of_groups__ok(
    country: Country, late_groups: tuple[str, ...], *, late: bool
) -> None:
    """One group after the deadline makes a region late; the cover alone does not."""
    returns = tuple(
        group_return("02", group, late=group in late_groups) for group in ("", "HT", "JO")
    )
    found = standing(country, replace(record_of(()), returns=returns))
    assert found.late is late
    assert found.state is RegionState.COMPLETE
    assert not found.reports


def test_cover_alone_is_partial__ok(country: Country) -> None:
    """A region of which only the cover came has every group missing."""
    found = standing(country, replace(record_of(()), returns=(group_return("02", ""),)))
    assert (found.state, found.groups_missing) == (RegionState.PARTIAL, ("HT", "JO"))


def test_every_region_stands_somewhere__ok(country: Country) -> None:
    """There is a standing for each region, in the order of the regions."""
    picture = country.picture(BOTH_GROUPS)
    assert list(picture.standings) == list(country.regions.by_code)
    assert picture.reporting == ("02",)
