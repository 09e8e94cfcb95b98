"""Changes since last month: the nation's figures beside last month's, then every change."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tilannekuva.domain.picture import VIEWS, WHOLE_ROADMAP, Change, Figure, LastMonth, Level, View
from tilannekuva.domain.roadmap import ScaleId
from tilannekuva.i18n.words import NOTHING_TO_SHARE
from tilannekuva.layout.look import PALE, SMALL_POINTS
from tilannekuva.publish.national.bulk_worksheet import CellValue
from tilannekuva.publish.national.comparison import (
    compared,
    month_number,
    points,
    write_points,
)
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.formats import CENTRED, HEAD, HEAD_CENTRED, Style
from tilannekuva.publish.national.labels import choice_label, view_label, yes
from tilannekuva.publish.national.page import HEADER_ROW, Page
from tilannekuva.publish.national.row_heights import height, lines
from tilannekuva.publish.national.summary_changes import (
    kind_label,
    no_last_month,
    told_comparison,
    told_uncompared,
)
from tilannekuva.publish.national.tables import Column, Table, centred, draw, wrapped

_SUBTASK_WIDTH: Final = 40.0
_DESCRIPTION_WIDTH: Final = 38.0
_KEYS: Final = 8
_PART_WIDTH: Final = 44.0
_FIGURE_WIDTH: Final = 13.0
_FIGURES: Final = 12
"""How many columns of figures the sheet of both months has."""


def changes(draft: Draft) -> None:
    """Draw the nation's figures of both months, and say which regions are not compared."""
    words, last = draft.words, draft.picture.last_month
    title = words("Changes since last month")
    hint = words(
        "The shares of the whole country this month and last month, in both views. Shares are "
        "sums over the regions that reported in each month, and a change in percentage points is "
        "the difference of the shares that are shown. The next sheet tells each change by itself."
    )
    widths = [_PART_WIDTH, *[_FIGURE_WIDTH] * _FIGURES]
    page = draft.page(SheetPlan(words("Changes"), title, hint, widths))
    row = HEADER_ROW + 1
    if last is None:
        page.write(HEADER_ROW, 0, no_last_month(draft), Style(bold=True))
        page.height(HEADER_ROW, height(1))
    else:
        row = _figures(page, draft, last)
        for text in (told_comparison(draft, last), told_uncompared(draft, last)):
            page.merged(row, (0, _FIGURES), text, Style(wrap=True, middle=True))
            page.height(row, height(lines(text, sum(widths))) + 3)
            row += 1
    page.freeze(HEADER_ROW + 1, 1)
    draft.finish(page, title, (row - 1, _FIGURES))


def changes_by_subtask(draft: Draft) -> None:
    """Draw every change of every region that reports in both months."""
    words, last = draft.words, draft.picture.last_month
    title = words("Changes by subtask since last month")
    hint = words(
        "What the regions tell otherwise than last month, critical subtasks first. Changes are "
        "told of the regions that reported in both months. Delayed and other terms are explained "
        "on the last sheet."
    )
    if last is not None:
        hint = f"{hint} {told_uncompared(draft, last)}"
    columns = _columns(draft)
    widths = [column.width for column in columns]
    page = draft.page(SheetPlan(words("Changes by subtask"), title, hint, widths), bulk=True)
    rows = [_values(draft, each) for each in _in_order(draft.picture.changes)]
    nothing = no_last_month(draft) if last is None else words("Nothing has changed.")
    last_row = draw(page, Table(columns, rows, nothing=nothing, keys=_KEYS))
    page.freeze(HEADER_ROW + 1, 4)
    draft.finish(page, title, (last_row, len(columns) - 1))


def _in_order(told: tuple[Change, ...]) -> list[Change]:
    """Return the changes of critical subtasks first, each part as the picture has it."""
    return sorted(told, key=lambda each: not each.position.subtask.critical)


