"""Texts as they may stand in a cell, whoever wrote them."""

import re

from tilannekuva.layout.plain_text import TURNS, fitting, kept_plain

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, half pairs, and the two code points that XML does not allow.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNS = re.compile(f"[{TURNS}]")


def cell_text(text: str) -> str:
    r"""Return a text with nothing in it that a workbook cannot hold or would act upon.

    Line ends become line feeds, and what cannot be written becomes U+FFFD, so that it is seen
    that something stood there; what would turn the reading order around is shown by its number.
    A text longer than a cell holds ends in `CUT`.

    >>> cell_text("lasku\u202efdp.exe")
    'lasku[U+202E]fdp.exe'
    """
    written = _UNWRITABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return fitting(kept_plain(_TURNS.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", written)))
