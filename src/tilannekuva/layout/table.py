"""Find the table of subtasks on a returned sheet: its rows, its columns, and what was added."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tilannekuva.domain.workbook import SheetCells, area_corners
from tilannekuva.layout.grid import Grid, ReadCell
from tilannekuva.layout.heads import Head, heads_of
from tilannekuva.layout.vocabulary import Vocabulary

_MOST_MERGES = 2000
"""No person merges so many cells; looking them all up would only cost time."""

_NO_CELL = ReadCell(None, "")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of a group's table that has a code or an answer."""

    number: int
    """Counted from 0."""
    code: ReadCell
    """The cell of the code; one without an address where the sheet has no column of codes."""
    subtask: str | None
    """The subtask it names; None where the roadmap has no such code."""
    cells: Mapping[str, ReadCell]
    """The answer cells by question, also the empty ones."""
    seconds: tuple[tuple[str, ReadCell], ...] = ()
    """Filled cells of columns whose heading is there a second time, by question."""
    told: tuple[tuple[str, ReadCell], ...] = ()
    """The filled cells of the columns that tell, by key."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """The areas of merged cells that reach from an answer cell to other rows, by question."""
    hidden: bool = False

    @property
    def written_id(self) -> str:
        """The code as it stands in the row."""
        return "" if self.code.value is None else str(self.code.value).strip()

    @property
    def address(self) -> str:
        """The status cell's address, else the code's."""
        return self.cells["status"].address if "status" in self.cells else self.code.address

    @property
    def answered(self) -> tuple[ReadCell, ...]:
        """The answer cells that hold something."""
        return tuple(cell for cell in self.cells.values() if not cell.is_empty)

    @property
    def claimed(self) -> Iterator[ReadCell]:
        """The cells that are told above."""
        yield self.code
        yield from self.cells.values()
        yield from (cell for _question, cell in self.seconds)
        yield from (cell for _key, cell in self.told)


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
    """The rows that have neither a code nor an answer, and something in a column that tells."""


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
            elif row.told:
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
    """The areas of merged cells that reach over several rows."""

    def __init__(self, areas: tuple[str, ...]) -> None:
        self.heads: dict[tuple[int, int], str] = {}
        self._areas: list[tuple[int, int, int, int]] = []
        for area in areas[:_MOST_MERGES]:
            corners = area_corners(area)
            if corners[2] > corners[0]:
                self._areas.append(corners)
                self.heads[corners[0], corners[1]] = area

    def covers(self, row: int, column: int) -> bool:
        """Tell whether a cell lies under a merged area, and is not its first one."""
        return any(
            first_row <= row <= last_row
            and first_column <= column <= last_column
            and (row, column) != (first_row, first_column)
            for first_row, first_column, last_row, last_column in self._areas
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
        self._seconds = [
            (key, column)
            for key in self._places
            for column in head.columns[key]
            if column != head.first[key]
        ]
        self._told = [
            (key, column)
            for key, columns in head.columns.items()
            if key not in self._places
            for column in columns
            if column != head.id_column
        ]

    def row(self, number: int) -> ReadRow:
        """Return a row, whether or not it has anything to say."""
        grid, head, merges = self._grid, self._head, self._merges
        code = head.id_column
        # What lies under merged cells nobody sees; it is told as what stands outside the answers.
        return ReadRow(
            number=number,
            code=grid.cell(number, code) if code is not None else _NO_CELL,
            subtask=head.subtask(number),
            cells={
                key: grid.cell(number, column)
                for key, column in self._places.items()
                if not merges.covers(number, column)
            },
            seconds=tuple(self._filled(number, self._seconds)),
            told=tuple(self._filled(number, self._told)),
            merged={
                key: merges.heads[number, column]
                for key, column in self._places.items()
                if (number, column) in merges.heads
            },
            hidden=number in self._hidden,
        )

    def _filled(self, number: int, places: list[tuple[str, int]]) -> Iterator[tuple[str, ReadCell]]:
        for key, column in places:
            cell = self._grid.cell(number, column)
            if not cell.is_empty:
                yield key, cell


def _own_columns(grid: Grid, head: Head, rows: list[ReadRow]) -> Iterator[OwnColumn]:
    if head.number is None:
        return
    known = {*head.known_columns, head.id_column}
    for column, heading in grid.filled(head.number):
        if column not in known:
            cells = (grid.cell(row.number, column) for row in rows)
            yield OwnColumn(heading, tuple(cell for cell in cells if not cell.is_empty))
