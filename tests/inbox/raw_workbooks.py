"""Workbooks made part by part, so that a test can show just what is wrong with one."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"

Cell = str | float | bool | date | datetime | time | None


def written(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """Return a workbook with these rows, as XlsxWriter writes it."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "nan_inf_to_errors": False})
    forms = {
        date: book.add_format({"num_format": "d.m.yyyy"}),
        datetime: book.add_format({"num_format": "d.m.yyyy h:mm:ss"}),
        time: book.add_format({"num_format": "h:mm:ss"}),
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif isinstance(cell, bool):
                    sheet.write_boolean(row, column, cell)
                elif isinstance(cell, (date, time)):
                    sheet.write_datetime(row, column, cell, forms[type(cell)])
                elif cell is not None:
                    sheet.write_number(row, column, cell)
    book.close()
    return stream.getvalue()


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def sheet_xml(rows: str, *, before: str = "", namespace: str = MAIN) -> str:
    """Return a worksheet part around its rows."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData></worksheet>'
    )


def xlsx_parts(
    sheets: Mapping[str, str | bytes | None], *, main: str = MAIN, office: str = OFFICE
) -> dict[str, str | bytes]:
    """Return the parts of a workbook from its worksheet parts; None leaves a part out."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{office}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(names) + 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1"'
        f' Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>',
    }
    for number, content in enumerate(sheets.values(), start=1):
        if content is not None:
            parts[f"xl/worksheets/sheet{number}.xml"] = content
    return parts


def xlsx(rows: str) -> bytes:
    """Return a workbook of one sheet, ``HT``, with these rows."""
    return zipped(xlsx_parts({"HT": sheet_xml(rows)}))


def ods_parts(tables: str, *, meta: str = "") -> dict[str, str | bytes]:
    """Return the parts of an OpenDocument spreadsheet around its tables."""
    namespaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "table": "table",
            "text": "text",
            "meta": "meta",
        }.items()
    )
    namespaces += (
        ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    )
    namespaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="'
        'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "content.xml": f"<office:document-content {namespaces}><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {namespaces}><office:meta>{meta}</office:meta>"
        "</office:document-meta>",
    }


def ods(rows: str) -> bytes:
    """Return an OpenDocument spreadsheet of one table, ``HT``, with these rows."""
    return zipped(ods_parts(f'<table:table table:name="HT">{rows}</table:table>'))
