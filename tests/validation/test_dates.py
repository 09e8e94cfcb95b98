"""Days are read as people write them, and nothing is guessed."""
# ruff: noqa: DTZ001 - a cell knows no time zone

import subprocess
import sys
from datetime import date, datetime, time, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.workbook import CellValue, written
from tilannekuva.validation.dates import DateReader, ReadDay, TwoDays

READER = DateReader(ReportingMonth(2022, 5))
FIRST_OF_NOVEMBER = ReadDay(date(2022, 11, 1), repaired=True)
LAST_OF_NOVEMBER = ReadDay(date(2022, 11, 30), repaired=True)
CENTURY = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        *("1.11.2022", "01.11.2022", "1. 11. 2022", "1 . 11 . 2022", "1.11 2022", "1.11.2022."),
        *("1.11.22", "01.11.22", "1. 11. 22", "1.11.", "1.11", "01.11.", "1. 11."),
        *("2022-11-01", "2022-11-1", "2022/11/01", "2022.11.01", "\u00a01.11.\u200b2022\n"),
        *("1. marraskuuta 2022", "1.marraskuuta 2022", "1 marraskuuta 2022", "1. marrask. 2022"),
        *("1. marraskuu 2022", "1. marraskuun 2022", "1. marraskuuta", "1. Marraskuuta 22"),
        *("1 november 2022", "den 1 november 2022", "Den 1 november", "1:a november 2022"),
        *("1 November 2022", "November 1, 2022", "November 1 2022", "1st of November 2022"),
        *("Nov 1st, 2022", "1 nov 2022", "1 nov. 2022", "1-Nov-22", "1-nov-2022", "1.nov.2022"),
        *("tiistai 1.11.2022", "ti 1.11.2022", "tiistaina 1. marraskuuta 2022"),
        *("tisdag 1.11.2022", "tisdagen den 1 november 2022", "Tuesday, 1 November 2022"),
    ],
)
def test_days_as_typed__ok(typed: str) -> None:
    """A day is read in the forms of three languages, as a repair; without a year it is this one."""
    assert READER.read(typed) == FIRST_OF_NOVEMBER


@pytest.mark.parametrize(
    "typed",
    [
        *("1.11.2022 12:30", "1.11.2022 12.30", "1.11.2022 8:05:00", "1.11.2022 klo 12"),
        *("1.11.2022 klo 12.30", "1.11.2022, kl. 8:05", "1.11. 12:30", "1 Nov 2022 at 12:30"),
        *("2022-11-01 00:00:00", "2022-11-01T12:00:00Z", "2022-11-01T12:00:00.123+02:00"),
        "1. marraskuuta 2022 klo 9",
    ],
)
def test_a_time_behind_is_left__ok(typed: str) -> None:
    """The time of the day does not matter."""
    assert READER.read(typed) == FIRST_OF_NOVEMBER


@pytest.mark.parametrize("cell", [date(2022, 11, 1), datetime(2022, 11, 1)])
def test_date_cells__ok(cell: CellValue) -> None:
    """A date cell is its day, and nothing is told."""
    assert READER.read(cell) == ReadDay(date(2022, 11, 1))


