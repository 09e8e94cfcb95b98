"""Check single files as collecting would, and write nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tilannekuva.archive.erasures import forgotten_returns
from tilannekuva.archive.months import archived_record
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.rule import Severity
from tilannekuva.inbox.listing import FoundFile, found_file, shown_name
from tilannekuva.isolation.private_folder import private_folder
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.intake import Intake, TakenReturn, take_in
from tilannekuva.pipeline.merge import merged_record
from tilannekuva.pipeline.other_months import KnownReturns, of_closed_month
from tilannekuva.pipeline.outcomes import about_files
from tilannekuva.pipeline.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file and what its sender would be told."""

    name: str
    refused: FileOutcome | None
    """Why it cannot be taken; None where it can."""
    taken: TakenReturn | None
    findings: tuple[Finding, ...] = ()
    """What collecting it alone would tell."""

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
    files: Sequence[Path],
    workspace: Workspace,
    foundations: Foundations,
    progress: Progress = silent,
) -> tuple[CheckedFile, ...]:
    """Return what would be told about each file, in the order given.

    What is told against last month depends on whether the archive has it.

    Raises:
        CannotRunError: the archive is damaged.
        OSError: a file is not there.
    """
    found = [_as_in_the_inbox(found_file(path), workspace) for path in files]
    with private_folder() as private:
        intake = take_in(
            found,
            foundations,
            private,
            progress=progress,
            forgotten=forgotten_returns(workspace),
        )
    taken = {each.found.path: each for each in intake.returns}
    refused = {each.found.path: each.outcome for each in intake.settled}
    known = KnownReturns(workspace)
    return tuple(
        _checked(taken[each.path], known, foundations)
        if each.path in taken
        else _refused(each.name, refused[each.path])
        for each in found
    )


def _checked(taken: TakenReturn, known: KnownReturns, foundations: Foundations) -> CheckedFile:
    name = taken.found.name
    if known.came_too_late(taken):
        return _refused(name, of_closed_month(taken))
    return CheckedFile(name, None, taken, _findings(taken, known.workspace, foundations))


def _refused(name: str, outcome: FileOutcome) -> CheckedFile:
    return CheckedFile(name, outcome, None, tuple(about_files((outcome,))))


def _findings(
    taken: TakenReturn, workspace: Workspace, foundations: Foundations
) -> tuple[Finding, ...]:
    last = archived_record(workspace, taken.month.shifted(-1))
    alone = Intake((taken,), ())
    return merged_record(alone, foundations, taken.month, None, last).findings


def _as_in_the_inbox(found: FoundFile, workspace: Workspace) -> FoundFile:
    """Return a file under the name it has in the inbox, by which the settings may speak of it."""
    inbox = workspace.inbox.resolve()
    path = found.path.resolve()
    if not path.is_relative_to(inbox):
        return found
    return replace(found, name=shown_name(path.relative_to(inbox)))
