"""What the log has of a run that is done: numbers, fixed words and fingerprints."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tilannekuva.archive.copies import Publication
    from tilannekuva.cli.command_call import CommandCall
    from tilannekuva.pipeline.collect import Collected

_FINGERPRINT = 12
"""The first letters of a sha256 that tell one file from all others of an inbox."""


def note_collected(call: CommandCall, collected: Collected) -> None:
    """Note what became of each file, and what the run came to.

    A file is told by its number in ``run.json`` and the beginning of its sha256: its name may
    be that of a person.
    """
    files = collected.record.files
    for number, each in enumerate(files, start=1):
        call.note(
            "file",
            number=number,
            sha256=None if each.sha256 is None else each.sha256[:_FINGERPRINT],
            disposition=each.disposition.value,
            reason=each.reason,
            region=each.region,
        )
    found = Counter(each.disposition.value for each in files)
    standings = collected.standings.values()
    note_copies(
        call,
        collected.publication,
        month=str(collected.record.month),
        closed=collected.closed,
        files=len(files),
        **dict(sorted(found.items())),
        reporting=sum(each.reports for each in standings),
        asked=sum(each.asked > 0 for each in standings),
        waiting=len(collected.waiting),
        needs_a_person=collected.needs_a_person,
    )


def note_copies(call: CommandCall, publication: Publication, **facts: object) -> None:
    """Note what a run came to, and the copies that could not be refreshed."""
    call.note("done", **facts, generation=publication.generation, written=len(publication.changed))
    lacking = {
        "held_open": len(publication.held_open),
        "left_behind": len(publication.left_behind),
        "not_copied": len(publication.not_copied),
    }
    if any(lacking.values()):
        call.note("copies_lacking", **lacking)
