"""Tell how the regions stand in a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilannekuva.cli.console.telling import Telling, listed
from tilannekuva.domain.answers import shown_groups
from tilannekuva.domain.picture import STATE_WORDS, RegionStanding, RegionState

if TYPE_CHECKING:
    from tilannekuva.domain.regions import Regions
    from tilannekuva.domain.withdrawals import Withdrawal
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.status import MonthStatus


def regions_standing(status: MonthStatus, words: Words) -> Telling:
    """Tell how each region stands, and how long there is to the deadline."""
    left = (
        words.plural("{n} day to the deadline", "{n} days to the deadline", status.days_left)
        if status.days_left >= 0
        else words("the deadline has passed")
    )
    if status.closed:
        left = words("the month is closed")
    head = words(
        "{month}: deadline {deadline}, {left}",
        month=status.month,
        deadline=status.deadline,
        left=left,
    )
    standings = status.standings.values()
    return Telling(
        {
            "month": str(status.month),
            "deadline": status.deadline.isoformat(),
            "days_left": status.days_left,
            "closed": status.closed,
            "regions": [
                {
                    "region": each.region,
                    "state": each.state.value,
                    "late": each.late,
                    "asked": each.asked,
                    "answered": each.answered,
                    "groups_missing": list(each.groups_missing),
                }
                for each in standings
            ],
            "withdrawn": [withdrawal_data(each) for each in status.withdrawals],
        },
        (
            head,
            *(f"  {region_line(each, status.regions, words)}" for each in standings),
            *listed(
                words("Withdrawn returns:"),
                (withdrawal_line(each, status.regions, words) for each in status.withdrawals),
            ),
        ),
    )


def withdrawal_line(withdrawal: Withdrawal, regions: Regions, words: Words) -> str:
    """Return a return that was taken back, by region, group and file."""
    known = regions.by_code.get(withdrawal.region)
    name = "" if known is None else f" {words.text(known.name)}"
    (group,) = shown_groups((withdrawal.group,))
    line = f"{withdrawal.region}{name}, {words.value(group)}: {withdrawal.file}"
    return f"{line} ({withdrawal.reason})" if withdrawal.reason else line


def withdrawal_data(withdrawal: Withdrawal) -> dict[str, str]:
    """Return the same for machines."""
    return {
        "region": withdrawal.region,
        "group": withdrawal.group,
        "file": withdrawal.file,
        "sha256": withdrawal.sha256,
        "reason": withdrawal.reason,
    }


def region_line(standing: RegionStanding, regions: Regions, words: Words) -> str:
    """Return a region with its state and what there is to know about it."""
    name = words.text(regions.by_code[standing.region].name)
    parts = [words.say(STATE_WORDS[standing.state])]
    if standing.late:
        parts.append(words("late"))
    if standing.state is RegionState.PARTIAL:
        groups = words.listing(standing.groups_missing)
        parts.append(words("groups not returned: {groups}", groups=groups))
    if standing.errors:
        parts.append(words.plural("{n} error", "{n} errors", standing.errors))
    if standing.answers:
        parts.append(f"{standing.answered}/{standing.asked}")
    return f"{standing.region} {name}: {words.listing(parts)}"
