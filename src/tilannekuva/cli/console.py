"""Tell what was done: in words for people, as JSON for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tilannekuva.archive.workspace import INDEX_PAGE, national_workbook_name
from tilannekuva.cli.options import FormatChoice
from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Severity
from tilannekuva.domain.messages import Message, msg
from tilannekuva.domain.picture import STATE_WORDS, RegionStanding, RegionState
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.texts import Language
from tilannekuva.i18n.told import ToldFinding, told
from tilannekuva.i18n.words import Words

if TYPE_CHECKING:
    # What a command did not do need not be loaded to tell what it did.
    from tilannekuva.pipeline.brief import Briefed
    from tilannekuva.pipeline.check import CheckedFile
    from tilannekuva.pipeline.collect import Collected
    from tilannekuva.pipeline.issue import IssuedForms
    from tilannekuva.pipeline.setting_up import MadeWorkspace
    from tilannekuva.pipeline.status import MonthStatus

_DISPOSITIONS: Mapping[Disposition, Message] = {
    Disposition.ACCEPTED: msg("used"),
    Disposition.SUPERSEDED: msg("superseded"),
    Disposition.DUPLICATE: msg("duplicates"),
    Disposition.REJECTED: msg("rejected (files)"),
    Disposition.DEFERRED: msg("left for the next run"),
    Disposition.IGNORED: msg("ignored"),
}
_SEVERITIES: Mapping[Severity, Message] = {
    Severity.ERROR: msg("Error"),
    Severity.WARNING: msg("Warning"),
    Severity.REPAIR: msg("Read as"),
    Severity.NOTE: msg("Note"),
}
_REASONS: Mapping[str, Message] = {
    "command": msg("named on the command line"),
    "settings": msg("named in the settings"),
    "newest_return": msg("the newest month among the returns"),
    "archive": msg("the last month collected"),
}


class Console:
    """Writes to the terminal in one language, or JSON to the standard output."""

    def __init__(self, language: Language, output_format: FormatChoice, *, quiet: bool) -> None:
        self._words = Words(language, "console")
        self._json = output_format == "json"
        self._quiet = quiet

    def made_workspace(self, made: MadeWorkspace) -> None:
        """Tell where a workspace is now, and what to do next."""
        words = self._words
        root = made.workspace.root
        self._tell(
            {"workspace": str(root), "written": list(made.written)},
            [
                words("The workspace is in {folder}.", folder=str(root)),
                words("Next: tilannekuva templates --month 2022-05"),
            ],
        )

    def issued_forms(self, issued: IssuedForms) -> None:
        """Tell which working tools were written, and where."""
        words = self._words
        number = words.plural("{n} form", "{n} forms", len(issued.files))
        self._tell(
            {
                "month": str(issued.month),
                "folder": str(issued.folder),
                "files": list(issued.files),
            },
            [
                words(
                    "{forms} for {month} in {folder}",
                    forms=number,
                    month=issued.month,
                    folder=str(issued.folder),
                )
            ],
        )

    def checked_files(self, checked: Sequence[CheckedFile]) -> None:
        """Tell what the sender of each file would be told."""
        lines: list[str] = []
        for each in checked:
            lines += [*self._checked_file(each), ""]
        self._tell({"files": [self._checked_data(each) for each in checked]}, lines[:-1])

    def collected(self, collected: Collected) -> None:
        """Tell the month, the files, the regions that need a person, and the outputs."""
        words = self._words
        record = collected.record
        waiting = [self._region(standing, collected.regions) for standing in collected.waiting]
        not_used = [
            self._file(outcome)
            for outcome in record.files
            if outcome.disposition in {Disposition.REJECTED, Disposition.DEFERRED}
        ]
        told_lines = [
            words(
                "Month: {month} ({reason})",
                month=record.month,
                reason=_REASONS[collected.month_reason],
            ),
            words(
                "Files found: {n} ({counts})",
                n=len(record.files),
                counts=self._counts(each.disposition for each in record.files),
            ),
            words(
                "Regions that report: {n}/{all}",
                n=sum(each.reports for each in collected.standings.values()),
                all=sum(each.asked > 0 for each in collected.standings.values()),
            ),
        ]
        needs = [*self._listed(words("Need a person:"), waiting)]
        needs += self._listed(words("Files not used:"), not_used)
        needs += self._listed(
            words("Held open by another program; the new one lies beside as “(new)”:"),
            list(collected.publication.held_open),
        )
        outputs = self._outputs(collected)
        self._tell(
            {
                "month": str(record.month),
                "month_reason": collected.month_reason,
                "output": str(collected.output),
                "changed": list(collected.publication.changed),
                "held_open": list(collected.publication.held_open),
                "needs_a_person": collected.needs_a_person,
                "files": {
                    disposition.value: sum(each.disposition is disposition for each in record.files)
                    for disposition in Disposition
                },
                "regions": {
                    code: standing.state.value for code, standing in collected.standings.items()
                },
            },
            needs if self._quiet else [*told_lines, *needs, *outputs],
        )

    def briefed(self, briefed: Briefed) -> None:
        """Tell which packs are up to date, and where."""
        words = self._words
        number = words.plural("{n} pack", "{n} packs", len(briefed.packs))
        state = (
            words("{n} files written", n=len(briefed.publication.changed))
            if briefed.publication.changed
            else words("nothing new")
        )
        self._tell(
            {
                "month": str(briefed.month),
                "folder": str(briefed.folder),
                "packs": list(briefed.packs),
                "changed": list(briefed.publication.changed),
            },
            [
                words(
                    "{packs} for {month} in {folder}: {state}",
                    packs=number,
                    month=briefed.month,
                    folder=str(briefed.folder / "briefings"),
                    state=state,
                )
            ],
        )

    def month_status(self, status: MonthStatus) -> None:
        """Tell how each region stands, and how long there is to the deadline."""
        words = self._words
        left = (
            words.plural("{n} day to the deadline", "{n} days to the deadline", status.days_left)
            if status.days_left >= 0
            else words("the deadline has passed")
        )
        head = words(
            "{month}: deadline {deadline}, {left}",
            month=status.month,
            deadline=status.deadline,
            left=left,
        )
        self._tell(
            {
                "month": str(status.month),
                "deadline": status.deadline.isoformat(),
                "days_left": status.days_left,
                "regions": [
                    {
                        "region": each.region,
                        "state": each.state.value,
                        "late": each.late,
                        "asked": each.asked,
                        "answered": each.answered,
                        "groups_missing": list(each.groups_missing),
                    }
                    for each in status.standings.values()
                ],
            },
            [
                head,
                *(f"  {self._region(each, status.regions)}" for each in status.standings.values()),
            ],
        )

    def _outputs(self, collected: Collected) -> list[str]:
        words = self._words
        month = collected.record.month
        changed = len(collected.publication.changed)
        first = (
            words("{n} files written", n=changed)
            if changed
            else words("Nothing new: every output is as it was.")
        )
        return [
            first,
            words(
                "National workbook: {path}",
                path=str(collected.output / national_workbook_name(month)),
            ),
            words("Briefing packs: {path}", path=str(collected.output / Path(INDEX_PAGE))),
        ]

    def _region(self, standing: RegionStanding, regions: Regions) -> str:
        words = self._words
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

    def _file(self, outcome: FileOutcome) -> str:
        return f"{outcome.path}: {self._words.say(outcome.message)}"

    def _counts(self, dispositions: Iterable[Disposition]) -> str:
        found = list(dispositions)
        return self._words.listing(
            [
                f"{self._words.say(_DISPOSITIONS[each])} {found.count(each)}"
                for each in Disposition
                if found.count(each)
            ]
        )

    def _listed(self, heading: str, items: list[str]) -> list[str]:
        return [heading, *(f"  {item}" for item in items)] if items else []

    def _checked_file(self, checked: CheckedFile) -> list[str]:
        words = self._words
        if checked.refused is not None:
            return [self._file(checked.refused)]
        lines = [checked.name]
        if checked.taken is not None:
            lines.append(
                words(
                    "  {region}, {month}: {answers} answers",
                    region=checked.taken.region.name,
                    month=checked.taken.month,
                    answers=checked.answers,
                )
            )
        findings = told(checked.findings, words)
        lines += [f"  {self._finding(each)}" for each in findings]
        return lines if findings else [*lines, words("  Nothing to correct.")]

    def _finding(self, finding: ToldFinding) -> str:
        severity = self._words.say(_SEVERITIES[finding.severity])
        return f"{severity} {finding.code} {finding.place}: {finding.sentence}"

    def _checked_data(self, checked: CheckedFile) -> dict[str, Any]:
        refused = checked.refused
        return {
            "file": checked.name,
            "region": checked.taken.region.code if checked.taken is not None else None,
            "month": str(checked.taken.month) if checked.taken is not None else None,
            "answers": checked.answers,
            "disposition": refused.disposition.value if refused is not None else None,
            "reason": refused.reason if refused is not None else None,
            "findings": [
                {
                    "code": each.code,
                    "severity": each.severity.value,
                    "group": each.group,
                    "sheet": each.sheet,
                    "cells": list(each.cells),
                    "message": each.sentence,
                }
                for each in told(checked.findings, self._words)
            ],
        }

    def _tell(self, data: Mapping[str, Any], lines: Iterable[str]) -> None:
        if self._json:
            sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        else:
            sys.stdout.writelines(f"{line}\n" for line in lines)
