"""Texts of a return as a page may show them: nothing in them is hidden from the reader."""

import re

# Characters that cannot be seen or that turn the reading order around: control characters but
# for tab and line feed, zero-width and filler characters, bidirectional marks, tags, halves of
# surrogate pairs and what is no character at all.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    r"""Return a text with every hidden character as a visible mark.

    Line ends become line feeds; escaping is left to the page.

    >>> visible("lasku\u202efdp")
    'lasku[U+202E]fdp'
    """
    with_line_feeds = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", with_line_feeds)
