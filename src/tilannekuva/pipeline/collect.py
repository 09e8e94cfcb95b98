"""Collect a month: returns in, validated, merged, and everything published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tilannekuva.archive.closing import closed_generation
from tilannekuva.archive.copies import Publication
from tilannekuva.archive.erasures import forgotten_returns
from tilannekuva.archive.generations import archived_months
from tilannekuva.archive.months import archived_record
from tilannekuva.archive.publication import refresh
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, RegionStanding
from tilannekuva.domain.regions import Regions
from tilannekuva.inbox.listing import FoundFile, list_inbox
from tilannekuva.isolation.private_folder import private_folder
from tilannekuva.picture.region_standings import region_standings
from tilannekuva.pipeline.attention import needs_a_person, waits_for_a_person
from tilannekuva.pipeline.closing import came_after_closing, rejected_since
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.intake import Intake, take_in
from tilannekuva.pipeline.merge import merged_record
from tilannekuva.pipeline.other_months import KnownReturns, of_other_month
from tilannekuva.pipeline.progress import Progress, silent
from tilannekuva.pipeline.publishing import AT_ONCE, Entry, Hold, held, published
from tilannekuva.pipeline.recognition import unmatched
from tilannekuva.pipeline.unchanged import LastRun, note_run, repeated
from tilannekuva.publish.data.run_report import MonthReason, ReportedReply


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
    replies: tuple[ReportedReply, ...] = ()
    """The replies that are new in this run."""
    closed: bool = False
    """Whether the month is closed, so that nothing but lacking copies was written."""
    due: tuple[ReportingMonth, ...] = ()
    """The months whose names and free texts are older than the settings have them kept."""
    accept_unmatched: tuple[str, ...] = ()
    """What the coordinator's word for the month names and nobody has seen; files or sha256."""


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
    copies: Mapping[str, Path] = field(default_factory=dict)
    """Private copies of every return, by sha256."""
    closed_record: MonthRecord | None = None
    """The record the month was closed with; None where it is open."""


def listed_inbox(workspace: Workspace, folder: Path) -> ListedInbox:
    """Return an inbox with its files; what the workspace writes itself is none of them.

    Raises:
        CannotRunError: it cannot be listed, which is not the same as that nothing is in it.
    """
    try:
        return ListedInbox(folder, list_inbox(folder, workspace.written_folders))
    except OSError as error:
        raise CannotRunError(
            msg(
                "The inbox {folder} cannot be listed ({reason}). "
                "Check that the drive is there and that you have the right to read it.",
                folder=str(folder),
                reason=error.strerror or str(error),
            )
        ) from error


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
    gone = forgotten_returns(workspace)
    intake = take_in(inbox.files, foundations, private, named, progress, forgotten=gone)
    chosen, reason = _chosen_month(workspace, foundations, intake, month)
    known = KnownReturns(workspace)
    others = [
        of_other_month(each, chosen, inbox.folder.name, known)
        for each in intake.returns
        if each.month != chosen
    ]
    before = archived_record(workspace, chosen)
    if before is not None and closed_generation(workspace, chosen) is not None:
        record = came_after_closing(before, intake, others)
        return GatheredMonth(record, reason, {}, closed_record=before)
    last = archived_record(workspace, chosen.shifted(-1))
    record = merged_record(intake, foundations, chosen, before, last, others)
    used = {each.sha256 for each in record.returns}
    copies = {each.sha256: each.copy for each in intake.returns}
    accepted = {sha256: copy for sha256, copy in copies.items() if sha256 in used}
    return GatheredMonth(record, reason, accepted, copies)


