"""A risk is national from a third of at least three regions on, and regional from one."""

import pytest
from tiny_months import Country

from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap


@pytest.fixture(scope="module")
def country(roadmap: Roadmap, regions: Regions) -> Country:
    """Six regions and five subtasks."""
    return Country(roadmap, regions)


HEAD = "region | subtask | status | risk | support\n"


def test_region_counts_once__ok(country: Country) -> None:
    """A region affected for three reasons counts once, and each reason is shown."""
    risks = country.risks(HEAD + "01 | a | in_progress | high | national\n02 | a | done | high |\n")
    risk = risks["a"]
    assert (risk.base, risk.affected) == (2, ("01", "02"))
    assert risk.delayed == ("01",)
    assert risk.high_risk == ("01", "02")
    assert risk.national_support == ("01",)
    assert not risk.national


def test_a_third_of_three_is_national__ok(country: Country) -> None:
    """One of three is exactly a third, and national."""
    table = HEAD + "01 | b | not_started | high |\n02 | b | done | |\n06 | b | done | low |\n"
    risk = country.risks(table)["b"]
    assert (risk.base, len(risk.affected), risk.national) == (3, 1, True)


def test_less_than_a_third_is_regional__ok(country: Country) -> None:
    """One of four is less than a third."""
    rows = "01 | b | | high |\n02 | b | done | |\n06 | b | done | |\n07 | b | done | |\n"
    risk = country.risks(HEAD + rows)["b"]
    assert (risk.base, len(risk.affected), risk.national) == (4, 1, False)


def test_two_regions_are_no_nation__ok(country: Country) -> None:
    """All of two regions are fewer than three."""
    risk = country.risks(HEAD + "01 | b | | high |\n02 | b | | high |\n")["b"]
    assert (risk.base, len(risk.affected), risk.national) == (2, 2, False)


def test_no_answer_is_in_the_base__ok(country: Country) -> None:
    """A region that reports but has not answered a subtask is in its base, never affected."""
    rows = "01 | b | | high |\n02 | a | done | |\n06 | a | done | |\n07 | d | done | |\n"
    risk = country.risks(HEAD + rows)["b"]
    assert (risk.base, risk.affected, risk.national) == (4, ("01",), False)


def test_not_applicable_is_not_in_the_base__ok(country: Country) -> None:
    """A region that says a subtask does not concern it is neither in the base nor affected."""
    rows = "01 | b | | high |\n02 | b | not_applicable | high | national\n06 | b | done | |\n"
    risk = country.risks(HEAD + rows + "07 | b | done | |\n")["b"]
    assert (risk.base, risk.affected, risk.national) == (3, ("01",), True)


def test_silent_regions_are_not_in_the_base__ok(country: Country) -> None:
    """A region that does not report, or is not concerned, is not in the base."""
    risk = country.risks(HEAD + "01 | a | done | |\n02 | e | not_started | high |\n")["e"]
    assert (risk.base, risk.affected) == (1, ("02",))


def test_no_risk__ok(country: Country) -> None:
    """Moderate risk, regional support and what is on time are no shared risk."""
    rows = "01 | b | in_progress | moderate | regional\n02 | a | done | low | none\n"
    assert country.risks(HEAD + rows) == {}


def test_risks_come_in_their_order__ok(country: Country) -> None:
    """National ones come first, then critical ones, then those of most regions."""
    rows = """\
        01 | a | done        |      |
        01 | b | in_progress | high |
        01 | c | in_progress | high |
        01 | d | in_progress | high |
        02 | c | in_progress | high |
        02 | d | in_progress | high |
        02 | e | in_progress | high |
        06 | a | done        |      |
        07 | a | done        |      |
        08 | a | done        |      |
    """
    picture = country.picture(
        HEAD + "".join(f"{line.strip()}\n" for line in rows.strip().split("\n"))
    )
    order = [(each.position.subtask.id, each.national) for each in picture.risks]
    assert order == [("c", True), ("d", True), ("b", False), ("e", False)]


def test_made_up_month__ok(picture: NationalPicture) -> None:
    """In a month of the built-in roadmap a risk's regions are those of its reasons."""
    assert picture.risks
    for risk in picture.risks:
        reasons = {*risk.delayed, *risk.high_risk, *risk.national_support}
        assert set(risk.affected) == reasons
        assert len(risk.affected) == len(reasons) <= risk.base
        assert risk.national == (risk.base >= 3 and 3 * len(risk.affected) >= risk.base)
