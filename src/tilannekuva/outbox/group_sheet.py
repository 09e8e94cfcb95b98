"""Draw the sheet of a preparation group: its signature, its subtasks and its narratives."""

from itertools import groupby

from tilannekuva.domain.messages import msg
from tilannekuva.domain.roadmap import Position, Question
from tilannekuva.domain.workbook import CellValue, cell_address
from tilannekuva.layout.form import (
    FIELD_COLUMN,
    HINT_ROW,
    LABEL_COLUMN,
    SUBTITLE_ROW,
    TITLE_ROW,
    GroupSheet,
)
from tilannekuva.outbox.asking import (
    answer_style,
    is_as_sent,
    is_no_choice,
    is_no_date,
    is_overdue,
    value_rule,
)
from tilannekuva.outbox.drawing import Drawing
from tilannekuva.outbox.measure import CellText, row_height
from tilannekuva.outbox.pages import page_ends, page_room
from tilannekuva.outbox.styles import StyleName
from tilannekuva.outbox.told import told_style
from tilannekuva.outbox.writing import Sheet

_LOW_ROW = 18.0
_LEAST_ROW = 42.0
"""Room for three lines, so that an ordinary answer fits."""
_LEAST_NARRATIVE = 110.0
_FILTER_BUTTON = 15.0
"""The room that the buttons of the filter take below the headings."""
_REPEATED = ("entity", "task", "phase")
_STANDARD_ROW = 15.0
"""The height of a row to which none is given."""


def draw_group_sheet(drawing: Drawing, layout: GroupSheet) -> None:
    """Draw one group's sheet; every cell stands where the layout says."""
    form = drawing.form
    sheet = drawing.book.sheet(layout.name)
    sheet.set_widths(dict(enumerate(drawing.widths)))
    _draw_top(drawing, layout, sheet)
    _draw_signature(drawing, layout, sheet)
    _draw_head(drawing, layout, sheet)
    _draw_subtasks(drawing, layout, sheet)
    _set_rules(drawing, layout, sheet)
    last_row = _draw_narratives(drawing, layout, sheet)
    last_column = len(form.columns) - 1
    sheet.filter((layout.header_row, 0, layout.last_row, last_column))
    sheet.freeze(layout.first_row, form.column_numbers["subtask"] + 1)
    sheet.begin_at(layout.first_row, form.column_numbers["status"])
    footer = drawing.footer(drawing.group_name(layout.group), layout.group.id)
    sheet.lay_out((last_row, last_column), footer, layout.header_row).lock()
    sheet.begin_pages_at(_pages(drawing, layout, sheet, last_row))


def _draw_top(drawing: Drawing, layout: GroupSheet, sheet: Sheet) -> None:
    form, words = drawing.form, drawing.words
    sheet.put(TITLE_ROW, 0, drawing.group_name(layout.group), "title")
    told = (
        drawing.label(form.region.name),
        words.value(form.month),
        words("return by the end of {day}", day=form.deadline),
    )
    sheet.put(SUBTITLE_ROW, 0, " · ".join(told), "subtitle")
    hint = _hint(drawing)
    across = (0, len(form.columns) - 1)
    sheet.put_across(HINT_ROW, across, hint, "hint")
    sheet.set_height(TITLE_ROW, 26.0).set_height(SUBTITLE_ROW, 20.0)
    sheet.set_height(HINT_ROW, row_height([(hint, drawing.width(*across), "hint")], _LOW_ROW))


def _hint(drawing: Drawing) -> str:
    words = drawing.lines
    if drawing.contents.prefilled:
        return words(
            "Last month’s answers stand in grey italics: change what has changed, and write who "
            "filled in the sheet and when. Critical subtasks are marked “{mark}”. An answer that "
            "cannot be read turns red, and so does a deadline that has passed.",
            mark=msg("critical"),
        )
    return words(
        "Fill in the yellow cells and choose from the list where there is one. "
        "Critical subtasks are marked “{mark}”. An answer that cannot be read turns red, "
        "and so does a deadline that has passed.",
        mark=msg("critical"),
    )


def _draw_signature(drawing: Drawing, layout: GroupSheet, sheet: Sheet) -> None:
    for question in layout.signature:
        row = layout.field_rows[question.id]
        label = drawing.label(question.name)
        value = drawing.contents.fields.get((layout.group.id, question.id))
        across = (FIELD_COLUMN, FIELD_COLUMN + 1)
        sheet.put(row, LABEL_COLUMN, label, "label")
        sheet.put_across(row, across, value, answer_style(question))
        _ask(drawing, sheet, (row, FIELD_COLUMN, row, FIELD_COLUMN), question)
        text = value if isinstance(value, str) else ""
        cells: list[CellText] = [
            (label, drawing.widths[LABEL_COLUMN], "label"),
            (text, drawing.width(*across), answer_style(question)),
        ]
        sheet.set_height(row, row_height(cells, _LOW_ROW))


def _draw_head(drawing: Drawing, layout: GroupSheet, sheet: Sheet) -> None:
    row = layout.header_row
    cells: list[CellText] = []
    for place, column in enumerate(drawing.form.columns):
        style: StyleName = "asked_head" if column.question else "told_head"
        heading = drawing.label(column.heading)
        sheet.put(row, place, heading, style)
        cells.append((heading, drawing.widths[place], style))
    sheet.set_height(row, row_height(cells) + _FILTER_BUTTON)


