"""Find the answers on a returned sheet by its headings, labels and ids, never by position."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tilannekuva.domain.workbook import CellValue, SheetCells, cell_address
from tilannekuva.layout.identity import ISSUED_SHEET
from tilannekuva.layout.vocabulary import Vocabulary, plain

_FEWEST_HEADINGS = 2
"""A row with fewer known headings than this is not the head of a table."""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One cell: what it holds, and where."""

    value: CellValue
    address: str
    error: str | None = None
    """The error the cell shows, when it shows one; the value is then None."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it to read."""
        if self.error is not None:
            return False
        if not isinstance(self.value, str):
            return self.value is None
        # Most texts begin with a letter; only the others can be nothing but spaces and marks.
        return not self.value[:1].isalnum() and not plain(self.value)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of a group's table that has a code or an answer."""

    written_id: str
    """The code as it stands in the row."""
    subtask: str | None
    """The subtask it names; None where the roadmap has no such code."""
    cells: Mapping[str, ReadCell]
    """The answer cells by question, also the empty ones."""
    address: str
    """The status cell's address, else the code's."""

    @property
    def answered(self) -> tuple[ReadCell, ...]:
        """The cells that hold something."""
        return tuple(cell for cell in self.cells.values() if not cell.is_empty)


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


@dataclass(frozen=True, slots=True)
class ReadCover:
    """What the cover holds: the region's questions, each with a light and a text."""

    name: str
    lights: Mapping[str, ReadCell] = field(default_factory=dict)
    texts: Mapping[str, ReadCell] = field(default_factory=dict)


class _Grid:
    """A sheet as cells that know their address."""

    def __init__(self, sheet: SheetCells, longest: int) -> None:
        self._sheet = sheet
        # Rows and columns of plain texts: everything is looked up by them. A text longer than
        # any heading, label or id cannot be one, and need not be compared.
        self.texts = tuple(
            tuple(
                plain(value) if isinstance(value, str) and len(value) <= longest else ""
                for value in row
            )
            for row in sheet.rows
        )

    def cell(self, row: int, column: int) -> ReadCell:
        address = cell_address(row, column)
        values = self._sheet.rows[row] if row < len(self._sheet.rows) else ()
        value = values[column] if column < len(values) else None
        return ReadCell(value, address, self._sheet.error_cells.get(address))


def read_group_sheet(sheet: SheetCells, vocabulary: Vocabulary) -> ReadSheet | None:
    """Return what a group's sheet holds, or None where it is not one."""
    grid = _Grid(sheet, vocabulary.longest)
    header = _header_row(grid, vocabulary)
    columns = _columns(grid.texts[header], vocabulary) if header is not None else {}
    id_column = columns.get("id", _column_of_ids(grid, vocabulary))
    if id_column is None:
        return None
    # A sheet that is named as a group is one, also when the head of its table is lost.
    headed = any(key in columns for key in vocabulary.answer_keys)
    if not headed and _group_named(sheet.name, vocabulary) is None:
        return None
    first = 0 if header is None else header + 1
    known = {
        number
        for number in range(first, len(grid.texts))
        if _subtask(grid, number, id_column, vocabulary) is not None
    }
    fields = _fields(grid, known, vocabulary.group_labels)
    told = {cell.address for label_and_value in fields.values() for cell in label_and_value}
    table = [
        row
        for number in range(first, len(grid.texts))
        if (row := _row(grid, number, id_column, columns, vocabulary, told)) is not None
    ]
    groups = Counter(
        vocabulary.roadmap.positions[row.subtask].group.id for row in table if row.subtask
    )
    return ReadSheet(
        name=sheet.name,
        group=groups.most_common(1)[0][0] if groups else _group_named(sheet.name, vocabulary),
        rows=tuple(table),
        fields={question: value for question, (_label, value) in fields.items()},
        columns_missing=tuple(key for key in vocabulary.answer_keys if key not in columns),
    )


