"""What a rule is: its severity, its words, and an example that passes and one that does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tilannekuva.domain.messages import Message, MessageValue, msg


class Severity(StrEnum):
    """How much a finding matters, the gravest first."""

    ERROR = "error"
    """Must be corrected; the value is not used."""
    WARNING = "warning"
    """Please check; the value is used."""
    REPAIR = "repair"
    """We read it so."""
    NOTE = "note"
    """Good to know."""


SEVERITY_WORDS: Mapping[Severity, Message] = {
    Severity.ERROR: msg("error"),
    Severity.WARNING: msg("warning"),
    Severity.REPAIR: msg("repair"),
    Severity.NOTE: msg("note"),
}
"""Each severity in a word."""

SEVERITY_MEANINGS: Mapping[Severity, Message] = {
    Severity.ERROR: msg("Must be corrected; the value is not used."),
    Severity.WARNING: msg("Please check; the value is used."),
    Severity.REPAIR: msg("We read it so; nothing needs to be done if that is right."),
    Severity.NOTE: msg("Good to know."),
}
"""What each severity means for whoever sent the return."""


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule lets pass and what it tells of, in the words of each language.

    Examples of the gates CELL, ROW and TREND are rows of a form, written so that they can be
    read: ``Status: done; Risk: low`` is one row, a table with bars is a sheet, and an arrow
    stands between last month's row and this month's. Those of ROADMAP are lines of the roadmap
    file. The others are described.
    """

    passing: Message
    failing: Message
    values: Mapping[str, MessageValue] = field(default_factory=dict)
    """What the finding of the failing example carries, to show its sentence with."""
    place: str | Message = ""
    """Where that finding is; by default what is usual at the gate: a cell, a file or a line."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked, with its words.

    What is told has four parts: where (put before it when it is shown), what is there and what
    is expected (`message`), and what to do (`fix`).
    """

    code: str
    severity: Severity
    title: Message
    message: Message
    fix: Message
    reason: Message
    example: Example

    @property
    def gate(self) -> str:
        """The gate it belongs to, such as ``FILE`` or ``CELL``."""
        return self.code.partition("-")[0]
