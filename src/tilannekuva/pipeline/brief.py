"""Write briefing packs again from the archive, just before a discussion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tilannekuva.archive.closing import closed_generation
from tilannekuva.archive.months import archived_record
from tilannekuva.archive.publication import (
    Publication,
    archived_months,
    current_outputs,
)
from tilannekuva.archive.workspace import RUN_REPORT, Workspace, briefing_name
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.picture.national import national_picture
from tilannekuva.pipeline.earlier_months import earlier_months
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
    closed: bool = False
    """Whether the month is closed, so that the packs stay as they are."""


def brief(
    workspace: Workspace,
    foundations: Foundations,
    *,
    regions: Sequence[str],
    month: ReportingMonth | None,
    today: date,
) -> Briefed:
    """Write the packs of some regions, by default all, from what is archived.

    Those of a closed month stay as they are.

    Raises:
        CannotRunError: the month is not archived, or a region's code is unknown.
        WorkspaceHeldError: another run holds the workspace.
    """
    codes = [each.code for each in known_regions(foundations, regions)]
    with held(workspace):
        record = _record(workspace, month)
        closed = closed_generation(workspace, record.month)
        if closed is not None:
            return _as_closed(workspace, foundations, record.month, codes, closed)
        passed = foundations.deadline_passed(record.month, today)
        picture = national_picture(
            record,
            foundations.roadmap_of(record.roadmap_version),
            foundations.regions,
            after_deadline=passed,
            earlier=earlier_months(workspace, foundations, record.month),
        )
        outputs = current_outputs(workspace, record.month)
        reported = RunReport.model_validate_json(outputs[RUN_REPORT])
        packs = render_packs(picture, codes or tuple(foundations.regions.by_code))
        renewed = with_report(
            picture,
            {**outputs, **packs, **render_index(picture, foundations.language)},
            month_reason=reported.month_reason,
            deadline_passed=passed,
            replies=lambda _: reported.replies,
        )
        publication = published(workspace, record, renewed, {})
    return Briefed(record.month, workspace.month_output(record.month), tuple(packs), publication)


def _as_closed(
    workspace: Workspace,
    foundations: Foundations,
    month: ReportingMonth,
    codes: Sequence[str],
    generation: str,
) -> Briefed:
    """Return the packs of a closed month, which are those it was closed with."""
    regions = foundations.regions.by_code
    packs = tuple(
        briefing_name(code, language)
        for code in codes or regions
        for language in regions[code].languages
    )
    nothing = Publication(generation, changed=())
    return Briefed(month, workspace.month_output(month), packs, nothing, closed=True)


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
