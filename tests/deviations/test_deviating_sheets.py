"""Sheets, labels and the cover, rearranged and rewritten; each function makes a workbook."""

from typing import Any

import pytest
from openpyxl.cell.cell import MergedCell
from small_form import small

from deviations import BEFORE, Deviation, Returned, Table
from tilannekuva.pipeline.foundations import Foundations

table = Table()


def nothing_on(sheet: str) -> dict[str, object]:
    """Return that nothing of a group's sheet is read."""
    return {asked: None for asked in BEFORE if asked.startswith((f"{sheet} ", f"{sheet}-"))}


def unmerge(sheet: Any) -> None:
    """Undo every merge of cells on a sheet."""
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))


def empty(sheet: Any) -> None:
    """Clear everything that was answered on a group's sheet."""
    for row in range(1, sheet.max_row + 1):
        is_asked = str(sheet[f"A{row}"].value).startswith(f"{sheet.title}-")
        is_labelled = sheet[f"B{row}"].value and not sheet[f"A{row}"].value
        for column in "KLMNOP" if is_asked else "C" if is_labelled else "":
            if not isinstance(sheet[f"{column}{row}"], MergedCell):
                sheet[f"{column}{row}"].value = None


# Sheets that are only called or placed otherwise.


@table.edit()
def sheets_renamed(book: Any) -> None:
    book["HT"].title = "Hallinto ja talous"
    book["ICT"].title = "Tietohallinto (lopullinen)"
    book["Etusivu"].title = "Kansi"


@table.edit()
def sheets_in_another_order(book: Any) -> None:
    book.move_sheet("ICT", offset=-3)
    book.move_sheet("Etusivu", offset=2)


@table.edit()
def two_sheets_change_names(book: Any) -> None:
    book["HT"].title = "väli"
    book["JO"].title = "HT"
    book["väli"].title = "JO"


@table.edit("FILE-007 JO")
def a_sheet_hidden(book: Any) -> None:
    book["JO"].sheet_state = "hidden"


# Sheets that are gone.


@table.edit("FILE-005", reads=nothing_on("JO"))
def a_sheet_deleted(book: Any) -> None:
    del book["JO"]


@table.edit("FILE-005", reads={"health_social": None, "health_social light": None, "rescue": None})
def the_cover_deleted(book: Any) -> None:
    del book["Etusivu"]


@table.edit("FILE-001", file="rejected: no-sheets", reads=dict.fromkeys(BEFORE))
def every_groups_sheet_deleted(book: Any) -> None:
    for name in ("HT", "JO", "ICT", "Etusivu"):
        del book[name]
    book.create_sheet("Muistio", 0)["A1"] = "Vastaukset tulevat erikseen."


@table.edit(reads=nothing_on("JO"))
def a_sheet_without_answers(book: Any) -> None:
    empty(book["JO"])


# Sheets that are there twice.


@table.edit("FILE-004 HT (2)", copied=True)
def a_sheet_copied(book: Any) -> None:
    book.copy_worksheet(book["HT"]).title = "HT (2)"


@table.edit("FILE-004 HT (2)", "ROW-002 HT (2)!K9", "CELL-015 HT (2)!C13", copied=True)
def a_copied_sheet_with_other_answers(book: Any) -> None:
    copied = book.copy_worksheet(book["HT"])
    copied.title = "HT (2)"
    copied["K9"] = "käynnissä"
    copied["C13"] = "Toinen arvio."


@table.edit("FILE-004 HT", copied=True)
def the_copy_filled_in_and_the_sheet_left_empty(book: Any) -> None:
    book.copy_worksheet(book["HT"]).title = "HT (2)"
    empty(book["HT"])


@table.edit("FILE-004 HT vanha", "FILE-007 HT vanha", "ROW-002 HT vanha!K9", copied=True)
def an_older_sheet_kept_hidden_before_it(book: Any) -> None:
    old = book.copy_worksheet(book["HT"])
    old.title = "HT vanha"
    old["K9"] = "käynnissä"
    old.sheet_state = "hidden"
    book.move_sheet("HT vanha", offset=-5)


