"""Words of answers are compared without what nobody means by them."""

import pytest

from tilannekuva.domain.answer_words import compared


@pytest.mark.parametrize(
    "typed",
    [
        "ei käynnissä",
        "Ei käynnissä",
        "EI KÄYNNISSÄ",
        " ei  käynnissä\n",
        "ei\u00a0käynnissä.",
        "ei käynnissä .",
        "\ufeffei käyn\u00adnissä\u200b",
        "\u200fei käynnissä\u202c",
        "ei ka\u0308ynnissa\u0308",
        "\uff45\uff49 käynnissä",
    ],
)
def test_what_nobody_sees_does_not_count__ok(typed: str) -> None:
    """Case, spaces, marks of no width, a final full stop and the way of coding do not count."""
    assert compared(typed) == "ei käynnissä"


@pytest.mark.parametrize(
    "typed", ["valmis?", "valmis..", "valmis…", "(valmis)", "valmis*", "val mis"]
)
def test_marks_count__ok(typed: str) -> None:
    """Any other mark and a space inside of a word may mean something."""
    assert compared(typed) != "valmis"


@pytest.mark.parametrize("dash", "-\u2010\u2011\u2012\u2013\u2014\u2212")
def test_dashes_are_one__ok(dash: str) -> None:
    """A dash typed as a hyphen is the same dash."""
    assert compared(f"vihreä {dash} etenee") == "vihreä - etenee"
