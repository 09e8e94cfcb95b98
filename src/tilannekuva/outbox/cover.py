"""Draw the cover: what to do and by when, how far one has come, and the region's questions."""

from collections.abc import Iterator

from tilannekuva.domain.roadmap import Question
from tilannekuva.domain.workbook import CellValue, cell_address
from tilannekuva.layout.form import LABEL_COLUMN, LIGHT_COLUMN, TEXT_COLUMN, GroupSheet
from tilannekuva.outbox.asking import choice_rule, is_choice, is_no_choice, value_rule
from tilannekuva.outbox.drawing import Drawing
from tilannekuva.outbox.measure import row_height
from tilannekuva.outbox.styles import StyleName, points
from tilannekuva.outbox.writing import Sheet, absolute

_WIDTHS = {0: 2.0, 1: 46.0, 2: 28.0, 3: 22.0, 4: 22.0, 5: 22.0}
_LAST_COLUMN = 5
_WHOLE_WIDTH = sum(width for column, width in _WIDTHS.items() if column >= LABEL_COLUMN)
_TEXT_WIDTH = sum(width for column, width in _WIDTHS.items() if column >= TEXT_COLUMN)
_FIRST_COUNT_COLUMN = LABEL_COLUMN + 1
_LOW_ROW = 18.0
_GAP = 10.0
_LEAST_TEXT = 64.0
_LIGHTS: tuple[StyleName, ...] = ("green", "yellow", "red")


def draw_cover(drawing: Drawing) -> None:
    """Draw the cover, on which the workbook opens."""
    form = drawing.form
    name = drawing.label(form.glossary.headings["cover"])
    sheet = drawing.book.sheet(name.replace("/", "–"))
    sheet.set_widths(_WIDTHS)
    row = _draw_top(drawing, sheet)
    row = _draw_steps(drawing, sheet, row)
    row = _draw_progress(drawing, sheet, row)
    if form.region_questions:
        row = _draw_region_questions(drawing, sheet, row)
    sheet.lay_out((row - 1, _LAST_COLUMN), drawing.footer(name)).lock().lead()


def _draw_top(drawing: Drawing, sheet: Sheet) -> int:
    form, words = drawing.form, drawing.words
    sheet.put(0, LABEL_COLUMN, words("Situational picture of the regional implementation"), "title")
    sheet.put(1, LABEL_COLUMN, drawing.label(form.region.name), "heading")
    sheet.set_height(0, 32.0).set_height(1, 22.0)
    row = 2
    for label, fact in _facts(drawing):
        sheet.put(row, LABEL_COLUMN, label, "label").put(row, LABEL_COLUMN + 1, fact, "note")
        sheet.set_height(row, _LOW_ROW)
        row += 1
    return _gap(sheet, row)


def _facts(drawing: Drawing) -> Iterator[tuple[str, str]]:
    form, words, contact = drawing.form, drawing.words, drawing.contact
    headings = form.glossary.headings
    if form.only_group:
        group = form.roadmap.group(form.only_group)
        yield drawing.label(headings["group"]), drawing.group_name(group)
    yield drawing.label(headings["month"]), words.value(form.month)
    yield words("Return by"), words("{day}, by the end of the day", day=form.deadline)
    ways = [way for way in (contact.name, contact.email, contact.phone) if way]
    if ways:
        yield words("Further information"), " · ".join(ways)


def _draw_steps(drawing: Drawing, sheet: Sheet, row: int) -> int:
    words = drawing.words
    sheet.put(row, LABEL_COLUMN, words("What to do"), "heading").set_height(row, 22.0)
    for number, step in enumerate(_steps(drawing), start=1):
        row += 1
        # A second language stands under the first, in line with its text.
        text = f"{number}.  {step}".replace("\n", "\n     ")
        sheet.put_across(row, (LABEL_COLUMN, _LAST_COLUMN), text, "step")
        sheet.set_height(row, row_height([(text, _WHOLE_WIDTH, points("step"))]))
    return _gap(sheet, row + 1)


def _steps(drawing: Drawing) -> tuple[str, ...]:
    words = drawing.lines
    email = drawing.contact.email
    send = (
        words("Save the workbook and send it to {email}.", email=email)
        if email
        else words("Save the workbook and send it back to the one you got it from.")
    )
    return (
        words("Open the sheet of your preparation group from the tabs below."),
        words("Fill in the yellow cells. Choose a status for each subtask, critical ones first."),
        words("Tell the rest where it helps: dates, risks, the support needed, the situation."),
        words(
            "Answer the questions under the table, and write at the top of the sheet "
            "who filled it in and when."
        ),
        send,
    )


