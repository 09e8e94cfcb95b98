"""The summary tells the headline, the groups, the classes, what blocks and what changed."""

import re
import zipfile
from collections import Counter
from io import BytesIO
from typing import Any

import pytest
from national_sheets import FIRST, Book, filled, near, row_of, told

from tilannekuva.domain.picture import (
    VIEWS,
    WHOLE_ROADMAP,
    ChangeKind,
    Figure,
    FigureKey,
    NationalPicture,
    Timing,
    View,
)
from tilannekuva.domain.regions import NATION
from tilannekuva.domain.shares import whole_percent
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.publish.national.book import national_workbook
from tilannekuva.publish.national.summary import summary

VALUES = re.compile(r"<c:(?:cat|val)>.*?<c:f>'?([^'!]+)'?!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)</c:f>")


@pytest.fixture(scope="module")
def books(two_months: NationalPicture) -> dict[Language, Book]:
    """The workbook of a month after another one, in every language."""
    return {
        each: Book(national_workbook(two_months, each, tool_version="0.1.0")) for each in LANGUAGES
    }


@pytest.fixture(scope="module")
def sheet(books: dict[Language, Book]) -> Any:
    """The Finnish summary."""
    return books["fi"].sheet(summary)


@pytest.fixture(scope="module")
def alone(picture: NationalPicture) -> Book:
    """The workbook of a month before which none is archived."""
    return Book(national_workbook(picture, "fi", tool_version="0.1.0"))


def rows_from(sheet: Any, text: str, count: int, below: int = 1) -> list[list[Any]]:
    """Return the values of some rows, beginning so many below the one a text stands in."""
    first = row_of(sheet, text) + below
    rows = sheet.iter_rows(min_row=first, max_row=first + count - 1, values_only=True)
    return [[near(value) for value in filled(row)] for row in rows]


def of(picture: NationalPicture, view: View, group: str = "") -> tuple[Figure, Figure]:
    """Return the nation's figure last month and now."""
    level, key = ("group", group) if group else ("roadmap", WHOLE_ROADMAP)
    assert picture.last_month is not None
    before = picture.last_month.figure(view, NATION, "group" if group else "roadmap", key)
    assert before is not None
    return before, picture.figures[
        FigureKey(view, "group" if level == "group" else "roadmap", key, NATION)
    ]


def points(now: int, n: int, before: int, n_before: int) -> object:
    """Return the difference of two shares as they are shown."""
    one, other = whole_percent(now, n), whole_percent(before, n_before)
    return "–" if one is None or other is None else one - other


def test_the_headline_is_the_nations(two_months: NationalPicture, sheet: Any) -> None:
    """Completed, started, their changes, n, no answer and coverage of both views."""
    for row, view in enumerate(VIEWS, start=FIRST):
        before, now = of(two_months, view)
        covered = two_months.coverage[FigureKey(view, "roadmap", WHOLE_ROADMAP, NATION)]
        cells = filled(next(sheet.iter_rows(min_row=row, max_row=row, values_only=True)))
        assert [near(cell) for cell in cells[1:]] == [
            told(now.completed, now.n),
            points(now.completed, now.n, before.completed, before.n),
            told(now.started, now.n),
            points(now.started, now.n, before.started, before.n),
            *(now.n, now.missing, f"{covered.reporting}/{covered.concerned}"),
        ]


def test_groups_stand_beside_last_month(two_months: NationalPicture, sheet: Any) -> None:
    """Each group in both views: last month's share, this one's, the change, and what is behind."""
    groups = two_months.roadmap.groups
    for view, title in zip(
        VIEWS, ("A: eteneminen tiekartalla", "B: valmius tavoitepäivään"), strict=True
    ):
        first = [
            n for n, (cell,) in enumerate(sheet.iter_rows(max_col=1), 1) if cell.value == title
        ]
        for number, group in enumerate(groups, start=first[1] + 1):
            before, now = of(two_months, view, group.id)
            cells = filled(next(sheet.iter_rows(min_row=number, max_row=number, values_only=True)))
            assert [near(cell) for cell in cells] == [
                group.name.fi,
                told(before.completed, before.n),
                told(now.completed, now.n),
                points(now.completed, now.n, before.completed, before.n),
                told(now.started, now.n),
                *(now.n, now.missing),
            ]


def test_every_region_is_in_one_class(two_months: NationalPicture, sheet: Any) -> None:
    """The numbers of the classes add up to the regions that report and have something to count."""
    rows = rows_from(sheet, "Valmiiden osuus", 5)
    classes = ["0–24 %", "25–49 %", "50–74 %", "75–89 %", "90–100 %"]
    assert [row[0] for row in rows] == classes
    for view in VIEWS:
        expected = Counter(
            sum(100 * figure.completed >= limit * figure.n for limit in (25, 50, 75, 90))
            for code in two_months.reporting
            if (figure := two_months.figure(view, code)).n
        )
        counts = [[value for value in row if isinstance(value, int)] for row in rows]
        assert [each[VIEWS.index(view)] for each in counts] == [expected[n] for n in range(5)]
    named = [
        name
        for row in rows
        for text in row[1:]
        if isinstance(text, str)
        for name in text.split(", ")
    ]
    assert len(named) == sum(sum(value for value in row if isinstance(value, int)) for row in rows)


