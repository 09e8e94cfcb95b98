"""Executes the examples of the gates CELL, ROW and TREND that only describe a sheet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from example_forms import MAY, OF_HUS, REGION, SUBTASK, Forms, Written, small_roadmap, written

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.roadmap import EarlierVersion, Roadmap
from tilannekuva.domain.rule import Rule
from tilannekuva.domain.workbook import SheetCells
from tilannekuva.validation.carry_over import carried_workbook
from tilannekuva.validation.versions import VersionChange


def findings(forms: Forms, rule: Rule, *, failing: bool) -> tuple[Finding, ...]:
    """Return what is told of one of a rule's examples, written or described."""
    builder = BUILDERS.get(rule.code)
    return builder(forms, failing) if builder else forms.findings(rule, failing=failing)


def _table(forms: Forms, rows: list[list[str]]) -> Written:
    """Return a sheet with the columns that are asked for below and a row for each subtask."""
    asked = {each.id: forms.say(each.name) for each in forms.roadmap.questions.subtask}
    headings = [forms.say(forms.glossary.headings["id"]), asked["status"], asked["description"]]
    return written([headings, *rows])


def _of_the_group(forms: Forms, number: int) -> tuple[str, ...]:
    ids = [
        step.subtask.id
        for step in forms.roadmap.positions.values()
        if step.group.id == "HT" and step.subtask.id != OF_HUS
    ]
    return tuple(ids[:number])


def _in_progress(forms: Forms) -> str:
    return forms.say(forms.roadmap.answer_scale.label("status", "in_progress"))


def _done(forms: Forms) -> str:
    return forms.say(forms.roadmap.answer_scale.label("status", "done"))


