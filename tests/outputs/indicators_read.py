"""What may be told of a month: read from its data package, and worked out here once more."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

NATION = "FI"
WHOLE = ("roadmap", "all")
MINUS = "\N{MINUS SIGN}"


class Counts(NamedTuple):
    """A row of indicators.csv."""

    n: int
    started: int
    completed: int
    missing: int

    @property
    def delayed(self) -> int:
        """In view A: neither completed nor without an answer."""
        return self.n - self.completed - self.missing

    @property
    def in_progress(self) -> int:
        """Started and not completed."""
        return self.started - self.completed

    @property
    def not_started(self) -> int:
        """Answered and not started."""
        return self.n - self.started - self.missing

    @property
    def told(self) -> bool:
        """Whether there is anything to tell a share of."""
        return self.missing < self.n


class Spread(NamedTuple):
    """The exact shares of the reporting regions."""

    regions: int
    median: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class Indicators:
    """A month's data package."""

    indicators: str
    answers: str
    changes: str = ""
    findings: str = ""

    @cached_property
    def counts(self) -> Mapping[tuple[str, str, str, str], Counts]:
        """Every row by view, level, key and region."""
        return {
            (row["view"], row["level"], row["key"], row["region"]): Counts(
                *(int(row[name]) for name in ("n", "started", "completed", "missing"))
            )
            for row in table(self.indicators)
        }

    def of(self, view: str, region: str = NATION, part: tuple[str, str] = WHOLE) -> Counts:
        """Return the counts of a part of the roadmap."""
        return self.counts[view, *part, region]

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The preparation groups in the order of the roadmap."""
        return tuple(dict.fromkeys(key for _, level, key, _ in self.counts if level == "group"))

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The whole roadmap and each group."""
        return (WHOLE, *(("group", group) for group in self.groups))

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The organisers, in their order; areas and the nation are none of them."""
        keys = dict.fromkeys(region for *_, region in self.counts)
        return tuple(key for key in keys if not key.startswith("YTA") and key != NATION)

    @property
    def areas(self) -> tuple[str, ...]:
        """The collaboration areas and the nation, in the order they are told."""
        keys = dict.fromkeys(region for *_, region in self.counts)
        return tuple(key for key in keys if key not in self.regions)

    @cached_property
    def _answers(self) -> list[dict[str, str]]:
        return table(self.answers)

    @cached_property
    def _findings(self) -> list[dict[str, str]]:
        return table(self.findings)

    @cached_property
    def reporting(self) -> frozenset[str]:
        """The regions with an answer of any kind."""
        return frozenset(row["region"] for row in self._answers)

    @cached_property
    def changed(self) -> Mapping[tuple[str, str], int]:
        """How many subtasks changed, by region and kind."""
        found: dict[tuple[str, str], int] = {}
        for row in table(self.changes):
            key = row["region"], row["change"]
            found[key] = found.get(key, 0) + 1
        return found

    def errors(self, region: str, severity: str = "error") -> int:
        """Return how many findings of a severity a region has."""
        its = (row["severity"] for row in self._findings if row["region"] == region)
        return sum(each == severity for each in its)

    def left_out(self, region: str) -> int:
        """Return how many critical subtasks a region answered not to concern it."""
        return sum(
            row["region"] == region
            and row["critical"] == "true"
            and row["status"] == "not_applicable"
            for row in self._answers
        )

    def answered(self, region: str) -> tuple[int, int]:
        """Return how many subtasks of a region have a status, and how many of them critical."""
        its = [row for row in self._answers if row["region"] == region and row["status"]]
        return len(its), sum(row["critical"] == "true" for row in its)

    def spread(self, view: str, measure: str, part: tuple[str, str] = WHOLE) -> Spread | None:
        """Return the median and range over the reporting regions; None where they are few."""
        key = view, measure, part
        if key not in self._spreads:
            self._spreads[key] = self._spread(view, measure, part)
        return self._spreads[key]

    @cached_property
    def _spreads(self) -> dict[tuple[str, str, tuple[str, str]], Spread | None]:
        return {}

    def _spread(self, view: str, measure: str, part: tuple[str, str]) -> Spread | None:
        counted = [self.of(view, region, part) for region in sorted(self.reporting)]
        shares = sorted(Fraction(getattr(each, measure), each.n) for each in counted if each.n)
        if len(shares) < 3:
            return None
        low, high = shares[(len(shares) - 1) // 2], shares[len(shares) // 2]
        return Spread(len(shares), (low + high) / 2, shares[0], shares[-1])

    def reasons(self, subtask: str, as_of: str) -> tuple[set[str], set[str], set[str]]:
        """Return the regions in which a subtask is delayed, its risk high, and help asked for."""
        its = [row for row in self._answers if row["subtask"] == subtask]
        concerned = [row for row in its if row["status"] != "not_applicable"]
        late = [
            row["region"]
            for row in concerned
            if row["status"] in {"not_started", "in_progress"} and row["due"] <= as_of
        ]
        high = [row["region"] for row in concerned if row["risk"] == "high"]
        help_asked = [row["region"] for row in concerned if row["support"] == "national"]
        return set(late), set(high), set(help_asked)


def table(text: str) -> list[dict[str, str]]:
    """Return the rows of a table of a data package."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def whole_percents(share: Fraction) -> int:
    """Return a share in whole percents, half up; 100 only when all, 0 only when none."""
    rounded = int(share * 100 + Fraction(1, 2))
    return rounded if share in {0, 1} else min(max(rounded, 1), 99)


@dataclass(frozen=True)
class Form:
    """How numbers are written in a language."""

    language: str

    def percent(self, share: Fraction) -> str:
        """Return a share."""
        return f"{whole_percents(share)}{'' if self.language == 'en' else chr(0xA0)}%"

    def share(self, counts: Counts | None, measure: str = "completed") -> str:
        """Return the share of a measure; a dash where nothing is answered."""
        if counts is None or not counts.told:
            return "–"
        return self.percent(Fraction(getattr(counts, measure), counts.n))

    def range(self, spread: Spread | None) -> str:
        """Return a range of shares."""
        if spread is None:
            return "–"
        low, high = whole_percents(spread.low), whole_percents(spread.high)
        return self.percent(spread.high) if low == high else f"{low}–{self.percent(spread.high)}"

    def median(self, spread: Spread | None) -> str:
        """Return a median."""
        return "–" if spread is None else self.percent(spread.median)

    def whole(self, number: int) -> str:
        """Return a number with its thousands apart."""
        return f"{number:,}".replace(",", "," if self.language == "en" else "\u00a0")


def part_of(counts: Counts, measure: str = "completed") -> str:
    """Return a count out of n."""
    return f"{getattr(counts, measure)}/{counts.n}"


def points(then: Counts | None, now: Counts) -> int | None:
    """Return by how many percentage points more is completed, as the shown shares differ."""
    if then is None or not then.told or not now.told:
        return None
    before, after = (Fraction(each.completed, each.n) for each in (then, now))
    return whole_percents(after) - whole_percents(before)


def signed(change: int | None) -> str:
    """Return a change with its sign."""
    if change is None:
        return "–"
    return f"+{change}" if change > 0 else f"{MINUS}{-change}" if change else "0"
