"""Examine the set-up of a workspace: what is as it should be, what is not, and what to do."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tilannekuva.archive.generations import archived_months, files_in
from tilannekuva.archive.lease import holder_of
from tilannekuva.archive.publication import unfinished
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.workbook import WorkbookCells
from tilannekuva.inbox.contract import limits_from
from tilannekuva.inbox.isolation import IsolatedReaders
from tilannekuva.inbox.listing import disposition_by_name, list_inbox
from tilannekuva.pipeline.doctor_drive import examine_drive
from tilannekuva.pipeline.examined import Examined, Surroundings, fault, note, ok
from tilannekuva.pipeline.forget import due_for_forgetting
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.papers import PagePrinter
from tilannekuva.pipeline.publishing import told_holder
from tilannekuva.resources import resource_folder

_TRIAL = "tilannekuva-2022-05-02-fi.xlsx"
_MANY = 5


def examine(
    workspace: Workspace, lay: Callable[[], Foundations], around: Surroundings
) -> tuple[Examined, ...]:
    """Look at everything a run needs; nothing is written but a small file that is taken away.

    Args:
        workspace: the workspace.
        lay: returns the data files in force, or raises what is wrong with them.
        around: the machine it is looked at from.
    """
    found = [*_program(around), *_settings(workspace)]
    foundations = None
    try:
        foundations = lay()
    except CannotRunError as error:
        found += [fault("data", each) for each in error.messages]
    else:
        found.append(ok("data", msg("The settings and the data files are sound.")))
    found += examine_drive(workspace, around)
    found += [*_inbox(workspace, around.inbox), *_lease(workspace), *_months(workspace)]
    if foundations is not None:
        found += [*_reading(foundations), *_due(workspace, foundations, around.today)]
    return tuple(found)


def _program(around: Surroundings) -> Iterator[Examined]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield ok(
        "version",
        msg(
            "This is tilannekuva {version} with Python {python} on {system}.",
            version=around.version,
            python=python,
            system=sys.platform,
        ),
    )
    try:
        ZoneInfo("Europe/Helsinki")
    except ZoneInfoNotFoundError:
        yield fault(
            "time-zone",
            msg("There are no time zones on this machine. Install them: pip install tzdata"),
        )
    if around.file_names.casefold().replace("-", "") != "utf8":
        yield fault(
            "encoding",
            msg(
                "File names are read as {encoding}, so that names with ä or ö may be lost. Set "
                "PYTHONUTF8=1 for the account that runs this.",
                encoding=around.file_names,
            ),
        )
    try:
        PagePrinter().make_sure()
    except CannotRunError as error:
        yield from (note("pdf", each) for each in error.messages)
    else:
        yield ok("pdf", msg("PDFs can be drawn."))


def _settings(workspace: Workspace) -> Iterator[Examined]:
    if workspace.settings_file is None:
        yield note(
            "settings",
            msg(
                "{folder} has no settings, and everything is as by default. "
                "To make them: tilannekuva init",
                folder=str(workspace.root),
            ),
        )
    else:
        yield ok("settings", msg("Settings: {file}", file=str(workspace.settings_file)))


def _inbox(workspace: Workspace, folder: Path) -> Iterator[Examined]:
    if not folder.is_dir():
        yield note(
            "inbox",
            msg(
                "The inbox {folder} is not there. Make it, or name another: "
                "tilannekuva doctor --inbox FOLDER",
                folder=str(folder),
            ),
        )
        return
    try:
        files = list_inbox(folder, workspace.written_folders)
    except OSError as error:
        yield fault(
            "inbox",
            msg(
                "The inbox {folder} cannot be listed ({reason}). "
                "Check that the drive is there and that you have the right to read it.",
                folder=str(folder),
                reason=error.strerror or str(error),
            ),
        )
        return
    closed = [
        each.name
        for each in files
        if each.barrier or (disposition_by_name(each) is None and not _opens(each.path))
    ]
    if closed:
        yield fault(
            "inbox",
            msg(
                "{n} files of the inbox cannot be read, {names} among them. Give the account "
                "that runs this the right to read them.",
                n=len(closed),
                names=tuple(closed[:_MANY]),
            ),
        )
    else:
        yield ok("inbox", msg("Inbox: {folder}, files {n}.", folder=str(folder), n=len(files)))


def _opens(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            stream.read(1)
    except OSError:
        return False
    return True


def _lease(workspace: Workspace) -> Iterator[Examined]:
    found = holder_of(workspace.lock_file, workspace.holder_file)
    if found is None:
        yield ok("lease", msg("No run is at work."))
        return
    holder, alive = found
    told = told_holder(holder)
    if alive:
        yield note("lease", msg("A run is at work: {holder}.", holder=told))
    elif alive is None:
        yield note(
            "lease",
            msg(
                "A run on another machine holds the workspace: {holder}. If it has died, the "
                "next run finds out and takes over within some minutes.",
                holder=told,
            ),
        )
    else:
        yield note(
            "lease",
            msg(
                "A run has ended without finishing: {holder}. The next run takes over by itself.",
                holder=told,
            ),
        )


def _months(workspace: Workspace) -> Iterator[Examined]:
    try:
        months = archived_months(workspace)
        for month in months:
            if unfinished(workspace, month):
                yield fault(
                    "month",
                    msg(
                        "{month}: a run was interrupted, or copies were changed or are missing. "
                        "To mend it: tilannekuva collect INBOX --month {code}",
                        month=month,
                        code=str(month),
                    ),
                )
    except CannotRunError as error:
        yield from (fault("archive", each) for each in error.messages)
        return
    except OSError as error:
        yield fault(
            "archive",
            msg(
                "The archive {folder} cannot be read ({reason}). "
                "Check that the drive is there and that you have the right to read it.",
                folder=str(workspace.archive),
                reason=error.strerror or str(error),
            ),
        )
        return
    generations = sum(
        1
        for month in months
        for each in workspace.month_archive(month).iterdir()
        if each.is_dir() and files_in(each)
    )
    yield ok(
        "archive",
        msg("Months in the archive: {n}, generations: {kept}.", n=len(months), kept=generations),
    )


def _reading(foundations: Foundations) -> Iterator[Examined]:
    """Read a workbook of our own as one of the inbox is read: in a child with limits."""
    trial = resource_folder("sample_workbooks") / "inbox" / _TRIAL
    try:
        with IsolatedReaders(limits_from(foundations.settings.limits)) as readers:
            read = readers.read(trial).result()
    except CannotRunError as error:
        yield from (fault("reading", each) for each in error.messages)
        return
    except OSError as error:
        yield fault(
            "reading",
            msg(
                "The program that reads workbooks cannot be started ({reason}). See whether a "
                "protection of this machine keeps Python from starting programs.",
                reason=error.strerror or str(error),
            ),
        )
        return
    if isinstance(read, WorkbookCells):
        yield ok("reading", msg("Workbooks are read in a program of their own, within limits."))
    else:
        yield fault(
            "reading",
            msg(
                "A workbook of our own could not be read within the limits. "
                "Raise those under [limits] in the settings."
            ),
        )


def _due(workspace: Workspace, foundations: Foundations, today: date) -> Iterator[Examined]:
    try:
        due = due_for_forgetting(workspace, foundations, today)
    except CannotRunError:
        return  # the archive's own line tells it
    if due:
        yield fault(
            "retention",
            msg(
                "Names and free texts of these months are older than they are to be kept: "
                "{months}. To erase them: tilannekuva forget --expired --yes",
                months=due,
            ),
        )
