"""What the gate finds out about a workbook before the reader opens it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

_ADDRESS = re.compile(r"([A-Za-z]{1,7})([0-9]{1,10})")

TEXT_LIMIT = 200
"""Characters kept of an error's text and of a formula."""


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


@dataclass(frozen=True, slots=True)
class WorkbookFacts:
    """One workbook."""

    kind: Literal["ooxml", "ods"]
    sheets: tuple[SheetFacts, ...]
    properties: Mapping[str, str]
    modified: datetime | None
    """When the document says it was last saved, in UTC."""


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


def shown_formula(text: str) -> str:
    """Return a formula as people see it, cut to `TEXT_LIMIT` characters."""
    return f"={text.strip()}"[:TEXT_LIMIT]
