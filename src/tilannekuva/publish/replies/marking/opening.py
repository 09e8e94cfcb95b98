"""Open a returned workbook for editing, so that what is not touched stays as it was."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any, Final

from defusedxml.ElementTree import fromstring, iterparse
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import ARC_CORE, DCTERMS_NS, SHARED_STRINGS, SHEET_MAIN_NS

NO_TIME: Final = datetime(1900, 1, 1)  # noqa: DTZ001 - the library takes times without a zone
"""Stands for a time that the document does not tell, and is not to be told."""


class NotEditableError(Exception):
    """The workbook would not come out as it went in; says why, for the log."""


class _Sheet(Worksheet):
    """A sheet that refuses to lose what merged cells cover."""

    def _clean_merge_range(self, area: Any) -> None:
        first, *covered = (place for row in area.rows for place in row)
        if any(self._cells[place].value is not None for place in covered if place in self._cells):
            raise NotEditableError(f"{self.title}: values under merged cells at {first}")
        super()._clean_merge_range(area)  # type: ignore[misc] # the stubs leave it out


class _Reader(ExcelReader):
    """Reads a workbook with every number and every text as it is stored.

    openpyxl makes dates of numbers by their format: one that is no date becomes an error value,
    and the others lose their fractions.
    """

    def read_strings(self) -> None:
        # The library's own table takes Excel's escapes apart by halves: `_x005F_x0041_`, which
        # is read as _x0041_, would go back as a text that is read as A.
        package: Any = self.package
        table = package.find(SHARED_STRINGS)
        if table is not None:
            with self.archive.open(table.PartName[1:]) as part:
                self.shared_strings = list(_strings(part))

    def read_worksheets(self) -> None:
        workbook: Any = self.wb
        workbook._date_formats = set()  # noqa: SLF001 - as above
        workbook._timedelta_formats = set()  # noqa: SLF001
        workbook.create_sheet = lambda title: _added(workbook, title)
        super().read_worksheets()
        del workbook.create_sheet


def opened(data: bytes) -> Workbook:
    """Return a workbook with its formulas.

    Raises:
        NotEditableError: a part of it cannot be kept.
        Exception: whatever openpyxl raises for a file it cannot read.
    """
    with _quietly():
        reader = _Reader(io.BytesIO(data), keep_links=False)
        reader.read()
    workbook: Workbook = reader.wb
    described = len(reader.parser.sheets)
    if not workbook.worksheets or len(workbook.sheetnames) != described:
        raise NotEditableError(f"{len(workbook.sheetnames)} sheets of {described}")
    _forget_made_up_times(workbook, data)
    return workbook


def stored_values(data: bytes) -> Workbook:
    """Return a workbook with the values that its formulas had when it was saved.

    Raises:
        Exception: whatever openpyxl raises for a file it cannot read.
    """
    with _quietly():
        reader = _Reader(io.BytesIO(data), data_only=True, keep_links=False)
        reader.read()
    values: Workbook = reader.wb
    return values


def cells_of(sheet: Worksheet) -> Iterator[Cell]:
    """Yield the cells of a sheet that are there, those covered by merged ones left out."""
    every: dict[tuple[int, int], Any] = sheet._cells  # noqa: SLF001 - iter_rows makes blank ones
    yield from (cell for cell in list(every.values()) if isinstance(cell, Cell))


def _strings(part: IO[bytes]) -> Iterator[str]:
    """Yield the shared texts with their escapes as they stand in the file."""
    for _, node in iterparse(part):
        if node.tag == f"{{{SHEET_MAIN_NS}}}si":
            text: Any = Text.from_tree(node)
            yield text.content
            node.clear()


def _added(workbook: Any, title: str) -> Worksheet:
    sheet = _Sheet(workbook, title)
    workbook._sheets.append(sheet)  # noqa: SLF001 - what create_sheet does
    return sheet


def _forget_made_up_times(workbook: Workbook, data: bytes) -> None:
    """Leave out the times that openpyxl takes from the clock where the document has none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        core = fromstring(archive.read(ARC_CORE)) if ARC_CORE in archive.namelist() else None
    for name in ("created", "modified"):
        told = None if core is None else core.findtext(f"{{{DCTERMS_NS}}}{name}")
        if not told:
            setattr(workbook.properties, name, NO_TIME)


@contextmanager
def _quietly() -> Iterator[None]:
    with warnings.catch_warnings():
        # openpyxl warns of what it leaves out; that is told on the first sheet.
        warnings.simplefilter("ignore")
        yield
