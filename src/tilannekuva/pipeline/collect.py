"""Collect a month: returns in, validated, merged, and everything published."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tilannekuva.archive.months import archived_record
from tilannekuva.archive.publication import (
    Publication,
    archived_months,
)
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, RegionStanding
from tilannekuva.domain.regions import Regions
from tilannekuva.inbox.listing import FoundFile, list_inbox
from tilannekuva.picture.region_standings import region_standings
from tilannekuva.pipeline.attention import needs_a_person, waits_for_a_person
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.intake import Intake, TakenReturn, take_in
from tilannekuva.pipeline.merge import merged_record
from tilannekuva.pipeline.progress import Progress, silent
from tilannekuva.pipeline.publishing import held, published
from tilannekuva.pipeline.unchanged import LastRun, note_run, repeated
from tilannekuva.publish.data.run_report import MonthReason


@dataclass(frozen=True, slots=True)
class Collected:
    """What collecting did."""

    record: MonthRecord
    standings: Mapping[str, RegionStanding]
    """How each region stands, by code."""
    regions: Regions
    month_reason: MonthReason
    publication: Publication
    output: Path
    """The folder of the month's copies."""
    waiting: tuple[RegionStanding, ...]
    """The regions whose return somebody has to act on."""
    needs_a_person: bool


@dataclass(frozen=True, slots=True)
class ListedInbox:
    """An inbox and the files that were found in it, listed once for the whole run."""

    folder: Path
    files: tuple[FoundFile, ...]


@dataclass(frozen=True, slots=True)
class GatheredMonth:
    """A month as read and merged, before anything is published."""

    record: MonthRecord
    month_reason: MonthReason
    accepted: Mapping[str, Path]
    """Private copies of the files in force, by sha256."""


def listed_inbox(workspace: Workspace, folder: Path) -> ListedInbox:
    """Return an inbox with its files; what the workspace writes itself is none of them."""
    return ListedInbox(folder, list_inbox(folder, workspace.written_folders))


def gather(  # noqa: PLR0913 - each choice of the command is one argument
    workspace: Workspace,
    foundations: Foundations,
    inbox: ListedInbox,
    private: Path,
    *,
    month: ReportingMonth | None,
    progress: Progress = silent,
) -> GatheredMonth:
    """Read an inbox and merge its returns with what the archive has of the month.

    Args:
        workspace: where the archive is.
        foundations: the data files in force.
        inbox: the returned files; only read.
        private: a folder of our own for the copies that are read.
        month: the month named on the command line, if any.
        progress: told the number of files and those read.

    Raises:
        CannotRunError: no month can be told.
    """
    named = month or foundations.settings.month
    intake = take_in(inbox.files, foundations, private, named, progress)
    chosen, reason = _chosen_month(workspace, foundations, intake, month)
    record = merged_record(
        intake,
        foundations,
        chosen,
        archived_record(workspace, chosen),
        [
            _of_other_month(workspace, each, chosen, inbox.folder)
            for each in intake.returns
            if each.month != chosen
        ],
    )
    used = {each.sha256 for each in record.returns}
    accepted = {each.sha256: each.copy for each in intake.returns if each.sha256 in used}
    return GatheredMonth(record, reason, accepted)


