"""The sheet of changes tells every change of every region that reports in both months."""

from dataclasses import replace
from typing import Any

import pytest
from national_sheets import FIRST, Book, filled, near, table, told

from tilannekuva.domain.picture import VIEWS, Level, NationalPicture
from tilannekuva.domain.regions import NATION, Regions
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.publish.national.book import national_workbook
from tilannekuva.publish.national.changes import changes, changes_by_subtask
from tilannekuva.publish.national.page import HEADER_ROW


@pytest.fixture(scope="module")
def books(two_months: NationalPicture) -> dict[Language, Book]:
    """The workbook in every language."""
    return {
        each: Book(national_workbook(two_months, each, tool_version="0.1.0")) for each in LANGUAGES
    }


@pytest.fixture(scope="module")
def sheets(books: dict[Language, Book]) -> dict[Language, Any]:
    """The sheet of every change in every language."""
    return {each: book.sheet(changes_by_subtask) for each, book in books.items()}


def test_every_change_is_told(two_months: NationalPicture, sheets: dict[Language, Any]) -> None:
    """Each change is one row: what changed in words, and both months' answers."""
    rows = list(table(sheets["fi"]))
    found = {(row[0], row[2]): row for row in rows}
    assert len(rows) == len(found) == len(two_months.changes) > 0
    scale = two_months.roadmap.answer_scale

    def status(value: str | None) -> str:
        return scale.label("status", value).fi if value else "tieto puuttuu"

    for change in two_months.changes:
        row = found[change.region, change.position.subtask.id]
        before, now = change.before, change.now
        assert len(row[7].split("\n")) == len(change.kinds)
        assert row[8] == status(before.status if before else None)
        assert row[9] == status(now.status if now else None)
        assert row[10] == (scale.label("risk", before.risk).fi if before and before.risk else None)
        assert row[11] == (scale.label("risk", now.risk).fi if now and now.risk else None)
        assert row[13] == (scale.label("support", now.support).fi if now and now.support else None)
        assert row[15] == (now.description if now else None)


def test_critical_ones_come_first(two_months: NationalPicture, sheets: dict[Language, Any]) -> None:
    """Then the others; within each, regions and subtasks in their order."""
    rows = list(table(sheets["fi"]))
    regions = two_months.regions.order
    positions = two_months.roadmap.positions
    ranks = [(row[5] != "kyllä", regions[row[0]], positions[row[2]].order) for row in rows]
    assert ranks == sorted(ranks)
    assert {rank[0] for rank in ranks} == {True, False}


def test_both_months_stand_beside_each_other(
    two_months: NationalPicture, books: dict[Language, Book]
) -> None:
    """The whole roadmap and each group, in both views, with n, no answer and coverage of both."""
    last = two_months.last_month
    assert last is not None
    sheet = books["fi"].sheet(changes)
    number = FIRST
    groups = two_months.roadmap.groups
    parts: list[tuple[Level, str]] = [("roadmap", "all"), *(("group", each.id) for each in groups)]
    for view in VIEWS:
        for level, key in parts:
            before = last.figure(view, NATION, level, key)
            now = two_months.figure(view, NATION, level, key)
            assert before is not None
            row = filled(next(sheet.iter_rows(min_row=number, max_row=number, values_only=True)))
            assert [near(row[place]) for place in (1, 2, 4, 5)] == [
                told(before.completed, before.n),
                told(now.completed, now.n),
                told(before.started, before.n),
                told(now.started, now.n),
            ]
            assert row[7:11] == [before.n, now.n, before.missing, now.missing]
            number += 1
    assert filled(next(sheet.iter_rows(min_row=FIRST, values_only=True)))[11:] == [
        "20/22",
        "21/22",
    ]


def test_the_table_can_be_filtered_and_its_headings_repeat(
    two_months: NationalPicture, sheets: dict[Language, Any]
) -> None:
    """Its headings stand on every printed page and stay in sight, each with a filter."""
    last = FIRST - 1 + len(two_months.changes)
    for sheet in sheets.values():
        assert sheet.print_title_rows == f"${FIRST - 1}:${FIRST - 1}"
        assert sheet.auto_filter.ref == f"A{FIRST - 1}:P{last}"
        assert sheet.freeze_panes == f"E{FIRST}"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fi",
            "vain tässä kuussa raportoineet: Lapha; ei raporttia kumpanakaan kuukautena: Kainuu",
        ),
        ("sv", "rapporterade bara denna månad: Lappland; ingendera månaden: Kajanaland"),
        ("en", "only this month: Lapha; in neither month: Kainuu"),
    ],
)
def test_who_cannot_be_compared_is_said(
    books: dict[Language, Book], language: Language, said: str
) -> None:
    """Regions that did not report in both months are named, with the month they did."""
    for drawer in (changes, changes_by_subtask):
        rows = books[language].sheet(drawer).iter_rows(values_only=True)
        assert any(said in str(row[0]) for row in rows)


def test_all_can_be_compared__ok(two_months: NationalPicture) -> None:
    """Where every region reports in both months, that is said instead."""
    last = two_months.last_month
    assert last is not None
    codes = ("01", "17")
    picture = replace(
        two_months,
        standings={code: two_months.standings[code] for code in codes},
        regions=Regions(
            regions=tuple(each for each in two_months.regions.regions if each.code in codes),
            collaboration_areas=two_months.regions.collaboration_areas,
        ),
        last_month=replace(last, reporting=codes),
        changes=(),
        subtasks=(),
        not_applicable=(),
        risks=(),
        record=replace(two_months.record, returns=()),
    )
    book = Book(national_workbook(picture, "en", tool_version="0.1.0"))
    cells = [row[0] for row in book.sheet(changes).iter_rows(values_only=True)]
    assert "All regions reported in both months." in cells
    cells = [row[0] for row in book.sheet(changes_by_subtask).iter_rows(values_only=True)]
    assert "Nothing has changed." in cells


def test_without_last_month_one_sentence_stands(picture: NationalPicture) -> None:
    """No figure and no change is told where last month is not in the archive."""
    book = Book(national_workbook(picture, "en", tool_version="0.1.0"))
    said = (
        "The returns of last month (April 2022) are not in the archive, so changes cannot be told."
    )
    sheet = book.sheet(changes)
    assert (sheet.cell(HEADER_ROW + 1, 1).value, sheet.max_row) == (said, HEADER_ROW + 1)
    assert [row[0] for row in table(book.sheet(changes_by_subtask))] == [said]
