"""Publish a month: the one way by which outputs come into being.

The outputs are laid down whole as a generation in the archive, a small file switches to it,
and then the copies that people open are refreshed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from tilannekuva.archive.copies import (
    NotCopied,
    Publication,
    copies_are_current,
    lay_copies,
    outdated_copies,
)
from tilannekuva.archive.files import left_by_a_run, take_away
from tilannekuva.archive.generations import (
    MONTH_DATABASE,
    current_digests,
    current_generation,
    current_outputs,
    manifest_files,
    outlived,
    prune,
    put_in_force,
)
from tilannekuva.archive.kept_returns import keep_returns
from tilannekuva.archive.switch import is_generation, switch_of
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth


def publish(  # noqa: PLR0913 - what a month consists of, and what its run knows
    workspace: Workspace,
    month: ReportingMonth,
    outputs: Mapping[str, bytes],
    month_database: bytes,
    accepted: Mapping[str, Path],
    *,
    expected: str | None,
    make_sure: Callable[[], None],
) -> Publication:
    """Put the outputs of a month in force.

    Nothing is written where nothing is new. The copies are refreshed after the switch, each
    by replacing it whole, the account of the run last. What goes wrong after the switch is
    told and not raised: the month is published, and the next run mends the rest.

    Args:
        workspace: where.
        month: which month.
        outputs: every output by its name below the month's output folder.
        month_database: the month's record.
        accepted: private copies of the files in force, by sha256; each is kept once.
        expected: the generation that was in force when the run began to work on the month.
        make_sure: called right before the switch; raises what keeps the run from going on.

    Raises:
        SwitchMovedError: another run has published the month meanwhile.
        CannotRunError: the archive of the month is damaged.
        OSError: the disk is full or a folder cannot be written; the last generation stands.
    """
    before = current_digests(workspace, month)
    keep_returns(workspace, accepted)
    content = {**outputs, MONTH_DATABASE: month_database}
    generation = put_in_force(workspace, month, content, expected, make_sure)
    done = _copied(workspace, month, outputs, generation, before)
    tidy(workspace, month)
    return done


def refresh(workspace: Workspace, month: ReportingMonth) -> Publication:
    """Lay the copies anew that are not those of a month's generation in force.

    Raises:
        CannotRunError: the archive of the month is damaged.
    """
    outputs = current_outputs(workspace, month)
    generation = current_generation(workspace, month) or ""
    return _copied(workspace, month, outputs, generation, outputs)


def unfinished(workspace: Workspace, month: ReportingMonth) -> bool:
    """Tell whether a run was killed before it had published the month and tidied up.

    Raises:
        CannotRunError: the archive of the month is damaged.
    """
    return (
        outlived(workspace, month)
        or any(_leftovers(workspace))
        or not copies_are_current(workspace, month)
    )


def _copied(
    workspace: Workspace,
    month: ReportingMonth,
    outputs: Mapping[str, bytes],
    generation: str,
    before: Collection[str],
) -> Publication:
    try:
        outdated = _outdated(workspace, month, outputs, before)
        return lay_copies(workspace.month_output(month), outputs, generation, outdated)
    except OSError as error:
        reason = error.strerror or str(error)
        lacking = tuple(NotCopied(name, reason) for name in outputs)
        return Publication(generation, (), not_copied=lacking)


def tidy(workspace: Workspace, month: ReportingMonth) -> None:
    """Take away the generations that are not kept, and what killed runs left in the archive.

    What cannot be taken away, or not be found out, is left to a later run.
    """
    with suppress(OSError, CannotRunError):
        prune(workspace.month_archive(month), switch_of(workspace, month).kept)
        for path in _leftovers(workspace):
            take_away(path)


def _leftovers(workspace: Workspace) -> Iterator[Path]:
    for folder in (workspace.archive, workspace.stored_returns):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if left_by_a_run(path.name) and path.is_file():
                yield path


def _outdated(
    workspace: Workspace,
    month: ReportingMonth,
    outputs: Iterable[str],
    before: Collection[str],
) -> list[str]:
    archive = workspace.month_archive(month)
    return [
        *outdated_copies(workspace.month_output(month), outputs, before, _every_manifest(archive))
    ]


def _every_manifest(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the files of every generation; one that is damaged has none."""
    for each in sorted(folder.iterdir()):
        if is_generation(each.name):
            with suppress(CannotRunError):
                yield manifest_files(each)
