"""The looks a cell of a working tool can have."""

from typing import Final, Literal

from tilannekuva.layout import look

StyleName = Literal[
    "title",
    "subtitle",
    "hint",
    "note",
    "fact",
    "fact_label",
    "key_fill",
    "key_told",
    "key_alert",
    "heading",
    "step",
    "label",
    "help",
    "told_head",
    "asked_head",
    "cover_head",
    "count_head",
    "cover_asked",
    "told",
    "told_again",
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
    "all_done",
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
_SMALL: Look = {"font_size": 9.5}
"""Beside the answers, and still to be read where sixteen columns are printed on A4."""
_HEAD: Look = {**_BOXED, **_SMALL, "bold": True, "font_color": look.PAPER}
_ANSWER: Look = {**_BOXED, "bg_color": look.TO_FILL, "locked": False}
_NUMBER: Look = {**_TOLD, "valign": "vcenter", "align": "right", "num_format": "0"}
_KEY: Look = {**_BOXED, **_SMALL, "valign": "vcenter", "indent": 1}

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
    "fact": {**_WRAPPED, "bold": True, "valign": "vcenter"},
    "key_fill": {**_KEY, "bg_color": look.TO_FILL},
    "key_told": {**_KEY, "bg_color": look.PALE},
    "key_alert": {**_KEY, "bg_color": look.ALERT},
    "heading": {
        **_BODY,
        "font_size": look.HEADING_POINTS,
        "font_color": look.ACCENT,
        "bold": True,
        "valign": "vcenter",
    },
    "step": _WRAPPED,
    "label": {**_WRAPPED, "bold": True},
    "fact_label": {**_WRAPPED, "font_color": look.MUTED, "valign": "vcenter"},
    "help": {**_WRAPPED, **_SMALL, "font_color": look.MUTED},
    "told_head": {**_HEAD, "bg_color": look.MUTED},
    "asked_head": {**_HEAD, "bg_color": look.ACCENT},
    "cover_head": {**_HEAD, "bg_color": look.MUTED, "valign": "vcenter"},
    "count_head": {**_HEAD, "bg_color": look.MUTED, "valign": "vcenter", "align": "right"},
    "cover_asked": {**_HEAD, "bg_color": look.ACCENT, "valign": "vcenter"},
    "told": {**_TOLD, **_SMALL},
    "told_again": {**_TOLD, **_SMALL, "font_color": look.MUTED},
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
    "all_done": {"bg_color": look.STATUS_COLOURS["done"]},
}


def points(style: StyleName) -> float:
    """Return the size of a style's letters."""
    return float(LOOKS[style].get("font_size", look.BODY_POINTS))


def is_bold(style: StyleName) -> bool:
    """Tell whether a style's letters are bold."""
    return bool(LOOKS[style].get("bold", False))
