"""The critical subtasks × regions: a letter and a colour for every answer."""

from collections import Counter
from dataclasses import replace
from typing import Final, Literal

from tilannekuva.domain.picture import Standing, Timing
from tilannekuva.domain.roadmap import Position
from tilannekuva.i18n.words import Words
from tilannekuva.layout.look import PALE, SMALL_POINTS, STATUS_COLOURS
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.formats import (
    CENTRED,
    HEAD,
    HEAD_ROTATED,
    NUMBER,
    TEXT,
    TOTAL,
    WRAPPED,
    Style,
)
from tilannekuva.publish.national.page import HEADER_ROW, LEGEND_ROW, Page, PrintPlan
from tilannekuva.publish.national.row_heights import height, lines

_FIRST_REGION: Final = 4
"""Before it stand the code, the group, the subtask, and its due date."""
_SUBTASK_WIDTH: Final = 58.0
_REGION_WIDTH: Final = 4.6

Kind = Literal[
    "done",
    "in_progress",
    "not_started",
    "in_progress_delayed",
    "not_started_delayed",
    "not_applicable",
    "missing",
]
"""What a cell tells."""

KINDS: Final[tuple[Kind, ...]] = (
    "done",
    "in_progress",
    "in_progress_delayed",
    "not_started",
    "not_started_delayed",
    "missing",
    "not_applicable",
)
_NOT_CONCERNED: Final = replace(CENTRED, hatched=True)
_DELAYED: Final[tuple[Kind, ...]] = ("in_progress_delayed", "not_started_delayed")


def letters(words: Words) -> dict[Kind, str]:
    """Return the letter of each kind of cell."""
    return {
        "done": words("D"),
        "in_progress": words("P"),
        "not_started": words("N"),
        "in_progress_delayed": words("P!"),
        "not_started_delayed": words("N!"),
        "not_applicable": words("x"),
        "missing": words("?"),
    }


def kind_of(standing: Standing) -> Kind:
    """Return what a cell tells about a subtask on a region's form."""
    status = standing.answer.status if standing.answer else None
    if status is None:
        return "missing"
    if standing.timing is Timing.DELAYED and status == "in_progress":
        return "in_progress_delayed"
    if standing.timing is Timing.DELAYED and status == "not_started":
        return "not_started_delayed"
    return status


def matrix(draft: Draft) -> None:
    """Draw the matrix of every critical subtask that is on a form this month."""
    words, regions = draft.words, draft.picture.regions.regions
    title = words("Critical subtasks by region")
    hint = words(
        "Each critical subtask on the forms of the month, with a letter for each region's "
        "answer. Delayed means that the subtask was due by now and is not completed. A "
        "hatched cell means that the subtask does not concern the organiser by the "
        "roadmap. The counts at the end of the row are numbers of regions; those below the "
        "table are numbers of subtasks."
    )
    counted = _counted(words)
    widths = [9, 7, _SUBTASK_WIDTH, 11, *[_REGION_WIDTH] * len(regions), *[6.0] * len(counted)]
    page = draft.page(SheetPlan(words("Critical subtasks"), title, hint, widths))
    _legend(page, draft)
    _headings(page, draft, counted)
    rows = _rows(draft)
    for row, (position, kinds) in enumerate(rows, start=HEADER_ROW + 1):
        _row(page, draft, row, position, kinds)
    last_row = HEADER_ROW + len(rows)
    page.sheet.autofilter(HEADER_ROW, 0, max(last_row, HEADER_ROW + 1), len(widths) - 1)
    last_row = _totals(page, draft, last_row, [kinds for _position, kinds in rows])
    page.freeze(HEADER_ROW + 1, _FIRST_REGION)
    plan = PrintPlan((LEGEND_ROW, HEADER_ROW))
    draft.finish(page, title, (last_row, len(widths) - 1), plan)


def _rows(draft: Draft) -> list[tuple[Position, dict[str, Kind]]]:
    """Return the critical subtasks in roadmap order, with what each region's cell tells."""
    cells: dict[str, dict[str, Kind]] = {}
    for standing in draft.picture.subtasks:
        if standing.position.subtask.critical:
            of_subtask = cells.setdefault(standing.position.subtask.id, {})
            of_subtask[standing.region] = kind_of(standing)
    positions = draft.picture.roadmap.positions
    return [(step, cells[code]) for code, step in positions.items() if code in cells]


def _counted(words: Words) -> list[tuple[str, tuple[Kind, ...]]]:
    """Return the counts at the end of a row: their heading and the kinds they add up."""
    return [
        (words("Completed"), ("done",)),
        (words("In progress"), ("in_progress", "in_progress_delayed")),
        (words("Not started"), ("not_started", "not_started_delayed")),
        (words("of these delayed"), _DELAYED),
        (words("No answer"), ("missing",)),
        (words("Does not concern"), ("not_applicable",)),
    ]


