"""The summary: the month at a glance, on pages that a minister can read."""

from dataclasses import replace
from typing import Final

from tilannekuva.domain.picture import VIEWS, WHOLE_ROADMAP, Figure, FigureKey
from tilannekuva.domain.regions import NATION
from tilannekuva.i18n.words import Words
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.formats import (
    BIG,
    CENTRED,
    HEAD,
    HEAD_CENTRED,
    MUTED_TEXT,
    NUMBER,
    TEXT,
    TOTAL,
    Style,
)
from tilannekuva.publish.national.labels import state_label, view_label
from tilannekuva.publish.national.page import HEADER_ROW, SUBTITLE_ROW, TITLE_ROW, Page
from tilannekuva.publish.national.row_heights import height
from tilannekuva.publish.national.summary_charts import BarRange, group_chart, region_chart
from tilannekuva.publish.national.summary_lists import (
    LAST_COLUMN,
    NAME_WIDTH,
    draw_not_applicable,
    draw_risks,
    draw_states,
    section,
)

_COLUMN_WIDTH: Final = 11.5
_CHART_ROWS: Final = 16
_CARD_COLUMNS: Final = 2
_FIRST_COUNT: Final = 9


def summary(draft: Draft) -> None:
    """Draw the headline figures, the groups, the regions, and what weighs most."""
    words = draft.words
    title = words("National situational picture, {month}", month=draft.picture.month)
    hint = words(
        "View A counts the critical subtasks due by {day}, view B those due before "
        "{target}. Completed and started are shares of n; subtasks without an answer are "
        "in n and told beside it. The other sheets tell the same picture in detail, and "
        "the last one what each term means.",
        day=draft.picture.month.as_of,
        target=draft.picture.roadmap.target_date,
    )
    widths = [NAME_WIDTH, *[_COLUMN_WIDTH] * LAST_COLUMN]
    page = draft.page(SheetPlan(words("Summary"), title, hint, widths))
    row = _headline(page, draft)
    row = _groups(page, draft, row + 2)
    row = draw_states(page, draft, row + 2)
    breaks = [row + 2]
    row = _regions(page, draft, row + 2)
    breaks.append(row + 2)
    row = draw_risks(page, draft, row + 2)
    row = draw_not_applicable(page, draft, row + 2)
    page.freeze(HEADER_ROW)
    page.print_set_up(row, LAST_COLUMN, draft.footer(title))
    page.sheet.repeat_rows(TITLE_ROW, SUBTITLE_ROW)
    page.print_parts(breaks)


def _headline(page: Page, draft: Draft) -> int:
    """Draw the nation's shares as large figures; return the last row."""
    words, row = page.words, HEADER_ROW
    heads = [
        words("Completed"),
        words("Started"),
        words("Subtasks (n)"),
        words("No answer"),
        words("Regions reporting"),
    ]
    page.write(row, 0, words("Whole country"), HEAD)
    for place, text in enumerate(heads):
        page.merged(row, _card(place), text, HEAD_CENTRED)
    page.height(row, 21)
    label = Style(points=12, bold=True, bordered=True, middle=True, wrap=True)
    for view in VIEWS:
        row += 1
        figure = draft.picture.figure(view)
        covered = draft.picture.coverage[FigureKey(view, "roadmap", WHOLE_ROADMAP, NATION)]
        page.write(row, 0, view_label(words, view), label)
        for place in range(len(heads)):
            page.merged(row, _card(place), "", BIG)
        page.share(row, _card(0)[0], figure.completed, figure.n, BIG)
        page.share(row, _card(1)[0], figure.started, figure.n, BIG)
        page.number(row, _card(2)[0], figure.n, BIG)
        page.number(row, _card(3)[0], figure.missing, BIG)
        page.write(row, _card(4)[0], f"{covered.reporting}/{covered.concerned}", BIG)
        page.height(row, 39)
    return row


def _card(place: int) -> tuple[int, int]:
    first = 1 + _CARD_COLUMNS * place
    return first, first + _CARD_COLUMNS - 1


