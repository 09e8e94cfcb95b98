"""Recognise a run that would repeat an earlier one, without doing it.

Outputs are a function of the inbox, the settings, the data files, the program, the archive
and whether the deadline has passed. When none of these has changed since the last run of the
month, and every copy is as that run left it, the result is known from the archive.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tilannekuva.archive.closing import closed_generation
from tilannekuva.archive.files import sha256_of, sha256_of_file
from tilannekuva.archive.generations import archived_months, current_generation
from tilannekuva.archive.months import archived_record
from tilannekuva.archive.publication import unfinished
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.inbox.listing import FoundFile, disposition_by_name
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.noted_runs import NotedRun, keep_noted, noted_runs
from tilannekuva.publish.data.run_report import MonthReason
from tilannekuva.resources import resource_folder

_MEGABYTE = 1024 * 1024
_UNREAD = "-"
"""Stands for the sha256 of a file that was not opened."""


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last run of a month came to."""

    record: MonthRecord
    month_reason: MonthReason
    generation: str
    deadline_passed: bool


def repeated(
    workspace: Workspace,
    foundations: Foundations,
    files: tuple[FoundFile, ...],
    named: ReportingMonth | None,
    today: date,
) -> LastRun | None:
    """Return the run of a month that this one would repeat; None where it has to be done.

    The files are read only when everything that can be told without reading them is the same.
    """
    noted = noted_runs(workspace)
    if not noted:
        return None
    outside = _digest(_surroundings(foundations, files, named))
    for each in noted:
        if each.surroundings == outside and each.archive == _archive(workspace, each):
            return _repeated(workspace, foundations, files, each, today)
    return None


def _repeated(
    workspace: Workspace,
    foundations: Foundations,
    files: tuple[FoundFile, ...],
    noted: NotedRun,
    today: date,
) -> LastRun | None:
    month = noted.month
    passed = foundations.deadline_passed(month, today)
    if noted.deadline_passed is not passed:
        return None
    try:
        same = noted.contents == _digest(_contents(foundations, files))
    except OSError:
        return None
    generation = current_generation(workspace, month)
    record = archived_record(workspace, month)
    if not same or record is None or generation is None:
        return None
    if noted.timed_by_disk != _timed_by_disk(files, record) or unfinished(workspace, month):
        return None
    return LastRun(record, noted.month_reason, generation, passed)


def note_run(
    workspace: Workspace,
    foundations: Foundations,
    files: tuple[FoundFile, ...],
    named: ReportingMonth | None,
    run: LastRun,
) -> None:
    """Note what a run came to, for the next one; its inputs include the archive it left.

    Where it cannot be noted the next run does the work again, and comes to the same.
    """
    read = (f"{each.path} {each.sha256 or _UNREAD}" for each in run.record.files)
    others = {each.month for each in run.record.files if each.month is not None}
    noted = NotedRun(
        month=run.record.month,
        month_reason=run.month_reason,
        named=named is not None,
        deadline_passed=run.deadline_passed,
        surroundings=_digest(_surroundings(foundations, files, named)),
        contents=_digest(read),
        timed_by_disk=_timed_by_disk(files, run.record),
        other_months=tuple(sorted(others - {run.record.month})),
        archive="",
    )
    with suppress(OSError, CannotRunError):
        keep_noted(workspace, replace(noted, archive=_archive(workspace, noted)))


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def _contents(foundations: Foundations, files: tuple[FoundFile, ...]) -> Iterator[str]:
    """Yield a line for each file, as a run's record has them.

    What a run does not open, by its name or its size, is not opened here either. A file a run
    could not copy has no sha256 in the record: the lines differ, and the run is done anew.
    """
    largest = foundations.settings.limits.file_megabytes * _MEGABYTE
    for found in files:
        opened = disposition_by_name(found) is None and 0 < found.size <= largest
        yield f"{found.name} {sha256_of_file(found.path) if opened else _UNREAD}"


def _timed_by_disk(files: tuple[FoundFile, ...], record: MonthRecord) -> tuple[int, ...]:
    """Return the places of the files whose time on the disk is when they were returned.

    The other returns tell themselves when they were saved: a copy of one that lies on the disk
    with another time is nothing new.
    """
    return tuple(
        place
        for place, (found, outcome) in enumerate(zip(files, record.files, strict=False))
        if outcome.returned_at == found.modified
    )


def _archive(workspace: Workspace, noted: NotedRun) -> str:
    """Return a digest of what a run depends on in the archive.

    A month is compared with those before it, and its inbox may have returns of others. Which
    months there are at all decides where nothing else tells the month.
    """
    chosen_by_archive = noted.month_reason == "archive"
    return _digest(
        f"{month} {current_generation(workspace, month)} {closed_generation(workspace, month)}"
        for month in archived_months(workspace)
        if chosen_by_archive or month <= noted.month or month in noted.other_months
    )


def _surroundings(
    foundations: Foundations,
    files: tuple[FoundFile, ...],
    named: ReportingMonth | None,
) -> Iterator[str]:
    """Yield everything a run depends on but the day, the archive and what is in the files."""
    yield version("tilannekuva")
    yield from _program()
    yield foundations.settings.model_dump_json()
    yield foundations.roadmap.model_dump_json()
    yield foundations.regions.model_dump_json()
    yield foundations.glossary.model_dump_json()
    yield foundations.discussions.model_dump_json()
    for each in foundations.roadmap.earlier:
        yield sha256_of((foundations.roadmap_file.parent / each.file).read_bytes())
    yield str(named)
    for found in files:
        yield f"{found.name} {found.size}"


@cache
def _program() -> tuple[str, ...]:
    """Return a line for each file of the program, so that a changed one is noticed.

    What is in them counts, and not when they were put there: the same program is the same
    wherever and whenever it was installed.
    """
    return tuple(
        f"{path.name} {sha256_of(path.read_bytes())}"
        for folder in (Path(__file__).parents[1], resource_folder("templates"))
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".py", ".mo", ".html", ".css"}
    )
