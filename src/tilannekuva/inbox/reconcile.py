"""Compare what a reader gives of a sheet with what the gate has counted in its bytes."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from tilannekuva.domain.workbook import CellValue, cell_address
from tilannekuva.inbox.facts import parse_address
from tilannekuva.inbox.parts import DamagedPartError

_EXACT = 1e15
"""Numbers from here on may have more digits in the file than a number keeps."""

Held = Mapping[tuple[int, int], tuple[str, ...]]
"""What each cell of a sheet holds, by row and column, each time it stands in the file."""


class FarNumber(float):
    """A number that may not be what stands in the file: without end, or of too many digits."""

    __slots__ = ()


def as_number(value: float) -> float:
    """Return a number as the readers give it, marked where it may not be what the file says."""
    return value if -_EXACT < value < _EXACT else FarNumber(value)


@dataclass(slots=True)
class Reconciled:
    """What is known of a sheet's cells once they are counted."""

    errors: dict[str, str]
    """Cells without a value that can be used, and what they show."""
    seen: int
    """Cells that hold something in the file."""
    lost: dict[str, str] = field(default_factory=dict)
    """Cells that hold something in the file and nothing in the rows."""
    twice: dict[str, str] = field(default_factory=dict)
    """Cells that stand in the file several times, with what stood there first."""


def reconciled(
    rows: Sequence[list[CellValue]],
    errors: Mapping[str, str],
    stored: int,
    filled: int,
    recount: Callable[[], Held],
) -> Reconciled:
    """Return the sheet's cells, each known to be there or known to be lost.

    A workbook's own program writes nothing of which the sum does not close at once; only then
    are the cells counted one by one. Numbers that a cell cannot hold become errors, and those
    with more digits than a number keeps become the text that stands in the file.

    Args:
        rows: what the reader gave, blank where a cell shows an error; changed in place.
        errors: the cells that show an error.
        stored: how many cells the gate counted.
        filled: how many cells no bytes speak of, since one formula for many was not computed.
        recount: counts the cells one by one.
    """
    given = sum(len(row) - row.count(None) for row in rows) + len(errors) - filled
    if given == stored and not any(FarNumber in map(type, row) for row in rows):
        return Reconciled(dict(errors), stored + filled)
    try:
        held = recount()
    except DamagedPartError:
        return _uncounted(rows, errors, stored + filled)
    known = Reconciled(dict(errors), 0)
    for (row, column), texts in held.items():
        address = cell_address(row, column)
        before = [text for text in texts[:-1] if text.strip()]
        if before:
            known.twice[address] = "\n".join(before)
        # What stands in a cell last is what it holds, also when that is nothing.
        known.seen += _holds(texts) or address in known.errors
        if _holds(texts) and address not in known.errors:
            _compare(rows, row, column, texts[-1], known)
    known.seen += sum(parse_address(address) not in held for address in errors)
    known.seen += sum(
        not _holds(held.get((number, column), ()))
        for number, row in enumerate(rows)
        for column, value in enumerate(row)
        if isinstance(value, str) and not value.strip()
    )
    return known


def _holds(texts: tuple[str, ...]) -> bool:
    return bool(texts) and bool(texts[-1].strip())


def _uncounted(rows: Sequence[list[CellValue]], errors: Mapping[str, str], seen: int) -> Reconciled:
    """Return a sheet whose cells nobody could count one by one; its sum stays open."""
    known = Reconciled(dict(errors), seen)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, FarNumber) and not math.isfinite(value):
                known.errors[cell_address(number, column)] = str(float(value))
                row[column] = None
    return known


def _compare(
    rows: Sequence[list[CellValue]], row: int, column: int, text: str, known: Reconciled
) -> None:
    """Compare one cell with what the file holds there."""
    values = rows[row] if row < len(rows) else []
    value = values[column] if column < len(values) else None
    if value is None or (isinstance(value, str) and not value.strip()):
        known.lost[cell_address(row, column)] = text
    elif isinstance(value, FarNumber):
        if math.isfinite(value):
            values[column] = float(value) if _is_exact(value, text) else text
        else:
            values[column] = None
            known.errors[cell_address(row, column)] = text


def _is_exact(number: float, text: str) -> bool:
    try:
        return Decimal(text.strip()) == Decimal(number)
    except InvalidOperation:
        return False
