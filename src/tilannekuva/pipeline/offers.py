"""The returns on offer for a month: those in the inbox, and those kept in the archive."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tilannekuva.archive.message_values import values_to_json
from tilannekuva.domain.answers import COVER, GroupReturn
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.rule import Severity
from tilannekuva.inbox.newest import Candidate, Unit
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.intake import Intake, TakenReturn
from tilannekuva.validation.read_group import ReadGroup

_TOLD_ANEW = frozenset({
    "FILE-001", "IDENTITY-001", "IDENTITY-003", "IDENTITY-004", "IDENTITY-005", "IDENTITY-009",
    "IDENTITY-010", "ROW-025",
})  # fmt: skip
"""What depends on what else is in the inbox or in force, and is found out in every run."""
_ON_WORD = "IDENTITY-007"
_VERBATIM = ("found", "answers")
"""The values of a finding that keep what stood in a cell and is used nowhere else."""
_Key = tuple[str, str, str]
"""A file, a region and a group."""
_PLACES = {"month", "source_file", "source_sheet", "source_cell"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One group's return on offer, from the inbox or kept from the archive."""

    candidate: Candidate
    group_return: GroupReturn
    findings: tuple[Finding, ...]


def offers_from_inbox(
    taken: Iterable[TakenReturn], foundations: Foundations, before: MonthRecord | None
) -> Iterator[Offer]:
    """Yield every group's return in the inbox's files.

    Whether it was late is what was taken note of when it was first accepted, as long as the
    deadline is the same.

    Args:
        taken: the returns of the month.
        foundations: the data files in force.
        before: the month's record in the archive, in the terms of the roadmap in force.
    """
    archived = () if before is None else before.returns
    remembered = {(each.sha256, each.group): each for each in archived}
    for each in taken:
        is_late = foundations.is_late(each.month, each.returned_at)
        same_deadline = before is not None and before.deadline == foundations.deadline(each.month)
        for group in each.groups:
            if not group.is_return:
                continue
            kept = remembered.get((each.sha256, group.group))
            in_force = kept is not None and kept.region == each.region.code
            late = kept.late if kept is not None and in_force and same_deadline else is_late
            candidate = Candidate(
                unit=(each.region.code, group.group),
                file=each.found.name,
                sha256=each.sha256,
                returned_at=each.returned_at,
                in_force=in_force,
            )
            yield Offer(candidate, _group_return(each, group, candidate, late=late), group.findings)


def offers_from_archive(intake: Intake, before: MonthRecord | None) -> Iterator[Offer]:
    """Yield the returns in force whose file is not in the inbox any more.

    One that was taken on the coordinator's word is not kept when its file is still there and
    the word is not.

    Args:
        intake: what is in the inbox.
        before: the month's record in the archive, in the terms of the roadmap in force.
    """
    if before is None:
        return
    here = {each.sha256 for each in intake.returns} | _taken_back(intake, before)
    about, _ = _told_before(before)
    for returned in before.returns:
        if returned.sha256 in here:
            continue
        candidate = Candidate(
            unit=(returned.region, returned.group),
            file=returned.source_file,
            sha256=returned.sha256,
            returned_at=returned.returned_at,
            in_force=True,
        )
        yield Offer(candidate, returned, tuple(about.get(_key(returned), ())))


def about_kept_files(
    kept: Sequence[Offer],
    intake: Intake,
    before: MonthRecord | None,
    units: Collection[Unit],
) -> Iterator[Finding]:
    """Yield what is told of files of the archive as a whole, and of their sheets not returned.

    Nothing of it is told any more under a name that another file in the inbox has now. A file
    that is not read again, since what it held was erased, is no other one.

    Args:
        kept: the returns in force that are kept from the archive.
        intake: what is in the inbox.
        before: the month's record in the archive.
        units: the regions and groups that have a return in force.
    """
    if before is None:
        return
    names = {each.found.name for each in intake.returns}
    still_there = {each.candidate.sha256 for each in kept}
    names |= {each.found.name for each in intake.settled if each.outcome.sha256 not in still_there}
    returns = [each.group_return for each in kept if each.candidate.file not in names]
    files = {(each.source_file, each.region) for each in returns}
    _, others = _told_before(before)
    for finding in others:
        is_open = finding.group == COVER or (finding.region, finding.group) not in units
        if (finding.file, finding.region) in files and (is_open or keeps_a_value(finding)):
            yield finding


