"""The tile map of the country: one square for each region, roughly where it lies."""

from collections.abc import Iterator

from tilannekuva.domain.regions import Regions

_COLUMNS = 4
"""As many tiles beside each other as a phone has room for, where the regions say nothing else."""


def places(regions: Regions) -> dict[str, tuple[int, int]]:
    """Return the row and column of each region, counted from 1; no two have the same.

    An organiser without a place of its own, or whose place is taken, stands in the lowest row,
    beside the last tile: HUS beside Helsinki and the counties of Uusimaa.
    """
    placed: dict[str, tuple[int, int]] = {}
    for region in regions.regions:
        if region.grid is not None and region.grid not in placed.values():
            placed[region.code] = region.grid
    free = _free(set(placed.values()))
    return {region.code: placed.get(region.code) or next(free) for region in regions.regions}


def _free(taken: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the free places after the last tile of the lowest row, then in rows below it."""
    row = max((row for row, _ in taken), default=1)
    columns = max((column for _, column in taken), default=_COLUMNS)
    last = max((column for taken_row, column in taken if taken_row == row), default=0)
    while True:
        yield from ((row, column) for column in range(last + 1, columns + 1))
        row, last = row + 1, 0
