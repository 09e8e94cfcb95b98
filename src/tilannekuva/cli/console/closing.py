"""Tell that a month is closed, or open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilannekuva.cli.console.files import file_line
from tilannekuva.cli.console.standings import region_line
from tilannekuva.cli.console.telling import Telling, listed

if TYPE_CHECKING:
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.closing import ClosedMonth, ReopenedMonth


def closed_month(closed: ClosedMonth, words: Words) -> Telling:
    """Tell that a month is closed, and what was still open in it."""
    month = closed.month
    first = (
        words("{month} is closed now. Nothing of it is written again.", month=month)
        if closed.changed
        else words("{month} was closed already.", month=month)
    )
    waiting = (region_line(each, closed.regions, words) for each in closed.waiting)
    return Telling(
        {
            "month": str(month),
            "closed": True,
            "changed": closed.changed,
            "waiting": [each.region for each in closed.waiting],
            "rejected": [each.path for each in closed.rejected],
        },
        (
            first,
            *listed(words("Closed without the whole return of these regions:"), waiting),
            *listed(words("Files not used:"), (file_line(each, words) for each in closed.rejected)),
            words("To open it again: tilannekuva reopen {code}", code=str(month)),
        ),
    )


def reopened_month(reopened: ReopenedMonth, words: Words) -> Telling:
    """Tell that a month is open."""
    month = reopened.month
    line = (
        words("{month} is open again. The next run takes what has come since.", month=month)
        if reopened.changed
        else words("{month} was not closed.", month=month)
    )
    return Telling(
        {"month": str(month), "closed": False, "changed": reopened.changed},
        (line,),
    )
