"""Make a workspace, and the worked example in it."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from tilannekuva.archive.workspace import DISCUSSIONS_NAME, SETTINGS_NAME, Workspace
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.texts import Language
from tilannekuva.resources import resource_folder


@dataclass(frozen=True, slots=True)
class MadeWorkspace:
    """A workspace that is there now, with the files that were written into it."""

    workspace: Workspace
    written: tuple[str, ...]


def make_workspace(
    folder: Path, language: Language, *, windows: bool = sys.platform == "win32"
) -> MadeWorkspace:
    """Make a workspace in a folder; what is there already is left as it is.

    Args:
        folder: the folder, made if need be.
        language: the language of the comments in the settings and in the notes.
        windows: whether to add a ``collect.cmd`` to double-click or schedule.

    Raises:
        CannotRunError: the folder cannot be written.
    """
    parts = resource_folder("templates") / "workspace"
    files = {
        SETTINGS_NAME: parts / f"settings-{language}.toml",
        DISCUSSIONS_NAME: parts / f"discussions-{language}.toml",
    }
    if windows:
        files["collect.cmd"] = parts / "collect.cmd"
    written = []
    try:
        for name in ("inbox", "outbox", "output"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, source in files.items():
            if not (folder / name).exists():
                shutil.copyfile(source, folder / name)
                written.append(name)
    except OSError as error:
        raise CannotRunError(
            msg(
                "The workspace {folder} cannot be made ({reason}). Choose a folder that can be "
                "written to.",
                folder=str(folder),
                reason=error.strerror or str(error),
            )
        ) from error
    root = folder.resolve()
    return MadeWorkspace(Workspace(root, root / SETTINGS_NAME, root / "output"), tuple(written))


def make_sample_workspace(folder: Path, language: Language) -> Workspace:
    """Make a workspace as the sample months' coordinator would have it, with notes of its own.

    Raises:
        CannotRunError: the folder cannot be written.
    """
    made = make_workspace(folder, language)
    if DISCUSSIONS_NAME in made.written:
        notes = resource_folder("sample_workbooks") / DISCUSSIONS_NAME
        shutil.copyfile(notes, made.workspace.discussions_file)
    return made.workspace


def copy_sample_returns(workspace: Workspace) -> tuple[Path, ...]:
    """Copy the sample returns into a workspace's inbox, as they came month by month.

    Returns:
        The folders to collect one after the other: that of the month before, and the whole
        inbox, where the returns of the month are.
    """
    samples = resource_folder("sample_workbooks")
    before = samples / "inbox-2022-04"
    earlier = workspace.inbox / before.name.removeprefix("inbox-")
    shutil.copytree(samples / "inbox", workspace.inbox, dirs_exist_ok=True)
    shutil.copytree(before, earlier, dirs_exist_ok=True)
    return earlier, workspace.inbox
