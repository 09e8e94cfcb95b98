"""What every part of a working tool is drawn from."""

from dataclasses import dataclass
from functools import cached_property

from tilannekuva.domain.roadmap import PreparationGroup
from tilannekuva.domain.settings import Contact
from tilannekuva.domain.texts import LocalText, form_languages
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.form_words import OWN_LINES, FormWords
from tilannekuva.outbox.told import column_widths, told_cells
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

    @cached_property
    def told(self) -> dict[str, dict[str, CellValue]]:
        """What the form tells, by subtask and column."""
        last = self.contents.last_status
        return {
            step.subtask.id: told_cells(self.form, step, last.get(step.subtask.id))
            for sheet in self.form.sheets
            for step in sheet.positions
        }

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """The widths of the columns of every group's sheet, in characters."""
        return column_widths(self.form, self.told)

    def width(self, first: int, last: int) -> float:
        """Return the width of a part of the columns together, in characters."""
        return sum(self.widths[first : last + 1])

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

    def footer(self, middle: str, short: str = "") -> str:
        """Return a footer: the region and the month, what the sheet is, and the page.

        Args:
            middle: what the sheet is.
            short: the same in a word, for where there is no room for more.
        """
        words = self.words
        page = words("Page")
        region = self.label(self.form.region.name)
        leading = self.form.region.name.in_language(form_languages(self.form.language)[0])
        left = _first_fitting(region, leading)
        return f"&L{left} · {self.form.month}&C{_first_fitting(middle, short)}&R{page} &P/&N"


def _first_fitting(*names: str) -> str:
    """Return the first name with room in a footer, where an ampersand begins a code."""
    fitting = (name for name in names if len(name) <= _FOOTER_ROOM)
    return next(fitting, names[-1][:_FOOTER_ROOM]).replace("&", "&&")
