"""Find the stamps of a working tool, and read them as people and programs may have left them."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.texts import LANGUAGES
from tilannekuva.domain.workbook import CellValue, SheetCells, WorkbookCells, written
from tilannekuva.i18n.words import Words
from tilannekuva.layout.identity import META_SHEET, PROPERTY_PREFIX, STAMP_KEYS
from tilannekuva.layout.vocabulary import plain

Stamp = Mapping[str, CellValue]
"""The values of a stamp by key; those that are blank are left out."""

_MUST_HAVE = frozenset({"region", "month"})
_FEWEST_KEYS = 4
"""A sheet of another name is a stamp only with so many of its keys."""

_ROWS, _COLUMNS = 200, 50
"""How far a stamp is looked for."""

_WHOLE_NUMBER = re.compile(r"[0-9]+(?:\.0+)?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_DAY_FIRST = re.compile(r"\d{1,2}\.(\d{1,2})\.(\d{4})")
_NAMED_YEAR = re.compile(r"\b(2\d{3})\b")
_LATEST_YEAR = 2100
_FROM_1900 = date(1899, 12, 30)
_FROM_1904 = date(1904, 1, 1)
_DAY_NUMBERS = range(30_000, 80_000)
_LOCAL = "Europe/Helsinki"


def sheet_stamps(workbook: WorkbookCells) -> tuple[Stamp, ...]:
    """Return the stamps on the sheets of a workbook, in the order of the sheets.

    The hidden sheet may have been renamed or copied, its rows sorted, moved or turned into
    columns. A sheet of any other name counts only when it has most of the keys.
    """
    named = tuple(
        stamp
        for sheet in workbook.sheets
        if META_SHEET in plain(sheet.name) and (stamp := _stamp_on(sheet))
    )
    if any(stamp.keys() >= _MUST_HAVE for stamp in named):
        return named
    others = (_stamp_on(sheet) for sheet in workbook.sheets if META_SHEET not in plain(sheet.name))
    found = tuple(
        stamp for stamp in others if stamp.keys() >= _MUST_HAVE and len(stamp) >= _FEWEST_KEYS
    )
    return found or named


def property_stamp(properties: Mapping[str, str]) -> Stamp:
    """Return the stamp in a document's custom properties; empty where there is none."""
    found: dict[str, CellValue] = {}
    for name, value in properties.items():
        key = _key(name).removeprefix(PROPERTY_PREFIX)
        if _key(name).startswith(PROPERTY_PREFIX) and key in STAMP_KEYS and value.strip(" -"):
            found[key] = value
    return found


@dataclass(frozen=True)
class StampReader:
    """Reads the values of stamps.

    Args:
        regions: the regions that exist.
        groups: the groups that exist, in any roadmap version that can be read.
        days_from_1904: how the workbook counts days.
    """

    regions: Regions
    groups: Collection[str] = ()
    days_from_1904: bool = False

    def read(self, stamp: Stamp) -> dict[str, str]:
        """Return a stamp as it was when the form was sent, as far as that can be told.

        The leading zero of a region comes back, a date becomes its month again, a group that
        does not exist is none. What cannot be told stays as it is written.
        """
        told = {key: _text(value) for key, value in stamp.items()}
        if "region" in told:
            told["region"] = self.regions.recognise(told["region"]) or told["region"]
        if "month" in told:
            month = read_month(stamp["month"], days_from_1904=self.days_from_1904)
            told["month"] = str(month) if month is not None else told["month"]
        if "group" in told and self.groups:
            known = {plain(group): group for group in self.groups}
            told["group"] = known.get(plain(told["group"]), "")
        return {key: value for key, value in told.items() if value}


def read_month(value: CellValue, *, days_from_1904: bool = False) -> ReportingMonth | None:
    """Return the month that a cell or a text means, or None.

    Excel takes ``2022-05`` for the first of May when it is typed again, and shows it as
    ``touko.22``; a cell that has lost its format then holds the number of the day. People
    write ``5/2022`` and ``toukokuu 2022``.
    """
    if isinstance(value, date):
        return _month(value.year, value.month)
    if isinstance(value, float):
        return _month_of_number(value, days_from_1904=days_from_1904)
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())
    if _WHOLE_NUMBER.fullmatch(text):
        return _month_of_number(float(text), days_from_1904=days_from_1904)
    moment = _moment(text)
    if moment is not None:
        return _month(moment.year, moment.month)
    if found := _YEAR_FIRST.fullmatch(text):
        return _month(int(found[1]), int(found[2]))
    if found := _YEAR_LAST.fullmatch(text) or _DAY_FIRST.fullmatch(text):
        return _month(int(found[2]), int(found[1]))
    return _named_month(text.casefold())


def _stamp_on(sheet: SheetCells) -> dict[str, CellValue]:
    """Return the keys of a stamp on a sheet, each with what stands beside it or below it."""
    rows = [row[:_COLUMNS] for row in sheet.rows[:_ROWS]]
    found: dict[str, CellValue] = {}
    for number, row in enumerate(rows):
        keys = [column for column, value in enumerate(row) if _is_key(value)]
        for column in keys:
            key = _key(str(row[column]))
            below = rows[number + 1][column] if number + 1 < len(rows) else None
            value = _beside(row, column)
            if value is None and len(keys) > 1 and not _is_key(below):
                value = below  # the keys stand in a row, and the values in the next
            if value is not None and str(value).strip():
                found.setdefault(key, value)
    return found


def _beside(row: tuple[CellValue, ...], column: int) -> CellValue:
    right = (value for value in row[column + 1 :] if value is not None)
    value = next(right, None)
    return None if _is_key(value) else value


def _is_key(value: CellValue) -> bool:
    return isinstance(value, str) and _key(value) in STAMP_KEYS


def _key(text: str) -> str:
    return plain(text).replace(" ", "_").replace("-", "_")


def _text(value: CellValue) -> str:
    """Return a stamped value as text; a whole number has no decimals."""
    text = written(value).strip()
    return text.partition(".")[0] if _WHOLE_NUMBER.fullmatch(text) else text


def _month(year: int, month: int) -> ReportingMonth | None:
    try:
        return ReportingMonth.parse(f"{year:04}-{month:02}")
    except ValueError:
        return None


def _month_of_number(number: float, *, days_from_1904: bool) -> ReportingMonth | None:
    whole = int(number) if number.is_integer() else -1
    if whole in _DAY_NUMBERS:
        day = (_FROM_1904 if days_from_1904 else _FROM_1900) + timedelta(days=whole)
        return _month(day.year, day.month)
    year, month = divmod(whole, 100)
    return _month(year, month) if _FROM_1904.year < year < _LATEST_YEAR else None


def _moment(text: str) -> datetime | None:
    """Return a moment as programs write it, in local time: 22.00 in London is tomorrow here."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is None else moment.astimezone(ZoneInfo(_LOCAL))


@lru_cache(maxsize=256)
def _named_month(text: str) -> ReportingMonth | None:
    year = _NAMED_YEAR.search(text)
    return (
        next((month for month, name in _names(int(year[1])) if name == text), None)
        if year
        else None
    )


def _names(year: int) -> Iterator[tuple[ReportingMonth, str]]:
    for language in LANGUAGES:
        words = Words(language)
        for number in range(1, 13):
            month = ReportingMonth(year, number)
            yield month, words.month(month).casefold()