def _groups(page: Page, draft: Draft, row: int) -> int:
    """Draw both views by preparation group and a chart of view B; return the last row."""
    words = page.words
    top = section(page, row, words("By preparation group"))
    page.write(top, 0, None, HEAD)
    page.merged(top, (1, 4), view_label(words, "A"), HEAD_CENTRED)
    page.merged(top, (5, 8), view_label(words, "B"), HEAD_CENTRED)
    counted = words("View B, number of subtasks")
    page.merged(top, (_FIRST_COUNT, LAST_COLUMN), counted, HEAD_CENTRED)
    page.height(top, 18)
    heads = top + 1
    counts = [words("Completed"), words("In progress"), words("Not started"), words("No answer")]
    page.write(heads, 0, words("Preparation group"), HEAD)
    page.row(heads, 1, [*_figure_heads(words), *_figure_heads(words), *counts], HEAD_CENTRED)
    page.height(heads, 30)
    row = heads
    for group in draft.picture.roadmap.groups:
        row += 1
        figures = [draft.picture.figure(view, NATION, "group", group.id) for view in VIEWS]
        _group_row(page, row, words.text(group.name), figures, TEXT)
    group_chart(page, draft, row + 3, BarRange(page.name, heads, heads + 1, row))
    row += 1
    figures = [draft.picture.figure(view) for view in VIEWS]
    _group_row(page, row, words("Whole roadmap"), figures, TOTAL)
    return row + 2 + _CHART_ROWS


def _figure_heads(words: Words) -> list[str]:
    return [words("Completed"), words("Started"), words("n"), words("No answer")]


def _group_row(page: Page, row: int, name: str, figures: list[Figure], style: Style) -> None:
    page.write(row, 0, name, style)
    for place, figure in enumerate(figures):
        _figure(page, row, 1 + 4 * place, figure, style)
    target = figures[-1]
    counts = (
        target.completed,
        target.started - target.completed,
        target.n - target.started - target.missing,
        target.missing,
    )
    for column, count in enumerate(counts, start=_FIRST_COUNT):
        page.number(row, column, count, replace(style, align="right"))
    page.height(row, height(1))


def _figure(page: Page, row: int, first: int, figure: Figure, style: Style) -> None:
    """Write a figure in four cells: completed, started, n, no answer."""
    share = replace(CENTRED, bold=True, fill=style.fill)
    page.share(row, first, figure.completed, figure.n, share)
    page.share(row, first + 1, figure.started, figure.n, replace(share, bold=style.bold))
    page.number(row, first + 2, figure.n, replace(style, align="right"))
    page.number(row, first + 3, figure.missing, replace(style, align="right"))


def _regions(page: Page, draft: Draft, row: int) -> int:
    """Draw both views by region and a chart of view B beside them; return the last row."""
    words, picture = page.words, draft.picture
    heads = section(page, row, words("By region, in order of code"))
    page.row(heads, 0, [words("Region"), words("Code"), words("Return")], HEAD)
    names = [
        words("A: completed"),
        words("A: n"),
        words("B: completed"),
        words("B: n"),
        words("B: no answer"),
    ]
    page.row(heads, 3, names, HEAD_CENTRED)
    page.height(heads, 30)
    row = heads
    for region in picture.regions.regions:
        row += 1
        standing = picture.standings[region.code]
        page.row(row, 0, [draft.region_name(region), region.code], TEXT)
        told = words("reports") if standing.reports else state_label(words, standing.state)
        page.write(row, 2, told, replace(MUTED_TEXT, italic=not standing.reports))
        for view, first in ((VIEWS[0], 3), (VIEWS[1], 5)):
            figure = picture.figure(view, region.code)
            page.share(row, first, figure.completed, figure.n)
            page.number(row, first + 1, figure.n, NUMBER)
        page.number(row, 7, picture.figure(VIEWS[1], region.code).missing, NUMBER)
        page.height(row, height(1))
    region_chart(page, draft, heads, BarRange(page.name, heads, heads + 1, row))
    return row
