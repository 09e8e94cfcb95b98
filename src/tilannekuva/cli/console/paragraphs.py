"""Lines that fit a terminal, and hold nothing that a terminal would obey."""

import re
import shutil
import textwrap
import unicodedata

_WIDEST = 110
"""Longer lines are hard to read, however wide the terminal is."""
_NARROWEST = 40

# A no-break space stays: it holds numbers and their units together.
_SPACES = re.compile(r" +")


def terminal_width() -> int:
    """Return how wide lines may be; where there is no terminal, as wide as reads well."""
    columns = shutil.get_terminal_size(fallback=(_WIDEST, 24)).columns
    return max(_NARROWEST, min(columns, _WIDEST))


def paragraph(
    text: str, width: int, *, first: str = "", rest: str = "", keep_spaces: bool = False
) -> list[str]:
    """Return a text as lines of at most a width; a word that is longer has a line of its own.

    Args:
        text: on one line or several, which become one paragraph.
        width: in characters, the indents among them.
        first: what the first line begins with.
        rest: what the others begin with.
        keep_spaces: whether several spaces within the text stay, as in a table.
    """
    plain = printable(text)
    return textwrap.wrap(
        plain if keep_spaces else _SPACES.sub(" ", plain).strip(),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def printable(text: str) -> str:
    """Return a text with a space for every character that a terminal would take as an order."""
    return "".join(" " if unicodedata.category(each) in {"Cc", "Cf"} else each for each in text)
