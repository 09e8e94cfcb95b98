"""Letters about made-up findings, and a look into the mails they become."""

from collections.abc import Iterable
from datetime import date
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region
from tilannekuva.domain.settings import Contact
from tilannekuva.domain.texts import Language, LocalText
from tilannekuva.publish.replies.letter import Letter, ReplyKind, kind_of

MAY = ReportingMonth(2022, 5)
COORDINATOR = Contact(name="Tilannekuvan koordinaattori", email="tilannekuva@example.fi")
_CHOICES = (LocalText(fi="valmis", sv="klar"), LocalText(fi="käynnissä", sv="pågår"))


def wrong(cell: str, found: str = "ehkä", **changes: str) -> Finding:
    """Return an error on a choice."""
    values: dict[str, MessageValue] = {"found": found, "choices": _CHOICES}
    place = {"file": "HT.xlsx", "sheet": "HT", "group": "HT", "subtask": f"HT-1.2.{cell[1:]}"}
    return Finding("CELL-001", cell=cell, question="status", values=values, **(place | changes))


def long(cell: str) -> Finding:
    """Return a warning about a long text."""
    values: dict[str, MessageValue] = {"length": 300, "limit": 200}
    return Finding("CELL-004", "HT.xlsx", "HT", cell, group="HT", values=values)


def repaired(cell: str) -> Finding:
    """Return a repair of a choice."""
    values: dict[str, MessageValue] = {"found": "Valmis ", "read": _CHOICES[0]}
    return Finding("CELL-005", "HT.xlsx", "HT", cell, group="HT", values=values)


def noted() -> Finding:
    """Return a note about a sheet."""
    values: dict[str, MessageValue] = {"sheet": "Muistio", "cells": 3}
    return Finding("FILE-003", "HT.xlsx", "Muistio", values=values)


def letter_on(  # noqa: PLR0913 - what a letter can vary
    region: Region,
    findings: Iterable[Finding] = (),
    *,
    kind: ReplyKind | None = None,
    language: Language = "fi",
    passed: bool = False,
    coordinator: Contact = COORDINATOR,
    file: str = "HT.xlsx",
    recipients: tuple[str, ...] = (),
) -> Letter:
    """Return a letter on a file with findings."""
    listed = tuple(findings)
    return Letter(
        kind=kind or kind_of(listed),
        language=language,
        region=region,
        month=MAY,
        deadline=date(2022, 6, 10),
        deadline_passed=passed,
        coordinator=coordinator,
        recipients=recipients,
        file="" if kind in {"reminder", "refused"} else file,
        findings=listed,
    )


def parsed(content: bytes) -> EmailMessage:
    """Return a mail as a mail program reads it."""
    mail = BytesParser(policy=default).parsebytes(content)
    assert isinstance(mail, EmailMessage)
    return mail
