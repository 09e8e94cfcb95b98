"""What every part of a working tool is drawn from."""

from dataclasses import dataclass
from functools import cached_property

from tilannekuva.domain.roadmap import PreparationGroup
from tilannekuva.domain.settings import Contact
from tilannekuva.domain.texts import LocalText
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.form_words import OWN_LINES, FormWords
from tilannekuva.outbox.writing import Book

_FOOTER_ROOM = 75
"""Letters of a name in a footer; Excel takes 255 for all three parts with their codes."""


@dataclass(frozen=True)
class Drawing:
    """A form, what stands in it, its words, and the workbook it becomes."""

    form: Form
    contents: FormContents
    contact: Contact
    book: Book

    @cached_property
    def words(self) -> FormWords:
        """Words with the languages of the form one after the other."""
        return FormWords(self.form.language)

    @cached_property
    def lines(self) -> FormWords:
        """Words with each language on a line of its own."""
        return self.words.on_lines()

    def label(self, text: LocalText) -> str:
        """Return a heading or a label, by which the sheet is read back."""
        return self.form.label(text)

    def name(self, text: LocalText | None) -> str | None:
        """Return a name of the data files, each language on its own line."""
        return None if text is None else self.form.label(text, OWN_LINES)

    def group_name(self, group: PreparationGroup) -> str:
        """Return a group's code and name, or only the name where they are the same."""
        name = self.label(group.name)
        return name if name == group.id else f"{group.id} · {name}"

    def footer(self, middle: str) -> str:
        """Return a footer: the region and the month, what the sheet is, and the page."""
        words = self.words
        page = words("Page")
        region = _in_footer(self.label(self.form.region.name))
        return f"&L{region} · {self.form.month}&C{_in_footer(middle)}&R{page} &P/&N"


def _in_footer(text: str) -> str:
    """Return a text for a footer, where an ampersand begins a code."""
    cut = text if len(text) <= _FOOTER_ROOM else f"{text[: _FOOTER_ROOM - 1]}…"
    return cut.replace("&", "&&")
