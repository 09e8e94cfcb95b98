"""Look for a text in files of any kind we write or take in, also inside workbooks and messages."""

import email
import email.policy
import html
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

FoundIn = Callable[[str], bool]
"""Tells whether a text holds what is looked for."""

_MEGABYTE = 1024 * 1024
_MOST = 300 * _MEGABYTE
"""What one file may unpack to; what lies beyond is not looked at."""
_MARKUP = re.compile(r"<[^<>]*>")
_BETWEEN_CELLS = re.compile(r"</(?:si|c|is|p|td|th|li|h[1-6]|div|text)>|<br[^<>]*>")
_DEEPEST = 3


class UnsearchableError(Exception):
    """A file cannot be looked through whole."""


def holds(path: Path, found_in: FoundIn) -> bool:
    """Tell whether a file holds what is looked for, in its name or in its content.

    Pictures are not looked at, nor the text of PDFs, whose pages lie beside them.

    Raises:
        UnsearchableError: it cannot be read, or only a part of it.
    """
    if found_in(path.name):
        return True
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnsearchableError(str(path)) from error
    return content_holds(content, found_in)


def content_holds(content: bytes, found_in: FoundIn) -> bool:
    """Tell the same of the bytes of a file.

    Raises:
        UnsearchableError: only a part of it can be looked at.
    """
    return any(found_in(text) for text in _texts(content, _DEEPEST))


def _texts(content: bytes, depth: int) -> Iterator[str]:
    if content.startswith(b"PK"):
        yield from _packed(content, depth)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnsearchableError
    elif _is_message(content):
        yield from _message(content, depth)
    elif not content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8")):
        yield from _readings(content)


def _readings(content: bytes) -> Iterator[str]:
    """Yield the ways a text may stand in bytes: as it is, and as it shows without its markup."""
    text = content.decode("utf-8", errors="replace")
    yield text
    if "<" in text:
        shown = _MARKUP.sub("", _BETWEEN_CELLS.sub("\n", text))
        yield html.unescape(shown)
        yield html.unescape(text)  # what stands inside the markup, as in an attribute
    if "\0" in text:
        for encoding in ("utf-16-le", "utf-16-be"):
            yield content.decode(encoding, errors="replace")


def _packed(content: bytes, depth: int) -> Iterator[str]:
    left = _MOST
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield member.filename
                with archive.open(member) as stream:
                    part = stream.read(left + 1)
                left -= len(part)
                if left < 0:
                    raise UnsearchableError
                if depth:
                    yield from _texts(part, depth - 1)
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise UnsearchableError from error
    except NotImplementedError as error:
        raise UnsearchableError from error


def _is_message(content: bytes) -> bool:
    beginning = content[:2000]
    return b"MIME-Version:" in beginning and b"Subject:" in beginning


def _message(content: bytes, depth: int) -> Iterator[str]:
    message = email.message_from_bytes(content, _class=EmailMessage, policy=email.policy.default)
    for part in message.walk():
        yield from map(str, part.values())
        if not part.is_multipart() and depth:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield from _texts(payload, depth - 1)
