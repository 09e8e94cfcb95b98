"""Draw the cover: what to do and by when, how far one has come, and the region's questions."""

from collections.abc import Iterator

from tilannekuva.domain.roadmap import Question
from tilannekuva.domain.workbook import CellValue, cell_address, written
from tilannekuva.layout.form import LABEL_COLUMN, LIGHT_COLUMN, TEXT_COLUMN, GroupSheet
from tilannekuva.outbox.asking import choice_rule, is_choice, is_no_choice, value_rule
from tilannekuva.outbox.drawing import Drawing
from tilannekuva.outbox.measure import CellText, row_height
from tilannekuva.outbox.pages import page_room
from tilannekuva.outbox.styles import StyleName
from tilannekuva.outbox.writing import Sheet, absolute

_WIDTHS = {0: 2.0, 1: 42.0, 2: 28.0, 3: 22.0, 4: 22.0, 5: 22.0}
_LAST_COLUMN = 5
_FACT_COLUMNS = (2, 3)
_KEY_COLUMNS = (4, _LAST_COLUMN)
_KEY_ROW = 1
_FIRST_COUNT_COLUMN = LABEL_COLUMN + 1
_LOW_ROW = 18.0
_HEADING_ROW = 22.0
_GAP = 10.0
_LEAST_TEXT = 54.0
_LEAST_SCALE = 0.72
"""A cover that would have to be made smaller than this is printed on two pages."""
_LIGHTS: tuple[StyleName, ...] = ("green", "yellow", "red")


def draw_cover(drawing: Drawing) -> None:
    """Draw the cover, on which the workbook opens."""
    form = drawing.form
    name = drawing.label(form.glossary.headings["cover"])
    sheet = drawing.book.sheet(name.replace("/", "–"))
    sheet.set_widths(_WIDTHS)
    row = _draw_top(drawing, sheet)
    row = _draw_steps(drawing, sheet, row)
    questions_row = row = _draw_progress(drawing, sheet, row)
    if form.region_questions:
        row = _draw_region_questions(drawing, sheet, row)
    sheet.lay_out((row - 1, _LAST_COLUMN), drawing.footer(name)).lock().lead()
    if page_room(tuple(_WIDTHS.values())) / sum(sheet.heights.values()) >= _LEAST_SCALE:
        sheet.print_on_one_page()
    elif form.region_questions:
        sheet.begin_pages_at([questions_row])


def _draw_top(drawing: Drawing, sheet: Sheet) -> int:
    form, words = drawing.form, drawing.words
    sheet.put(0, LABEL_COLUMN, words("Situational picture of the regional implementation"), "title")
    sheet.put(1, LABEL_COLUMN, drawing.label(form.region.name), "heading")
    sheet.set_height(0, 32.0)
    facts = list(_facts(drawing))
    keys = dict(enumerate(_keys(drawing), start=_KEY_ROW))
    row = 1
    for row, (label, fact) in enumerate(facts, start=2):
        sheet.put(row, LABEL_COLUMN, label, "fact_label")
        sheet.put_across(row, _FACT_COLUMNS, fact, "fact")
        sheet.set_height(row, _fact_height(label, fact))
    for row_of_key, (style, text) in keys.items():
        sheet.put_across(row_of_key, _KEY_COLUMNS, text, style)
        least = sheet.heights.get(row_of_key, _HEADING_ROW)
        height = row_height([(text, _width(*_KEY_COLUMNS), style)], least)
        sheet.set_height(row_of_key, height)
    return _gap(sheet, row + 1)


def _fact_height(label: str, fact: str) -> float:
    cells: list[CellText] = [
        (label, _WIDTHS[LABEL_COLUMN], "fact_label"),
        (fact, _width(*_FACT_COLUMNS), "fact"),
    ]
    return row_height(cells, _LOW_ROW)


