"""Account for the cells of a returned sheet by what was made of them.

The sheet is gone through once more, row by row: what became of each cell is looked up in the
answers, the free texts and the findings that go on from here, not in the way they were found.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tilannekuva.domain.answers import COVER, Answer
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.tallies import SheetTally
from tilannekuva.domain.workbook import SheetCells, area_corners, cell_address
from tilannekuva.layout.grid import ReadCell, is_blank
from tilannekuva.layout.leftovers import SortedOut
from tilannekuva.layout.reading import Part, ReadCover, ReadRow, ReadSheet
from tilannekuva.validation.answered_rows import AnsweredRows
from tilannekuva.validation.read_group import ReadGroup, ReturnRead, content

_TOLD_OF_A_ROW = "answers"
_OWN_COLUMN = "ROW-007"


@dataclass
class _Fates:
    """What became of the cells of one sheet, by address."""

    used: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    plain_rows: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Rows of which nothing is to be looked up: how many cells are used, and how many are ours."""


def whole_tally(cells: SheetCells, *, told: Iterable[ReadCell] = ()) -> SheetTally:
    """Return the account of a sheet that is nobody's answers: some of it told, the rest ours."""
    fates = _Fates(told=_addresses(told))
    if fates.told:
        fates.own = {address for address, _ in _filled(cells)}
    else:
        own = sum(len(row) - row.count(None) for row in cells.rows)
        fates.plain_rows = dict.fromkeys(range(len(cells.rows)), (0, 0))
        fates.plain_rows[0] = (0, own)
        fates.own = set(cells.error_cells)
    return _tally(cells, fates)


def cover_tally(
    cells: SheetCells, cover: ReadCover, group: ReadGroup, sorted_out: SortedOut, about: ReturnRead
) -> SheetTally:
    """Return the account of a cover."""
    fates = _Fates(own=set(sorted_out.own))
    fates.told = {each.cell for each in group.findings} | _addresses(sorted_out.left)
    asked: dict[str, tuple[str, Part, ReadCell]] = {}
    parts: tuple[tuple[Part, Mapping[str, ReadCell]], ...]
    parts = (("light", cover.lights), ("text", cover.texts))
    for part, of_part in parts:
        asked |= {cell.address: (question, part, cell) for question, cell in of_part.items()}
    asked |= {again.cell.address: (again.question, again.part, again.cell) for again in cover.again}
    said = {
        (narrative.source_cell, part)
        for narrative in group.narratives
        for part in ("light", "text")
        if getattr(narrative, part) is not None
    }
    texts = {question: cell.address for question, cell in cover.texts.items()}
    for address, (question, part, cell) in asked.items():
        is_used = (texts.get(question), part) in said
        if is_used or _said_first(about, cells.name, (COVER, question, part), cell):
            fates.used.add(address)
    fates.own |= {address for address in cover.claimed if address not in asked}
    return _tally(cells, fates)


def group_tally(  # noqa: PLR0913, PLR0917 - everything that was made of one sheet
    cells: SheetCells,
    read: ReadSheet,
    group: ReadGroup,
    sorted_out: SortedOut,
    about: ReturnRead,
    rows: AnsweredRows,
) -> SheetTally:
    """Return the account of a group's sheet.

    Args:
        cells: the sheet.
        read: what stands on it.
        group: what was made of it, of this sheet alone.
        sorted_out: what stands on it outside of the answers.
        about: the workbook.
        rows: which row answers each subtask.
    """
    fates = _Fates(own=set(sorted_out.own))
    fates.told = {each.cell for each in group.findings} | _addresses(sorted_out.left)
    fates.told.discard("")
    _off_the_table(read, group, about, fates)
    _on_the_table(read, group, about, rows, fates)
    return _tally(cells, fates)


def _off_the_table(read: ReadSheet, group: ReadGroup, about: ReturnRead, fates: _Fates) -> None:
    sources = {narrative.source_cell for narrative in group.narratives}
    signed = {"filled_by": group.filled_by, "filled_on": group.filled_on}
    asked = {cell.address: (question, cell) for question, cell in read.fields.items()}
    asked |= {again.cell.address: (again.question, again.cell) for again in read.again}
    for address, (question, cell) in asked.items():
        is_used = address in sources or signed.get(question) is not None
        if is_used or _said_first(about, read.name, (group.group, question, "text"), cell):
            fates.used.add(address)
    columns = {each.cell for each in group.findings if each.code == _OWN_COLUMN}
    of_columns: set[str] = set()
    for column in read.own_columns:
        of_columns |= {column.heading.address, *_addresses(column.cells)}
        if column.heading.address in columns:
            fates.told |= _addresses(column.cells)
    fates.own |= {each for each in read.off_rows if each not in asked and each not in of_columns}
    for row in read.rows_alone:
        fates.own |= {cell.address for _, cell in row.told}


