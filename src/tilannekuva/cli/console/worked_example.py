"""Tell what the worked example did: the months it collected, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilannekuva.cli.console.collected import collected_month
from tilannekuva.cli.console.telling import Telling

if TYPE_CHECKING:
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.collect import Collected


def worked_example(months: Sequence[Collected], words: Words) -> Telling:
    """Tell the months of the example, the earliest first, each as if it were collected alone."""
    opening = words(
        "Two months of sample returns were collected, one after the other: {months}. "
        "The later one tells what has changed since the earlier one.",
        months=tuple(each.record.month for each in months),
    )
    told = [collected_month(each, words) for each in months]
    return Telling(
        data={"months": [each.data for each in told]},
        lines=(opening, *(line for each in told for line in ("", *each.lines))),
        needed=tuple(line for each in told for line in each.needed or ()),
    )
