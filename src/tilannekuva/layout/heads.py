"""Find the heads of the tables on a returned sheet: which column is which, and for which rows."""

from dataclasses import dataclass
from functools import cached_property

from tilannekuva.layout.grid import Grid, ReadCell
from tilannekuva.layout.vocabulary import Vocabulary

_FEWEST_HEADINGS = 2
"""A row with fewer known headings than this is not the head of a table."""


@dataclass(frozen=True)
class Head:
    """The head of a table, and the rows that are read by it.

    A table that was pasted under another may have its columns in another order, so each is read
    by the head above it; rows above every head are read by the first one.
    """

    grid: Grid
    vocabulary: Vocabulary
    number: int | None
    """Its own row, counted from 0; None where the headings are lost."""
    rows: tuple[int, ...]

    @cached_property
    def columns(self) -> dict[str, list[int]]:
        """The columns of each known heading, by key."""
        columns: dict[str, list[int]] = {}
        if self.number is not None:
            for column, text in enumerate(self.grid.texts[self.number]):
                key = self.vocabulary.headings.get(text)
                if key is not None:
                    columns.setdefault(key, []).append(column)
        return columns

    @cached_property
    def id_column(self) -> int | None:
        """The column of the codes: under its heading, else where most of them stand."""
        headed = self.columns.get("id", [])
        for columns in (headed, range(self.grid.width)):
            codes = {column: self._codes_in(column) for column in columns}
            if any(codes.values()):
                return max(codes, key=lambda column: (codes[column], -column))
        return headed[0] if headed else None

    def _codes_in(self, column: int) -> int:
        known, texts = self.vocabulary.subtask_ids, self.grid.texts
        return sum(column < len(texts[row]) and texts[row][column] in known for row in self.rows)

    @cached_property
    def first(self) -> dict[str, int]:
        """The column that counts for each key: of several the one that holds most, then the first.

        A copied column beside the form's own is often the one that was filled in.
        """
        chosen: dict[str, int] = {}
        for key, columns in self.columns.items():
            chosen[key] = columns[0]
            if len(columns) > 1 and key in self.vocabulary.answer_keys:
                filled = {
                    column: sum(not self.grid.is_empty(row, column) for row in self.rows)
                    for column in columns
                }
                chosen[key] = max(columns, key=lambda column: (filled[column], -column))
        return chosen

    @property
    def known_columns(self) -> tuple[int, ...]:
        """Every column with a known heading."""
        return tuple(column for columns in self.columns.values() for column in columns)

    @property
    def headings(self) -> tuple[ReadCell, ...]:
        """The cells of the headings that are known."""
        if self.number is None:
            return ()
        return tuple(self.grid.cell(self.number, column) for column in self.known_columns)

    def is_above(self, number: int) -> bool:
        """Tell whether the head stands above a row."""
        return self.number is not None and self.number < number

    def subtask(self, number: int) -> str | None:
        """Return the subtask a row names, or None."""
        if self.id_column is None:
            return None
        return self.vocabulary.subtask_ids.get(self.grid.text(number, self.id_column))


def heads_of(grid: Grid, vocabulary: Vocabulary) -> tuple[Head, ...]:
    """Return the heads on a sheet from top to bottom.

    Where the headings are lost but codes are there, it is one without a row; where there are
    neither, it is none.
    """
    numbers = _rows_of_heads(grid, vocabulary)
    height = len(grid.texts)
    if not numbers:
        head = Head(grid, vocabulary, None, tuple(range(height)))
        return () if head.id_column is None else (head,)
    first, *others = numbers
    ends = (*others, height)
    rows = [range(number + 1, end) for number, end in zip(numbers, ends, strict=True)]
    return (
        Head(grid, vocabulary, first, (*range(first), *rows[0])),
        *(
            Head(grid, vocabulary, number, tuple(below))
            for number, below in zip(others, rows[1:], strict=True)
        ),
    )


def _rows_of_heads(grid: Grid, vocabulary: Vocabulary) -> list[int]:
    """Return the rows that are heads: the one with most headings, and those of whole tables.

    A row with a code is none, also where its answers are the words of headings.
    """
    headings, codes, asked = vocabulary.headings, vocabulary.subtask_ids, vocabulary.answer_keys
    known: dict[int, set[str]] = {}
    for number, row in enumerate(grid.texts):
        keys = {headings[text] for text in row if text in headings}
        if len(keys) >= _FEWEST_HEADINGS and not any(text in codes for text in row):
            known[number] = keys
    if not known:
        return []
    best = max(known, key=lambda number: (len(known[number]), -number))
    return [
        number
        for number, keys in known.items()
        if number == best or ("id" in keys and not keys.isdisjoint(asked))
    ]