def test_what_blocks_is_what_is_delayed_in_most_regions(
    two_months: NationalPicture, sheet: Any
) -> None:
    """Ten critical subtasks, each with its regions and the base, equal to a count of their own."""
    delayed: Counter[str] = Counter()
    base: Counter[str] = Counter()
    for each in two_months.subtasks:
        subtask = each.position.subtask
        applies = each.answer is None or each.answer.status != "not_applicable"
        if subtask.critical and applies and each.region in two_months.reporting:
            base[subtask.id] += 1
            delayed[subtask.id] += each.timing is Timing.DELAYED
    order = {code: step.order for code, step in two_months.roadmap.positions.items()}
    most = sorted(delayed, key=lambda code: (-delayed[code], order[code]))[:10]
    title = "Mikä jarruttaa: useimmilla alueilla viivästyneet kriittiset osatehtävät"
    first = row_of(sheet, title)
    heads = next(n for n in range(first, first + 60) if sheet.cell(n, 1).value == "Osatehtävä")
    rows = [
        filled(row)
        for row in sheet.iter_rows(min_row=heads + 1, max_row=heads + 10, values_only=True)
    ]
    assert [row[0].split()[0] for row in rows] == most
    assert [(row[3], row[4]) for row in rows] == [(delayed[code], base[code]) for code in most]
    assert [len(row[5].split(", ")) for row in rows] == [delayed[code] for code in most]


def test_changes_are_counted_by_kind(two_months: NationalPicture, sheet: Any) -> None:
    """Subtasks, critical ones and regions of each kind."""
    rows = rows_from(sheet, "Muutos", len(ChangeKind))
    for row, kind in zip(rows, ChangeKind, strict=True):
        of_kind = [each for each in two_months.changes if kind in each.kinds]
        critical = sum(each.position.subtask.critical for each in of_kind)
        assert row[1:4] == [len(of_kind), critical, len({each.region for each in of_kind})]
    assert sum(row[1] for row in rows) >= len(two_months.changes) > 0


def test_the_changes_are_told_in_sentences(
    two_months: NationalPicture, books: dict[Language, Book]
) -> None:
    """Shares of both months, what was completed, and who cannot be compared."""
    sheet = books["en"].sheet(summary)
    text = sheet.cell(row_of(sheet, "Changes since last month") + 1, 1).value
    before, now = of(two_months, "A")
    shares = [whole_percent(each.completed, each.n) for each in (before, now)]
    assert f"View A: completed {shares[0]}% → {shares[1]}%" in text
    done = sum(ChangeKind.COMPLETED in each.kinds for each in two_months.changes)
    assert f"{done} subtasks were completed" in text
    assert "only this month: Lapha; in neither month: Kainuu." in text


def test_without_last_month_it_says_so(alone: Book) -> None:
    """One plain sentence stands in place of the changes, and no column of changes is there."""
    sheet = alone.sheet(summary)
    text = sheet.cell(row_of(sheet, "Muutokset edelliskuusta") + 1, 1).value
    assert text == (
        "Edelliskuun (huhtikuu 2022) palautukset eivät ole arkistossa, "
        "joten muutoksia ei voida kertoa."
    )
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert not any("%-yks" in str(cell) for cell in cells)


def test_charts_are_told_in_words_and_stand_on_cells(
    books: dict[Language, Book], alone: Book
) -> None:
    """Each of the five charts has an alternative text, and its bars are figures in cells."""
    for book in (*books.values(), alone):
        sheet = book.sheet(summary)
        with zipfile.ZipFile(BytesIO(book.content)) as parts:
            drawing = parts.read("xl/drawings/drawing1.xml").decode()
            charts = [parts.read(name).decode() for name in parts.namelist() if "/chart" in name]
        assert len(re.findall(r'descr="[^"]{60,}"', drawing)) == 5
        assert len(charts) == 5
        ranges = [each for chart in charts for each in VALUES.findall(chart)]
        assert len(ranges) == sum(2 * chart.count("<c:ser>") for chart in charts)
        for name, column, first, last in ranges:
            assert name == sheet.title
            cells = [row[0].value for row in sheet[f"{column}{first}:{column}{last}"]]
            assert len(cells) in {5, 10}
            assert None not in cells


def test_nothing_lies_under_a_chart(books: dict[Language, Book]) -> None:
    """The rows that a chart covers are empty."""
    for book in books.values():
        sheet = book.sheet(summary)
        for chart in sheet._charts:  # noqa: SLF001 - the library tells of no other way
            first, last = chart.anchor._from.row + 1, chart.anchor.to.row + 1  # noqa: SLF001
            covered = [
                cell
                for row in sheet.iter_rows(min_row=first, max_row=last, values_only=True)
                for cell in row
                if cell is not None
            ]
            assert not covered


def test_it_prints_on_three_upright_pages(sheet: Any) -> None:
    """It has two breaks of its own, and is never wider than a page."""
    assert len(sheet.row_breaks.brk) == 2
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert int(sheet.page_setup.fitToHeight) == 0
