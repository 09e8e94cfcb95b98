"""Find where the pages of a sheet end, so that a task stays together on one where it can."""

from collections.abc import Sequence
from typing import Final

_A4_SHORT_SIDE: Final = 595.0
_A4_LONG_SIDE: Final = 842.0
_POINTS_PER_INCH: Final = 72
SIDE_MARGIN: Final = 0.25
TOP_MARGIN: Final = 0.4
BOTTOM_MARGIN: Final = 0.6
"""Margins in inches, of a page on its side."""

_POINTS_PER_CHARACTER: Final = 5.25
_POINTS_BESIDE: Final = 3.75
"""What a column is wider than its characters."""
_SURE: Final = 0.94
"""How much of a page is filled; programs and printers do not agree to the point."""
_FULL_ENOUGH: Final = 0.8
"""A page is ended early only if so much of it is filled."""


def print_scale(widths: Sequence[float]) -> float:
    """Return the scale at which columns of widths in characters fill a page; 1 at the most."""
    wide = sum(width * _POINTS_PER_CHARACTER + _POINTS_BESIDE for width in widths)
    return min(1.0, (_A4_LONG_SIDE - 2 * SIDE_MARGIN * _POINTS_PER_INCH) / wide)


def page_room(widths: Sequence[float]) -> float:
    """Return the height in points of the rows that surely go onto a page."""
    high = _A4_SHORT_SIDE - (TOP_MARGIN + BOTTOM_MARGIN) * _POINTS_PER_INCH
    return high / print_scale(widths) * _SURE


def page_ends(
    blocks: Sequence[Sequence[float]], room: float, before: float, repeated: float
) -> tuple[int, ...]:
    """Return the numbers of the blocks that begin a page, counted from 0.

    Blocks that do not fit into the rest of a page go to the next one whole, unless they left
    much of the page empty; then the page ends within them, between two rows.

    Args:
        blocks: the heights of the rows of each block.
        room: the height of a page.
        before: the height of what stands above the blocks on the first page.
        repeated: the height of what is repeated on every further page.
    """
    starts = []
    used = before
    for number, block in enumerate(blocks):
        high = sum(block)
        if used + high <= room:
            used += high
        elif used >= room * _FULL_ENOUGH and repeated + high <= room:
            starts.append(number)
            used = repeated + high
        else:
            for row in block:
                used = repeated + row if used + row > room else used + row
    return tuple(starts)
