"""Write briefing packs again from the archive, just before a discussion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tilannekuva.archive.months import archived_record
from tilannekuva.archive.publication import (
    Publication,
    archived_months,
    current_outputs,
)
from tilannekuva.archive.workspace import RUN_REPORT, Workspace
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.picture.national import national_picture
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.issue import known_regions
from tilannekuva.pipeline.publishing import held, published
from tilannekuva.pipeline.rendering import render_index, render_packs, with_report
from tilannekuva.publish.data.run_report import RunReport


@dataclass(frozen=True, slots=True)
class Briefed:
    """The packs that are up to date now."""

    month: ReportingMonth
    folder: Path
    packs: tuple[str, ...]
    publication: Publication


def brief(
    workspace: Workspace,
    foundations: Foundations,
    *,
    regions: Sequence[str],
    month: ReportingMonth | None,
    today: date,
) -> Briefed:
    """Write the packs of some regions, by default all, from what is archived.

    Raises:
        CannotRunError: the month is not archived, or a region's code is unknown.
        WorkspaceHeldError: another run holds the workspace.
    """
    codes = [each.code for each in known_regions(foundations, regions)]
    with held(workspace):
        record = _record(workspace, month)
        passed = foundations.deadline_passed(record.month, today)
        picture = national_picture(
            record, foundations.roadmap, foundations.regions, after_deadline=passed
        )
        outputs = current_outputs(workspace, record.month)
        reported = RunReport.model_validate_json(outputs[RUN_REPORT])
        packs = render_packs(picture, codes or tuple(foundations.regions.by_code))
        renewed = with_report(
            picture,
            {**outputs, **packs, **render_index(picture, foundations.language)},
            month_reason=reported.month_reason,
            deadline_passed=passed,
        )
        publication = published(workspace, record, renewed, {})
    return Briefed(record.month, workspace.month_output(record.month), tuple(packs), publication)


def _record(workspace: Workspace, month: ReportingMonth | None) -> MonthRecord:
    """Return the record of the month named, by default of the last one archived."""
    months = archived_months(workspace)
    chosen = month or (months[-1] if months else None)
    record = None if chosen is None else archived_record(workspace, chosen)
    if record is None:
        which = msg("No month") if chosen is None else msg("{month}", month=chosen)
        raise CannotRunError(
            msg(
                "{month} has not been collected in {folder}. Collect it first: "
                "tilannekuva collect INBOX",
                month=which,
                folder=str(workspace.root),
            )
        )
    return record
