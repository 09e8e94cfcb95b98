"""Read one value as people write it: a choice, a date or a text."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from tilannekuva.domain.roadmap import AnswerScale, ScaleId
from tilannekuva.domain.texts import LocalText
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.vocabulary import plain

_Value = TypeVar("_Value")

# Days, months and years as they are typed in Finland, with or without a time behind.
_DAY_FORMS = (
    re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4}|\d{2})(?: [\d.:]+)?"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ T][\d.:Z+]+)?"),
    re.compile(r"(?P<month>\d{1,2})/(?P<year>\d{4})"),
)
_FIRST_YEAR, _LAST_YEAR = 2000, 2099

# Excel counts days from here; the serials are those of the years above.
_EXCEL_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Understood(Generic[_Value]):
    """A value that could be read."""

    value: _Value
    repaired: bool = False
    """Whether it stood in another form than the one asked for, so that it must be told."""


class ScaleReader:
    """Reads the choices of one scale in any language, by label, id or synonym."""

    def __init__(self, scale: AnswerScale, scale_id: ScaleId) -> None:
        self.choices = scale.choices(scale_id)
        self._words: dict[str, tuple[str, bool]] = {}
        for choice in self.choices:
            own = {plain(form) for form in (choice.id, *choice.label.every_form())}
            for word in choice.words():
                self._words.setdefault(plain(word), (choice.id, plain(word) not in own))

    @property
    def labels(self) -> tuple[LocalText, ...]:
        """The labels, in the order of the form."""
        return tuple(choice.label for choice in self.choices)

    def label(self, choice_id: str) -> LocalText:
        """Return the label of a choice."""
        return next(choice.label for choice in self.choices if choice.id == choice_id)

    def read(self, value: CellValue) -> Understood[str] | None:
        """Return the id of the choice a cell means, or None."""
        found = self._words.get(plain(value)) if isinstance(value, str) else None
        return None if found is None else Understood(*found)


def read_date(value: CellValue) -> Understood[date] | None:
    """Return the day a cell means, or None.

    A month alone means its last day. A number is a day as Excel counts them.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return Understood(value) if _FIRST_YEAR <= value.year <= _LAST_YEAR else None
    if isinstance(value, float):
        return _from_serial(value)
    if isinstance(value, str):
        return _from_text(" ".join(value.split()))
    return None


def _from_serial(number: float) -> Understood[date] | None:
    last = (date(_LAST_YEAR, 12, 31) - _EXCEL_EPOCH).days
    first = (date(_FIRST_YEAR, 1, 1) - _EXCEL_EPOCH).days
    if not number.is_integer() or not first <= number <= last:
        return None
    return Understood(_EXCEL_EPOCH + timedelta(days=int(number)), repaired=True)


def _from_text(text: str) -> Understood[date] | None:
    found = next((match for form in _DAY_FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    parts: Mapping[str, str] = found.groupdict()
    year, month = int(parts["year"]), int(parts["month"])
    century = 100
    if year < century:
        year += _FIRST_YEAR
    try:
        day = int(parts["day"]) if "day" in parts else monthrange(year, month)[1]
        read = date(year, month, day)
    except (ValueError, IndexError):
        return None
    in_range = _FIRST_YEAR <= read.year <= _LAST_YEAR
    return Understood(read, repaired=True) if in_range else None