def collect(  # noqa: PLR0913 - each choice of the command is one argument
    workspace: Workspace,
    foundations: Foundations,
    inbox: Path,
    *,
    month: ReportingMonth | None,
    today: date,
    progress: Progress = silent,
    entry: Entry = AT_ONCE,
) -> Collected:
    """Do the whole monthly job on an inbox.

    Args:
        workspace: where outputs and archive are.
        foundations: the data files in force.
        inbox: the folder of returned files; only read.
        month: the month named on the command line, if any.
        today: the day from which what has not come by the deadline is missing.
        progress: told the number of files and those read.
        entry: how it asks for the workspace.

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
    with held(workspace, entry) as hold:
        listed = listed_inbox(workspace, inbox)
        run = repeated(workspace, foundations, listed.files, month, today)
        if run is not None:
            done = _Done(run, Publication(run.generation, changed=()))
        else:
            done = _run(hold, foundations, listed, month, today, progress)
            if done.publication.all_copied and done.closed_record is None:
                note_run(workspace, foundations, listed.files, month, done.run)
    return _collected(workspace, foundations, done, today)


@dataclass(frozen=True, slots=True)
class _Done:
    """What a run came to, and what it wrote."""

    run: LastRun
    publication: Publication
    closed_record: MonthRecord | None = None
    replies: tuple[ReportedReply, ...] = ()


def _run(  # noqa: PLR0913, PLR0917 - what collecting takes
    hold: Hold,
    foundations: Foundations,
    inbox: ListedInbox,
    month: ReportingMonth | None,
    today: date,
    progress: Progress,
) -> _Done:
    workspace = hold.workspace
    with private_folder() as private:
        gathered = gather(workspace, foundations, inbox, private, month=month, progress=progress)
        passed = foundations.deadline_passed(gathered.record.month, today)
        if gathered.closed_record is None:
            publication, replies = _published(
                hold, foundations, gathered, private, deadline_passed=passed
            )
        else:
            publication, replies = refresh(workspace, gathered.record.month), ()
    run = LastRun(gathered.record, gathered.month_reason, publication.generation, passed)
    return _Done(run, publication, gathered.closed_record, replies)


def _published(
    hold: Hold,
    foundations: Foundations,
    gathered: GatheredMonth,
    private: Path,
    *,
    deadline_passed: bool,
) -> tuple[Publication, tuple[ReportedReply, ...]]:
    """Publish a gathered month; return what that did, and the replies that are new."""
    # A run that repeats the last one does without the libraries behind these.
    from tilannekuva.pipeline.month_outputs import month_outputs  # noqa: PLC0415
    from tilannekuva.pipeline.replies import new_replies  # noqa: PLC0415

    record = gathered.record
    outputs = month_outputs(
        hold.workspace,
        foundations,
        record,
        private,
        month_reason=gathered.month_reason,
        deadline_passed=deadline_passed,
        copies=gathered.copies,
    )
    publication = published(hold, record, outputs, gathered.accepted)
    return publication, new_replies(outputs) if publication.changed else ()


def _collected(
    workspace: Workspace, foundations: Foundations, done: _Done, today: date
) -> Collected:
    run, closed = done.run, done.closed_record
    passed = run.deadline_passed
    standings = region_standings(
        run.record,
        foundations.roadmap_of(run.record.roadmap_version),
        foundations.regions,
        after_deadline=passed,
    )
    if closed is None:
        needed = needs_a_person(run.record, standings, deadline_passed=passed)
        waiting = [
            each for each in standings.values() if waits_for_a_person(each, deadline_passed=passed)
        ]
    else:
        # Of what a month was closed with nothing waits any more.
        needed, waiting = rejected_since(closed, run.record.files), []
    return Collected(
        record=run.record,
        standings=standings,
        regions=foundations.regions,
        month_reason=run.month_reason,
        publication=done.publication,
        output=workspace.month_output(run.record.month),
        waiting=tuple(waiting),
        needs_a_person=needed or not done.publication.all_copied,
        replies=done.replies,
        closed=closed is not None,
        accept_unmatched=unmatched(foundations, run.record),
        due=_due(workspace, foundations, today),
    )


def _due(workspace: Workspace, foundations: Foundations, today: date) -> tuple[ReportingMonth, ...]:
    """Return the months whose names and free texts are due for erasure."""
    if not foundations.settings.retention.months:
        return ()
    from tilannekuva.pipeline.forget import due_for_forgetting  # noqa: PLC0415 - seldom asked

    return due_for_forgetting(workspace, foundations, today)


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
