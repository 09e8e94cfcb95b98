"""Answer a region's form for the sample month, by rule: the same answers every time."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sample_texts import Sources, told_days

from tilannekuva.domain.answers import COVER
from tilannekuva.domain.regions import Region
from tilannekuva.domain.roadmap import LightId, Position, RiskId, StatusId, SupportId
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import Form

_DUE_SOON_DAYS = 30
_DESCRIBED, _FORGOTTEN = 0.95, 0.05
"""How often a high risk has its reason told, and an estimate of what is late is left out."""
_COMMENTED = {True: 0.8, False: 0.5}
"""How often a critical and another subtask is commented on."""
_LATE_AT_LAST, _LATE_DAYS = 0.15, 100
"""How often what was late, and not for longer than this, was done this month and not before."""


@dataclass(frozen=True)
class Told:
    """What a region tells of one subtask."""

    status: StatusId
    estimated_completion: date | None = None
    risk: RiskId | None = None
    support: SupportId | None = None
    description: str | None = None
    responsible: str | None = None
    done_on: date | None = None
    """When it was completed, whether the form tells it or not."""


@dataclass(frozen=True)
class Texts:
    """What a region tells once for each group and on the cover."""

    fields: Mapping[tuple[str, str], CellValue]
    """By group, or `COVER`, and question."""
    lights: Mapping[str, LightId]
    """By the region's question."""


