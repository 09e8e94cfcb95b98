"""The roadmap: preparation groups, task entities, tasks and subtasks, and what is asked of them.

The pydantic models are the schema of the roadmap file; what they cannot say about single
values (unique ids, dates inside their phase) is checked where the file is read.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.texts import Language, LocalText, TidyText

Identifier = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=40)
]
RegionCode = Annotated[str, StringConstraints(pattern=r"^([0-9]{2}|[A-Z]{2,5})$")]

StatusId = Literal["not_started", "in_progress", "done", "not_applicable"]
RiskId = Literal["low", "moderate", "high"]
SupportId = Literal["none", "regional", "national"]
LightId = Literal["green", "yellow", "red"]
ScaleId = Literal["status", "risk", "support", "light"]

AnswerKey = Literal[
    "status", "estimated_completion", "risk", "support", "description", "responsible"
]
Ask = Literal["all", "critical"]
"""Which subtasks a working tool asks about."""

Condition = Literal["done", "not_applicable", "high_risk", "national_support", "overdue"]
"""When an answer beside the status is needed: by the status, risk, support or deadline."""


class RoadmapModel(BaseModel):
    """Common settings of everything read from a roadmap file: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Choice(RoadmapModel):
    """One step of an answer scale, with the words people write for it."""

    id: str
    label: LocalText
    synonyms: dict[Language, tuple[TidyText, ...]] = Field(default_factory=dict)

    def words(self) -> tuple[str, ...]:
        """Return everything a person may write for this choice: its id, labels and synonyms."""
        synonyms = (word for words in self.synonyms.values() for word in words)
        return tuple(dict.fromkeys((self.id, *self.label.every_form(), *synonyms)))


class StatusChoice(Choice):
    """A status a subtask can have."""

    id: StatusId


class RiskChoice(Choice):
    """A level of risk."""

    id: RiskId


class SupportChoice(Choice):
    """A need for support."""

    id: SupportId


class LightChoice(Choice):
    """A colour for the general state of a region."""

    id: LightId


class AnswerScale(RoadmapModel):
    """What can be answered where a question offers choices."""

    status: tuple[StatusChoice, ...] = Field(min_length=2)
    risk: tuple[RiskChoice, ...] = Field(min_length=2)
    support: tuple[SupportChoice, ...] = Field(min_length=2)
    light: tuple[LightChoice, ...] = Field(min_length=2)
    look_alikes: dict[Language, tuple[TidyText, ...]] = Field(default_factory=dict)
    """Words that are spelt nearly as a choice and mean something else: no misspellings of it."""

    def choices(self, scale: ScaleId) -> tuple[Choice, ...]:
        """Return the choices of one scale, in the order of the form."""
        scales: dict[ScaleId, tuple[Choice, ...]] = {
            "status": self.status,
            "risk": self.risk,
            "support": self.support,
            "light": self.light,
        }
        return scales[scale]

    def label(self, scale: ScaleId, choice_id: str) -> LocalText:
        """Return the words for one choice.

        Raises:
            KeyError: the scale has no such choice.
        """
        for choice in self.choices(scale):
            if choice.id == choice_id:
                return choice.label
        raise KeyError(choice_id)


class Question(RoadmapModel):
    """One thing asked, with its heading and the help shown beside the cell."""

    id: Identifier
    kind: Literal["choice", "date", "text", "light_and_text"]
    name: LocalText
    help: LocalText | None = None
    scale: ScaleId | None = None
    max_length: int = Field(default=2000, ge=1, le=32_767)
    personal: bool = False
    """Whether the answer names a person; the public variant leaves it out."""


class SubtaskQuestion(Question):
    """A question asked of every subtask: a column of the form."""

    id: AnswerKey
    needed_when: dict[Condition, Ask] = Field(default_factory=dict)
    """When it must not be left empty, and of which subtasks: all, or the critical ones."""

    def is_needed(self, condition: Condition, subtask: "Subtask") -> bool:
        """Tell whether a subtask to which a condition applies needs an answer."""
        of_which = self.needed_when.get(condition)
        return of_which == "all" or (of_which == "critical" and subtask.critical)


class Questions(RoadmapModel):
    """What is asked of each subtask, once for each group, and once for each region."""

    subtask: tuple[SubtaskQuestion, ...] = Field(min_length=1)
    group: tuple[Question, ...] = ()
    region: tuple[Question, ...] = ()

    def narratives(self) -> tuple[Question, ...]:
        """Return the group's questions that are answered in free text of several sentences."""
        return tuple(question for question in self.group if question.id not in SIGNATURE)


SIGNATURE = ("filled_by", "filled_on")
"""The group's questions that say who filled in the sheet and when."""


class NationalRisk(RoadmapModel):
    """When a subtask is a national risk: in this share of a base at least this large."""

    share: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]*/[1-9][0-9]*$")]
    at_least: int = Field(ge=1)

    def reached(self, affected: int, base: int) -> bool:
        """Tell whether so many of a base make the risk national; compared exactly."""
        return base >= self.at_least and Fraction(affected, base) >= Fraction(self.share)


class Measures(RoadmapModel):
    """The limits by which figures are coloured and risks are named."""

    colour_classes: tuple[int, ...] = Field(min_length=1)
    """Lower limits, in whole percents, of every colour class but the lowest."""
    at_risk_within_days: int = Field(ge=0)
    national_risk: NationalRisk

    def colour_class(self, part: int, whole: int) -> int | None:
        """Return the class of a share, 0 the lowest; None where there is nothing to share."""
        if whole == 0:
            return None
        return sum(100 * part >= limit * whole for limit in self.colour_classes)


