"""A stamped month is read however Excel or a person may have written it again."""

from datetime import date, datetime

import pytest

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.workbook import CellValue
from tilannekuva.inbox.stamps import property_stamp, read_month


@pytest.mark.parametrize(
    "value",
    [
        "2022-05",
        " 2022-5 ",
        "2022/05",
        "2022.05",
        "2022 05",
        "202205",
        202205.0,
        "05/2022",
        "5-2022",
        "5.2022",
        "1.5.2022",
        "31.05.2022",
        date(2022, 5, 1),
        date(2022, 5, 31),
        datetime.fromisoformat("2022-05-01T12:00:00"),
        "2022-05-01",
        "2022-05-01 00:00:00",
        "2022-05-01T00:00:00Z",
        "2022-04-30T21:00:00Z",
        44682.0,
        "44682",
        "44682.0",
        "toukokuu 2022",
        "Toukokuu  2022",
        "maj 2022",
        "May 2022",
    ],
)
def test_month__ok(value: CellValue) -> None:
    assert read_month(value) == ReportingMonth(2022, 5)


def test_month_of_a_day_from_1904__ok() -> None:
    """The number of a day is another one where days count from 1904."""
    assert read_month(43220.0, days_from_1904=True) == ReportingMonth(2022, 5)
    assert read_month(43220.0) == ReportingMonth(2018, 4)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "toukokuu",
        "5",
        5.0,
        2022.0,
        "2022",
        "2022-13",
        "2022-00",
        "13/2022",
        "1/5/2022",
        "May-22",
        "touko 2022",
        "2022-05-32",
        "2022-05-06-fi",
        "yesterday",
        True,
        1e300,
        44682.5,
        202213.0,
        "9" * 400,
    ],
)
def test_month__error(value: CellValue) -> None:
    """What could be another month, or is none, is not guessed."""
    assert read_month(value) is None


def test_properties_of_others__error() -> None:
    """Only our own properties are a stamp, and a dash is nothing."""
    named = {
        "region": "02",
        "Tilannekuva_Region": "01",
        "tilannekuva_month": " ",
        "tilannekuva_group": "-",
        "tilannekuva_colour": "red",
    }
    assert property_stamp(named) == {"region": "01"}
