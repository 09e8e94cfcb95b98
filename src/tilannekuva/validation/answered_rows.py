"""Which row answers a subtask, where several rows of a workbook do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.workbook import CellValue, written
from tilannekuva.layout.grid import ReadCell
from tilannekuva.layout.reading import ReadRow, ReadSheet


@dataclass(frozen=True, slots=True)
class AnsweredRows:
    """The rows of a workbook's groups' sheets, by subtask."""

    chosen: Mapping[str, tuple[str, ReadRow]]
    """The row that counts of those with an answer, and its sheet."""
    present: frozenset[str]
    """Every subtask that has a row at all."""

    def counts(self, sheet: str, row: ReadRow) -> bool:
        """Tell whether a row is the one that counts."""
        chosen = self.chosen.get(row.subtask or "")
        return chosen is not None and (chosen[0], chosen[1].number) == (sheet, row.number)


def answered_rows(sheets: Iterable[tuple[str, ReadSheet]], roadmap: Roadmap) -> AnsweredRows:
    """Return which row answers each subtask: the first on its own group's sheets, else the first.

    Args:
        sheets: each group's sheets, in the order in which they count.
        roadmap: for the group of each subtask.
    """
    chosen: dict[str, tuple[str, ReadRow]] = {}
    at_home: set[str] = set()
    present: set[str] = set()
    for group, sheet in sheets:
        for row in sheet.rows:
            if row.subtask is None:
                continue
            present.add(row.subtask)
            is_home = roadmap.positions[row.subtask].group.id == group
            if row.answered and (
                row.subtask not in chosen or (is_home and row.subtask not in at_home)
            ):
                chosen[row.subtask] = sheet.name, row
                at_home |= {row.subtask} if is_home else set()
    return AnsweredRows(chosen, frozenset(present))


def is_changed(sheet: ReadSheet, issued: Mapping[tuple[str, str], CellValue]) -> bool:
    """Tell whether anything that is asked on a sheet is not as the form was sent.

    Args:
        sheet: the sheet.
        issued: what the form was sent with, by subtask and question.
    """
    if any(not cell.is_empty for cell in sheet.fields.values()):
        return True
    if not issued:
        return any(row.answered for row in sheet.rows)
    return any(
        _differs(cell, issued.get((row.subtask or "", question)))
        for row in sheet.rows
        for question, cell in row.cells.items()
    )


def _differs(cell: ReadCell, sent: CellValue) -> bool:
    if cell.is_empty or sent is None:
        return cell.is_empty != (sent is None)
    return cell.error is not None or written(cell.value) != written(sent)
