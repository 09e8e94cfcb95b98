"""The texts and profiles the sample returns are made of, and what the texts tell of the time."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from tilannekuva.domain.month import ReportingMonth

SOURCES = Path(__file__).parent / "sources"

_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(20\d\d)\b")
_MONTH = re.compile(
    r"(tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu\w*|"
    r"\b(januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b",
    re.IGNORECASE,
)
_MONTHS = {
    word: number % 12 + 1
    for number, word in enumerate(
        (
            *("tammi", "helmi", "maalis", "huhti", "touko", "kesä"),
            *("heinä", "elo", "syys", "loka", "marras", "joulu"),
            *("januari", "februari", "mars", "april", "maj", "juni"),
            *("juli", "augusti", "september", "oktober", "november", "december"),
        )
    )
}
_YEAR = re.compile(r" (20\d\d)\b")
_LATER = re.compile(
    r"syksy|kesällä|kesän |loppuvuo|juhannu|vuodenvaih|höst|sommar|semest|årsskift", re.IGNORECASE
)
_ASKING = re.compile(
    r"tarvit|toivo|pyyd|odot|tulkinta|behöv|önsk|efterlys|väntar", flags=re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(ei|eivät|eikä|mutta|kesken|osin|vielä|luonno\w*|inte|men|ännu|pågår|oeniga)\b|"
    r"puuttu|odot|viiväst|myöhäss|siirty|jatk|valmistelta|neuvot|käynniss|käynnisty|tekeillä|"
    r"selvittämättä|lähettämättä|valitettu|tulkitsevat|erimielisyy|uhkaa|alijäämä|saknas|brist|"
    r"försen|skjutits|utkast|pågår|påbörja|väntar|svårt|stora",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"(Tästä|Tämä|Niiden|Niitä|Sen|Se|Ne|Näi\w*|Asia|Ilman|Myös|Lisäksi|Muuten|Jos|Päivitys|"
    r"Korvaavaa|Det|Den|De|Detta|Utan|Om|Risken|Man)\b"
)
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


@dataclass(frozen=True)
class Sources:
    """The texts and profiles of the sample."""

    month: Mapping[str, Any]
    comments: tuple[Mapping[str, Any], ...]
    narratives: Mapping[str, Any]

    @cached_property
    def by_answer(self) -> dict[tuple[str, str, str], list[Mapping[str, Any]]]:
        """The comments by subtask, status and language."""
        found: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
        for comment in self.comments:
            key = (comment["subtask"], comment["status"], comment["language"])
            found.setdefault(key, []).append(comment)
        return found

    def fits(self, text: str, region: str) -> bool:
        """Tell whether a text can be a region's."""
        return not any(
            region in rule["regions"] and any(word in text.casefold() for word in rule["words"])
            for rule in self.month["unfitting"]
        )


def read_sources() -> Sources:
    """Return the texts and profiles."""
    parts = [
        yaml.safe_load((SOURCES / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in ("month", "comments", "narratives")
    ]
    return Sources(parts[0], tuple(parts[1]["comments"]), parts[2])


def told_days(text: str, as_of: date) -> Iterator[date]:
    """Yield the day of each month and date a text names, in its order; of a month its first.

    A month without a year is the last one that has begun by ``as_of``, as of something done.
    """
    for found in re.finditer(f"{_DAY.pattern}|{_MONTH.pattern}", text, re.IGNORECASE):
        if found[1]:
            yield date(int(found[3]), int(found[2]), int(found[1]))
            continue
        number = _MONTHS[(found[4] or found[5]).lower()]
        year = _YEAR.match(text, found.end())
        known = int(year[1]) if year else as_of.year - (number > as_of.month)
        yield date(known, number, 1)


def speaks_of(text: str, month: ReportingMonth) -> bool:
    """Tell whether a text names a month or a day of it."""
    return any(
        (day.year, day.month) == (month.as_of.year, month.as_of.month)
        for day in told_days(text, month.as_of)
    )


def looks_ahead(text: str, month: ReportingMonth) -> bool:
    """Tell whether a text speaks of what comes after a month."""
    # Whatever month has not begun is told of as one to come.
    names = (_MONTHS[(each[1] or each[2]).lower()] for each in _MONTH.finditer(text))
    return bool(_LATER.search(text)) or any(name > month.as_of.month for name in names)


def asks(text: str) -> bool:
    """Tell whether a text asks for support."""
    return bool(_ASKING.search(text))


def leaves_open(text: str) -> bool:
    """Tell whether a text can be told of something that is not completed."""
    return bool(_OPEN.search(text))


def stands_alone(sentence: str) -> bool:
    """Tell whether a sentence can be understood without the one before it."""
    return not _LEANING.match(sentence)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return _BETWEEN_SENTENCES.split(text)
