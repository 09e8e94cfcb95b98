"""What the form tells about each subtask, and how wide its columns are for it."""

import re
from collections.abc import Iterator
from math import ceil
from typing import Final

from tilannekuva.domain.roadmap import Position, StatusId
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.columns import Column
from tilannekuva.layout.form import Form
from tilannekuva.layout.text_width import longest_word_width
from tilannekuva.outbox.form_words import OWN_LINES, FormWords
from tilannekuva.outbox.hyphens import hyphenated
from tilannekuva.outbox.styles import StyleName, is_bold, points

_STYLES: Final[dict[str, StyleName]] = {
    "subtask": "told_main",
    "critical": "critical",
    "due": "told_date",
}
_AFTER_A_NUMBER: Final = re.compile(r" (?=§|mom\.|k\.)")
_PARTS_OF_A_CHARACTER: Final = 7
"""Widths are rounded up to a pixel."""


def told_style(column: str) -> StyleName:
    """Return the look of a told column's cells."""
    return _STYLES.get(column, "told")


def told_cells(form: Form, step: Position, last_status: StatusId | None) -> dict[str, CellValue]:
    """Return what a form tells about a subtask by column, long words parted to fit.

    Args:
        form: the form.
        step: the subtask with what it is part of.
        last_status: its status last month, if there is one to show.
    """
    subtask, label = step.subtask, form.roadmap.answer_scale.label
    names = {
        "entity": step.entity.name,
        "task": step.task.name,
        "subtask": subtask.name,
        "phase": form.roadmap.phase(subtask.phase).name,
        "national_support": subtask.national_support,
        "last_status": label("status", last_status) if last_status else None,
    }
    critical = FormWords(form.language, OWN_LINES)("critical") if subtask.critical else None
    told: dict[str, CellValue] = {
        "id": subtask.id,
        "critical": critical,
        "due": subtask.due,
        "legal_basis": _kept_together(subtask.legal_basis or "") or None,
        **{key: form.label(name, OWN_LINES) if name else None for key, name in names.items()},
    }
    for column in form.columns:
        value = told.get(column.key)
        if isinstance(value, str) and column.key in names:
            width = max(column.width, _needed(form.label(column.heading), "told_head"))
            told[column.key] = hyphenated(value, width, points(told_style(column.key)))
    return told


def column_widths(form: Form, told: dict[str, dict[str, CellValue]]) -> tuple[float, ...]:
    """Return the widths of a form's columns in characters: none is narrower than a word in it.

    Args:
        form: the form.
        told: the told cells of each of its subtasks.
    """
    return tuple(_width(form, column, told) for column in form.columns)


def _kept_together(legal_basis: str) -> str:
    """Return a legal basis in which no line begins with a sign that belongs to a number."""
    return _AFTER_A_NUMBER.sub("\u00a0", legal_basis)


def _width(form: Form, column: Column, told: dict[str, dict[str, CellValue]]) -> float:
    heading: StyleName = "asked_head" if column.question else "told_head"
    needs = [column.width, _needed(form.label(column.heading), heading)]
    if column.question is None:
        style = told_style(column.key)
        texts = {cells[column.key] for cells in told.values()}
        needs += [_needed(text, style) for text in texts if isinstance(text, str)]
    else:
        needs += [_needed(text, "answer") for text in _choices(form, column)]
    return ceil(max(needs) * _PARTS_OF_A_CHARACTER) / _PARTS_OF_A_CHARACTER


def _choices(form: Form, column: Column) -> Iterator[str]:
    scale = column.question.scale if column.question else None
    if scale is not None:
        yield from (form.label(choice.label) for choice in form.roadmap.answer_scale.choices(scale))


def _needed(text: str, style: StyleName) -> float:
    return longest_word_width(text, points(style), bold=is_bold(style))