def _draw_subtasks(drawing: Drawing, layout: GroupSheet, sheet: Sheet) -> None:
    above: dict[str, CellValue] = {}
    for row, step in enumerate(layout.positions, start=layout.first_row):
        told = drawing.told[step.subtask.id]
        _draw_subtask(drawing, sheet, row, step, above)
        above = told


def _draw_subtask(
    drawing: Drawing, sheet: Sheet, row: int, step: Position, above: dict[str, CellValue]
) -> None:
    """Draw a row; what stands in the one above it as well is told in a lighter colour."""
    told = drawing.told[step.subtask.id]
    texts: list[CellText] = []
    for place, column in enumerate(drawing.form.columns):
        value: CellValue
        style: StyleName
        if column.question is None:
            value, style = told[column.key], told_style(column.key)
            if column.key in _REPEATED and value == above.get(column.key):
                style = "told_again"
        else:
            value = drawing.contents.answers.get((step.subtask.id, column.key))
            style = answer_style(column.question)
        sheet.put(row, place, value, style)
        if isinstance(value, str):
            texts.append((value, drawing.widths[place], style))
    sheet.set_height(row, row_height(texts, _LEAST_ROW), grows=True)


def _pages(drawing: Drawing, layout: GroupSheet, sheet: Sheet, last_row: int) -> list[int]:
    """Return the rows at which a page begins: of tasks, and of what stands under the table."""
    by_task = groupby(
        enumerate(layout.positions, start=layout.first_row), key=lambda each: each[1].task.id
    )
    firsts = [next(steps)[0] for _task, steps in by_task]
    if layout.narratives:
        firsts.append(layout.narrative_heading_row)
    ends = (*firsts[1:], last_row + 1)

    def heights(first: int, end: int) -> list[float]:
        return [sheet.heights.get(row, _STANDARD_ROW) for row in range(first, end)]

    blocks = [heights(first, end) for first, end in zip(firsts, ends, strict=True)]
    before, head = sum(heights(0, layout.first_row)), sheet.heights[layout.header_row]
    starts = page_ends(blocks, page_room(drawing.widths), before, head)
    return [firsts[number] for number in starts]


def _set_rules(drawing: Drawing, layout: GroupSheet, sheet: Sheet) -> None:
    """Set drop-downs and colours, once for each column."""
    numbers = drawing.form.column_numbers
    for column in drawing.form.columns:
        if column.question is not None:
            place = numbers[column.key]
            area = (layout.first_row, place, layout.last_row, place)
            _ask(drawing, sheet, area, column.question)
            if drawing.contents.prefilled:
                cell = cell_address(layout.first_row, place)
                code = f"${cell_address(layout.first_row, numbers['id'])}"
                sheet.colour_where(area, is_as_sent(cell, code, column.key), "unchanged")
    due, status = numbers["due"], numbers["status"]
    formula = is_overdue(
        f"${cell_address(layout.first_row, due)}",
        f"${cell_address(layout.first_row, status)}",
        drawing.form.month.as_of,
    )
    sheet.colour_where((layout.first_row, due, layout.last_row, due), formula, "alert")


def _draw_narratives(drawing: Drawing, layout: GroupSheet, sheet: Sheet) -> int:
    """Draw the questions under the table; return the last row."""
    words = drawing.words
    heading_row = layout.narrative_heading_row
    if not layout.narratives:
        return layout.last_row
    sheet.put(heading_row, LABEL_COLUMN, words("The group in its own words"), "heading")
    sheet.set_height(heading_row, 24.0)
    across = (FIELD_COLUMN, drawing.form.column_numbers["last_status"])
    for question in layout.narratives:
        row = layout.field_rows[question.id]
        value = drawing.contents.fields.get((layout.group.id, question.id))
        style = answer_style(question)
        sheet.put(row, LABEL_COLUMN, drawing.label(question.name), "label")
        sheet.put(row + 1, LABEL_COLUMN, drawing.name(question.help), "help")
        sheet.put_across(row, across, value, style, rows=2)
        _ask(drawing, sheet, (row, FIELD_COLUMN, row, FIELD_COLUMN), question)
        _set_narrative_heights(drawing, sheet, row, question, (value, drawing.width(*across)))
    return row + 1


def _set_narrative_heights(
    drawing: Drawing, sheet: Sheet, row: int, question: Question, answer: tuple[CellValue, float]
) -> None:
    value, width = answer
    label_width = drawing.widths[LABEL_COLUMN]
    label = row_height([(drawing.label(question.name), label_width, "label")], _LOW_ROW)
    cells: list[CellText] = [
        (drawing.name(question.help) or "", label_width, "help"),
        (value if isinstance(value, str) else "", width, answer_style(question)),
    ]
    sheet.set_height(row, label)
    sheet.set_height(row + 1, row_height(cells, _LEAST_NARRATIVE - label))


def _ask(
    drawing: Drawing, sheet: Sheet, area: tuple[int, int, int, int], question: Question
) -> None:
    sheet.validate(area, value_rule(drawing, question))
    cell = f"${cell_address(area[0], area[1])}"
    if question.kind == "choice" and question.scale is not None:
        sheet.colour_where(area, is_no_choice(cell, question.scale), "alert")
    elif question.kind == "date":
        sheet.colour_where(area, is_no_date(cell), "alert")
