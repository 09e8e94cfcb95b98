"""The months that have been collected, and what is told of one that has not."""

from tilannekuva.archive.generations import archived_months
from tilannekuva.archive.months import archived_record
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord


def collected_record(workspace: Workspace, month: ReportingMonth | None) -> MonthRecord:
    """Return the record of the month named, by default of the last one archived.

    Raises:
        CannotRunError: it has not been collected, or the archive is damaged.
    """
    months = archived_months(workspace)
    chosen = month or (months[-1] if months else None)
    record = None if chosen is None else archived_record(workspace, chosen)
    if record is None:
        raise not_collected(workspace, chosen)
    return record


def not_collected(workspace: Workspace, month: ReportingMonth | None) -> CannotRunError:
    """Return what is told where a month, or any month at all, is needed and not there."""
    return CannotRunError(
        msg(
            "{month} has not been collected in {folder}. Collect it first: "
            "tilannekuva collect INBOX",
            month=msg("No month") if month is None else msg("{month}", month=month),
            folder=str(workspace.root),
        )
    )
