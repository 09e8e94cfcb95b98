"""Tell of the copies people open: those held open, and PDFs that are there no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tilannekuva.cli.console.telling import Data, listed

if TYPE_CHECKING:
    from tilannekuva.archive.copies import Publication
    from tilannekuva.i18n.words import Words

_MANY = 5
"""From so many on, files are told by their number."""


def copies_lines(publication: Publication, words: Words) -> tuple[str, ...]:
    """Return what there is to know about copies, if anything."""
    gone = [name for name in publication.taken_away if name.endswith(".pdf")]
    told = gone if len(gone) < _MANY else [words("{n} PDFs", n=len(gone))]
    return (
        *listed(
            words("Held open by another program; the new one lies beside as “(new)”:"),
            publication.held_open,
        ),
        *listed(
            words(
                "The month is published, but these copies could not be written; "
                "the next run writes them:"
            ),
            _not_copied(publication),
        ),
        *listed(
            words("Out of date, and held open by another program; the next run takes it away:"),
            publication.left_behind,
        ),
        *listed(
            words(
                "Taken away, since their pages have changed; "
                "tilannekuva brief --pdf draws them anew:"
            ),
            told,
        ),
    )


def copies_data(publication: Publication) -> Data:
    """Return the same for machines."""
    return {
        "changed": list(publication.changed),
        "held_open": list(publication.held_open),
        "taken_away": list(publication.taken_away),
        "left_behind": list(publication.left_behind),
        "not_copied": {each.name: each.reason for each in publication.not_copied},
    }


def _not_copied(publication: Publication) -> Iterator[str]:
    """Yield the first copies that could not be written; all of a drive's tell the same."""
    for each in publication.not_copied[:_MANY]:
        yield f"{each.name} ({each.reason})"
    if len(publication.not_copied) > _MANY:
        yield "…"
