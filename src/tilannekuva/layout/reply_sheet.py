"""The sheet that a reply puts first into a workbook, by which the reader knows to pass it over."""

from typing import Final

from tilannekuva.domain.workbook import SheetCells

REPLY_MARK: Final = "tilannekuva reply 1"
"""What stands in the sheet's cell A1, where nobody sees it."""

_ANY_VERSION = "tilannekuva reply "
_CORNER = 3


def is_reply_sheet(sheet: SheetCells) -> bool:
    """Tell whether a sheet is the list of findings that came with a reply.

    The mark is looked for in the corner of the sheet rather than in A1 alone, so that a row or a
    column put before it does no harm.
    """
    corner = (value for row in sheet.rows[:_CORNER] for value in row[:_CORNER])
    return any(is_reply_mark(value) for value in corner)


def is_reply_mark(value: object) -> bool:
    """Tell whether a cell's content is the mark of such a sheet."""
    return isinstance(value, str) and value.strip().casefold().startswith(_ANY_VERSION)
