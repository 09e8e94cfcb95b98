"""Write workbooks with xlsxwriter, so that nothing is cut, refused or guessed in silence.

xlsxwriter ships no types, tells of what it did not do by return codes, and takes texts that
look like formulas, links or numbers for such; all three end here.
"""

import io
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Self

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tilannekuva.domain.workbook import CellValue, cell_address
from tilannekuva.layout.plain_text import fitting, kept_plain, looks_like_formula, only_text
from tilannekuva.outbox.pages import BOTTOM_MARGIN, SIDE_MARGIN, TOP_MARGIN
from tilannekuva.outbox.styles import DATE_FORM, LOOKS, NUMBER_FORM, TIME_FORM, Look, StyleName

_A4 = 9
_ZOOM = 90
_NO_GRIDLINES = 2
_LONGEST_LINE = 255
"""What Excel takes for a document property or a footer."""
_FIRST_YEAR_OF_EXCEL = 1900
_SAFELY_AS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_STAYS_ALLOWED = dict.fromkeys(
    (
        "format_columns",
        "format_rows",
        "autofilter",
        "sort",
        "select_locked_cells",
        "select_unlocked_cells",
    ),
    True,
)


class RefusedWriteError(RuntimeError):
    """Something could not be written as it is; a workbook without it is not handed out."""


class Book:
    """A workbook in the making."""

    def __init__(self, title: str, saved: datetime) -> None:
        self._bytes = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._bytes, _SAFELY_AS_TEXT)
        moment = saved.astimezone(UTC).replace(tzinfo=None) if saved.tzinfo else saved
        self._book.set_properties({"title": title, "author": "tilannekuva", "created": moment})
        self._formats: dict[tuple[StyleName, bool, str | None], Any] = {}

    def sheet(self, name: str) -> "Sheet":
        """Add a sheet after those already there."""
        sheet = self._book.add_worksheet(name, worksheet_class=_GrowingWorksheet)
        return Sheet(sheet, self, name)

    def style(self, name: StyleName, value: CellValue = None) -> Any:
        """Return the format of a style, as a cell with a value of some kind needs it."""
        quoted = isinstance(value, str) and looks_like_formula(value)
        key = (name, quoted, _other_form(LOOKS[name], value))
        if key not in self._formats:
            shape = {**LOOKS[name], "quote_prefix": quoted}
            if key[2] is not None:
                shape["num_format"] = key[2]
            self._formats[key] = self._book.add_format(shape)
        return self._formats[key]

    def name_range(self, name: str, sheet: str, column: int, first_row: int, last_row: int) -> None:
        """Give a name to a part of a column."""
        first, last = cell_address(first_row, column), cell_address(last_row, column)
        formula = f"='{sheet}'!{absolute(first)}:{absolute(last)}"
        checked(self._book.define_name(name, formula), f"name {name}")

    def stamp(self, properties: Mapping[str, str]) -> None:
        """Write custom document properties, as texts."""
        for name, value in properties.items():
            _fits(name, f"name of property {name}")
            _fits(value, f"property {name}")
            checked(self._book.set_custom_property(name, value, "text"), f"property {name}")

    def finished(self) -> bytes:
        """Return the workbook; nothing can be written to it afterwards."""
        self._book.close()
        return self._bytes.getvalue()


