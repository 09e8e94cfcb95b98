"""Close a month and open it again: a small file beside the switch says which it is."""

import json

from tilannekuva.archive.damage import told_when_damaged
from tilannekuva.archive.publication import CURRENT, current_generation, replace_file
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.month import ReportingMonth

CLOSED = "closed.json"


def closed_generation(workspace: Workspace, month: ReportingMonth) -> str | None:
    """Return the generation a month was closed with, or None where it is open.

    Raises:
        CannotRunError: the file that says it is damaged.
    """
    path = workspace.month_archive(month) / CLOSED
    if not path.is_file():
        return None
    with told_when_damaged(path):
        return str(json.loads(path.read_text(encoding="utf-8"))["generation"])


def close(workspace: Workspace, month: ReportingMonth) -> bool:
    """Close a month with the generation in force; tell whether it was open.

    Raises:
        FileNotFoundError: the month has no generation.
        OSError: the file cannot be written; the month is as it was.
    """
    if closed_generation(workspace, month) is not None:
        return False
    generation = current_generation(workspace, month)
    if generation is None:
        raise FileNotFoundError(workspace.month_archive(month) / CURRENT)
    content = json.dumps({"generation": generation}, indent=2) + "\n"
    replace_file(workspace.month_archive(month) / CLOSED, content.encode())
    return True


def reopen(workspace: Workspace, month: ReportingMonth) -> bool:
    """Open a month again; tell whether it was closed.

    Raises:
        OSError: the file cannot be taken away; the month is as it was.
    """
    path = workspace.month_archive(month) / CLOSED
    if not path.is_file():
        return False
    path.unlink()
    return True