def _merged(forms: Forms, failing: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    """Return what is told of one answer in three cells, or of three answers."""
    subtasks = ("HT-1.2.1", "HT-1.2.2", SUBTASK)
    done = _done(forms)
    rows = [[each, done if each == "HT-1.2.1" or not failing else ""] for each in subtasks]
    sheet = _table(forms, rows).sheet()
    merged = SheetCells("HT", sheet.rows, merged=("B2:B4",) if failing else ())
    return forms.read(small_roadmap(forms.roadmap, subtasks), merged)


def _hidden(forms: Forms, failing: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    """Return what is told of an answer on a row that can be seen, or not."""
    sheet = _table(forms, [[SUBTASK, _done(forms)]]).sheet()
    hidden = SheetCells("HT", sheet.rows, hidden_rows=frozenset({1} if failing else ()))
    return forms.read(small_roadmap(forms.roadmap, (SUBTASK,)), hidden)


def _stored(forms: Forms, rows: list[list[str]], **stored: Any) -> tuple[Finding, ...]:
    """Return what is told of a table whose file holds more than its cells show."""
    sheet = replace(_table(forms, rows).sheet(), **stored)
    return forms.read(small_roadmap(forms.roadmap, (SUBTASK,)), sheet)


def _twice(forms: Forms, failing: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    """Return what is told of a cell that is in the file once, or twice."""
    twice = {"B2": _in_progress(forms)} if failing else {}
    return _stored(forms, [[SUBTASK, _done(forms)]], twice=twice)


def _covered(forms: Forms, failing: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    """Return what is told of merged cells with nothing, or something, under the first."""
    low = forms.say(forms.roadmap.answer_scale.label("risk", "low"))
    rows = [[SUBTASK, _done(forms), low if failing else ""]]
    return _stored(forms, rows, merged=("B2:C2",))


def _commented(forms: Forms, failing: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    """Return what is told of a cell with a comment, or without."""
    said = {"fi": "valmis toukokuussa", "sv": "klar i maj"}
    comments = {"B2": said.get(forms.language, "completed in May")} if failing else {}
    return _stored(forms, [[SUBTASK, _done(forms)]], comments=comments)


def _unseen(forms: Forms, failing: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    """Return what is told of a text that turns the direction of the writing, or does not."""
    text = "Sopimus \u202eon tehty." if failing else "Sopimus on tehty."
    description = next(each for each in forms.roadmap.questions.subtask if each.id == "description")
    code = forms.say(forms.glossary.headings["id"])
    status = forms.say(next(iter(forms.roadmap.questions.subtask)).name)
    blank = [""] * 7
    before = [code, status, *[""] * 12, forms.say(description.name)]
    table = written([*[[]] * 7, before, [SUBTASK, _done(forms), *blank, *[""] * 5, text]])
    return forms.read(small_roadmap(forms.roadmap, (SUBTASK,)), table.sheet())


def _hidden_column(forms: Forms, failing: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    """Return what is told of an answer in a column that can be seen, or not."""
    hidden = frozenset({1} if failing else ())
    return _stored(forms, [[SUBTASK, _done(forms)]], hidden_columns=hidden)


def _copied_texts(forms: Forms, failing: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    """Return what is told of eight open subtasks with one text, or with eight."""
    subtasks = _of_the_group(forms, 8)
    plan = {"fi": "Etenee suunnitellusti", "sv": "Framskrider enligt plan"}
    text = plan.get(forms.language, "Proceeding as planned")
    rows = [
        [each, _in_progress(forms), text if failing else f"{text}: {each}"] for each in subtasks
    ]
    return forms.read(small_roadmap(forms.roadmap, subtasks), _table(forms, rows).sheet())


def _resent(forms: Forms, failing: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    """Return what is told of ten answers that are last month's, or of which one is not."""
    subtasks = _of_the_group(forms, 10)
    rows = [[each, _in_progress(forms), ""] for each in subtasks]
    last = _table(forms, rows).sheet()
    changed = rows if failing else [[subtasks[0], _done(forms), ""], *rows[1:]]
    return forms.read(small_roadmap(forms.roadmap, subtasks), _table(forms, changed).sheet(), last)


def _ended(forms: Forms, failing: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    """Return what is told of an answer to a subtask that has ended, or that is there still."""
    return _of_earlier_version(forms, "HT-1.2.1" if failing else SUBTASK, ())


def _divided(forms: Forms, failing: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    """Return what is told of an answer to a subtask that is two now, or the same as before."""
    return _of_earlier_version(forms, "HT-1.2.1" if failing else SUBTASK, ("HT-1.2.5", "HT-1.2.6"))


def _not_offered(forms: Forms, failing: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    """Return what is told of a choice that is offered no more, or still is."""
    return _of_earlier_version(forms, SUBTASK, (), offered=not failing)


def _of_earlier_version(
    forms: Forms, answered: str, parts: tuple[str, ...], *, offered: bool = True
) -> tuple[Finding, ...]:
    """Return what is told of “completed” in a form of an earlier version.

    Args:
        forms: those of the language.
        answered: the subtask.
        parts: what HT-1.2.1 of the earlier version is now.
        offered: whether “completed” is a choice of this version.
    """
    earlier = small_roadmap(forms.roadmap, ("HT-1.2.1", SUBTASK))
    now = _with_subtasks(small_roadmap(forms.roadmap, (SUBTASK,)), parts)
    if not offered:
        status = tuple(each for each in now.answer_scale.status if each.id != "done")
        scale = now.answer_scale.model_copy(update={"status": status})
        now = now.model_copy(update={"answer_scale": scale})
    sheet = _table(forms, [[answered, _done(forms), ""]]).sheet()
    read = forms.workbook(earlier, sheet, MAY)
    declared = EarlierVersion(
        version="2022-1", file="2022-1.yaml", carried_over={"HT-1.2.1": parts}
    )
    carried = carried_workbook(read, REGION, VersionChange(earlier, now, declared))
    of_groups = (each for group in carried.groups for each in group.findings)
    return (*carried.findings, *of_groups)


def _with_subtasks(roadmap: Roadmap, ids: tuple[str, ...]) -> Roadmap:
    """Return a roadmap whose only task has more subtasks."""
    [group] = roadmap.groups
    [task] = group.entities[0].tasks
    more = (task.subtasks[0].model_copy(update={"id": each}) for each in ids)
    task = task.model_copy(update={"subtasks": (*task.subtasks, *more)})
    entity = group.entities[0].model_copy(update={"tasks": (task,)})
    group = group.model_copy(update={"entities": (entity,)})
    fields = {name: getattr(roadmap, name) for name in Roadmap.model_fields}
    return Roadmap.model_validate({**fields, "groups": (group,)})


Builder = Callable[[Forms, bool], tuple[Finding, ...]]

BUILDERS: Mapping[str, Builder] = {
    "CELL-012": _merged,
    "CELL-017": _twice,
    "CELL-018": _covered,
    "CELL-019": _commented,
    "CELL-020": _unseen,
    "ROW-009": _hidden,
    "ROW-020": _ended,
    "ROW-024": _copied_texts,
    "ROW-028": _divided,
    "ROW-029": _not_offered,
    "ROW-030": _hidden_column,
    "TREND-006": _resent,
}
"""What makes a sheet of the examples that only describe one."""
