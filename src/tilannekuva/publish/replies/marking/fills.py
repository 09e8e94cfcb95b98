"""The fills of marked cells, and how a cell looked before it was marked."""

from collections.abc import Mapping
from typing import Any, Final

from openpyxl.cell.cell import Cell
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from tilannekuva.layout import look
from tilannekuva.publish.replies.marking.order import MarkKind

MARK_FILLS: Final[dict[MarkKind, str]] = {"error": "FFF9BFA7", "warning": "FFFFDF8C"}
"""Found nowhere else on a form, so that they can be taken away."""

_LONGEST_NOTE = 32_000


def is_marked(cell: Cell) -> bool:
    """Tell whether a cell has the fill of a mark."""
    return cell.has_style and cell.fill.fgColor.rgb in MARK_FILLS.values()


def mark_fill(kind: MarkKind) -> PatternFill:
    """Return the fill of a mark."""
    return PatternFill("solid", fgColor=MARK_FILLS[kind])


def restore(cell: Cell, noted: Mapping[str, str]) -> None:
    """Give a marked cell the fill it had: as noted, else the one the form gives such a cell."""
    note = noted.get(_place(cell))
    cell.fill = _usual(cell) if note is None else _from_note(note)


def note_of(cell: Cell) -> str | None:
    """Return a note of a cell's fill; None where the form would give it the same."""
    now = _spelled(cell.fill)
    return None if now == _spelled(_usual(cell)) else f"{_place(cell)}={now}"


def joined(notes: list[str]) -> str:
    """Return notes as they are kept in one cell, as many as it holds."""
    while sum(len(note) + 1 for note in notes) > _LONGEST_NOTE:
        notes = notes[:-1]
    return "\n".join(notes)


def noted(text: object) -> dict[str, str]:
    """Return the fills of `joined` notes, by the cell's place."""
    lines = text.splitlines() if isinstance(text, str) else []
    return dict(line.rsplit("=", 1) for line in lines if "=" in line)


def _place(cell: Cell) -> str:
    return f"{cell.parent.title}!{cell.coordinate}"


def _usual(cell: Cell) -> PatternFill:
    """Return the fill of an answer cell, of a told one, or of one outside of the table."""
    if not cell.protection.locked:
        return _solid(look.TO_FILL)
    return _solid(look.PALE) if cell.border.left.style else PatternFill()


def _solid(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=f"FF{colour.removeprefix('#')}")


def _spelled(fill: Any) -> str:
    """Return a fill as a word; patterns other than a plain colour are told as none."""
    if fill.patternType != "solid":
        return "none"
    colour = fill.fgColor
    return f"{colour.type}:{colour.value}:{colour.tint}"


def _from_note(note: str) -> PatternFill:
    kind, _, rest = note.partition(":")
    value, _, tint = rest.partition(":")
    try:
        if kind == "rgb":
            return PatternFill("solid", fgColor=Color(rgb=value))
        if kind == "theme":
            return PatternFill("solid", fgColor=Color(theme=int(value), tint=float(tint)))
        if kind == "indexed":
            return PatternFill("solid", fgColor=Color(indexed=int(value)))
    except (ValueError, TypeError):
        pass
    return PatternFill()
