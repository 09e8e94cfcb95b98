"""Tell which packs or public pages were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilannekuva.cli.console.copies import copies_data, copies_lines
from tilannekuva.cli.console.telling import Telling

if TYPE_CHECKING:
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.brief import Briefed


def briefed_regions(briefed: Briefed, words: Words) -> Telling:
    """Tell which pages are up to date, and where."""
    changed = briefed.publication.changed
    state = words("{n} files written", n=len(changed)) if changed else words("nothing new")
    if briefed.closed:
        state = words("the month is closed")
    line = words(
        "{packs} for {month} in {folder}: {state}",
        packs=_pages(briefed, words),
        month=briefed.month,
        folder=str(briefed.where),
        state=state,
    )
    needed = copies_lines(briefed.publication, words)
    return Telling(
        {
            "month": str(briefed.month),
            "folder": str(briefed.folder),
            "public": briefed.public,
            "packs": list(briefed.packs),
            "papers": list(briefed.papers),
            "closed": briefed.closed,
            **copies_data(briefed.publication),
        },
        (line, *needed),
        needed,
    )


def _pages(briefed: Briefed, words: Words) -> str:
    n = len(briefed.packs)
    if briefed.public:
        pages = words.plural("{n} public page", "{n} public pages", n)
    else:
        pages = words.plural("{n} pack", "{n} packs", n)
    if not briefed.papers:
        return pages
    return words("{packs}, also as PDF,", packs=pages)
