"""A reporting month is a calendar month; every derived date follows from it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from tilannekuva.domain.month import ReportingMonth

months = st.builds(ReportingMonth, st.integers(1900, 2199), st.integers(1, 12))


class Holder(BaseModel):
    """A model with a month in it, as the domain's models have."""

    month: ReportingMonth


@pytest.mark.parametrize("text", ["2022-05", " 2022-05 ", "2022-05\n"])
def test_month_is_parsed__ok(text: str) -> None:
    """Spaces around the month do no harm."""
    assert ReportingMonth.parse(text) == ReportingMonth(2022, 5)


@pytest.mark.parametrize(
    "text",
    ["", "2022", "2022-5", "2022-00", "2022-13", "05-2022", "2022-05-01", "22-05", "toukokuu"],
)
def test_month_is_parsed__error(text: str) -> None:
    """Anything but four digits, a hyphen and a month of two digits is refused."""
    with pytest.raises(ValueError, match="month_form"):
        ReportingMonth.parse(text)


@pytest.mark.parametrize(
    ("month", "last"),
    [
        ("2022-01", date(2022, 1, 31)),
        ("2022-02", date(2022, 2, 28)),
        ("2024-02", date(2024, 2, 29)),
        ("2000-02", date(2000, 2, 29)),
        ("2100-02", date(2100, 2, 28)),
        ("2022-04", date(2022, 4, 30)),
        ("2022-12", date(2022, 12, 31)),
    ],
)
def test_as_of_is_the_last_day__ok(month: str, last: date) -> None:
    """As of is the month's last day, also in February of leap years."""
    assert ReportingMonth.parse(month).as_of == last


@pytest.mark.parametrize(
    ("month", "by", "shifted"),
    [
        ("2022-05", 0, "2022-05"),
        ("2022-12", 1, "2023-01"),
        ("2022-01", -1, "2021-12"),
        ("2022-05", 20, "2024-01"),
        ("2022-05", -17, "2020-12"),
    ],
)
def test_month_is_shifted_over_years__ok(month: str, by: int, shifted: str) -> None:
    assert str(ReportingMonth.parse(month).shifted(by)) == shifted


@given(months, st.integers(-600, 600))
def test_shifting_there_and_back__ok(month: ReportingMonth, by: int) -> None:
    """A month shifted and shifted back is the same month, and its order follows the shift."""
    shifted = month.shifted(by)
    assert shifted.shifted(-by) == month
    assert (shifted > month) == (by > 0)


@given(st.dates())
def test_month_contains_its_days__ok(day: date) -> None:
    """A day lies between the first day of its month and the day the month is told as of."""
    month = ReportingMonth(day.year, day.month)
    assert month.first_day <= day <= month.as_of


@given(months)
def test_month_in_a_model__ok(month: ReportingMonth) -> None:
    """A model gives a month back as it was, through Python values and through JSON."""
    holder = Holder(month=month)
    assert Holder.model_validate(holder.model_dump()) == holder
    assert Holder.model_validate_json(holder.model_dump_json()) == holder
    assert holder.model_dump(mode="json") == {"month": str(month)}


@pytest.mark.parametrize("value", ["2022-13", "2022-5", "", 202205, None, date(2022, 5, 1)])
def test_month_in_a_model__error(value: object) -> None:
    """A model refuses what is not a month, also a day within it."""
    with pytest.raises(ValidationError):
        Holder.model_validate({"month": value})
