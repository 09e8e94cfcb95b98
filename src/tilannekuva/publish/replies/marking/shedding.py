"""Leave out of a marked copy what could act by itself: text stays text, and that is told."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from tilannekuva.publish.replies.marking.opening import cells_of, stored_values
from tilannekuva.publish.replies.marking.order import SHED

# Parts of a workbook that are not carried over, by what they are.
_PARTS: Final = {
    "macros": re.compile(r"vbaproject|/macrosheets/|^customui/"),
    "other_workbooks": re.compile(r"/externallinks/"),
    "connections": re.compile(r"/connections\.xml|/querytables/|/model/|^customdata/"),
    "objects": re.compile(r"/embeddings/|/activex/|/ctrlprops/"),
    "pictures": re.compile(r"/media/|/charts/|/chartsheets/|/diagrams/|/ink/"),
    "pivots": re.compile(r"/pivottables/|/slicers/|/timelines/"),
    "threads": re.compile(r"/threadedcomments/"),
}
_DRAWING = re.compile(r"/drawings/drawing\d*\.xml")
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
_PLAIN_NAME = re.compile(rf"{_SHEET}!(?:{_AREA}|\$?[A-Z]{{1,3}}\$?\d+)")


def shed(workbook: Workbook, data: bytes) -> tuple[str, ...]:
    """Take out of a workbook whatever is not text, number or look; return what that was.

    Formulas other than the cover's own become the value they had, and links their text. A
    formula whose value is not stored becomes its own text.

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
        _drop_strange_rules(sheet)
        _drop_strange_names(sheet.defined_names)
    _drop_strange_names(workbook.defined_names)
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
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


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


def _calm_tables(sheet: Worksheet) -> None:
    """Leave tables as they are but for what calculates or asks elsewhere."""
    tables: dict[str, Any] = sheet.tables
    for table in list(tables.values()):
        if table.tableType not in {None, "worksheet"}:
            del tables[table.name]
            continue
        for column in table.tableColumns:
            column.calculatedColumnFormula = None
            column.totalsRowFormula = None


def _drop_strange_rules(sheet: Worksheet) -> None:
    """Drop the rules that speak of another workbook, which is not there any more."""
    rules = sheet.data_validations
    rules.dataValidation = [
        each for each in rules.dataValidation if "[" not in f"{each.formula1}{each.formula2}"
    ]
    conditions: Any = sheet.conditional_formatting
    for condition in list(conditions):
        if any("[" in str(formula) for rule in condition.rules for formula in rule.formula):
            del conditions[condition.sqref]


def _drop_strange_names(names: Any) -> None:
    """Drop defined names that are anything but a part of a sheet."""
    for name, defined in list(names.items()):
        if not _PLAIN_NAME.fullmatch(str(defined.value)):
            del names[name]
