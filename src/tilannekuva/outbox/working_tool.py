"""Draw a working tool: the workbook that one region fills in for one month."""

from datetime import UTC, datetime, time

from tilannekuva.domain.settings import Contact
from tilannekuva.domain.texts import form_languages
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.cover import draw_cover
from tilannekuva.outbox.drawing import Drawing
from tilannekuva.outbox.form_words import FormWords
from tilannekuva.outbox.group_sheet import draw_group_sheet
from tilannekuva.outbox.hidden_sheets import draw_identity, draw_lists, draw_sent_answers
from tilannekuva.outbox.writing import Book

_EMPTY = FormContents()
_NOBODY = Contact()


def draw_working_tool(
    form: Form, contents: FormContents = _EMPTY, contact: Contact = _NOBODY
) -> bytes:
    """Draw a working tool and return the bytes of its workbook.

    The same form, contents and contact give the same bytes. Values of the contents are
    written as they are, also those a person would be asked to correct.

    Args:
        form: the region, the month, the language and the rows that follow from them.
        contents: what stands in the fields, if anything, and last month's statuses.
        contact: whom the region can ask.

    Raises:
        RefusedWriteError: a value does not fit into a cell as it is.
        MissingTranslationError: the catalogues lack a language of the form.
    """
    words = FormWords(form.language)
    end_of_month = datetime.combine(form.month.as_of, time(), tzinfo=UTC)
    title = words("Situational picture of the regional implementation")
    leading = form_languages(form.language)[0]
    named = f"{title} – {form.region.short_name(leading)} {form.month}"
    book = Book(named, contents.saved or end_of_month)
    drawing = Drawing(form, contents, contact, book)
    draw_cover(drawing)
    for sheet in form.sheets:
        draw_group_sheet(drawing, sheet)
    draw_lists(drawing)
    if contents.prefilled:
        draw_sent_answers(drawing)
    draw_identity(drawing)
    return book.finished()
