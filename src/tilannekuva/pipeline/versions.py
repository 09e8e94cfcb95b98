"""A record of the archive in the terms of the data files in force now."""

from dataclasses import replace

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.validation.carried_findings import carried_finding
from tilannekuva.validation.carry_over import carried_returns
from tilannekuva.validation.versions import VersionChange


def as_of_now(record: MonthRecord, foundations: Foundations) -> MonthRecord:
    """Return a record without what the data files in force do not know any more.

    They may have been edited since it was made. Where it was read against an earlier version of
    the roadmap, its answers are carried over, and what is told of that is among its findings.

    Raises:
        CannotRunError: the earlier version's file has problems.
    """
    known = [each for each in record.returns if each.region in foundations.regions.by_code]
    record = replace(record, returns=tuple(known))
    if record.roadmap_version in foundations.roadmap.versions:
        change = foundations.change_from(record.roadmap_version)
        record = record if change is None else _carried(record, change)
    questions = foundations.roadmap.questions
    asked = {question.id for question in (*questions.group, *questions.region)}
    positions = foundations.roadmap.positions
    returns = tuple(
        each.model_copy(
            update={
                "answers": tuple(each for each in each.answers if each.subtask in positions),
                "narratives": tuple(each for each in each.narratives if each.question in asked),
            }
        )
        for each in record.returns
    )
    return replace(record, returns=returns)


def _carried(record: MonthRecord, change: VersionChange) -> MonthRecord:
    carried = list(carried_returns(record.returns, change))
    with_status: dict[str, set[str]] = {}
    for returned, _ in carried:
        for answer in returned.answers:
            if answer.status is not None:
                with_status.setdefault(answer.region, set()).add(answer.subtask)
    findings: list[Finding] = []
    for finding in record.findings:
        told = carried_finding(
            finding, finding.region, change, with_status.get(finding.region, set())
        )
        findings += [] if told is None else [told]
    files = dict.fromkeys((each.source_file, each.region) for each in record.returns)
    versions = {"found": change.earlier.version, "current": change.now.version}
    return replace(
        record,
        roadmap_version=change.now.version,
        returns=tuple(returned for returned, _ in carried),
        findings=(
            *(
                Finding("IDENTITY-008", file, region=region, values=versions)
                for file, region in files
            ),
            *findings,
            *(each for _, found in carried for each in found),
        ),
    )
