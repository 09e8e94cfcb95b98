"""A region's code is recognised as people and Excel write it, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilannekuva.domain.regions import NATION, Regions


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("01", "01"),
        ("1", "01"),
        (" 1 ", "01"),
        ("\u00a017\n", "17"),
        (1, "01"),
        (1.0, "01"),
        (21.0, "21"),
        (90, "90"),
        ("90", "90"),
        ("HUS", "HUS"),
        ("hus", "HUS"),
        (" Hus ", "HUS"),
    ],
)
def test_code_is_recognised__ok(regions: Regions, written: object, code: str) -> None:
    """The leading zero that Excel takes away is put back; case and spaces do not matter."""
    assert regions.recognise(written) == code


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "0", "00", "001", "22", "91", "1.5", "-1", "1 7", "HU", "HUS1", "FI", "YTA1"),
        *("Lappi", "²", "½", None, True, 0, 1.5, -1.0, float("nan"), float("inf")),
    ],
)
def test_code_is_recognised__error(regions: Regions, written: object) -> None:
    """What is not a region's code is none; sums of regions are not regions."""
    assert regions.recognise(written) is None


@given(st.none() | st.booleans() | st.floats() | st.text() | st.binary() | st.dates())
def test_anything_is_a_code_or_not__ok(regions: Regions, written: object) -> None:
    """Whatever is written, recognising it gives a code of the file or None."""
    code = regions.recognise(written)
    assert code is None or code in regions.by_code


def test_every_figure_key_has_a_name__ok(regions: Regions) -> None:
    """There are 23 organisers, 5 collaboration areas and the nation, each with a name."""
    assert len(regions.figure_keys) == 29
    assert len({regions.name(key).fi for key in regions.figure_keys}) == 29
    assert regions.figure_keys[-1] == NATION


def test_figure_key_has_a_name__error(regions: Regions) -> None:
    with pytest.raises(KeyError):
        regions.name("YTA9")


@pytest.mark.parametrize(
    ("code", "languages"), [("08", ("fi",)), ("01", ("fi", "sv")), ("17", ("sv", "fi"))]
)
def test_languages_begin_with_the_majoritys__ok(
    regions: Regions, code: str, languages: tuple[str, ...]
) -> None:
    """Bilingual regions are written to in both languages, the majority's first."""
    assert regions.by_code[code].languages == languages
