"""Files that mean harm or were harmed, each made from a good return, with what must become of it.

What each comes to is told in `hostile_outcomes`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Parts = dict[str, bytes]


@dataclass(frozen=True)
class Good:
    """A good return, in parts."""

    xlsx: Mapping[str, bytes]
    ods: Mapping[str, bytes]


@dataclass(frozen=True)
class Hostile:
    """One file."""

    name: str
    make: Callable[[Good], bytes]
    suffix: str = ".xlsx"


SHEET = "xl/worksheets/sheet2.xml"
"""The sheet of the first group, HT, of four subtasks."""
WORKBOOK = "xl/workbook.xml"
TEXTS = "xl/sharedStrings.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"


def changed(parts: Mapping[str, bytes], part: str, *changes: tuple[str, str]) -> Parts:
    """Return parts with texts in one of them replaced, each of which must be there."""
    text = parts[part].decode()
    for old, new in changes:
        assert old in text, (part, old)
        text = text.replace(old, new, 1)
    return {**parts, part: text.encode()}


def with_rows(good: Good, rows: str, **more: str) -> Parts:
    """Return the workbook with rows added to the first group's sheet."""
    changes = [("</sheetData>", f"{rows}</sheetData>"), *more.items()]
    return changed(good.xlsx, SHEET, *changes)
