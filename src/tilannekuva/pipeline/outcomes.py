"""What became of each returned file of a month, and what is told of it as a file."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tilannekuva.domain.answers import COVER, shown_groups
from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue, SingleValue
from tilannekuva.domain.withdrawals import Withdrawal, withdrawn
from tilannekuva.inbox.newest import Choice, Unit
from tilannekuva.pipeline.intake import TakenReturn
from tilannekuva.pipeline.offers import keeps_a_value

_ABOUT_SOMETHING_ELSE = frozenset({
    "not-ours", "identity-lost", "identity-conflict", "unknown-region", "unknown-month",
    "unknown-layout", "unknown-version", "other-month",
})  # fmt: skip
_SHEET_NOT_READ = "FILE-002"
_BESIDE = frozenset({"IDENTITY-003", "IDENTITY-004", "IDENTITY-005"})
_BLANK = "IDENTITY-009"

Why = Literal["older", "tied", "same", "withdrawn", "before-withdrawn"]
"""Why a group's return is set aside: another one is newer, as old, or says the same, or it was
taken back, itself or with one that was saved later."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """One group's return in a file that does not count, since another one does."""

    group: str
    why: Why
    used: str
    """The file that counts; empty where none does."""


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file with returns of the month, and what counts of them."""

    taken: TakenReturn
    used: tuple[str, ...]
    """The groups whose return in it counts."""
    aside: tuple[SetAside, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no group is returned in it."""
        return not self.used and not self.aside


def returned_file(
    taken: TakenReturn, choices: Mapping[Unit, Choice], withdrawals: Collection[Withdrawal]
) -> ReturnedFile:
    """Return what counts of a file.

    Args:
        taken: the file.
        choices: what was chosen for each region and group.
        withdrawals: what has been taken back of the month.
    """
    used: list[str] = []
    aside: list[SetAside] = []
    for group in (each.group for each in taken.groups if each.is_return):
        back = withdrawn(withdrawals, taken.region.code, group, taken.sha256, taken.returned_at)
        if back is not None:
            own = back.sha256 == taken.sha256
            aside.append(SetAside(group, "withdrawn" if own else "before-withdrawn", ""))
            continue
        choice = choices[taken.region.code, group]
        if choice.chosen.sha256 == taken.sha256:
            used.append(group)
        else:
            aside.append(SetAside(group, _why(taken, choice), choice.chosen.file))
    return ReturnedFile(taken, tuple(used), tuple(aside))


def _why(taken: TakenReturn, choice: Choice) -> Why:
    if any(each.sha256 == taken.sha256 for each in choice.same):
        return "same"
    return "tied" if any(each.sha256 == taken.sha256 for each in choice.tied) else "older"


def outcome_of(file: ReturnedFile) -> FileOutcome:
    """Return what became of a returned file."""
    taken = file.taken
    reason, values = ("used", {}) if file.used else _superseded(file)
    return FileOutcome(
        path=taken.found.name,
        size=taken.found.size,
        disposition=Disposition.ACCEPTED if file.used else Disposition.SUPERSEDED,
        reason=reason,
        values=values,
        sha256=taken.sha256,
        region=taken.region.code,
        month=taken.month,
        returned_at=taken.returned_at,
        groups_used=file.used,
        groups_set_aside=(*(each.group for each in file.aside), *taken.left_out),
        on_word=taken.on_word,
        tallies=taken.tallies,
    )


def _superseded(file: ReturnedFile) -> tuple[str, dict[str, MessageValue]]:
    """Return why nothing of a file counts; the first of these that holds for a group."""
    named: tuple[tuple[Why, str, str], ...] = (
        ("older", "newer-return", "newer"),
        ("tied", "same-time", "used"),
        ("same", "same-answers", "used"),
    )
    for why, reason, name in named:
        files = _each_once(each.used for each in file.aside if each.why == why)
        if files:
            return reason, {name: files}
    for reason in ("withdrawn", "before-withdrawn"):
        if any(each.why == reason for each in file.aside):
            return reason, {}
    if file.taken.left_out:
        return "left-out", {"groups": shown_groups(file.taken.left_out)}
    return "nothing-filled-in", {}


def without_withdrawn(
    outcome: FileOutcome, withdrawals: Collection[Withdrawal], order: Sequence[str]
) -> FileOutcome:
    """Return what has become of a file since some of it was taken back.

    Args:
        outcome: what had become of it.
        withdrawals: what has been taken back of the month.
        order: the groups in the order of a workbook's sheets, the cover among them.
    """
    if outcome.disposition not in {Disposition.ACCEPTED, Disposition.SUPERSEDED}:
        return outcome
    back = {
        group: each
        for group in (*outcome.groups_used, *outcome.groups_set_aside)
        if (
            each := withdrawn(
                withdrawals, outcome.region or "", group, outcome.sha256, outcome.returned_at
            )
        )
    }
    used = tuple(group for group in outcome.groups_used if group not in back)
    gone = tuple(group for group in outcome.groups_used if group in back)
    places = {group: place for place, group in enumerate(order)}
    aside = tuple(
        sorted(
            (*gone, *outcome.groups_set_aside),
            key=lambda group: places.get(group, len(places)),
        )
    )
    if used or not aside or not back.keys() >= set(aside):
        return replace(outcome, groups_used=used, groups_set_aside=aside)
    own = any(each.sha256 == outcome.sha256 for each in back.values())
    return replace(
        outcome,
        disposition=Disposition.SUPERSEDED,
        reason="withdrawn" if own else "before-withdrawn",
        values={},
        groups_used=(),
        groups_set_aside=aside,
    )


