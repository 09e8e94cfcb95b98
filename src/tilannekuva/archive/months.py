"""Find the record of an archived month."""

from tilannekuva.archive.generations import current_database
from tilannekuva.archive.month_database import month_from_file
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord


def archived_record(workspace: Workspace, month: ReportingMonth) -> MonthRecord | None:
    """Return the record of a month, or None where the month is not archived.

    Raises:
        CannotRunError: the archive of the month is damaged.
    """
    database = current_database(workspace, month)
    return None if database is None else month_from_file(database)