def collect(  # noqa: PLR0913 - each choice of the command is one argument
    workspace: Workspace,
    foundations: Foundations,
    inbox: Path,
    *,
    month: ReportingMonth | None,
    today: date,
    progress: Progress = silent,
) -> Collected:
    """Do the whole monthly job on an inbox.

    Args:
        workspace: where outputs and archive are.
        foundations: the data files in force.
        inbox: the folder of returned files; only read.
        month: the month named on the command line, if any.
        today: the day from which what has not come by the deadline is missing.
        progress: told the number of files and those read.

    Raises:
        CannotRunError: the inbox is not there, no month can be told, or the outputs cannot be
            written; nothing was changed.
        WorkspaceHeldError: another run holds the workspace.
    """
    if not inbox.is_dir():
        raise CannotRunError(
            msg(
                "The inbox {folder} is not there. Give the folder the returns are in.",
                folder=str(inbox),
            )
        )
    with held(workspace):
        listed = listed_inbox(workspace, inbox)
        run = repeated(workspace, foundations, listed.files, month, today)
        if run is not None:
            publication = Publication(run.generation, changed=())
        else:
            run, publication = _run(workspace, foundations, listed, month, today, progress)
            if not publication.held_open:
                note_run(workspace, foundations, listed.files, month, run)
    standings = region_standings(
        run.record, foundations.roadmap, foundations.regions, after_deadline=run.deadline_passed
    )
    waits = needs_a_person(run.record, standings, deadline_passed=run.deadline_passed)
    return Collected(
        record=run.record,
        standings=standings,
        regions=foundations.regions,
        month_reason=run.month_reason,
        publication=publication,
        output=workspace.month_output(run.record.month),
        waiting=tuple(
            each
            for each in standings.values()
            if waits_for_a_person(each, deadline_passed=run.deadline_passed)
        ),
        needs_a_person=waits or bool(publication.held_open),
    )


def _run(  # noqa: PLR0913, PLR0917 - what collecting takes
    workspace: Workspace,
    foundations: Foundations,
    inbox: ListedInbox,
    month: ReportingMonth | None,
    today: date,
    progress: Progress,
) -> tuple[LastRun, Publication]:
    # A run that repeats the last one does without the libraries behind these.
    from tilannekuva.picture.national import national_picture  # noqa: PLC0415
    from tilannekuva.pipeline.rendering import render  # noqa: PLC0415

    with TemporaryDirectory(prefix="tilannekuva-") as private:
        gathered = gather(
            workspace, foundations, inbox, Path(private), month=month, progress=progress
        )
        record = gathered.record
        passed = foundations.deadline_passed(record.month, today)
        picture = national_picture(
            record, foundations.roadmap, foundations.regions, after_deadline=passed
        )
        outputs = render(
            picture,
            foundations.language,
            month_reason=gathered.month_reason,
            deadline_passed=passed,
        )
        publication = published(workspace, record, outputs, gathered.accepted)
    run = LastRun(record, gathered.month_reason, publication.generation, passed)
    return run, publication


def _chosen_month(
    workspace: Workspace,
    foundations: Foundations,
    intake: Intake,
    named: ReportingMonth | None,
) -> tuple[ReportingMonth, MonthReason]:
    if named is not None:
        return named, "command"
    if foundations.settings.month is not None:
        return foundations.settings.month, "settings"
    stamped = [each.month for each in intake.returns]
    if stamped:
        return max(stamped), "newest_return"
    archived = archived_months(workspace)
    if archived:
        return archived[-1], "archive"
    raise CannotRunError(
        msg(
            "No return in the inbox tells which month it is about. "
            "Name the month: tilannekuva collect INBOX --month 2022-05"
        )
    )


def _of_other_month(
    workspace: Workspace, taken: TakenReturn, month: ReportingMonth, inbox: Path
) -> FileOutcome:
    """Return what becomes of a return of another month than the one collected."""
    outcome = FileOutcome(
        path=taken.found.name,
        size=taken.found.size,
        disposition=Disposition.REJECTED,
        reason="other-month",
        values={
            "other": taken.month,
            "other_code": str(taken.month),
            "month": month,
            "inbox": inbox.name,
        },
        sha256=taken.sha256,
        region=taken.region.code,
        month=taken.month,
        returned_at=taken.returned_at,
    )
    archived = archived_record(workspace, taken.month)
    if archived is not None and taken.sha256 in _known(archived):
        return replace(
            outcome,
            disposition=Disposition.IGNORED,
            reason="archived-month",
            values={"other": taken.month},
        )
    return outcome


def _known(record: MonthRecord) -> set[str]:
    """Return the sha256 of every return a month has taken note of."""
    noted = {
        each.sha256
        for each in record.files
        if each.sha256 is not None and each.month == record.month
    }
    return noted | {each.sha256 for each in record.returns}