@table.edit("FILE-004 Etusivu Copy", "CELL-015 Etusivu Copy!D24", copied=True)
def a_second_cover_with_another_text(book: Any) -> None:
    book.copy_worksheet(book["Etusivu"])["D24"] = "Uusi päällikkö."


# Sheets of the region's own.


@table.edit("FILE-003 Muistio")
def a_sheet_of_the_regions_own(book: Any) -> None:
    sheet = book.create_sheet("Muistio", 0)
    sheet["A1"] = "Tila"
    sheet["B2"] = "valmis"
    sheet["C3"] = 17


@table.edit()
def an_empty_sheet(book: Any) -> None:
    book.create_sheet("Taul1")


@table.edit("FILE-003 _metatiedot")
def an_own_sheet_that_is_called_almost_as_ours(book: Any) -> None:
    book.create_sheet("_metatiedot")["A1"] = "Laatija: Anna"


@table.edit("FILE-003 Seuranta", copied=True)
def an_own_list_with_our_codes(book: Any) -> None:
    sheet = book.create_sheet("Seuranta")
    for row in (["HT-1.2.1", "3.5.", "Anna"], ["HT-1.2.2", "4.5.", "Pekka"]):
        sheet.append(row)


@table.edit("FILE-003 Seuranta", copied=True)
def an_own_list_with_our_codes_and_headings(book: Any) -> None:
    sheet = book.create_sheet("Seuranta")
    for row in (["Tunnus", "Tila"], ["HT-1.2.1", "valmis"], ["HT-1.2.2", "valmis"]):
        sheet.append(row)


@table.edit(
    "FILE-004 HT",
    *["ROW-005 Seuranta"] * 5,
    copied=True,
    reads={
        **{asked: None for asked in nothing_on("HT") if asked != "HT-1.2.2 status"},
        "HT-1.2.1 status": "done",
    },
)
def an_own_list_filled_in_instead_of_the_sheet(book: Any) -> None:
    empty(book["HT"])
    sheet = book.create_sheet("Seuranta")
    for row in (["Tunnus", "Tila"], ["HT-1.2.1", "valmis"], ["HT-1.2.2", "valmis"]):
        sheet.append(row)


@table.edit(
    "ROW-006 HT!K8",
    "ROW-006 HT!K9",
    "ROW-006 HT!K10",
    "ROW-004 HT",
    reads={asked: None for asked in BEFORE if asked.startswith("HT-")},
)
def a_sheet_without_its_column_of_codes(book: Any) -> None:
    sheet = book["HT"]
    for row in range(7, 11):
        sheet[f"A{row}"] = None


# What is asked once for the group.


@table.edit()
def narratives_moved_to_the_right(book: Any) -> None:
    unmerge(book["HT"])
    book["HT"].move_range("B12:C18", cols=18)


@table.edit()
def a_label_moved_with_its_answer(book: Any) -> None:
    sheet = book["HT"]
    unmerge(sheet)
    sheet["B30"], sheet["C30"] = sheet["B13"].value, sheet["C13"].value
    sheet["B13"] = sheet["C13"] = None


@table.edit(copied=True)
def labels_in_swedish(book: Any) -> None:
    book["HT"]["B4"] = "Ifyllt av"
    book["HT"]["B13"] = "STYRKOR:"


@table.edit("CELL-013 HT!B13", "CELL-013 HT!C13", reads={"HT strengths": None})
def a_label_changed(book: Any) -> None:
    book["HT"]["B13"] = "Mikä sujuu"


@table.edit("CELL-013 HT!C14", reads={"HT strengths": None})
def a_narrative_one_row_too_low(book: Any) -> None:
    sheet = book["HT"]
    unmerge(sheet)
    sheet["C14"], sheet["C13"] = sheet["C13"].value, None


@table.edit()
def a_narrative_one_column_too_far(book: Any) -> None:
    sheet = book["HT"]
    unmerge(sheet)
    sheet["D13"], sheet["C13"] = sheet["C13"].value, None


