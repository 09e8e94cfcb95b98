"""A good return as other programs write it: the same cells in each program's own shape.

The libraries that are here write it themselves. The others are imitated part by part, in what
their files are known by.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import odf.element
import odf.table
import odf.text
import openpyxl
import pandas as pd
import pyexcelerate
import pylightxl
import xlsxwriter
from hostile_files import RELATIONS, SHEET, TEXTS, WORKBOOK, Good
from odf.opendocument import OpenDocumentSpreadsheet
from python_calamine import CalamineWorkbook
from raw_zip import STORED, Member, members_of, packed

_STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}  # fmt: skip
_TEXT_CELL = re.compile(r'<c ([^<>]*) t="s"><v>([0-9]+)</v></c>')
_SHEETS = re.compile(r"xl/worksheets/sheet[0-9]+\.xml")
_ELEMENT = re.compile(r"<(/?)([A-Za-z])")

Change = Callable[[str], str]


def _each_sheet(parts: Mapping[str, bytes], change: Change) -> dict[str, bytes]:
    return {
        name: change(content.decode()).encode() if _SHEETS.fullmatch(name) else content
        for name, content in parts.items()
    }


def _each_part(parts: Mapping[str, bytes], change: Change) -> dict[str, bytes]:
    return {name: change(content.decode()).encode() for name, content in parts.items()}


def _texts(good: Good) -> list[str]:
    return re.findall(r"<si><t[^<>]*>([^<]*)</t></si>", good.xlsx[TEXTS].decode())


def _prefixed(text: str) -> str:
    """Write every element with a prefix, as the Open XML SDK does."""
    head, mark, body = text.partition("?>")
    body = _ELEMENT.sub(r"<\1x:\2", body).replace(" xmlns=", " xmlns:x=")
    return head + mark + body


def closed_xml(good: Good) -> bytes:
    """ClosedXML and the Open XML SDK: prefixes, and absolute targets."""
    parts = {
        name: _prefixed(content.decode()).encode()
        if _SHEETS.fullmatch(name) or name in {WORKBOOK, TEXTS}
        else content
        for name, content in good.xlsx.items()
    }
    parts[RELATIONS] = parts[RELATIONS].replace(b'Target="', b'Target="/xl/')
    return packed(members_of(parts))


def inline(good: Good) -> bytes:
    """POI's streaming writer and many exports: texts in the cells, none shared."""
    texts = _texts(good)
    parts = _each_sheet(
        good.xlsx,
        lambda sheet: _TEXT_CELL.sub(
            lambda c: f'<c {c[1]} t="inlineStr"><is><t>{texts[int(c[2])]}</t></is></c>',
            sheet,
        ),
    )
    del parts[TEXTS]
    parts[RELATIONS] = re.sub(rb"<Relationship [^<>]*sharedStrings[^<>]*/>", b"", parts[RELATIONS])
    return packed(members_of(parts))


def sheet_js(good: Good) -> bytes:
    """SheetJS: texts as results, and members stored."""
    texts = _texts(good)
    parts = _each_sheet(
        good.xlsx,
        lambda sheet: _TEXT_CELL.sub(
            lambda c: f'<c {c[1]} t="str"><v>{texts[int(c[2])]}</v></c>', sheet
        ),
    )
    return packed([Member(name, content, method=STORED) for name, content in parts.items()])


def strict(good: Good) -> bytes:
    """Excel's Strict Open XML."""

    def change(text: str) -> str:
        for usual, other in _STRICT.items():
            text = text.replace(usual, other)
        return text

    return packed(members_of(_each_part(good.xlsx, change)))


def google(good: Good) -> bytes:
    """Google Sheets: no dimension, no properties of the application, its own order of members."""
    parts = _each_sheet(good.xlsx, lambda sheet: re.sub(r"<dimension[^<>]*/>", "", sheet))
    parts = {name: parts[name] for name in reversed(parts) if name != "docProps/app.xml"}
    parts[RELATIONS] = parts[RELATIONS].replace(b'Target="', b'Target="/xl/')
    return packed(members_of(parts))


