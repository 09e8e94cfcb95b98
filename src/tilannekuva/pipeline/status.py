"""Tell who has returned, who has not, and how long there is to the deadline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tilannekuva.archive.closing import closed_generation
from tilannekuva.archive.generations import archived_months
from tilannekuva.archive.months import archived_record
from tilannekuva.archive.workspace import Workspace, issued_months
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, RegionStanding
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.withdrawals import Withdrawal
from tilannekuva.picture.region_standings import region_standings
from tilannekuva.pipeline.foundations import Foundations


@dataclass(frozen=True, slots=True)
class MonthStatus:
    """How the returns of a month stand on a day."""

    month: ReportingMonth
    deadline: date
    days_left: int
    """Days to the deadline; negative when it has passed."""
    closed: bool
    """Whether nothing of it is written any more."""
    regions: Regions
    standings: Mapping[str, RegionStanding]
    withdrawals: tuple[Withdrawal, ...] = ()
    """What has been taken back; something newer may have come since."""


def month_status(
    workspace: Workspace,
    foundations: Foundations,
    *,
    month: ReportingMonth | None,
    today: date,
) -> MonthStatus:
    """Return how a month stands on a day.

    By default it is the latest month that forms were written for or returns collected of.
    Before the first returns are collected, every region is awaited.

    Raises:
        CannotRunError: there is no such month yet.
    """
    record = _record(workspace, foundations, month)
    passed = foundations.deadline_passed(record.month, today)
    return MonthStatus(
        month=record.month,
        deadline=record.deadline,
        days_left=(record.deadline - today).days,
        closed=closed_generation(workspace, record.month) is not None,
        regions=foundations.regions,
        standings=region_standings(
            record,
            foundations.roadmap_of(record.roadmap_version),
            foundations.regions,
            after_deadline=passed,
        ),
        withdrawals=record.withdrawals,
    )


def _record(
    workspace: Workspace, foundations: Foundations, month: ReportingMonth | None
) -> MonthRecord:
    known = {*issued_months(workspace), *archived_months(workspace)}
    if not known and month is None:
        raise CannotRunError(
            msg(
                "No forms have been written and no returns collected in {folder}. "
                "Begin with: tilannekuva templates --month 2022-05",
                folder=str(workspace.root),
            )
        )
    chosen = month or max(known)
    return archived_record(workspace, chosen) or MonthRecord(
        month=chosen,
        roadmap_version=foundations.roadmap.version,
        ask=foundations.settings.forms.ask,
        deadline=foundations.deadline(chosen),
    )
