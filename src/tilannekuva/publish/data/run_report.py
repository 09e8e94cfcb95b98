"""The account of a run for machines: ``run.json``, with its schema in ``schemas/``."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import NationalPicture, RegionState
from tilannekuva.domain.rule import Severity
from tilannekuva.publish.data.json_text import json_text

MonthReason = Literal["command", "settings", "newest_return", "archive"]
"""Why a month was collected: named on the command line or in the settings, stamped in the
newest readable return, or the last one archived."""


class _Report(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReportedSheet(_Report):
    """The cells of one sheet of a return, each counted once by what became of it."""

    sheet: str
    seen: int = Field(description="Cells that hold something, counted in the bytes of the file.")
    used: int = Field(description="Answers, texts of its own, who filled it in and when.")
    told: int = Field(description="In a finding, and not used.")
    own: int = Field(description="The form's own texts, codes and hidden sheets.")
    lost: int = Field(description="Unaccounted for; where it is not 0, the finding FILE-006 tells.")


class ReportedFile(_Report):
    """One file of the inbox."""

    path: str = Field(description="Relative to the inbox, with /.")
    size: int = Field(description="Bytes.")
    sha256: str | None
    disposition: Disposition
    reason: str = Field(description="A fixed word; the same reason always has the same.")
    region: str | None
    month: ReportingMonth | None
    returned_at: datetime | None = Field(description="UTC.")
    groups_used: tuple[str, ...] = Field(description="An empty text is the cover.")
    groups_set_aside: tuple[str, ...] = Field(description="An empty text is the cover.")
    on_word: str = Field(
        default="",
        description="The coordinator's reason, where the settings say whose return it is.",
    )
    region_by_name: bool = Field(
        default=False, description="Whether only the file's name tells of the region."
    )
    sheets: tuple[ReportedSheet, ...] = Field(
        default=(), description="How the cells add up, where the file was read as a return."
    )


class ReportedRegion(_Report):
    """One region and how it stands with its return."""

    region: str
    state: RegionState
    late: bool
    reports: bool = Field(description="Whether it has at least one answer.")
    groups_returned: tuple[str, ...]
    groups_missing: tuple[str, ...]
    asked: int = Field(description="Subtasks on its form.")
    answered: int = Field(description="Those with a status.")
    critical_asked: int
    critical_answered: int
    errors: int
    warnings: int
    repairs: int


class ReportedFinding(_Report):
    """Where a finding is and which rule it comes from; its words are in the workbook."""

    code: str
    severity: Severity
    region: str
    group: str
    file: str
    sheet: str
    cell: str
    subtask: str


class ReportedWithdrawal(_Report):
    """One group's return that was taken back."""

    region: str
    group: str = Field(description="An empty text is the cover.")
    file: str
    sha256: str
    returned_at: datetime = Field(description="UTC.")
    reason: str = Field(description="The coordinator's; may be empty.")


class ReportedReply(_Report):
    """One reply to a region, or to those of its groups that returned a file of their own."""

    region: str
    groups: tuple[str, ...] = Field(
        description="Those it is about; none where it is about the region's return as a whole."
    )
    kind: Literal["correct", "check", "thanks", "refused", "reminder"] = Field(
        description="Something must be corrected, something is worth checking, all is well, no "
        "file could be used, or something has not come."
    )
    workbook: Literal["own", "redrawn", "blank"] | None = Field(
        description="The sender's own workbook marked, a form drawn anew with its answers, an "
        "empty form, or none."
    )
    outputs: tuple[str, ...] = Field(description="The names of its files among the outputs.")
    new: bool = Field(
        description="Whether the generation before did not have it, or had another one."
    )
    made_of: str = Field(description="sha256 of everything it is made of.")


class RunReport(_Report):
    """Everything a machine needs to know of a run."""

    tool_version: str
    month: ReportingMonth
    month_reason: MonthReason
    as_of: date
    deadline: date
    deadline_passed: bool
    roadmap_version: str
    exit_code: Literal[0, 1]
    file_counts: dict[Disposition, int] = Field(description="They sum to the files found.")
    files: tuple[ReportedFile, ...]
    regions: tuple[ReportedRegion, ...]
    findings: tuple[ReportedFinding, ...]
    withdrawals: tuple[ReportedWithdrawal, ...] = ()
    replies: tuple[ReportedReply, ...] = ()
    outputs: dict[str, str] = Field(
        description="sha256 of every output but this one, by its name below the month's folder."
    )


def run_report(  # noqa: PLR0913 - the facts of a run that the picture does not carry
    picture: NationalPicture,
    *,
    tool_version: str,
    month_reason: MonthReason,
    deadline_passed: bool,
    exit_code: Literal[0, 1],
    outputs: Mapping[str, str],
    replies: tuple[ReportedReply, ...] = (),
) -> RunReport:
    """Return the account of a run.

    Args:
        picture: the month that was collected.
        tool_version: the version of the program.
        month_reason: why this month.
        deadline_passed: whether what has not come is missing.
        exit_code: the run's exit code; an output held open may still raise it to 1.
        outputs: sha256 of every output by its name.
        replies: the replies among the outputs.
    """
    record = picture.record
    found = [outcome.disposition for outcome in record.files]
    return RunReport(
        tool_version=tool_version,
        month=record.month,
        month_reason=month_reason,
        as_of=record.month.as_of,
        deadline=record.deadline,
        deadline_passed=deadline_passed,
        roadmap_version=record.roadmap_version,
        exit_code=exit_code,
        file_counts={each: found.count(each) for each in Disposition},
        files=tuple(
            ReportedFile(
                path=each.path,
                size=each.size,
                sha256=each.sha256,
                disposition=each.disposition,
                reason=each.reason,
                region=each.region,
                month=each.month,
                returned_at=each.returned_at,
                groups_used=each.groups_used,
                groups_set_aside=each.groups_set_aside,
                on_word=each.on_word,
                region_by_name=each.region_by_name,
                sheets=tuple(
                    ReportedSheet.model_validate(tally, from_attributes=True)
                    for tally in each.tallies
                ),
            )
            for each in record.files
        ),
        regions=tuple(
            ReportedRegion(
                region=each.region,
                state=each.state,
                late=each.late,
                reports=each.reports,
                groups_returned=each.groups_returned,
                groups_missing=each.groups_missing,
                asked=each.asked,
                answered=each.answered,
                critical_asked=each.critical_asked,
                critical_answered=each.critical_answered,
                errors=each.errors,
                warnings=each.warnings,
                repairs=each.repairs,
            )
            for each in picture.standings.values()
        ),
        findings=tuple(
            ReportedFinding(
                code=each.code,
                severity=each.severity,
                region=each.region,
                group=each.group,
                file=each.file,
                sheet=each.sheet,
                cell=each.cell,
                subtask=each.subtask,
            )
            for each in record.findings
        ),
        withdrawals=tuple(
            ReportedWithdrawal(
                region=each.region,
                group=each.group,
                file=each.file,
                sha256=each.sha256,
                returned_at=each.returned_at,
                reason=each.reason,
            )
            for each in record.withdrawals
        ),
        replies=replies,
        outputs=dict(sorted(outputs.items())),
    )


def report_to_json(report: RunReport) -> str:
    """Return the text of ``run.json``."""
    data: dict[str, Any] = report.model_dump(mode="json")
    return json_text(data)
