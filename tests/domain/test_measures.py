"""Shares are told in whole percents and five colours; national risks begin at exactly a third."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilannekuva.domain.roadmap import NationalRisk, Roadmap
from tilannekuva.domain.shares import whole_percent

parts_of_wholes = st.integers(1, 100_000).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole))
)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (0, 7, 0),
        (7, 7, 100),
        (1, 3, 33),
        (2, 3, 67),
        (1, 8, 13),
        (3, 8, 38),
        (5, 200, 3),
        (199, 200, 99),
        (1999, 2000, 99),
        (1, 500, 1),
        (1, 2, 50),
    ],
)
def test_whole_percent__ok(part: int, whole: int, percent: int) -> None:
    """Shares round half up, but never to 100 or 0 when it is not all or none."""
    assert whole_percent(part, whole) == percent


def test_whole_percent_of_nothing__ok() -> None:
    """Where there is nothing to share there is no figure."""
    assert whole_percent(0, 0) is None


@given(parts_of_wholes)
def test_whole_percent_never_overstates__ok(share: tuple[int, int]) -> None:
    """100 means all and 0 none; anything between is within half a percent, or 1 or 99."""
    part, whole = share
    percent = whole_percent(part, whole)
    assert percent is not None
    assert (percent == 100) == (part == whole)
    assert (percent == 0) == (part == 0)
    half_up = (Fraction(100 * part, whole) + Fraction(1, 2)).__floor__()
    assert percent == half_up or (half_up, percent) in {(0, 1), (100, 99)}


@given(parts_of_wholes)
def test_shares_of_two_add_up__ok(share: tuple[int, int]) -> None:
    """A share and what is left of it never add up to more than 101 or less than 100."""
    part, whole = share
    one, other = whole_percent(part, whole), whole_percent(whole - part, whole)
    assert one is not None
    assert other is not None
    assert one + other in {100, 101}


@pytest.mark.parametrize(
    ("part", "whole", "colour"),
    [
        (0, 10_000, 0),
        (2_499, 10_000, 0),
        (2_500, 10_000, 1),
        (1, 4, 1),
        (4_999, 10_000, 1),
        (5_000, 10_000, 2),
        (1, 2, 2),
        (7_499, 10_000, 2),
        (7_500, 10_000, 3),
        (3, 4, 3),
        (8_999, 10_000, 3),
        (9_000, 10_000, 4),
        (9, 10, 4),
        (10_000, 10_000, 4),
    ],
)
def test_colour_class_begins_at_its_limit__ok(
    roadmap: Roadmap, part: int, whole: int, colour: int
) -> None:
    """A share that is exactly 25, 50, 75 or 90 % has the higher colour; a hair less has not."""
    assert roadmap.measures.colour_class(part, whole) == colour


def test_colour_class_of_nothing__ok(roadmap: Roadmap) -> None:
    """Where n is 0 there is no colour."""
    assert roadmap.measures.colour_class(0, 0) is None


@pytest.mark.parametrize(
    ("affected", "base", "national"),
    [
        (1, 3, True),
        (0, 3, False),
        (2, 2, False),
        (1, 2, False),
        (0, 0, False),
        (1, 4, False),
        (2, 6, True),
        (2, 7, False),
        (7, 21, True),
        (7, 22, False),
        (8, 23, True),
        (333_333, 1_000_000, False),
        (333_334, 1_000_000, True),
    ],
)
def test_national_risk_is_a_third_of_three__ok(
    roadmap: Roadmap, affected: int, base: int, *, national: bool
) -> None:
    """A risk is national from exactly a third on, of a base of at least three regions."""
    assert roadmap.measures.national_risk.reached(affected, base) is national


def test_national_risk_is_data__ok() -> None:
    """Share and base are the roadmap's own."""
    half_of_two = NationalRisk(share="1/2", at_least=2)
    assert half_of_two.reached(1, 2)
    assert not half_of_two.reached(1, 3)
