"""One sheet under construction: everything is written through here, and every code checked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from xlsxwriter.utility import xl_range

from tilannekuva.domain.shares import whole_percent
from tilannekuva.i18n.words import NOTHING_TO_SHARE, Words
from tilannekuva.publish.national.bulk_worksheet import (
    CellValue,
    WriteRefusedError,
    checked,
    write_cell,
)
from tilannekuva.publish.national.formats import (
    CENTRED,
    HINT,
    NUMBER,
    SUBTITLE,
    TEXT,
    TITLE,
    Formats,
    Style,
)
from tilannekuva.publish.national.row_heights import height, lines

TITLE_ROW: Final = 0
SUBTITLE_ROW: Final = 1
HINT_ROW: Final = 2
LEGEND_ROW: Final = 3
HEADER_ROW: Final = 4
"""The row of the first table's headings, on every sheet."""

_A4: Final = 9
_MARGIN: Final = 0.4
_HINT_CHARACTERS: Final = 125.0
"""How wide the explanation under the title is: what fits on a screen."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the table of every sheet."""

    title: str
    subtitle: str
    hint: str
    """How to read the sheet; each sentence or two on a line of its own."""


@dataclass(frozen=True, slots=True)
class PrintPlan:
    """How a sheet is printed."""

    repeated: tuple[int, int] = (HEADER_ROW, HEADER_ROW)
    """The first and last row that stand on top of every further page."""
    breaks: Sequence[int] = ()
    """The rows that begin a page."""
    upright: bool = False


TABLE_ALONE: Final = PrintPlan()
"""A sheet of one table, whose headings stand on top of every page."""


class Page:
    """A worksheet, the words it is told in, and the formats it is told with."""

    def __init__(self, sheet: Any, words: Words, formats: Formats) -> None:
        self.sheet = sheet
        self.words = words
        self.formats = formats
        self._percent_of_ends = {99: '[<1]"99{0}%";0{0}%', 1: '[>0]"1{0}%";0{0}%'}

    @property
    def name(self) -> str:
        """The sheet's name, as formulas and charts call it."""
        return str(self.sheet.get_name())

    def write(self, row: int, column: int, value: CellValue, style: Style = TEXT) -> None:
        """Write a value; a text stays a text, whatever it looks like.

        Raises:
            WriteRefusedError: the library did not write it as given.
        """
        checked(write_cell(self.sheet, row, column, value, self.formats.pair(style)))

    def row(self, row: int, column: int, values: Sequence[CellValue], style: Style = TEXT) -> None:
        """Write values beside each other."""
        for place, value in enumerate(values, start=column):
            self.write(row, place, value, style)

    def day(self, row: int, column: int, day: date | None, style: Style = TEXT) -> None:
        """Write a day as a date."""
        self.write(row, column, day, self.formats.day(style))

    def share(self, row: int, column: int, part: int, whole: int, style: Style = CENTRED) -> None:
        """Write a share: its exact value, shown in whole percents by the rule of the figures.

        A share of nothing is a dash. All and none alone are shown as 100 and 0: a number
        format of its own keeps 199 of 200 at 99.
        """
        percent = whole_percent(part, whole)
        if percent is None:
            self.write(row, column, NOTHING_TO_SHARE, replace(style, align="center"))
            return
        style = self.formats.percent(style)
        if percent in self._percent_of_ends and percent != _half_up(part, whole):
            space = "" if self.words.language == "en" else " "
            own = self._percent_of_ends[percent].format(space)
            style = replace(style, number_format=own)
        self.write(row, column, part / whole, style)

    def number(self, row: int, column: int, number: int, style: Style = NUMBER) -> None:
        """Write a whole number."""
        self.write(row, column, number, replace(style, number_format=NUMBER.number_format))

    def merged(self, row: int, columns: tuple[int, int], text: str, style: Style) -> None:
        """Write a text over several columns of a row."""
        first, last = columns
        if last > first:
            made = self.formats.get(style)
            checked(self.sheet.merge_range(row, first, row, last, "", made))
        self.write(row, first, text, style)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        checked(self.sheet.set_row(row, points))

    def widths(self, widths: Sequence[float]) -> None:
        """Set the widths of the columns from the first on, in characters."""
        for column, width in enumerate(widths):
            checked(self.sheet.set_column(column, column, width))

    def head(self, heading: Heading, widths: Sequence[float]) -> None:
        """Write the title, the day and coverage, and how to read the sheet."""
        self.widths(widths)
        self.write(TITLE_ROW, 0, heading.title, TITLE)
        self.height(TITLE_ROW, 27)
        self.write(SUBTITLE_ROW, 0, heading.subtitle, SUBTITLE)
        self.height(SUBTITLE_ROW, 18)
        last = _columns_within(widths, _HINT_CHARACTERS)
        self.merged(HINT_ROW, (0, last), heading.hint, HINT)
        room = sum(map(_pixels, widths[: last + 1])) / 7 - 1
        self.height(HINT_ROW, height(lines(heading.hint, room)) + 1.5)
        self.height(LEGEND_ROW, 18)

    def print_set_up(self, last: tuple[int, int], footer: str, plan: PrintPlan) -> None:
        """Set up printing on A4: as wide as the page, headings repeated, pages numbered.

        Args:
            last: the last row and column.
            footer: what stands at the foot of each page.
            plan: how the sheet is printed.
        """
        sheet = self.sheet
        last_row, last_column = last
        if plan.upright:
            sheet.set_portrait()
        else:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=_MARGIN, right=_MARGIN, top=0.5, bottom=0.65)
        # Fitted, a sheet is never wider than the page, whichever letters a machine has. Excel
        # then passes over the breaks, and nothing is cut; others honour both.
        sheet.fit_to_pages(1, 0)
        sheet.set_h_pagebreaks(list(plan.breaks))
        sheet.repeat_rows(*plan.repeated)
        checked(sheet.print_area(0, 0, last_row, last_column))
        number = self.words("Page {page} of {pages}", page="&P", pages="&N")
        told = f"&L&8{footer.replace('&', '&&')}&R&8{number}"
        checked(sheet.set_footer(told))
        # Region codes are texts on purpose: 01 is not 1.
        codes = xl_range(0, 0, last_row, last_column)
        checked(sheet.ignore_errors({"number_stored_as_text": codes}))
        sheet.hide_gridlines(2)

    def freeze(self, row: int, column: int = 0) -> None:
        """Keep the rows above and the columns before in sight."""
        self.sheet.freeze_panes(row, column)

    def condition(self, cells: Sequence[str], rule: dict[str, object]) -> None:
        """Lay a live rule over ranges of cells."""
        multiple = {"multi_range": " ".join(cells)} if len(cells) > 1 else {}
        checked(self.sheet.conditional_format(cells[0], {**rule, **multiple}))

    def chart(self, row: int, column: int, chart: Any, options: dict[str, object]) -> None:
        """Place a chart, with the text that tells it to those who do not see it.

        Raises:
            WriteRefusedError: the chart has no such text, or was not placed.
        """
        if not options.get("description"):
            raise WriteRefusedError("description")
        checked(self.sheet.insert_chart(row, column, chart, options))


def _half_up(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole)


def _columns_within(widths: Sequence[float], characters: float) -> int:
    """Return the last column such that the first ones together are as wide as asked for."""
    total = 0.0
    for column, width in enumerate(widths):
        total += width
        if total >= characters:
            return column
    return len(widths) - 1


def _pixels(width: float) -> int:
    return int(width * 7 + 5)
