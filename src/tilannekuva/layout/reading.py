"""Find the answers on a returned sheet by its headings, labels and ids, never by position."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from tilannekuva.domain.workbook import CellValue, SheetCells
from tilannekuva.layout.grid import Grid, ReadCell
from tilannekuva.layout.identity import ISSUED_SHEET, LISTS_SHEET, SHOWN_HEADINGS
from tilannekuva.layout.table import OwnColumn, ReadRow, Table, read_table
from tilannekuva.layout.vocabulary import Vocabulary, plain

__all__ = [
    "OwnColumn",
    "ReadCell",
    "ReadCover",
    "ReadField",
    "ReadRow",
    "ReadSheet",
    "read_cover",
    "read_group_sheet",
    "read_issued",
    "read_shown",
]

_ROWS_OF_A_GROUP = 2
"""A sheet with so many ids is a group's, also where every heading is lost."""

_ROWS_OF_A_TITLE = 5
"""The title is looked for in so many rows from the top, first in its row."""


Part = Literal["light", "text"]
"""Which of the two cells of a question it is; one that has no light has only a text."""


@dataclass(frozen=True, slots=True)
class ReadField:
    """A question that is asked once, where it stands a second time."""

    question: str
    cell: ReadCell
    part: Part = "text"


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What a group's sheet holds."""

    name: str
    group: str | None
    """The group most of its rows belong to."""
    rows: tuple[ReadRow, ...]
    fields: Mapping[str, ReadCell]
    """The group's questions that have a label on the sheet."""
    columns_missing: tuple[str, ...] = ()
    """Asked columns without a heading on the sheet, by key."""
    own_columns: tuple[OwnColumn, ...] = ()
    """Columns with a heading that no form has."""
    again: tuple[ReadField, ...] = ()
    """Fields that are on the sheet a second time, with something in them."""
    is_headed: bool = True
    """Whether any answer column has its heading."""
    rows_alone: tuple[ReadRow, ...] = ()
    """Rows that have neither a code nor an answer, with what the columns tell there."""
    off_rows: frozenset[str] = frozenset()
    """The addresses of headings, labels, fields and own columns."""
    grid: Grid | None = field(default=None, repr=False, compare=False)
    """Its cells, for who looks at the others of them."""


@dataclass(frozen=True, slots=True)
class ReadCover:
    """What the cover holds: the region's questions, each with a light and a text."""

    name: str
    lights: Mapping[str, ReadCell] = field(default_factory=dict)
    texts: Mapping[str, ReadCell] = field(default_factory=dict)
    again: tuple[ReadField, ...] = ()
    """Lights and texts of a question that stands on the sheet a second time."""
    claimed: frozenset[str] = frozenset()
    """The addresses of every cell that is told above."""


def read_group_sheet(sheet: SheetCells, vocabulary: Vocabulary) -> ReadSheet | None:
    """Return what a group's sheet holds, or None where it is not one."""
    grid = Grid(sheet, vocabulary.longest)
    table = read_table(sheet, grid, vocabulary)
    if table is None:
        return None
    named = _group_named(sheet.name, grid, vocabulary)
    known = {row.number for row in table.rows if row.subtask is not None}
    # A sheet that is named as a group, or full of ids, is one, also when its headings are lost,
    # and headings alone are not enough.
    if named is None and not table.has_codes:
        return None
    if named is None and not table.is_headed and len(known) < _ROWS_OF_A_GROUP:
        return None
    labelled = list(_labelled(grid, known, vocabulary.group_labels))
    fields: dict[str, ReadCell] = {}
    again: list[ReadField] = []
    for question, _label, value in labelled:
        first = fields.setdefault(question, value)
        if first.is_empty:
            fields[question] = value
        elif first is not value and not value.is_empty:
            again.append(ReadField(question, value))
    told = {cell.address for _question, label, value in labelled for cell in (label, value)}
    rows = tuple(_without_labels(table.rows, told))
    groups = Counter(
        vocabulary.roadmap.positions[row.subtask].group.id for row in rows if row.subtask
    )
    return ReadSheet(
        name=sheet.name,
        group=groups.most_common(1)[0][0] if groups else named,
        rows=rows,
        fields=fields,
        columns_missing=table.columns_missing,
        own_columns=table.own_columns,
        again=tuple(again),
        is_headed=table.is_headed,
        rows_alone=table.rows_alone,
        off_rows=frozenset(told) | {cell.address for cell in _off_rows(table)},
        grid=grid,
    )


