"""Close a month and open it again: a small file beside the switch says which it is."""

import json

from tilannekuva.archive.damage import told_when_damaged
from tilannekuva.archive.files import write_whole
from tilannekuva.archive.switch import CURRENT, as_json, is_generation, switch_of, write_switch
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth

CLOSED = "closed.json"


def closed_generation(workspace: Workspace, month: ReportingMonth) -> str | None:
    """Return the generation a month was closed with, or None where it is open.

    Raises:
        CannotRunError: the file that says it is damaged or lost.
    """
    path = workspace.month_archive(month) / CLOSED
    with told_when_damaged(path):
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            # A month that was ever closed has the file, and its switch says that it was.
            if switch_of(workspace, month).closed:
                raise
            return None
        return parsed_closing(content)


def parsed_closing(content: bytes) -> str | None:
    """Return the generation the file says, or None where it says that the month is open.

    Raises:
        ValueError: it is damaged.
        KeyError: it says nothing of a generation.
        TypeError: it is of another kind.
    """
    generation = json.loads(content)["generation"]
    if generation is not None and not is_generation(generation):
        raise ValueError(generation)
    return None if generation is None else str(generation)


def close(workspace: Workspace, month: ReportingMonth) -> bool:
    """Close a month with the generation in force; tell whether it was open.

    Raises:
        FileNotFoundError: the month has no generation.
        OSError: the file cannot be written; the month is as it was.
    """
    if closed_generation(workspace, month) is not None:
        _keep_for_good(workspace, month)
        return False
    generation = switch_of(workspace, month).generation
    folder = workspace.month_archive(month)
    if generation is None:
        raise FileNotFoundError(folder / CURRENT)
    write_whole(folder / CLOSED, as_json({"generation": generation}))
    _keep_for_good(workspace, month)
    return True


def reopen(workspace: Workspace, month: ReportingMonth) -> bool:
    """Open a month again; tell whether it was closed.

    The generation it was closed with is kept for good. A file that is damaged or lost is
    written anew.

    Raises:
        OSError: the file cannot be written; the month is as it was.
    """
    try:
        if closed_generation(workspace, month) is None:
            return False
    except CannotRunError:
        pass
    _keep_for_good(workspace, month)
    path = workspace.month_archive(month) / CLOSED
    write_whole(path, as_json({"generation": None}))
    return True


def _keep_for_good(workspace: Workspace, month: ReportingMonth) -> None:
    """Note in the switch that the generation in force is one the month was closed with."""
    switch = switch_of(workspace, month)
    noted = switch.with_closed()
    if noted != switch:
        write_switch(workspace.month_archive(month), noted, switch)