def _columns(draft: Draft) -> list[Column]:
    words = draft.words
    day = draft.formats.day()
    risk, support = words("Risk"), words("Support")
    return [
        centred(words("Region code"), 7),
        wrapped(words("Region"), 14),
        Column(words("Code"), 9.5),
        wrapped(words("Subtask"), _SUBTASK_WIDTH),
        centred(words("Group"), 8),
        centred(words("Critical"), 8),
        Column(words("Due"), 11, day),
        wrapped(words("Change"), 20),
        wrapped(words("Status last month"), 12),
        wrapped(words("Status now"), 12),
        wrapped(words("{what} last month", what=risk), 11),
        wrapped(words("{what} now", what=risk), 11),
        wrapped(words("{what} last month", what=support), 13),
        wrapped(words("{what} now", what=support), 13),
        Column(words("Estimated completion"), 13, day),
        wrapped(words("Description now"), _DESCRIPTION_WIDTH),
    ]


def _values(draft: Draft, change: Change) -> list[CellValue]:
    words, now = draft.words, change.now
    subtask = change.position.subtask
    kinds = "\n".join(kind_label(words, kind) for kind in change.kinds)
    both = (change.before, now)
    no_answer = words("no answer")
    return [
        change.region,
        draft.short_names([change.region]),
        subtask.id,
        words.text(subtask.name),
        change.position.group.id,
        yes(words, so=subtask.critical),
        subtask.due,
        kinds,
        *[_choice(draft, "status", each.status if each else None) or no_answer for each in both],
        *[_choice(draft, "risk", each.risk if each else None) for each in both],
        *[_choice(draft, "support", each.support if each else None) for each in both],
        now.estimated_completion if now else None,
        now.description if now else None,
    ]


def _choice(draft: Draft, scale: ScaleId, choice: str | None) -> str | None:
    return choice_label(draft.words, draft.picture.roadmap, scale, choice)


def _parts(draft: Draft) -> Iterator[tuple[Level, str, str]]:
    words, roadmap = draft.words, draft.picture.roadmap
    yield "roadmap", WHOLE_ROADMAP, words("Whole roadmap")
    for group in roadmap.groups:
        yield "group", group.id, words.text(group.name)


def _figures(page: Page, draft: Draft, last: LastMonth) -> int:
    """Draw the shares of each group in both views and months; return the row below."""
    words, row = page.words, HEADER_ROW
    before, now = month_number(last.month), month_number(draft.picture.month)
    change = words("change, percentage points")
    named = [words("Whole country")]
    for told in (words("Completed"), words("Started")):
        named += [f"{told} {before}", f"{told} {now}", change]
    for told in (words("n"), words("No answer"), words("Regions reporting")):
        named += [f"{told} {before}", f"{told} {now}"]
    page.write(row, 0, named[0], HEAD)
    page.row(row, 1, named[1:], HEAD_CENTRED)
    most = max(lines(each, _FIGURE_WIDTH, SMALL_POINTS, bold=True) for each in named[1:])
    page.height(row, height(most) + 6)
    for view in VIEWS:
        for level, key, name in _parts(draft):
            row += 1
            _figure_row(page, draft, row, view, (level, key, name))
    return row + 1


def _figure_row(
    page: Page, draft: Draft, row: int, view: View, part: tuple[Level, str, str]
) -> None:
    level, key, name = part
    both = compared(draft.picture, view, level, key)
    before = both.before or Figure(0, 0, 0, 0)
    whole = level == "roadmap"
    style = replace(CENTRED, bold=whole, fill=PALE if whole else None, middle=True)
    label = view_label(page.words, view) if whole else name
    page.write(row, 0, label, replace(style, align="left"))
    column = 1
    for measured in ("completed", "started"):
        page.share(row, column, getattr(before, measured), before.n, style)
        page.share(row, column + 1, getattr(both.now, measured), both.now.n, style)
        write_points(page, row, column + 2, points(both, measured), replace(style, bold=True))
        column += 3
    for count in (before.n, both.now.n, before.missing, both.now.missing):
        page.number(row, column, count, style)
        column += 1
    for covered in (both.coverage_before, both.coverage):
        told = f"{covered.reporting}/{covered.concerned}" if covered else NOTHING_TO_SHARE
        page.write(row, column, told, style)
        column += 1
    page.height(row, 18)
