"""How cells look: styles as values, and the workbook's formats made of them."""

from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from tilannekuva.domain.texts import Language
from tilannekuva.layout.look import (
    ACCENT,
    BODY_POINTS,
    FONT,
    HEADING_POINTS,
    INK,
    LINE,
    MUTED,
    PALE,
    PAPER,
    SMALL_POINTS,
    TITLE_POINTS,
)
from tilannekuva.publish.national.bulk_worksheet import ColumnFormat

PERCENTS: Final[dict[Language, str]] = {"fi": "0 %", "sv": "0 %", "en": "0%"}
DAYS: Final[dict[Language, str]] = {"fi": "d.m.yyyy", "sv": "d.m.yyyy", "en": "d mmm yyyy"}
WHOLE: Final = "#,##0"


@dataclass(frozen=True, slots=True)
class Style:
    """How one cell looks."""

    points: int = BODY_POINTS
    bold: bool = False
    italic: bool = False
    colour: str = INK
    fill: str | None = None
    hatched: bool = False
    align: Literal["left", "center", "right"] = "left"
    middle: bool = False
    """Set in the middle of the row's height; else at its top."""
    wrap: bool = False
    bordered: bool = False
    rotated: bool = False
    number_format: str | None = None
    quoted: bool = False

    def shown_as(self, number_format: str) -> "Style":
        """Return the same style for numbers shown in a form of their own."""
        return replace(self, number_format=number_format)

    def properties(self) -> dict[str, object]:
        """Return the style as the library names it."""
        named: dict[str, object] = {
            "font_name": FONT,
            "font_size": self.points,
            "font_color": self.colour,
            "bold": self.bold,
            "italic": self.italic,
            "align": self.align,
            "valign": "vcenter" if self.middle else "top",
            "text_wrap": self.wrap,
            "quote_prefix": self.quoted,
        }
        if self.align == "right":
            named |= {"indent": 1}
        if self.fill is not None:
            named |= {"bg_color": self.fill, "pattern": 1}
        if self.hatched:
            named |= {"bg_color": PAPER, "fg_color": LINE, "pattern": 14}
        if self.bordered:
            named |= {"border": 1, "border_color": LINE}
        if self.rotated:
            named |= {"rotation": 90}
        if self.number_format is not None:
            named |= {"num_format": self.number_format}
        return named


TITLE: Final = Style(points=TITLE_POINTS, bold=True, colour=ACCENT, middle=True)
SUBTITLE: Final = Style(bold=True, colour=INK, middle=True)
HINT: Final = Style(colour=MUTED, wrap=True)
SECTION: Final = Style(points=HEADING_POINTS, bold=True, colour=ACCENT, middle=True)
HEAD: Final = Style(
    points=SMALL_POINTS,
    bold=True,
    colour=PAPER,
    fill=ACCENT,
    middle=True,
    wrap=True,
    bordered=True,
)
HEAD_CENTRED: Final = replace(HEAD, align="center")
HEAD_ROTATED: Final = replace(HEAD, align="center", rotated=True, bold=False)
SUBHEAD: Final = Style(bold=True, colour=ACCENT, fill=PALE, bordered=True, middle=True)
TEXT: Final = Style(bordered=True)
WRAPPED: Final = Style(bordered=True, wrap=True)
CENTRED: Final = Style(bordered=True, align="center")
NUMBER: Final = Style(bordered=True, align="right", number_format=WHOLE)
COUNTED: Final = Style(bordered=True, align="center", number_format=WHOLE)
MUTED_TEXT: Final = Style(bordered=True, colour=MUTED, points=SMALL_POINTS)
TOTAL: Final = Style(bordered=True, bold=True, fill=PALE)
BIG: Final = Style(
    points=20, bold=True, colour=ACCENT, align="center", middle=True, bordered=True, fill=PALE
)


class Formats:
    """The formats of one workbook; equal styles share one."""

    def __init__(self, workbook: Any, language: Language) -> None:
        self.language: Language = language
        self._workbook = workbook
        self._made: dict[Style, Any] = {}

    def get(self, style: Style) -> Any:
        """Return the library's format for a style."""
        made = self._made.get(style)
        if made is None:
            made = self._made[style] = self._workbook.add_format(style.properties())
        return made

    def pair(self, style: Style) -> ColumnFormat:
        """Return the formats of a column: as it is, and for texts that could be formulas."""
        return ColumnFormat(self.get(style), self.get(replace(style, quoted=True)))

    def conditional(self, **properties: object) -> Any:
        """Return a format that a condition lays over a cell's own."""
        return self._workbook.add_format(properties)

    def percent(self, style: Style) -> Style:
        """Return a style that shows a share in whole percents."""
        return replace(style, number_format=PERCENTS[self.language])

    def day(self, style: Style = TEXT) -> Style:
        """Return a style that shows a day."""
        return replace(style, align="right", number_format=DAYS[self.language])

    def moment(self, style: Style = TEXT) -> Style:
        """Return a style that shows a day and a time."""
        return replace(style, align="right", number_format=f"{DAYS[self.language]} hh:mm")
