"""What is not used although it could be, and what is used on the coordinator's word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tilannekuva.domain.answers import shown_groups
from tilannekuva.domain.dispositions import REASONS, Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import Message
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.withdrawals import withdrawn

_TAKEN_ON_WORD = "IDENTITY-007"
_REASONS_BY_RULE = {
    "IDENTITY-003": ("same-time", "used"),
    "IDENTITY-004": ("same-answers", "used"),
    "IDENTITY-005": ("newer-return", "newer"),
}
"""The reason for a disposition that says of a group what a rule says, and its value's name."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """One group's return that is not used, or a whole file of which nothing is."""

    outcome: FileOutcome
    region: str
    group: str | None
    """None where it is the whole file; the cover has its own key."""
    why: Message


def set_aside(record: MonthRecord) -> Iterator[SetAside]:
    """Yield what was set aside, file by file and within each group by group, in their order."""
    used = {(each.region, each.group): each.source_file for each in record.returns}
    region_of = {each.sha256: each.region for each in record.files if each.region is not None}
    told = [each for each in record.findings if each.code in _REASONS_BY_RULE]
    for outcome in record.files:
        region = outcome.region or region_of.get(outcome.sha256, "")
        if outcome.groups_set_aside:
            for group in outcome.groups_set_aside:
                why = _taken_back(record, outcome, region, group) or _why(
                    told, outcome, group, used.get((region, group))
                )
                yield SetAside(outcome, region, group, why)
        elif outcome.disposition in {Disposition.SUPERSEDED, Disposition.DUPLICATE}:
            yield SetAside(outcome, region, None, outcome.what)


def _taken_back(
    record: MonthRecord, outcome: FileOutcome, region: str, group: str
) -> Message | None:
    """Return that a group's return in a file was taken back, itself or with a later one."""
    back = withdrawn(record.withdrawals, region, group, outcome.sha256, outcome.returned_at)
    if back is None:
        return None
    return REASONS["withdrawn" if back.sha256 == outcome.sha256 else "before-withdrawn"]


def taken_on_word(record: MonthRecord) -> tuple[Finding, ...]:
    """Return what is told of the files taken on the coordinator's word."""
    return tuple(each for each in record.findings if each.code == _TAKEN_ON_WORD)


def _why(
    findings: Iterable[Finding], outcome: FileOutcome, group: str, used: str | None
) -> Message:
    """Return why a group's return in a file is not the one that counts."""
    told = _told_of(findings, outcome, group)
    if told is not None and used is not None:
        reason, name = _REASONS_BY_RULE[told.code]
        return Message(REASONS[reason].pattern, {name: used})
    if outcome.on_word:
        return Message(REASONS["left-out"].pattern, {"groups": shown_groups((group,))})
    return outcome.what


def _told_of(findings: Iterable[Finding], outcome: FileOutcome, group: str) -> Finding | None:
    """Return the finding that tells of a group's return in a file beside another one."""
    (shown,) = shown_groups((group,))
    for each in findings:
        groups = each.values.get("groups", ())
        if (
            each.region == outcome.region
            and each.values.get("other", each.file) == outcome.path
            and isinstance(groups, tuple)
            and shown in groups
        ):
            return each
    return None
