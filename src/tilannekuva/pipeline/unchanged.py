"""Recognise a run that would repeat the last one, without doing it.

Outputs are a function of the inbox, the settings, the data files, the program, the archive
and whether the deadline has passed. When none of these has changed since the last run, and
every copy is as that run left it, the result is known from the archive.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tilannekuva.archive.closing import closed_generation
from tilannekuva.archive.months import archived_record
from tilannekuva.archive.publication import (
    archived_months,
    copies_are_current,
    current_generation,
    replace_file,
    sha256_of,
)
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.inbox.listing import FoundFile, disposition_by_name
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.publish.data.run_report import MonthReason
from tilannekuva.resources import resource_folder

_UNREAD = "-"
"""Stands for the sha256 of a file that was not opened."""


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last run of a workspace came to."""

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
    """Return the last run where this one would repeat it; None where it has to be done.

    The files are read only when everything that can be told without reading them is the same.
    """
    try:
        noted = json.loads(workspace.last_run_file.read_text(encoding="utf-8"))
        month = ReportingMonth.parse(noted["month"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    passed = foundations.deadline_passed(month, today)
    outside = _digest(_surroundings(workspace, foundations, files, named))
    if (noted.get("surroundings"), noted.get("deadline_passed")) != (outside, passed):
        return None
    try:
        same = noted.get("contents") == _digest(_contents(files))
    except OSError:
        return None
    generation = current_generation(workspace, month)
    record = archived_record(workspace, month)
    if not same or record is None or generation is None:
        return None
    if not copies_are_current(workspace, month):
        return None
    return LastRun(record, noted["month_reason"], generation, passed)


def note_run(
    workspace: Workspace,
    foundations: Foundations,
    files: tuple[FoundFile, ...],
    named: ReportingMonth | None,
    run: LastRun,
) -> None:
    """Note what a run came to, for the next one; its inputs include the archive it left."""
    read = (f"{each.path} {each.sha256 or _UNREAD}" for each in run.record.files)
    noted = {
        "surroundings": _digest(_surroundings(workspace, foundations, files, named)),
        "contents": _digest(read),
        "month": str(run.record.month),
        "month_reason": run.month_reason,
        "deadline_passed": run.deadline_passed,
    }
    replace_file(workspace.last_run_file, (json.dumps(noted, indent=2) + "\n").encode())


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def _contents(files: tuple[FoundFile, ...]) -> Iterator[str]:
    """Yield a line for each file, as a run's record has them.

    A file a run could not copy has no sha256 there: the lines differ, and the run is done anew.
    """
    for found in files:
        opened = disposition_by_name(found) is None
        sha256 = sha256_of(found.path.read_bytes()) if opened else _UNREAD
        yield f"{found.name} {sha256}"


def _surroundings(
    workspace: Workspace,
    foundations: Foundations,
    files: tuple[FoundFile, ...],
    named: ReportingMonth | None,
) -> Iterator[str]:
    """Yield everything a run depends on but the day and what is in the files."""
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
        yield f"{found.name} {found.size} {found.modified.isoformat()}"
    for month in archived_months(workspace):
        generation = current_generation(workspace, month)
        yield f"{month} {generation} {closed_generation(workspace, month)}"


def _program() -> Iterator[str]:
    """Yield a line for each file of the program, so that a changed one is noticed."""
    for folder in (Path(__file__).parents[1], resource_folder("templates")):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".mo", ".html", ".css"}:
                status = path.stat()
                yield f"{path.name} {status.st_size} {status.st_mtime_ns}"
