"""The summary: the month at a glance, on three pages that a minister can read."""

from dataclasses import replace
from typing import Final, NamedTuple

from tilannekuva.domain.picture import VIEWS, View
from tilannekuva.publish.national.comparison import (
    Compared,
    compared,
    points,
    write_points,
)
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.formats import BIG, CENTRED, Style
from tilannekuva.publish.national.labels import view_label
from tilannekuva.publish.national.page import (
    HEADER_ROW,
    LEGEND_ROW,
    SUBTITLE_ROW,
    TITLE_ROW,
    Page,
    PrintPlan,
)
from tilannekuva.publish.national.summary_blocks import draw_blocks
from tilannekuva.publish.national.summary_changes import draw_changes, told_comparison
from tilannekuva.publish.national.summary_classes import draw_classes
from tilannekuva.publish.national.summary_grid import (
    COLUMN_WIDTH,
    COLUMNS,
    LAST_COLUMN,
    heads,
    section,
    sentence,
)
from tilannekuva.publish.national.summary_groups import draw_groups
from tilannekuva.publish.national.summary_lists import draw_risks, draw_states


class _Spans(NamedTuple):
    """Over how many columns of the grid each figure of the headline stands."""

    name: int
    share: int
    change: int
    n: int
    missing: int
    coverage: int


_SPANS: Final = _Spans(name=7, share=4, change=3, n=3, missing=4, coverage=4)
_SPANS_ALONE: Final = _Spans(name=8, share=6, change=0, n=4, missing=4, coverage=4)
_CARD: Final = replace(BIG, points=13)
_SMALL_CARD: Final = replace(CENTRED, points=12, bold=True, middle=True)
_LABEL: Final = Style(points=11, bold=True, bordered=True, middle=True, wrap=True)


def summary(draft: Draft) -> None:
    """Draw the headline, groups, what changed, the regions, risks, what blocks, and returns."""
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
    if _falls_back(draft):
        hint = f"{hint} {words('Names that the roadmap does not have in English are in Finnish.')}"
    widths = [COLUMN_WIDTH] * COLUMNS
    page = draft.page(SheetPlan(words("Summary"), title, hint, widths))
    page.height(LEGEND_ROW, 4.5)
    row = _headline(page, draft)
    last = draft.picture.last_month
    if last is not None:
        row = sentence(page, row, told_comparison(draft, last))
    row = draw_groups(page, draft, section(page, row, words("By preparation group")))
    row = draw_changes(page, draft, row)
    breaks = [row]
    row = draw_classes(page, draft, row)
    row = draw_risks(page, draft, row)
    breaks.append(row)
    row = draw_blocks(page, draft, row)
    row = draw_states(page, draft, row)
    page.freeze(HEADER_ROW)
    plan = PrintPlan((TITLE_ROW, SUBTITLE_ROW), breaks, upright=True)
    draft.finish(page, words("Summary"), (row - 1, LAST_COLUMN), plan)


def _falls_back(draft: Draft) -> bool:
    """Tell whether a name of the roadmap is told in another language than the workbook's."""
    steps = draft.picture.roadmap.positions.values()
    names = (each.name for step in steps for each in (step.group, step.entity, step.subtask))
    return draft.words.language == "en" and any(name.en is None for name in names)


def _headline(page: Page, draft: Draft) -> int:
    """Draw the nation's shares as large figures; return the row below."""
    words, last = page.words, draft.picture.last_month
    spans = _SPANS if last else _SPANS_ALONE
    change = words("change, percentage points")
    named = [
        (words("Whole country"), spans.name),
        (words("Completed"), spans.share),
        *([(change, spans.change)] if last else []),
        (words("Started"), spans.share),
        *([(change, spans.change)] if last else []),
        (words("n"), spans.n),
        (words("No answer"), spans.missing),
        (words("Regions reporting"), spans.coverage),
    ]
    row = heads(page, HEADER_ROW, named)
    for view in VIEWS:
        _headline_row(page, row, view, compared(draft.picture, view), spans)
        row += 1
    return row


def _headline_row(page: Page, row: int, view: View, both: Compared, spans: _Spans) -> None:
    figure = both.now
    coverage = f"{both.coverage.reporting}/{both.coverage.concerned}"
    page.merged(row, (0, spans.name - 1), view_label(page.words, view), _LABEL)
    column = spans.name
    for measured in ("completed", "started"):
        page.merged(row, (column, column + spans.share - 1), "", BIG)
        page.share(row, column, getattr(figure, measured), figure.n, BIG)
        column += spans.share
        if spans.change:
            page.merged(row, (column, column + spans.change - 1), "", _SMALL_CARD)
            write_points(page, row, column, points(both, measured), _SMALL_CARD)
            column += spans.change
    for count, span in ((figure.n, spans.n), (figure.missing, spans.missing)):
        page.merged(row, (column, column + span - 1), "", _CARD)
        page.number(row, column, count, _CARD)
        column += span
    page.merged(row, (column, LAST_COLUMN), coverage, _CARD)
    page.height(row, 36)
