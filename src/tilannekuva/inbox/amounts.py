"""Hold a workbook to what its sheets may come to together."""

from collections.abc import Sequence
from typing import Protocol

from tilannekuva.inbox.contract import Limits, RefusedError


class Counted(Protocol):
    """A sheet, or the scan of one."""

    @property
    def stored(self) -> int:
        """How many cells hold something."""


def hold_to_limits(sheets: Sequence[Counted], limits: Limits) -> None:
    """Refuse a workbook of too many sheets or cells, as far as they have been counted.

    Raises:
        RefusedError: reading it would take longer than a return is worth.
    """
    if len(sheets) > limits.sheets:
        raise RefusedError("unsafe", danger=f"sheets: {len(sheets)} > {limits.sheets}")
    cells = sum(each.stored for each in sheets)
    if cells > limits.cells:
        raise RefusedError("unsafe", danger=f"cells: {cells} > {limits.cells}")
