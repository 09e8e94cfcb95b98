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
from tilannekuva.publish.national.page import HEADER_ROW, Page
from tilannekuva.publish.national.tables import Column, Table, centred, column_range, draw, wrapped

MOST_LINES = 8
"""Rows stay low enough to be looked through; the whole text is in the cell."""

_FROZEN = 2
_TIMING_COLUMN = 10
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
        "the answer stands."
    )
    columns = _columns(draft)
    widths = [column.width for column in columns]
    page = draft.page(SheetPlan(words("Answers"), title, hint, widths), bulk=True)
    returns = {(each.region, each.group): each for each in draft.picture.record.returns}
    rows = [
        _values(draft, row, returns.get((row.region, row.position.group.id)))
        for row in _rows(draft)
    ]
    table = Table(columns, rows, most_lines=MOST_LINES, nothing=words("There are no answers."))
    last_row = draw(page, table)
    _mark_delayed(page, table)
    page.freeze(HEADER_ROW + 1, _FROZEN)
    draft.finish(page, title, last_row, len(columns) - 1)
    # The table is too wide for one page: two beside each other, the region on both.
    page.sheet.fit_to_pages(2, 0)
    page.sheet.repeat_columns(0)


def _columns(draft: Draft) -> list[Column]:
    words = draft.words
    name = {each.id: words.text(each.name) for each in draft.picture.roadmap.questions.subtask}
    day = draft.formats.day()
    source = replace(MUTED_TEXT, wrap=True)
    return [
        centred(words("Region code"), 8),
        wrapped(words("Region"), 20),
        wrapped(words("Preparation group"), 18),
        wrapped(words("Task entity"), 24),
        wrapped(words("Task"), 24),
        Column(words("Code"), 9),
        wrapped(words("Subtask"), 40),
        centred(words("Critical"), 9),
        Column(words("Due"), 11, day),
        wrapped(name.get("status", words("Status")), 13),
        wrapped(words("Timing"), 13),
        Column(name.get("estimated_completion", words("Estimated completion")), 12, day),
        wrapped(name.get("risk", words("Risk")), 12),
        wrapped(name.get("support", words("Need for support")), 17),
        wrapped(name.get("description", words("Description")), 50),
        wrapped(name.get("responsible", words("Person responsible")), 18),
        wrapped(words("Filled in by"), 18),
        Column(words("Filled in on"), 11, day),
        Column(words("File"), _SOURCE_WIDTH, source),
        Column(words("Sheet"), 10, source),
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
    words, roadmap = draft.words, draft.picture.roadmap
    group, entity, task, subtask, _order = row.position
    told: list[CellValue] = [
        row.region,
        draft.name_of(row.region),
        words.text(group.name),
        words.text(entity.name),
        words.text(task.name),
        subtask.id,
        words.text(subtask.name),
        yes(words, so=subtask.critical),
        subtask.due,
    ]
    answer = row.answer
    if answer is None:
        return [*told, words("no answer"), *[None] * 11]
    return [
        *told,
        choice_label(words, roadmap, "status", answer.status) or words("no answer"),
        timing_label(words, row.timing),
        answer.estimated_completion,
        choice_label(words, roadmap, "risk", answer.risk),
        choice_label(words, roadmap, "support", answer.support),
        answer.description,
        answer.responsible,
        came_in.filled_by if came_in else None,
        came_in.filled_on if came_in else None,
        answer.source_file,
        answer.source_sheet,
        answer.source_cell,
    ]


def _mark_delayed(page: Page, table: Table) -> None:
    if not table.rows:
        return
    page.condition(
        [column_range(table, _TIMING_COLUMN)],
        {
            "type": "cell",
            "criteria": "==",
            "value": f'"{timing_label(page.words, Timing.DELAYED)}"',
            "format": page.formats.conditional(bg_color=STATUS_COLOURS["delayed"]),
        },
    )
