"""Check single files as collecting would, and write nothing."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding, Severity
from tilannekuva.inbox.listing import found_file
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.intake import TakenReturn, take_in
from tilannekuva.pipeline.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file and what its sender would be told."""

    name: str
    refused: FileOutcome | None
    """Why it cannot be taken; None where it can."""
    taken: TakenReturn | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the groups that are returned in it, in reading order."""
        if self.taken is None:
            return ()
        groups = (group for group in self.taken.groups if group.is_return)
        return (*self.taken.findings, *(each for group in groups for each in group.findings))

    @property
    def has_errors(self) -> bool:
        """Whether something must be corrected before it counts."""
        refused = self.refused is not None and self.refused.disposition is Disposition.REJECTED
        return refused or any(each.severity is Severity.ERROR for each in self.findings)

    @property
    def answers(self) -> int:
        """How many answers were read."""
        groups = self.taken.groups if self.taken is not None else ()
        return sum(len(group.answers) for group in groups)


def check_files(
    files: Sequence[Path], foundations: Foundations, progress: Progress = silent
) -> tuple[CheckedFile, ...]:
    """Return what would be told about each file, in the order given.

    Raises:
        OSError: a file is not there.
    """
    found = [found_file(path) for path in files]
    with tempfile.TemporaryDirectory(prefix="tilannekuva-") as private:
        intake = take_in(found, foundations, Path(private), progress=progress)
    taken = {each.found.path: each for each in intake.returns}
    refused = {each.path: each for each in intake.settled}
    return tuple(
        CheckedFile(each.name, None, taken[each.path])
        if each.path in taken
        else CheckedFile(each.name, refused[each.name], None)
        for each in found
    )
