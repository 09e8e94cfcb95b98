"""How an answer cell asks: its look, its drop-down or limits, and when it turns red.

Pasting goes past a drop-down, so a second rule colours what the reader could not use.
"""

from datetime import date
from typing import Final

from tilannekuva.domain.roadmap import Question, ScaleId
from tilannekuva.outbox.drawing import Drawing
from tilannekuva.outbox.form_words import OWN_LINES, SAME_LINE
from tilannekuva.outbox.styles import StyleName

FIRST_DAY: Final = date(2020, 1, 1)
LAST_DAY: Final = date(2035, 12, 31)
"""A date outside of these days is a slip of the pen."""

SENT_CODES = "tk_sent_codes"
"""The name of the subtasks that a form was sent with an answer to."""

CLOSED_WORDS: Final = "tk_closed"
"""The defined name of the words for a status with which a subtask needs nothing more."""

_LONGEST_TITLE = 32
_LONGEST_MESSAGE = 255


def sent_name(question: str) -> str:
    """Return the name of the answers to a question that a form was sent with."""
    return f"tk_sent_{question}"


def labels_name(scale: ScaleId) -> str:
    """Return the defined name of the choices of a scale, as the form shows them."""
    return f"tk_{scale}"


def words_name(scale: ScaleId) -> str:
    """Return the defined name of all the words that are read as choices of a scale."""
    return f"tk_{scale}_words"


def choice_words_name(scale: ScaleId, choice: str) -> str:
    """Return the defined name of the words that are read as one choice."""
    return f"tk_{scale}_{choice}"


def answer_style(question: Question) -> StyleName:
    """Return the look of a question's cell."""
    if question.scale is not None and question.kind == "choice":
        return "answer"
    return "answer_date" if question.kind == "date" else "answer_text"


def choice_rule(drawing: Drawing, question: Question, scale: ScaleId) -> dict[str, object]:
    """Return the drop-down of a scale."""
    words = drawing.lines
    advice = words("Choose a value from the list.")
    return {
        "validate": "list",
        "source": f"={labels_name(scale)}",
        **_input_message(drawing, question, advice, "light"),
        **_error(words("Not in the list"), advice),
    }


def value_rule(drawing: Drawing, question: Question) -> dict[str, object]:
    """Return what a question's cell accepts."""
    if question.kind == "choice" and question.scale is not None:
        return choice_rule(drawing, question, question.scale)
    if question.kind == "date":
        return _date_rule(drawing, question)
    words, most = drawing.lines, question.max_length
    return {
        "validate": "length",
        "criteria": "<=",
        "value": most,
        "error_type": "warning",
        **_input_message(drawing, question, words("At most {most} characters.", most=most), "text"),
        **_error(
            words("A long text"), words("The text is longer than {most} characters.", most=most)
        ),
    }


def is_no_choice(cell: str, scale: ScaleId) -> str:
    """Return the formula of a cell that holds something which is no choice of a scale."""
    return f'=AND(TRIM({cell})<>"",NOT({_is_among(cell, words_name(scale))}))'


def is_choice(cell: str, scale: ScaleId, choice: str) -> str:
    """Return the formula of a cell that holds a choice, in any language."""
    return f"={_is_among(cell, choice_words_name(scale, choice))}"


def is_no_date(cell: str) -> str:
    """Return the formula of a cell that holds something which is no date of our years."""
    first, last = _day(FIRST_DAY), _day(LAST_DAY)
    outside = f"NOT(ISNUMBER({cell})),{cell}<{first},{cell}>{last}"
    return f'=AND(TRIM({cell})<>"",OR({outside}))'


def is_as_sent(cell: str, code: str, question: str) -> str:
    """Return the formula of an answer that is still the one the form was sent with."""
    sent = f"INDEX({sent_name(question)},MATCH({code},{SENT_CODES},0))"
    return f'=AND({cell}<>"",{cell}={sent})'


def is_overdue(due: str, status: str, as_of: date) -> str:
    """Return the formula of a due date that has passed while the status says not done."""
    open_ = f"NOT({_is_among(status, CLOSED_WORDS)})"
    return f'=AND(TRIM({status})<>"",ISNUMBER({due}),{due}<={_day(as_of)},{open_})'


def _date_rule(drawing: Drawing, question: Question) -> dict[str, object]:
    words = drawing.lines
    advice = words(
        "Write a date such as {example}, between {first} and {last}.",
        example=drawing.form.month.as_of,
        first=FIRST_DAY,
        last=LAST_DAY,
    )
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": FIRST_DAY,
        "maximum": LAST_DAY,
        **_input_message(drawing, question, advice, question.id),
        **_error(words("Not a date"), advice),
    }


def _is_among(cell: str, name: str) -> str:
    # Not COUNTIF or MATCH: those take * and ? in the cell for any letters.
    return f"SUMPRODUCT(--({name}=TRIM({cell})))>0"


def _day(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def _input_message(
    drawing: Drawing, question: Question, otherwise: str, column: str
) -> dict[str, object]:
    """Return the help shown at the cell, or other advice where the roadmap has none."""
    label = drawing.label(question.name)
    # Where both languages or a long label do not fit, there is less; the message has both.
    titles = [label, label.split(SAME_LINE)[0]]
    heading = drawing.form.glossary.headings.get(column)
    if heading is not None:
        titles.append(drawing.label(heading))
    fitting = (title for title in titles if len(title) <= _LONGEST_TITLE)
    return {
        "input_title": next(fitting, _within(titles[-1], _LONGEST_TITLE)),
        "input_message": _within(drawing.name(question.help) or otherwise, _LONGEST_MESSAGE),
    }


def _error(title: str, message: str) -> dict[str, object]:
    return {
        "error_title": _within(title.replace(OWN_LINES, SAME_LINE), _LONGEST_TITLE),
        "error_message": _within(message, _LONGEST_MESSAGE),
    }


def _within(text: str, most: int) -> str:
    """Return a text no longer than Excel shows; help that is longer is cut at a word."""
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rsplit(maxsplit=1)[0]}…"
