"""Rows written in bulk are the rows the library would have written."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from tilannekuva.domain.answers import LONGEST_TEXT
from tilannekuva.layout.plain_text import LONGEST_CELL, fitting, looks_like_formula
from tilannekuva.publish.national import bulk_worksheet
from tilannekuva.publish.national.bulk_worksheet import (
    BulkWorksheet,
    CellValue,
    ColumnFormat,
    WriteRefusedError,
    checked,
    hooks_present,
    serial,
    write_rows,
)
from tilannekuva.publish.national.cell_text import cell_text

ROWS: list[list[CellValue]] = [
    ["01", 1, 0.5, date(2022, 5, 31), None, "Valmistelu etenee."],
    ["=1+1", 0, 1.0, date(1901, 1, 1), None, "+1"],
    ["<r>x</r>", -3, 1 / 3, datetime(2022, 6, 7, 15, 0), None, " kaksi\nriviä "],  # noqa: DTZ001
    ["_x0041_ \x01 \ud800", 10**9, 2.5e-7, date(2022, 5, 31), None, "Valmistelu etenee."],
    ["ä & <b> \"'", 1, 1.0, date(2022, 5, 31), None, "\U0001f600"],
]


def made(kind: type[BulkWorksheet] | None, rows: Sequence[Sequence[CellValue]]) -> Any:
    """Return a sheet with one row of the library's own above and one below the rows."""
    file = BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    sheet = workbook.add_worksheet("Rivit", kind)
    plain = workbook.add_format({"border": 1})
    quoted = workbook.add_format({"border": 1, "quote_prefix": True})
    day = workbook.add_format({"num_format": "d.m.yyyy", "italic": True})
    sheet.write_string(0, 0, "Otsikko", day)
    formats = [ColumnFormat(plain, quoted)] * 3 + [ColumnFormat(day, day)]
    formats += [ColumnFormat(plain, quoted)] * 2
    write_rows(sheet, 1, rows, formats, [16.5 + 13.5 * place for place in range(len(rows))])
    sheet.write_string(len(rows) + 2, 2, "Valmistelu etenee.", plain)
    sheet.autofilter(0, 0, len(rows), 5)
    workbook.close()
    return load_workbook(file)["Rivit"]


def test_bulk_rows_equal_the_librarys_rows__ok() -> None:
    """Every cell has the same value, type, style and height, also around the block."""
    bulk, stock = made(BulkWorksheet, ROWS), made(None, ROWS)
    assert bulk.dimensions == stock.dimensions
    compared = 0
    for one, other in zip(bulk.iter_rows(), stock.iter_rows(), strict=True):
        for cell, expected in zip(one, other, strict=True):
            assert (cell.value, cell.data_type) == (expected.value, expected.data_type)
            assert cell.number_format == expected.number_format
            assert repr((cell.border, cell.font)) == repr((expected.border, expected.font))
            assert cell.quotePrefix == expected.quotePrefix
            compared += 1
        row = one[0].row
        assert bulk.row_dimensions[row].height == stock.row_dimensions[row].height
    assert compared == 6 * (len(ROWS) + 3)


def test_shared_texts_are_counted_once_for_each_cell() -> None:
    """The count of the shared texts is the number of cells that hold one."""
    counts = []
    for kind in (BulkWorksheet, None):
        workbook = Workbook(BytesIO(), {"in_memory": True})
        sheet = workbook.add_worksheet("Rivit", kind)
        form = ColumnFormat(workbook.add_format(), workbook.add_format())
        write_rows(sheet, 0, ROWS, [form] * 6, [16.5] * len(ROWS))
        counts.append((workbook.str_table.count, workbook.str_table.unique_count))
        workbook.close()
    assert counts[0] == counts[1]


def test_no_rows_are_no_block__ok() -> None:
    """A table without rows leaves the sheet as it is."""
    assert made(BulkWorksheet, []).dimensions == "A1:C3"


def test_rows_beyond_the_sheet__error() -> None:
    """A row that a sheet cannot hold is refused, in bulk and one by one."""
    workbook = Workbook(BytesIO(), {"in_memory": True})
    form = ColumnFormat(workbook.add_format(), workbook.add_format())
    for kind in (BulkWorksheet, None):
        sheet = workbook.add_worksheet(None, kind)
        with pytest.raises(WriteRefusedError):
            write_rows(sheet, 1_048_576, [["a"]], [form], [16.5])


def test_a_code_other_than_success__error() -> None:
    """A cut or refused write stops the drawing."""
    checked(0)
    checked(None)
    with pytest.raises(WriteRefusedError):
        checked(-2)


def test_missing_hooks_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library has lost a hook, the rows are written in its own way."""
    assert hooks_present()
    monkeypatch.setattr(bulk_worksheet, "_HOOKS", ((BulkWorksheet, "_gone"),))
    assert not hooks_present()


def test_days_and_moments_are_counted_as_excel_does() -> None:
    """31 May 2022 is day 44712; noon is half a day."""
    assert serial(date(2022, 5, 31)) == 44712
    assert serial(datetime(2022, 5, 31, 12)) == 44712.5  # noqa: DTZ001 - Excel knows no zones


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("rivi\r\ntoinen\rkolmas", "rivi\ntoinen\nkolmas"),
        ("\x00 \x1b \ud800 \uffff", "\ufffd \ufffd \ufffd \ufffd"),
        ("<r><t>x</t></r>", "<r><t>x</t></r> "),
        ("sarkain\tjää", "sarkain\tjää"),
    ],
)
def test_texts_are_made_harmless(written: str, kept: str) -> None:
    """What a workbook cannot hold is replaced; the writer's own rich text is not taken as such."""
    assert cell_text(written) == kept


def test_no_text_is_longer_than_a_cell() -> None:
    """A text is cut at what Excel holds, counted as Excel counts, and says so at its end."""
    assert cell_text("a" * LONGEST_TEXT) == "a" * LONGEST_TEXT
    cut = cell_text("\U0001f600" * LONGEST_TEXT)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert cut.endswith("\U0001f600…")


def test_texts_that_look_like_formulas_are_known() -> None:
    """The four signs that begin a formula when a cell is edited are known."""
    assert all(looks_like_formula(sign + "1") for sign in "=+-@\uff1d\uff0b\uff0d\uff20")
    assert not looks_like_formula("1-2")


def test_text_fits_into_a_cell__ok() -> None:
    """A cell counts the halves of a character, and a text that is too long for it ends in …."""
    assert LONGEST_CELL == LONGEST_TEXT
    assert fitting("x" * LONGEST_CELL) == "x" * LONGEST_CELL
    for text in ("x" * (LONGEST_CELL + 1), "👍" * 20_000):
        short = fitting(text)
        assert short.endswith("…")
        assert LONGEST_CELL - 2 < len(short.encode("utf-16-le")) / 2 <= LONGEST_CELL