class Phase(RoadmapModel):
    """A stage of the reform, with its first and last day."""

    id: Identifier
    name: LocalText
    start: date
    end: date | None = None


class ApplicabilitySet(RoadmapModel):
    """A named set of regions that subtasks can apply to."""

    name: LocalText
    codes: tuple[RegionCode, ...]


class Subtask(RoadmapModel):
    """The smallest step of the roadmap: what is asked about, and what is counted."""

    id: Identifier
    name: LocalText
    phase: Identifier
    critical: bool
    due: date
    legal_basis: TidyText | None = None
    applies: Identifier
    source: Literal["law", "law_date_estimated", "official_page", "inferred"] | None = None
    depends_on: tuple[Identifier, ...] = ()
    national_support: LocalText | None = None


class Task(RoadmapModel):
    """Subtasks that belong together."""

    id: Identifier
    name: LocalText
    subtasks: tuple[Subtask, ...] = Field(min_length=1)


class TaskEntity(RoadmapModel):
    """Tasks that belong together; the finest level figures are told at."""

    id: Identifier
    name: LocalText
    tasks: tuple[Task, ...] = Field(min_length=1)


class PreparationGroup(RoadmapModel):
    """A region's working group and its part of the roadmap."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,7}$")]
    name: LocalText
    entities: tuple[TaskEntity, ...] = Field(min_length=1)


def _listed(target: object) -> object:
    """Return where a subtask has gone as a list, for what is written as one id or as none."""
    if target is None:
        return ()
    return (target,) if isinstance(target, str) else target


GoneTo = Annotated[
    tuple[Identifier, ...],
    BeforeValidator(_listed, json_schema_input_type=Identifier | tuple[Identifier, ...] | None),
]
"""The subtasks one has become; written as an id, as a list of ids, or as null where it ended."""


class EarlierVersion(RoadmapModel):
    """A version before this one, whose forms may still come back."""

    version: Identifier
    file: TidyText
    """Its roadmap file; a path seen from the folder of this one."""
    carried_over: dict[Identifier, GoneTo] = Field(default_factory=dict)
    """Where its subtasks have gone, by their id then; an id not named here means what it meant."""


class Position(NamedTuple):
    """A subtask with everything above it in the roadmap."""

    group: PreparationGroup
    entity: TaskEntity
    task: Task
    subtask: Subtask
    order: int
    """The place in the roadmap, counted from 0."""


class Roadmap(RoadmapModel):
    """One version of the roadmap, with the questions asked along it."""

    version: Identifier
    title: LocalText
    target_date: date
    applicability: dict[Identifier, ApplicabilitySet]
    answer_scale: AnswerScale
    questions: Questions
    measures: Measures
    phases: tuple[Phase, ...] = Field(min_length=1)
    groups: tuple[PreparationGroup, ...] = Field(min_length=1)
    earlier: tuple[EarlierVersion, ...] = ()
    """The versions whose forms are read as well, and carried over to this one."""

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions whose forms can be read, this one first."""
        return (self.version, *(each.version for each in self.earlier))

    @cached_property
    def positions(self) -> dict[str, Position]:
        """Every subtask by its id, in roadmap order."""
        walk = (
            (group, entity, task, subtask)
            for group in self.groups
            for entity in group.entities
            for task in entity.tasks
            for subtask in task.subtasks
        )
        return {step[3].id: Position(*step, order) for order, step in enumerate(walk)}

    @cached_property
    def _phases(self) -> dict[str, Phase]:
        return {phase.id: phase for phase in self.phases}

    def phase(self, phase_id: str) -> Phase:
        """Return a phase by its id."""
        return self._phases[phase_id]

    def group(self, group_id: str) -> PreparationGroup:
        """Return a preparation group by its id.

        Raises:
            KeyError: the roadmap has no such group.
        """
        for group in self.groups:
            if group.id == group_id:
                return group
        raise KeyError(group_id)

    def applies(self, subtask: Subtask, region: str) -> bool:
        """Tell whether a subtask concerns a region."""
        return region in self.applicability[subtask.applies].codes

    def concerning(self, region: str) -> Iterator[Position]:
        """Yield the subtasks that concern a region, in roadmap order."""
        return (step for step in self.positions.values() if self.applies(step.subtask, region))

    def asked(self, region: str, month: ReportingMonth, ask: Ask = "all") -> Iterator[Position]:
        """Yield the subtasks on a region's form for a month, in roadmap order.

        They are those whose phase has begun, and every critical one due before the target
        date, so that every subtask counted in a figure can be answered.
        """
        as_of = month.as_of
        for step in self.concerning(region):
            subtask = step.subtask
            begun = self.phase(subtask.phase).start <= as_of
            counted = subtask.critical and subtask.due < self.target_date
            if (begun or counted) and (subtask.critical or ask == "all"):
                yield step

    def counted_along_roadmap(self, subtask: Subtask, month: ReportingMonth) -> bool:
        """Tell whether view A counts a subtask: critical and due by the end of the month."""
        return subtask.critical and subtask.due <= month.as_of

    def counted_for_target(self, subtask: Subtask) -> bool:
        """Tell whether view B counts a subtask: critical and due before the target date."""
        return subtask.critical and subtask.due < self.target_date

    def soon(self, subtask: Subtask, month: ReportingMonth) -> bool:
        """Tell whether a subtask falls due within the days that make it at risk."""
        return subtask.due <= month.as_of + timedelta(days=self.measures.at_risk_within_days)
