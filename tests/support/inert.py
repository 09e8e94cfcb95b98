"""What in a workbook could act, so that two workbooks can be compared by it."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring
from python_calamine import CalamineWorkbook

_NOT_WITHIN = re.compile(
    r"external|vba|activex|embeddings|connection|querytable|oleobject|ctrlprop|webextension"
    r"|taskpane|customui|customxml|pivot|printersettings|thumbnail|persons|threaded|docmetadata"
    r"|macrosheet|dialogsheet|slicer|timeline|xmlmaps|/media/|\.bin$|\.\.|^/|\\",
    re.IGNORECASE,
)
_NUMBER = re.compile("[0-9]+")
_ACTIVE = frozenset(
    {
        "f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula",
        "Relationship", "Override", "Default", "oleObject", "control", "legacyDrawing", "drawing",
        "picture", "tablePart", "externalReference", "webPublishItem", "smartTag",
    }
)  # fmt: skip


def parts_of(content: bytes) -> Iterator[tuple[str, Element]]:
    """Yield the XML parts of a workbook by name; none of another kind may be in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        assert len(names) == len(set(names))
        for name in names:
            assert not _NOT_WITHIN.search(name), name
            assert name.isascii(), name
            assert name.endswith((".xml", ".rels", ".vml")), name
            try:
                yield name, fromstring(parts.read(name))
            except ParseError as error:
                raise AssertionError(f"{name}: {error}") from error


def active_in(content: bytes) -> set[tuple[str, str, str]]:
    """Return everything in a workbook that calculates, refers or embeds, by kind.

    A kind is told by its part, its element, and what it says, with all numbers the same: there
    may be more of one where there is more to tell. `assert_leads_nowhere` looks at what leads to
    cells by the name of their sheet.
    """
    return {
        (
            _NUMBER.sub("0", name),
            tag,
            _NUMBER.sub("0", f"{element.text} {sorted(element.attrib.items())}"),
        )
        for name, root in parts_of(content)
        for element in root.iter()
        if (tag := str(element.tag).rpartition("}")[2]) in _ACTIVE
    }


def assert_leads_nowhere(content: bytes) -> None:
    """Assert that every link and every name leads to cells of the workbook itself."""
    sheets = [
        str(sheet.get("name"))
        for name, root in parts_of(content)
        if name == "xl/workbook.xml"
        for sheet in root.iter()
        if str(sheet.tag).endswith("}sheet")
    ]
    quoted = "|".join(re.escape(name.replace("'", "''")) for name in sheets)
    plain = "|".join(re.escape(name) for name in sheets)
    one = rf"(?:'(?:{quoted})'|{plain}|#REF)!\$?[A-Z]*\$?[0-9]*(?::\$?[A-Z]*\$?[0-9]*)?"
    to_cells = re.compile(rf"{one}(?:,{one})*")
    for name, root in parts_of(content):
        for each in root.iter():
            tag = str(each.tag).rpartition("}")[2]
            if tag == "hyperlink":
                assert set(each.attrib) <= {"ref", "location", "display"}, (name, each.attrib)
                assert to_cells.fullmatch(each.attrib["location"]), (name, each.attrib)
            elif tag == "definedName":
                assert to_cells.fullmatch(each.text or ""), (name, each.text)


def tags_in(content: bytes) -> set[str]:
    """Return the names of all elements of a workbook."""
    return {str(each.tag) for _, root in parts_of(content) for each in root.iter()}


def cells_of(content: bytes) -> list[list[str]]:
    """Return the texts of a workbook's rows, of all its sheets."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        [value for value in row if isinstance(value, str)]
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
    ]


def unquoted_in(content: bytes, starts: tuple[str, ...]) -> list[str]:
    """Return the texts that begin like a formula in cells that are not marked as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        style = fromstring(parts.read("xl/styles.xml"))
        quoted = [
            each.get("quotePrefix") in {"1", "true"}
            for formats in style.iter()
            if str(formats.tag).endswith("}cellXfs")
            for each in formats
        ]
        shared = (
            [_text(each) for each in fromstring(parts.read("xl/sharedStrings.xml"))]
            if "xl/sharedStrings.xml" in names
            else []
        )
        return [
            text
            for name in names
            if name.startswith("xl/worksheets/sheet")
            for cell in fromstring(parts.read(name)).iter()
            if str(cell.tag).endswith("}c")
            and cell.get("t") in {"s", "inlineStr", "str"}
            and (text := shared[int(_text(cell))] if cell.get("t") == "s" else _text(cell))
            and text.startswith(starts)
            and not quoted[int(cell.get("s") or 0)]
        ]


def _text(element: Element) -> str:
    return "".join(element.itertext())