def single_quoted(good: Good) -> bytes:
    """Libraries on lxml: a declaration in single quotes, line ends, and indented elements."""

    def change(text: str) -> str:
        text = text.replace('"1.0" encoding="UTF-8" standalone="yes"', "'1.0' encoding='UTF-8'")
        return re.sub(r"(</row>|<sheetData>|</sst>)", "\\1\r\n  ", text)

    return packed(members_of(_each_part(good.xlsx, change)))


def marked(good: Good) -> bytes:
    """EPPlus and NPOI: a byte order mark in every part."""
    return packed(members_of({name: b"\xef\xbb\xbf" + c for name, c in good.xlsx.items()}))


def streamed(good: Good) -> bytes:
    """Java's and Excel Online's zips: sizes behind the members, in 64 bits."""

    class OneWay(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    stream = OneWay()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in good.xlsx.items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(content)
    return stream.getvalue()


def numbers(good: Good) -> bytes:
    """Apple Numbers: rich texts, and no sheet but with a view."""
    text = re.sub(
        r"<si><t([^<>]*)>([^<]*)</t></si>",
        r"<si><r><rPr><sz val='11'/></rPr><t\1>\2</t></r></si>",
        good.xlsx[TEXTS].decode(),
    )
    return packed(members_of({**good.xlsx, TEXTS: text.encode()}))


def other_parts(good: Good) -> bytes:
    """Excel with what hangs on a workbook: printer settings, a calculation chain, custom XML."""
    more = {
        "xl/printerSettings/printerSettings1.bin": b"\0" * 6000,
        "xl/calcChain.xml": b'<?xml version="1.0"?><calcChain><c r="A1" i="1"/></calcChain>',
        "customXml/item1.xml": b"<p:properties xmlns:p='p'/>",
        "docProps/thumbnail.wmf": bytes(range(256)) * 20,
        "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments/>",
    }
    return packed(members_of({**good.xlsx, **more}))


def far_formats(good: Good) -> bytes:
    """Excel where somebody has coloured whole rows and columns: blank cells to the end."""
    blank = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    text = good.xlsx[SHEET].decode().replace("</sheetData>", blank)
    return packed(members_of({**good.xlsx, SHEET: text.encode()}))


def by_openpyxl(good: Good) -> bytes:
    """The library openpyxl, which reads all and writes it anew."""
    book = openpyxl.load_workbook(io.BytesIO(packed(members_of(good.xlsx))))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_openpyxl_in_a_stream(good: Good) -> bytes:
    """The library openpyxl without keeping anything."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in _values(good).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_xlsxwriter(good: Good, *, constant_memory: bool = False) -> bytes:
    """XlsxWriter."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": constant_memory})
    day = book.add_format({"num_format": "d.m.yyyy"})
    for name, rows in _values(good).items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if hasattr(value, "isoformat"):
                    sheet.write_datetime(number, column, value, day)
                elif value is not None:
                    sheet.write(number, column, value)
    book.close()
    return stream.getvalue()


def by_pandas(good: Good) -> bytes:
    """pandas, without headings and numbers of its own."""
    stream = io.BytesIO()
    with pd.ExcelWriter(stream, engine="openpyxl") as writer:
        for name, rows in _values(good).items():
            frame = pd.DataFrame(rows, dtype=object)
            frame.to_excel(writer, sheet_name=name, index=False, header=False)
    return stream.getvalue()


def by_pyexcelerate(good: Good) -> bytes:
    """PyExcelerate: days with a time."""
    stream = io.BytesIO()
    book = pyexcelerate.Workbook()
    for name, rows in _values(good).items():
        book.new_sheet(name, data=[[_as_moment(value) for value in row] for row in rows])
    book.save(stream)
    return stream.getvalue()


