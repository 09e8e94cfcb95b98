"""Carry what was answered to an earlier version of the roadmap over to the one in force."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tilannekuva.domain.answers import COVER, Answer, GroupReturn, Narrative
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue, SingleValue
from tilannekuva.domain.roadmap import ScaleId
from tilannekuva.validation.carried_findings import carried_finding
from tilannekuva.validation.read_group import ReadGroup
from tilannekuva.validation.returned_workbook import ReadWorkbook
from tilannekuva.validation.told_answer import told_answer
from tilannekuva.validation.versions import VersionChange

_SCALES: tuple[ScaleId, ...] = ("status", "risk", "support")


def carried_workbook(read: ReadWorkbook, region: str, change: VersionChange) -> ReadWorkbook:
    """Return what a workbook of an earlier version holds, as if it were of the one in force.

    No answer is lost: one that has no place now stands in a finding, as it was answered.

    Args:
        read: the workbook, read against the earlier version.
        region: the code of its region.
        change: the way from that version to the one in force.
    """
    carrying = _Carrying(region, change)
    carried = [carrying.group(group) for group in read.groups]
    # What is told of an empty cell depends on whether the subtask is answered anywhere.
    groups = [
        replace(now, findings=(*carrying.told(then.findings), *now.findings))
        for then, now in zip(read.groups, carried, strict=True)
    ]
    placed = [group for group in groups if group.group in change.groups]
    placeless = [group for group in groups if group.group not in change.groups]
    findings = [*carrying.told(read.findings)]
    findings += [replace(each, group=COVER) for group in placeless for each in group.findings]
    return ReadWorkbook(tuple(carrying.joined(placed)), tuple(findings), read.tallies)


def carried_returns(
    returned: Iterable[GroupReturn], change: VersionChange
) -> Iterator[tuple[GroupReturn, tuple[Finding, ...]]]:
    """Yield returns that were read against an earlier version, with what is told of them."""
    carrying: dict[str, _Carrying] = {}
    for each in returned:
        of_region = carrying.setdefault(each.region, _Carrying(each.region, change))
        group = change.group_now(each.group)
        answers, found = of_region.answers(each.answers, group)
        narratives, others = of_region.narratives(each.narratives, group)
        kept = {"group": group, "answers": answers, "narratives": narratives}
        if group in change.groups:
            yield each.model_copy(update=kept), (*found, *others)


class _Carrying:
    """The carrying over of one region's answers; of several to one subtask the first counts."""

    def __init__(self, region: str, change: VersionChange) -> None:
        self._region = region
        self._change = change
        self._first: dict[str, Answer] = {}
        self._refused: set[str] = set()

    def group(self, read: ReadGroup) -> ReadGroup:
        """Return a group of this version, with no findings but those on carrying it over."""
        group = self._change.group_now(read.group)
        answers, found = self.answers(read.answers, group)
        narratives, others = self.narratives(read.narratives, group)
        return replace(
            read,
            group=group,
            answers=answers,
            narratives=narratives,
            findings=(*found, *others),
        )

    def told(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield findings in the terms of this version, as far as they still say something."""
        with_status = {key for key, first in self._first.items() if first.status is not None}
        for finding in findings:
            told = carried_finding(finding, self._region, self._change, with_status, self._refused)
            if told is not None:
                yield told

    def answers(
        self, answers: Iterable[Answer], group: str
    ) -> tuple[tuple[Answer, ...], tuple[Finding, ...]]:
        """Return answers to subtasks of this version, and what is told of the others."""
        carried: list[Answer] = []
        findings: list[Finding] = []
        for given in answers:
            answer, found = self._on_scale(given, group)
            refused = None if answer.is_empty else self._refusal(answer, group)
            findings += [*found, *([] if refused is None else [refused])]
            if refused is not None:
                self._refused.add(answer.subtask)
            if refused is not None or answer.is_empty:
                continue
            [target] = self._change.gone_to(answer.subtask)
            if target not in self._first:
                self._first[target] = answer
                own = self._change.now.positions[target].group.id
                carried.append(answer.model_copy(update={"subtask": target, "group": own}))
        return tuple(carried), tuple(findings)

    def narratives(
        self, narratives: Iterable[Narrative], group: str
    ) -> tuple[tuple[Narrative, ...], tuple[Finding, ...]]:
        """Return what is still asked of the group or the region, and tell of the rest."""
        carried: list[Narrative] = []
        findings: list[Finding] = []
        for each in narratives:
            gone: dict[str, None] = {}
            is_asked = self._change.is_asked(each.question, group)
            for part, shown in self._parts(each):
                offered = part == "text" or self._change.offers("light", str(each.light))
                if not (is_asked and offered):
                    findings.append(self._not_asked(each, each.question, shown, group))
                    gone[part] = None
            kept = each.model_copy(update={"group": group, **gone})
            if kept.light is not None or kept.text is not None:
                carried.append(kept)
        return tuple(carried), tuple(findings)

    def joined(self, groups: Iterable[ReadGroup]) -> Iterator[ReadGroup]:
        """Yield groups; those that have become one group as one, with its first narratives."""
        found: dict[str, ReadGroup] = {}
        for other in groups:
            first = found.setdefault(other.group, other)
            if first is other:
                continue
            told = {each.question: each for each in first.narratives}
            again = [each for each in other.narratives if each.question in told]
            fresh = [each for each in other.narratives if each.question not in told]
            seconds = [
                self._second(each, told[each.question], shown)
                for each in again
                for _, shown in self._parts(each)
            ]
            found[other.group] = replace(
                first,
                answers=(*first.answers, *other.answers),
                narratives=(*first.narratives, *fresh),
                findings=(*first.findings, *other.findings, *seconds),
                is_return=first.is_return or other.is_return,
                filled_by=first.filled_by or other.filled_by,
                filled_on=first.filled_on or other.filled_on,
            )
        yield from found.values()

    def _on_scale(self, answer: Answer, group: str) -> tuple[Answer, list[Finding]]:
        """Return an answer without choices this version does not offer, and tell of those."""
        gone: dict[str, None] = {}
        findings: list[Finding] = []
        for scale in _SCALES:
            chosen = getattr(answer, scale)
            if chosen is not None and not self._change.offers(scale, chosen):
                gone[scale] = None
                shown = self._change.spelled(scale, chosen)
                findings.append(self._not_asked(answer, scale, shown, group))
        return (answer.model_copy(update=gone) if gone else answer), findings

    def _refusal(self, answer: Answer, group: str) -> Finding | None:
        """Return why an answer has no place in this version, or None where it has one."""
        change = self._change
        targets = change.gone_to(answer.subtask)
        answers = told_answer(answer, change.earlier)
        if len(targets) != 1:
            values: dict[str, MessageValue] = {
                "subtask": answer.subtask,
                "name": change.earlier.positions[answer.subtask].subtask.name,
                "answers": answers,
            }
            if not targets:
                return _about(answer, "ROW-020", group, "", values)
            return _about(answer, "ROW-028", group, "", {**values, "parts": targets})
        [target] = targets
        if not change.now.applies(change.now.positions[target].subtask, self._region):
            status = "" if answer.status is None else change.spelled("status", answer.status)
            values = {"subtask": target, "found": status, "answers": answers}
            return _about(answer, "ROW-003", group, target, values)
        first = self._first.get(target)
        if first is None or first.says_the_same(answer):
            return None
        values = {
            "subtask": target,
            "found": answer.subtask,
            "cells": tuple(f"{each.source_sheet}!{each.source_cell}" for each in (first, answer)),
            "answers": answers,
        }
        return _about(answer, "ROW-002", group, target, values)

    def _parts(self, narrative: Narrative) -> Iterator[tuple[str, SingleValue]]:
        if narrative.light is not None:
            yield "light", self._change.spelled("light", narrative.light)
        if narrative.text is not None:
            yield "text", narrative.text

    def _not_asked(
        self, source: Answer | Narrative, question: str, found: SingleValue, group: str
    ) -> Finding:
        name = self._change.questions[question].name
        return _about(source, "ROW-029", group, "", {"question": name, "found": found})

    def _second(self, narrative: Narrative, first: Narrative, found: SingleValue) -> Finding:
        values: dict[str, MessageValue] = {
            "question": self._change.questions[narrative.question].name,
            "found": found,
            "first": f"{first.source_sheet}!{first.source_cell}",
        }
        return _about(narrative, "CELL-015", narrative.group, "", values)


def _about(
    source: Answer | Narrative,
    code: str,
    group: str,
    subtask: str,
    values: dict[str, MessageValue],
) -> Finding:
    place = (source.source_file, source.source_sheet, source.source_cell, source.region)
    return Finding(code, *place, group, subtask, "", values)