def read_cover(sheet: SheetCells, vocabulary: Vocabulary) -> ReadCover | None:
    """Return what the cover holds, or None where the sheet has none of its questions."""
    grid = _Grid(sheet, vocabulary.longest)
    columns: dict[str, int] = {}
    lights: dict[str, ReadCell] = {}
    texts: dict[str, ReadCell] = {}
    for number, row in enumerate(grid.texts):
        headings = {
            vocabulary.cover_headings[text]: column
            for column, text in enumerate(row)
            if text in vocabulary.cover_headings
        }
        if len(headings) == len(set(vocabulary.cover_headings.values())):
            columns = headings
        for column, text in enumerate(row):
            question = vocabulary.region_labels.get(text)
            if question is not None and question not in texts:
                lights[question] = grid.cell(number, columns.get("light", column + 1))
                texts[question] = grid.cell(number, columns.get("text", column + 2))
    return ReadCover(sheet.name, lights, texts) if texts else None


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


def _header_row(grid: _Grid, vocabulary: Vocabulary) -> int | None:
    best, most = None, _FEWEST_HEADINGS - 1
    for number, row in enumerate(grid.texts):
        known = len({vocabulary.headings[text] for text in row if text in vocabulary.headings})
        if known > most:
            best, most = number, known
    return best


def _columns(header: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, int]:
    """Return the place of each known column; of two with the same heading the first."""
    columns: dict[str, int] = {}
    for number, text in enumerate(header):
        key = vocabulary.headings.get(text)
        if key is not None:
            columns.setdefault(key, number)
    return columns


def _column_of_ids(grid: _Grid, vocabulary: Vocabulary) -> int | None:
    """Return the column with most ids, for a sheet whose heading above them is lost."""
    ids = Counter(
        column
        for row in grid.texts
        for column, text in enumerate(row)
        if text in vocabulary.subtask_ids
    )
    return ids.most_common(1)[0][0] if ids else None


def _subtask(grid: _Grid, number: int, id_column: int, vocabulary: Vocabulary) -> str | None:
    texts = grid.texts[number]
    return vocabulary.subtask_ids.get(texts[id_column]) if id_column < len(texts) else None


def _row(  # noqa: PLR0913, PLR0917 - a row is read by everything known of its sheet
    grid: _Grid,
    number: int,
    id_column: int,
    columns: Mapping[str, int],
    vocabulary: Vocabulary,
    told: set[str],
) -> ReadRow | None:
    code = grid.cell(number, id_column)
    subtask = _subtask(grid, number, id_column, vocabulary)
    every = ((key, columns[key]) for key in vocabulary.answer_keys if key in columns)
    cells = {key: grid.cell(number, column) for key, column in every}
    if subtask is None:
        # Columns moved to the left may cross the group's own texts below the table.
        cells = {key: cell for key, cell in cells.items() if cell.address not in told}
        if all(cell.is_empty for cell in cells.values()):
            return None
    return ReadRow(
        written_id="" if code.value is None else str(code.value).strip(),
        subtask=subtask,
        cells=cells,
        address=cells["status"].address if "status" in cells else code.address,
    )


def _fields(
    grid: _Grid, in_table: set[int], labels: Mapping[str, str]
) -> dict[str, tuple[ReadCell, ReadCell]]:
    """Return the label and the value of each field, by question."""
    fields: dict[str, tuple[ReadCell, ReadCell]] = {}
    for number, row in enumerate(grid.texts):
        if number in in_table:
            continue
        for column, text in enumerate(row):
            question = labels.get(text)
            if question is not None and question not in fields:
                value = _value_beside(grid, number, column, labels)
                fields[question] = grid.cell(number, column), value
    return fields


def _value_beside(grid: _Grid, row: int, label_column: int, labels: Mapping[str, str]) -> ReadCell:
    """Return the first filled cell to the right of a label, before another label."""
    for cell in _cells_beside(grid, row, label_column, labels):
        if not cell.is_empty:
            return cell
    return grid.cell(row, label_column + 1)


def _cells_beside(
    grid: _Grid, row: int, label_column: int, labels: Mapping[str, str]
) -> Iterator[ReadCell]:
    for column in range(label_column + 1, len(grid.texts[row])):
        if grid.texts[row][column] in labels:
            return
        yield grid.cell(row, column)


def _group_named(sheet_name: str, vocabulary: Vocabulary) -> str | None:
    name = sheet_name.strip().upper()
    return next((group.id for group in vocabulary.roadmap.groups if group.id == name), None)
