"""Texts that stay texts in a workbook we write."""

import re
from typing import Final

LONGEST_CELL: Final = 32_767
"""The UTF-16 units a cell holds; as many as the characters an answer may have."""

CUT: Final = "…"
"""What stands at the end of a text that was longer than a cell holds."""

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a formula begins with; the last four are the wide forms East Asian keyboards type."""

TURNS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that turn the direction of a text around, as a class of a regular expression."""

NO_TEXT: Final = f"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff{TURNS}"
"""Those, and all others that are no text: of control but for tab and line ends, halves of pairs
and what is no character; as a class of a regular expression."""

_NO_TEXT = re.compile(f"[{NO_TEXT}]")


def looks_like_formula(text: str) -> bool:
    """Tell whether a person who edits the cell could make a formula of its text."""
    return text.startswith(FORMULA_STARTS)


def only_text(text: str) -> str:
    r"""Return a text without signs of control and without those that turn its direction.

    >>> only_text("\u202a+358 40 123\u202c")
    '+358 40 123'
    """
    return _NO_TEXT.sub("", text)


def fitting(text: str) -> str:
    """Return a text no longer than a cell holds; a longer one ends in `CUT`."""
    # Excel counts UTF-16 units: a character outside the basic plane counts twice.
    if len(text) * 2 <= LONGEST_CELL:
        return text
    units = text.encode("utf-16-le", errors="surrogatepass")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    kept = units[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", errors="ignore")
    return kept + CUT


def kept_plain(text: str) -> str:
    """Return a text that the writer of workbooks does not take for its own rich text.

    It puts a text that begins with ``<r>`` and ends with ``</r>`` into the file as it is; a
    space at the end keeps such a text a text.
    """
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
