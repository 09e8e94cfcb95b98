"""Make the sample month's returns from the texts in ``sources/``: ``make samples``.

Every workbook is drawn by the outbox with answers in its fields, chosen by rule: the same
bytes every time.
"""

import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.answers import COVER
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region
from tilannekuva.domain.roadmap import Position
from tilannekuva.domain.settings import Settings
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.foundations import Foundations, lay_foundations

FOLDER = Path(__file__).parent
SOURCES = FOLDER / "sources"
INBOX = FOLDER / "inbox"

_DUE_SOON_DAYS = 30
_DESCRIBED, _FORGOTTEN = 0.95, 0.05
"""How often a high risk has its reason told, and an estimate of what is late is left out."""
_COMMENTED = {True: 0.8, False: 0.5}
"""How often a critical and another subtask is commented on."""


@dataclass(frozen=True)
class Sources:
    """The texts and profiles the month is made of."""

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


@dataclass
class _Answering:
    """One region's filling in of its form."""

    form: Form
    sources: Sources
    profile: Mapping[str, Any]
    answers: dict[tuple[str, str], CellValue] = field(default_factory=dict)
    fields: dict[tuple[str, str], CellValue] = field(default_factory=dict)
    lights: dict[str, CellValue] = field(default_factory=dict)

    @property
    def region(self) -> Region:
        return self.form.region

    @property
    def language(self) -> str:
        return str(self.profile.get("language", "fi"))

    def chance(self, *about: str) -> random.Random:
        """Return chance that is the same every time for the same matter."""
        return random.Random("/".join((self.region.code, *about)))  # noqa: S311

    def fill(self) -> FormContents:
        for sheet in self.form.sheets:
            for step in sheet.positions:
                self._answer(step)
            self._sign(sheet.group.id)
        self._tell_cover()
        for mistake in self.profile.get("mistakes", ()):
            key = (mistake["subtask"], mistake["question"])
            if key[0] in {
                step.subtask.id for sheet in self.form.sheets for step in sheet.positions
            }:
                self.answers[key] = mistake["value"]
        return FormContents(
            answers=self.answers,
            fields=self.fields,
            lights=self.lights,
            saved=self.profile["saved"],
        )

    def _answer(self, step: Position) -> None:
        chance = self.chance(step.subtask.id)
        status = self._status(step, chance)
        if status is None:
            return
        comment = self._comment(step, status, chance)
        scale = self.form.roadmap.answer_scale
        self._put(step, "status", self.form.label(scale.label("status", status)))
        self._put(step, "estimated_completion", self._estimate(step, status, chance))
        risk = comment.get("risk") or self._risk(status, chance)
        if risk == "high" and "text" not in comment and chance.random() < _DESCRIBED:
            risk = "moderate"
        if risk == "low" and step.subtask.critical and step.subtask.due <= self.form.month.as_of:
            risk = "moderate"
        support = comment.get("support") or ("none" if chance.random() < 0.35 else None)
        if status not in {"done", "not_applicable"}:
            self._put(step, "risk", risk and self.form.label(scale.label("risk", risk)))
            self._put(step, "support", support and self.form.label(scale.label("support", support)))
        self._put(step, "description", comment.get("text"))
        if chance.random() < (0.7 if step.subtask.critical else 0.3):
            self._put(step, "responsible", self._person(step.group.id, chance))

    def _put(self, step: Position, question: str, value: CellValue) -> None:
        if value is not None:
            self.answers[step.subtask.id, question] = value

    def _status(self, step: Position, chance: random.Random) -> str | None:
        """Return a status that goes with the due date and with how ready region and group are."""
        if chance.random() < (0.003 if step.subtask.critical else 0.06):
            return None
        if self._says_not_applicable(step, chance):
            return "not_applicable"
        group = float(self.sources.month["groups"][step.group.id])
        ready = float(self.profile["readiness"]) + group + chance.uniform(-0.25, 0.25)
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

    def _comment(self, step: Position, status: str, chance: random.Random) -> Mapping[str, Any]:
        texts = [
            each
            for each in self.sources.by_answer.get((step.subtask.id, status, self.language), ())
            if self.sources.fits(each["text"], self.region.code)
        ]
        wanted = chance.random() < _COMMENTED[step.subtask.critical]
        if not texts or not (wanted or status == "not_applicable"):
            return {}
        return chance.choice(texts)

    def _estimate(self, step: Position, status: str, chance: random.Random) -> date | None:
        as_of, due = self.form.month.as_of, step.subtask.due
        overdue = status != "done" and due <= as_of
        if status == "not_applicable" or chance.random() < (_FORGOTTEN if overdue else 0.25):
            return None
        if status == "done":
            return min(due, as_of) - timedelta(days=chance.randrange(0, 25))
        if overdue:
            return as_of + timedelta(days=chance.choice((14, 30, 61, 92)))
        late = chance.random() < 0.12 - 0.1 * float(self.profile["readiness"])
        return due + timedelta(days=chance.choice((15, 31, 46))) if late else due

    def _risk(self, status: str, chance: random.Random) -> str | None:
        worse = 0.0 if status == "in_progress" else 0.1
        drawn = chance.random() + worse - 0.1 * float(self.profile["readiness"])
        for limit, risk in ((0.35, None), (0.75, "low"), (1.0, "moderate")):
            if drawn < limit:
                return risk
        return "high"

    def _person(self, group: str, chance: random.Random) -> str:
        return str(chance.choice(self._roles(group)))

    def _roles(self, group: str) -> list[str]:
        return next(
            list(each["roles"])
            for each in self.sources.narratives["people"]
            if (each["group"], each["language"]) == (group, self.language)
        )

    def _sign(self, group: str) -> None:
        chance = self.chance(group)
        saved: datetime = self.profile["saved"]
        self.fields[group, "filled_by"] = self._roles(group)[0]
        self.fields[group, "filled_on"] = (saved - timedelta(days=chance.randrange(0, 4))).date()
        for question in self.form.roadmap.questions.narratives():
            self.fields[group, question.id] = self._narrative(group, question.id, chance)

    def _narrative(self, group: str, question: str, chance: random.Random) -> str | None:
        readiness = float(self.profile["readiness"])
        tone = "good" if readiness > 0.25 else "weak" if readiness < -0.2 else "mixed"
        texts = [
            each["text"]
            for each in self.sources.narratives["groups"]
            if (each["group"], each["question"], each["language"])
            == (group, question, self.language)
            and self.sources.fits(each["text"], self.region.code)
        ]
        own = [
            each["text"]
            for each in self.sources.narratives["groups"]
            if each["text"] in texts and each["tone"] == tone
        ]
        return str(chance.choice(own or texts)) if texts else None

    def _tell_cover(self) -> None:
        readiness = float(self.profile["readiness"])
        for question in self.form.region_questions:
            chance = self.chance(question.id)
            drawn = readiness + chance.uniform(-0.5, 0.5)
            light = "green" if drawn > 0.3 else "red" if drawn < -0.45 else "yellow"
            texts = [
                each["text"]
                for each in self.sources.narratives["regions"]
                if (each["question"], each["light"], each["language"])
                == (question.id, light, self.language)
            ]
            label = self.form.roadmap.answer_scale.label("light", light)
            self.lights[question.id] = self.form.label(label)
            fitting = [text for text in texts if self.sources.fits(text, self.region.code)]
            if fitting:
                self.fields[COVER, question.id] = chance.choice(fitting)


