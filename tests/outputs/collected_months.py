"""Months that were collected for the suites over the outputs."""

from dataclasses import dataclass
from pathlib import Path

from hostile_returns import Sent

from offices import Office
from tilannekuva.domain.picture import NationalPicture
from tilannekuva.pipeline.collect import Collected


@dataclass(frozen=True)
class CollectedMonth:
    """A month's outputs, as they were written."""

    office: Office
    collected: Collected

    @property
    def output(self) -> Path:
        """The folder of the month's outputs."""
        return self.collected.output

    def read(self, name: str) -> bytes:
        """Return an output's bytes."""
        return (self.output / name).read_bytes()

    def names(self, pattern: str) -> list[str]:
        """Return the names of the outputs of a kind."""
        found = self.output.rglob(pattern)
        return sorted(path.relative_to(self.output).as_posix() for path in found)


@dataclass(frozen=True)
class HostileMonth(CollectedMonth):
    """A month whose returns hold hostile texts in every place."""

    sent: Sent


@dataclass(frozen=True)
class TwoMonths(CollectedMonth):
    """A month after another, with returns in no language."""

    picture: NationalPicture
