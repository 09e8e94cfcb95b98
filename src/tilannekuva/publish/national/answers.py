"""All answers: one row for every subtask on every region's form, with the cell it came from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tilannekuva.domain.answers import Answer, GroupReturn
from tilannekuva.domain.picture import Timing
from tilannekuva.domain.roadmap import Position
from tilannekuva.layout.look import STATUS_COLOURS
from tilannekuva.publish.national.bulk_worksheet import CellValue
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.formats import MUTED_TEXT
from tilannekuva.publish.national.labels import choice_label, timing_label, yes
from tilannekuva.publish.national.long_texts import (
    DESCRIPTION_WIDTH,
    RESPONSIBLE_WIDTH,
    long_texts,
)
from tilannekuva.publish.national.page import HEADER_ROW, Page
from tilannekuva.publish.national.tables import Column, Table, centred, column_range, draw, wrapped

_FROZEN = 4
_TIMING_COLUMN = 8
_LAST_PRINTED = 13
_SOURCE_WIDTH = 22.0


@dataclass(frozen=True, slots=True)
class _Row:
    region: str
    position: Position
    answer: Answer | None
    timing: Timing | None


def answers(draft: Draft) -> None:
    """Draw every answer in force, and every subtask on a form that has none."""
    words = draft.words
    title = words("All answers")
    hint = words(
        "One row for each subtask on each region's form, also where there is no answer; "
        "filter by any column. The last three columns say in which file, sheet and cell "
        "the answer stands; what is to the right of the person responsible is not printed."
    )
    whole_elsewhere = len(list(long_texts(draft.picture)))
    if whole_elsewhere:
        hint = f"{hint} " + words.plural(
            "{n} text is longer than a row can show; it is told whole on the sheets of own words.",
            "{n} texts are longer than a row can show; they are told whole on the sheets of "
            "own words.",
            whole_elsewhere,
        )
    columns = _columns(draft)
    widths = [column.width for column in columns]
    page = draft.page(SheetPlan(words("Answers"), title, hint, widths), bulk=True)
    returns = {(each.region, each.group): each for each in draft.picture.record.returns}
    rows = [
        _values(draft, row, returns.get((row.region, row.position.group.id)))
        for row in _rows(draft)
    ]
    table = Table(columns, rows, nothing=words("There are no answers."), goes_on=False)
    last_row = draw(page, table)
    _mark_delayed(page, table, last_row)
    page.freeze(HEADER_ROW + 1, _FROZEN)
    draft.finish(page, title, (last_row, _LAST_PRINTED))


def _columns(draft: Draft) -> list[Column]:
    words = draft.words
    name = {each.id: words.text(each.name) for each in draft.picture.roadmap.questions.subtask}
    day = draft.formats.day()
    source = replace(MUTED_TEXT, wrap=True)
    return [
        centred(words("Region code"), 7),
        wrapped(words("Region"), 14),
        wrapped(words("Preparation group"), 16),
        Column(words("Code"), 9.5),
        wrapped(words("Subtask"), 34),
        centred(words("Critical"), 8),
        Column(words("Due"), 11, day),
        wrapped(name.get("status", words("Status")), 13),
        wrapped(words("Timing"), 12),
        Column(name.get("estimated_completion", words("Estimated completion")), 13, day),
        wrapped(name.get("risk", words("Risk")), 11),
        wrapped(name.get("support", words("Need for support")), 15),
        wrapped(name.get("description", words("Description")), DESCRIPTION_WIDTH),
        wrapped(name.get("responsible", words("Person responsible")), RESPONSIBLE_WIDTH),
        wrapped(words("Task entity"), 24),
        wrapped(words("Task"), 24),
        wrapped(words("Filled in by"), 18),
        Column(words("Filled in on"), 11, day),
        Column(words("File"), _SOURCE_WIDTH, source),
        Column(words("Sheet"), 12, source),
        Column(words("Cell"), 8, MUTED_TEXT),
    ]


def _rows(draft: Draft) -> Iterator[_Row]:
    """Yield what is on the forms, by region and roadmap order, and any answer beyond them."""
    picture = draft.picture
    asked = {(each.region, each.position.subtask.id) for each in picture.subtasks}
    rows = [_Row(each.region, each.position, each.answer, each.timing) for each in picture.subtasks]
    beyond = [
        _Row(each.region, picture.roadmap.positions[each.subtask], each, None)
        for each in picture.record.answers
        if (each.region, each.subtask) not in asked
    ]
    order = picture.regions.order
    if beyond:
        rows = sorted((*rows, *beyond), key=lambda row: (order[row.region], row.position.order))
    yield from rows


def _values(draft: Draft, row: _Row, came_in: GroupReturn | None) -> list[CellValue]:
    words = draft.words
    group, entity, task, subtask, _order = row.position
    answer = row.answer
    return [
        row.region,
        draft.short_names([row.region]),
        words.text(group.name),
        subtask.id,
        words.text(subtask.name),
        yes(words, so=subtask.critical),
        subtask.due,
        *_answered(draft, answer, row.timing),
        words.text(entity.name),
        words.text(task.name),
        came_in.filled_by if came_in and answer else None,
        came_in.filled_on if came_in and answer else None,
        answer.source_file if answer else None,
        answer.source_sheet if answer else None,
        answer.source_cell if answer else None,
    ]


def _answered(draft: Draft, answer: Answer | None, timing: Timing | None) -> list[CellValue]:
    words, roadmap = draft.words, draft.picture.roadmap
    if answer is None:
        return [words("no answer"), *[None] * 6]
    return [
        choice_label(words, roadmap, "status", answer.status) or words("no answer"),
        timing_label(words, timing),
        answer.estimated_completion,
        choice_label(words, roadmap, "risk", answer.risk),
        choice_label(words, roadmap, "support", answer.support),
        answer.description,
        answer.responsible,
    ]


def _mark_delayed(page: Page, table: Table, last_row: int) -> None:
    if not table.rows:
        return
    page.condition(
        [column_range(table, _TIMING_COLUMN, last_row)],
        {
            "type": "cell",
            "criteria": "==",
            "value": f'"{timing_label(page.words, Timing.DELAYED)}"',
            "format": page.formats.conditional(bg_color=STATUS_COLOURS["delayed"]),
        },
    )
