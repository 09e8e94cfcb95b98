"""Merge taken returns into the record of a month: the newest of each region and group counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tilannekuva.domain.answers import Answer, GroupReturn
from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.inbox.newest import Candidate, Choice, Unit, newest
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.intake import Intake, TakenReturn
from tilannekuva.validation.returned_workbook import ReadGroup


@dataclass(frozen=True, slots=True)
class _Offer:
    """One group's return on offer, from the inbox or kept from the archive."""

    candidate: Candidate
    group_return: GroupReturn
    findings: tuple[Finding, ...]


def merged_record(
    intake: Intake,
    foundations: Foundations,
    month: ReportingMonth,
    before: MonthRecord | None,
    other_months: Iterable[FileOutcome] = (),
) -> MonthRecord:
    """Return the record of a month.

    A return accepted earlier stays in force, also when its file is no longer in the inbox,
    until a newer one of the same region and group is accepted.

    Args:
        intake: what is in the inbox.
        foundations: the data files in force.
        month: the month that is collected.
        before: the month's record in the archive, if it has one.
        other_months: what became of the returns of other months.
    """
    taken = [each for each in intake.returns if each.month == month]
    remembered = _remembered_times(before)
    offers = [
        *_from_inbox(taken, foundations, before, remembered),
        *_from_archive(taken, foundations, before),
    ]
    choices = newest(offer.candidate for offer in offers)
    in_force = [
        offer for offer in offers if choices[offer.candidate.unit].chosen is offer.candidate
    ]
    in_force.sort(key=lambda offer: _place(foundations, offer.candidate.unit))
    in_force = _each_subtask_once(in_force)
    outcomes = [_outcome(each, choices, remembered) for each in taken]
    files = (*intake.settled, *other_months, *outcomes)
    return MonthRecord(
        month=month,
        roadmap_version=foundations.roadmap.version,
        ask=foundations.settings.forms.ask,
        deadline=foundations.deadline(month),
        files=tuple(sorted(files, key=lambda outcome: outcome.path)),
        returns=tuple(offer.group_return for offer in in_force),
        findings=(
            *_about_files(files),
            *(finding for each in taken for finding in _about_what_is_not_read(each, choices)),
            *(finding for offer in in_force for finding in offer.findings),
            *_ties(choices),
        ),
    )


def _remembered_times(before: MonthRecord | None) -> dict[str, datetime]:
    """Return when each file already in force was returned, as first accepted, by sha256."""
    if before is None:
        return {}
    return {each.sha256: each.returned_at for each in before.returns}


def _from_inbox(
    taken: list[TakenReturn],
    foundations: Foundations,
    before: MonthRecord | None,
    remembered: dict[str, datetime],
) -> Iterator[_Offer]:
    force = set() if before is None else {(each.sha256, each.group) for each in before.returns}
    for each in taken:
        returned_at = remembered.get(each.sha256, each.returned_at)
        used = [group for group in each.groups if group.is_return]
        for place, group in enumerate(used):
            candidate = Candidate(
                unit=(each.region.code, group.group),
                file=each.found.name,
                sha256=each.sha256,
                returned_at=returned_at,
                in_force=(each.sha256, group.group) in force,
            )
            # What is told about the file is told once, with the first of its groups.
            findings = (*(each.findings if place == 0 else ()), *group.findings)
            late = foundations.is_late(each.month, returned_at)
            yield _Offer(candidate, _group_return(each, group, returned_at, late=late), findings)


def _from_archive(
    taken: list[TakenReturn], foundations: Foundations, before: MonthRecord | None
) -> Iterator[_Offer]:
    """Yield the returns in force whose file is not in the inbox any more."""
    if before is None:
        return
    present = {each.sha256 for each in taken}
    for archived in before.returns:
        if archived.sha256 in present or archived.region not in foundations.regions.by_code:
            continue
        kept = _as_asked_now(archived, foundations)
        findings = tuple(
            finding
            for finding in before.findings
            if (finding.file, finding.region) == (kept.source_file, kept.region)
            and finding.group == kept.group
            # Whether times are equal is told anew, by what there is to choose from now.
            and finding.code != "IDENTITY-003"
        )
        candidate = Candidate(
            unit=(kept.region, kept.group),
            file=kept.source_file,
            sha256=kept.sha256,
            returned_at=kept.returned_at,
            in_force=True,
        )
        yield _Offer(candidate, kept, findings)


def _about_what_is_not_read(taken: TakenReturn, choices: dict[Unit, Choice]) -> Iterator[Finding]:
    """Yield what is told about a file whose answers could not be read.

    A sheet may look untouched because its answers cannot be found; that is told as long as
    nothing else of its group is in force. What is told about the whole file is told with the
    first of its groups that is a return, and here where there is none.
    """
    if not any(group.is_return for group in taken.groups):
        yield from taken.findings
    for group in taken.groups:
        if not group.is_return and (taken.region.code, group.group) not in choices:
            yield from group.errors


