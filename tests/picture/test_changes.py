"""What the regions tell otherwise than last month."""

from dataclasses import replace

import pytest
from tiny_months import MAY, Country, answers_of, record_of

from tilannekuva.domain.picture import ChangeKind, MonthRecord, NationalPicture, Timing
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.picture.changes import EarlierMonth
from tilannekuva.picture.national import national_picture

HEAD = "region | subtask | status | risk | support | description\n"


@pytest.fixture(name="country", scope="module")
def _country(roadmap: Roadmap, regions: Regions) -> Country:
    return Country(roadmap, regions)


def _record(table: str, back: int) -> MonthRecord:
    """Return the record of a month some months before May."""
    record = record_of(answers_of(HEAD + table))
    month = MAY.shifted(-back)
    returns = tuple(
        each.model_copy(
            update={
                "month": month,
                "answers": tuple(a.model_copy(update={"month": month}) for a in each.answers),
            }
        )
        for each in record.returns
    )
    return replace(record, month=month, returns=returns)


def _picture(country: Country, *tables: str, back: int = 0) -> NationalPicture:
    """Return the picture of May, or of so many months before; earlier months' tables follow."""
    now, *before = (_record(table, months) for months, table in enumerate(tables, start=back))
    earlier = [EarlierMonth(each, country.roadmap, each) for each in before]
    return national_picture(
        now, country.roadmap, country.regions, after_deadline=True, earlier=earlier
    )


def _kinds(country: Country, *tables: str) -> dict[tuple[str, str], set[ChangeKind]]:
    changes = _picture(country, *tables).changes
    return {(each.region, each.position.subtask.id): set(each.kinds) for each in changes}


@pytest.mark.parametrize(
    ("before", "now", "kinds"),
    [
        ("in_progress", "done", {ChangeKind.COMPLETED}),
        ("not_started", "done", {ChangeKind.COMPLETED}),
        ("not_started", "in_progress", {ChangeKind.ADVANCED}),
        ("done", "in_progress", {ChangeKind.REGRESSED}),
        ("in_progress", "not_started", {ChangeKind.REGRESSED}),
        ("in_progress", "", {ChangeKind.UNANSWERED}),
    ],
)
def test_status_that_moved_is_told__ok(
    country: Country, before: str, now: str, kinds: set[ChangeKind]
) -> None:
    """A status that has moved is told by its direction."""
    rest = "02 | c | done | | |"
    april, may = (f"02 | b | {status} | | | text\n{rest}" for status in (before, now))
    assert _kinds(country, may, april) == {("02", "b"): kinds}


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("in_progress", "in_progress"),
        ("not_applicable", "done"),
        ("done", "not_applicable"),
        ("", "done"),
    ],
)
def test_status_that_cannot_have_moved_is_not_told__ok(
    country: Country, before: str, now: str
) -> None:
    """What did not concern the region, or had no status, has not moved."""
    april, may = (f"02 | b | {status} | | | text" for status in (before, now))
    assert _kinds(country, may, april) == {}


def test_newly_delayed_is_what_has_fallen_due__ok(country: Country) -> None:
    """What is due this month and not done is newly delayed; what was late before is not."""
    april = "02 | a | in_progress | | | x\n02 | d | in_progress | | | x"
    may = "02 | a | in_progress | | | y\n02 | d | in_progress | | | y"
    assert _kinds(country, may, april) == {
        ("02", "a"): {ChangeKind.NEWLY_DELAYED},
        ("02", "d"): {ChangeKind.NEWLY_DELAYED},
    }
    june = _picture(country, may, april, back=-1)
    assert june.changes == ()


def test_newly_delayed_agrees_with_the_frame__ok(country: Country) -> None:
    """Whatever is told to be newly delayed is delayed in the picture itself."""
    table = "\n".join(f"{region} | a | not_started | | |" for region in ("01", "02", "06"))
    picture = _picture(country, table, table)
    delayed = {
        (each.region, each.position.subtask.id)
        for each in picture.subtasks
        if each.timing is Timing.DELAYED
    }
    told = {(each.region, each.position.subtask.id) for each in picture.changes}
    assert told == delayed
    assert len(told) == 3


@pytest.mark.parametrize(
    ("before", "now", "is_new"),
    [
        ("low | none", "high | none", True),
        ("low | none", "low | regional", True),
        ("moderate | national", "low | national", False),
        (" | ", "high | national", False),
        ("high | regional", " | regional", False),
    ],
)
def test_higher_risk_or_support_is_a_new_challenge__ok(
    country: Country, before: str, now: str, *, is_new: bool
) -> None:
    """Higher than last month's answer; where there was none, nothing is higher."""
    april, may = (f"02 | b | in_progress | {graded} | text" for graded in (before, now))
    expected = {("02", "b"): {ChangeKind.NEW_CHALLENGE}} if is_new else {}
    assert _kinds(country, may, april) == expected


def test_same_answer_three_months_running_is_stuck__ok(country: Country) -> None:
    """The same text in other letters is the same; two months alone, or another text, are not."""
    same, other = "02 | b | in_progress | | | Odottaa.", "02 | b | in_progress | | | Etenee."
    assert _kinds(country, same, same.lower(), same) == {("02", "b"): {ChangeKind.STUCK}}
    assert _kinds(country, same, same) == {}
    assert _kinds(country, same, same, other) == {}


def test_only_regions_that_report_in_both_months_are_compared__ok(country: Country) -> None:
    """Of a region that was silent then or is silent now, nothing has changed."""
    april = "01 | b | not_started | | |\n02 | b | not_started | | |"
    may = "02 | b | done | | |\n06 | b | done | | |"
    picture = _picture(country, may, april)
    assert {each.region for each in picture.changes} == {"02"}
    assert picture.last_month is not None
    assert picture.last_month.reporting == ("01", "02")


def test_last_month_is_told_as_it_was_told_then__ok(country: Country) -> None:
    """Its figures and coverage are those of its own picture, for its own as of."""
    april = "01 | a | in_progress | | |\n02 | a | done | | |\n02 | d | not_started | | |"
    last = _picture(country, "02 | a | done | | |", april).last_month
    own = national_picture(_record(april, 1), country.roadmap, country.regions, after_deadline=True)
    assert last is not None
    assert last.month == MAY.shifted(-1)
    assert last.figures == own.figures
    assert last.coverage == own.coverage
    assert last.figure("A") == own.figure("A")


def test_nothing_is_told_without_last_month__ok(country: Country) -> None:
    """A month that has none before it in the archive has no changes."""
    picture = _picture(country, "02 | b | done | | |")
    assert picture.last_month is None
    assert picture.changes == ()
