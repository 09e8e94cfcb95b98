"""An OpenDocument spreadsheet written as python-calamine takes it.

Gnumeric and SheetJS lay their XML out in lines, which the reader refuses. Line breaks and tabs
inside a paragraph, and texts in CDATA sections, it leaves out without a word; what a drawing says
that hangs on a cell, it takes for the cell's own.
"""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from tilannekuva.inbox.contract import Limits
from tilannekuva.inbox.parts import Parts

_CONTENT = "content.xml"
_NEEDED = ("mimetype", "META-INF/manifest.xml", _CONTENT)
# Never inside a paragraph, where white space is text: none of these begins or ends there.
_LAYOUT = re.compile(rb">\s+(?=</?(?:table|office|calcext):|</?text:p[\s/>])")
_SECTION = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_BREAKS = (
    (re.compile(rb"<text:line-break\s*(?:/>|>\s*</text:line-break\s*>)"), b"\n"),
    (re.compile(rb"<text:tab(?:\s[^<>]*)?(?:/>|>\s*</text:tab\s*>)"), b"\t"),
)
_DRAWING = re.compile(rb"<(/?)draw:[^<>]*?(/?)>")


def tidied(data: bytes, limits: Limits) -> bytes:
    """Return the spreadsheet as the reader takes it: the file itself where it is so already.

    Raises:
        RefusedError: the file cannot be taken apart within its limits.
        DamagedPartError: a part of it is damaged.
    """
    parts = Parts(data, limits)
    content = b"".join(parts.chunks(_CONTENT))
    plain = _plain(content)
    if plain == content:
        return data
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in _NEEDED:
            if name in parts:
                part = plain if name == _CONTENT else b"".join(parts.chunks(name))
                archive.writestr(name, part)
    return stream.getvalue()


def _plain(content: bytes) -> bytes:
    if b"<!" in content:
        content = _SECTION.sub(_escaped, content)
    for written, read in _BREAKS:
        content = written.sub(read, content)
    if b"<draw:" in content:
        content = _without_drawings(content)
    return _LAYOUT.sub(b">", content)


def _without_drawings(content: bytes) -> bytes:
    kept: list[bytes] = []
    end = depth = 0
    for tag in _DRAWING.finditer(content):
        if not depth:
            kept.append(content[end : tag.start()])
        depth += -1 if tag[1] else not tag[2]
        end = tag.end()
    # One that does not close is for the reader to refuse.
    return content if depth else b"".join([*kept, content[end:]])


def _escaped(section: re.Match[bytes]) -> bytes:
    return escape((section[1] or b"").decode("latin-1")).encode("latin-1")
