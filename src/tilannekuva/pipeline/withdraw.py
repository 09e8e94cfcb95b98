"""Withdraw returns: take back what a region has returned, and publish the month without it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tilannekuva.archive.copies import Publication
from tilannekuva.archive.generations import current_outputs
from tilannekuva.archive.months import archived_record
from tilannekuva.archive.workspace import RUN_REPORT, Workspace
from tilannekuva.domain.answers import COVER, GroupReturn
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, RegionStanding
from tilannekuva.domain.regions import Region, Regions
from tilannekuva.domain.withdrawals import Withdrawal
from tilannekuva.isolation.private_folder import private_folder
from tilannekuva.picture.region_standings import region_standings
from tilannekuva.pipeline.collected_months import collected_record
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.issue import known_regions
from tilannekuva.pipeline.merge import merged_without
from tilannekuva.pipeline.month_outputs import month_outputs
from tilannekuva.pipeline.publishing import AT_ONCE, Entry, held, published, refuse_closed
from tilannekuva.publish.data.run_report import MonthReason, RunReport

COVER_WORD = "cover"
"""How the cover, which is asked once for each region, is called where a group is named."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was taken back, and how the region stands now."""

    month: ReportingMonth
    region: Region
    taken_back: tuple[Withdrawal, ...]
    standings: Mapping[str, RegionStanding]
    regions: Regions
    publication: Publication


def withdraw(  # noqa: PLR0913 - each choice of the command is one argument
    workspace: Workspace,
    foundations: Foundations,
    region: str,
    group: str | None,
    *,
    month: ReportingMonth | None,
    reason: str,
    today: date,
    entry: Entry = AT_ONCE,
) -> Withdrawn:
    """Take back the return in force of a region, and publish the month without it.

    Args:
        workspace: where the archive is.
        foundations: the data files in force.
        region: the region's code.
        group: the only group whose return is taken back, or `COVER_WORD`; by default all.
        month: by default the last month archived.
        reason: why, in the coordinator's words; may be empty.
        today: the day from which what has not come by the deadline is missing.
        entry: how it asks for the workspace.

    Raises:
        CannotRunError: there is nothing of the kind in force, the month is closed or has not
            been collected, the region or group is unknown, or the outputs cannot be written;
            nothing was changed.
        WorkspaceHeldError: another run holds the workspace.
    """
    (of_region,) = known_regions(foundations, [region])
    of_group = None if group is None else known_group(foundations, group)
    collected_record(workspace, month)  # in a folder without an archive not even a lock is left
    with held(workspace, entry) as hold:
        before = collected_record(workspace, month)
        refuse_closed(workspace, before.month)
        taken_back = tuple(_taken_back(before, of_region, of_group, reason.strip()))
        if not taken_back:
            raise _nothing_in_force(before, of_region, of_group)
        last = archived_record(workspace, before.month.shifted(-1))
        record = merged_without(before, foundations, last, taken_back)
        passed = foundations.deadline_passed(record.month, today)
        with private_folder() as private:
            outputs = month_outputs(
                workspace,
                foundations,
                record,
                private,
                month_reason=told_before(workspace, before.month, today, foundations)[0],
                deadline_passed=passed,
            )
        publication = published(hold, record, outputs, {})
    standings = region_standings(
        record, foundations.roadmap, foundations.regions, after_deadline=passed
    )
    return Withdrawn(
        record.month, of_region, taken_back, standings, foundations.regions, publication
    )


def known_group(foundations: Foundations, name: str) -> str:
    """Return the group a person named; the cover by its word.

    Raises:
        CannotRunError: there is no such group.
    """
    if name.casefold() == COVER_WORD:
        return COVER
    groups = {each.id.casefold(): each.id for each in foundations.roadmap.groups}
    if name.casefold() not in groups:
        raise CannotRunError(
            msg(
                "There is no preparation group {group}. These are known: {known}, and {cover}.",
                group=name,
                known=tuple(groups.values()),
                cover=COVER_WORD,
            )
        )
    return groups[name.casefold()]


def told_before(
    workspace: Workspace, month: ReportingMonth, today: date, foundations: Foundations
) -> tuple[MonthReason, bool]:
    """Return why a month was collected and whether its deadline had passed, as told then.

    Where an earlier version of the program told it otherwise, it is named and the day counts.
    """
    content = current_outputs(workspace, month, RUN_REPORT).get(RUN_REPORT, b"")
    try:
        told = RunReport.model_validate_json(content)
    except ValueError:
        return "command", foundations.deadline_passed(month, today)
    return told.month_reason, told.deadline_passed


def _taken_back(
    record: MonthRecord, region: Region, group: str | None, reason: str
) -> list[Withdrawal]:
    def is_meant(each: GroupReturn) -> bool:
        return each.region == region.code and group in {None, each.group}

    return [
        Withdrawal(
            region=each.region,
            group=each.group,
            sha256=each.sha256,
            file=each.source_file,
            returned_at=each.returned_at,
            reason=reason,
        )
        for each in record.returns
        if is_meant(each)
    ]


def _nothing_in_force(record: MonthRecord, region: Region, group: str | None) -> CannotRunError:
    if group is None:
        return CannotRunError(
            msg(
                "Nothing of {region} is in force in {month}, so there is nothing to withdraw. "
                "See who has returned: tilannekuva status --month {code}",
                region=region.name,
                month=record.month,
                code=str(record.month),
            )
        )
    return CannotRunError(
        msg(
            "Nothing of the group {group} of {region} is in force in {month}, so there is nothing "
            "to withdraw. See who has returned: tilannekuva status --month {code}",
            group=group or COVER_WORD,
            region=region.name,
            month=record.month,
            code=str(record.month),
        )
    )
