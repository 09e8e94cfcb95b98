"""A cell's content is told as a person sees it typed."""
# ruff: noqa: DTZ001 - a cell knows no time zone

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilannekuva.domain.workbook import CellValue, written


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" Hei \n maailma ", " Hei \n maailma "),
        ("", ""),
        (None, ""),
        (2.0, "2"),
        (-3.0, "-3"),
        (0.1, "0.1"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2022, 5, 1), "1.5.2022"),
        (datetime(2022, 5, 1), "1.5.2022"),
        (datetime(2022, 5, 1, 9, 5), "1.5.2022 09:05"),
        (time(9, 5), "09:05"),
    ],
)
def test_values_as_seen__ok(value: CellValue, text: str) -> None:
    """A text is told verbatim, and any other value as a person sees it."""
    assert written(value) == text


@given(st.none() | st.booleans() | st.floats() | st.text() | st.datetimes() | st.times())
def test_any_value_can_be_told__ok(value: CellValue) -> None:
    """Nothing a cell can hold is without a text."""
    assert isinstance(written(value), str)
