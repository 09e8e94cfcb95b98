"""Leave out of a marked copy what could act by itself: text stays text, and that is told."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.packaging.custom import LinkProperty
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from tilannekuva.layout.plain_text import looks_like_formula
from tilannekuva.publish.replies.marking.controls import has_controls, without_controls
from tilannekuva.publish.replies.marking.opening import cells_of, stored_values
from tilannekuva.publish.replies.marking.order import SHED

# Parts of a workbook that are not carried over, by what they are.
_PARTS: Final = {
    "macros": re.compile(r"vbaproject|/macrosheets/|/dialogsheets/|^customui|/attachedtoolbars"),
    "other_workbooks": re.compile(r"/externallinks/"),
    "connections": re.compile(
        r"/connections\.xml|/querytables/|/model/|^customdata/|/xmlmaps\.xml|/datamashup"
    ),
    "objects": re.compile(r"/embeddings/|/activex/|/ctrlprops/|/controls/"),
    "pictures": re.compile(r"/media/|/charts/|/chartsheets/|/diagrams/|/ink/|/richdata/"),
    "pivots": re.compile(r"/pivottables/|/pivotcache/|/slicers/|/slicercaches/|/timeline"),
    "threads": re.compile(r"/threadedcomments/"),
    "add_ins": re.compile(r"/webextensions/|/webextension|/taskpanes"),
    "label": re.compile(r"^docmetadata/"),
}
_DRAWING = re.compile(r"/drawings/drawing\d*\.xml")
_OLD_DRAWING = re.compile(r"\.vml$")
# Of the old kind, only the boxes of comments stay; buttons and fields run macros.
_OLD_CONTROL = re.compile(rb"""objecttype\s*=\s*["'](?!note["'])""", re.IGNORECASE)
_DRAWN = re.compile(rb"<(?:\w+:)?(?:pic|sp|cxnSp|graphicFrame|grpSp|contentPart)[ >/]")

# The formulas of the cover, which count what is answered on the other sheets.
_AREA = r"\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+"
_SHEET = r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)"
_ELSEWHERE = rf"{_SHEET}!{_AREA}"
_COUNTS = re.compile(
    rf'=(?:COUNTIF\({_ELSEWHERE},"<>"\)|ROWS\({_ELSEWHERE}\)'
    rf'|COUNTIFS\({_ELSEWHERE},"<>",{_ELSEWHERE},"<>"\))'
)
_SHEETS = re.compile(rf"({_SHEET})!")
_SUM = re.compile(rf"=SUM\({_AREA}\)")
_NAME = re.compile(r"[^\W\d][\w.]*")
# What calculates or reaches out, in contrast to a range that was deleted.
_CALCULATES = re.compile(r"[(|]")
_REACHES_OUT = re.compile(r"[\[\\]|://")
# The functions that rules of a sheet may ask: each looks at cells and does nothing else.
_FUNCTION = re.compile(r"([\w.]+)\s*\(")
_HARMLESS: Final = frozenset({
    "AND", "OR", "NOT", "IF", "TRIM", "LEN", "LEFT", "RIGHT", "MID", "LOWER", "UPPER", "EXACT",
    "SEARCH", "FIND", "VALUE", "ISNUMBER", "ISTEXT", "ISBLANK", "ISERROR", "ISNA", "ISNONTEXT",
    "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "COUNTIFS", "SUM", "SUMIF", "MIN", "MAX",
    "ROUND", "INT", "MOD", "ABS", "ROW", "ROWS", "COLUMN", "COLUMNS", "INDEX", "MATCH",
    "SUMPRODUCT", "TODAY", "DATE", "YEAR", "MONTH", "DAY", "WEEKDAY",
})  # fmt: skip
_PLAIN_NAME = re.compile(rf"{_SHEET}!(?:{_AREA}|\$?[A-Z]{{1,3}}\$?\d+)")


def shed(workbook: Workbook, data: bytes) -> tuple[str, ...]:
    """Take out of a workbook whatever is not text, number or look; return what that was.

    Formulas other than the cover's own become the value they had, and links their text. A
    formula whose value is not stored becomes its own text. Data that other programs keep beside
    the sheets, as SharePoint does, is left out without a word.

    Args:
        workbook: as opened from the data.
        data: the file itself.
    """
    found = set(_parts(data))
    if _formulas_to_values(workbook, data):
        found.add("formulas")
    for sheet in workbook.worksheets:
        if _links_to_text(sheet):
            found.add("links")
        _forget_drawings(sheet)
        _calm_tables(sheet)
        _quote_texts(sheet)
        found.update(_drop_strange_rules(sheet))
        found.update(_drop_strange_names(sheet.defined_names))
    found.update(_drop_strange_names(workbook.defined_names))
    _drop_linked_properties(workbook)
    for charts in workbook.chartsheets:
        workbook.remove(charts)
    return tuple(kind for kind in SHED if kind in found)


