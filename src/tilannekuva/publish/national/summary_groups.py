"""The preparation groups on the summary: both views, beside last month, with a chart of each."""

from dataclasses import replace
from typing import Final

from tilannekuva.domain.picture import VIEWS, Figure, View
from tilannekuva.i18n.words import Words
from tilannekuva.layout.look import ACCENT, LINE
from tilannekuva.publish.national.comparison import (
    Compared,
    compared,
    month_number,
    points,
    write_points,
)
from tilannekuva.publish.national.draft import Draft
from tilannekuva.publish.national.formats import SUBHEAD
from tilannekuva.publish.national.labels import view_label
from tilannekuva.publish.national.page import Page
from tilannekuva.publish.national.summary_charts import ChartPlan, Series, cells_of, place_chart
from tilannekuva.publish.national.summary_grid import (
    CENTRE,
    COLUMN_PIXELS,
    COLUMNS,
    LAST_COLUMN,
    Cell,
    cells,
    heads,
    room_for,
)

_NAME: Final = 8
_BEFORE: Final = 8
"""Where last month's share stands, when it is there; this month's is next to it."""
_CHART_PIXELS: Final = 272


def draw_groups(page: Page, draft: Draft, row: int) -> int:
    """Draw the groups in both views, then a chart of each view; return the row below."""
    row = heads(page, row, _headings(draft))
    tops: dict[View, int] = {}
    for view in VIEWS:
        page.merged(row, (0, LAST_COLUMN), view_label(page.words, view), SUBHEAD)
        page.height(row, 16.5)
        row += 1
        tops[view] = row
        for group in draft.picture.roadmap.groups:
            both = compared(draft.picture, view, "group", group.id)
            row = _row(page, row, page.words.text(group.name), both, draft)
    charts = row
    row = room_for(page, row, _CHART_PIXELS)
    for place, view in enumerate(VIEWS):
        _chart(page, draft, (charts, place * COLUMNS // 2), view, tops[view])
    return row


def _headings(draft: Draft) -> list[tuple[str, int]]:
    words, last = draft.words, draft.picture.last_month
    now = month_number(draft.picture.month)
    group, done, started = words("Preparation group"), words("Completed"), words("Started")
    counts = [words("n"), words("No answer")]
    if last is None:
        return [(group, _NAME), *[(each, 6) for each in (done, started, *counts)]]
    return [
        (group, _NAME),
        (f"{done} {month_number(last.month)}", 4),
        (f"{done} {now}", 4),
        (words("change, percentage points"), 4),
        (f"{started} {now}", 4),
        *[(each, 4) for each in counts],
    ]


def _row(page: Page, row: int, name: str, both: Compared, draft: Draft) -> int:
    changes = draft.picture.last_month is not None
    wide = 4 if changes else 6
    below = cells(page, row, [Cell(name, _NAME)])
    column = _NAME
    bold = replace(CENTRE, bold=True)
    if changes:
        before = both.before or Figure(0, 0, 0, 0)
        _share(page, row, (column, wide), before.completed, before.n)
        column += wide
    _share(page, row, (column, wide), both.now.completed, both.now.n, bold=True)
    column += wide
    if changes:
        page.merged(row, (column, column + wide - 1), "", bold)
        write_points(page, row, column, points(both, "completed"), bold)
        column += wide
    _share(page, row, (column, wide), both.now.started, both.now.n)
    for count in (both.now.n, both.now.missing):
        column += wide
        page.merged(row, (column, column + wide - 1), "", CENTRE)
        page.number(row, column, count, CENTRE)
    return below


def _share(  # noqa: PLR0913 - a share, where it stands and how it looks
    page: Page, row: int, at: tuple[int, int], part: int, whole: int, *, bold: bool = False
) -> None:
    column, wide = at
    style = replace(CENTRE, bold=bold)
    page.merged(row, (column, column + wide - 1), "", style)
    page.share(row, column, part, whole, style)


def _chart(page: Page, draft: Draft, at: tuple[int, int], view: View, top: int) -> None:
    """Place the completed shares of the groups: last month's, where it is there, and this one's."""
    words, last = page.words, draft.picture.last_month
    groups = draft.picture.roadmap.groups
    both = [compared(draft.picture, view, "group", group.id) for group in groups]
    bottom = top + len(groups) - 1
    series = []
    if last is not None:
        nothing = tuple(each.before is None or each.before.n == 0 for each in both)
        values = cells_of(page, top, bottom, _BEFORE)
        series.append(Series(words.month(last.month), values, (LINE,), nothing))
    column = _NAME if last is None else _BEFORE + 4
    nothing = tuple(each.now.n == 0 for each in both)
    values = cells_of(page, top, bottom, column)
    series.append(Series(words.month(draft.picture.month), values, (ACCENT,), nothing))
    title = words("Completed, {view}", view=view_label(words, view))
    told = [
        _told(words, page.words.text(group.name), each)
        for group, each in zip(groups, both, strict=True)
    ]
    plan = ChartPlan(
        title=title,
        description=f"{title}. {'; '.join(told)}.",
        categories=cells_of(page, top, bottom, 0),
        series=tuple(series),
        pixels=(COLUMN_PIXELS * COLUMNS // 2 - 4, _CHART_PIXELS - 4),
        shares=True,
        labels_share=0.34,
    )
    place_chart(page, draft, at, plan)


def _told(words: Words, group: str, both: Compared) -> str:
    now = words.share(both.now.completed, both.now.n)
    if both.before is None:
        return words("{group} {share}", group=group, share=now)
    before = words.share(both.before.completed, both.before.n)
    return words("{group} {share} (last month {before})", group=group, share=now, before=before)
