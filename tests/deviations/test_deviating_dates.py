"""Days typed in every way: read as the day that is meant, or told of and kept as typed.

Each line is a workbook of its own, a return of May 2022: what was typed into the estimated day of
completion, how it is read, and what is found at the cell. The subtask is due on 31.12.2022.
"""

from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from small_form import small

from deviations import Deviation, Returned, Table
from tilannekuva.pipeline.foundations import Foundations

table = Table()

NOVEMBER_1 = date(2022, 11, 1)
NOVEMBER_30 = date(2022, 11, 30)

for line in (
    # A date cell, and the forms of one day.
    (NOVEMBER_1, NOVEMBER_1),
    ("1.11.2022", NOVEMBER_1, "CELL-006"),
    ("01.11.2022", NOVEMBER_1, "CELL-006"),
    (" 1. 11. 2022 ", NOVEMBER_1, "CELL-006"),
    ("1.11.22", NOVEMBER_1, "CELL-006"),
    ("1.11.", NOVEMBER_1, "CELL-006"),
    ("1.11", NOVEMBER_1, "CELL-006"),
    ("2022-11-01", NOVEMBER_1, "CELL-006"),
    ("2022-11-01T00:00:00", NOVEMBER_1, "CELL-006"),
    ("1. marraskuuta 2022", NOVEMBER_1, "CELL-006"),
    ("den 1 november 2022", NOVEMBER_1, "CELL-006"),
    ("1 November 2022", NOVEMBER_1, "CELL-006"),
    ("ti 1.11.2022", NOVEMBER_1, "CELL-006"),
    ("1.11.2022 klo 12", NOVEMBER_1, "CELL-006"),
    # A month is its last day.
    ("11/2022", NOVEMBER_30, "CELL-006"),
    ("11.2022", NOVEMBER_30, "CELL-006"),
    ("2022-11", NOVEMBER_30, "CELL-006"),
    ("marraskuu 2022", NOVEMBER_30, "CELL-006"),
    ("Marraskuussa 2022", NOVEMBER_30, "CELL-006"),
    ("november 2022", NOVEMBER_30, "CELL-006"),
    ("November 2022", NOVEMBER_30, "CELL-006"),
    ("2/2024", date(2024, 2, 29), "CELL-006"),
    # A number as Excel counts days, in a cell and as text.
    (44866.0, NOVEMBER_1, "CELL-006"),
    (44866.75, NOVEMBER_1, "CELL-006"),
    ("44866", None, "CELL-002"),
    (20221101.0, None, "CELL-002"),
    (2022.0, None, "CELL-002"),
    (0.0, None, "CELL-002"),
    (-1.0, None, "CELL-002"),
    # Two days, or none.
    ("3/11/2022", None, "CELL-009"),
    ("11/3/22", None, "CELL-009"),
    ("13/11/2022", date(2022, 11, 13), "CELL-006"),
    ("11/13/2022", None, "CELL-002"),
    ("31.2.2022", None, "CELL-002"),
    ("31.11.2022", None, "CELL-002"),
    ("0.11.2022", None, "CELL-002"),
    ("1.13.2022", None, "CELL-002"),
    ("1.11.1022", None, "CELL-002"),
    ("1.-15.11.2022", None, "CELL-002"),
    ("11/2022?", None, "CELL-002"),
    ("marraskuu", None, "CELL-002"),
    ("syksyllä", None, "CELL-002"),
    ("Q4/2022", None, "CELL-002"),
    ("vko 44", None, "CELL-002"),
    ("2022", None, "CELL-002"),
    ("-", None, "CELL-002"),
    ("valmis", None, "CELL-002"),
    (True, None, "CELL-002"),
    (time(12), None, "CELL-002"),
    # A day that is read, and cannot be meant.
    ("31.3.2022", date(2022, 3, 31), "CELL-006", "ROW-017"),
    (date(2022, 5, 31), date(2022, 5, 31), "ROW-017"),
    (date(2032, 11, 1), date(2032, 11, 1), "ROW-022"),
    # A moment of the day.
    (datetime(2022, 11, 1, 12, 30), NOVEMBER_1, "CELL-006"),  # noqa: DTZ001 - a cell has no zone
):
    value, read, *codes = line
    table.type("ICT-1.1.2 estimated_completion", value, read, *codes)

for value, read, *codes in (
    ("1.6.2022", date(2022, 6, 1), "CELL-006"),
    ("1.6.", date(2022, 6, 1), "CELL-006"),
    (44713.0, date(2022, 6, 1), "CELL-006"),
    ("eilen", None, "CELL-002"),
    (date(2022, 4, 30), date(2022, 4, 30), "ROW-026"),
    (date(2022, 6, 9), date(2022, 6, 9), "ROW-026"),
):
    table.type("HT filled_on", value, read, *codes)


@table.edit()
def a_workbook_that_counts_days_from_1904(book: Any) -> None:
    book.epoch = CALENDAR_MAC_1904


@table.edit("CELL-006 ICT!L9", reads={"ICT-1.1.2 estimated_completion": NOVEMBER_1})
def a_number_in_a_workbook_that_counts_days_from_1904(book: Any) -> None:
    book.epoch = CALENDAR_MAC_1904
    book["ICT"]["L9"].number_format = "General"
    book["ICT"]["L9"].value = 43404


@table.edit()
def days_shown_in_another_format(book: Any) -> None:
    for cell in ("HT!L8", "HT!L9", "ICT!L8"):
        sheet, address = cell.split("!")
        book[sheet][address].number_format = 'mmm" "yy'


@pytest.fixture(scope="module")
def returned(foundations: Foundations, tmp_path_factory: pytest.TempPathFactory) -> Returned:
    """The workbooks, returned."""
    return Returned(table, small(foundations), tmp_path_factory.mktemp("dates"))


@pytest.mark.parametrize("deviation", table.deviations, ids=table.names)
def test_typed_day(returned: Returned, deviation: Deviation) -> None:
    """A day is read, repaired or told of, as its line says."""
    assert returned.came(deviation) == deviation.expected