class Sheet:
    """A sheet in the making; rows and columns are counted from 0."""

    def __init__(self, sheet: Any, book: Book, name: str) -> None:
        self._sheet = sheet
        self._book = book
        self.name = name
        self.heights: dict[int, float] = {}
        """The heights that were set, in points, by row."""

    def put(self, row: int, column: int, value: CellValue, style: StyleName) -> Self:
        """Write a value as what it is: a text as a text, a date as a date."""
        where = (row, column)
        shape = self._book.style(style, value)
        match value:
            case None:
                code = self._sheet.write_blank(*where, None, shape)
            case str():
                code = self._sheet.write_string(
                    *where, fitting(kept_plain(only_text(value))), shape
                )
            case bool():
                code = self._sheet.write_boolean(*where, value, shape)
            case date() | time():
                if isinstance(value, date) and value.year < _FIRST_YEAR_OF_EXCEL:
                    raise RefusedWriteError(f"{self._spot(row, column)}: no date before 1900")
                code = self._sheet.write_datetime(*where, value, shape)
            case float() | int():
                code = self._sheet.write_number(*where, value, shape)
        checked(code, self._spot(row, column))
        return self

    def put_across(
        self, row: int, columns: tuple[int, int], value: CellValue, style: StyleName, rows: int = 1
    ) -> Self:
        """Write a value into cells made into one: from the first to the last of the columns."""
        first, last = columns
        place = (row, first, row + rows - 1, last)
        shape = self._book.style(style)
        checked(self._sheet.merge_range(*place, "", shape), self._spot(row, first))
        return self.put(row, first, value, style)

    def put_formula(self, row: int, column: int, formula: str, style: StyleName) -> Self:
        """Write a formula without a result, so that no program shows or reads a false one."""
        shape = self._book.style(style)
        code = self._sheet.write_formula(row, column, formula, shape, "")
        checked(code, self._spot(row, column))
        return self

    def set_widths(self, widths: Mapping[int, float]) -> Self:
        """Set the widths of columns, in characters."""
        for column, width in widths.items():
            checked(self._sheet.set_column(column, column, width), f"{self.name} column {column}")
        return self

    def set_height(self, row: int, points: float, *, grows: bool = False) -> Self:
        """Set the height of a row.

        Args:
            row: the row.
            points: its height, which programs round to a quarter of a point.
            grows: whether it becomes higher when more is typed into it. Cells made into one
                never do that.
        """
        checked(self._sheet.set_row(row, points), f"{self.name} row {row}")
        self.heights[row] = points
        if grows:
            self._sheet.growing_rows.add(row)
        return self

    def validate(self, area: "Area", rule: Mapping[str, object]) -> Self:
        """Ask for values of a kind in an area."""
        code = self._sheet.data_validation(*area, dict(rule))
        checked(code, f"validation {self._spot(area[0], area[1])}")
        return self

    def colour_where(self, area: "Area", formula: str, style: StyleName) -> Self:
        """Colour the cells of an area for which a formula of its first cell is true."""
        rule = {"type": "formula", "criteria": formula, "format": self._book.style(style)}
        code = self._sheet.conditional_format(*area, rule)
        checked(code, f"condition {self._spot(area[0], area[1])}")
        return self

    def filter(self, area: "Area") -> Self:
        """Put filters on the head of a table."""
        checked(self._sheet.autofilter(*area), f"{self.name} filter")
        return self

    def freeze(self, row: int, column: int) -> Self:
        """Keep the rows above and the columns left of a cell in sight."""
        checked(self._sheet.freeze_panes(row, column), f"{self.name} panes")
        return self

    def begin_at(self, row: int, column: int) -> Self:
        """Put the cursor on a cell."""
        checked(self._sheet.set_selection(row, column, row, column), f"{self.name} cursor")
        return self

    def lock(self) -> Self:
        """Lock the cells that are not to be filled in, without a password."""
        self._sheet.protect("", _STAYS_ALLOWED)
        return self

    def hide(self) -> Self:
        """Hide the sheet so that it is not among those one can unhide by hand."""
        self._sheet.very_hidden()
        return self

    def lead(self) -> Self:
        """Make this the sheet the workbook opens on."""
        self._sheet.activate()
        return self

    def lay_out(self, last_cell: tuple[int, int], footer: str, head_row: int | None = None) -> Self:
        """Set how the sheet is shown and printed: A4 landscape, as wide as the page.

        Args:
            last_cell: the last row and column that are printed.
            footer: with Excel's codes for left, middle and right.
            head_row: the row repeated on every page.
        """
        self._sheet.hide_gridlines(_NO_GRIDLINES)
        self._sheet.set_zoom(_ZOOM)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.set_margins(
            left=SIDE_MARGIN, right=SIDE_MARGIN, top=TOP_MARGIN, bottom=BOTTOM_MARGIN
        )
        self._sheet.fit_to_pages(1, 0)
        if head_row is not None:
            self._sheet.repeat_rows(head_row)
        checked(self._sheet.print_area(0, 0, *last_cell), f"{self.name} print area")
        _fits(footer, f"{self.name} footer")
        checked(self._sheet.set_footer(footer), f"{self.name} footer")
        return self

    def print_on_one_page(self) -> Self:
        """Print the sheet as small as one page needs, in the middle of it."""
        self._sheet.fit_to_pages(1, 1)
        self._sheet.center_horizontally()
        return self

    def begin_pages_at(self, rows: Iterable[int]) -> Self:
        """Begin a printed page at each of some rows."""
        checked(self._sheet.set_h_pagebreaks(list(rows)), f"{self.name} pages")
        return self

    def _spot(self, row: int, column: int) -> str:
        return f"{self.name}!{cell_address(row, column)}"


class _GrowingWorksheet(Worksheet):  # type: ignore[misc] # xlsxwriter ships no types
    """A worksheet with rows that grow when more is typed into them than they have room for.

    xlsxwriter marks every row with a height as one whose height the user has chosen.
    """

    def __init__(self) -> None:
        super().__init__()
        self.growing_rows: set[int] = set()

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        if tag == "row" and dict(attributes)["r"] - 1 in self.growing_rows:
            attributes = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


def absolute(address: str) -> str:
    """Return an address that does not move with its formula: ``F14`` as ``$F$14``."""
    letters = address.rstrip("0123456789")
    return f"${letters}${address.removeprefix(letters)}"


def checked(code: object, what: str) -> None:
    """Accept what xlsxwriter returns for a thing done.

    Raises:
        RefusedWriteError: the code says that it was cut or left out.
    """
    if isinstance(code, int) and code != 0:
        raise RefusedWriteError(f"{what}: xlsxwriter returned {code}")


def _fits(text: str, what: str) -> None:
    # Of these xlsxwriter only warns.
    if len(text) > _LONGEST_LINE:
        raise RefusedWriteError(f"{what}: longer than {_LONGEST_LINE} characters")


def _other_form(shape: Look, value: CellValue) -> str | None:
    """Return the number form that keeps a value what it is, where the style's would not.

    A day in a cell for texts would be a number, and a number in a cell for days a day.
    """
    for_days = shape.get("num_format") == DATE_FORM
    if isinstance(value, time):
        return TIME_FORM
    if isinstance(value, date):
        return None if for_days else DATE_FORM
    if isinstance(value, float | int) and not isinstance(value, bool):
        return NUMBER_FORM if for_days else None
    return None