def _keys(drawing: Drawing) -> Iterator[tuple[StyleName, str]]:
    """Yield what each colour of a cell means."""
    words = drawing.lines
    yield "key_fill", words("To be filled in")
    yield "key_told", words("For information, locked")
    yield "key_alert", words("Cannot be read, or the deadline has passed")


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
    _heading(sheet, row, drawing.words("What to do"))
    for number, step in enumerate(_steps(drawing), start=1):
        row += 1
        # A second language stands under the first, in line with its text.
        text = f"{number}.  {step}".replace("\n", "\n     ")
        sheet.put_across(row, (LABEL_COLUMN, _LAST_COLUMN), text, "step")
        sheet.set_height(row, row_height([(text, _width(LABEL_COLUMN, _LAST_COLUMN), "step")]))
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
    _heading(sheet, row, words("How far you have come"))
    row += 1
    headings = (
        drawing.label(drawing.form.glossary.headings["group"]),
        words("Subtasks answered"),
        words("Subtasks on the form"),
        words("Critical answered"),
        words("Critical on the form"),
    )
    cells: list[CellText] = []
    for column, heading in enumerate(headings, start=LABEL_COLUMN):
        style: StyleName = "cover_head" if column == LABEL_COLUMN else "count_head"
        sheet.put(row, column, heading, style)
        cells.append((heading, _WIDTHS[column], style))
    sheet.set_height(row, row_height(cells, _LOW_ROW))
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
    height = row_height([(name, _WIDTHS[LABEL_COLUMN], "counted")], _LOW_ROW)
    sheet.set_height(row, height)
    for column in (_FIRST_COUNT_COLUMN, _FIRST_COUNT_COLUMN + 2):
        answered, asked = cell_address(row, column), cell_address(row, column + 1)
        formula = f"=AND({asked}>0,{answered}={asked})"
        sheet.colour_where((row, column, row, column), formula, "all_done")


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
    _heading(sheet, row, words("The region as a whole"))
    row += 1
    hint = words("Choose a light for each topic and describe the situation in a few sentences.")
    sheet.put(row, LABEL_COLUMN, hint, "note").set_height(row, _LOW_ROW)
    row += 1
    sheet.put(row, LABEL_COLUMN, drawing.label(headings["topic"]), "cover_head")
    sheet.put(row, LIGHT_COLUMN, drawing.label(headings["light"]), "cover_asked")
    text_heading = drawing.label(headings["text"])
    sheet.put_across(row, (TEXT_COLUMN, _LAST_COLUMN), text_heading, "cover_asked")
    sheet.set_height(row, _LOW_ROW)
    for question in drawing.form.region_questions:
        row += 1
        _draw_region_question(drawing, sheet, row, question)
    return row + 1


def _draw_region_question(drawing: Drawing, sheet: Sheet, row: int, question: Question) -> None:
    label = drawing.label(question.name)
    text: CellValue = drawing.contents.cover_text(question.id)
    light: CellValue = drawing.contents.lights.get(question.id)
    sheet.put(row, LABEL_COLUMN, label, "topic")
    sheet.put_across(row, (TEXT_COLUMN, _LAST_COLUMN), text, "answer_text")
    sheet.validate((row, TEXT_COLUMN, row, TEXT_COLUMN), value_rule(drawing, question))
    sheet.put(row, LIGHT_COLUMN, light, "answer")
    if question.scale is not None:
        area = (row, LIGHT_COLUMN, row, LIGHT_COLUMN)
        cell = f"${cell_address(row, LIGHT_COLUMN)}"
        sheet.validate(area, choice_rule(drawing, question, question.scale))
        sheet.colour_where(area, is_no_choice(cell, question.scale), "alert")
        for choice in drawing.form.roadmap.answer_scale.choices(question.scale):
            if choice.id in _LIGHTS and question.scale == "light":
                sheet.colour_where(area, is_choice(cell, question.scale, choice.id), choice.id)
    cells: list[CellText] = [
        (label, _WIDTHS[LABEL_COLUMN], "topic"),
        (written(light), _WIDTHS[LIGHT_COLUMN], "answer"),
        (written(text), _width(TEXT_COLUMN, _LAST_COLUMN), "answer_text"),
    ]
    sheet.set_height(row, row_height(cells, _LEAST_TEXT))


def _heading(sheet: Sheet, row: int, text: str) -> None:
    sheet.put(row, LABEL_COLUMN, text, "heading").set_height(row, _HEADING_ROW)


def _width(first: int, last: int) -> float:
    return sum(_WIDTHS[column] for column in range(first, last + 1))


def _gap(sheet: Sheet, row: int) -> int:
    """Leave a low row free; return the next one."""
    sheet.set_height(row, _GAP)
    return row + 1
