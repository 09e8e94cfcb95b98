"""Months in which each region answers by a rule of its own, to meet every edge of a figure."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tilannekuva.domain.answers import Answer, GroupReturn
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, NationalPicture
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Position, Roadmap
from tilannekuva.picture.changes import EarlierMonth
from tilannekuva.picture.national import national_picture

Given = dict[str, str | None]
Rule = Callable[[int, Position, random.Random], Given | None]
"""What is answered: by the number of the row, its subtask, and chance; None for nothing."""

APRIL, MAY = ReportingMonth(2022, 4), ReportingMonth(2022, 5)
_STATUSES = ("done", "in_progress", "not_started", "not_applicable", None)


def always(status: str | None, **more: str) -> Rule:
    """Answer every row alike."""
    return lambda _row, _step, _chance: {"status": status, **more}


def by_chance(*weights: int) -> Rule:
    """Answer by chance, and leave a row in ten out."""

    def rule(_row: int, _step: Position, chance: random.Random) -> Given | None:
        if chance.random() < 0.1:
            return None
        [status] = chance.choices(_STATUSES, weights)
        risk = chance.choice(("low", "moderate", "high", None))
        support = chance.choice(("none", "regional", "national", None))
        return {"status": status, "risk": risk, "support": support}

    return rule


def all_but_one_critical(status: str, other: str) -> Rule:
    """Answer every row alike but the first critical one."""
    met: set[str] = set()

    def rule(row: int, step: Position, _chance: random.Random) -> Given:
        if row == 0:
            met.clear()
        first = step.subtask.critical and not met
        if first:
            met.add(step.subtask.id)
        return {"status": other if first else status}

    return rule


def only_first_row(status: str) -> Rule:
    """Answer one row."""
    return lambda row, _step, _chance: {"status": status} if row == 0 else None


EDGES: Mapping[str, Rule] = {
    "02": always("done"),
    "03": always("not_started"),
    "04": always("not_applicable"),
    "05": only_first_row("done"),
    "06": always(None, risk="high"),
    "07": always("in_progress"),
    "08": all_but_one_critical("done", "not_started"),
    "09": all_but_one_critical("in_progress", "done"),
    "HUS": always("done"),
}
"""Regions at the edges; the others answer by chance."""

EDGES_BEFORE: Mapping[str, Rule] = {
    "02": always("in_progress"),
    "03": always("done"),
    "05": always("not_started"),
    "06": always("done", risk="low"),
    "08": always("done"),
    "09": always("not_started"),
    "HUS": always("not_started"),
}
"""The same a month before."""


@dataclass(frozen=True)
class Made:
    """A month and the one before it."""

    picture: NationalPicture
    before: NationalPicture | None


def record(
    month: ReportingMonth, roadmap: Roadmap, regions: Regions, rules: Mapping[str, Rule]
) -> MonthRecord:
    """Return a month of the regions that have a rule."""
    returns = tuple(
        each
        for code, rule in rules.items()
        for each in _returns(month, roadmap, regions.by_code[code].code, rule)
    )
    deadline = month.shifted(1).first_day.replace(day=10)
    return MonthRecord(month, roadmap.version, "all", deadline, (), returns)


def made(
    roadmap: Roadmap,
    regions: Regions,
    rules: Mapping[str, Rule],
    before: Mapping[str, Rule] | None = None,
) -> Made:
    """Return the picture of May, beside April if it has rules."""
    earlier = []
    told_before = None
    if before is not None:
        april = record(APRIL, roadmap, regions, before)
        earlier = [EarlierMonth(april, roadmap, april)]
        told_before = national_picture(april, roadmap, regions, after_deadline=True)
    may = record(MAY, roadmap, regions, rules)
    told = national_picture(may, roadmap, regions, after_deadline=True, earlier=earlier)
    return Made(told, told_before)


def others(regions: Regions, known: Mapping[str, Rule], silent: str, rule: Rule) -> dict[str, Rule]:
    """Return the known rules, and one for every other region that is not silent."""
    codes = [each.code for each in regions.regions if each.code not in silent.split()]
    return {code: known.get(code, rule) for code in codes}


def _returns(month: ReportingMonth, roadmap: Roadmap, region: str, rule: Rule) -> list[GroupReturn]:
    chance = random.Random(f"{region} {month}")  # noqa: S311 - the same every time
    common: dict[str, object] = {"region": region, "month": month, "source_file": "x.xlsx"}
    answers: dict[str, list[Answer]] = {}
    for row, step in enumerate(roadmap.asked(region, month)):
        of_group = answers.setdefault(step.group.id, [])
        given = rule(row, step, chance)
        if given is not None and any(given.values()):
            place = {"source_sheet": step.group.id, "source_cell": f"K{row + 8}"}
            ids = {"group": step.group.id, "subtask": step.subtask.id}
            of_group.append(Answer.model_validate({**common, **place, **ids, **given}))
    stamp = {"source_cell": "", "returned_at": datetime(2022, 6, 7, 12, 0, tzinfo=UTC)}
    return [
        GroupReturn.model_validate(
            {
                **common,
                **stamp,
                "group": group,
                "source_sheet": group,
                "late": False,
                "sha256": "0" * 64,
                "answers": tuple(given),
                "narratives": (),
            }
        )
        for group, given in answers.items()
    ]
