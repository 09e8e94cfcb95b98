"""Read a workbook's cells: python-calamine first, openpyxl for a sheet it cannot read."""

import io
import warnings
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from tilannekuva.domain.workbook import CellValue, SheetCells, WorkbookCells, cell_address
from tilannekuva.inbox.contract import Limits, ReadFailure, RefusedError
from tilannekuva.inbox.facts import SheetFacts, WorkbookFacts, parse_address, parse_area
from tilannekuva.inbox.gate import examine
from tilannekuva.inbox.ods_tidied import tidied
from tilannekuva.inbox.reconcile import Reconciled, as_number, reconciled
from tilannekuva.inbox.recount import held_cells

if TYPE_CHECKING:
    from openpyxl import Workbook

CELL_LIMIT = 1_500_000
"""Cells that the sheets of a file may span together, blank ones among them."""

TEXT_LIMIT = 100_000
"""Characters of one cell; Excel's own limit is 32,767."""

TEXTS_LIMIT = 5_000_000
"""Characters of all cells of a file; a return with every text as long as may be has a million."""

_REASON_LIMIT = 200
_UNFILLED_CELLS = 2000
_AS_THEY_ARE = frozenset({str, bool, date, datetime, time})
_MIDNIGHT = time(0)
_NOT_OURS_TO_CATCH = (KeyboardInterrupt, SystemExit, MemoryError)


def read_workbook(path: Path, limits: Limits) -> WorkbookCells | ReadFailure:
    """Return the cells of a workbook, or why it gives none.

    A sheet that cannot be read is there without rows and with the reason; the others stand.
    This can end the process or take all its memory: run it where that does no harm
    (`tilannekuva.inbox.isolation`).

    Raises:
        OSError: the file itself cannot be opened.
    """
    data = path.read_bytes()
    try:
        facts = examine(data, limits)
        sheets = _Sheets(data, facts, limits).read()
    except RefusedError as refused:
        return refused.failure
    if all(sheet.unread is not None for sheet in sheets):
        return ReadFailure("unreadable")
    return WorkbookCells(sheets, facts.properties, facts.modified, facts.days_from_1904)


