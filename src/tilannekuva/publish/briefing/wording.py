"""The words of one page: names, choices, dates and states in its language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from tilannekuva.domain.answers import Answer
from tilannekuva.domain.picture import STATE_WORDS, TIMING_WORDS, RegionState, Timing
from tilannekuva.domain.regions import Region
from tilannekuva.domain.roadmap import Roadmap, ScaleId
from tilannekuva.domain.shares import whole_percent
from tilannekuva.domain.texts import Language, LocalText
from tilannekuva.i18n.words import Words

NOTHING = "–"
_FINNISH_TIME = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text, with its language where that is not the page's own."""

    text: str
    language: Language | None = None


class Wording:
    """Say the values of one month's roadmap in one language."""

    def __init__(self, words: Words, roadmap: Roadmap) -> None:
        self.words = words
        self._choices = dict(_labels(roadmap, words))
        asked = roadmap.questions
        self._questions = {
            each.id: each.name for each in (*asked.region, *asked.group, *asked.subtask)
        }
        self._days: dict[date, str] = {}

    def phrase(self, text: LocalText) -> Phrase:
        """Return a text of the data files; where English is missing it is Finnish and says so."""
        fallen_back = self.words.language == "en" and text.en is None
        return Phrase(self.words.text(text), "fi" if fallen_back else None)

    def question(self, question: str) -> Phrase:
        """Return what is asked in a cell, by the question's id; an unknown one as it is."""
        known = self._questions.get(question)
        return Phrase(question) if known is None else self.phrase(known)

    def date(self, day: date | None) -> str:
        """Return a day, or a dash where there is none."""
        if day is None:
            return NOTHING
        if day not in self._days:
            self._days[day] = self.words.date(day)
        return self._days[day]

    def day_of(self, moment: datetime) -> str:
        """Return the day of a moment in Finnish time."""
        return self.date(moment.astimezone(_FINNISH_TIME).date())

    def choice(self, scale: ScaleId, choice_id: str | None) -> str:
        """Return the words for an answer from a scale, or a dash where there is none."""
        return NOTHING if choice_id is None else self._choices[scale, choice_id]

    def status(self, answer: Answer | None, *, critical: bool) -> str:
        """Return the status; what is critical and without one is said to lack an answer."""
        if answer is not None and answer.status is not None:
            return self.choice("status", answer.status)
        return self.words("no answer") if critical else NOTHING

    def timing(self, timing: Timing | None) -> str:
        """Return how a subtask stands in time, or nothing."""
        return "" if timing is None else self.words.say(TIMING_WORDS[timing])

    def state(self, state: RegionState) -> str:
        """Return how a region stands with its return."""
        return self.words.say(STATE_WORDS[state])

    def fraction(self, share: Fraction) -> str:
        """Return an exact share in whole percents."""
        return self.words.share(share.numerator, share.denominator)

    def range(self, low: Fraction, high: Fraction) -> str:
        """Return a range of shares in whole percents: 18–53 %."""
        least = whole_percent(low.numerator, low.denominator)
        most = whole_percent(high.numerator, high.denominator)
        return self.fraction(high) if least == most else f"{least}–{self.fraction(high)}"


def own_language(region: Region, page: Language) -> Language | None:
    """Return the language of the region's own texts where it is known and not the page's.

    What a bilingual region wrote may be in either of its languages, so nothing is claimed.
    """
    if region.bilingual or region.majority_language == page:
        return None
    return region.majority_language


def _labels(roadmap: Roadmap, words: Words) -> Iterator[tuple[tuple[ScaleId, str], str]]:
    scales: tuple[ScaleId, ...] = ("status", "risk", "support", "light")
    for scale in scales:
        for choice in roadmap.answer_scale.choices(scale):
            yield (scale, choice.id), words.text(choice.label)
