"""How the words of an answer are compared: the same for those typed and those listed."""

import re
import unicodedata

# Marks of no width, direction marks and soft hyphens, which no one sees in a cell.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


def compared(text: str) -> str:
    """Return a text as it is compared: one kind of space and dash, no case, no final full stop.

    >>> compared(" Ei\u00a0aloitettu. ")
    'ei aloitettu'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_DASHES)
    return " ".join(text.split()).removesuffix(".").rstrip().casefold()
