"""What the last run of each month came to, in a small file of digests."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from tilannekuva.archive.files import has_content, sha256_of, write_whole
from tilannekuva.archive.switch import as_json
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.publish.data.run_report import MonthReason

_MOST = 24
"""As many runs are noted; the oldest go first."""


@dataclass(frozen=True, slots=True)
class NotedRun:
    """One run: what it depended on, as digests, and which month it was about."""

    month: ReportingMonth
    month_reason: MonthReason
    named: bool
    """Whether the month was named on the command line."""
    deadline_passed: bool
    surroundings: str
    contents: str
    archive: str
    timed_by_disk: tuple[int, ...] = ()
    """The places of the files whose time on the disk is when they were returned."""
    other_months: tuple[ReportingMonth, ...] = ()
    """Other months that returns in the inbox were of."""


def noted_runs(workspace: Workspace) -> tuple[NotedRun, ...]:
    """Return the runs noted, the newest first; none where the file is not there or damaged."""
    try:
        return parsed_runs(workspace.last_run_file.read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def keep_noted(workspace: Workspace, run: NotedRun) -> None:
    """Note a run in the place of the last one like it.

    Raises:
        OSError: it cannot be written.
    """
    others = (
        each for each in noted_runs(workspace) if (each.month, each.named) != (run.month, run.named)
    )
    content = runs_content((run, *others)[:_MOST])
    path = workspace.last_run_file
    if not has_content(path, content):
        write_whole(path, content)


def parsed_runs(content: bytes) -> tuple[NotedRun, ...]:
    """Return the runs in the content of the file.

    Raises:
        ValueError: it is damaged.
        KeyError: something is missing in it.
        TypeError: it is of another kind.
    """
    runs = tuple(map(_run, json.loads(content)["runs"]))
    if content != runs_content(runs):
        raise ValueError(content)
    return runs


def runs_content(runs: Iterable[NotedRun]) -> bytes:
    """Return the content of the file, which proves itself."""
    told = [_told(each) for each in runs]
    return as_json({"runs": told, "sha256": sha256_of(as_json(told))})


def _told(run: NotedRun) -> dict[str, Any]:
    return {
        "month": str(run.month),
        "month_reason": run.month_reason,
        "named": run.named,
        "deadline_passed": run.deadline_passed,
        "surroundings": run.surroundings,
        "contents": run.contents,
        "archive": run.archive,
        "timed_by_disk": list(run.timed_by_disk),
        "other_months": list(map(str, run.other_months)),
    }


def _run(told: dict[str, Any]) -> NotedRun:
    run = NotedRun(**told)
    return replace(
        run,
        month=ReportingMonth.parse(told["month"]),
        timed_by_disk=tuple(told["timed_by_disk"]),
        other_months=tuple(map(ReportingMonth.parse, told["other_months"])),
    )