@dataclass(frozen=True)
class Answering:
    """One region's filling in of its form."""

    form: Form
    sources: Sources
    profile: Mapping[str, Any]

    @property
    def region(self) -> Region:
        """The region that answers."""
        return self.form.region

    @property
    def language(self) -> str:
        """The language it answers in."""
        return str(self.profile.get("language", "fi"))

    @property
    def readiness(self) -> float:
        """How ready the region is, from -1 to 1."""
        return float(self.profile["readiness"])

    def chance(self, *about: str) -> random.Random:
        """Return chance that is the same every time for the same matter."""
        return random.Random("/".join((self.region.code, *about)))  # noqa: S311

    def answers(self) -> dict[str, Told]:
        """Return the answers by subtask; without those that are left blank."""
        steps = [step for sheet in self.form.sheets for step in sheet.positions]
        told = {step.subtask.id: self._answer(step) for step in steps}
        return {subtask: answer for subtask, answer in told.items() if answer is not None}

    def texts(self, saved: datetime) -> Texts:
        """Return the groups' signatures and narratives, and the cover's lights and texts."""
        fields: dict[tuple[str, str], CellValue] = {}
        for sheet in self.form.sheets:
            group = sheet.group.id
            days = self.chance(group).randrange(0, 4)
            fields[group, "filled_by"] = self.roles(group)[0]
            fields[group, "filled_on"] = (saved - timedelta(days=days)).date()
            for question in self.form.roadmap.questions.narratives():
                fields[group, question.id] = self.narrative(group, question.id)
        lights: dict[str, LightId] = {}
        for question in self.form.region_questions:
            lights[question.id], fields[COVER, question.id] = self.on_cover(question.id)
        return Texts({key: value for key, value in fields.items() if value is not None}, lights)

    def comments(self, subtask: str, status: StatusId) -> list[Mapping[str, Any]]:
        """Return the comments the region could make on a subtask with that status."""
        return [
            each
            for each in self.sources.by_answer.get((subtask, status, self.language), ())
            if self.sources.fits(each["text"], self.region.code)
        ]

    def roles(self, group: str) -> list[str]:
        """Return who works in a group, its head first."""
        return next(
            list(each["roles"])
            for each in self.sources.narratives["people"]
            if (each["group"], each["language"]) == (group, self.language)
        )

    def narratives(self, group: str, question: str) -> list[str]:
        """Return the texts that go with how ready the region is, else every one it could write."""
        tone = "good" if self.readiness > 0.25 else "weak" if self.readiness < -0.2 else "mixed"
        texts = [
            each
            for each in self.sources.narratives["groups"]
            if (each["group"], each["question"], each["language"])
            == (group, question, self.language)
            and self.sources.fits(each["text"], self.region.code)
        ]
        own = [each["text"] for each in texts if each["tone"] == tone]
        return own or [each["text"] for each in texts]

    def narrative(self, group: str, question: str) -> str | None:
        """Return the text of a group to a question, if it has any to write."""
        texts = self.narratives(group, question)
        return self.chance(group, question).choice(texts) if texts else None

    def on_cover(self, question: str) -> tuple[LightId, str | None]:
        """Return the light and the text of one of the region's questions."""
        chance = self.chance(question)
        light = self.light(chance.uniform(-0.5, 0.5))
        texts = self.cover_texts(question, light)
        return light, chance.choice(texts) if texts else None

    def light(self, drawn: float) -> LightId:
        """Return a light by how ready the region is and what is drawn beside that."""
        told = self.readiness + drawn
        return "green" if told > 0.3 else "red" if told < -0.45 else "yellow"

    def cover_texts(self, question: str, light: LightId) -> list[str]:
        """Return the texts that go with a light of one of the region's questions."""
        return [
            each["text"]
            for each in self.sources.narratives["regions"]
            if (each["question"], each["light"], each["language"])
            == (question, light, self.language)
            and self.sources.fits(each["text"], self.region.code)
        ]

    def _answer(self, step: Position) -> Told | None:
        chance = self.chance(step.subtask.id)
        status = self._status(step, chance)
        if status is None:
            return None
        comment = self._comment(step, status, chance)
        text = comment.get("text")
        estimate, done_on = self._days(step, status, text, chance)
        risk = comment.get("risk") or self._risk(status, chance)
        if risk == "high" and text is None and chance.random() < _DESCRIBED:
            risk = "moderate"
        if risk == "low" and step.subtask.critical and step.subtask.due <= self.form.month.as_of:
            risk = "moderate"
        support: SupportId | None = "none"
        if comment.get("support"):
            support = comment["support"]
        elif chance.random() >= 0.35:
            support = None
        named = chance.random() < (0.7 if step.subtask.critical else 0.3)
        over = status in {"done", "not_applicable"}
        return Told(
            status=status,
            estimated_completion=estimate,
            risk=None if over else risk,
            support=None if over else support,
            description=text,
            responsible=chance.choice(self.roles(step.group.id)) if named else None,
            done_on=done_on,
        )

    def _status(self, step: Position, chance: random.Random) -> StatusId | None:
        """Return a status that goes with the due date and with how ready region and group are."""
        if chance.random() < (0.003 if step.subtask.critical else 0.06):
            return None
        if self._says_not_applicable(step, chance):
            return "not_applicable"
        group = float(self.sources.month["groups"][step.group.id])
        ready = self.readiness + group + chance.uniform(-0.25, 0.25)
        days_left = (step.subtask.due - self.form.month.as_of).days
        if days_left <= 0:
            done, started = 0.80 + 0.25 * ready, 0.97
        elif days_left <= _DUE_SOON_DAYS:
            done, started = 0.35 + 0.30 * ready, 0.85 + 0.15 * ready
        else:
            done, started = 0.10 + 0.15 * ready, 0.60 + 0.35 * ready
        drawn = chance.random()
        if drawn < done:
            return "done"
        return "in_progress" if drawn < started else "not_started"

    def _says_not_applicable(self, step: Position, chance: random.Random) -> bool:
        key = (step.subtask.id, "not_applicable", self.language)
        return key in self.sources.by_answer and chance.random() < 0.12

    def _comment(
        self, step: Position, status: StatusId, chance: random.Random
    ) -> Mapping[str, Any]:
        texts = self.comments(step.subtask.id, status)
        wanted = chance.random() < _COMMENTED[step.subtask.critical]
        if not texts or not (wanted or status == "not_applicable"):
            return {}
        return chance.choice(texts)

    def _days(
        self, step: Position, status: StatusId, text: str | None, chance: random.Random
    ) -> tuple[date | None, date | None]:
        """Return the estimate that is told, and the day of completion, told or not."""
        as_of, due = self.form.month.as_of, step.subtask.due
        overdue = status != "done" and due <= as_of
        untold = status == "not_applicable" or chance.random() < (_FORGOTTEN if overdue else 0.25)
        if status == "done":
            days = 12 if untold else chance.randrange(0, 25)
            done_on = self._done_on(step, text, days)
            return (None if untold else done_on), done_on
        if untold:
            return None, None
        if overdue:
            return as_of + timedelta(days=chance.choice((14, 30, 61, 92))), None
        late = chance.random() < 0.12 - 0.1 * self.readiness
        return (due + timedelta(days=chance.choice((15, 31, 46))) if late else due), None

    def _done_on(self, step: Position, text: str | None, days: int) -> date:
        """Return when something was completed: when its text says so, else by its deadline."""
        as_of, due = self.form.month.as_of, step.subtask.due
        for day in told_days(text or "", as_of):
            if day <= as_of:
                return day if day.day > 1 else day + timedelta(days=days)
        chance = self.chance(step.subtask.id, "done")
        if due > as_of:
            return as_of - timedelta(days=days + chance.randrange(0, 90))
        late_days = (self.form.month.shifted(-1).as_of - due).days
        if 0 <= late_days < _LATE_DAYS and text is None and chance.random() < _LATE_AT_LAST:
            return as_of - timedelta(days=days)
        return due - timedelta(days=days)

    def _risk(self, status: StatusId, chance: random.Random) -> RiskId | None:
        worse = 0.0 if status == "in_progress" else 0.1
        drawn = chance.random() + worse - 0.1 * self.readiness
        levels: tuple[tuple[float, RiskId | None], ...] = (
            (0.35, None),
            (0.75, "low"),
            (1.0, "moderate"),
        )
        return next((risk for limit, risk in levels if drawn < limit), "high")