@table.edit("CELL-013 HT!E13", "CELL-013 HT!C14")
def a_narrative_in_several_cells(book: Any) -> None:
    sheet = book["HT"]
    unmerge(sheet)
    sheet["E13"] = "Lisäksi uusi johtaja on nimetty."
    sheet["C14"] = "Ja talousarvio on valmis."


@table.edit("CELL-015 HT!C20", copied=True)
def a_question_answered_twice(book: Any) -> None:
    book["HT"]["B20"], book["HT"]["C20"] = "Vahvuudet", "Johto on mukana."


@table.edit(copied=True)
def a_question_answered_twice_with_the_same_words(book: Any) -> None:
    book["HT"]["B20"], book["HT"]["C20"] = "Vahvuudet", "Väki on innostunut."


@table.edit("ROW-027 HT!C4", reads={"HT filled_by": None})
def nobody_signed(book: Any) -> None:
    book["HT"]["C4"] = None


@table.edit("ROW-027 HT!C4", "CELL-013 HT!B6", "CELL-013 HT!C2", reads={"HT filled_by": None})
def the_signature_written_elsewhere(book: Any) -> None:
    sheet = book["HT"]
    sheet["C4"] = None
    sheet["B6"] = "Anna Malli"
    sheet["C2"] = "AM"


@table.edit("CELL-013 HT!A1", "CELL-013 HT!A3")
def titles_changed(book: Any) -> None:
    book["HT"]["A1"] = "Hallinnon tilanne"
    book["HT"]["A3"] = "Täytä vain kriittiset rivit."


# The cover.


@table.edit()
def the_cover_rearranged(book: Any) -> None:
    sheet = book["Etusivu"]
    sheet.insert_rows(22, 2)


@table.edit("CELL-013 Etusivu!C20", "CELL-013 Etusivu!G3", "CELL-013 Etusivu!B27")
def remarks_on_the_cover(book: Any) -> None:
    sheet = book["Etusivu"]
    sheet["C20"] = "ks. liite"
    sheet["G3"] = 2022
    sheet["B27"] = "Täytetty yhdessä pelastustoimen kanssa."


@table.edit("CELL-013 Etusivu!B24", "CELL-013 Etusivu!D24", reads={"rescue": None})
def a_topic_changed(book: Any) -> None:
    book["Etusivu"]["B24"] = "Pelastuslaitos"


@table.edit("CELL-001 Etusivu!C24", reads={"rescue": None})
def a_text_in_the_cell_of_the_light(book: Any) -> None:
    sheet = book["Etusivu"]
    sheet["C24"], sheet["D24"] = sheet["D24"].value, None


@table.edit("CELL-015 Etusivu!C30", "CELL-015 Etusivu!D30", copied=True)
def a_topic_answered_twice(book: Any) -> None:
    sheet = book["Etusivu"]
    sheet["B30"] = sheet["B23"].value
    sheet["C30"], sheet["D30"] = "keltainen – viivästymisriski", "Jonot kasvavat."


@table.edit("CELL-013 Etusivu!C7", reads={})
def an_instruction_answered(book: Any) -> None:
    sheet = book["Etusivu"]
    unmerge(sheet)
    sheet["C7"] = "Selvä!"


@table.edit()
def counts_computed_by_another_program(book: Any) -> None:
    sheet = book["Etusivu"]
    for row, counts in enumerate(((3, 3, 2, 2), (2, 2, 1, 1), (2, 2, 1, 1), (7, 7, 4, 4)), 15):
        for column, count in zip("CDEF", counts, strict=True):
            sheet[f"{column}{row}"] = count


@pytest.fixture(scope="module")
def returned(foundations: Foundations, tmp_path_factory: pytest.TempPathFactory) -> Returned:
    """The workbooks, returned."""
    return Returned(table, small(foundations), tmp_path_factory.mktemp("sheets"))


@pytest.mark.parametrize("deviation", table.deviations, ids=table.names)
def test_deviating_sheets(returned: Returned, deviation: Deviation) -> None:
    """A sheet is known by what it holds, and what nobody asked for is told of."""
    assert returned.came(deviation) == deviation.expected
