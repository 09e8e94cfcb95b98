"""Rows inserted, deleted, moved, copied and changed; each function makes a workbook of its own."""

from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from small_form import nothing_of, small

from deviations import Deviation, Returned, Table
from tilannekuva.pipeline.foundations import Foundations

table = Table()


def values(sheet: Worksheet, row: int) -> list[object]:
    """Return what stands in a row."""
    return [cell.value for cell in sheet[row]]


def put_row(sheet: Worksheet, row: int, cells: list[Any]) -> None:
    """Put values into a row from column A on."""
    for column, value in enumerate(cells, start=1):
        sheet.cell(row, column).value = value


def put_cells(sheet: Worksheet, **cells: Any) -> None:
    """Put values into cells by their addresses."""
    for address, value in cells.items():
        sheet[address].value = value


def move_below(sheet: Worksheet, row: int, to: int) -> None:
    """Move a row to another one, and leave its own empty."""
    put_row(sheet, to, values(sheet, row))
    put_row(sheet, row, [None] * sheet.max_column)


# Rows that are only somewhere else.


@table.edit()
def rows_inserted_above_the_table(book: Any) -> None:
    book["HT"].insert_rows(1, 3)


@table.edit()
def rows_inserted_within_the_table(book: Any) -> None:
    book["HT"].insert_rows(9, 2)


@table.edit("CELL-013 HT!D9")
def an_own_subheading_within_the_table(book: Any) -> None:
    book["HT"].insert_rows(9)
    book["HT"]["D9"] = "Hankkeen omat tehtävät"


@table.edit()
def rows_sorted(book: Any) -> None:
    sheet = book["HT"]
    rows = [values(sheet, row) for row in (8, 9, 10)]
    for row, cells in zip((8, 9, 10), reversed(rows), strict=True):
        put_row(sheet, row, cells)


@table.edit()
def rows_sorted_together_with_the_headings(book: Any) -> None:
    sheet = book["HT"]
    headings = values(sheet, 7)
    for row in (7, 8, 9):
        put_row(sheet, row, values(sheet, row + 1))
    put_row(sheet, 10, headings)


@table.edit()
def a_row_moved_far_below(book: Any) -> None:
    move_below(book["HT"], 9, 40)


@table.edit("ROW-009 HT!K9")
def a_row_hidden_by_hand(book: Any) -> None:
    book["HT"].row_dimensions[9].hidden = True


@table.edit("ROW-009 HT!K9", "ROW-009 HT!K10")
def rows_hidden_by_a_filter(book: Any) -> None:
    sheet = book["HT"]
    sheet.auto_filter.add_filter_column(10, ["käynnissä"])
    for row in (9, 10):
        sheet.row_dimensions[row].hidden = True


# Rows that are gone.


@table.edit("ROW-004 HT", reads=nothing_of("HT-1.2.3"))
def a_row_deleted(book: Any) -> None:
    book["HT"].delete_rows(10)


@table.edit("ROW-004 JO", reads=nothing_of("JO-1.1.1", "JO-1.1.2"))
def every_row_deleted(book: Any) -> None:
    book["JO"].delete_rows(8, 2)


@table.edit("ROW-016 HT!K8", reads=nothing_of("HT-1.2.1"))
def a_critical_row_left_empty(book: Any) -> None:
    for column in "KLMNOP":
        book["HT"][f"{column}8"] = None


@table.edit(reads=nothing_of("HT-1.2.3"))
def another_row_left_empty(book: Any) -> None:
    for column in "KLMN":
        book["HT"][f"{column}10"] = None


# Codes that were changed.


@table.edit()
def a_code_written_in_small_letters(book: Any) -> None:
    book["HT"]["A8"] = "ht-1.2.1"


@table.edit()
def a_code_with_spaces_around_it(book: Any) -> None:
    book["HT"]["A8"] = " HT-1.2.1\u00a0"


@table.edit("ROW-001 HT!A10", "ROW-004 HT", reads=nothing_of("HT-1.2.3"))
def a_code_that_does_not_exist(book: Any) -> None:
    book["HT"]["A10"] = "HT-9.9.9"


@table.edit("ROW-001 HT!A10", "ROW-004 HT", reads=nothing_of("HT-1.2.3"))
def a_code_that_became_a_number(book: Any) -> None:
    book["HT"]["A10"] = 123


@table.edit("ROW-006 HT!A10", "ROW-004 HT", reads=nothing_of("HT-1.2.3"))
def a_code_cleared(book: Any) -> None:
    book["HT"]["A10"] = None


@table.edit("ROW-004 HT", reads=nothing_of("HT-1.2.3"))
def a_code_cleared_on_a_row_without_answers(book: Any) -> None:
    for column in "AKLMN":
        book["HT"][f"{column}10"] = None


@table.edit(
    "ROW-006 HT!A8",
    "ROW-006 HT!A9",
    "ROW-006 HT!A10",
    "ROW-004 HT",
    reads=nothing_of("HT-1.2.1", "HT-1.2.2", "HT-1.2.3"),
)
def every_code_cleared(book: Any) -> None:
    for row in (8, 9, 10):
        book["HT"][f"A{row}"] = None


@table.edit(
    "ROW-002 HT!K10",
    "ROW-004 HT",
    "CELL-014 HT!D10",
    "CELL-014 HT!H10",
    reads=nothing_of("HT-1.2.3"),
)
def a_code_changed_to_that_of_another_row(book: Any) -> None:
    book["HT"]["A10"] = "HT-1.2.1"


@table.edit("ROW-003 HT!K11")
def a_subtask_that_does_not_concern_the_region(book: Any) -> None:
    put_row(book["HT"], 11, ["HT-1.2.4", *[None] * 9, "valmis", None, "matala"])


