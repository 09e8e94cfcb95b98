"""Choose, for each region and group, the return that counts: the newest one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

Unit = tuple[str, str]
"""A region and a group: what returns are counted by."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One file's return of one group of one region."""

    unit: Unit
    file: str
    """Path relative to the inbox, with ``/``."""
    sha256: str
    returned_at: datetime
    in_force: bool = False
    """Whether it was the one in force before this run."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The return that counts for one unit, and those that were saved at the same time."""

    chosen: Candidate
    tied: tuple[Candidate, ...] = field(default=())


def newest(candidates: Iterable[Candidate]) -> dict[Unit, Choice]:
    """Return the newest candidate of each unit.

    Of equal times the one already in force stays; else the first by sha256 is taken. Either
    way the others are named, since only the sender knows which is meant.
    """
    by_unit: dict[Unit, list[Candidate]] = {}
    for candidate in candidates:
        by_unit.setdefault(candidate.unit, []).append(candidate)
    return {unit: _choice(of_unit) for unit, of_unit in by_unit.items()}


def _choice(candidates: list[Candidate]) -> Choice:
    latest = max(candidate.returned_at for candidate in candidates)
    tied = [each for each in candidates if each.returned_at == latest]
    chosen, *others = sorted(tied, key=lambda each: (not each.in_force, each.sha256))
    return Choice(chosen, tuple(each for each in others if each.sha256 != chosen.sha256))
