"""What a month's record tells of its files, as tests compare it; months without outputs."""

from offices import Office
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.pipeline.publishing import held, published


def outcomes(record: MonthRecord) -> dict[str, tuple[Disposition, str]]:
    """Return the disposition and reason of every file."""
    return {each.path: (each.disposition, each.reason) for each in record.files}


def groups(record: MonthRecord) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the groups of every return that are used, and those that are set aside."""
    return {
        each.path: (each.groups_used, each.groups_set_aside)
        for each in record.files
        if each.groups_used or each.groups_set_aside
    }


def told(record: MonthRecord, *gates: str) -> list[Finding]:
    """Return what is told by the rules of some gates."""
    return [each for each in record.findings if each.rule.gate in gates]


def codes(record: MonthRecord, *gates: str) -> set[tuple[str, str]]:
    """Return the code and the file of what is told by the rules of some gates."""
    return {(each.code, each.file) for each in told(record, *gates)}


def statuses(record: MonthRecord, region: str = "02") -> dict[str, str | None]:
    """Return a region's statuses by subtask."""
    return {each.subtask: each.status for each in record.answers if each.region == region}


def kept(office: Office, month: str | None = None) -> MonthRecord:
    """Return what collecting an inbox comes to, and archive it without drawing any outputs."""
    record = office.gather(month)
    with held(office.workspace) as hold:
        published(hold, record, {}, {})
    return record