def test_date_cell_with_a_time__ok() -> None:
    """The time of a date cell is left out, and that is told."""
    assert READER.read(datetime(2022, 11, 1, 23, 59)) == FIRST_OF_NOVEMBER


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "11/2022",
            "11.2022",
            "11-2022",
            "11 / 2022",
            "2022-11",
            "2022/11",
        ),
        *("marraskuu 2022", "Marraskuu 2022", "marraskuun 2022", "marraskuuta 2022"),
        *("marraskuussa 2022", "marras 2022", "marrask. 2022", "marrask 2022", "marraskuu, 2022"),
        *("november 2022", "November 2022", "NOVEMBER 2022", "nov 2022", "Nov. 2022", "nov-2022"),
    ],
)
def test_a_month_is_its_last_day__ok(typed: str) -> None:
    """A month alone means its last day, however it is written."""
    assert READER.read(typed) == LAST_OF_NOVEMBER


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        *(("2/2024", date(2024, 2, 29)), ("02/2022", date(2022, 2, 28))),
        *(("12/2022", date(2022, 12, 31)), ("maj 2022", date(2022, 5, 31))),
        *(("may 2022", date(2022, 5, 31)), ("mars 2023", date(2023, 3, 31))),
        *(("kesäkuussa 2022", date(2022, 6, 30)), ("Sept. 2022", date(2022, 9, 30))),
    ],
)
def test_months_of_other_lengths__ok(typed: str, last: date) -> None:
    """The last day is that of the month in that year."""
    assert READER.read(typed) == ReadDay(last, repaired=True)


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        *(("3/11/2022", date(2022, 11, 3), date(2022, 3, 11)),),
        *(("3/11/22", date(2022, 11, 3), date(2022, 3, 11)),),
        *(("03/11/2022 12:30", date(2022, 11, 3), date(2022, 3, 11)),),
        *(("3-11-2022", date(2022, 11, 3), date(2022, 3, 11)),),
        *(("3/11 2022", date(2022, 11, 3), date(2022, 3, 11)),),
        *(("3/11", date(2022, 11, 3), date(2022, 3, 11)),),
        *(("22-11-03", date(2003, 11, 22), date(2022, 11, 3)),),
        *(("22/11/03", date(2003, 11, 22), date(2022, 11, 3)),),
        *(("13-11-22", date(2022, 11, 13), date(2013, 11, 22)),),
    ],
)
def test_two_days__error(typed: str, first: date, second: date) -> None:
    """Between slashes and dashes day and month have no order; what can be two days is neither."""
    assert READER.read(typed) == TwoDays(first, second)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        *(("13/11/2022", date(2022, 11, 13)), ("13/11/22", date(2022, 11, 13))),
        *(("13-11-2022", date(2022, 11, 13)), ("31-12-2022", date(2022, 12, 31))),
        *(("11/11/2022", date(2022, 11, 11)), ("5/5/22", date(2022, 5, 5))),
    ],
)
def test_only_one_day__ok(typed: str, day: date) -> None:
    """Where both orders mean one day, or only day and month is one, it is read."""
    assert READER.read(typed) == ReadDay(day, repaired=True)


@pytest.mark.parametrize(
    "typed",
    [
        # There is no such day, or it is of another century.
        *("31.2.2022", "30.2.2024", "29.2.2022", "31.4.2022", "0.5.2022", "1.0.2022", "1.13.2022"),
        *(
            "31.2.",
            "30/2/2022",
            "31/4/2022",
            "11/13/2022",
            "12/31/22",
            "13/2022",
            "0/2022",
            "00/2022",
        ),
        *("2022-02-30", "2022-13-01", "2022-13", "2022-22", "31. kesäkuuta 2022", "30 feb 2022"),
        *("1.11.1999", "1.11.2100", "1.11.99", "1999-12", "0000-11-01", "1.11.022", "32/2022"),
        "ke 1.11.2022",
        # It is no single day, or a vague one.
        *("marraskuu", "syksyllä", "syksy 2022", "kesä 2022", "joulu 2022", "jul 2022", "2022"),
        *("Q4 2022", "Q4/2022", "vko 45", "viikko 45/2022", "loppuvuosi", "vuoden 2022 lopussa"),
        *("1.-15.11.2022", "1.11.-15.11.2022", "1.11.2022–31.12.2022", "1.11. 15.11.", "1-11"),
        *(
            "1.11.2022 asti",
            "noin 1.11.2022",
            "1.11.2022?",
            "marraskuusta 2022",
            "10-11/2022",
            "10-11 2022",
        ),
        *("marraskuun alussa 2022", "ennen 1.11.2022", "1.11.2022, 1.12.2022", "ASAP", "tba", "-"),
        # It could be a month and a year, or anything.
        *(
            "5/22",
            "11/22",
            "13/11",
            "5/5",
            "5.22",
            "nov 22",
            "november 22",
            "nov-22",
            "marraskuu 22",
        ),
        *("20221101", "221101", "44866", "1,11,2022", "1..11.2022", "1.11..2022", "1.XI.2022"),
        *("1.11.2022 99:99", "1.11.2022 12", "1.11.20222", "1. marraskuulta 2022", "1. mayta 2022"),
        *("", " ", "valmis", "1. ", "1.11.2022 " + "a" * 100),
        # It is no date at all.
        *(None, True, False, 2022.0, 1.11, 0.0, -1.0, 1e300, float("inf"), float("nan"), time(12)),
        *(date(1899, 12, 31), date(1999, 12, 31), date(2100, 1, 1), datetime(9999, 1, 1)),
        *(36525.0, 73051.0),
    ],
)
def test_dates__error(typed: CellValue) -> None:
    """What does not exist, is vague, or may be something else is not read."""
    assert READER.read(typed) is None


