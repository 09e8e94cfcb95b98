"""What was found against an earlier version of the roadmap, in the terms of the one in force."""

from collections.abc import Collection
from dataclasses import replace

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.rules.combinations import COMBINATION_RULES
from tilannekuva.validation.versions import VersionChange

_COMBINATIONS = frozenset(rule.code for rule in COMBINATION_RULES)
_WITHOUT_STATUS = frozenset({"ROW-015", "ROW-016"})


def carried_finding(
    finding: Finding,
    region: str,
    change: VersionChange,
    with_status: Collection[str],
    refused: Collection[str] = (),
) -> Finding | None:
    """Return a finding in the terms of the version in force; None where it says nothing there.

    What it keeps of a cell's content stays.

    Args:
        finding: what was found against the earlier version.
        region: the code of the region.
        change: the way from that version to the one in force.
        with_status: the subtasks, in the version in force, whose status is answered somewhere.
        refused: the subtasks of the earlier version whose answer has no place in this one.
    """
    told = replace(finding, group=change.group_now(finding.group))
    if finding.code == "ROW-004":
        rows = [row for row in _listed(finding, "subtasks") if change.gone_to(row)]
        return _with(told, subtasks=tuple(rows)) if rows else None
    if finding.code == "FILE-005":
        groups = map(change.group_now, _listed(finding, "groups"))
        return _with(told, groups=tuple(dict.fromkeys(groups)))
    if not finding.subtask:
        return told
    targets = change.gone_to(finding.subtask)
    if finding.code in _COMBINATIONS and (len(targets) != 1 or finding.subtask in refused):
        return None  # what a row lacks is of no use where its answer does not count
    if len(targets) != 1:
        return replace(told, subtask="")
    [target] = targets
    subtask = change.now.positions[target].subtask
    wanted = subtask.critical and change.now.applies(subtask, region)
    if finding.code in _WITHOUT_STATUS and (target in with_status or not wanted):
        return None
    return replace(told, subtask=target)


def _listed(finding: Finding, name: str) -> list[str]:
    value = finding.values[name]
    return [str(each) for each in value] if isinstance(value, tuple) else [str(value)]


def _with(finding: Finding, **values: MessageValue) -> Finding:
    return replace(finding, values={**finding.values, **values})
