"""The texts that the form itself prints, so that whatever else stands on a sheet is noticed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.texts import LANGUAGES, LocalText
from tilannekuva.domain.workbook import CellValue, written
from tilannekuva.i18n.words import Words, sentences
from tilannekuva.layout.vocabulary import Vocabulary, joined, plain

_FORM = "form"
_BETWEEN = re.compile(r"\n| / | · ")
_NUMBERED = re.compile(r"^\d+\.\s+")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_A_DAY = r"\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2} \w+ \d{4}"
_GAPS = {"mark": r"\w+", "most": r"[\d ,]+", "email": r"\S+@\S+"}
"""What may stand in the gaps of a sentence; a day in the others."""
_NAMES = ("entity", "task", "subtask", "critical", "phase", "legal_basis", "national_support")
"""The told columns whose texts are no answer to anything."""
_FIRST_DAY = date(1899, 12, 30)


@dataclass(frozen=True)
class OwnTexts:
    """The texts of one roadmap version's forms, in every language and for any region.

    Args:
        vocabulary: the words by which sheets of that version are recognised.
        month: the month of the forms.
    """

    vocabulary: Vocabulary
    month: ReportingMonth
    _strange: dict[str, frozenset[str]] = field(default_factory=dict, compare=False)
    """The pieces of each text met that no form prints; the same texts come in every return."""
    _tells: dict[tuple[str, str, CellValue], bool] = field(default_factory=dict, compare=False)
    """What was asked before of subtask, column and value."""

    def prints(self, value: CellValue, region: LocalText) -> bool:
        """Tell whether the form prints what stands in a cell off the rows of its table.

        Args:
            value: what stands in the cell.
            region: the name of the region whose form it is.
        """
        if not isinstance(value, str):
            return False
        if value not in self._strange:
            pieces = [value] if self.is_month(value) else self._strange_pieces(value)
            self._strange[value] = frozenset(pieces)
        strange = self._strange[value]
        if strange:
            strange -= {plain(form) for form in region.every_form()}
        return not strange or strange <= self._names_told

    def is_month(self, value: CellValue) -> bool:
        """Tell whether a cell holds the form's month alone, as it stands on the cover."""
        text = plain(value)
        return text in self._months or {plain(each) for each in _pieces(text)} <= self._months

    def tells(self, subtask: str, column: str, value: CellValue) -> bool:
        """Tell whether the form tells this about a subtask in one of its told columns."""
        key = (subtask, column, value)
        if key not in self._tells:
            self._tells[key] = self._tells_anew(subtask, column, value)
        return self._tells[key]

    def tells_of_any(self, column: str, value: CellValue) -> bool:
        """Tell whether the form tells this about some subtask, in a row whose code is lost."""
        return plain(written(value)) in self._told_of_any.get(column, frozenset())

    def is_of_row(self, subtask: str | None, value: CellValue) -> bool:
        """Tell whether the form tells this in a row, in a column whose heading is lost.

        Days and last month's status are left out, since answers look just like them.

        Args:
            subtask: the row's; None where its code is lost.
            value: what stands in the cell.
        """
        text = plain(written(value))
        if subtask is None:
            return text in self._names_told
        told = self._told[subtask]
        return any(text in map(plain, told[column]) for column in _NAMES)

    def _tells_anew(self, subtask: str, column: str, value: CellValue) -> bool:
        text = written(value)
        if column == "last_status":
            return value is None or plain(text) in self._statuses
        told = self._told[subtask].get(column, ())
        # Comparing letter for letter is enough for nearly every cell, and done at once.
        return value is None or text in told or plain(text) in map(plain, told)

    @cached_property
    def _told_of_any(self) -> Mapping[str, frozenset[str]]:
        columns: dict[str, set[str]] = {"last_status": set(self._statuses)}
        for told in self._told.values():
            for column, texts in told.items():
                columns.setdefault(column, set()).update(map(plain, texts))
        return {column: frozenset(texts) for column, texts in columns.items()}

    @cached_property
    def _names_told(self) -> frozenset[str]:
        """Everything told of any subtask that no answer looks like."""
        return frozenset().union(*(self._told_of_any[column] for column in _NAMES))

    def _strange_pieces(self, text: str) -> Iterator[str]:
        for each in _pieces(text):
            piece = plain(_NUMBERED.sub("", each))
            if each and piece not in self._texts and not self._sentences.fullmatch(piece):
                yield piece

    @cached_property
    def _told(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """What stands in the told columns, in every form it may have, by subtask and column."""
        roadmap = self.vocabulary.roadmap
        marks = [Words(each, _FORM)("critical") for each in LANGUAGES]
        critical = _forms(LocalText(fi=marks[0], sv=marks[1], en=marks[2]))
        told: dict[str, dict[str, tuple[str, ...]]] = {}
        for step in roadmap.positions.values():
            subtask = step.subtask
            support = subtask.national_support
            told[subtask.id] = {
                "id": (subtask.id,),
                "entity": _forms(step.entity.name),
                "task": _forms(step.task.name),
                "subtask": _forms(subtask.name),
                "critical": critical if subtask.critical else (),
                "phase": _forms(roadmap.phase(subtask.phase).name),
                "due": _day_forms(subtask.due),
                "legal_basis": (subtask.legal_basis,) if subtask.legal_basis else (),
                "national_support": _forms(support) if support else (),
            }
        return told

    @cached_property
    def _statuses(self) -> frozenset[str]:
        choices = self.vocabulary.roadmap.answer_scale.choices("status")
        return frozenset(plain(form) for choice in choices for form in _forms(choice.label))

    @cached_property
    def _texts(self) -> frozenset[str]:
        """Every text without a gap, as it is compared."""
        texts = (form for text in self._names() for form in (text.fi, text.sv, text.en or ""))
        ids = (group.id for group in self.vocabulary.roadmap.groups)
        sayings = (each for each in sentences(_FORM) if not _PLACEHOLDER.search(each))
        pieces = (piece for text in (*texts, *ids, *sayings) for piece in _pieces(text))
        return frozenset({*map(plain, pieces), *self._months} - {""})

    @cached_property
    def _sentences(self) -> re.Pattern[str]:
        """Every sentence with gaps, for a region, a day or a name."""
        pieces = (
            piece
            for each in sentences(_FORM)
            if _PLACEHOLDER.search(each)
            for piece in _pieces(each)
            if _PLACEHOLDER.sub("", piece).strip()
        )
        return re.compile("|".join(dict.fromkeys(_with_gaps(plain(piece)) for piece in pieces)))

    @cached_property
    def _months(self) -> frozenset[str]:
        month = self.vocabulary.glossary.months[self.month.month - 1].text
        return frozenset(plain(f"{name} {self.month.year}") for name in month.every_form())

    def _names(self) -> Iterator[LocalText]:
        roadmap, glossary = self.vocabulary.roadmap, self.vocabulary.glossary
        yield from glossary.headings.values()
        questions = roadmap.questions
        for question in (*questions.subtask, *questions.group, *questions.region):
            yield question.name
            if question.help is not None:
                yield question.help
        for group in roadmap.groups:
            yield group.name


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in _BETWEEN.split(joined(text))]


def _with_gaps(text: str) -> str:
    parts = _PLACEHOLDER.split(text)
    return "".join(
        f"(?:{_GAPS.get(part, _A_DAY)})" if number % 2 else re.escape(part)
        for number, part in enumerate(parts)
    )


def _forms(text: LocalText) -> tuple[str, ...]:
    """Return a name as it may stand in a told column, its languages on lines of their own."""
    singles = (text.fi, text.sv, *((text.en,) if text.en else ()))
    return (*singles, f"{text.fi}\n{text.sv}", f"{text.fi} / {text.sv}")


def _day_forms(day: date) -> tuple[str, ...]:
    """Return how a day may have come to be written where a form told it."""
    serial = float((day - _FIRST_DAY) // timedelta(days=1))
    dated = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a cell knows no time zone
    return written(day), written(dated), written(serial), day.isoformat(), f"{day:%d.%m.%Y}"
