"""Close a month, open it again, and tell what has come for a month that is closed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tilannekuva.archive.closing import close, reopen
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, RegionStanding, RegionState
from tilannekuva.domain.regions import Regions
from tilannekuva.picture.region_standings import region_standings
from tilannekuva.pipeline.collected_months import collected_record
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.intake import Intake, TakenReturn
from tilannekuva.pipeline.other_months import of_closed_month
from tilannekuva.pipeline.outcomes import about_files
from tilannekuva.pipeline.publishing import AT_ONCE, Entry, held, unwritable

_COMPLETE = frozenset({RegionState.COMPLETE, RegionState.COMPLETE_WITH_WARNINGS})


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """A month that is closed now, and what it was closed with."""

    month: ReportingMonth
    changed: bool
    """Whether it was open before."""
    regions: Regions
    waiting: tuple[RegionStanding, ...]
    """The regions whose return still waited for somebody to act."""
    rejected: tuple[FileOutcome, ...]
    """The files that had not been taken."""


@dataclass(frozen=True, slots=True)
class ReopenedMonth:
    """A month that is open now."""

    month: ReportingMonth
    changed: bool
    """Whether it was closed before."""


def close_month(
    workspace: Workspace,
    foundations: Foundations,
    month: ReportingMonth,
    today: date,
    entry: Entry = AT_ONCE,
) -> ClosedMonth:
    """Close a month as it was last collected; closing it again changes nothing.

    Raises:
        CannotRunError: the month has not been collected, or the archive cannot be written.
        WorkspaceHeldError: another run holds the workspace.
    """
    collected_record(workspace, month)  # in a folder without an archive not even a lock is left
    with held(workspace, entry) as hold:
        record = collected_record(workspace, month)
        hold.make_sure()
        try:
            changed = close(workspace, month)
        except OSError as error:
            raise unwritable(workspace, error) from error
    passed = foundations.deadline_passed(month, today)
    roadmap = foundations.roadmap_of(record.roadmap_version)
    standings = region_standings(record, roadmap, foundations.regions, after_deadline=passed)
    return ClosedMonth(
        month=month,
        changed=changed,
        regions=foundations.regions,
        waiting=tuple(each for each in standings.values() if each.state not in _COMPLETE),
        rejected=tuple(each for each in record.files if each.disposition is Disposition.REJECTED),
    )


def reopen_month(
    workspace: Workspace, month: ReportingMonth, entry: Entry = AT_ONCE
) -> ReopenedMonth:
    """Open a month again, so that it can be collected; opening an open one changes nothing.

    Raises:
        CannotRunError: the month has not been collected, or the archive cannot be written.
        WorkspaceHeldError: another run holds the workspace.
    """
    collected_record(workspace, month)
    with held(workspace, entry) as hold:
        hold.make_sure()
        try:
            changed = reopen(workspace, month)
        except OSError as error:
            raise unwritable(workspace, error) from error
    return ReopenedMonth(month, changed)


def came_after_closing(
    archived: MonthRecord, intake: Intake, other_months: Iterable[FileOutcome]
) -> MonthRecord:
    """Return the record of a closed month with the files that are in the inbox now.

    Its returns are those it was closed with. Files it was closed with keep their outcome, and
    returns that came later are rejected.
    """
    returns = [each for each in intake.returns if each.month == archived.month]
    outcomes = [
        *(each.outcome for each in intake.settled),
        *other_months,
        *_outcomes(returns, archived),
    ]
    late = [each for each in outcomes if each.reason == "month-closed"]
    return replace(
        archived,
        files=tuple(sorted(outcomes, key=lambda outcome: outcome.path)),
        findings=(*archived.findings, *about_files(late)),
    )


def _outcomes(returns: Iterable[TakenReturn], archived: MonthRecord) -> Iterator[FileOutcome]:
    noted = {each.sha256: each for each in archived.files if each.month == archived.month}
    used: dict[str, tuple[str, ...]] = {}
    for returned in archived.returns:
        used[returned.sha256] = (*used.get(returned.sha256, ()), returned.group)
    taken_back: dict[str, tuple[str, ...]] = {}
    for back in archived.withdrawals:
        taken_back[back.sha256] = (*taken_back.get(back.sha256, ()), back.group)
    for each in returns:
        if each.sha256 in noted:
            known = noted[each.sha256]
            yield replace(known, path=each.found.name, size=each.found.size)
        elif each.sha256 in used:
            yield replace(
                of_closed_month(each),
                disposition=Disposition.ACCEPTED,
                reason="used",
                values={},
                groups_used=used[each.sha256],
            )
        elif each.sha256 in taken_back:
            yield replace(
                of_closed_month(each),
                disposition=Disposition.SUPERSEDED,
                reason="withdrawn",
                values={},
                groups_set_aside=taken_back[each.sha256],
            )
        else:
            yield of_closed_month(each)


def rejected_since(archived: MonthRecord, outcomes: Iterable[FileOutcome]) -> bool:
    """Tell whether a file is rejected now that was not when the month was closed."""
    known = {(each.sha256 or each.path) for each in archived.files}
    return any(
        each.disposition is Disposition.REJECTED and (each.sha256 or each.path) not in known
        for each in outcomes
    )
