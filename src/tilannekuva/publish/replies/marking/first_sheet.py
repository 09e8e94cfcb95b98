"""Draw the first sheet of a reply: what to do, and every finding with a link to its cell."""

from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from tilannekuva.layout import look
from tilannekuva.layout.plain_text import looks_like_formula
from tilannekuva.layout.reply_sheet import REPLY_MARK
from tilannekuva.publish.national.row_heights import height, lines
from tilannekuva.publish.replies.marking.cell_text import writable
from tilannekuva.publish.replies.marking.earlier import FILLS_CELL
from tilannekuva.publish.replies.marking.fills import MARK_FILLS
from tilannekuva.publish.replies.marking.order import Line, LineKind, Order

_WIDTHS: Final = {"A": 1.5, "B": 13.0, "C": 21.0, "D": 15.0, "E": 58.0, "F": 42.0}
_TABLE: Final = "BCDEF"
_LAST = _TABLE[-1]
_WHOLE = sum(width for column, width in _WIDTHS.items() if column != "A")
_TITLE_ROW, _ADVICE_ROW, _HEAD_ROW = 1, 2, 3
_UNSEEN: Final = ";;;"
_A4 = 9
_ZOOM = 90
_FOOTER_ROOM = 120

_FILLS: Final[dict[LineKind, str]] = {
    "error": MARK_FILLS["error"],
    "warning": MARK_FILLS["warning"],
    "missing": MARK_FILLS["warning"],
    "repair": f"FF{look.PALE.removeprefix('#')}",
    "note": f"FF{look.PALE.removeprefix('#')}",
}


def draw_first_sheet(workbook: Workbook, order: Order, lines_: tuple[Line, ...], kept: str) -> None:
    """Add the sheet before the others, and make the workbook open on it.

    Args:
        workbook: the marked workbook.
        order: the words.
        lines_: the lines of the list.
        kept: what is noted of the fills that marked cells had.
    """
    others = workbook.sheetnames
    sheet = workbook.create_sheet(writable(order.name), 0)
    _unselect_others(workbook, sheet)
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    _put_unseen(sheet, "A1", REPLY_MARK)
    _put_unseen(sheet, FILLS_CELL, kept)
    _draw_head(sheet, order)
    for row, line in enumerate(lines_, start=_HEAD_ROW + 1):
        _draw_line(sheet, row, line, linked=line.sheet in others)
    _set_up(sheet, order, _HEAD_ROW + len(lines_))


def _unselect_others(workbook: Workbook, sheet: Worksheet) -> None:
    workbook.active = 0
    for view in workbook.views:
        view.firstSheet = 0
    for other in workbook.worksheets:
        for view in other.views.sheetView:
            view.tabSelected = other is sheet


def _draw_head(sheet: Worksheet, order: Order) -> None:
    _put(
        sheet,
        _TITLE_ROW,
        "B",
        order.title,
        Font(look.FONT, look.TITLE_POINTS, b=True, color=_rgb(look.ACCENT)),
    )
    sheet.row_dimensions[_TITLE_ROW].height = 30
    advice = "\n".join(order.advice)
    cell = _put(sheet, _ADVICE_ROW, "B", advice, _font())
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(f"B{_ADVICE_ROW}:{_LAST}{_ADVICE_ROW}")
    sheet.row_dimensions[_ADVICE_ROW].height = height(lines(advice, _WHOLE)) + 6
    for column, heading in zip(_TABLE, order.headings, strict=True):
        head = _put(
            sheet,
            _HEAD_ROW,
            column,
            heading,
            _font(look.PAPER, bold=True, points=look.SMALL_POINTS),
        )
        head.fill = _fill(_rgb(look.ACCENT))
        head.border = _box()
        head.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.row_dimensions[_HEAD_ROW].height = 20


def _draw_line(sheet: Worksheet, row: int, line: Line, *, linked: bool) -> None:
    told = (line.word, line.place, line.subtasks, line.text, line.to_do)
    texts = dict(zip(_TABLE, told, strict=True))
    cells = {column: _put(sheet, row, column, text, _font()) for column, text in texts.items()}
    for cell in cells.values():
        cell.border = _box()
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    cells["B"].font = _font(bold=True)
    cells["B"].fill = _fill(_FILLS[line.kind])
    if linked and line.cell:
        location = f"{quote_sheetname(line.sheet)}!{line.cell}"
        cells["C"].hyperlink = Hyperlink(ref=cells["C"].coordinate, location=location)
        cells["C"].font = Font(look.FONT, look.BODY_POINTS, u="single", color=_rgb(look.ACCENT))
    tallest = max(lines(text, _WIDTHS[column]) for column, text in texts.items())
    sheet.row_dimensions[row].height = height(tallest) + 3


def _set_up(sheet: Any, order: Order, last_row: int) -> None:
    """Set how the sheet is shown, printed and locked: it is to be read, not filled in."""
    sheet.freeze_panes = f"B{_HEAD_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = _ZOOM
    sheet.sheet_properties.tabColor = _rgb(look.ALERT)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.3
    margins.top, margins.bottom = 0.4, 0.6
    margins.header = margins.footer = 0.3
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.print_area = f"B1:{_LAST}{last_row}"
    sheet.oddFooter.left.text = writable(order.footer)[:_FOOTER_ROOM].replace("&", "&&")
    sheet.oddFooter.right.text = f"{writable(order.page)} &P/&N"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def _put(sheet: Worksheet, row: int, column: str, text: str, font: Font) -> Any:
    cell: Any = sheet[f"{column}{row}"]
    cell.value = writable(text)
    cell.data_type = "s"  # also where it looks like a formula
    cell.quotePrefix = looks_like_formula(cell.value)
    cell.font = font
    return cell


def _put_unseen(sheet: Worksheet, address: str, text: str) -> None:
    cell: Any = sheet[address]
    if text:
        cell.value = writable(text)
        cell.data_type = "s"
    cell.number_format = _UNSEEN
    cell.font = Font(look.FONT, 1, color=_rgb(look.PAPER))
    cell.protection = Protection(locked=True, hidden=True)


def _font(colour: str = look.INK, *, bold: bool = False, points: int = look.BODY_POINTS) -> Font:
    return Font(look.FONT, points, b=bold, color=_rgb(colour))


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def _box() -> Border:
    side = Side("thin", color=_rgb(look.LINE))
    return Border(left=side, right=side, top=side, bottom=side)


def _rgb(colour: str) -> str:
    return f"FF{colour.removeprefix('#')}"
