"""What a reply is about, before it is put into words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final, Literal

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import Message
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region
from tilannekuva.domain.roadmap import PreparationGroup
from tilannekuva.domain.rule import Severity
from tilannekuva.domain.settings import Contact
from tilannekuva.domain.texts import Language
from tilannekuva.i18n.words import Words

ReplyKind = Literal["correct", "check", "thanks", "refused", "reminder"]
"""Something must be corrected; something is worth checking; all is well; no file could be used;
nothing has come, or not from every group."""

_REFUSALS: Final = frozenset({"FILE-001", "IDENTITY-001", "IDENTITY-010"})
_NOTHING_TO_THE_SENDER: Final = frozenset({"IDENTITY-004", "IDENTITY-007", "IDENTITY-011"})


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file of the region that could not be used, and why."""

    name: str
    why: Message


@dataclass(frozen=True)
class Letter:
    """One reply to one region, or to those of its groups that returned a file of their own."""

    kind: ReplyKind
    language: Language
    region: Region
    month: ReportingMonth
    deadline: date
    deadline_passed: bool
    coordinator: Contact
    recipients: tuple[str, ...] = ()
    groups: tuple[PreparationGroup, ...] = ()
    """Whose return it is about; none where it is about the region's as a whole."""
    file: str = ""
    """The file it answers, as it was called; empty where it answers none."""
    findings: tuple[Finding, ...] = ()
    """What is told of that file."""
    missing: tuple[PreparationGroup, ...] = ()
    """The groups that have not returned, as far as this reply tells of them."""
    refused: tuple[RefusedFile, ...] = ()
    untouched: tuple[str, ...] = ()
    """Forms that came back as they were sent, by their names."""

    @cached_property
    def words(self) -> Words:
        """The words it is written in."""
        return Words(self.language, "replies")

    def of(self, *severities: Severity) -> tuple[Finding, ...]:
        """Return the findings of some severities."""
        return tuple(each for each in self.findings if each.severity in severities)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What must be corrected."""
        return self.of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is worth checking."""
        return self.of(Severity.WARNING)

    def moved(self, findings: Iterable[Finding]) -> "Letter":
        """Return the letter with findings that stand elsewhere, as on a form drawn anew."""
        return replace(self, findings=tuple(findings))


def kind_of(findings: Iterable[Finding]) -> ReplyKind:
    """Return what a reply about these findings asks for."""
    severities = {each.severity for each in findings}
    if Severity.ERROR in severities:
        return "correct"
    return "check" if Severity.WARNING in severities else "thanks"


def told_to_sender(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that say something to the sender.

    Files that could not be used are told of in their own words, and some notes are for the
    coordinator alone.
    """
    left_out = _REFUSALS | _NOTHING_TO_THE_SENDER
    yield from (each for each in findings if each.code not in left_out)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The workbook that goes with a reply."""

    name: str
    content: bytes
    kind: Literal["own", "redrawn", "blank"]
    """The sender's own workbook marked; a form drawn anew with its answers; an empty form."""
    shed: tuple[str, ...] = ()
    """What the copy is made without, by `tilannekuva.publish.replies.marking.order.SHED`."""
