"""Find the archived months that a month is compared with."""

from tilannekuva.archive.months import archived_record
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.picture.changes import STUCK_MONTHS, EarlierMonth
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.versions import as_of_now


def earlier_months(
    workspace: Workspace, foundations: Foundations, month: ReportingMonth
) -> tuple[EarlierMonth, ...]:
    """Return the months before a month that it is compared with, the last one first.

    They end at the first month that is not archived: what lies behind a gap tells nothing of
    what has changed since last month.

    Raises:
        CannotRunError: an archived month is damaged, or an earlier roadmap's file has problems.
    """
    found = []
    for back in range(1, STUCK_MONTHS):
        published = archived_record(workspace, month.shifted(-back))
        if published is None:
            break
        roadmap = foundations.roadmap_of(published.roadmap_version)
        found.append(EarlierMonth(published, roadmap, as_of_now(published, foundations)))
    return tuple(found)
