"""What has been taken back of a month's returns, so that it does not come back by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One group's return of one region, taken back by the coordinator.

    It takes back what the group had said until then: neither this return nor one that was saved
    before it counts any more. One that is saved later does.
    """

    region: str
    group: str
    """The cover has its own key."""
    sha256: str
    """The file it came in."""
    file: str
    """What the file was called, relative to the inbox, with ``/``."""
    returned_at: datetime
    """When it was last saved by the sender, in UTC."""
    reason: str = ""
    """Why, in the coordinator's words; may be empty."""

    def is_of(self, region: str, group: str) -> bool:
        """Tell whether it is about a group of a region."""
        return (self.region, self.group) == (region, group)

    def covers(self, region: str, group: str, sha256: str | None, saved: datetime | None) -> bool:
        """Tell whether it takes back a return of a group.

        Args:
            region: whose.
            group: of which group; the cover has its own key.
            sha256: the file the return is in.
            saved: when the sender saved it.
        """
        if not self.is_of(region, group):
            return False
        return sha256 == self.sha256 or (saved is not None and saved <= self.returned_at)


def withdrawn(
    withdrawals: Iterable[Withdrawal],
    region: str,
    group: str,
    sha256: str | None,
    saved: datetime | None,
) -> Withdrawal | None:
    """Return what takes back a group's return, if anything does; its own withdrawal first."""
    covering = [each for each in withdrawals if each.covers(region, group, sha256, saved)]
    own = (each for each in covering if each.sha256 == sha256)
    return next(own, covering[0] if covering else None)
