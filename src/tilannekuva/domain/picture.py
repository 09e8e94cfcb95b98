"""The national picture of one month: what is written into workbooks, pages and data files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple

from tilannekuva.domain.answers import Answer, GroupReturn, Narrative
from tilannekuva.domain.discussions import Discussions
from tilannekuva.domain.dispositions import FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import Message, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import NATION, Regions
from tilannekuva.domain.roadmap import Ask, Position, Roadmap
from tilannekuva.domain.withdrawals import Withdrawal

View = Literal["A", "B"]
"""A: progress along the roadmap. B: readiness against the target date."""
VIEWS: tuple[View, ...] = ("A", "B")

Level = Literal["roadmap", "group", "entity"]
"""The part of the roadmap a figure is told for."""

WHOLE_ROADMAP = "all"
"""The key of a figure on the whole roadmap."""


class RegionState(StrEnum):
    """How a region stands with its return, in the order the states are looked for."""

    AWAITED = "awaited"
    MISSING = "missing"
    REJECTED = "rejected"
    PARTIAL = "partial"
    NEEDS_CORRECTION = "needs_correction"
    COMPLETE_WITH_WARNINGS = "complete_with_warnings"
    COMPLETE = "complete"


STATE_WORDS: Mapping[RegionState, Message] = {
    RegionState.AWAITED: msg("awaited"),
    RegionState.MISSING: msg("missing"),
    RegionState.REJECTED: msg("rejected"),
    RegionState.PARTIAL: msg("received in part"),
    RegionState.NEEDS_CORRECTION: msg("to be corrected"),
    RegionState.COMPLETE_WITH_WARNINGS: msg("received in full, with warnings"),
    RegionState.COMPLETE: msg("received in full"),
}
"""How a state is told, the same everywhere."""


@dataclass(frozen=True, slots=True)
class MonthRecord:
    """Everything known about one month after its returns were read: what the archive keeps."""

    month: ReportingMonth
    roadmap_version: str
    ask: Ask
    deadline: date
    """The last day for returns; the end of that day in Finnish time."""
    files: tuple[FileOutcome, ...] = ()
    returns: tuple[GroupReturn, ...] = ()
    """One for each region and group that returned: the newest, with its answers."""
    findings: tuple[Finding, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    """What has been taken back, also where something newer has come since."""

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer in force."""
        return tuple(answer for each in self.returns for answer in each.answers)

    @property
    def narratives(self) -> tuple[Narrative, ...]:
        """Every narrative in force."""
        return tuple(narrative for each in self.returns for narrative in each.narratives)


@dataclass(frozen=True, slots=True)
class RegionStanding:
    """A region's return: its state and the counts behind it."""

    region: str
    state: RegionState
    late: bool
    """Whether a group's return came after the deadline; told beside the state."""
    groups_asked: tuple[str, ...]
    groups_returned: tuple[str, ...]
    asked: int
    """Subtasks on the region's form."""
    answers: int
    """Subtasks with an answer of any kind."""
    answered: int
    """Subtasks with a status."""
    critical_asked: int
    critical_answered: int
    errors: int
    warnings: int
    repairs: int

    @property
    def reports(self) -> bool:
        """Whether the region has at least one answer, so that it belongs to the sums."""
        return self.answers > 0

    @property
    def groups_missing(self) -> tuple[str, ...]:
        """The groups with rows on the form that did not return."""
        return tuple(group for group in self.groups_asked if group not in self.groups_returned)


class FigureKey(NamedTuple):
    """Which figure: a view of a part of the roadmap for a region, an area or the nation."""

    view: View
    level: Level
    key: str
    region: str


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of the critical subtasks stand where; counts, never shares."""

    n: int
    started: int
    """In progress or done."""
    completed: int
    missing: int
    """Without an answer."""

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(
            self.n + other.n,
            self.started + other.started,
            self.completed + other.completed,
            self.missing + other.missing,
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of how many regions a figure speaks: those that report, among those it concerns."""

    reporting: int
    concerned: int


class Timing(StrEnum):
    """How a subtask stands against its due date; derived, never asked."""

    DELAYED = "delayed"
    AT_RISK = "at_risk"
    DONE_EARLY = "done_early"


