"""The comments that a reply puts on cells, by which the reader knows to pass them over."""

import re
from typing import Final

AUTHOR: Final = "tilannekuva"
"""Who wrote our comments; LibreOffice forgets it, so our comments also end in it."""

SIGNATURE: Final = f"\n– {AUTHOR}"
"""What our comments end in."""

OTHERS: Final = "\n\n— — —\n"
"""Below this, somebody else's comment on the same cell goes on."""

OURS: Final = re.compile(
    rf"{re.escape(SIGNATURE)}(?:{re.escape(OTHERS)}(?P<author>[^\n]*):\n(?P<text>.*))?\Z",
    re.DOTALL,
)
"""The end of a comment of ours, with what somebody else said below it."""


def said_by_others(comment: str) -> str:
    """Return what somebody else says in a comment; nothing where it is ours alone."""
    ours = OURS.search(comment)
    return comment if ours is None else (ours["text"] or "")