def test_numbers__ok() -> None:
    """A number is a day as Excel counts them, from 1900 or, in such a workbook, from 1904."""
    from_1904 = DateReader(ReportingMonth(2022, 5), days_from_1904=True)
    assert READER.read(44866.0) == READER.read(44866.5) == FIRST_OF_NOVEMBER
    assert from_1904.read(43404.0) == FIRST_OF_NOVEMBER
    assert (
        READER.read(36526.0) == from_1904.read(35064.0) == ReadDay(date(2000, 1, 1), repaired=True)
    )
    assert (
        READER.read(73050.0)
        == from_1904.read(71588.0)
        == ReadDay(date(2099, 12, 31), repaired=True)
    )
    assert from_1904.read(35063.0) is from_1904.read(71589.0) is None


def test_date_cells_of_1904__ok() -> None:
    """A date cell is already right, whichever day the workbook counts from."""
    from_1904 = DateReader(ReportingMonth(2022, 5), days_from_1904=True)
    assert from_1904.read(date(2022, 11, 1)) == ReadDay(date(2022, 11, 1))
    assert from_1904.read("1.11.") == FIRST_OF_NOVEMBER


def test_the_year_is_the_months__ok() -> None:
    """A day without a year is in the year of the reporting month."""
    reader = DateReader(ReportingMonth(2023, 1))
    assert reader.read("1.11.") == ReadDay(date(2023, 11, 1), repaired=True)
    assert reader.read("den 1 november") == ReadDay(date(2023, 11, 1), repaired=True)
    assert reader.read("29.2.") is None


@given(CENTURY)
def test_every_form_of_a_day_is_the_day__ok(day: date) -> None:
    """All ways to write a day mean the same day."""
    serial = float((day - date(1899, 12, 30)).days)
    forms: list[CellValue] = [
        *(day, datetime.combine(day, time(8)), serial, day.isoformat(), written(day)),
        *(f"{day.day}.{day.month}.{day.year}", f"{day.day}. {day.month}. {day.year}"),
        *(
            format_date(day, width, locale=locale)
            for locale in ("fi", "sv", "en_GB", "sv_FI")
            for width in ("full", "long", "medium")
        ),
        *(format_date(day, width, locale="en_US") for width in ("full", "long", "medium")),
    ]
    for form in forms:
        read = READER.read(form)
        assert isinstance(read, ReadDay), form
        assert read.day == day


@given(CENTURY)
def test_every_form_of_a_month_is_its_last_day__ok(day: date) -> None:
    """A month alone means the day after which another month begins."""
    names = (format_date(day, "LLLL yyyy", locale=locale) for locale in ("fi", "sv", "en"))
    for form in (f"{day.month}/{day.year}", f"{day.month:02}.{day.year}", f"{day:%Y-%m}", *names):
        read = READER.read(form)
        assert isinstance(read, ReadDay), form
        assert day <= read.day
        assert (read.day + timedelta(days=1)).day == 1


@given(
    st.none()
    | st.booleans()
    | st.floats()
    | st.datetimes()
    | st.times()
    | st.text()
    | st.text("0123456789./- :tklonvmarsu", max_size=20)
)
def test_any_value_is_a_day_or_nothing__ok(value: CellValue) -> None:
    """Reading a date never fails, and gives days of this century."""
    match READER.read(value):
        case ReadDay(day):
            assert day.year // 100 == 20
        case TwoDays(first, second):
            assert first != second
            assert first.year // 100 == second.year // 100 == 20
        case None:
            pass


def test_babel_is_not_needed_for_numbers__ok() -> None:
    """Dates in figures, by far the most, are read without loading names of months."""
    code = (
        "import sys; from datetime import date; "
        "from tilannekuva.domain.month import ReportingMonth; "
        "from tilannekuva.validation.dates import DateReader; "
        "reader = DateReader(ReportingMonth(2022, 5)); "
        "[reader.read(each) for each in ('1.11.2022', '11/2022', '3/11', '31.2.2022', 1.0)]; "
        "assert 'babel' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
