"""Sentences that are declared: found in a text by their words, and looked at value by value."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from indicators_read import (
    NATION,
    Counts,
    Form,
    Indicators,
    points,
    signed,
)
from spoken_words import catalogue

from tilannekuva.domain.picture import RegionStanding
from tilannekuva.domain.texts import Language
from tilannekuva.i18n.words import Words


@dataclass(frozen=True)
class Told:
    """What may be told on one page: a region's figures, or the nation's."""

    language: Language
    now: Indicators
    before: Indicators | None
    region: str = NATION
    standing: RegionStanding | None = None
    days: Mapping[str, str] = field(default_factory=dict)
    """Days and months by what they are, as they are written."""

    @property
    def form(self) -> Form:
        """How its numbers are written."""
        return Form(self.language)

    @property
    def a(self) -> Counts:
        """View A of the whole roadmap."""
        return self.now.of("A", self.region)

    @property
    def b(self) -> Counts:
        """View B of the whole roadmap."""
        return self.now.of("B", self.region)

    @property
    def reports(self) -> bool:
        """Whether the region reports."""
        return self.region in self.now.reporting

    @property
    def compared(self) -> Indicators | None:
        """Last month, where the region reports in both."""
        if self.before is None or not self.reports or self.region not in self.before.reporting:
            return None
        return self.before

    def then(self, view: str, part: tuple[str, str] = ("roadmap", "all")) -> Counts | None:
        """Return last month's counts, where they can be compared."""
        last = self.compared
        return None if last is None else last.counts.get((view, *part, self.region))

    def change(self, view: str) -> int | None:
        """Return the change of the share completed, in percentage points."""
        return points(self.then(view), self.now.of(view, self.region))


Value = Callable[[Told], object]


def _always(_told: Told) -> bool:
    return True


@dataclass(frozen=True, eq=False)
class Declared:
    """A sentence: its English pattern, its plural if it has one, its values, its condition."""

    pattern: str
    plural: str = ""
    when: Callable[[Told], bool] = _always
    values: Mapping[str, Value] = field(default_factory=dict)


_SHAPES = {
    "day": r"\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2} \w+ \d{4}",
    "month": r"\w+ \d{4}",
    "then": r"\w+ \d{4}",
    "now": r"\w+ \d{4}",
    "part": r"\d+/\d+",
    "critical": r"\d+/\d+",
    "share": r"\d+\u00a0?%|–",
    "median": r"\d+\u00a0?%|–",
    "range": r"(?:\d+–)?\d+\u00a0?%|–",
    "n": r"[\d\u00a0]+(?:/\d+)?(?:[\u00a0]?%)?(?: \(\d+/\d+\))?",
}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@cache
def expression(words: str) -> re.Pattern[str]:
    """Return what finds a pattern's sentence with its values."""
    found, at = "", 0
    for hole in _PLACEHOLDER.finditer(words):
        name = hole[1]
        again = f"(?P<{name}>" in found
        shape = f"(?P={name})" if again else f"(?P<{name}>{_SHAPES.get(name, '.+?')})"
        found += re.escape(words[at : hole.start()]) + shape
        at = hole.end()
    return re.compile(found + re.escape(words[at:]) + r"(?= |$)")


def untold(text: str, told: Told, declared: tuple[Declared, ...]) -> Iterator[str]:
    """Yield what is wrong with a paragraph: sentences not declared, other numbers, wrong times."""
    words = catalogue(told.language)
    rest = text
    while rest:
        said = ((each, expression(words[each.pattern]).match(rest)) for each in _forms(declared))
        form, found = next(((each, match) for each, match in said if match), (None, None))
        if form is None or found is None:
            yield f"not declared: {rest}"
            return
        if not form.sentence.when(told):
            yield f"must not be said: {found[0]}"
        for name, value in found.groupdict().items():
            expected = form.sentence.values[name](told)
            if value != str(expected):
                yield f"{name} is {expected}, not {value}: {found[0]}"
        one, many = form.sentence.pattern, form.sentence.plural
        if many and words[one] != words[many]:
            number = form.sentence.values["n"](told)
            if (str(number) == "1") is (form.pattern == many):
                yield f"wrong number: {found[0]}"
        rest = rest[found.end() :].strip(" ")


@dataclass(frozen=True)
class _Form:
    """A sentence in the singular or the plural."""

    sentence: Declared
    pattern: str


@cache
def _forms(declared: tuple[Declared, ...]) -> tuple[_Form, ...]:
    """Return patterns, the longest first, so that a short one does not take its beginning."""
    forms = [_Form(each, each.pattern) for each in declared]
    forms += [_Form(each, each.plural) for each in declared if each.plural]
    return tuple(sorted(forms, key=lambda form: -len(form.pattern)))


def spoken(language: Language, pattern: str, **values: object) -> str:
    """Return a pattern in a language with values that are written already."""
    return catalogue(language)[pattern].format(**values)


def told_change(language: Language, change: int) -> str:
    """Return a change in percentage points as it is told beside a key figure."""
    if change == 0:
        return spoken(language, "as last month")
    points = "point" if abs(change) == 1 else "points"
    return spoken(
        language, f"{{change}} percentage {points} since last month", change=signed(change)
    )


def dates(language: Language, **days: object) -> dict[str, str]:
    """Return days and months as a language writes them."""
    words = Words(language, "pages")
    return {name.replace("_", " "): words.value(day) for name, day in days.items()}  # type: ignore[arg-type] # days and months
