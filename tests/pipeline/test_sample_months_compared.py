"""The two sample months, one after the other: what the second tells of what has changed."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from offices import SampleMonth, TwoSampleMonths
from tilannekuva.domain.picture import ChangeKind

LAST_DAYS = ("2022-04-30", "2022-05-31")
GRADES = {
    "status": ("not_started", "in_progress", "done"),
    "risk": ("low", "moderate", "high"),
    "support": ("none", "regional", "national"),
}


def rows(month: SampleMonth, name: str) -> list[dict[str, str]]:
    """Return the rows of a month's data file."""
    with (month.output / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_month_before_is_complete_and_clean(two_sample_months: TwoSampleMonths) -> None:
    """In April 21 regions return in full and in time, with nothing to correct or to check."""
    before = two_sample_months.before
    report = json.loads((before.output / "run.json").read_text(encoding="utf-8"))
    states = Counter(each["state"] for each in report["regions"])
    assert report["month"] == "2022-04"
    assert report["file_counts"]["accepted"] == len(before.collected.record.files) == 21
    assert states == {"complete": 21, "missing": 2}
    assert not any(each["late"] for each in report["regions"])
    assert {each["severity"] for each in rows(before, "findings.csv")} <= {"note"}


def test_one_region_is_lost_and_two_are_won(two_sample_months: TwoSampleMonths) -> None:
    """A region that returned in April sends nothing in May; two return that did not."""
    before, now = (
        {each["region"] for each in rows(month, "answers.csv")}
        for month in (two_sample_months.before, two_sample_months.month)
    )
    assert before - now == {"20"}
    assert now - before == {"07", "21"}


def test_what_stood_alone_stands_after_the_month_before(
    two_sample_months: TwoSampleMonths, sample_month: SampleMonth
) -> None:
    """May's answers and figures are the same with and without April."""
    for name in ("answers.csv", "indicators.csv", "narratives.csv"):
        assert rows(two_sample_months.month, name) == rows(sample_month, name)
    assert rows(sample_month, "changes.csv") == []


def test_the_trends_told_are_few(two_sample_months: TwoSampleMonths) -> None:
    """Against April, May tells of what the sources say was otherwise, and of nothing else."""
    told = Counter(
        (each["code"], each["region"])
        for each in rows(two_sample_months.month, "findings.csv")
        if each["code"].startswith("TREND")
    )
    assert told == {
        ("TREND-001", "03"): 1,
        ("TREND-001", "12"): 1,
        ("TREND-001", "17"): 1,
        ("TREND-002", "10"): 1,
        ("TREND-003", "16"): 1,
        ("TREND-004", "03"): 1,
        ("TREND-008", "02"): 1,
    }


def test_changes_of_every_kind_but_one(two_sample_months: TwoSampleMonths) -> None:
    """Something was completed, started, undone, fell late, grew harder or lost its answer.

    That something is stuck takes a third month.
    """
    told = Counter(each["change"] for each in rows(two_sample_months.month, "changes.csv"))
    assert set(told) == set(ChangeKind) - {ChangeKind.STUCK}
    assert told["completed"] > told["new_challenge"] > told["regressed"]


def test_changes_are_those_between_the_answers(two_sample_months: TwoSampleMonths) -> None:
    """Code that knows only the two months' answers.csv comes to every same change."""
    files = (two_sample_months.before, two_sample_months.month)
    before, now = (
        {(each["region"], each["subtask"]): each for each in rows(month, "answers.csv")}
        for month in files
    )
    both = {region for region, _ in before} & {region for region, _ in now}
    expected = {
        (*key, change)
        for key, answer in before.items()
        if key[0] in both
        for change in changes_between(answer, now.get(key))
    }
    told = [
        (each["region"], each["subtask"], each["change"])
        for each in rows(two_sample_months.month, "changes.csv")
    ]
    assert set(told) == expected
    assert len(told) == len(expected) > 300


def changes_between(before: dict[str, str], now: dict[str, str] | None) -> Iterator[str]:
    """Yield what has changed between two rows of answers.csv, by the words of the design."""
    if now is None or not now["status"]:
        if before["status"]:
            yield "unanswered"
        return
    moved = graded("status", now) - graded("status", before) if before["status"] else 0
    compared = "not_applicable" not in {before["status"], now["status"]}
    if compared and moved > 0:
        yield "completed" if now["status"] == "done" else "advanced"
    if compared and moved < 0:
        yield "regressed"
    delayed = [
        each["status"] in {"not_started", "in_progress"} and each["due"] <= last
        for each, last in zip((before, now), LAST_DAYS, strict=True)
    ]
    if delayed == [False, True]:
        yield "newly_delayed"
    harder = any(
        before[asked] and graded(asked, now) > graded(asked, before)
        for asked in ("risk", "support")
    )
    if harder and now["status"] not in {"done", "not_applicable"}:
        yield "new_challenge"


def graded(asked: str, row: dict[str, str]) -> int:
    """Return how high an answer is; below 0 where it is none of those that can be compared."""
    return GRADES[asked].index(row[asked]) if row[asked] in GRADES[asked] else -1


def test_the_forms_showed_the_last_status(two_sample_months: TwoSampleMonths) -> None:
    """The form a region returned in May showed it what it had answered in April."""
    labels = {
        "done": "valmis",
        "in_progress": "käynnissä",
        "not_started": "ei aloitettu",
        "not_applicable": "ei koske aluetta",
    }
    answered = {
        each["subtask"]: labels[each["status"]]
        for each in rows(two_sample_months.before, "answers.csv")
        if each["region"] == "02"
    }
    shown = {
        subtask: status
        for subtask, status in last_statuses(
            two_sample_months.month.office.inbox / "tilannekuva-2022-05-02-fi.xlsx"
        )
        if status is not None
    }
    assert shown == answered
    lapland = two_sample_months.month.office.inbox / "Lappi tilannekuva 2022-05.xlsx"
    assert {status for _, status in last_statuses(lapland)} == {None}


def last_statuses(path: Path) -> Iterator[tuple[str, str | None]]:
    """Yield each subtask of a form with the status it shows as last month's."""
    workbook = openpyxl.load_workbook(path, read_only=True)
    for group in ("HT", "JO", "PJ", "YP", "ICT"):
        column = None
        for row in workbook[group].iter_rows(values_only=True):
            if "Tila viime kuussa" in row:
                column = row.index("Tila viime kuussa")
            elif column is not None and str(row[0] or "").startswith(f"{group}-"):
                yield str(row[0]), None if row[column] is None else str(row[column])
