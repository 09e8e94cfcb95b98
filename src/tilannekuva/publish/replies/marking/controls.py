"""Characters of a workbook's parts that are no text: of control, or turning the direction."""

import re
import zipfile
from typing import Final

from tilannekuva.layout.plain_text import NO_TEXT

_NO_TEXT = re.compile(f"[{NO_TEXT}]")
_HALVES: Final = range(0xD800, 0xE000)
_HALVES_DECIMAL: Final = "5529[6-9]|55[3-9]..|56...|57[0-2]..|573[0-3].|5734[0-3]"
_CODES: Final = [
    code for code in range(0x10000) if code not in _HALVES and _NO_TEXT.match(chr(code))
]
_DECIMAL, _HEX, _FOUR = (
    "|".join(f"{code:{form}}" for code in _CODES) for form in ("d", "x", "04x")
)
# A character may stand as it is, also where XML does not allow it and a library wrote it all the
# same; as a reference of XML; or as an escape of Excel. An escaped escape is a text, and so is a
# pair of halves.
_SPELLED: Final = re.compile(
    r"(?P<text>_x005f_|_xd[89ab]\w\w__xd[c-f]\w\w_)"
    rf"|[{NO_TEXT}]"
    rf"|&#(?:{_DECIMAL}|{_HALVES_DECIMAL});|&#x0*(?:{_HEX}|d[89a-f]\w\w);"
    rf"|_x(?:{_FOUR}|d[89a-f]\w\w)_",
    re.IGNORECASE,
)
_PARTS = (".xml", ".rels")


def holds_texts(name: str) -> bool:
    """Tell whether a part may hold a text of a return.

    A drawing of the old kind (.vml) holds none, but names such as _x0000_t202 that are no escapes.
    """
    return name.casefold().endswith(_PARTS)


def without_controls(part: str) -> str:
    """Return the text of a part without such characters, however they are spelled in it."""
    if "&#" not in part and "_x" not in part and not _NO_TEXT.search(part):
        return part
    return _SPELLED.sub(lambda found: found["text"] or "", part)


def has_controls(archive: zipfile.ZipFile) -> bool:
    """Tell whether a workbook has such characters in any of its parts."""
    return any(
        without_controls(part) != part
        for name in archive.namelist()
        if holds_texts(name)
        for part in (archive.read(name).decode("utf-8", "replace"),)
    )
