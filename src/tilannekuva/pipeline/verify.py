"""Prove that archive, outputs and inputs agree; nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from tilannekuva.archive.generations import months_with_a_folder
from tilannekuva.archive.proof import DAMAGED, Fault, Proof
from tilannekuva.archive.switch import CURRENT
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.pipeline.collected_months import not_collected
from tilannekuva.pipeline.noted_runs import parsed_runs

_ATTEMPTS = 3
"""Another run may publish while the archive is looked through."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked through, and what is wrong with it."""

    months: tuple[ReportingMonth, ...]
    files: int
    """The number of files that were read."""
    faults: tuple[Fault, ...]


def verify(workspace: Workspace, month: ReportingMonth | None = None) -> Verified:
    """Look through the archive and the copies of a month, by default of every one.

    A fault stands only where no other run has published meanwhile.

    Raises:
        CannotRunError: nothing has been collected, or the archive cannot be listed.
    """
    try:
        for _ in range(_ATTEMPTS):
            months = _months(workspace, month)
            before = _switches(workspace, months)
            verified = _looked_through(workspace, months)
            if not verified.faults or _switches(workspace, months) == before:
                break
    except OSError as error:
        raise CannotRunError(
            msg(
                "The archive {folder} cannot be read ({reason}). "
                "Check that the drive is there and that you have the right to read it.",
                folder=str(workspace.archive),
                reason=error.strerror or str(error),
            )
        ) from error
    return verified


def _looked_through(workspace: Workspace, months: tuple[ReportingMonth, ...]) -> Verified:
    proof = Proof(workspace)
    faults = [
        *proof.of_erasures(),
        *(fault for each in months for fault in proof.of_month(each)),
        *proof.of_returns(),
        *_of_noted_runs(workspace),
    ]
    # Several generations may have the same return in force, and lack it.
    once = {(each.file, each.what.pattern): each for each in faults}
    return Verified(months, proof.looked_at, tuple(once.values()))


def _of_noted_runs(workspace: Workspace) -> Iterator[Fault]:
    path = workspace.last_run_file
    if not path.exists():
        return
    try:
        parsed_runs(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        yield Fault(
            path.relative_to(workspace.root).as_posix(),
            DAMAGED,
            msg("Delete it. The next run writes it anew, and nothing is lost."),
        )


def _months(workspace: Workspace, named: ReportingMonth | None) -> tuple[ReportingMonth, ...]:
    months = months_with_a_folder(workspace)
    if named is not None and named not in months:
        raise not_collected(workspace, named)
    if not months:
        raise CannotRunError(
            msg(
                "Nothing has been collected in {folder}. Collect a month first: "
                "tilannekuva collect INBOX",
                folder=str(workspace.root),
            )
        )
    return months if named is None else (named,)


def _switches(workspace: Workspace, months: tuple[ReportingMonth, ...]) -> list[bytes]:
    paths = (workspace.month_archive(each) / CURRENT for each in months)
    return [path.read_bytes() if path.is_file() else b"" for path in paths]
