"""What blocks: the critical subtasks that are delayed in most regions."""

from dataclasses import dataclass, replace
from typing import Final

from tilannekuva.domain.picture import NationalPicture, Timing
from tilannekuva.domain.roadmap import Position
from tilannekuva.layout.look import STATUS_COLOURS
from tilannekuva.publish.national.draft import Draft
from tilannekuva.publish.national.page import Page
from tilannekuva.publish.national.summary_charts import ChartPlan, Series, cells_of, place_chart
from tilannekuva.publish.national.summary_grid import (
    CENTRE,
    COLUMN_PIXELS,
    COLUMNS,
    Cell,
    cells,
    heads,
    room_for,
    section,
    sentence,
)

TOP: Final = 10
"""How many subtasks are told."""

_NAME: Final = 11
_COUNT_COLUMN: Final = _NAME + 6
_BAR_PIXELS: Final = 28
_AROUND_BARS: Final = 44


@dataclass(frozen=True, slots=True)
class Blocked:
    """A critical subtask that is delayed in one region or more."""

    position: Position
    delayed: tuple[str, ...]
    """The regions, in order."""
    base: int
    """Regions that report, on whose forms it is and that do not say it does not concern them."""


def blocked(picture: NationalPicture) -> list[Blocked]:
    """Return the delayed critical subtasks: those of most regions first, then by the roadmap."""
    positions: dict[str, Position] = {}
    delayed: dict[str, list[str]] = {}
    base: dict[str, int] = {}
    reporting = set(picture.reporting)
    for each in picture.subtasks:
        subtask = each.position.subtask
        if not subtask.critical or each.region not in reporting:
            continue
        if each.answer is not None and each.answer.status == "not_applicable":
            continue
        base[subtask.id] = base.get(subtask.id, 0) + 1
        if each.timing is Timing.DELAYED:
            positions[subtask.id] = each.position
            delayed.setdefault(subtask.id, []).append(each.region)
    found = [Blocked(positions[key], tuple(codes), base[key]) for key, codes in delayed.items()]
    return sorted(found, key=lambda each: (-len(each.delayed), each.position.order))


def draw_blocks(page: Page, draft: Draft, row: int) -> int:
    """Draw a chart of the subtasks delayed in most regions and the table of it.

    Returns:
        the row below.
    """
    words = page.words
    found = blocked(draft.picture)
    row = section(page, row, words("What blocks: critical subtasks delayed in most regions"))
    if not found:
        return sentence(page, row, words("No critical subtask is delayed in any region."))
    listed = found[:TOP]
    if len(found) > len(listed):
        told = words.plural(
            "{n} critical subtask is delayed in at least one region; the first {top} are told.",
            "{n} critical subtasks are delayed in at least one region; the first {top} are told.",
            len(found),
            top=len(listed),
        )
        row = sentence(page, row, told)
    charts = row
    pixels = _BAR_PIXELS * len(listed) + _AROUND_BARS
    row = room_for(page, row, pixels)
    named = [
        (words("Subtask"), _NAME),
        (words("Group"), 2),
        (words("Due"), 4),
        (words("Delayed"), 3),
        (words("of regions"), 3),
        (words("Regions"), 9),
    ]
    row = heads(page, row, named)
    top = row
    for each in listed:
        row = _row(page, draft, row, each)
    _chart(page, draft, charts, (top, pixels), listed)
    return row


def _row(page: Page, draft: Draft, row: int, each: Blocked) -> int:
    told = [
        Cell(subtask_label(draft, each.position), _NAME),
        Cell(each.position.group.id, 2, CENTRE),
        Cell(each.position.subtask.due, 4),
        Cell(len(each.delayed), 3, replace(CENTRE, bold=True)),
        Cell(each.base, 3, CENTRE),
        Cell(draft.short_names(each.delayed), 9),
    ]
    return cells(page, row, told)


def subtask_label(draft: Draft, position: Position) -> str:
    """Return a subtask's code and name, as they stand in a chart and beside it."""
    return f"{position.subtask.id} {draft.words.text(position.subtask.name)}"


def _chart(
    page: Page, draft: Draft, row: int, room: tuple[int, int], listed: list[Blocked]
) -> None:
    words = page.words
    top, pixels = room
    title = words("Number of regions in which the subtask is delayed")
    told = [
        words(
            "{subtask}: {n} of {base} regions",
            subtask=subtask_label(draft, each.position),
            n=len(each.delayed),
            base=each.base,
        )
        for each in listed
    ]
    bottom = top + len(listed) - 1
    values = cells_of(page, top, bottom, _COUNT_COLUMN)
    plan = ChartPlan(
        title=title,
        description=f"{title}. {'; '.join(told)}.",
        categories=cells_of(page, top, bottom, 0),
        series=(Series(title, values, (STATUS_COLOURS["delayed"],)),),
        pixels=(COLUMN_PIXELS * COLUMNS - 4, pixels - 4),
        labels_share=0.58,
    )
    place_chart(page, draft, (row, 0), plan)
