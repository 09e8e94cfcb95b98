"""Findings: what a sender or the coordinator must be told about one place of a return."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tilannekuva.domain.messages import Message, MessageValue, msg
from tilannekuva.domain.rule import Rule, Severity
from tilannekuva.domain.rules.catalogue import RULES


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell about one place of a return; carries values, not words."""

    code: str
    file: str
    """Path relative to the inbox, with ``/``."""
    sheet: str = ""
    cell: str = ""
    region: str = ""
    group: str = ""
    subtask: str = ""
    question: str = ""
    """What is asked in the cell; empty where it is not about one answer."""
    values: Mapping[str, MessageValue] = field(default_factory=dict)
    """What goes into the rule's message; ``found`` is the cell's content, verbatim."""

    @property
    def rule(self) -> Rule:
        """The rule it comes from."""
        return RULES[self.code]

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.rule.severity

    @property
    def message(self) -> Message:
        """What is there, what is expected, and what to do."""
        there = Message(self.rule.message.pattern, self.values)
        to_do = Message(self.rule.fix.pattern, self.values)
        return msg("{there} {to_do}", there=there, to_do=to_do)

    @property
    def place(self) -> str:
        """Where it is, as people write it: ``ICT!F14``, or the file's name."""
        if not self.sheet:
            return self.file
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet
