"""What the gate finds out about a workbook before the reader opens it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Literal

from tilannekuva.domain.workbook import cell_address

_ADDRESS = re.compile(r"([A-Za-z]{1,7})([0-9]{1,10})")

XML_TRUE = frozenset({"1", "true"})
"""How XML says yes."""

TEXT_LIMIT = 200
"""Characters kept of an error's text and of a formula."""

COMMENT_LIMIT = 32_767
"""Characters kept of a comment; as many as a cell holds in Excel."""

COMMENTS_LIMIT = 5_000
"""Comments kept of a sheet."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """One sheet, in the order of the workbook."""

    name: str
    error_cells: Mapping[str, str] = field(default_factory=dict)
    """Cells with an error, or with a formula that carries no result, and what they show."""
    unread: str | None = None
    """Why the sheet cannot be read at all; the reader then leaves it alone."""
    plain: bool = True
    """Whether the fast reader may be asked: it misreads comments and encodings but UTF-8."""
    visible: bool = True
    merged: tuple[str, ...] = ()
    """Areas of merged cells, such as ``K9:K11``."""
    hidden_rows: frozenset[int] = frozenset()
    """Rows hidden by hand or by a filter, counted from 0; none beyond the limits."""
    hidden_columns: frozenset[int] = frozenset()
    """Columns hidden by hand, counted from 0; none beyond the limits."""
    comments: Mapping[str, str] = field(default_factory=dict)
    """What people wrote in comments, by address."""
    stored: int = field(default=0, compare=False)
    """How many cells hold something in the bytes: a value, a text, an error or a formula."""
    part: str = field(default="", compare=False)
    """The part of the zip it stands in."""
    unfilled: Mapping[str, str] = field(default_factory=dict)
    """Areas that one formula fills and has not been computed for, with the formula."""


@dataclass(frozen=True, slots=True)
class WorkbookFacts:
    """One workbook."""

    kind: Literal["ooxml", "ods"]
    sheets: tuple[SheetFacts, ...]
    properties: Mapping[str, str]
    modified: datetime | None
    """When the document says it was last saved, in UTC."""
    days_from_1904: bool = False
    """Whether numbers that are days count from 1904."""


def parse_address(address: str) -> tuple[int, int]:
    """Return row and column of an address, counted from 0: ``F14`` is (13, 5).

    Raises:
        ValueError: it is not an address such as ``F14`` or ``f14``.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None or found[2].startswith("0"):
        raise ValueError(address)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def parse_area(text: str) -> tuple[int, int, int, int]:
    """Return first row, first column, last row and last column of an area such as ``K9:K11``.

    Raises:
        ValueError: it is not an area.
    """
    one, _, other = text.replace("$", "").partition(":")
    (row, column), (last_row, last_column) = parse_address(one), parse_address(other)
    return (
        min(row, last_row),
        min(column, last_column),
        max(row, last_row),
        max(column, last_column),
    )


@lru_cache(maxsize=4096)
def merged_area(text: str) -> str | None:
    """Return an area of several cells as it is always written, ``K9:K11``; None for any other."""
    try:
        row, column, last_row, last_column = parse_area(text)
    except ValueError:
        return None
    first, last = cell_address(row, column), cell_address(last_row, last_column)
    return f"{first}:{last}" if first != last else None


def shown_formula(text: str) -> str:
    """Return a formula as people see it, cut to `TEXT_LIMIT` characters."""
    return f"={text.strip()}"[:TEXT_LIMIT]
