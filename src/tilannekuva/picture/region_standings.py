"""How each region stands with its return: complete, partial, missing …."""

from tilannekuva.domain.answers import COVER
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.picture import MonthRecord, RegionStanding, RegionState
from tilannekuva.domain.regions import Region, Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.rule import Severity


def region_standings(
    record: MonthRecord, roadmap: Roadmap, regions: Regions, *, after_deadline: bool
) -> dict[str, RegionStanding]:
    """Return the standing of every region, in the order of the regions.

    Args:
        record: what is known about the month.
        roadmap: the roadmap in force in it.
        regions: the regions that were sent a form.
        after_deadline: whether what has not come is missing rather than awaited.
    """
    return {
        region.code: _standing(region, record, roadmap, after_deadline=after_deadline)
        for region in regions.regions
    }


def _standing(
    region: Region, record: MonthRecord, roadmap: Roadmap, *, after_deadline: bool
) -> RegionStanding:
    asked = list(roadmap.asked(region.code, record.month, record.ask))
    asked_ids = {step.subtask.id for step in asked}
    critical_ids = {step.subtask.id for step in asked if step.subtask.critical}
    returns = [each for each in record.returns if each.region == region.code]
    answers = [answer for each in returns for answer in each.answers]
    with_status = {answer.subtask for answer in answers if answer.status is not None}
    used = {each.source_file for each in returns}
    findings = [
        each for each in record.findings if each.region == region.code and each.file in used
    ]
    counts = {
        severity: sum(each.severity == severity for each in findings) for severity in Severity
    }
    groups_asked = tuple(dict.fromkeys(step.group.id for step in asked))
    groups_returned = tuple(
        group for group in groups_asked if any(each.group == group for each in returns)
    )
    return RegionStanding(
        region=region.code,
        state=_state(
            asked=bool(asked),
            returned=bool(returns),
            rejected=_has_rejected(region, record),
            partial=len(groups_returned) < len(groups_asked),
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            after_deadline=after_deadline,
        ),
        late=any(each.late for each in returns if each.group != COVER),
        groups_asked=groups_asked,
        groups_returned=groups_returned,
        asked=len(asked),
        answers=len(answers),
        answered=len(with_status & asked_ids),
        critical_asked=len(critical_ids),
        critical_answered=len(with_status & critical_ids),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        repairs=counts[Severity.REPAIR],
    )


def _has_rejected(region: Region, record: MonthRecord) -> bool:
    """Tell whether a region sent something for the month that could not be used.

    What came for a month that is closed was never meant for this one.
    """
    return any(
        each.region == region.code
        and each.disposition is Disposition.REJECTED
        and each.reason != "month-closed"
        for each in record.files
    )


def _state(  # noqa: PLR0913 - each fact decides one state, in this order
    *,
    asked: bool,
    returned: bool,
    rejected: bool,
    partial: bool,
    errors: int,
    warnings: int,
    after_deadline: bool,
) -> RegionState:
    first_that_fits = (
        (not asked, RegionState.COMPLETE),
        (not returned and not rejected and not after_deadline, RegionState.AWAITED),
        (not returned and not rejected, RegionState.MISSING),
        (not returned, RegionState.REJECTED),
        (partial, RegionState.PARTIAL),
        (errors > 0, RegionState.NEEDS_CORRECTION),
        (warnings > 0, RegionState.COMPLETE_WITH_WARNINGS),
    )
    return next((state for fits, state in first_that_fits if fits), RegionState.COMPLETE)
