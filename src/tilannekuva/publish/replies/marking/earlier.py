"""Take away the marks of an earlier reply, so that a workbook marked again carries one set."""

from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tilannekuva.layout.reply_sheet import is_reply_mark
from tilannekuva.publish.replies.marking.comments import sized, take_away_comment
from tilannekuva.publish.replies.marking.fills import is_marked, noted, restore
from tilannekuva.publish.replies.marking.opening import cells_of

FILLS_CELL: Final = "A2"
"""Where our sheet keeps the fills that marked cells had, if they were unusual ones."""

_CORNER = 3


def take_away_earlier_marks(workbook: Workbook) -> None:
    """Take away the sheet, the comments and the fills of an earlier reply."""
    before: dict[str, str] = {}
    for sheet in workbook.worksheets:
        if _is_ours(sheet):
            before |= noted(sheet[FILLS_CELL].value)
            workbook.remove(sheet)
    for sheet in workbook.worksheets:
        for cell in cells_of(sheet):
            take_away_comment(cell)
            if cell.comment is not None:
                sized(cell.comment)  # the size of a box is not read from a file
            if is_marked(cell):
                restore(cell, before)


def _is_ours(sheet: Worksheet) -> bool:
    corner = (each for each in cells_of(sheet) if max(each.row, each.column) <= _CORNER)
    return any(is_reply_mark(each.value) for each in corner)
