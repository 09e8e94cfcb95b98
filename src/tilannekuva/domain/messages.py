"""Sentences before they are in any language, and the errors that carry them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.texts import LocalText


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence as its English pattern and the values to put in; words come at the edge."""

    pattern: str
    values: "Mapping[str, MessageValue]" = field(default_factory=dict)


SingleValue = str | int | date | ReportingMonth | LocalText | Message
MessageValue = SingleValue | tuple[SingleValue, ...]
"""What can be put into a sentence; how it is written depends on the language."""


def msg(pattern: str, /, **values: MessageValue) -> Message:
    """Return a message; the pattern is found by the extraction of the catalogues."""
    return Message(pattern, values)


class CannotRunError(Exception):
    """The job cannot be done and nothing was changed; says what to mend.

    Args:
        messages: what is wrong, each with its place and the next step.
    """

    def __init__(self, *messages: Message) -> None:
        super().__init__(*(message.pattern for message in messages))
        self.messages = messages


class WorkspaceHeldError(CannotRunError):
    """Another run holds the workspace."""