# Subtasks answered twice.


@table.edit(copied=True)
def a_row_copied_below_as_it_is(book: Any) -> None:
    put_row(book["HT"], 11, values(book["HT"], 8))


@table.edit("ROW-002 HT!K11", copied=True)
def a_row_copied_below_with_another_status(book: Any) -> None:
    put_row(book["HT"], 11, values(book["HT"], 8))
    book["HT"]["K11"] = "valmis"


@table.edit(copied=True)
def a_row_copied_below_without_its_answers(book: Any) -> None:
    put_row(book["HT"], 11, values(book["HT"], 8)[:10])


@table.edit("ROW-002 HT!K11", copied=True)
def a_row_copied_below_with_one_more_answer(book: Any) -> None:
    put_row(book["HT"], 11, values(book["HT"], 10))
    book["HT"]["O11"] = "Odottaa päätöstä."


@table.edit("ROW-002 JO!K10", copied=True)
def a_row_of_another_group_pasted_with_other_answers(book: Any) -> None:
    put_row(book["JO"], 10, values(book["HT"], 9))
    book["JO"]["K10"] = "käynnissä"


@table.edit("ROW-002 HT!K11", copied=True)
def the_own_groups_row_counts_also_where_it_comes_later(book: Any) -> None:
    put_row(book["HT"], 11, values(book["ICT"], 8))
    book["HT"]["K11"] = "valmis"


@table.edit()
def a_row_moved_to_another_groups_sheet(book: Any) -> None:
    put_row(book["ICT"], 20, values(book["HT"], 10))
    book["HT"].delete_rows(10)


# Rows of the region's own, and a second table.


@table.edit("ROW-006 HT!A11")
def an_answer_below_the_table_without_a_code(book: Any) -> None:
    put_cells(book["HT"], D11="Oma tehtävä", K11="valmis", O11="Tehty keväällä.")


@table.edit("ROW-001 HT!A11")
def an_own_row_below_the_table_with_an_own_code(book: Any) -> None:
    put_cells(book["HT"], A11="OMA-1", D11="Oma tehtävä", K11="kesken")


@table.edit("CELL-013 HT!A11", "CELL-013 HT!D11")
def an_own_row_without_answers(book: Any) -> None:
    put_cells(book["HT"], A11="OMA-1", D11="Oma tehtävä")


@table.edit(copied=True)
def the_headings_pasted_once_more(book: Any) -> None:
    sheet = book["HT"]
    sheet.insert_rows(9)
    put_row(sheet, 9, values(sheet, 7))


@table.edit(
    copied=True,
    reads={"HT-1.2.3 estimated_completion": None, "HT-1.2.3 support": None},
)
def a_second_table_with_its_columns_in_another_order(book: Any) -> None:
    sheet = book["HT"]
    sheet.delete_rows(10)
    put_row(sheet, 20, ["Riski", "Tunnus", "Tila"])
    put_row(sheet, 21, ["matala", "HT-1.2.3", "ei aloitettu"])


@table.edit("CELL-013 HT!B11")
def a_remark_below_the_table(book: Any) -> None:
    book["HT"]["B11"] = "Taulukko on täytetty johtoryhmässä 1.6."


@table.edit("CELL-013 HT!Q8")
def a_remark_beside_a_row(book: Any) -> None:
    book["HT"]["Q8"] = "ks. pöytäkirja"


@table.edit("CELL-013 HT!Q10")
def an_answer_one_cell_off(book: Any) -> None:
    book["HT"]["Q10"] = "valmis"


@table.edit("CELL-013 HT!R8")
def a_month_beside_a_row(book: Any) -> None:
    book["HT"]["R8"] = "toukokuu 2022"


@table.edit("CELL-013 HT!Q9")
def a_day_beside_a_row_that_is_its_deadline(book: Any) -> None:
    book["HT"]["Q9"] = "30.4.2022"


@table.edit("CELL-013 HT!D6", "CELL-013 HT!G2")
def remarks_above_the_table(book: Any) -> None:
    book["HT"]["D6"] = "luonnos"
    book["HT"]["G2"] = 3


# Merged cells.


@table.edit("CELL-012 HT!K9", reads={"HT-1.2.3 status": None})
def one_status_for_two_rows(book: Any) -> None:
    book["HT"].merge_cells("K9:K10")


@table.edit(reads={"HT-1.2.1 responsible": None})
def cells_merged_within_a_row(book: Any) -> None:
    book["HT"].merge_cells("O8:P8")


@table.edit(
    "CELL-012 HT!O8",
    reads={
        "HT-1.2.1 responsible": None,
        "HT-1.2.2 description": None,
        "HT-1.2.2 responsible": None,
    },
)
def a_description_merged_over_rows_and_columns(book: Any) -> None:
    book["HT"].merge_cells("O8:P9")


@table.edit("ROW-006 HT!A10", "ROW-004 HT", reads=nothing_of("HT-1.2.3"))
def codes_merged(book: Any) -> None:
    book["HT"].merge_cells("A9:A10")


@table.edit()
def names_of_tasks_merged(book: Any) -> None:
    book["HT"].merge_cells("B8:B10")
    book["HT"].merge_cells("C8:C10")


@pytest.fixture(scope="module")
def returned(foundations: Foundations, tmp_path_factory: pytest.TempPathFactory) -> Returned:
    """The workbooks, returned."""
    return Returned(table, small(foundations), tmp_path_factory.mktemp("rows"))


@pytest.mark.parametrize("deviation", table.deviations, ids=table.names)
def test_deviating_rows(returned: Returned, deviation: Deviation) -> None:
    """Rows are read wherever they stand, and what cannot be told apart is told of."""
    assert returned.came(deviation) == deviation.expected
