"""A sheet as cells that know their address, with the texts everything is looked up by."""

from collections.abc import Iterator
from dataclasses import dataclass

from tilannekuva.domain.workbook import CellValue, SheetCells, cell_address
from tilannekuva.layout.vocabulary import plain, seen


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One cell: what it holds, and where."""

    value: CellValue
    address: str
    error: str | None = None
    """The error the cell shows, when it shows one; the value is then None."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it but, perhaps, what nobody sees."""
        if self.error is not None:
            return False
        if not isinstance(self.value, str):
            return self.value is None
        # Most texts begin with a letter; only the others can be nothing but spaces.
        return not self.value[:1].isalnum() and not seen(self.value)


class Grid:
    """A sheet to look things up in; rows and columns are counted from 0.

    Args:
        sheet: the sheet.
        longest: the length of the longest text by which anything is recognised; what is longer
            need not be compared.
    """

    def __init__(self, sheet: SheetCells, longest: int) -> None:
        self._sheet = sheet
        self.texts = tuple(
            tuple(
                plain(value) if isinstance(value, str) and len(value) <= longest else ""
                for value in row
            )
            for row in sheet.rows
        )

    def cell(self, row: int, column: int) -> ReadCell:
        """Return a cell, also one beyond the last."""
        address = cell_address(row, column)
        values = self._sheet.rows[row] if row < len(self._sheet.rows) else ()
        value = values[column] if column < len(values) else None
        return ReadCell(value, address, self._sheet.error_cells.get(address))

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell as it is compared, also of one beyond the last."""
        texts = self.texts[row] if row < len(self.texts) else ()
        return texts[column] if column < len(texts) else ""

    def filled(self, row: int) -> Iterator[tuple[int, ReadCell]]:
        """Yield the columns of a row that hold something, with their cells."""
        errors = self._sheet.error_cells
        for column, value in enumerate(self._sheet.rows[row]):
            if value is not None or errors:
                cell = self.cell(row, column)
                if not cell.is_empty:
                    yield column, cell
