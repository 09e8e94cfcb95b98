"""The names of months and weekdays as people type them, in Finnish, Swedish and English."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tilannekuva.domain.answer_words import compared

_CALENDARS = ("fi", "sv", "en", "en_GB")
# What a Finnish month has instead of *kuu* after a day or before a year; *kuusta* is "from".
_FINNISH_ENDINGS = ("", "k", "kuu", "kuun", "kuuta", "kuussa")

_VAGUE_ALONE = frozenset(("kesä", "joulu", "jul"))
"""A season or a feast where no day stands beside them: *kesä 2022* is the summer."""


class DayNames(NamedTuple):
    """Numbers of months (January is 1) and of weekdays (Monday is 0) by their names."""

    months: dict[str, int]
    weekdays: dict[str, int]

    def month_alone(self, name: str) -> int | None:
        """Return the month of a name that stands without a day."""
        return None if name in _VAGUE_ALONE else self.months.get(name)


@cache
def day_names() -> DayNames:
    """Return the names; Babel is imported at the first call."""
    from babel import Locale  # noqa: PLC0415 - most returns have no name of a month in them

    names = DayNames({}, {})
    for language in _CALENDARS:
        calendar = Locale.parse(language)
        for width in ("wide", "abbreviated"):
            for use in ("format", "stand-alone"):
                for number, name in calendar.months[use][width].items():
                    for form in _month_forms(compared(name), language):
                        names.months[form] = number
                for number, name in calendar.days[use][width].items():
                    for form in _weekday_forms(compared(name)):
                        names.weekdays[form] = number
    return names


def _month_forms(name: str, language: str) -> Iterator[str]:
    if language == "fi":
        stem, _, _ = name.partition("kuu")
        yield from (f"{stem}{ending}" for ending in _FINNISH_ENDINGS)
    else:
        yield name


def _weekday_forms(name: str) -> Iterator[str]:
    """Yield a weekday as it begins a long date: also *sunnuntaina*, *tisdagen*."""
    yield name
    if name.endswith("tai"):
        yield f"{name}na"
    elif name.endswith("dag"):
        yield f"{name}en"
