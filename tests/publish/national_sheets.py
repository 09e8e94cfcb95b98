"""Reading the national workbook back: its sheets by what draws them, and their tables."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from tilannekuva.i18n.words import NOTHING_TO_SHARE
from tilannekuva.publish.national.book import SHEETS
from tilannekuva.publish.national.draft import Draft
from tilannekuva.publish.national.page import HEADER_ROW

FIRST = HEADER_ROW + 2
"""The first row under a table's headings, as openpyxl counts."""


class Book:
    """A workbook's sheets."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.sheets: list[Any] = list(load_workbook(BytesIO(content)))

    def sheet(self, drawer: Callable[[Draft], None]) -> Any:
        """Return the sheet that a function draws."""
        return self.sheets[SHEETS.index(drawer)]


def table(sheet: Any, top: int = FIRST) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a sheet's table from a row on."""
    for row in sheet.iter_rows(min_row=top, values_only=True):
        if row[0] is None:
            return
        yield row


def row_of(sheet: Any, text: str) -> int:
    """Return the row in whose first cell a text stands, as openpyxl counts."""
    return next(
        number
        for number, row in enumerate(sheet.iter_rows(max_col=1, values_only=True), start=1)
        if row[0] == text
    )


def filled(row: tuple[Any, ...]) -> list[Any]:
    """Return the values of a row, without the cells that are blank or merged away."""
    return [value for value in row if value is not None]


def told(part: int, whole: int) -> object:
    """Return what a cell holds for a share, as far as a cell is exact."""
    return near(part / whole) if whole else NOTHING_TO_SHARE


def near(value: object) -> object:
    """Return a number without its last digits, which a workbook does not keep."""
    return round(value, 12) if isinstance(value, float) else value
