"""The tile map of the country: one square for each region, roughly where it lies."""

from collections.abc import Iterator

from tilannekuva.domain.regions import Regions

MOST_STEPS = 12
"""Rows and columns that the style sheet has places for."""


def places(regions: Regions) -> dict[str, tuple[int, int]]:
    """Return the row and column of each region, counted from 1.

    An organiser without a place of its own stands in the lowest row, beside the last tile:
    HUS beside Helsinki and the counties of Uusimaa.

    Raises:
        ValueError: two regions have the same place, or one is outside the map.
    """
    given = {region.code: region.grid for region in regions.regions if region.grid is not None}
    lowest = max((row for row, _ in given.values()), default=1)
    free = _free_in_row(lowest, set(given.values()))
    placed = {region.code: given.get(region.code) or next(free) for region in regions.regions}
    inside = all(1 <= step <= MOST_STEPS for place in placed.values() for step in place)
    if not inside or len(set(placed.values())) < len(placed):
        raise ValueError(placed)
    return placed


def _free_in_row(row: int, taken: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last = max((column for taken_row, column in taken if taken_row == row), default=0)
    return ((row, column) for column in range(last + 1, MOST_STEPS + 1))
