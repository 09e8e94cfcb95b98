"""Heat maps and the matrix tell every figure and every critical answer, colours beside."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from national_sheets import FIRST, Book, near, table, told

from tilannekuva.domain.picture import VIEWS, NationalPicture
from tilannekuva.domain.regions import NATION
from tilannekuva.domain.shares import whole_percent
from tilannekuva.domain.texts import LANGUAGES
from tilannekuva.i18n.words import Words
from tilannekuva.publish.national.book import national_workbook
from tilannekuva.publish.national.draft import Draft
from tilannekuva.publish.national.heat_map import entity_heat_map, group_heat_map
from tilannekuva.publish.national.matrix import kind_of, letters, matrix


@pytest.fixture(scope="module")
def book(picture: NationalPicture) -> Book:
    """The Finnish workbook."""
    return Book(national_workbook(picture, "fi", tool_version="0.1.0"))


def _rows_of(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a heat map; the title of each view is between them."""
    return (row for row in table(sheet) if row[1] is not None)


@pytest.mark.parametrize("sheet", [group_heat_map, entity_heat_map])
def test_heat_maps_tell_every_figure(
    picture: NationalPicture, book: Book, sheet: Callable[[Draft], None]
) -> None:
    """Each cell is its figure's share; regions in order, then areas, then the nation."""
    keys = [(view, key) for view in VIEWS for key in picture.regions.figure_keys]
    rows = list(_rows_of(book.sheet(sheet)))
    assert [(row[0], row[1]) for row in rows] == keys
    for (view, key), row in zip(keys, rows, strict=True):
        whole = picture.figure(view, key)
        total = (told(whole.completed, whole.n), whole.n, whole.missing)
        expected: list[object] = []
        for group in picture.roadmap.groups:
            if sheet is group_heat_map:
                figure = picture.figure(view, key, "group", group.id)
                expected += [told(figure.completed, figure.n), figure.n, figure.missing]
                continue
            for entity in group.entities:
                figure = picture.figure(view, key, "entity", entity.id)
                expected.append(told(figure.completed, figure.n))
        assert [near(cell) for cell in row[4:]] == [*expected, *total]


def test_heat_maps_tell_who_is_behind_the_figures(book: Book) -> None:
    """A region that does not report is marked in words, areas and the nation by coverage."""
    coverage = {row[1]: row[3] for row in _rows_of(book.sheet(group_heat_map))}
    assert coverage["20"] == "Puuttuu"
    assert not coverage["01"]
    assert coverage["YTA5"] == "3/4"
    assert coverage[NATION] == "22/23"


def test_colours_are_live_and_by_the_roadmaps_classes(picture: NationalPicture, book: Book) -> None:
    """One rule for the silent regions and one for each class, over all the shares."""
    for sheet in (book.sheet(group_heat_map), book.sheet(entity_heat_map)):
        rules = [rule for each in sheet.conditional_formatting for rule in each.rules]
        assert len(rules) == len(picture.roadmap.measures.colour_classes) + 2
        formulas = " ".join(rule.formula[0] for rule in rules)
        for limit in picture.roadmap.measures.colour_classes:
            assert f"<{limit})" in formulas
            assert f">={limit}" in formulas


def test_shares_are_shown_in_whole_percents_by_the_rule(
    picture: NationalPicture, book: Book
) -> None:
    """Neither 100 nor 0 is shown for a share that is not all or none."""
    assert whole_percent(1, 500) == 1
    for row in book.sheet(group_heat_map).iter_rows(min_row=FIRST, min_col=5):
        for cell in row:
            if isinstance(cell.value, float) and 0 < cell.value < 1:
                assert 0.005 <= cell.value < 0.995 or '"' in cell.number_format
    assert picture.figure("A").n > 0


def test_the_matrix_has_a_letter_for_every_critical_answer(
    picture: NationalPicture, book: Book
) -> None:
    """Each cell tells its answer, is blank where nothing is asked, and counts add up."""
    letter = letters(Words("fi"))
    expected = {
        (each.position.subtask.id, each.region): letter[kind_of(each)]
        for each in picture.subtasks
        if each.position.subtask.critical
    }
    codes = list(picture.regions.by_code)
    found: dict[tuple[str, str], str] = {}
    for row in table(book.sheet(matrix)):
        cells = dict(zip(codes, row[4:], strict=False))
        found |= {(row[0], code): cell for code, cell in cells.items() if cell}
        done, progress, idle, _delayed, missing, not_concerned = row[-6:]
        assert done + progress + idle + missing + not_concerned == len(
            [cell for cell in cells.values() if cell]
        )
    assert found == expected
    assert set(expected.values()) == set(letter.values())


def test_letters_differ_within_each_language() -> None:
    """No two kinds of answer share a letter."""
    for language in LANGUAGES:
        assert len(set(letters(Words(language)).values())) == 7


def test_each_view_has_its_title_on_a_page_of_its_own(book: Book) -> None:
    """View B begins a page, which the title, the legend and the headings stand on top of."""
    for sheet in (book.sheet(group_heat_map), book.sheet(entity_heat_map)):
        titles = [
            number
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
            if row[0] and str(row[0]).startswith(("A: ", "B: ")) and "–" in str(row[0])
        ]
        assert len(titles) == 2
        assert [each.id for each in sheet.row_breaks.brk] == [titles[1] - 1]
        assert sheet.print_title_rows == "$1:$5"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert int(sheet.page_setup.fitToHeight) == 0


def test_the_matrix_adds_up_below_its_table(picture: NationalPicture, book: Book) -> None:
    """Each region's delayed critical subtasks, and all of them at the end of the row."""
    sheet = book.sheet(matrix)
    totals = {row[2]: row for row in sheet.iter_rows(values_only=True) if row[0] is None}
    delayed = [
        each.region
        for each in picture.subtasks
        if each.position.subtask.critical and each.timing == "delayed"
    ]
    row = totals["näistä viivästyneitä"]
    codes = list(picture.regions.by_code)
    assert list(row[4 : 4 + len(codes)]) == [delayed.count(code) for code in codes]
    assert row[4 + len(codes) + 3] == len(delayed)
