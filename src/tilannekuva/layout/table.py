"""Find the table of subtasks on a returned sheet: its rows, its columns, and what was added."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tilannekuva.domain.workbook import CellValue, SheetCells, area_corners
from tilannekuva.layout.grid import Grid, ReadCell
from tilannekuva.layout.heads import Head, heads_of
from tilannekuva.layout.vocabulary import Vocabulary

_MOST_MERGES = 2000
"""No person merges so many cells; looking them all up would only cost time."""

_NO_CELL = ReadCell(None, "")


@dataclass(frozen=True)
class ReadRow:
    """One row of a group's table that has a code or an answer."""

    grid: Grid = field(repr=False, compare=False)
    """The sheet it is on."""
    number: int
    """Counted from 0."""
    code_column: int | None
    """The column of the codes; None where the sheet has none."""
    subtask: str | None
    """The subtask it names; None where the roadmap has no such code."""
    cells: Mapping[str, ReadCell]
    """The answer cells by question, also the empty ones."""
    seconds: tuple[tuple[str, ReadCell], ...] = ()
    """Filled cells of columns whose heading is there a second time, by question."""
    told_columns: tuple[tuple[str, int], ...] = ()
    """The columns that tell, by key."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """The areas of merged cells that reach from an answer cell to other rows, by question."""
    columns: frozenset[int] = frozenset()
    """The columns of everything above."""
    hidden: bool = False

    @property
    def code(self) -> ReadCell:
        """The cell of the code; one without an address where there is no column of codes."""
        if self.code_column is None:
            return _NO_CELL
        return self.grid.cell(self.number, self.code_column)

    @property
    def address(self) -> str:
        """The status cell's address, else the code's."""
        return self.cells["status"].address if "status" in self.cells else self.code.address

    @cached_property
    def answered(self) -> Mapping[str, ReadCell]:
        """The answer cells that hold something, by question."""
        return {key: cell for key, cell in self.cells.items() if not cell.is_empty}

    @property
    def told(self) -> Iterator[tuple[str, ReadCell]]:
        """The filled cells of the columns that tell, by key."""
        for key, column in self.told_columns:
            if not self.grid.is_empty(self.number, column):
                yield key, self.grid.cell(self.number, column)

    def told_otherwise(
        self, tells: Callable[[str, CellValue], bool]
    ) -> Iterator[tuple[str, ReadCell]]:
        """Yield what stands in the columns that tell and is not what the form tells, by key.

        Args:
            tells: whether the form tells this in a column.
        """
        values, errors = self.grid.rows[self.number], bool(self.grid.errors)
        for key, column in self.told_columns:
            # Nearly all are as they were sent, and no cell is made of them.
            if errors or not (column >= len(values) or tells(key, values[column])):
                cell = self.grid.cell(self.number, column)
                if not cell.is_empty and (cell.error is not None or not tells(key, cell.value)):
                    yield key, cell


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """A column that a region added, with what stands in it."""

    heading: ReadCell
    cells: tuple[ReadCell, ...]
    """The filled ones, on the rows of the table."""


@dataclass(frozen=True, slots=True)
class Table:
    """The table of subtasks on a sheet."""

    rows: tuple[ReadRow, ...]
    headings: tuple[ReadCell, ...]
    """The cells of the headings that are known."""
    columns_missing: tuple[str, ...]
    """Asked columns without a heading, by key."""
    own_columns: tuple[OwnColumn, ...]
    is_headed: bool
    """Whether any answer column has its heading."""
    has_codes: bool
    """Whether there is a column of codes, known ones or not."""
    rows_alone: tuple[ReadRow, ...] = ()
    """The rows that have neither a code nor an answer, with what the columns tell there."""


def read_table(sheet: SheetCells, grid: Grid, vocabulary: Vocabulary) -> Table | None:
    """Return the table of a sheet, or None where it has neither codes nor headings.

    A row with a code is of the table wherever it stands; one without is where it stands under
    the headings and has an answer.
    """
    heads = heads_of(grid, vocabulary)
    if not heads:
        return None
    merges = _Merges(sheet.merged)
    rows: list[ReadRow] = []
    alone: list[ReadRow] = []
    own_columns: list[OwnColumn] = []
    for head in heads:
        reader = _RowReader(sheet, grid, head, merges)
        of_head: list[ReadRow] = []
        for number in head.rows:
            row = reader.row(number)
            if row.subtask is not None or (head.is_above(number) and row.answered):
                of_head.append(row)
            else:
                alone.append(row)
        rows += of_head
        own_columns += _own_columns(grid, head, of_head)
    found = {key for head in heads for key in head.first}
    return Table(
        rows=tuple(rows),
        headings=tuple(cell for head in heads for cell in head.headings),
        columns_missing=tuple(key for key in vocabulary.answer_keys if key not in found),
        own_columns=tuple(own_columns),
        is_headed=any(key in found for key in vocabulary.answer_keys),
        has_codes=any(head.id_column is not None for head in heads),
        rows_alone=tuple(alone),
    )


class _Merges:
    """The areas of merged cells, and those that reach over several rows by their first cell."""

    def __init__(self, areas: tuple[str, ...]) -> None:
        self.heads: dict[tuple[int, int], str] = {}
        self._of_one_row: dict[int, set[int]] = {}
        self._areas: list[tuple[int, int, int, int]] = []
        for area in areas[:_MOST_MERGES]:
            corners = area_corners(area)
            if corners[2] > corners[0]:
                self._areas.append(corners)
                self.heads[corners[0], corners[1]] = area
            elif corners[2] == corners[0]:
                under = self._of_one_row.setdefault(corners[0], set())
                under.update(range(corners[1] + 1, corners[3] + 1))
        self._first = min((area[0] for area in self._areas), default=0)
        self._last = max((area[2] for area in self._areas), default=-1)

    def covered(self, row: int) -> frozenset[int]:
        """Return the columns of a row that lie under a merged area, and are not its first cell."""
        under = frozenset(self._of_one_row.get(row, ()))
        if not self._first <= row <= self._last:
            return under
        return under | frozenset(
            column
            for first_row, first_column, last_row, last_column in self._areas
            if first_row <= row <= last_row
            for column in range(first_column, last_column + 1)
            if (row, column) != (first_row, first_column)
        )


class _RowReader:
    """Reads the rows that stand under one head."""

    def __init__(self, sheet: SheetCells, grid: Grid, head: Head, merges: _Merges) -> None:
        self._hidden = sheet.hidden_rows
        self._grid = grid
        self._head = head
        self._merges = merges
        asked = head.vocabulary.answer_keys
        self._places = {key: head.first[key] for key in asked if key in head.first}
        self._seconds = tuple(
            (key, column)
            for key in self._places
            for column in head.columns[key]
            if column != head.first[key]
        )
        self._told = tuple(
            (key, column)
            for key, columns in head.columns.items()
            if key not in self._places
            for column in columns
            if column != head.id_column
        )
        codes = set() if head.id_column is None else {head.id_column}
        self._columns = frozenset({*head.known_columns, *codes})

    def row(self, number: int) -> ReadRow:
        """Return a row, whether or not it has anything to say."""
        grid, head, heads = self._grid, self._head, self._merges.heads
        subtask = head.subtask(number)
        if subtask is None and all(grid.is_empty(number, at) for at in self._places.values()):
            return ReadRow(grid, number, head.id_column, None, {}, told_columns=self._told)
        places, columns = self._seen(number)
        seconds = [(key, at) for key, at in self._seconds if not grid.is_empty(number, at)]
        return ReadRow(
            grid,
            number=number,
            code_column=head.id_column,
            subtask=subtask,
            cells={key: grid.cell(number, at) for key, at in places.items()},
            seconds=tuple((key, grid.cell(number, at)) for key, at in seconds),
            told_columns=self._told,
            merged={key: heads[number, at] for key, at in places.items() if (number, at) in heads},
            columns=columns,
            hidden=number in self._hidden,
        )

    def _seen(self, number: int) -> tuple[Mapping[str, int], frozenset[int]]:
        """Return the answer columns by question and all known columns, as far as they are seen.

        What lies under merged cells nobody sees; it is told as what stands outside the answers.
        """
        covered = self._merges.covered(number) & set(self._places.values())
        if not covered:
            return self._places, self._columns
        places = {key: at for key, at in self._places.items() if at not in covered}
        return places, self._columns - covered


def _own_columns(grid: Grid, head: Head, rows: list[ReadRow]) -> Iterator[OwnColumn]:
    if head.number is None:
        return
    known = {*head.known_columns, head.id_column}
    for column, heading in grid.filled(head.number):
        if column not in known:
            filled = [row.number for row in rows if not grid.is_empty(row.number, column)]
            yield OwnColumn(heading, tuple(grid.cell(number, column) for number in filled))
