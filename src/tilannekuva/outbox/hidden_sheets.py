"""The sheets nobody sees: the words behind the drop-downs, and which form this is."""

from collections.abc import Iterator

from tilannekuva.domain.roadmap import ScaleId
from tilannekuva.layout.identity import (
    ISSUED_SHEET,
    LISTS_SHEET,
    META_SHEET,
    SHOWN_HEADINGS,
)
from tilannekuva.outbox.asking import (
    CLOSED_WORDS,
    SENT_CODES,
    choice_words_name,
    labels_name,
    sent_name,
    words_name,
)
from tilannekuva.outbox.drawing import Drawing
from tilannekuva.outbox.writing import Sheet

_CLOSED = ("done", "not_applicable")
_SCALES: tuple[ScaleId, ...] = ("status", "risk", "support", "light")


def draw_lists(drawing: Drawing) -> None:
    """Draw the hidden lists: a column each, under its own name, and named for the rules."""
    sheet = drawing.book.sheet(LISTS_SHEET)
    for column, (name, entries) in enumerate(_lists(drawing)):
        sheet.put(0, column, name, "hidden")
        for row, entry in enumerate(entries, start=1):
            sheet.put(row, column, entry, "hidden")
        drawing.book.name_range(name, LISTS_SHEET, column, 1, len(entries))
    _draw_shown(drawing, sheet, column + 1)
    sheet.lock().hide()


def draw_sent_answers(drawing: Drawing) -> None:
    """Keep, hidden, the answers the form is sent with, to tell later what was changed."""
    sheet = drawing.book.sheet(ISSUED_SHEET)
    questions = [question.id for question in drawing.form.roadmap.questions.subtask]
    contents = drawing.contents
    answers = contents.answers if contents.sent is None else contents.sent
    subtasks = list(dict.fromkeys(subtask for subtask, _ in answers))
    for column, name in enumerate(("id", *questions)):
        sheet.put(0, column, name, "hidden")
    for row, subtask in enumerate(subtasks, start=1):
        sheet.put(row, 0, subtask, "hidden")
        for column, question in enumerate(questions, start=1):
            sheet.put(row, column, answers.get((subtask, question)), "hidden")
    for column, name in enumerate((SENT_CODES, *map(sent_name, questions))):
        drawing.book.name_range(name, ISSUED_SHEET, column, 1, max(len(subtasks), 1))
    sheet.lock().hide()


def draw_identity(drawing: Drawing) -> None:
    """Stamp the form with what it is: in a hidden sheet and in the document's properties."""
    identity = drawing.form.identity
    sheet = drawing.book.sheet(META_SHEET)
    for row, (key, value) in enumerate(identity.stamped.items()):
        sheet.put(row, 0, key, "hidden").put(row, 1, value, "hidden")
    sheet.lock().hide()
    drawing.book.stamp(identity.properties)


def _draw_shown(drawing: Drawing, sheet: Sheet, column: int) -> None:
    """Keep what the form shows of last month, to tell later what was typed over it."""
    for place, heading in enumerate(SHOWN_HEADINGS, start=column):
        sheet.put(0, place, heading, "hidden")
    shown = ((each, told["last_status"]) for each, told in drawing.told.items())
    for row, entry in enumerate((each for each in shown if each[1] is not None), start=1):
        for place, value in enumerate(entry, start=column):
            sheet.put(row, place, value, "hidden")


def _lists(drawing: Drawing) -> Iterator[tuple[str, tuple[str, ...]]]:
    scales = drawing.form.roadmap.answer_scale
    for scale in _SCALES:
        choices = scales.choices(scale)
        yield labels_name(scale), tuple(drawing.label(choice.label) for choice in choices)
        accepted = (word for choice in choices for word in choice.words())
        yield words_name(scale), tuple(dict.fromkeys(accepted))
    for choice in scales.light:
        yield choice_words_name("light", choice.id), choice.words()
    closed = (word for choice in scales.status if choice.id in _CLOSED for word in choice.words())
    yield CLOSED_WORDS, tuple(dict.fromkeys(closed))
