"""Notice personal identity codes in texts, where they have no place."""

import re
from datetime import date

# Day, month, year; the century's mark; a number and a check character. The marks are those of
# the Government Decree on the Personal Identity Code (VNa 690/2022) and the older ones.
_CODE = re.compile(
    r"(?<![0-9A-Za-z])(\d{2})(\d{2})(\d{2})([-+A-FU-Y])(\d{3})([0-9A-FHJ-NPR-Y])(?![0-9A-Za-z])"
)
_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 1800, **dict.fromkeys("-UVWXY", 1900), **dict.fromkeys("ABCDEF", 2000)}


def holds_identity_code(text: str) -> bool:
    """Tell whether a text holds what can only be a Finnish personal identity code."""
    return any(_is_code(*found.groups()) for found in _CODE.finditer(text))


def _is_code(day: str, month: str, year: str, mark: str, number: str, check: str) -> bool:  # noqa: PLR0913, PLR0917 - the parts of a code
    if _CHECKS[int(day + month + year + number) % len(_CHECKS)] != check:
        return False
    try:
        date(_CENTURIES[mark] + int(year), int(month), int(day))
    except ValueError:
        return False
    return True