def still_beside(
    findings: Iterable[Finding], withdrawals: Collection[Withdrawal]
) -> Iterator[Finding]:
    """Yield what is told of files beside others, but of groups that have been taken back."""
    for finding in findings:
        groups = finding.values.get("groups")
        if finding.code == _BLANK:
            yield finding
        elif finding.code in _BESIDE and isinstance(groups, tuple):
            left = tuple(
                each
                for each in groups
                if not any(back.is_of(finding.region, _group(each)) for back in withdrawals)
            )
            if left == groups:
                yield finding
            elif left:
                group = _group(left[0]) if len(left) == 1 else ""
                yield replace(finding, group=group, values={**finding.values, "groups": left})


def about_returned_file(file: ReturnedFile, units: Collection[Unit]) -> Iterator[Finding]:
    """Yield what is told of a file beside other files: what is set aside, and a form left blank.

    Args:
        file: the file.
        units: the regions and groups that have a return in force.
    """
    taken = file.taken
    own = taken.found.name
    for other, groups in _by_file(file, "tied").items():
        yield _about_groups(taken, "IDENTITY-003", groups, other, {"used": other, "other": own})
    for other, groups in _by_file(file, "same").items():
        yield _about_groups(taken, "IDENTITY-004", groups, own, {"used": other, "other": own})
    replaced = _by_file(file, "older")
    if replaced:
        every = tuple(each.group for each in file.aside if each.why == "older")
        yield _about_groups(taken, "IDENTITY-005", every, own, {"newer": tuple(sorted(replaced))})
    errors = any(group.errors for group in taken.groups)
    unread = errors or any(each.code == _SHEET_NOT_READ for each in taken.findings)
    groups_of = [group.group for group in taken.groups if group.group != COVER]
    in_force = any((taken.region.code, group) in units for group in groups_of)
    if file.is_blank and not taken.left_out and not unread and not in_force:
        yield Finding("IDENTITY-009", own, region=taken.region.code)


def in_returned_file(
    file: ReturnedFile, units: Collection[Unit], *, all_returned: bool
) -> Iterator[Finding]:
    """Yield what is told of a file as a whole, and of its sheets on which nothing is returned.

    A sheet may look untouched because its answers cannot be found; that is told as long as
    nothing else of its group is in force. What was written where nobody asked for it is told in
    any case, unless the whole file was replaced.

    Args:
        file: the file.
        units: the regions and groups that have a return in force.
        all_returned: whether every group on the region's form has a return in force.
    """
    taken = file.taken
    counts = bool(file.used) or file.is_blank
    for finding in taken.findings:
        if counts or (finding.code == _SHEET_NOT_READ and not all_returned):
            yield finding
    for group in taken.groups:
        if group.is_return:
            continue
        is_open = (taken.region.code, group.group) not in units
        for finding in group.findings:
            if (is_open and finding in group.errors) or (counts and keeps_a_value(finding)):
                yield finding


def about_files(files: Iterable[FileOutcome]) -> Iterator[Finding]:
    """Yield a finding for each file that could not be taken."""
    for outcome in sorted(files, key=lambda each: each.path):
        if outcome.disposition is not Disposition.REJECTED:
            continue
        code = "IDENTITY-001" if outcome.reason in _ABOUT_SOMETHING_ELSE else "FILE-001"
        values: dict[str, MessageValue] = {"reason": outcome.what}
        if outcome.reason == "month-closed":
            code, values = "IDENTITY-010", {"month": outcome.values["other"]}
        yield Finding(code, outcome.path, region=outcome.region or "", values=values)


def _by_file(file: ReturnedFile, why: Why) -> dict[str, tuple[str, ...]]:
    """Return the groups set aside for a reason, by the file that counts in their place."""
    others = _each_once(each.used for each in file.aside if each.why == why)
    return {
        other: tuple(each.group for each in file.aside if (each.why, each.used) == (why, other))
        for other in others
    }


def _about_groups(
    taken: TakenReturn,
    code: str,
    groups: tuple[str, ...],
    file: str,
    values: dict[str, MessageValue],
) -> Finding:
    group = groups[0] if len(groups) == 1 else ""
    told: dict[str, MessageValue] = {"groups": shown_groups(groups), **values}
    return Finding(code, file, region=taken.region.code, group=group, values=told)


def _group(shown: SingleValue) -> str:
    """Return the group that is named in a sentence by `shown_groups`."""
    return shown if isinstance(shown, str) else COVER


def _each_once(files: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(files)))