def read_cover(sheet: SheetCells, vocabulary: Vocabulary) -> ReadCover | None:
    """Return what the cover holds, or None where the sheet has none of its questions."""
    grid = Grid(sheet, vocabulary.longest)
    columns: dict[str, int] = {}
    lights: dict[str, ReadCell] = {}
    texts: dict[str, ReadCell] = {}
    again: list[ReadField] = []
    claimed: set[str] = set()
    for number, row in enumerate(grid.texts):
        columns |= {
            vocabulary.cover_headings[text]: column
            for column, text in enumerate(row)
            if text in vocabulary.cover_headings
        }
        for column, text in enumerate(row):
            question = vocabulary.region_labels.get(text)
            if question is None:
                continue
            # Where a heading is lost, the light stands right before the text.
            before = max(columns["text"] - 1, 0) if "text" in columns else column + 1
            place = columns.get("light", before)
            light = grid.cell(number, place)
            words = grid.cell(number, columns.get("text", place + 1))
            claimed |= {grid.cell(number, column).address, light.address, words.address}
            parts: tuple[tuple[dict[str, ReadCell], ReadCell, Part], ...]
            parts = ((lights, light, "light"), (texts, words, "text"))
            for found, cell, part in parts:
                first = found.setdefault(question, cell)
                if first.is_empty:
                    found[question] = cell
                elif first is not cell and not cell.is_empty:
                    again.append(ReadField(question, cell, part))
    if not texts:
        return None
    return ReadCover(sheet.name, lights, texts, tuple(again), frozenset(claimed))


def read_issued(sheets: Iterable[SheetCells]) -> dict[tuple[str, str], CellValue]:
    """Return the answers a form was sent with, by subtask and question; most are sent blank."""
    for sheet in sheets:
        if sheet.name == ISSUED_SHEET and sheet.rows:
            questions = sheet.rows[0]
            return {
                (str(row[0]), str(question)): value
                for row in sheet.rows[1:]
                for question, value in zip(questions[1:], row[1:], strict=True)
                if value is not None
            }
    return {}


def read_shown(sheets: Iterable[SheetCells]) -> Mapping[str, str] | None:
    """Return last month's statuses as a form shows them, by subtask.

    None where the form does not say what it shows, as those of earlier versions do not.
    """
    for sheet in sheets:
        if sheet.name != LISTS_SHEET or not sheet.rows:
            continue
        head = list(sheet.rows[0])
        if all(heading in head for heading in SHOWN_HEADINGS):
            subtasks, statuses = (head.index(heading) for heading in SHOWN_HEADINGS)
            return {
                str(row[subtasks]): str(row[statuses])
                for row in sheet.rows[1:]
                if max(subtasks, statuses) < len(row) and row[subtasks] is not None
            }
    return None


def _without_labels(rows: Iterable[ReadRow], told: set[str]) -> Iterator[ReadRow]:
    """Yield the rows of the table without the group's own texts below it.

    Columns moved to the left may cross them.
    """
    for row in rows:
        if row.subtask is not None:
            yield row
            continue
        cells = {key: cell for key, cell in row.cells.items() if cell.address not in told}
        if any(not cell.is_empty for cell in cells.values()):
            yield replace(row, cells=cells)


def _off_rows(table: Table) -> Iterator[ReadCell]:
    yield from table.headings
    for column in table.own_columns:
        yield from (column.heading, *column.cells)


def _labelled(
    grid: Grid, in_table: set[int], labels: Mapping[str, str]
) -> Iterator[tuple[str, ReadCell, ReadCell]]:
    """Yield the question, the label and the value of each field, from top to bottom."""
    for number, row in enumerate(grid.texts):
        if number in in_table:
            continue
        for column, text in enumerate(row):
            question = labels.get(text)
            if question is not None:
                value = _value_beside(grid, number, column, labels)
                yield question, grid.cell(number, column), value


def _value_beside(grid: Grid, row: int, label_column: int, labels: Mapping[str, str]) -> ReadCell:
    """Return the first filled cell to the right of a label, before another label."""
    for column in range(label_column + 1, len(grid.texts[row])):
        if grid.texts[row][column] in labels:
            break
        cell = grid.cell(row, column)
        if not cell.is_empty:
            return cell
    return grid.cell(row, label_column + 1)


def _group_named(sheet_name: str, grid: Grid, vocabulary: Vocabulary) -> str | None:
    """Return the group that a sheet's name or its title names, or None."""
    name = plain(sheet_name)
    if name in vocabulary.group_ids:
        return vocabulary.group_ids[name]
    titles = (next(filter(None, row), "") for row in grid.texts[:_ROWS_OF_A_TITLE])
    return next(
        (vocabulary.group_titles[text] for text in titles if text in vocabulary.group_titles), None
    )
