"""Tell what has been taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilannekuva.cli.console.copies import copies_data, copies_lines
from tilannekuva.cli.console.standings import region_line, withdrawal_data, withdrawal_line
from tilannekuva.cli.console.telling import Telling, listed

if TYPE_CHECKING:
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.withdraw import Withdrawn


def withdrawn_return(done: Withdrawn, words: Words) -> Telling:
    """Tell what was taken back, and how the region stands now."""
    needed = copies_lines(done.publication, words)
    standing = done.standings[done.region.code]
    return Telling(
        {
            "month": str(done.month),
            "region": done.region.code,
            "state": standing.state.value,
            "withdrawn": [withdrawal_data(each) for each in done.taken_back],
            **copies_data(done.publication),
        },
        (
            *listed(
                words("Withdrawn from {month}, which is published without it:", month=done.month),
                (withdrawal_line(each, done.regions, words) for each in done.taken_back),
            ),
            region_line(standing, done.regions, words),
            words("What the region saves and returns from now on counts."),
            *needed,
        ),
        needed,
    )