def _on_the_table(
    read: ReadSheet,
    group: ReadGroup,
    about: ReturnRead,
    rows: AnsweredRows,
    fates: _Fates,
) -> None:
    answers = {(answer.subtask, answer.source_cell): answer for answer in group.answers}
    told_rows = _rows_told(group.findings)
    errors = () if not read.rows else read.rows[0].grid.errors
    looked_up = {area_corners(each)[0] for each in (*fates.told, *fates.own, *errors)}
    for row in read.rows:
        is_told = row.number in told_rows
        answer = answers.get((row.subtask or "", row.address))
        if row.number not in looked_up and (counted := _plain_row(row, answer)) is not None:
            fates.plain_rows[row.number] = counted
            continue
        chosen = None if answer is not None else rows.chosen.get(row.subtask or "")
        for key, cell in row.answered.items():
            is_used = answer is not None and getattr(answer, key) is not None
            if is_used or (chosen is not None and _says_the_same(chosen[1], key, cell)):
                fates.used.add(cell.address)
            elif is_told:
                fates.told.add(cell.address)
        seconds = (cell for key, cell in row.seconds if _says_the_same(row, key, cell))
        fates.used |= _addresses(seconds)
        if row.subtask is not None:
            fates.own |= {row.code.address, *_told_addresses(row)}
        elif is_told:
            fates.told |= _told_addresses(row)
            fates.own |= set(_printed(row, about))


def _plain_row(row: ReadRow, answer: Answer | None) -> tuple[int, int] | None:
    """Return how many cells of a row are used and ours, where all of them are; else None.

    Nearly every row is one of a code, what the form tells, and answers that were all used.
    """
    values = row.grid.rows[row.number]
    filled = len(values) - values.count(None)
    told = sum(at < len(values) and values[at] is not None for _, at in row.told_columns)
    used = sum(getattr(answer, key) is not None for key in row.answered) if answer else 0
    is_all = row.subtask is not None and used == len(row.answered) and filled == 1 + told + used
    return (used, 1 + told) if is_all else None


def _printed(row: ReadRow, about: ReturnRead) -> Iterator[str]:
    """Yield the cells of a row without a code that hold the form's own texts, and no answer."""
    for column in row.columns:
        cell = row.grid.cell(row.number, column)
        if cell not in row.cells.values() and about.own.prints(cell.value, about.region.name):
            yield cell.address


def _told_addresses(row: ReadRow) -> set[str]:
    """Return the addresses of a row's columns that tell."""
    return {cell_address(row.number, column) for _, column in row.told_columns}


def _says_the_same(row: ReadRow, key: str, cell: ReadCell) -> bool:
    return key in row.cells and content(row.cells[key]) == content(cell)


def _rows_told(findings: Iterable[Finding]) -> frozenset[int]:
    """Return the rows of which a finding keeps all answers, counted from 0."""
    return frozenset(
        area_corners(each.cell)[0]
        for each in findings
        if each.cell and _TOLD_OF_A_ROW in each.values
    )


def _said_first(
    about: ReturnRead, sheet: str, asked: tuple[str, str, Part], cell: ReadCell
) -> bool:
    """Tell whether another cell was the first to say what this one says to a question.

    Args:
        about: the workbook.
        sheet: the name of the cell's sheet.
        asked: group, question and part.
        cell: the cell.
    """
    first_sheet, first = about.first.get(asked, ("", cell))
    is_same = (first_sheet, first.address) == (sheet, cell.address)
    return first is not cell and not is_same and content(first) == content(cell)


def _addresses(cells: Iterable[ReadCell]) -> set[str]:
    return {cell.address for cell in cells}


def _filled(cells: SheetCells, passed_over: Container[int] = ()) -> Iterator[tuple[str, bool]]:
    """Yield the addresses of the cells that hold something, and whether it can be seen."""
    for number, row in enumerate(cells.rows):
        if number not in passed_over and len(row) != row.count(None):
            for column, value in enumerate(row):
                if value is not None:
                    yield cell_address(number, column), not is_blank(value)
    for address in cells.error_cells:
        yield address, True


def _tally(cells: SheetCells, fates: _Fates) -> SheetTally:
    """Return how the cells add up: one that is used and told of too is used."""
    used = sum(used for used, _ in fates.plain_rows.values())
    own = sum(own for _, own in fates.plain_rows.values())
    told = 0
    lost = list(cells.lost)
    for address, is_seen in _filled(cells, fates.plain_rows):
        if address in fates.used:
            used += 1
        elif address in fates.told:
            told += 1
        elif address in fates.own or not is_seen:
            own += 1
        else:
            lost.append(address)
    seen = used + told + own + len(lost) if cells.seen is None else cells.seen
    return SheetTally(cells.name, seen, used, told, own, tuple(lost))