def _headings(page: Page, draft: Draft, counted: list[tuple[str, tuple[Kind, ...]]]) -> None:
    words = page.words
    keys = [words("Code"), words("Group"), words("Subtask"), words("Due")]
    page.row(HEADER_ROW, 0, keys, HEAD)
    shorts = {each.code: each.short_name(words.language) for each in draft.picture.regions.regions}
    names = [code if short == code else f"{code} {short}" for code, short in shorts.items()]
    page.row(HEADER_ROW, _FIRST_REGION, names, HEAD_ROTATED)
    page.row(HEADER_ROW, _FIRST_REGION + len(names), [each[0] for each in counted], HEAD_ROTATED)
    page.height(HEADER_ROW, 105)


def _row(page: Page, draft: Draft, row: int, position: Position, kinds: dict[str, Kind]) -> None:
    words, subtask = page.words, position.subtask
    name = words.text(subtask.name)
    page.row(row, 0, [subtask.id, position.group.id], TEXT)
    page.write(row, 2, name, WRAPPED)
    page.day(row, 3, subtask.due)
    letter = letters(words)
    for column, region in enumerate(draft.picture.regions.regions, start=_FIRST_REGION):
        kind = kinds.get(region.code)
        if kind is None:
            page.write(row, column, None, _NOT_CONCERNED)
        else:
            page.write(row, column, letter[kind], _style(kind))
    counts = Counter(kinds.values())
    first = _FIRST_REGION + len(draft.picture.regions.regions)
    for column, (_heading, added) in enumerate(_counted(words), start=first):
        page.number(row, column, sum(counts[kind] for kind in added), NUMBER)
    page.height(row, height(lines(name, _SUBTASK_WIDTH)))


def _totals(page: Page, draft: Draft, row: int, told: list[dict[str, Kind]]) -> int:
    """Count each kind of answer in each region, and in all of them; return the last row."""
    words, regions = page.words, draft.picture.regions.regions
    counts = {
        region.code: Counter(kinds[region.code] for kinds in told if region.code in kinds)
        for region in regions
    }
    counted = _counted(words)
    # A row between leaves them out when the table is filtered or sorted.
    row += 1
    page.height(row, 6)
    style = replace(NUMBER, bold=True, fill=PALE, points=SMALL_POINTS, align="center")
    for place, (heading, added) in enumerate(counted):
        row += 1
        page.row(row, 0, [None, None, heading, None], TOTAL)
        for column, region in enumerate(regions, start=_FIRST_REGION):
            page.number(row, column, sum(counts[region.code][kind] for kind in added), style)
        for column, _each in enumerate(counted, start=_FIRST_REGION + len(regions)):
            page.write(row, column, None, TOTAL)
        of_all = sum(counts[region.code][kind] for region in regions for kind in added)
        page.number(row, _FIRST_REGION + len(regions) + place, of_all, style)
        page.height(row, height(1))
    return row


def _style(kind: Kind) -> Style:
    delayed = kind in _DELAYED
    return replace(CENTRED, fill=STATUS_COLOURS["delayed" if delayed else kind], bold=delayed)


def _legend(page: Page, draft: Draft) -> None:
    """Tell each letter with its colour, above the regions, three columns to each."""
    words = page.words

    def status(choice: Literal["done", "in_progress", "not_started", "not_applicable"]) -> str:
        return words.text(draft.picture.roadmap.answer_scale.label("status", choice))

    told: dict[Kind, str] = {
        "done": status("done"),
        "in_progress": status("in_progress"),
        "in_progress_delayed": words("{status}, delayed", status=status("in_progress")),
        "not_started": status("not_started"),
        "not_started_delayed": words("{status}, delayed", status=status("not_started")),
        "missing": words("no answer"),
        "not_applicable": status("not_applicable"),
    }
    letter = letters(words)
    page.write(LEGEND_ROW, 2, words("Letters"), Style(bold=True, align="right", middle=True))
    column = _FIRST_REGION - 1
    for kind in KINDS:
        width = 1 if column < _FIRST_REGION else 4
        style = replace(_style(kind), points=SMALL_POINTS, middle=True, bold=False)
        text = f"{letter[kind]} {told[kind]}"
        page.merged(LEGEND_ROW, (column, column + width - 1), text, style)
        column += width
    style = replace(_NOT_CONCERNED, points=SMALL_POINTS, middle=True)
    page.merged(LEGEND_ROW, (column, column + 2), words("not asked"), style)
