"""Merge taken returns into the record of a month: the newest of each region and group counts."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from tilannekuva.domain.answers import COVER, Answer
from tilannekuva.domain.dispositions import FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.withdrawals import Withdrawal, withdrawn
from tilannekuva.inbox.newest import Choice, Unit, newest
from tilannekuva.pipeline.answered_once import each_subtask_once
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.intake import Intake, TakenReturn
from tilannekuva.pipeline.offers import (
    Offer,
    about_kept_files,
    about_other_files,
    offers_from_archive,
    offers_from_inbox,
    with_contents,
)
from tilannekuva.pipeline.outcomes import (
    about_files,
    about_returned_file,
    in_returned_file,
    outcome_of,
    returned_file,
    still_beside,
    without_withdrawn,
)
from tilannekuva.pipeline.versions import as_of_now
from tilannekuva.validation.dependencies import dependency_findings
from tilannekuva.validation.trend import trend_findings


def merged_record(  # noqa: PLR0913, PLR0917 - a month is made of all these
    intake: Intake,
    foundations: Foundations,
    month: ReportingMonth,
    before: MonthRecord | None,
    last: MonthRecord | None = None,
    other_months: Iterable[FileOutcome] = (),
) -> MonthRecord:
    """Return the record of a month.

    A return accepted earlier stays in force, also when its file is no longer in the inbox,
    until a newer one of the same region and group is accepted or it is withdrawn.

    Args:
        intake: what is in the inbox.
        foundations: the data files in force.
        month: the month that is collected.
        before: the month's record in the archive, if it has one.
        last: last month's record in the archive, if it has one.
        other_months: what became of the returns of other months.
    """
    before = None if before is None else as_of_now(before, foundations)
    last = None if last is None else as_of_now(last, foundations)
    taken = list(_of_month(intake, month, before))
    offered = [
        *offers_from_inbox(taken, foundations, before),
        *offers_from_archive(intake, before),
    ]
    withdrawals = () if before is None else before.withdrawals
    offers = list(with_contents(_not_withdrawn(offered, withdrawals)))
    choices = newest(offer.candidate for offer in offers)
    in_force = each_subtask_once(_in_force(offers, choices, foundations), foundations.roadmap)
    in_force = list(_with_trends(in_force, last, foundations))
    files = [returned_file(each, choices, withdrawals) for each in taken]
    kept = [offer for offer in in_force if offer.candidate.sha256 not in _shas(intake)]
    outcomes = (
        *(each.outcome for each in intake.settled),
        *other_months,
        *map(outcome_of, files),
    )
    return MonthRecord(
        month=month,
        roadmap_version=foundations.roadmap.version,
        ask=foundations.settings.forms.ask,
        deadline=foundations.deadline(month),
        files=tuple(sorted(outcomes, key=lambda outcome: outcome.path)),
        returns=tuple(offer.group_return for offer in in_force),
        findings=(
            *about_files(outcomes),
            *(
                finding
                for file in files
                for finding in in_returned_file(
                    file,
                    choices,
                    all_returned=_all_returned(file.taken, choices, foundations),
                )
            ),
            *about_kept_files(kept, intake, before, choices),
            *(finding for offer in in_force for finding in offer.findings),
            *_dependencies(in_force, foundations),
            *(finding for file in files for finding in about_returned_file(file, choices)),
        ),
        withdrawals=withdrawals,
    )


def merged_without(
    before: MonthRecord,
    foundations: Foundations,
    last: MonthRecord | None,
    taken_back: Collection[Withdrawal],
) -> MonthRecord:
    """Return the record of a month with more withdrawals, without a look at the inbox.

    Collecting the inbox again as it was comes to the same.

    Args:
        before: the month's record in the archive.
        foundations: the data files in force.
        last: last month's record in the archive, if it has one.
        taken_back: what is withdrawn besides what was.
    """
    withdrawals = (*before.withdrawals, *taken_back)
    now = as_of_now(replace(before, withdrawals=withdrawals), foundations)
    last = None if last is None else as_of_now(last, foundations)
    nothing_new = Intake((), ())
    offers = _not_withdrawn(offers_from_archive(nothing_new, now), withdrawals)
    choices = newest(offer.candidate for offer in offers)
    kept = list(_with_trends(_in_force(offers, choices, foundations), last, foundations))
    sheets = (COVER, *(group.id for group in foundations.roadmap.groups))
    outcomes = tuple(without_withdrawn(each, withdrawals, sheets) for each in before.files)
    return replace(
        now,
        roadmap_version=foundations.roadmap.version,
        ask=foundations.settings.forms.ask,
        deadline=foundations.deadline(before.month),
        files=outcomes,
        returns=tuple(offer.group_return for offer in kept),
        findings=(
            *about_files(outcomes),
            *about_other_files(now),
            *about_kept_files(kept, nothing_new, now, choices),
            *(finding for offer in kept for finding in offer.findings),
            *_dependencies(kept, foundations),
            *still_beside(now.findings, taken_back),
        ),
    )


def _of_month(
    intake: Intake, month: ReportingMonth, before: MonthRecord | None
) -> Iterator[TakenReturn]:
    """Yield the returns of a month, each with the time it was returned as first accepted."""
    times = {each.sha256: each.returned_at for each in (before.returns if before else ())}
    for each in intake.returns:
        if each.month == month:
            yield replace(each, returned_at=times.get(each.sha256, each.returned_at))


def _not_withdrawn(offers: Iterable[Offer], withdrawals: Collection[Withdrawal]) -> list[Offer]:
    """Return the offers that have not been taken back."""
    return [
        offer
        for offer in offers
        if withdrawn(
            withdrawals,
            *offer.candidate.unit,
            offer.candidate.sha256,
            offer.candidate.returned_at,
        )
        is None
    ]


def _in_force(
    offers: Sequence[Offer], choices: dict[Unit, Choice], foundations: Foundations
) -> list[Offer]:
    """Return the offers that were chosen, by region and group.

    What was first said in time is not late for having been saved again. Once it is in force,
    what was taken note of then stands.
    """
    late = {id(offer.candidate): offer.group_return.late for offer in offers}
    chosen = []
    for offer in offers:
        choice = choices[offer.candidate.unit]
        if choice.chosen is offer.candidate:
            said_in_time = not choice.chosen.in_force and not late[id(choice.since)]
            is_late = late[id(choice.chosen)] and not said_in_time
            returned = offer.group_return.model_copy(update={"late": is_late})
            chosen.append(replace(offer, group_return=returned))
    return sorted(chosen, key=lambda offer: _place(foundations, offer.candidate.unit))


def _with_trends(
    offers: Iterable[Offer], last: MonthRecord | None, foundations: Foundations
) -> Iterator[Offer]:
    """Yield returns with what they tell otherwise than last month."""
    answers: dict[str, dict[str, Answer]] = {}
    for answer in () if last is None else last.answers:
        answers.setdefault(answer.region, {})[answer.subtask] = answer
    returns = {} if last is None else {(each.region, each.group): each for each in last.returns}
    for offer in offers:
        region, _ = unit = offer.candidate.unit
        if region not in answers and unit not in returns:
            yield offer
            continue
        found = trend_findings(
            offer.group_return,
            answers.get(region, {}),
            foundations.roadmap,
            returns.get(unit),
            offer.findings,
        )
        yield replace(offer, findings=(*offer.findings, *found))


def _dependencies(offers: Iterable[Offer], foundations: Foundations) -> Iterator[Finding]:
    """Yield what is completed before what it depends on, region by region."""
    of_region: dict[str, list[Offer]] = {}
    for offer in offers:
        of_region.setdefault(offer.candidate.unit[0], []).append(offer)
    for each in of_region.values():
        returns = [offer.group_return for offer in each]
        yield from dependency_findings(returns, foundations.roadmap)


def _all_returned(
    taken: TakenReturn, choices: dict[Unit, Choice], foundations: Foundations
) -> bool:
    """Tell whether every group on the form of a file's region has a return in force."""
    region = taken.region.code
    ask = foundations.settings.forms.ask
    asked = {step.group.id for step in foundations.roadmap.asked(region, taken.month, ask)}
    return all((region, group) in choices for group in asked)


def _shas(intake: Intake) -> set[str]:
    return {each.sha256 for each in intake.returns}


def _place(foundations: Foundations, unit: Unit) -> tuple[int, int]:
    region, group = unit
    groups = [each.id for each in foundations.roadmap.groups]
    return foundations.regions.order[region], groups.index(group) if group in groups else -1