def _draw_progress(drawing: Drawing, sheet: Sheet, row: int) -> int:
    """Draw a table that counts by formulas how much of the form is answered."""
    words = drawing.words
    sheet.put(row, LABEL_COLUMN, words("How far you have come"), "heading").set_height(row, 22.0)
    row += 1
    headings = (
        drawing.label(drawing.form.glossary.headings["group"]),
        words("Subtasks answered"),
        words("Subtasks on the form"),
        words("Critical answered"),
        words("Critical on the form"),
    )
    for column, heading in enumerate(headings, start=LABEL_COLUMN):
        sheet.put(row, column, heading, "told_head")
    widths = (_WIDTHS[column] for column in range(LABEL_COLUMN, _LAST_COLUMN + 1))
    size = points("told_head")
    cells = [(text, width, size) for text, width in zip(headings, widths, strict=True)]
    sheet.set_height(row, row_height(cells))
    first = row + 1
    for layout in drawing.form.sheets:
        row += 1
        _draw_count(drawing, sheet, row, layout)
    if len(drawing.form.sheets) > 1:
        row += 1
        _draw_total(drawing, sheet, row, first)
    return _gap(sheet, row + 1)


def _draw_count(drawing: Drawing, sheet: Sheet, row: int, layout: GroupSheet) -> None:
    numbers = drawing.form.column_numbers
    status = _cells(layout, numbers["status"])
    marks = _cells(layout, numbers["critical"])
    name = drawing.group_name(layout.group)
    sheet.put(row, LABEL_COLUMN, name, "counted")
    counts = (
        f'=COUNTIF({status},"<>")',
        f"=ROWS({status})",
        f'=COUNTIFS({status},"<>",{marks},"<>")',
        f'=COUNTIF({marks},"<>")',
    )
    for column, formula in enumerate(counts, start=_FIRST_COUNT_COLUMN):
        sheet.put_formula(row, column, formula, "count")
    height = row_height([(name, _WIDTHS[LABEL_COLUMN], points("counted"))], _LOW_ROW)
    sheet.set_height(row, height)


def _draw_total(drawing: Drawing, sheet: Sheet, row: int, first: int) -> None:
    words = drawing.words
    sheet.put(row, LABEL_COLUMN, words("In all"), "total_name").set_height(row, _LOW_ROW)
    for column in range(_FIRST_COUNT_COLUMN, _LAST_COLUMN + 1):
        area = f"{cell_address(first, column)}:{cell_address(row - 1, column)}"
        sheet.put_formula(row, column, f"=SUM({area})", "total")


def _cells(layout: GroupSheet, column: int) -> str:
    first = absolute(cell_address(layout.first_row, column))
    last = absolute(cell_address(layout.last_row, column))
    return f"'{layout.name}'!{first}:{last}"


def _draw_region_questions(drawing: Drawing, sheet: Sheet, row: int) -> int:
    """Draw the region's questions, each with a light and a text."""
    words, headings = drawing.words, drawing.form.glossary.headings
    sheet.put(row, LABEL_COLUMN, words("The region as a whole"), "heading").set_height(row, 22.0)
    row += 1
    hint = words("Choose a light for each topic and describe the situation in a few sentences.")
    sheet.put(row, LABEL_COLUMN, hint, "note").set_height(row, _LOW_ROW)
    row += 1
    sheet.put(row, LABEL_COLUMN, drawing.label(headings["topic"]), "told_head")
    sheet.put(row, LIGHT_COLUMN, drawing.label(headings["light"]), "asked_head")
    text_heading = drawing.label(headings["text"])
    sheet.put_across(row, (TEXT_COLUMN, _LAST_COLUMN), text_heading, "asked_head")
    sheet.set_height(row, _LOW_ROW)
    for question in drawing.form.region_questions:
        row += 1
        _draw_region_question(drawing, sheet, row, question)
    return row + 1


def _draw_region_question(drawing: Drawing, sheet: Sheet, row: int, question: Question) -> None:
    label = drawing.label(question.name)
    text: CellValue = drawing.contents.cover_text(question.id)
    sheet.put(row, LABEL_COLUMN, label, "topic")
    sheet.put_across(row, (TEXT_COLUMN, _LAST_COLUMN), text, "answer_text")
    sheet.validate((row, TEXT_COLUMN, row, TEXT_COLUMN), value_rule(drawing, question))
    sheet.put(row, LIGHT_COLUMN, drawing.contents.lights.get(question.id), "answer")
    if question.scale is not None:
        area = (row, LIGHT_COLUMN, row, LIGHT_COLUMN)
        cell = f"${cell_address(row, LIGHT_COLUMN)}"
        sheet.validate(area, choice_rule(drawing, question, question.scale))
        sheet.colour_where(area, is_no_choice(cell, question.scale), "alert")
        for choice in drawing.form.roadmap.answer_scale.choices(question.scale):
            if choice.id in _LIGHTS and question.scale == "light":
                sheet.colour_where(area, is_choice(cell, question.scale, choice.id), choice.id)
    written = text if isinstance(text, str) else ""
    cells = [
        (label, _WIDTHS[LABEL_COLUMN], points("topic")),
        (written, _TEXT_WIDTH, points("answer_text")),
    ]
    sheet.set_height(row, row_height(cells, _LEAST_TEXT))


def _gap(sheet: Sheet, row: int) -> int:
    """Leave a low row free; return the next one."""
    sheet.set_height(row, _GAP)
    return row + 1