def _each_subtask_once(offers: list[_Offer]) -> list[_Offer]:
    """Return the returns in force with one answer to each subtask of a region.

    A row pasted on another group's sheet may be answered in its own group's return as well,
    perhaps in another file. There it counts, and the other is told.
    """
    own = {
        (offer.candidate.unit[0], answer.subtask): answer
        for offer in sorted(offers, key=lambda each: each.candidate.unit)
        for answer in offer.group_return.answers
    }
    own |= {
        (offer.candidate.unit[0], answer.subtask): answer
        for offer in offers
        for answer in offer.group_return.answers
        if answer.group == offer.candidate.unit[1]
    }
    return [_without_others(offer, own) for offer in offers]


def _without_others(offer: _Offer, own: dict[tuple[str, str], Answer]) -> _Offer:
    region = offer.candidate.unit[0]
    answers = offer.group_return.answers
    others = [answer for answer in answers if own[region, answer.subtask] is not answer]
    if not others:
        return offer
    kept = tuple(answer for answer in answers if own[region, answer.subtask] is answer)
    told = tuple(
        _answered_elsewhere(offer, answer, own[region, answer.subtask]) for answer in others
    )
    return _Offer(
        offer.candidate,
        offer.group_return.model_copy(update={"answers": kept}),
        (*offer.findings, *told),
    )


def _answered_elsewhere(offer: _Offer, answer: Answer, used: Answer) -> Finding:
    values = (answer.status, answer.estimated_completion, answer.risk, answer.support)
    texts = (answer.description, answer.responsible)
    return Finding(
        "ROW-002",
        answer.source_file,
        answer.source_sheet,
        answer.source_cell,
        answer.region,
        offer.candidate.unit[1],
        answer.subtask,
        {
            "found": answer.subtask,
            "subtask": answer.subtask,
            "cells": tuple(
                f"{each.source_file}: {each.source_sheet}!{each.source_cell}"
                for each in (used, answer)
            ),
            "answers": tuple(str(value) for value in (*values, *texts) if value is not None),
        },
    )


def _as_asked_now(kept: GroupReturn, foundations: Foundations) -> GroupReturn:
    """Return a kept return without what the roadmap does not ask any more.

    The data files may have been edited since it was read.
    """
    questions = foundations.roadmap.questions
    asked = {question.id for question in (*questions.group, *questions.region)}
    positions = foundations.roadmap.positions
    return kept.model_copy(
        update={
            "answers": tuple(each for each in kept.answers if each.subtask in positions),
            "narratives": tuple(each for each in kept.narratives if each.question in asked),
        }
    )


def _group_return(
    taken: TakenReturn, group: ReadGroup, returned_at: datetime, *, late: bool
) -> GroupReturn:
    return GroupReturn(
        region=taken.region.code,
        month=taken.month,
        source_file=taken.found.name,
        source_sheet=group.sheet,
        source_cell="",
        group=group.group,
        returned_at=returned_at,
        late=late,
        sha256=taken.sha256,
        filled_by=group.filled_by,
        filled_on=group.filled_on,
        answers=group.answers,
        narratives=group.narratives,
    )


def _place(foundations: Foundations, unit: Unit) -> tuple[int, int]:
    region, group = unit
    groups = [each.id for each in foundations.roadmap.groups]
    return foundations.regions.order[region], groups.index(group) if group in groups else -1


def _outcome(
    taken: TakenReturn, choices: dict[Unit, Choice], remembered: dict[str, datetime]
) -> FileOutcome:
    units = {
        group.group: choices[taken.region.code, group.group].chosen
        for group in taken.groups
        if group.is_return
    }
    used = tuple(group for group, chosen in units.items() if chosen.sha256 == taken.sha256)
    aside = tuple(group for group in units if group not in used)
    newer = tuple(sorted({units[group].file for group in aside}))
    disposition = Disposition.ACCEPTED if used else Disposition.SUPERSEDED
    reason = "used" if used else ("newer-return" if units else "nothing-filled-in")
    values: dict[str, MessageValue] = {"newer": newer} if reason == "newer-return" else {}
    return FileOutcome(
        path=taken.found.name,
        size=taken.found.size,
        disposition=disposition,
        reason=reason,
        values=values,
        sha256=taken.sha256,
        region=taken.region.code,
        month=taken.month,
        returned_at=remembered.get(taken.sha256, taken.returned_at),
        groups_used=used,
        groups_set_aside=aside,
    )


def _about_files(files: Iterable[FileOutcome]) -> Iterator[Finding]:
    """Yield a finding for each file that could not be taken."""
    about_something_else = {"not-ours", "unknown-region", "identity-conflict", "other-month"}
    for outcome in sorted(files, key=lambda each: each.path):
        if outcome.disposition is Disposition.REJECTED:
            code = "IDENTITY-001" if outcome.reason in about_something_else else "FILE-001"
            yield Finding(
                code,
                outcome.path,
                region=outcome.region or "",
                values={"reason": outcome.message},
            )


def _ties(choices: dict[Unit, Choice]) -> Iterator[Finding]:
    for (region, group), choice in sorted(choices.items()):
        for other in choice.tied:
            yield Finding(
                "IDENTITY-003",
                choice.chosen.file,
                region=region,
                group=group,
                values={
                    "group": group or region,
                    "used": choice.chosen.file,
                    "other": other.file,
                },
            )
