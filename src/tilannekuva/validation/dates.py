"""Read a day as people write it.

A day may be a date cell, a number as Excel counts days, or a text in one of the forms below.
A month alone means its last day, and a day without a year is in the year of the reporting
month. Days and months between slashes or dashes have no order of their own, so what can be
two days is none.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from tilannekuva.domain.answer_words import compared
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.workbook import CellValue
from tilannekuva.validation.day_names import day_names

_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_YEARS_AHEAD = 30
"""A year of two digits further ahead is of the century before."""
_YEARS_NEAR = 10
"""A year of two digits further off than this may be the day of a date that begins with the year."""
_SHORT_YEAR = 2
_LONGEST = 60

# Excel counts days from here, and workbooks of old Macintoshes from four years later.
_EPOCH = date(1899, 12, 30)
_DAYS_TO_1904 = 1462

_ZONE = r"(?: ?z| ?[+-]\d\d:?\d\d)?"
_CLOCK = rf"(?:[01]?\d|2[0-4]){{0}}[0-5]\d(?:{{0}}[0-5]\d(?:[.,]\d+)?)?(?: ?[ap]\.?m)?{_ZONE}"
_HOUR = r"(?:,? (?:klo|kl|at)\.? ?\d{1,2}(?:[.:]\d\d)?)"
# 12:30 · 12.30 · klo 12; after a day without a year, 15.11 would be a day as well.
_TIME = rf"(?:(?:,? |t){_CLOCK.format('[.:]')}|{_HOUR})?"
_CLEAR_TIME = rf"(?:(?:,? |t){_CLOCK.format(':')}|{_HOUR})?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_NAME = r"(?P<name>[^\W\d_]+)\.?"
_DAY_AND_NAME = rf"(?:den )?(?P<day>\d{{1,2}})(?:\.|:[ae]|st|nd|rd|th)?[ -]?(?:of )?{_NAME}"

# 1.11.2022 · 1. 11. 22 · 1.11 2022
_DOTS = re.compile(
    rf"(?P<day>\d{{1,2}}) ?\. ?(?P<month>\d{{1,2}})(?: ?\. ?| (?=\d{{4}})){_YEAR}{_TIME}", re.ASCII
)
_FORMS = (
    # 1.11. · 1.11
    re.compile(rf"(?P<day>\d{{1,2}}) ?\. ?(?P<month>\d{{1,2}})\.?{_CLEAR_TIME}", re.ASCII),
    # 2022-11-01 · 2022/11/1
    re.compile(
        rf"(?P<year>\d{{4}})(?P<mark>[-./])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_TIME}",
        re.ASCII,
    ),
    # 2022-11
    re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})", re.ASCII),
    # 11/2022 · 11.2022 · 11-2022
    re.compile(r"(?P<month>\d{1,2}) ?[-./] ?(?P<year>\d{4})", re.ASCII),
    # 1. marraskuuta 2022 · den 1 november 2022 · 1st of November 2022 · 1-nov-22
    re.compile(rf"{_DAY_AND_NAME}(?:,? |[-.]){_YEAR}{_TIME}"),
    # 1. marraskuuta · den 1 november
    re.compile(rf"{_DAY_AND_NAME}{_CLEAR_TIME}"),
    # November 1, 2022
    re.compile(rf"{_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}}){_TIME}"),
    # marraskuussa 2022 · nov. 2022
    re.compile(rf"{_NAME}[ ,./-]{{0,2}}(?P<year>\d{{4}})"),
)
_ONE, _TWO = r"(?P<one>\d{1,2})", r"(?P<two>\d{1,2})"
_NO_ORDER = (
    # 3/11/2022 · 3/11/22 · 3/11 2022 · 3/11-22 · 3/11
    re.compile(rf"{_ONE} ?(?P<mark>/) ?{_TWO}(?:(?: ?[/-] ?| ){_YEAR})?{_CLEAR_TIME}", re.ASCII),
    # 3-11-2022 · 3-11-22
    re.compile(rf"{_ONE} ?(?P<mark>-) ?{_TWO} ?- ?{_YEAR}{_CLEAR_TIME}", re.ASCII),
)
_LONG_DATE = re.compile(r"(?P<weekday>[^\W\d_]+)\.?,? (?P<rest>.+)")


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day that could be read."""

    day: date
    repaired: bool = False
    """Whether it stood in another form than a date cell, so that it must be told."""


@dataclass(frozen=True, slots=True)
class TwoDays:
    """A text that can mean two days."""

    first: date
    second: date


