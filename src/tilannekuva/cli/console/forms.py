"""Tell of workspaces made, forms written and packs written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilannekuva.cli.console.telling import Telling

if TYPE_CHECKING:
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.brief import Briefed
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


def briefed_regions(briefed: Briefed, words: Words) -> Telling:
    """Tell which packs are up to date, and where."""
    changed = briefed.publication.changed
    state = words("{n} files written", n=len(changed)) if changed else words("nothing new")
    if briefed.closed:
        state = words("the month is closed")
    line = words(
        "{packs} for {month} in {folder}: {state}",
        packs=words.plural("{n} pack", "{n} packs", len(briefed.packs)),
        month=briefed.month,
        folder=str(briefed.folder / "briefings"),
        state=state,
    )
    return Telling(
        {
            "month": str(briefed.month),
            "folder": str(briefed.folder),
            "packs": list(briefed.packs),
            "closed": briefed.closed,
            "changed": list(changed),
        },
        (line,),
    )
