"""Step a month's answers back to what the same region could have told the month before."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

from month_answers import Answering, Told
from sample_texts import asks, leaves_open, looks_ahead, sentences, speaks_of, stands_alone

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import LightId, Position, RiskId, StatusId, SupportId

_STARTED_SINCE = 0.16
"""How often what is in progress, with nothing said of an earlier start, was not started yet."""
_STARTED_LATE = 0.03
"""The same of what should have been done already."""
_GONE_SINCE = 0.02
"""How often what has no answer had one the month before; a critical one always had."""
_SAME_TEXT = 0.75
"""How often a text that may stay as it is was written already."""


@dataclass(frozen=True)
class AnsweringBefore(Answering):
    """A region's filling in of the form of the month before."""

    later: Mapping[str, Told]
    """The answers of the month, by subtask."""
    later_texts: frozenset[str]
    """The narratives of the month."""

    @cached_property
    def month(self) -> ReportingMonth:
        """The month before."""
        return self.form.month

    @cached_property
    def later_month(self) -> ReportingMonth:
        """The month that is stepped back from."""
        return self.month.shifted(1)

    def answers(self) -> dict[str, Told]:
        """Return the answers by subtask: stepped back, or as the sources say."""
        told = {}
        for step in (step for sheet in self.form.sheets for step in sheet.positions):
            chance = self.chance(step.subtask.id, "before")
            later = self.later.get(step.subtask.id)
            answer = (
                self._from_none(step, chance) if later is None else self._back(step, later, chance)
            )
            if answer is not None:
                told[step.subtask.id] = answer
        for otherwise in self.sources.month["before"]["otherwise"]:
            if otherwise["region"] == self.region.code:
                subtask = otherwise["subtask"]
                told[subtask] = self._otherwise(otherwise, told[subtask], self.later[subtask])
        return told

    def narrative(self, group: str, question: str) -> str | None:
        """Return another text than that of the month, where the region has another to write."""
        asked = self.form.roadmap.questions.narratives()
        texts = self._fitting(self.narratives(group, question), last=question == asked[-1].id)
        return self.chance(group, question, "before").choice(texts) if texts else None

    def on_cover(self, question: str) -> tuple[LightId, str | None]:
        """Return a light that is that of the month or a little worse, and another text."""
        light = self.light(self.chance(question).uniform(-0.5, 0.5) - 0.1)
        last = question == self.form.region_questions[-1].id
        texts = self._fitting(self.cover_texts(question, light), last=last)
        return light, self.chance(question, "before").choice(texts) if texts else None

    def _fitting(self, texts: list[str], *, last: bool) -> list[str]:
        """Return the texts that can be of before, other ones than those of the month first.

        The last question is rather left blank than answered with the same words: a group
        whose every text were copied would be told so.
        """
        possible = [text for text in texts if not speaks_of(text, self.later_month)]
        others = [text for text in possible if text not in self.later_texts]
        return others if others or last else possible

    def _from_none(self, step: Position, chance: random.Random) -> Told | None:
        if not step.subtask.critical and chance.random() >= _GONE_SINCE:
            return None
        return Told("in_progress", estimated_completion=self._by_then(step))

    def _back(self, step: Position, later: Told, chance: random.Random) -> Told:
        if later.status == "done":
            return self._before_done(step, later, chance)
        if later.status == "in_progress" and self._started_since(step, later, chance):
            return self._with_comment(step, "not_started", later, chance)
        if later.status in {"in_progress", "not_started"}:
            return self._with_earlier_text(step, later, chance)
        return later

    def _before_done(self, step: Position, later: Told, chance: random.Random) -> Told:
        if later.done_on is not None and later.done_on <= self.month.as_of:
            text = later.description
            known = text is None or not speaks_of(text, self.later_month)
            return later if known else replace(later, description=None)
        return self._with_comment(step, "in_progress", later, chance)

    def _started_since(self, step: Position, later: Told, chance: random.Random) -> bool:
        text = later.description
        if text is not None and not speaks_of(text, self.later_month):
            return False
        overdue = step.subtask.due <= self.month.as_of
        return chance.random() < (_STARTED_LATE if overdue else _STARTED_SINCE)

    def _with_comment(
        self, step: Position, status: StatusId, later: Told, chance: random.Random
    ) -> Told:
        """Return an answer with the status of before and with a comment that goes with it.

        A comment that looks ahead would be belied by what was done a month later.
        """
        # What was completed without a word of it says nothing of how far it was.
        told = later.status != "done" or later.description is not None
        comments = [
            each
            for each in self.comments(step.subtask.id, status)
            if each.get("risk") != "high"
            and each.get("support") != "national"
            and not speaks_of(each["text"], self.later_month)
            and not looks_ahead(each["text"], self.month)
        ]
        comment: Mapping[str, Any] = {}
        if told and comments and chance.random() < 0.7:
            comment = chance.choice(comments)
        risk: RiskId | None = chance.choice((None, "low", "moderate"))
        overdue = step.subtask.due <= self.month.as_of
        known = None if later.status == "done" else later.estimated_completion
        return Told(
            status=status,
            estimated_completion=known or self._by_then(step),
            risk="moderate" if overdue else comment.get("risk", risk),
            support=comment.get("support", chance.choice((None, None, "none"))),
            description=comment.get("text"),
            responsible=later.responsible,
        )

    def _with_earlier_text(self, step: Position, later: Told, chance: random.Random) -> Told:
        """Return an answer of the same status, with what was written of it by then."""
        text = self._earlier_text(step, later, chance)
        risk, support = later.risk, later.support
        if text == later.description:
            risk = self._calmer(step, later, chance)
            if risk == "high" and text is None:
                risk = "moderate"
        elif text is None:
            risk = chance.choice(("moderate", None)) if risk == "high" else risk
            support = self._less(support, chance)
        elif not asks(text):
            support = self._less(support, chance)
        return replace(
            later,
            risk=risk,
            support=support,
            description=text,
            estimated_completion=self._estimate(
                step, later, chance, same=text == later.description
            ),
        )

    def _earlier_text(self, step: Position, later: Told, chance: random.Random) -> str | None:
        """Return what was written of it by then: the whole text, a part of it, or nothing."""
        text = later.description
        if text is None or speaks_of(text, self.later_month):
            return None
        parts = sentences(text)
        # What is late, at risk or in need of support was told with fewer words.
        overdue = step.subtask.due <= self.later_month.as_of
        if overdue or later.risk == "high" or later.support == "national":
            last = parts[-1] if len(parts) > 1 and stands_alone(parts[-1]) else ""
            return self._first_open(" ".join(parts[:-1]), last)
        return text if chance.random() < _SAME_TEXT else None

    def _first_open(self, *texts: str) -> str | None:
        """Return the first text that can be told of something that is not completed."""
        open_ones = (
            text for text in texts if leaves_open(text) or looks_ahead(text, self.later_month)
        )
        return next(open_ones, None)

    def _calmer(self, step: Position, later: Told, chance: random.Random) -> RiskId | None:
        """Return the risk of before: now and then lower, now and then higher."""
        drawn = chance.random()
        fell_due = self.month.as_of < step.subtask.due <= self.later_month.as_of
        if later.risk == "moderate" and drawn < (0.3 if fell_due else 0.02):
            return "low"
        if later.risk == "low" and drawn < 0.04:
            return "moderate"
        return later.risk

    def _less(self, support: SupportId | None, chance: random.Random) -> SupportId | None:
        if support not in {"regional", "national"}:
            return support
        lower: tuple[SupportId | None, ...] = (*[None] * 8, "none")
        return chance.choice(("regional", *lower) if support == "national" else lower)

    def _by_then(self, step: Position) -> date:
        """Return an estimate that is not later than a month on, or the due date."""
        overdue = step.subtask.due <= self.month.as_of
        return self.later_month.as_of if overdue else step.subtask.due

    def _estimate(
        self, step: Position, later: Told, chance: random.Random, *, same: bool
    ) -> date | None:
        due, estimate = step.subtask.due, later.estimated_completion
        if due <= self.month.as_of:
            if estimate is None:
                return self.later_month.as_of
            return estimate if same or chance.random() < 0.6 else self.later_month.as_of
        if due <= self.later_month.as_of:
            return None if same else due
        return estimate

    def _otherwise(self, otherwise: Mapping[str, Any], told: Told, later: Told) -> Told:
        """Return an answer as the sources say it was, the rest of it as the rule has it."""
        names = {each.name for each in fields(Told)} & set(otherwise)
        changed = {name: otherwise[name] for name in names}
        kept = {name: getattr(later, name) for name in otherwise.get("as_later", ())}
        return replace(told, **kept, **changed)
