"""Tell whether a month needs a person: what the exit code says."""

from collections.abc import Mapping

from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.picture import MonthRecord, RegionStanding, RegionState

_NEEDS_A_PERSON = {RegionState.REJECTED, RegionState.NEEDS_CORRECTION, RegionState.MISSING}


def needs_a_person(
    record: MonthRecord, standings: Mapping[str, RegionStanding], *, deadline_passed: bool
) -> bool:
    """Tell whether something in the month waits for somebody to act.

    Before the deadline, regions that have not returned, or not all of it, are nothing.
    """
    rejected = any(each.disposition is Disposition.REJECTED for each in record.files)
    states = {standing.state for standing in standings.values()}
    unfinished = deadline_passed and RegionState.PARTIAL in states
    return rejected or unfinished or bool(states & _NEEDS_A_PERSON)
