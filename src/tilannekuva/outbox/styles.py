"""The looks a cell of a working tool can have."""

from typing import Final, Literal

from tilannekuva.layout import look

StyleName = Literal[
    "title",
    "subtitle",
    "hint",
    "note",
    "heading",
    "step",
    "label",
    "help",
    "told_head",
    "asked_head",
    "told",
    "told_main",
    "told_date",
    "critical",
    "topic",
    "counted",
    "count",
    "total_name",
    "total",
    "answer",
    "answer_text",
    "answer_date",
    "hidden",
    "alert",
    "unchanged",
    "green",
    "yellow",
    "red",
]
Look = dict[str, str | int | float | bool]

DATE_FORM: Final = "d.m.yyyy"
TIME_FORM: Final = "h:mm"
NUMBER_FORM: Final = "General"
TEXT_FORM: Final = "@"
"""What is typed stays as it is typed: ``- kesken`` is no formula and ``1.2`` no date."""

_BODY: Look = {
    "font_name": look.FONT,
    "font_size": look.BODY_POINTS,
    "font_color": look.INK,
    "valign": "top",
}
_WRAPPED: Look = {**_BODY, "text_wrap": True}
_BOXED: Look = {**_WRAPPED, "border": 1, "border_color": look.LINE}
_TOLD: Look = {**_BOXED, "bg_color": look.PALE}
_SMALL: Look = {"font_size": look.SMALL_POINTS}
_HEAD: Look = {**_BOXED, **_SMALL, "bold": True, "font_color": look.PAPER}
_ANSWER: Look = {**_BOXED, "bg_color": look.TO_FILL, "locked": False}
_NUMBER: Look = {**_TOLD, "valign": "vcenter", "align": "right", "num_format": "0"}

LOOKS: Final[dict[StyleName, Look]] = {
    "title": {
        **_BODY,
        "font_size": look.TITLE_POINTS,
        "font_color": look.ACCENT,
        "bold": True,
        "valign": "vcenter",
    },
    "subtitle": {**_BODY, "font_size": look.HEADING_POINTS, "valign": "vcenter"},
    "hint": {**_WRAPPED, "font_color": look.MUTED},
    "note": {**_BODY, "font_color": look.MUTED},
    "heading": {
        **_BODY,
        "font_size": look.HEADING_POINTS,
        "font_color": look.ACCENT,
        "bold": True,
        "valign": "vcenter",
    },
    "step": _WRAPPED,
    "label": {**_WRAPPED, "bold": True},
    "help": {**_WRAPPED, **_SMALL, "font_color": look.MUTED},
    "told_head": {**_HEAD, "bg_color": look.MUTED},
    "asked_head": {**_HEAD, "bg_color": look.ACCENT},
    "told": {**_TOLD, **_SMALL},
    "told_main": _TOLD,
    "told_date": {**_TOLD, **_SMALL, "num_format": DATE_FORM, "align": "left"},
    "critical": {**_TOLD, **_SMALL, "bold": True},
    "topic": {**_TOLD, "bold": True},
    "counted": {**_TOLD, "valign": "vcenter"},
    "count": _NUMBER,
    "total_name": {**_TOLD, "valign": "vcenter", "bold": True, "top": 2},
    "total": {**_NUMBER, "bold": True, "top": 2},
    "answer": _ANSWER,
    "answer_text": {**_ANSWER, "num_format": TEXT_FORM},
    "answer_date": {**_ANSWER, "num_format": DATE_FORM, "align": "left"},
    "hidden": {**_BODY, "num_format": TEXT_FORM},
    "alert": {"bg_color": look.ALERT},
    "unchanged": {"italic": True, "font_color": look.MUTED},
    "green": {"bg_color": look.LIGHT_COLOURS["green"]},
    "yellow": {"bg_color": look.LIGHT_COLOURS["yellow"]},
    "red": {"bg_color": look.LIGHT_COLOURS["red"]},
}


def points(style: StyleName) -> float:
    """Return the size of a style's letters."""
    return float(LOOKS[style].get("font_size", look.BODY_POINTS))
