"""The colours of the pages carry their text, and the page's foot cannot break the style."""

import pytest

from tilannekuva.layout import look
from tilannekuva.publish.briefing.environment import page_foot

GROUNDS = {
    look.PAPER,
    look.PALE,
    *look.CLASS_COLOURS,
    *look.STATUS_COLOURS.values(),
    *look.LIGHT_COLOURS.values(),
}


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", sorted(GROUNDS))
def test_text_is_read_on_every_ground__ok(ground: str) -> None:
    """Text has a contrast of at least 4.5 to 1 on every colour that stands behind it."""
    assert _contrast(look.INK, ground) >= 4.5


@pytest.mark.parametrize("ground", [look.PAPER, look.PALE])
def test_lesser_text_and_headings_are_read__ok(ground: str) -> None:
    """Muted text and headings stand on white and on the palest ground only."""
    assert _contrast(look.MUTED, ground) >= 4.5
    assert _contrast(look.ACCENT, ground) >= 4.5
    assert _contrast(look.ACCENT, look.PAPER) >= 4.5


def test_parts_of_charts_are_told_apart_by_their_outline__ok() -> None:
    """The outline of a bar, ring or square has at least 3 to 1 against what it stands on."""
    assert all(_contrast(look.INK, ground) >= 3 for ground in GROUNDS)
    assert _contrast(look.MUTED, look.PAPER) >= 3


def test_page_foot_is_text__ok() -> None:
    """Whatever could end the rule or the style stands as its code."""
    rule = page_foot('a"; } </style>\\ é – 1')
    assert rule == (
        '@page { @bottom-left { content: "a\\22 \\3b  \\7d  \\3c \\2f style\\3e \\5c  é – 1"; } }\n'
    )
    assert page_foot("") == ""
