"""Texts of a return on one line of a message or in a header of it."""

from tilannekuva.publish.briefing.own_words import visible

CUT = "…"


def one_line(text: str, longest: int = 200) -> str:
    r"""Return a text on one line, with nothing hidden in it, cut where it is too long.

    >>> one_line("HT.xlsx\r\nBcc: x@example.fi")
    'HT.xlsx Bcc: x@example.fi'
    """
    line = " ".join(visible(text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}{CUT}"
