"""Mark a returned workbook: faulty cells filled and commented, and a first sheet that tells."""

import re
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Protection
from openpyxl.worksheet.worksheet import Worksheet

from tilannekuva.publish.replies.marking.cell_text import writable
from tilannekuva.publish.replies.marking.comments import add_comment
from tilannekuva.publish.replies.marking.earlier import take_away_earlier_marks
from tilannekuva.publish.replies.marking.fills import is_marked, joined, mark_fill, note_of
from tilannekuva.publish.replies.marking.first_sheet import draw_first_sheet
from tilannekuva.publish.replies.marking.opening import opened
from tilannekuva.publish.replies.marking.order import (
    SHED_PLACE,
    Line,
    Mark,
    Marked,
    NotMarked,
    Order,
)
from tilannekuva.publish.replies.marking.saving import saved
from tilannekuva.publish.replies.marking.shedding import shed

_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_NOT_OURS_TO_CATCH = (MemoryError,)


def mark_workbook(data: bytes, order: Order) -> Marked | NotMarked:
    """Return a copy of a workbook with marks, or why it cannot have any.

    Marks of an earlier reply are taken away first. The same workbook and order give the same
    bytes.

    Args:
        data: the workbook as it was returned.
        order: what to mark, in words.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _marked(data, order)
    except _NOT_OURS_TO_CATCH:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it was, a new form is drawn instead
        return NotMarked(f"{type(error).__name__}: {error}"[:200])


def _marked(data: bytes, order: Order) -> Marked:
    workbook = opened(data)
    take_away_earlier_marks(workbook)
    gone = shed(workbook, data)
    kept = joined(list(_mark(workbook, order.marks)))
    draw_first_sheet(workbook, order, (*order.lines, *_shed_line(order, gone)), kept)
    return Marked(saved(workbook), gone)


def _mark(workbook: Workbook, marks: Iterable[Mark]) -> Iterator[str]:
    """Mark cells; yield a note of each fill that the form would not give the cell."""
    for mark in marks:
        if mark.sheet not in workbook.sheetnames or not _ADDRESS.fullmatch(mark.cell):
            continue
        sheet = workbook[mark.sheet]
        cell = _cell(sheet, mark.cell)
        if sheet.protection.sheet and cell.protection.locked:
            # What is to be corrected must be open to correction.
            cell.protection = Protection(locked=False)
        note = None if is_marked(cell) else note_of(cell)
        cell.fill = mark_fill(mark.kind)
        add_comment(cell, writable(mark.text))
        if note is not None:
            yield note


def _cell(sheet: Worksheet, address: str) -> Cell:
    """Return the cell at an address, or the one that it was merged into."""
    cell: Any = sheet[address]
    if isinstance(cell, MergedCell):
        area = next(each for each in sheet.merged_cells.ranges if address in each)
        cell = sheet.cell(area.min_row, area.min_col)
    found: Cell = cell
    return found


def _shed_line(order: Order, gone: tuple[str, ...]) -> Iterator[Line]:
    if gone:
        things = ", ".join(order.shed_things.get(each, each) for each in gone)
        text = order.shed_sentence.replace(SHED_PLACE, things)
        yield Line("note", order.shed_word, "", "", text)