TIMING_WORDS: Mapping[Timing, Message] = {
    Timing.DELAYED: msg("delayed"),
    Timing.AT_RISK: msg("at risk"),
    Timing.DONE_EARLY: msg("done early"),
}
"""How a timing is told, the same everywhere."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One subtask on one region's form: its answer, if any, and how it stands in time."""

    region: str
    position: Position
    answer: Answer | None
    timing: Timing | None


@dataclass(frozen=True, slots=True)
class SharedRisk:
    """A subtask that is a risk in one region or more.

    A region counts once in ``affected``, whichever of the three reasons it has.
    """

    position: Position
    national: bool
    base: int
    """Reporting regions it concerns that did not answer "does not concern the region"."""
    affected: tuple[str, ...]
    delayed: tuple[str, ...]
    high_risk: tuple[str, ...]
    national_support: tuple[str, ...]


class ChangeKind(StrEnum):
    """What a region tells otherwise of a subtask than last month; in the order they are told."""

    COMPLETED = "completed"
    ADVANCED = "advanced"
    REGRESSED = "regressed"
    NEWLY_DELAYED = "newly_delayed"
    NEW_CHALLENGE = "new_challenge"
    STUCK = "stuck"
    UNANSWERED = "unanswered"


CHANGE_WORDS: Mapping[ChangeKind, Message] = {
    ChangeKind.COMPLETED: msg("completed since last month"),
    ChangeKind.ADVANCED: msg("started since last month"),
    ChangeKind.REGRESSED: msg("gone backwards"),
    ChangeKind.NEWLY_DELAYED: msg("newly delayed"),
    ChangeKind.NEW_CHALLENGE: msg("new challenge"),
    ChangeKind.STUCK: msg("unchanged for three months"),
    ChangeKind.UNANSWERED: msg("no answer any more"),
}
"""How a change is told, the same everywhere."""


@dataclass(frozen=True, slots=True)
class Change:
    """One subtask of one region that stands otherwise than last month, or has not moved."""

    region: str
    position: Position
    kinds: tuple[ChangeKind, ...]
    """One or more, in their order."""
    before: Answer | None
    """Last month's answer."""
    now: Answer | None


@dataclass(frozen=True)
class LastMonth:
    """The figures of the month before, as they were told then."""

    month: ReportingMonth
    figures: Mapping[FigureKey, Figure]
    coverage: Mapping[FigureKey, Coverage]
    reporting: tuple[str, ...]
    """The regions that reported then, in order."""

    def figure(
        self, view: View, region: str = NATION, level: Level = "roadmap", key: str = WHOLE_ROADMAP
    ) -> Figure | None:
        """Return one figure; None where that part of the roadmap was not there then."""
        return self.figures.get(FigureKey(view, level, key, region))


@dataclass(frozen=True)
class NationalPicture:
    """One month of the whole country."""

    record: MonthRecord
    roadmap: Roadmap
    regions: Regions
    standings: Mapping[str, RegionStanding]
    """How each region stands with its return, by code, in the order of the regions."""
    figures: Mapping[FigureKey, Figure]
    """Every figure: each view × part of the roadmap × region, area and nation."""
    coverage: Mapping[FigureKey, Coverage]
    """For areas and the nation only."""
    subtasks: tuple[Standing, ...]
    """Every subtask on every region's form, by region and roadmap order."""
    risks: tuple[SharedRisk, ...]
    """National ones first; within each kind critical ones, then those that affect most regions."""
    not_applicable: tuple[Answer, ...] = field(default=())
    """Critical answers that shrink n: the subtask is said not to concern the region."""
    last_month: LastMonth | None = None
    """None where last month is not in the archive."""
    changes: tuple[Change, ...] = ()
    """Of the regions that report in both months, by region and roadmap order."""
    discussions: Discussions = field(default_factory=Discussions)

    @property
    def month(self) -> ReportingMonth:
        """The month the picture is of."""
        return self.record.month

    @property
    def reporting(self) -> tuple[str, ...]:
        """The regions that report, in order."""
        return tuple(code for code, each in self.standings.items() if each.reports)

    def figure(
        self, view: View, region: str = NATION, level: Level = "roadmap", key: str = WHOLE_ROADMAP
    ) -> Figure:
        """Return one figure; by default the nation's on the whole roadmap."""
        return self.figures[FigureKey(view, level, key, region)]