def about_other_files(before: MonthRecord) -> Iterator[Finding]:
    """Yield what a record tells of files of which it has nothing in force."""
    files = {(each.source_file, each.region) for each in before.returns}
    _, others = _told_before(before)
    for finding in others:
        if (finding.file, finding.region) not in files:
            yield finding


def keeps_a_value(finding: Finding) -> bool:
    """Tell whether a finding keeps what was written, so that it is told in any case."""
    kept = any(name in finding.values for name in _VERBATIM)
    return kept and finding.severity is not Severity.REPAIR


def with_contents(offers: Sequence[Offer]) -> Iterator[Offer]:
    """Yield offers, those of a group that has several with a mark that equal ones share."""
    several = Counter(offer.candidate.unit for offer in offers)
    for offer in offers:
        if several[offer.candidate.unit] > 1:
            candidate = replace(offer.candidate, content=_content(offer))
            yield replace(offer, candidate=candidate)
        else:
            yield offer


def _content(offer: Offer) -> str:
    """Return a mark of everything a return says, wherever in its file it stands.

    What could not be used is part of it: a value that was corrected makes another return, and
    so does a remark beside the table.
    """
    returned = offer.group_return
    told = [
        *sorted(each.model_dump_json(exclude=_PLACES) for each in returned.answers),
        *sorted(each.model_dump_json(exclude=_PLACES) for each in returned.narratives),
        str((returned.filled_by, returned.filled_on)),
        *sorted(
            _not_used(each)
            for each in offer.findings
            if each.severity is Severity.ERROR or keeps_a_value(each)
        ),
    ]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


def _not_used(error: Finding) -> str:
    kept = {name: error.values[name] for name in _VERBATIM if name in error.values}
    return " ".join((error.code, error.subtask, error.question, values_to_json(kept)))


def _taken_back(intake: Intake, before: MonthRecord) -> set[str]:
    """Return the files that were taken on the coordinator's word, and are refused without it."""
    on_word = {each.file for each in before.findings if each.code == _ON_WORD}
    refused = {
        each.outcome.sha256
        for each in intake.settled
        if each.outcome.disposition is Disposition.REJECTED
    }
    return {
        each.sha256
        for each in before.returns
        if each.source_file in on_word and each.sha256 in refused
    }


def _told_before(record: MonthRecord) -> tuple[dict[_Key, list[Finding]], list[Finding]]:
    """Return the findings of a record: those on each group's return, and those on files.

    What is told anew in every run is left out.
    """
    sheets = {_key(each): each.source_sheet for each in record.returns}
    about: dict[_Key, list[Finding]] = {}
    others: list[Finding] = []
    for finding in record.findings:
        if _told_anew(finding):
            continue
        key = (finding.file, finding.region, finding.group)
        # What is told of a file as a whole has no group either, but not the cover's sheet.
        if key in sheets and (finding.group != COVER or finding.sheet == sheets[key]):
            about.setdefault(key, []).append(finding)
        else:
            others.append(finding)
    return about, others


def _key(returned: GroupReturn) -> _Key:
    return returned.source_file, returned.region, returned.group


def _told_anew(finding: Finding) -> bool:
    return finding.code in _TOLD_ANEW or finding.rule.gate == "TREND"


def _group_return(
    taken: TakenReturn, group: ReadGroup, candidate: Candidate, *, late: bool
) -> GroupReturn:
    return GroupReturn(
        region=taken.region.code,
        month=taken.month,
        source_file=taken.found.name,
        source_sheet=group.sheet,
        source_cell="",
        group=group.group,
        returned_at=candidate.returned_at,
        late=late,
        sha256=taken.sha256,
        filled_by=group.filled_by,
        filled_on=group.filled_on,
        answers=group.answers,
        narratives=group.narratives,
    )
