"""Columns inserted, deleted, moved, copied and renamed; each function makes a workbook."""

from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from small_form import small

from deviations import BEFORE, Deviation, Returned, Table
from tilannekuva.pipeline.foundations import Foundations

table = Table()


def column_of(sheet: Worksheet, letter: str) -> list[Any]:
    """Return what stands in a column from the headings to the last subtask."""
    return [sheet[f"{letter}{row}"].value for row in range(7, 11)]


def put_column(sheet: Worksheet, letter: str, cells: list[Any]) -> None:
    """Put values into a column from the row of the headings on."""
    for row, value in enumerate(cells, start=7):
        sheet[f"{letter}{row}"].value = value


def no_answer_to(question: str) -> dict[str, object]:
    """Return that no answer to a question is read on the sheet HT."""
    return {asked: None for asked in BEFORE if asked.startswith("HT-") and asked.endswith(question)}


# Columns that are only somewhere else.


@table.edit()
def a_column_inserted_before_the_table(book: Any) -> None:
    book["HT"].insert_cols(1)


@table.edit()
def columns_inserted_between_the_answers(book: Any) -> None:
    book["HT"].insert_cols(13, 2)


@table.edit()
def the_status_moved_to_the_end(book: Any) -> None:
    sheet = book["HT"]
    put_column(sheet, "R", column_of(sheet, "K"))
    sheet.delete_cols(11)


@table.edit()
def the_status_moved_to_the_front(book: Any) -> None:
    sheet = book["HT"]
    status = column_of(sheet, "K")
    sheet.delete_cols(11)
    sheet.insert_cols(1)
    put_column(sheet, "A", status)


@table.edit()
def risk_and_support_change_places(book: Any) -> None:
    sheet = book["HT"]
    risk, support = column_of(sheet, "M"), column_of(sheet, "N")
    put_column(sheet, "M", support)
    put_column(sheet, "N", risk)


@table.edit("ROW-030 HT!M8", "ROW-030 HT!N8")
def columns_hidden(book: Any) -> None:
    for letter in "BCHIMN":
        book["HT"].column_dimensions[letter].hidden = True


@table.edit()
def the_columns_that_tell_cleared(book: Any) -> None:
    for letter in "BCDEFGHI":
        put_column(book["HT"], letter, [None] * 4)


@table.edit()
def the_columns_that_tell_deleted(book: Any) -> None:
    for sheet in (book["JO"], book["ICT"]):
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_cols(5, 6)


# Columns that are gone.


@table.edit("ROW-005 HT", reads=no_answer_to("risk"))
def the_risk_deleted(book: Any) -> None:
    book["HT"].delete_cols(13)


@table.edit("ROW-005 HT", reads=no_answer_to("status"))
def the_status_deleted(book: Any) -> None:
    book["HT"].delete_cols(11)


@table.edit(
    "ROW-006 HT!K8",
    "ROW-006 HT!K9",
    "ROW-006 HT!K10",
    "ROW-004 HT",
    reads={asked: None for asked in BEFORE if asked.startswith("HT-")},
)
def the_codes_deleted(book: Any) -> None:
    book["HT"]["A7"] = None
    put_column(book["HT"], "A", [None] * 4)


# Headings that were changed.


@table.edit("ROW-005 HT", "ROW-007 HT!M7", reads=no_answer_to("risk"))
def a_heading_changed(book: Any) -> None:
    book["HT"]["M7"] = "Riskiarvio"


@table.edit(
    "ROW-005 HT",
    "CELL-013 HT!M8",
    "CELL-013 HT!M9",
    "CELL-013 HT!M10",
    reads=no_answer_to("risk"),
)
def a_heading_cleared(book: Any) -> None:
    book["HT"]["M7"] = None


@table.edit()
def the_heading_of_the_codes_cleared(book: Any) -> None:
    book["HT"]["A7"] = None


@table.edit()
def the_heading_of_a_column_that_tells_cleared(book: Any) -> None:
    book["HT"]["D7"] = None


@table.edit(
    *["ROW-005 HT"] * 6,
    *[
        f"CELL-013 HT!{cell}"
        for cell in (
            "K8",
            "L8",
            "M8",
            "N8",
            "O8",
            "P8",
            "G8",
            "G9",
            "G10",
            "K9",
            "L9",
            "M9",
            "N9",
            "O9",
            "P9",
            "K10",
            "L10",
            "M10",
            "N10",
        )
    ],
    reads={asked: None for asked in BEFORE if asked.startswith("HT-")},
)
def every_heading_cleared(book: Any) -> None:
    for cell in book["HT"][7]:
        cell.value = None


