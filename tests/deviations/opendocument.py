"""A workbook as an OpenDocument spreadsheet, written by hand from what its cells hold."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape

from python_calamine import CalamineWorkbook

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{_OASIS}:office:1.0" xmlns:table="{_OASIS}:table:1.0"
 xmlns:text="{_OASIS}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>{{sheets}}
</office:spreadsheet></office:body></office:document-content>"""
_META = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="{_OASIS}:office:1.0" xmlns:meta="{_OASIS}:meta:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta>
<dc:date>{{saved:%Y-%m-%dT%H:%M:%S}}Z</dc:date></office:meta></office:document-meta>"""
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{{kind}}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def as_opendocument(data: bytes, saved: datetime) -> bytes:
    """Return a workbook as another program would save it as .ods, without its look."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = "".join(
        _sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for name in book.sheet_names
    )
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as parts:
        parts.writestr("mimetype", _KIND)
        parts.writestr("content.xml", _CONTENT.format(sheets=sheets))
        parts.writestr("meta.xml", _META.format(saved=saved))
        parts.writestr("META-INF/manifest.xml", _MANIFEST.format(kind=_KIND))
    return result.getvalue()


def _sheet(name: str, rows: Sequence[Sequence[object]]) -> str:
    lines = (f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{escape(name)}">{"".join(lines)}</table:table>'


def _cell(value: object) -> str:
    match value:
        case "" | None:
            return "<table:table-cell/>"
        case date():
            told = f'office:value-type="date" office:date-value="{value.isoformat()}"'
            return f"<table:table-cell {told}><text:p>{value}</text:p></table:table-cell>"
        case float():
            told = f'office:value-type="float" office:value="{value}"'
            return f"<table:table-cell {told}><text:p>{value}</text:p></table:table-cell>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