def read_sources() -> Sources:
    """Return the texts and profiles."""
    parts = [
        yaml.safe_load((SOURCES / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in ("month", "comments", "narratives")
    ]
    return Sources(parts[0], tuple(parts[1]["comments"]), parts[2])


def returned_workbooks(
    foundations: Foundations, sources: Sources, regions: tuple[str, ...] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield every return of the sample month: its path below the inbox, and its bytes.

    Args:
        foundations: the built-in data files.
        sources: the texts and profiles.
        regions: codes of the regions wanted; all by default.
    """
    month = ReportingMonth.parse(str(sources.month["month"]))
    for code, profile in sources.month["regions"].items():
        if profile.get("missing") or (regions and code not in regions):
            continue
        form = Form(
            roadmap=foundations.roadmap,
            glossary=foundations.glossary,
            region=foundations.regions.by_code[code],
            month=month,
            language=profile.get("language", "fi"),
            deadline=foundations.deadline(month),
        )
        groups = [each.group.id for each in form.every_sheet] if profile.get("per_group") else [""]
        for group in groups:
            of_file = form.for_group(group) if group else form
            contents = _Answering(of_file, sources, profile).fill()
            yield str(profile["file"]).format(group=group), draw_working_tool(of_file, contents)


def main() -> int:
    """Write the sample inbox anew."""
    foundations = lay_foundations(open_workspace(FOLDER), Settings())
    kept = set()
    for name, workbook in returned_workbooks(foundations, read_sources()):
        path = INBOX / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(workbook)
        kept.add(path)
    for path in INBOX.rglob("*.xlsx"):
        if path not in kept:
            path.unlink()
    sys.stdout.write(f"{len(kept)} workbooks in {INBOX.name}/\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