@table.edit()
def headings_in_capitals_with_colons(book: Any) -> None:
    for cell in book["HT"][7]:
        cell.value = f"  {cell.value.upper()}: "


@table.edit(copied=True)
def headings_in_swedish(book: Any) -> None:
    words = ("Kod", "Status", "Beräknat slutdatum", "Risk", "Stödbehov", "Beskrivning av läget")
    for letter, word in zip("AKLMNO", words, strict=True):
        book["HT"][f"{letter}7"] = word


@table.edit(copied=True)
def headings_in_two_languages(book: Any) -> None:
    book["HT"]["K7"] = "Tila / Status"
    book["HT"]["M7"] = "Riski / Risk"


# Columns that are there twice, and the region's own.


@table.edit(copied=True)
def the_status_copied_as_it_is(book: Any) -> None:
    put_column(book["HT"], "Q", column_of(book["HT"], "K"))


@table.edit("ROW-008 HT!Q9", copied=True)
def the_status_copied_and_one_changed(book: Any) -> None:
    put_column(book["HT"], "Q", column_of(book["HT"], "K"))
    book["HT"]["Q9"] = "käynnissä"


@table.edit(copied=True)
def the_copied_column_filled_in_instead(book: Any) -> None:
    sheet = book["HT"]
    put_column(sheet, "Q", column_of(sheet, "K"))
    put_column(sheet, "K", ["Tila", None, None, None])


@table.edit(copied=True)
def the_codes_copied_to_the_end(book: Any) -> None:
    put_column(book["HT"], "Q", column_of(book["HT"], "A"))


@table.edit("ROW-007 HT!Q7")
def a_column_of_the_regions_own(book: Any) -> None:
    put_column(book["HT"], "Q", ["Kokous", "3.5.", None, "päätös puuttuu"])


@table.edit("ROW-007 HT!M7")
def a_column_of_the_regions_own_between(book: Any) -> None:
    book["HT"].insert_cols(13)
    put_column(book["HT"], "M", ["Painoarvo", 3, 5, 1])


@table.edit("ROW-007 HT!Q7")
def an_empty_column_of_the_regions_own(book: Any) -> None:
    book["HT"]["Q7"] = "Huomioita"


@table.edit("CELL-013 HT!Q8", "CELL-013 HT!Q9")
def a_column_without_a_heading(book: Any) -> None:
    put_column(book["HT"], "Q", [None, "3.5.", 17, None])


@table.edit("ROW-007 HT!Q7", "CELL-013 HT!Q11")
def a_sum_below_an_own_column(book: Any) -> None:
    put_column(book["HT"], "Q", ["Eurot", 100, 200, 50, 350])


# The form's own texts.


@table.edit("CELL-014 HT!D8")
def the_name_of_a_subtask_changed(book: Any) -> None:
    book["HT"]["D8"] = "Organisaatio hyväksytään"


@table.edit("CELL-014 HT!G8")
def a_deadline_changed(book: Any) -> None:
    book["HT"]["G8"] = "31.12.2023"


@table.edit("CELL-014 HT!E10")
def a_subtask_marked_critical(book: Any) -> None:
    book["HT"]["E10"] = "kriittinen"


@table.edit("CELL-014 HT!I8")
def a_wish_written_into_the_support_on_offer(book: Any) -> None:
    book["HT"]["I8"] = "Lisää rahaa."


@table.edit("CELL-014 HT!J8")
def a_remark_written_into_last_months_status(book: Any) -> None:
    book["HT"]["J8"] = "ei tiedossa"


@pytest.fixture(scope="module")
def returned(foundations: Foundations, tmp_path_factory: pytest.TempPathFactory) -> Returned:
    """The workbooks, returned."""
    return Returned(table, small(foundations), tmp_path_factory.mktemp("columns"))


@pytest.mark.parametrize("deviation", table.deviations, ids=table.names)
def test_deviating_columns(returned: Returned, deviation: Deviation) -> None:
    """Columns are read by their headings, and what has none of ours is told of."""
    assert returned.came(deviation) == deviation.expected
