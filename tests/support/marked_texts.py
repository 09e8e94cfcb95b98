"""Texts that stand in a workbook as marks while it is made, and are put into its parts after."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

_MARK = re.compile("§([0-9]+)§")
_TEXT = re.compile("<t(?: [^>]*)?>(?=§[0-9]+§)")
_PARTS = (".xml", ".rels", ".vml")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_IN_ATTRIBUTES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


class MarkedTexts:
    """Texts that no library would write as they are.

    A library cuts, escapes or refuses some; a mark goes anywhere, into cells, names, properties
    and links, and the text takes its place as a program without such scruples would write it.
    """

    def __init__(self) -> None:
        self._texts: list[str] = []

    def mark(self, text: str) -> str:
        """Return what stands for a text while the workbook is made."""
        self._texts.append(text)
        return f"§{len(self._texts) - 1}§"

    def put_in(self, content: bytes) -> bytes:
        """Return a workbook with its texts in place of their marks."""
        result = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
            for member in old.infolist():
                part = old.read(member)
                if member.filename.endswith(_PARTS):
                    kept = _TEXT.sub('<t xml:space="preserve">', part.decode())
                    part = _MARK.sub(self._written, kept).encode()
                new.writestr(member, part, zipfile.ZIP_DEFLATED)
        return result.getvalue()

    def _written(self, found: re.Match[str]) -> str:
        text = _LIKE_AN_ESCAPE.sub("_x005F_", self._texts[int(found[1])])
        text = _NOT_IN_XML.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)
        return escape(text, _IN_ATTRIBUTES)