def by_pylightxl(good: Good) -> bytes:
    """pylightxl, which knows no days: they are typed as text."""
    book = pylightxl.Database()
    for name, rows in _values(good).items():
        book.add_ws(name)
        for place, value in _placed(rows):
            book.ws(name).update_index(*place, _typed(value))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pylightxl.xlsx"
        pylightxl.writexl(book, str(path))
        return path.read_bytes()


def by_odfpy(good: Good) -> bytes:
    """Odfpy, in OpenDocument."""
    book = OpenDocumentSpreadsheet()
    for name, rows in _values(good).items():
        sheet = odf.table.Table(name=name)
        for values in rows:
            row = odf.table.TableRow()
            for value in values:
                row.addElement(_odf_cell(value))
            sheet.addElement(row)
        book.spreadsheet.addElement(sheet)
    stream = io.BytesIO()
    book.write(stream)
    return stream.getvalue()


def _odf_cell(value: object) -> odf.element.Element:
    if isinstance(value, date):
        kinds = {"valuetype": "date", "datevalue": value.isoformat()}
    else:
        kinds = {} if value is None else {"valuetype": "string"}
    cell = odf.table.TableCell(**kinds)
    for line in () if value is None else _typed(value).split("\n"):
        cell.addElement(odf.text.P(text=line))
    return cell


def _as_moment(value: object) -> object:
    return datetime.combine(value, time()) if isinstance(value, date) else value


def _typed(value: object) -> str:
    return f"{value.day}.{value.month}.{value.year}" if isinstance(value, date) else str(value)


def _placed(rows: list[list[object]]) -> Iterator[tuple[tuple[int, int], object]]:
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                yield (number, column), value


def _values(good: Good) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(packed(members_of(good.xlsx))))
    return {
        name: [
            [None if value == "" else value for value in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


def of_ods(good: Good) -> bytes:
    """The OpenDocument form of the return."""
    return _packed_ods(good.ods)


def in_lines(good: Good) -> bytes:
    """Gnumeric and SheetJS in OpenDocument: every element on a line, and breaks inside of texts."""
    content = good.ods["content.xml"].replace(b"</text:p><text:p>", b"<text:line-break/>")
    content = re.sub(rb">(?=</?(?:table|office):|<text:p)", b">\n   ", content)
    return _packed_ods({**good.ods, "content.xml": content})


def _packed_ods(parts: Mapping[str, bytes]) -> bytes:
    return packed([
        Member("mimetype", parts["mimetype"], method=STORED),
        *(member for member in members_of(parts) if member.name != "mimetype"),
    ])  # fmt: skip


WRITERS: dict[str, tuple[str, Callable[[Good], bytes]]] = {
    "ClosedXML": (".xlsx", closed_xml),
    "POI in a stream": (".xlsx", inline),
    "SheetJS": (".xlsx", sheet_js),
    "Excel, Strict": (".xlsx", strict),
    "Excel with macros": (".xlsm", other_parts),
    "Excel with coloured rows": (".xlsx", far_formats),
    "Excel Online": (".xlsx", streamed),
    "Google Sheets": (".xlsx", google),
    "lxml": (".xlsx", single_quoted),
    "EPPlus": (".xlsx", marked),
    "Numbers": (".xlsx", numbers),
    "openpyxl": (".xlsx", by_openpyxl),
    "openpyxl in a stream": (".xlsx", by_openpyxl_in_a_stream),
    "XlsxWriter": (".xlsx", by_xlsxwriter),
    "XlsxWriter in a stream": (".xlsx", lambda good: by_xlsxwriter(good, constant_memory=True)),
    "pandas": (".xlsx", by_pandas),
    "PyExcelerate": (".xlsx", by_pyexcelerate),
    "pylightxl": (".xlsx", by_pylightxl),
    "OpenDocument": (".ods", of_ods),
    "OpenDocument in lines": (".ods", in_lines),
    "odfpy": (".ods", by_odfpy),
}
"""Each program with the extension it gives."""