class DateReader:
    """Reads the days of the returns of one month.

    Args:
        month: the reporting month, in whose year a day without one is.
        days_from_1904: whether the workbook counts its days from 1904.
    """

    def __init__(self, month: ReportingMonth, *, days_from_1904: bool = False) -> None:
        self._year = month.as_of.year
        self._epoch = _EPOCH + timedelta(days=_DAYS_TO_1904 if days_from_1904 else 0)
        self._first, self._last = (
            (day - self._epoch).days for day in (date(_FIRST_YEAR, 1, 1), date(_LAST_YEAR, 12, 31))
        )
        self._kept = lru_cache(maxsize=4096)(self._from_text)

    def read(self, value: CellValue) -> ReadDay | TwoDays | None:
        """Return the day a cell means, the two it can mean, or None where it means none."""
        if isinstance(value, str):
            return self._kept(value) if len(value) <= _LONGEST else None
        if isinstance(value, datetime):
            # A time of the day is left out, so it is told; midnight is how days are stored.
            day, has_time = value.date(), value.time() != time()
            return ReadDay(day, repaired=has_time) if _in_range(day) else None
        if isinstance(value, date):
            return ReadDay(value) if _in_range(value) else None
        return self._from_number(value) if isinstance(value, float) else None

    def _from_number(self, number: float) -> ReadDay | None:
        """Return the day of a number as Excel counts them; the time behind the point is left."""
        if not self._first <= number < self._last + 1:
            return None
        return ReadDay(self._epoch + timedelta(days=int(number)), repaired=True)

    def _from_text(self, typed: str) -> ReadDay | TwoDays | None:
        text = compared(typed)
        if not any(each.isdigit() for each in text):
            return None
        return self._short_date(text) or self._long_date(text)

    def _short_date(self, text: str) -> ReadDay | TwoDays | None:
        if (found := _DOTS.fullmatch(text)) is not None:
            return _told(self._day(found.groupdict()))
        for form in _NO_ORDER:
            if (found := form.fullmatch(text)) is not None:
                return self._without_order(found.groupdict())
        for form in _FORMS:
            if (found := form.fullmatch(text)) is not None:
                return _told(self._day(found.groupdict()))
        return None

    def _long_date(self, text: str) -> ReadDay | None:
        """Return the day of a date that begins with its weekday, if it is that weekday."""
        found = _LONG_DATE.fullmatch(text)
        read = self._short_date(found["rest"]) if found else None
        if found is None or not isinstance(read, ReadDay):
            return None
        fits = day_names().weekdays.get(found["weekday"]) == read.day.weekday()
        return read if fits else None

    def _without_order(self, parts: Mapping[str, str | None]) -> ReadDay | TwoDays | None:
        """Return what two numbers and perhaps a year between slashes or dashes mean.

        They are day and month unless they can be month and day as well, or year and month
        where a year of two digits is out of the way or the marks are dashes, as in Sweden.
        """
        one, two, year = (int(parts[each] or 0) for each in ("one", "two", "year"))
        full = self._full_year(parts["year"])
        days = [_valid(full, two, one), _valid(full, one, two)]
        if parts["year"] is None and (None in days or one == two):
            # 11/22 may be a month and its year, 13/11 and 5/5 anything.
            return None
        if len(parts["year"] or "") == _SHORT_YEAR and (
            parts["mark"] == "-" or abs(full - self._year) > _YEARS_NEAR
        ):
            days.append(_valid(self._full_year(parts["one"]), two, year))
        meant = list(dict.fromkeys(day for day in days if day is not None))
        if len(meant) > 1:
            return TwoDays(meant[0], meant[1])
        return _told(days[0])

    def _day(self, parts: Mapping[str, str | None]) -> date | None:
        """Return the day of a text by its parts; without a day it is the month's last."""
        day, name, year = (parts.get(each) for each in ("day", "name", "year"))
        if name is None:
            month = int(parts["month"] or 0)
        elif day is None:
            month = day_names().month_alone(name) or 0
        else:
            month = day_names().months.get(name, 0)
        full = self._full_year(year)
        if day is not None:
            return _valid(full, month, int(day))
        return _valid(full, month, 1) and date(full, month, monthrange(full, month)[1])

    def _full_year(self, year: str | None) -> int:
        if year is None:
            return self._year
        if len(year) > _SHORT_YEAR:
            return int(year)
        full = 2000 + int(year)
        return full if full <= self._year + _YEARS_AHEAD else full - 100


def _in_range(day: date) -> bool:
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


def _valid(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where there is none such in this century."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if _in_range(found) else None


def _told(day: date | None) -> ReadDay | None:
    return None if day is None else ReadDay(day, repaired=True)
