"""Recognise a run that would repeat the last one, without doing it.

Outputs are a function of the inbox, the settings, the data files, the program, the archive
and whether the deadline has passed. When none of these has changed since the last run, and
every copy is as that run left it, the result is known from the archive.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tilannekuva.archive.month_database import month_from_file
from tilannekuva.archive.publication import (
    archived_months,
    copies_are_current,
    current_database,
    current_generation,
    replace_file,
)
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.inbox.listing import FoundFile
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.publish.data.run_report import MonthReason
from tilannekuva.resources import resource_folder


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last run of a workspace came to."""

    record: MonthRecord
    month_reason: MonthReason
    generation: str
    deadline_passed: bool


def inputs_digest(
    workspace: Workspace,
    foundations: Foundations,
    files: tuple[FoundFile, ...],
    named: ReportingMonth | None,
) -> str:
    """Return a digest of everything a run depends on but the day.

    Raises:
        OSError: a file of the inbox cannot be read now.
    """
    digest = hashlib.sha256()
    for part in _parts(workspace, foundations, files, named):
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def repeated(
    workspace: Workspace, foundations: Foundations, inputs: str, today: date
) -> LastRun | None:
    """Return the last run where this one would repeat it; None where it has to be done."""
    try:
        noted = json.loads(workspace.last_run_file.read_text(encoding="utf-8"))
        month = ReportingMonth.parse(noted["month"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    passed = foundations.deadline_passed(month, today)
    generation = current_generation(workspace, month)
    database = current_database(workspace, month)
    same = (noted.get("inputs"), noted.get("deadline_passed")) == (inputs, passed)
    if not same or database is None or generation is None:
        return None
    if not copies_are_current(workspace, month):
        return None
    return LastRun(month_from_file(database), noted["month_reason"], generation, passed)


def note_run(workspace: Workspace, inputs: str, run: LastRun) -> None:
    """Note what a run came to, for the next one."""
    noted = {
        "inputs": inputs,
        "month": str(run.record.month),
        "month_reason": run.month_reason,
        "deadline_passed": run.deadline_passed,
    }
    replace_file(workspace.last_run_file, (json.dumps(noted, indent=2) + "\n").encode())


def _parts(
    workspace: Workspace,
    foundations: Foundations,
    files: tuple[FoundFile, ...],
    named: ReportingMonth | None,
) -> Iterator[str]:
    yield version("tilannekuva")
    yield from _program()
    yield foundations.settings.model_dump_json()
    yield foundations.roadmap.model_dump_json()
    yield foundations.regions.model_dump_json()
    yield foundations.glossary.model_dump_json()
    yield str(named)
    for found in files:
        sha256 = hashlib.sha256(found.path.read_bytes()).hexdigest()
        yield f"{found.name} {found.size} {found.modified.isoformat()} {sha256}"
    for month in archived_months(workspace):
        yield f"{month} {current_generation(workspace, month)}"


def _program() -> Iterator[str]:
    """Yield a line for each file of the program, so that a changed one is noticed."""
    for folder in (Path(__file__).parents[1], resource_folder("templates")):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".mo", ".html", ".css"}:
                status = path.stat()
                yield f"{path.name} {status.st_size} {status.st_mtime_ns}"
