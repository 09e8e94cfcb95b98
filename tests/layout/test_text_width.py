"""The room that a text takes is reckoned as the spreadsheet programs do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilannekuva.layout.text_width import line_width, longest_word_width, text_lines


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 20, 1),
        ("valmis", 20, 1),
        ("valmis\nklar", 20, 2),
        ("valmis\r\nklar", 20, 2),
        ("Aluevaltuuston ensimmäinen kokous valmistellaan ja kutsutaan koolle", 34, 2),
        ("hätäkeskustietojärjestelmään", 12, 3),
        ("a hätäkeskustietojärjestelmään", 12, 4),
        ("sosiaali-ja-terveyspalvelut", 12, 3),
        ("🙂" * 10, 10, 3),
    ],
)
def test_text_lines__ok(text: str, width: float, expected: int) -> None:
    """Words go to the next line whole; one longer than a line is broken, or after a hyphen."""
    assert text_lines(text, width) == expected


def test_bold_and_larger_letters_take_more_room__ok() -> None:
    """The size and the weight of the letters count."""
    text = "Kriittiset osatehtävät"
    assert line_width(text, 9) < line_width(text, 10) < line_width(text, 10, bold=True)


def test_digits_fill_a_column_of_their_number__ok() -> None:
    """A column's unit is a digit at eleven points; a screen's rounding is allowed for."""
    assert line_width("0" * 20, 11) == pytest.approx(22, rel=0.05)


def test_longest_word_width__ok() -> None:
    """Only the widest piece that cannot be parted counts."""
    long = "Välfärdsområdesfullmäktigefasen"
    assert longest_word_width(f"en {long} och\nannat") == longest_word_width(long)
    assert longest_word_width("alue-ja-keskus") == longest_word_width("keskus")
    assert longest_word_width("") == 0


def test_letters_with_accents_are_as_wide_as_those_without__ok() -> None:
    """Letters that are not listed are taken apart; marks and joiners take no room."""
    assert line_width("äöåéšž") == line_width("aoaesz")
    assert line_width("a\u0301\u200d") == line_width("a")


@given(st.text(max_size=200), st.floats(5, 60))
def test_a_wider_column_never_needs_more_lines__ok(text: str, width: float) -> None:
    """Any text takes a line at least, and no more lines in a wider column."""
    lines = text_lines(text, width)
    assert 1 <= text_lines(text, width + 5) <= lines
    assert text_lines(text, line_width(text) + 0.01) == text.replace("\r\n", "\n").count("\n") + 1