class _Sheets:
    """The sheets of one file, read one by one; openpyxl opens it when first needed."""

    def __init__(self, data: bytes, facts: WorkbookFacts, limits: Limits) -> None:
        self._data = data
        self._facts = facts
        self._limits = limits
        self._cells = 0
        self._letters = 0
        self._fallback: Workbook | None = None
        self._fast: CalamineWorkbook | None = None
        self._visible: dict[str, bool] = {}
        self._why_not_fast = ""
        self._open()

    def _open(self) -> None:
        try:
            is_ods = self._facts.kind == "ods"
            data = tidied(self._data, self._limits) if is_ods else self._data
            self._fast = CalamineWorkbook.from_filelike(io.BytesIO(data))
            for sheet in self._fast.sheets_metadata:
                self._visible.setdefault(sheet.name, sheet.visible == SheetVisibleEnum.Visible)
        except BaseException as error:  # noqa: BLE001 - a Rust panic is no Exception
            self._why_not_fast = _told(error)

    def read(self) -> tuple[SheetCells, ...]:
        with warnings.catch_warnings():
            # openpyxl warns of what it leaves out; what matters of it is among the error cells.
            warnings.simplefilter("ignore")
            read = tuple(self._sheet(sheet) for sheet in self._facts.sheets)
        if self._fallback is not None:
            self._fallback.close()
        return read

    def _sheet(self, facts: SheetFacts) -> SheetCells:
        visible = self._visible.get(facts.name, facts.visible)
        if facts.unread is not None:
            return SheetCells(facts.name, (), visible, unread=facts.unread[:_REASON_LIMIT])
        why = self._why_not_fast
        if facts.plain and not why:
            try:
                rows = self._by_calamine(facts.name)
                return self._cells_of(facts, rows, facts.error_cells, visible=visible)
            except RefusedError:
                raise
            except BaseException as error:  # noqa: BLE001 - a Rust panic is no Exception
                why = _told(error)
        try:
            errors = dict(facts.error_cells)
            rows = self._by_openpyxl(facts.name, errors)
            return self._cells_of(facts, rows, errors, visible=visible)
        except RefusedError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, the other sheets stand
            told = f"{why}; {_told(error)}"[:_REASON_LIMIT]
            return SheetCells(facts.name, (), visible, unread=told)

    def _by_calamine(self, name: str) -> list[list[CellValue]]:
        if self._fast is None:
            raise LookupError(name)
        sheet = self._fast.get_sheet_by_name(name)
        if sheet.end is None:
            return []
        self._checked(name, sheet.end[0] + 1, sheet.end[1] + 1)
        table = sheet.to_python(skip_empty_area=False)
        return [[_value(value) for value in row] for row in table]

    def _by_openpyxl(self, name: str, errors: dict[str, str]) -> list[list[CellValue]]:
        if self._facts.kind != "ooxml":
            raise LookupError("no other reader")
        if self._fallback is None:
            self._fallback = _open_slowly(self._data)
        sheet = next(each for each in self._fallback.worksheets if each.title == name)
        sheet.reset_dimensions()
        rows: list[list[CellValue]] = []
        for number, cells in enumerate(
            sheet.iter_rows(max_row=self._limits.last_row, max_col=self._limits.last_column)
        ):
            row: list[CellValue] = []
            for column, cell in enumerate(cells):
                value = _value(cell.value)
                if isinstance(value, datetime) and value.time() == _MIDNIGHT:
                    value = value.date()  # as the other reader tells a day
                if cell.data_type == "e" and value is not None:
                    errors.setdefault(cell_address(number, column), str(value))
                    value = None
                row.append(value)
            rows.append(_without_end(row))
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def _cells_of(
        self,
        facts: SheetFacts,
        rows: list[list[CellValue]],
        errors: Mapping[str, str],
        *,
        visible: bool,
    ) -> SheetCells:
        """Return a sheet whose rows reach to its last value and its last error, all as long."""
        filled = _unfilled(facts.unfilled, rows, self._limits) if facts.unfilled else {}
        known = self._reconciled(facts, rows, {**filled, **errors}, filled.keys() - errors.keys())
        places = [parse_address(address) for address in known.errors]
        height = max([len(rows), *(row + 1 for row, _ in places)])
        width = max([*map(len, rows), *(column + 1 for _, column in places)], default=0)
        self._cells = self._checked(facts.name, height, width)
        self._check_texts(facts.name, rows)
        blank: tuple[CellValue, ...] = (None,) * width
        told = [tuple(row) if len(row) == width else (*row, *blank[len(row) :]) for row in rows]
        told += [blank] * (height - len(rows))
        return SheetCells(
            name=facts.name,
            rows=tuple(told),
            visible=visible,
            error_cells=known.errors,
            merged=facts.merged,
            hidden_rows=frozenset(row for row in facts.hidden_rows if row < height),
            hidden_columns=frozenset(column for column in facts.hidden_columns if column < width),
            comments=facts.comments,
            twice=known.twice,
            lost=known.lost,
            seen=known.seen,
        )

    def _reconciled(
        self,
        facts: SheetFacts,
        rows: list[list[CellValue]],
        errors: Mapping[str, str],
        filled: AbstractSet[str],
    ) -> Reconciled:
        """Return what is known of the cells; none that shows an error has a value then."""
        for address in errors:
            row, column = parse_address(address)
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = None
        return reconciled(
            rows,
            errors,
            facts.stored,
            len(filled),
            lambda: held_cells(self._data, facts, self._limits),
        )

    def _checked(self, name: str, height: int, width: int) -> int:
        """Return how many cells the sheets span with this one."""
        cells = self._cells + height * width
        if cells > CELL_LIMIT:
            corner = cell_address(height - 1, width - 1)
            raise RefusedError("unsafe", danger=f"{name}!A1:{corner}")
        return cells

    def _check_texts(self, name: str, rows: list[list[CellValue]]) -> None:
        """Hold the texts to their limits: everything made of them is as long."""
        longest = 0
        for row in rows:
            for value in row:
                if isinstance(value, str):
                    self._letters += len(value)
                    longest = max(longest, len(value))
        if longest > TEXT_LIMIT:
            raise RefusedError("unsafe", danger=f"{name}: {longest} > {TEXT_LIMIT}")
        if self._letters > TEXTS_LIMIT:
            raise RefusedError("unsafe", danger=f"{name}: {self._letters} > {TEXTS_LIMIT}")


def _unfilled(
    areas: Mapping[str, str], rows: list[list[CellValue]], limits: Limits
) -> dict[str, str]:
    """Return the blank cells of areas whose one formula has not been computed."""
    found: dict[str, str] = {}
    for area, formula in areas.items():
        top, left, bottom, right = parse_area(area)
        columns = range(left, min(right + 1, limits.last_column))
        cells = ((row, column) for row in range(top, bottom + 1) for column in columns)
        for row, column in islice(cells, _UNFILLED_CELLS - len(found)):
            values = rows[row] if row < len(rows) else ()
            if column >= len(values) or values[column] is None:
                found[cell_address(row, column)] = formula
    return found


def _open_slowly(data: bytes) -> "Workbook":
    from openpyxl import load_workbook  # noqa: PLC0415 - half a second, for a sheet in a thousand

    return load_workbook(io.BytesIO(data), read_only=True, data_only=True)


def _without_end(row: list[CellValue]) -> list[CellValue]:
    while row and row[-1] is None:
        row.pop()
    return row


def _value(value: object) -> CellValue:
    kind = type(value)
    if value is None or value == "":
        return None
    if kind in _AS_THEY_ARE:
        return value  # type: ignore[return-value] # the set says so, and costs less than isinstance
    if isinstance(value, float):
        return as_number(value)
    if isinstance(value, int):
        try:
            return as_number(float(value))
        except OverflowError:
            return str(value)
    return _duration(value) if isinstance(value, timedelta) else str(value)


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def _told(error: BaseException) -> str:
    if isinstance(error, _NOT_OURS_TO_CATCH):
        raise error
    return f"{type(error).__name__}: {error}"[:_REASON_LIMIT]
