"""Keep every accepted return in the archive, once, named by its sha256."""

from collections.abc import Mapping
from pathlib import Path

from tilannekuva.archive.files import copy_whole, make_folder, settle, sha256_of_file
from tilannekuva.archive.workspace import Workspace


def keep_returns(workspace: Workspace, accepted: Mapping[str, Path]) -> None:
    """Keep files whole and durable; one that is kept already is not written again.

    One whose bytes are not those of its name any more is replaced.

    Args:
        workspace: where.
        accepted: private copies of the files in force, by sha256.

    Raises:
        OSError: a file cannot be kept, or its copy is not what it was.
    """
    lacking = [sha256 for sha256 in sorted(accepted) if not is_kept(workspace, sha256)]
    if not lacking:
        return
    make_folder(workspace.stored_returns)
    for sha256 in lacking:
        copy_whole(accepted[sha256], workspace.stored_returns / sha256, sha256)
    settle(workspace.stored_returns)


def is_kept(workspace: Workspace, sha256: str) -> bool:
    """Tell whether a return is kept, with the bytes its name says."""
    try:
        return sha256_of_file(workspace.stored_returns / sha256) == sha256
    except OSError:
        return False
