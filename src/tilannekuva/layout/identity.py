"""The identity of a working tool: what it carries twice, hidden, so that it survives editing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

LAYOUT_VERSION = "1"
"""The version of the arrangement of sheets and columns; raised when it changes."""

META_SHEET = "_meta"
"""The hidden sheet that carries the identity as keys and values."""

LISTS_SHEET = "_lists"
"""The hidden sheet behind the drop-downs."""

SHOWN_HEADINGS = ("shown_subtasks", "shown_statuses")
"""The heads of two columns behind the drop-downs: last month's statuses, as the form shows them.

A form that shows none has the heads all the same.
"""

ISSUED_SHEET = "_issued"
"""The hidden sheet with the answers a form was sent with, where it was sent with any.

Its first row names the questions, its first column the subtasks.
"""

PROPERTY_PREFIX = "tilannekuva_"
"""What the names of our custom document properties begin with."""

STAMP_KEYS = ("region", "month", "roadmap_version", "language", "layout_version", "group")
"""What is stamped, in its order."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which form a workbook is; texts as stamped, not yet checked against anything."""

    region: str
    month: str
    roadmap_version: str
    language: str
    layout_version: str
    group: str = ""
    """The only group of a workbook that is for one group; else empty."""

    @property
    def stamped(self) -> dict[str, str]:
        """The keys and values of the hidden sheet."""
        return {key: getattr(self, key) for key in STAMP_KEYS}

    @property
    def properties(self) -> dict[str, str]:
        """The same as custom document properties, which may not be empty."""
        stamped = self.stamped.items()
        return {f"{PROPERTY_PREFIX}{key}": value or "-" for key, value in stamped}

    @classmethod
    def from_stamp(cls, stamped: Mapping[str, str]) -> Self | None:
        """Return the identity of a stamp's keys and values.

        None where the region or the month is missing; whatever else is missing is empty.
        """
        if not stamped.get("region") or not stamped.get("month"):
            return None
        return cls(**{key: stamped.get(key, "") for key in STAMP_KEYS})

    @classmethod
    def from_properties(cls, properties: Mapping[str, str]) -> Self | None:
        """Return the identity of custom document properties, or None where it is not there."""
        ours = {
            name.removeprefix(PROPERTY_PREFIX): "" if value == "-" else value
            for name, value in properties.items()
            if name.startswith(PROPERTY_PREFIX)
        }
        return cls.from_stamp(ours)
