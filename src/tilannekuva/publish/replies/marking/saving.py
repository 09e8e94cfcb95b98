"""Save a workbook so that the same workbook gives the same bytes, whenever it is saved."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_CORE

from tilannekuva.publish.replies.marking.controls import holds_texts, without_controls
from tilannekuva.publish.replies.marking.opening import NO_TIME

_UNTOLD = re.compile(
    rb"<dcterms:(created|modified)[^>]*>%s[^<]*</dcterms:\1>" % NO_TIME.date().isoformat().encode()
)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class _Archive(zipfile.ZipFile):
    """A zip whose members carry no time and no signs of control."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        member = zipfile.ZipInfo(str(zinfo_or_arcname), _LONG_AGO)
        member.create_system = 0
        if member.filename == ARC_CORE:
            data = _UNTOLD.sub(b"", data)
        content = data.encode() if isinstance(data, str) else data
        if holds_texts(member.filename):
            content = without_controls(content.decode()).encode()
        super().writestr(member, content, zipfile.ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        self.writestr(arcname, Path(filename).read_bytes())


def saved(workbook: Workbook) -> bytes:
    """Return the bytes of a workbook; the time of its last change stays the sender's.

    Raises:
        Exception: whatever openpyxl raises for a workbook it cannot write.
    """
    content = io.BytesIO()
    # The library's own saving would stamp the clock's time.
    ExcelWriter(workbook, _Archive(content, "w", zipfile.ZIP_DEFLATED)).save()
    return content.getvalue()
