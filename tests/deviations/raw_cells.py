"""Cells put into the parts of a workbook as other programs write them, and no library does."""

import re
from xml.sax.saxutils import escape

from inbox_of_returns import Parts

_PARTS = {"Etusivu": 1, "HT": 2, "JO": 3, "ICT": 4}


def put(parts: Parts, place: str, content: str, kind: str = "") -> None:
    """Put another content into a cell that is on the sheet, keeping its style.

    Args:
        parts: the parts of the workbook.
        place: sheet and address, such as ``HT!K8``.
        content: what stands between the tags of the cell.
        kind: the cell's type, such as ``e`` for an error; none is a number.
    """
    sheet, address = place.split("!")
    name = part_of(sheet)
    text = parts[name].decode()
    cell = re.compile(rf'<c r="{address}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)')
    typed = f' t="{kind}"' if kind else ""
    found = cell.search(text)
    if found is None:
        raise LookupError(place)
    changed = f'<c r="{address}"{found[1] or ""}{typed}>{content}</c>'
    parts[name] = f"{text[: found.start()]}{changed}{text[found.end() :]}".encode()


def put_text(parts: Parts, place: str, text: str) -> None:
    """Put a text into a cell itself, where most programs have it in a list of all texts."""
    put(parts, place, f'<is><t xml:space="preserve">{escape(text)}</t></is>', "inlineStr")


def put_error(parts: Parts, place: str, error: str, formula: str = "") -> None:
    """Put an error into a cell, as a formula that went wrong shows it."""
    put(parts, place, f"{_formula(formula)}<v>{error}</v>", "e")


def put_formula(parts: Parts, place: str, formula: str, result: str | None = None) -> None:
    """Put a formula into a cell, with the text it came to if a program computed it."""
    if result is None:
        put(parts, place, _formula(formula))
    else:
        put(parts, place, f"{_formula(formula)}<v>{escape(result)}</v>", "str")


def part_of(sheet: str) -> str:
    """Return the name of a sheet's part."""
    return f"xl/worksheets/sheet{_PARTS[sheet]}.xml"


def _formula(text: str) -> str:
    return f"<f>{escape(text)}</f>" if text else ""
