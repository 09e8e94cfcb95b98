"""A working tool as somebody saves it in LibreOffice's own format: its values and its stamps."""

import io
import zipfile
from datetime import date, datetime
from html import escape

from python_calamine import CalamineWorkbook

from tilannekuva.layout.identity import Identity

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (("office", "office"), ("table", "table"), ("text", "text"), ("meta", "meta"))
)
_DUBLIN = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def as_ods(content: bytes, identity: Identity, saved: datetime) -> bytes:
    """Return a workbook as an OpenDocument spreadsheet, without its looks."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{_rows(workbook, name)}</table:table>'
        for name in workbook.sheet_names
    )
    properties = "".join(
        f'<meta:user-defined meta:name="{name}">{escape(value)}</meta:user-defined>'
        for name, value in identity.properties.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    modified = f"<dc:date>{saved:%Y-%m-%dT%H:%M:%S}</dc:date>"
    meta = f"<office:meta>{modified}{properties}</office:meta>"
    spaces = f'{_SPACES} {_DUBLIN} office:version="1.3"'
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
        "meta.xml": f"<office:document-meta {spaces}>{meta}</office:document-meta>",
        "META-INF/manifest.xml": (
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            "/>"
        ),
    }
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return result.getvalue()


def _rows(workbook: CalamineWorkbook, name: str) -> str:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)


def _cell(value: object) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, float):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f"<table:table-cell {kind}>{paragraphs}</table:table-cell>"
