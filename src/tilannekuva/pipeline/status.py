"""Tell who has returned, who has not, and how long there is to the deadline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import RegionStanding
from tilannekuva.domain.regions import Regions
from tilannekuva.picture.region_standings import region_standings
from tilannekuva.pipeline.brief import archived_record
from tilannekuva.pipeline.foundations import Foundations


@dataclass(frozen=True, slots=True)
class MonthStatus:
    """How the returns of a month stand on a day."""

    month: ReportingMonth
    deadline: date
    days_left: int
    """Days to the deadline; negative when it has passed."""
    regions: Regions
    standings: Mapping[str, RegionStanding]


def month_status(
    workspace: Workspace,
    foundations: Foundations,
    *,
    month: ReportingMonth | None,
    today: date,
) -> MonthStatus:
    """Return how an archived month stands on a day, by default the last one collected.

    Raises:
        CannotRunError: the month has not been collected.
    """
    record = archived_record(workspace, month)
    passed = foundations.deadline_passed(record.month, today)
    return MonthStatus(
        month=record.month,
        deadline=record.deadline,
        days_left=(record.deadline - today).days,
        regions=foundations.regions,
        standings=region_standings(
            record, foundations.roadmap, foundations.regions, after_deadline=passed
        ),
    )
