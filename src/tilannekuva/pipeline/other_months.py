"""What becomes of returns that are of another month than the one collected."""

from dataclasses import dataclass, field, replace

from tilannekuva.archive.closing import closed_generation
from tilannekuva.archive.months import archived_record
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.pipeline.intake import TakenReturn


@dataclass(frozen=True)
class KnownReturns:
    """The returns that the archive has taken note of, month by month, each read once."""

    workspace: Workspace
    _noted: dict[ReportingMonth, frozenset[str]] = field(default_factory=dict)

    def knows(self, taken: TakenReturn) -> bool:
        """Tell whether a return's own month has taken note of it.

        Raises:
            CannotRunError: the archive of the month is damaged.
        """
        if taken.month not in self._noted:
            record = archived_record(self.workspace, taken.month)
            self._noted[taken.month] = frozenset() if record is None else noted_in(record)
        return taken.sha256 in self._noted[taken.month]

    def came_too_late(self, taken: TakenReturn) -> bool:
        """Tell whether a return came after its month was closed."""
        is_closed = closed_generation(self.workspace, taken.month) is not None
        return is_closed and not self.knows(taken)


def noted_in(record: MonthRecord) -> frozenset[str]:
    """Return the sha256 of every return a month has taken note of."""
    noted = {
        each.sha256
        for each in record.files
        if each.sha256 is not None and each.month == record.month
    }
    noted |= {each.sha256 for each in record.withdrawals}
    return frozenset(noted | {each.sha256 for each in record.returns})


def of_closed_month(taken: TakenReturn) -> FileOutcome:
    """Return what becomes of a return that came after its month was closed."""
    return FileOutcome(
        path=taken.found.name,
        size=taken.found.size,
        disposition=Disposition.REJECTED,
        reason="month-closed",
        values={"other": taken.month, "other_code": str(taken.month)},
        sha256=taken.sha256,
        region=taken.region.code,
        month=taken.month,
        returned_at=taken.returned_at,
        on_word=taken.on_word,
    )


def of_other_month(
    taken: TakenReturn, month: ReportingMonth, inbox: str, known: KnownReturns
) -> FileOutcome:
    """Return what becomes of a return of another month than the one collected.

    Args:
        taken: the return.
        month: the month that is collected.
        inbox: the folder's name, for the command that takes it.
        known: the returns that the archive has.
    """
    outcome = of_closed_month(taken)
    if known.knows(taken):
        return replace(
            outcome,
            disposition=Disposition.IGNORED,
            reason="archived-month",
            values={"other": taken.month},
        )
    if known.came_too_late(taken):
        return outcome
    other: dict[str, MessageValue] = {"month": month, "inbox": inbox}
    return replace(outcome, reason="other-month", values={**outcome.values, **other})
