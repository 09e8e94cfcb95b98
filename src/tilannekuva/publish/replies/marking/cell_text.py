"""Texts of a return as a cell and a comment may hold them."""

import re

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST = 32_000


def writable(text: str) -> str:
    """Return a text that comes out of a workbook as it went in.

    What XML cannot hold becomes U+FFFD, and what Excel would take for one of its own escapes is
    escaped itself.
    """
    text = _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ESCAPE.sub("_x005F_", text[:_LONGEST])
