"""Tell whether a month needs a person: what the exit code says."""

from collections.abc import Mapping

from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.picture import MonthRecord, RegionStanding, RegionState


def waits_for_a_person(standing: RegionStanding, *, deadline_passed: bool) -> bool:
    """Tell whether somebody has to act on a region's return.

    Before the deadline, what has not come yet is nothing; what has come and cannot be used is.
    """
    if standing.errors or standing.state is RegionState.REJECTED:
        return True
    late_states = {RegionState.MISSING, RegionState.PARTIAL}
    return deadline_passed and standing.state in late_states


def needs_a_person(
    record: MonthRecord, standings: Mapping[str, RegionStanding], *, deadline_passed: bool
) -> bool:
    """Tell whether something in the month waits for somebody to act."""
    rejected = any(each.disposition is Disposition.REJECTED for each in record.files)
    waiting = (
        waits_for_a_person(each, deadline_passed=deadline_passed) for each in standings.values()
    )
    return rejected or any(waiting)
