"""The look of everything people see: one palette and one type scale.

Colours are told apart by people who see few of them, carry dark text at a contrast of at
least 4.5 to 1, and never carry a meaning alone: a word, a letter or a number stands beside.
"""

from typing import Final

INK: Final = "#1F2933"
"""Text."""
MUTED: Final = "#52606D"
"""Text of lesser weight; 6.5 to 1 on white."""
ACCENT: Final = "#17456B"
"""Headings and the head of tables, with white text on it."""
LINE: Final = "#CBD2D9"
"""Borders."""
PAPER: Final = "#FFFFFF"
PALE: Final = "#F5F7FA"
"""The ground of what is told and not asked."""
TO_FILL: Final = "#FFF9DB"
"""The ground of a cell to be filled in."""
ALERT: Final = "#F9C0A8"
"""The ground of a value that cannot be right, or of an overdue date."""

CLASS_COLOURS: Final = ("#F4C7AB", "#FAE3D0", "#EFF1F3", "#CBE0F0", "#9CC5E3")
"""Colour classes of shares, the lowest first: orange to blue over a neutral middle."""

STATUS_COLOURS: Final = {
    "done": "#9CC5E3",
    "in_progress": "#E3EEF7",
    "not_started": "#FAE3D0",
    "not_applicable": "#E4E7EB",
    "missing": "#FFFFFF",
    "delayed": "#F4C7AB",
}
"""The ground of a status; ``missing`` and ``delayed`` are derived."""

LIGHT_COLOURS: Final = {"green": "#CDE8D5", "yellow": "#FFF0B8", "red": "#F9C0A8"}
"""The ground of the region's own lights; the word stands in the cell."""

FONT: Final = "Calibri"
"""The workbooks' typeface, which every Excel has; others put their own of equal width."""
BODY_POINTS: Final = 10
SMALL_POINTS: Final = 9
HEADING_POINTS: Final = 12
TITLE_POINTS: Final = 16


def class_colour(index: int, classes: int) -> str:
    """Return the colour of a class counted from 0, spread over the palette."""
    last = len(CLASS_COLOURS) - 1
    return CLASS_COLOURS[round(index * last / max(classes - 1, 1))]


SECTION_POINTS: Final = 14
"""Headings of a page's sections."""
FIGURE_POINTS: Final = 20
"""The few numbers to see first."""


def rem(points: int) -> str:
    """Return a size of the type scale as pages write it: against that of running text.

    >>> rem(TITLE_POINTS)
    '1.6rem'
    """
    return f"{points / BODY_POINTS:g}rem"
