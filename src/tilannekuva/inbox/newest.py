"""Choose, for each region and group, the return that counts: the newest one."""

from collections.abc import Iterable
from dataclasses import dataclass
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
    content: str = ""
    """The same for returns that say the same, so that a copy is known; empty where unknown."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The return that counts for one unit, and what the other ones are beside it."""

    chosen: Candidate
    same: tuple[Candidate, ...] = ()
    """Those that say the same, whenever they were saved."""
    tied: tuple[Candidate, ...] = ()
    """Those that say something else and were saved at the same time."""
    older: tuple[Candidate, ...] = ()
    """Those that say something else and were saved before it."""
    first: Candidate | None = None
    """The earliest that says the same, with nothing else said since; what was in time stays so."""

    @property
    def since(self) -> Candidate:
        """The return by which what counts was first said."""
        return self.first or self.chosen


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
    chosen = min(tied, key=lambda each: (not each.in_force, each.sha256))
    others = [each for each in candidates if each.sha256 != chosen.sha256]
    same = tuple(each for each in others if _says_the_same(each, chosen))
    different = [each for each in others if each not in same]
    return Choice(
        chosen,
        same=same,
        tied=tuple(each for each in different if each.returned_at == latest),
        older=tuple(each for each in different if each.returned_at < latest),
        first=_first(chosen, same, different),
    )


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    return bool(one.content) and one.content == other.content


def _first(
    chosen: Candidate, same: tuple[Candidate, ...], different: list[Candidate]
) -> Candidate | None:
    """Return the earliest of those that say the same, back to where something else was said."""
    since = max((each.returned_at for each in different), default=None)
    unbroken = [each for each in same if since is None or each.returned_at > since]
    earliest = min(unbroken, key=lambda each: (each.returned_at, each.sha256), default=chosen)
    return earliest if earliest.returned_at < chosen.returned_at else None
