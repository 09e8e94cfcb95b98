"""The words that the workbook and the message of a reply have in common."""

from collections.abc import Iterable
from typing import Final

from tilannekuva.domain.dispositions import FileOutcome
from tilannekuva.domain.messages import Message, msg
from tilannekuva.domain.roadmap import PreparationGroup
from tilannekuva.domain.rule import Severity
from tilannekuva.i18n.words import Words
from tilannekuva.publish.replies.letter import Letter
from tilannekuva.publish.replies.one_line import one_line

SHED_WORDS: Final[dict[str, Message]] = {
    "macros": msg("macros"),
    "formulas": msg("formulas (their values are kept)"),
    "links": msg("links (their texts are kept)"),
    "other_workbooks": msg("references to other workbooks"),
    "connections": msg("data connections"),
    "objects": msg("embedded objects and controls"),
    "pictures": msg("pictures, charts and drawings"),
    "pivots": msg("pivot tables"),
    "threads": msg("comment threads (their texts are kept as comments)"),
    "add_ins": msg("add-ins"),
    "label": msg("the sensitivity label"),
    "controls": msg("invisible control characters"),
}
"""What a marked copy is made without, by its key."""

_WORDS: Final[dict[Severity, Message]] = {
    Severity.ERROR: msg("Correct"),
    Severity.WARNING: msg("Check"),
    Severity.REPAIR: msg("Read so"),
    Severity.NOTE: msg("For your information"),
}


def word_for(severity: Severity) -> Message:
    """Return what a finding asks of the sender, in a word."""
    return _WORDS[severity]


_REFUSALS: Final[dict[str, Message]] = {
    "other-month": msg("It is a form of {other}, and the returns of {month} are collected now."),
    "month-closed": msg("It is a form of {other}, and that month is closed."),
    "reader-stopped": msg("It could not be opened."),
    "reader-slow": msg("It could not be opened in a reasonable time."),
}
"""Reasons told to the sender in other words than to the coordinator."""


def why_refused(outcome: FileOutcome) -> Message:
    """Return why a file could not be used, for its sender."""
    own = _REFUSALS.get(outcome.reason)
    return outcome.what if own is None else Message(own.pattern, outcome.values)


def sheet_title(letter: Letter) -> str:
    """Return the name of the sheet that lists the findings."""
    words = letter.words
    return words("To correct") if letter.errors else words("To check")


def whose(letter: Letter) -> str:
    """Return whose return it is: the region, with the groups where it is theirs alone."""
    region = letter.words.text(letter.region.name)
    groups = ", ".join(group.id for group in letter.groups)
    return f"{region} ({groups})" if groups else region


def group_names(groups: Iterable[PreparationGroup], words: Words) -> str:
    """Return groups with their names, as a list within a sentence."""
    return words.listing([group_name(group, words) for group in groups])


def group_name(group: PreparationGroup, words: Words) -> str:
    """Return a group's code and name, or only the name where they are the same.

    Names have commas, so that those of several groups are set off by brackets.
    """
    name = words.text(group.name)
    return name if name == group.id else f"{group.id} ({name})"


def where_and_when(letter: Letter) -> str:
    """Return where the return is to be sent and by when, as a sentence."""
    words, email = letter.words, one_line(letter.coordinator.email)
    if email and letter.deadline_passed:
        return words("Send it to {email} as soon as you can.", email=email)
    if email:
        return words("Send it to {email} by {day}.", email=email, day=letter.deadline)
    if letter.deadline_passed:
        return words("Send it the way you sent it before as soon as you can.")
    return words("Send it the way you sent it before, by {day}.", day=letter.deadline)
