"""What a region reported for a month: answers, narratives, and the returns that carry them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints

from tilannekuva.domain.messages import Message, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import (
    AnswerKey,
    LightId,
    RegionCode,
    RiskId,
    StatusId,
    SupportId,
)

LONGEST_TEXT = 32_767
"""Excel holds no more characters in a cell."""

FreeText = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
"""A text as typed."""

COVER = ""
"""The group key of what is asked once for each region, on the cover."""


def shown_groups(groups: Iterable[str]) -> tuple[str | Message, ...]:
    """Return groups as they are named in a sentence; the cover has no name but its word."""
    return tuple(group or msg("the cover") for group in groups)


class _Reported(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    region: RegionCode
    month: ReportingMonth
    source_file: str
    """Path relative to the inbox, with ``/``."""
    source_sheet: str
    source_cell: str


class Answer(_Reported):
    """One region's answer on one subtask; at least one of the values is there.

    The source cell is that of the status, also when it is empty.
    """

    group: str
    subtask: str
    status: StatusId | None = None
    estimated_completion: date | None = None
    risk: RiskId | None = None
    support: SupportId | None = None
    description: FreeText | None = None
    responsible: FreeText | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is answered."""
        values = (self.status, self.estimated_completion, self.risk, self.support)
        return all(value is None for value in (*values, self.description, self.responsible))

    def says_the_same(self, other: "Answer") -> bool:
        """Tell whether another answer says the same, of whichever subtask and wherever it is."""
        return all(getattr(self, key) == getattr(other, key) for key in get_args(AnswerKey))


class Narrative(_Reported):
    """One answer in free text: a group's, or with an empty group the region's on the cover."""

    group: str
    question: str
    light: LightId | None = None
    text: FreeText | None = None


class GroupReturn(_Reported):
    """What one group of one region sent for a month; the cover is a group of its own.

    The source cell is empty: the whole sheet is the source.
    """

    group: str
    returned_at: datetime
    """When it was last saved by the sender, in UTC."""
    late: bool
    """Whether that was after the deadline."""
    sha256: str
    """The file it came in."""
    filled_by: FreeText | None = None
    filled_on: date | None = None
    answers: tuple[Answer, ...] = ()
    narratives: tuple[Narrative, ...] = ()
