"""Texts as they may stand in a cell, whoever wrote them."""

import re

from tilannekuva.domain.answers import LONGEST_TEXT
from tilannekuva.layout.plain_text import kept_plain

CUT = "…"
"""What stands at the end of a text that was longer than a cell holds."""

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, half pairs, and the two code points that XML does not allow.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = ("=", "+", "-", "@")


def cell_text(text: str) -> str:
    """Return a text with nothing in it that a workbook cannot hold or would act upon.

    Line ends become line feeds, and what cannot be written becomes U+FFFD, so that it is seen
    that something stood there. A text longer than a cell holds ends in `CUT`.
    """
    return _shortened(kept_plain(_UNWRITABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))))


def looks_like_formula(text: str) -> bool:
    """Tell whether a person who edits the cell could make a formula of its text."""
    return text.startswith(_FORMULA_STARTS)


def _shortened(text: str) -> str:
    # Excel counts UTF-16 units: a character outside the basic plane counts twice.
    if len(text) * 2 <= LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    kept = units[: 2 * (LONGEST_TEXT - len(CUT))].decode("utf-16-le", errors="ignore")
    return kept + CUT
