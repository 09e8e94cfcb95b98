"""Erase from the archive what a month must not keep, and remember that it was erased.

What is remembered says which file, month and fields; never what stood there.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from tilannekuva.archive.closing import CLOSED, closed_generation
from tilannekuva.archive.damage import told_when_damaged
from tilannekuva.archive.files import take_away, write_whole
from tilannekuva.archive.generations import prune
from tilannekuva.archive.switch import as_json, switch_of, write_switch
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.month import ReportingMonth


@dataclass(frozen=True, slots=True)
class ForgottenReturn:
    """A returned file that is not kept any more, since it held what was erased."""

    sha256: str
    month: str
    """Of which month it was a return."""
    region: str
    """Whose it was; empty where that was not known."""
    request: str
    """``text``, ``region`` or ``expired``."""
    fields: tuple[str, ...] = ()
    """What was erased of it: a group and a field each."""


def forgotten_returns(workspace: Workspace) -> dict[str, ForgottenReturn]:
    """Return the files that are not kept any more, nor read again, by their sha256.

    Raises:
        CannotRunError: the file that says so is damaged.
    """
    path = workspace.forgotten_file
    with told_when_damaged(path):
        try:
            told = json.loads(path.read_bytes())
        except FileNotFoundError:
            return {}
        return {
            each["sha256"]: ForgottenReturn(**{**each, "fields": tuple(each["fields"])})
            for each in told["returns"]
        }


def note_forgotten(workspace: Workspace, returns: Iterable[ForgottenReturn]) -> None:
    """Remember files that are not kept any more; what is remembered of one is added to.

    Raises:
        CannotRunError: the file that says so is damaged.
        OSError: it cannot be written, and stands as it was.
    """
    known = forgotten_returns(workspace)
    noted = dict(known)
    for each in returns:
        before = known.get(each.sha256)
        fields = sorted({*each.fields, *(() if before is None else before.fields)})
        noted[each.sha256] = replace(before or each, fields=tuple(fields))
    if noted != known:
        listed = [asdict(noted[sha256]) for sha256 in sorted(noted)]
        write_whole(workspace.forgotten_file, as_json({"returns": listed}))


def take_away_returns(workspace: Workspace, returns: Iterable[str]) -> tuple[str, ...]:
    """Remove the kept bytes of returns; return those that could not be removed."""
    return tuple(
        sha256 for sha256 in sorted(returns) if not take_away(workspace.stored_returns / sha256)
    )


def take_away_last_run(workspace: Workspace) -> None:
    """Have the next run done anew, whatever the last one was."""
    take_away(workspace.last_run_file)


def close_anew(workspace: Workspace, month: ReportingMonth) -> None:
    """Have a closed month closed with the generation in force, in place of the one it had.

    Raises:
        CannotRunError: the archive of the month is damaged.
        OSError: the file cannot be written, and stands as it was.
    """
    closed = closed_generation(workspace, month)
    generation = switch_of(workspace, month).generation
    if closed is not None and generation not in {None, closed}:
        path = workspace.month_archive(month) / CLOSED
        write_whole(path, as_json({"generation": generation}))


def keep_only_current(
    workspace: Workspace, month: ReportingMonth, make_sure: Callable[[], None]
) -> bool:
    """Take away every generation of a month but the one in force; tell whether all are gone.

    Those that were kept for good go too. Where the month is closed, the one in force is kept in
    their place.

    Raises:
        CannotRunError: the archive of the month is damaged.
        SwitchMovedError: another run has published the month meanwhile.
        OSError: the switch cannot be written, and stands as it was.
    """
    folder = workspace.month_archive(month)
    switch = switch_of(workspace, month)
    closed = closed_generation(workspace, month) is not None and switch.generation is not None
    alone = replace(switch, before=(), closed=(switch.generation,) if closed else ())  # type: ignore[arg-type]
    if alone != switch:
        write_switch(folder, alone, switch, make_sure)
    prune(folder, alone.kept)
    return generations_there(workspace, month) <= alone.kept


def generations_there(workspace: Workspace, month: ReportingMonth) -> frozenset[str]:
    """Return the folders of a month in the archive, also what killed runs left behind."""
    folder = workspace.month_archive(month)
    if not folder.is_dir():
        return frozenset()
    return frozenset(path.name for path in folder.iterdir() if path.is_dir())


def fields_of(
    places: Mapping[tuple[str, str, str], int] | Iterable[tuple[str, str, str]],
) -> tuple[str, ...]:
    """Return places of a record as they are remembered."""
    return tuple(sorted({" ".join(filter(None, (group, name))) for _, group, name in places}))
