"""The cells of a returned workbook, as read and before anybody has said what they mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache

CellValue = str | float | bool | date | datetime | time | None
"""What a cell holds; None is an empty cell, and a duration is told as text."""


_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


@lru_cache(maxsize=16_384)
def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """Return the address of a cell, row and column counted from 0: (13, 5) is ``F14``."""
    return f"{column_letters(column)}{row + 1}"


def area_corners(area: str) -> tuple[int, int, int, int]:
    """Return first row and column, last row and column of an area, all counted from 0.

    Raises:
        ValueError: it is not an area such as ``K9:K11`` or a cell such as ``K9``.
    """
    found = _AREA.fullmatch(area)
    if found is None:
        raise ValueError(area)
    first_column, first_row, last_column, last_row = found.groups()
    return (
        int(first_row) - 1,
        _column_number(first_column),
        int(last_row or first_row) - 1,
        _column_number(last_column or first_column),
    )


def written(value: CellValue) -> str:
    """Return a cell's content as a person sees it typed, for texts and for findings."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            day = f"{value.day}.{value.month}.{value.year}"
            return day if value.time() == time() else f"{day} {value:%H:%M}"
        case date():
            return f"{value.day}.{value.month}.{value.year}"
        case time():
            return value.isoformat("minutes")
        case str():
            return value


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One sheet: its rows from A1 on, all of the same length."""

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    visible: bool = True
    error_cells: Mapping[str, str] = field(default_factory=dict)
    """Cells that show an error, by address: ``{"F14": "#REF!"}``; their value reads as None."""
    merged: tuple[str, ...] = ()
    """Areas of merged cells, such as ``K9:K11``."""
    hidden_rows: frozenset[int] = frozenset()
    """Rows that are hidden, by hand or by a filter, counted from 0."""
    hidden_columns: frozenset[int] = frozenset()
    """Columns that are hidden, counted from 0."""
    comments: Mapping[str, str] = field(default_factory=dict)
    """What people wrote in comments beside the cells, by address."""
    twice: Mapping[str, str] = field(default_factory=dict)
    """Cells that stand in the file more than once, with what `rows` does not have of them."""
    lost: Mapping[str, str] = field(default_factory=dict)
    """Cells that hold something in the file and nothing in `rows`, as the file writes it."""
    seen: int | None = field(default=None, compare=False)
    """How many cells hold something, counted apart from the reading; None if they are not."""
    unread: str | None = None
    """Why the sheet could not be read, for the log; its rows are then empty."""


@dataclass(frozen=True, slots=True)
class WorkbookCells:
    """One workbook: its sheets in order, its custom properties and when it was last saved."""

    sheets: tuple[SheetCells, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    modified: datetime | None = None
    """The time of the last save as the document tells it, in UTC."""
    days_from_1904: bool = False
    """Whether days are counted from 1904, as old Macintosh workbooks do, and not from 1900."""
