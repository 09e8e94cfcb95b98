"""A sheet as cells that know their address, with the texts everything is looked up by."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from tilannekuva.domain.workbook import CellValue, SheetCells, area_corners, cell_address
from tilannekuva.layout.vocabulary import plain, seen


class ReadCell(NamedTuple):
    """One cell: what it holds, and where."""

    # Returns have cells by the hundred thousand, and a tuple is made in no time.

    value: CellValue
    address: str
    error: str | None = None
    """The error the cell shows, when it shows one; the value is then None."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it but, perhaps, what nobody sees."""
        return self.error is None and is_blank(self.value)


def is_blank(value: CellValue) -> bool:
    """Tell whether nothing can be seen in a cell with a value."""
    if not isinstance(value, str):
        return value is None
    # Most texts begin with a letter; only the others can be nothing but spaces.
    return not value[:1].isalnum() and not seen(value)


class Grid:
    """A sheet to look things up in; rows and columns are counted from 0.

    Args:
        sheet: the sheet.
        longest: the length of the longest text by which anything is recognised; what is longer
            need not be compared.
    """

    def __init__(self, sheet: SheetCells, longest: int) -> None:
        self.rows = sheet.rows
        self.errors = sheet.error_cells
        self.texts = tuple(
            tuple(
                [
                    plain(value) if isinstance(value, str) and len(value) <= longest else ""
                    for value in row
                ]
            )
            for row in sheet.rows
        )

    @cached_property
    def _error_columns(self) -> dict[int, set[int]]:
        """The columns with an error, by row; a hostile sheet has few of them in a vast area."""
        columns: dict[int, set[int]] = {}
        for address in self.errors:
            row, column, _, _ = area_corners(address)
            columns.setdefault(row, set()).add(column)
        return columns

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> ReadCell:
        """Return a cell, also one beyond the last."""
        address = cell_address(row, column)
        values = self.rows[row] if row < len(self.rows) else ()
        value = values[column] if column < len(values) else None
        return ReadCell(value, address, self.errors.get(address) if self.errors else None)

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell as it is compared, also of one beyond the last."""
        texts = self.texts[row] if row < len(self.texts) else ()
        return texts[column] if column < len(texts) else ""

    def is_empty(self, row: int, column: int) -> bool:
        """Tell whether there is nothing to be seen in a cell."""
        if self.errors:
            return self.cell(row, column).is_empty
        values = self.rows[row] if row < len(self.rows) else ()
        return column >= len(values) or is_blank(values[column])

    def filled(self, row: int) -> Iterator[tuple[int, ReadCell]]:
        """Yield the columns of a row that hold something, with their cells."""
        errors = self._error_columns.get(row, set[int]())
        for column, value in enumerate(self.rows[row]):
            if value is not None or column in errors:
                cell = self.cell(row, column)
                if not cell.is_empty:
                    yield column, cell
