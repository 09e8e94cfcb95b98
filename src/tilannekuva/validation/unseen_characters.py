"""Find the characters of a text that nobody sees, or that turn the direction of the writing."""

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)


def unseen_characters(text: str) -> tuple[str, ...]:
    r"""Return such characters by their numbers, each once; ends of lines and tabs are none.

    >>> unseen_characters("sopimus\u202e on\ttehty\n")
    ('U+202E',)
    """
    return tuple(dict.fromkeys(f"U+{ord(each):04X}" for each in _UNSEEN.findall(text)))
