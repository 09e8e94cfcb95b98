"""Tell of workspaces made and forms written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilannekuva.cli.console.telling import Telling

if TYPE_CHECKING:
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.issue import IssuedForms
    from tilannekuva.pipeline.setting_up import MadeWorkspace


def made_workspace(made: MadeWorkspace, words: Words) -> Telling:
    """Tell where a workspace is now, and what to do next."""
    root = str(made.workspace.root)
    return Telling(
        {"workspace": root, "written": list(made.written)},
        (
            words("The workspace is in {folder}.", folder=root),
            words("Next: tilannekuva templates --month 2022-05"),
        ),
    )


def issued_forms(issued: IssuedForms, words: Words) -> Telling:
    """Tell which working tools were written, and where."""
    number = words.plural("{n} form", "{n} forms", len(issued.files))
    line = words(
        "{forms} for {month} in {folder}",
        forms=number,
        month=issued.month,
        folder=str(issued.folder),
    )
    return Telling(
        {
            "month": str(issued.month),
            "folder": str(issued.folder),
            "files": list(issued.files),
        },
        (line,),
    )