def _parts(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            low = name.casefold()
            yield from (kind for kind, part in _PARTS.items() if part.search(low))
            if _DRAWING.search(low) and _DRAWN.search(archive.read(name)):
                yield "pictures"
            if _OLD_DRAWING.search(low) and _OLD_CONTROL.search(archive.read(name)):
                yield "objects"
        if has_controls(archive):
            yield "controls"


def _formulas_to_values(workbook: Workbook, data: bytes) -> bool:
    strange = [
        cell
        for sheet in workbook.worksheets
        for cell in cells_of(sheet)
        if cell.data_type == "f" and not _is_ours(cell)
    ]
    if not strange:
        return False
    values = stored_values(data)
    for cell in strange:
        stored: Any = values[cell.parent.title][cell.coordinate]
        if stored.value is None:
            write_text(cell, _formula(cell.value))
        elif stored.data_type == "s":
            write_text(cell, stored.value)
        else:
            _write(cell, stored.value, stored.data_type)
    return True


def write_text(cell: Cell, text: str) -> None:
    """Write a text as a text, whatever it looks like, and keep it one when it is edited."""
    _write(cell, text, "s")
    cell.quotePrefix = _needs_quote(text)


def _needs_quote(text: str) -> bool:
    """Tell whether a text looks like a formula as it will be saved: without signs of control."""
    return looks_like_formula(without_controls(text))


def _write(cell: Any, value: object, kind: str) -> None:
    # The setter of the value would make formulas of texts and refuse what was read.
    cell._value = value  # noqa: SLF001
    cell.data_type = kind


def _is_ours(cell: Any) -> bool:
    """Tell whether a formula is one of the form's own.

    They count cells of another sheet, and sum such counts above them.
    """
    formula = cell.value
    if not isinstance(formula, str):
        return False
    if _COUNTS.fullmatch(formula):
        return all(_name(sheet) != cell.parent.title for sheet in _SHEETS.findall(formula))
    if not _SUM.fullmatch(formula):
        return False
    above: Any = cell.parent.cell(max(cell.row - 1, 1), cell.column)
    return isinstance(above.value, str) and _COUNTS.fullmatch(above.value) is not None


def _name(quoted: str) -> str:
    """Return the name of a sheet as formulas call it."""
    return quoted[1:-1].replace("''", "'") if quoted.startswith("'") else quoted


def _formula(value: object) -> str:
    if isinstance(value, ArrayFormula):
        return str(value.text or "=")
    return value if isinstance(value, str) else "="


def _links_to_text(sheet: Worksheet) -> bool:
    linked: list[Any] = [cell for cell in cells_of(sheet) if cell.hyperlink is not None]
    for cell in linked:
        cell._hyperlink = None  # noqa: SLF001 - the setter would put the target into the cell
    return bool(linked)


def _forget_drawings(sheet: Any) -> None:
    # Which pictures are understood depends on what else is installed: none is kept.
    sheet._images, sheet._charts, sheet._pivots = [], [], []  # noqa: SLF001


def _quote_texts(sheet: Worksheet) -> None:
    """Keep texts that look like formulas texts also when somebody edits them."""
    for cell in cells_of(sheet):
        if cell.data_type == "s" and _needs_quote(str(cell.value)) and not cell.quotePrefix:
            cell.quotePrefix = True


def _calm_tables(sheet: Worksheet) -> None:
    """Leave tables as they are but for what calculates or asks elsewhere."""
    tables: dict[str, Any] = sheet.tables
    for table in list(tables.values()):
        if table.tableType not in {None, "worksheet"}:
            del tables[table.name]
            continue
        table.connectionId = None
        for column in table.tableColumns:
            column.queryTableFieldId = column.xmlColumnPr = None
            column.calculatedColumnFormula = None
            column.totalsRowFormula = None


def _drop_strange_rules(sheet: Worksheet) -> Iterator[str]:
    """Drop the rules that do more than look at the cells of the workbook; yield what they were."""
    rules = sheet.data_validations
    kept = []
    for rule in rules.dataValidation:
        kinds = {*_strange(str(rule.formula1 or "")), *_strange(str(rule.formula2 or ""))}
        yield from kinds
        kept += [] if kinds else [rule]
    rules.dataValidation = kept
    conditions: Any = sheet.conditional_formatting
    for condition in list(conditions):
        asked = [str(each) for rule in condition.rules for each in _asked_by(rule)]
        kinds = {kind for formula in asked for kind in _strange(formula)}
        if kinds:
            del conditions[condition.sqref]
        yield from kinds


def _asked_by(rule: Any) -> Iterator[object]:
    """Yield the formulas of a rule by which cells look different."""
    yield from rule.formula
    for scale in (rule.colorScale, rule.dataBar, rule.iconSet):
        yield from () if scale is None else (point.val or "" for point in scale.cfvo)


def _strange(formula: str) -> Iterator[str]:
    """Yield what makes a formula more than a look at cells, by the key of its words."""
    # What stands between quotation marks is a text.
    plain = re.sub(r'"(?:[^"]|"")*"', '""', formula)
    if _REACHES_OUT.search(plain):
        yield "other_workbooks"
    named = (name.upper().removeprefix("_XLFN.") for name in _FUNCTION.findall(plain))
    if "|" in plain or not _HARMLESS.issuperset(named):
        yield "formulas"


def _drop_strange_names(names: Any) -> Iterator[str]:
    """Drop defined names that are anything but a part of a sheet; yield what they were."""
    for name, defined in list(names.items()):
        meant = str(defined.value)
        if _PLAIN_NAME.fullmatch(meant) and _NAME.fullmatch(name):
            continue
        del names[name]
        if _REACHES_OUT.search(meant):
            yield "other_workbooks"
        elif _CALCULATES.search(meant):
            yield "formulas"


def _drop_linked_properties(workbook: Any) -> None:
    """Drop the properties of the document that take their value from elsewhere."""
    properties = workbook.custom_doc_props
    properties.props = [each for each in properties.props if not isinstance(each, LinkProperty)]
