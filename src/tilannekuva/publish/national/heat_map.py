"""Heat maps: the completed share of every part of the roadmap, by region, area and nation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from tilannekuva.domain.picture import (
    VIEWS,
    WHOLE_ROADMAP,
    Figure,
    FigureKey,
    Level,
    View,
)
from tilannekuva.domain.regions import NATION
from tilannekuva.i18n.words import Words
from tilannekuva.layout.look import (
    ACCENT,
    HEADING_POINTS,
    MUTED,
    PALE,
    SMALL_POINTS,
)
from tilannekuva.publish.national.colour_classes import colour_classes
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.formats import (
    CENTRED,
    HEAD,
    HEAD_CENTRED,
    HEAD_ROTATED,
    TEXT,
    Style,
)
from tilannekuva.publish.national.labels import state_label, view_label
from tilannekuva.publish.national.page import HEADER_ROW, LEGEND_ROW, TITLE_ROW, Page, PrintPlan
from tilannekuva.publish.national.row_heights import lines

_FIRST_PART: Final = 4
"""Before it stand the view, the code, the name, and the coverage."""

_KEY_WIDTHS: Final = (8.0, 7.0, 34.0, 12.0)
_NARROW: Final = 5.6
_COUNT: Final = Style(points=SMALL_POINTS, colour=MUTED, align="right", bordered=True, middle=True)
_VIEW_TITLE: Final = Style(points=HEADING_POINTS, bold=True, colour=ACCENT, fill=PALE, middle=True)
_LEAST_HEADING: Final = 90.0
_LINES_ASIDE: Final = 2
"""How many lines a heading on its side has room for in a narrow column."""
_POINTS_OF_A_CHARACTER: Final = 6.0
_LEGEND: Final = Style(points=SMALL_POINTS, align="center", middle=True, bordered=True)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the roadmap: its columns are the share and, where asked for, n and missing."""

    level: Level
    key: str
    heading: str
    counts: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: whose figures, and what stands before them."""

    key: str
    code: str
    name: str
    coverage: str
    together: bool


def group_heat_map(draft: Draft) -> None:
    """Draw region × preparation group, with n and missing beside every share."""
    words = draft.words
    parts = [
        _Part("group", group.id, words.text(group.name), counts=True)
        for group in draft.picture.roadmap.groups
    ]
    title = words("Completed share by region and preparation group")
    _draw(draft, words("Groups"), title, [*parts, _whole(words)])


def entity_heat_map(draft: Draft) -> None:
    """Draw region × task entity, with n and missing beside the total."""
    words = draft.words
    parts = [
        _Part("entity", entity.id, f"{entity.id} {words.text(entity.name)}", counts=False)
        for group in draft.picture.roadmap.groups
        for entity in group.entities
    ]
    title = words("Completed share by region and task entity")
    _draw(draft, words("Task entities"), title, [*parts, _whole(words)])


def _whole(words: Words) -> _Part:
    return _Part("roadmap", WHOLE_ROADMAP, words("Whole roadmap"), counts=True)


def _draw(draft: Draft, name: str, title: str, parts: list[_Part]) -> None:
    words = draft.words
    hint = words(
        "Completed share of the critical subtasks: in view A of those due by now, in view B of "
        "those due before the target date. The number is in every cell, the colour only "
        "repeats it; n is the number of subtasks. Areas and the whole country are sums over the "
        "regions that report, and the coverage says how many those are."
    )
    several = any(part.counts for part in parts[:-1])
    share, count = (10.0, 7.5) if several else (_NARROW, 5.6)
    widths = [*_KEY_WIDTHS]
    for part in parts:
        widths += [share, count, count] if part.counts else [share]
    page = draft.page(SheetPlan(name, title, hint, widths))
    _legend(page, draft)
    _headings(page, parts, rotated=not several)
    row = HEADER_ROW
    starts = []
    for view in VIEWS:
        row += 1
        starts.append(row)
        _view_title(page, draft, row, view, len(widths))
        for line in _lines(draft):
            row += 1
            _row(page, draft, row, view, line, parts)
    _conditions(page, draft, row, parts)
    page.sheet.autofilter(HEADER_ROW, 0, row, _FIRST_PART - 1)
    page.freeze(HEADER_ROW + 1, _FIRST_PART)
    # Each view is a page of its own, with the title, the legend and the headings on it.
    plan = PrintPlan((TITLE_ROW, HEADER_ROW), starts[1:])
    draft.finish(page, title, (row, len(widths) - 1), plan)


def _view_title(page: Page, draft: Draft, row: int, view: View, columns: int) -> None:
    words = page.words
    counted = (
        words("critical subtasks due on {day} or before", day=draft.picture.month.as_of)
        if view == "A"
        else words("critical subtasks due before {day}", day=draft.picture.roadmap.target_date)
    )
    told = words("{view}: {counted}", view=view_label(words, view), counted=counted)
    page.write(row, 0, told, _VIEW_TITLE)
    for column in range(1, columns):
        page.write(row, column, None, _VIEW_TITLE)
    page.height(row, 21)


def _lines(draft: Draft) -> Iterator[_Line]:
    """Yield the regions in order, then the collaboration areas, then the nation."""
    picture, words = draft.picture, draft.words
    for region in picture.regions.regions:
        standing = picture.standings[region.code]
        told = "" if standing.reports else state_label(words, standing.state)
        yield _Line(region.code, region.code, draft.region_name(region), told, together=False)
    for area in picture.regions.collaboration_areas:
        yield _Line(
            area.key, area.key, words.text(area.name), _coverage(draft, area.key), together=True
        )
    nation = words.text(picture.regions.name(NATION))
    yield _Line(NATION, NATION, nation, _coverage(draft, NATION), together=True)


def _coverage(draft: Draft, key: str) -> str:
    covered = draft.picture.coverage[FigureKey("B", "roadmap", WHOLE_ROADMAP, key)]
    return f"{covered.reporting}/{covered.concerned}"


def _headings(page: Page, parts: list[_Part], *, rotated: bool) -> None:
    words = page.words
    page.row(HEADER_ROW, 0, [words("View"), words("Code"), words("Region")], HEAD)
    page.write(HEADER_ROW, 3, words("Coverage"), HEAD)
    column = _FIRST_PART
    for part in parts:
        style = HEAD_ROTATED if rotated else HEAD_CENTRED
        page.write(HEADER_ROW, column, part.heading, style)
        column += 1
        if part.counts:
            style = replace(style, bold=False)
            page.row(HEADER_ROW, column, [words("n"), words("No answer")], style)
            column += 2
    headings = [part.heading for part in parts]
    page.height(HEADER_ROW, _rotated_height(headings) if rotated else 64.5)


def _rotated_height(headings: list[str]) -> float:
    """Return the height at which each heading that stands on its side takes two lines."""
    points = _LEAST_HEADING
    while any(
        lines(each, points / _POINTS_OF_A_CHARACTER, SMALL_POINTS) > _LINES_ASIDE
        for each in headings
    ):
        points += 7.5
    return min(points, 400.0)


def _row(  # noqa: PLR0913, PLR0917 - a row of a matrix is told by all of these
    page: Page, draft: Draft, row: int, view: View, line: _Line, parts: list[_Part]
) -> None:
    fill = PALE if line.together else None
    text = replace(TEXT, bold=line.together, fill=fill, middle=True)
    page.row(row, 0, [view, line.code, line.name, line.coverage], text)
    share = replace(CENTRED, bold=line.together, middle=True)
    count = replace(_COUNT, fill=fill)
    column = _FIRST_PART
    for part in parts:
        figure: Figure = draft.picture.figure(view, line.key, part.level, part.key)
        own = replace(share, bold=True) if part.level == "roadmap" else share
        page.share(row, column, figure.completed, figure.n, own)
        column += 1
        if part.counts:
            page.number(row, column, figure.n, count)
            page.number(row, column + 1, figure.missing, count)
            column += 2
    page.height(row, 19.5)


def _conditions(page: Page, draft: Draft, last_row: int, parts: list[_Part]) -> None:
    """Colour the shares by class, live: a changed number changes its colour."""
    first = HEADER_ROW + 1
    cells = []
    column = _FIRST_PART
    for part in parts:
        cells.append(xl_range(first, column, last_row, column))
        column += 3 if part.counts else 1
    silent = page.formats.conditional(bg_color=PALE, font_color=MUTED, italic=True)
    coverage = xl_rowcol_to_cell(first, _FIRST_PART - 1, col_abs=True)
    # A region that does not report has words for its coverage, not figures such as 4/5.
    no_report = f'=AND({coverage}<>"",ISERROR(FIND("/",{coverage})))'
    page.condition(
        cells, {"type": "formula", "criteria": no_report, "format": silent, "stop_if_true": True}
    )
    for each in colour_classes(draft.picture.roadmap):
        page.condition(
            cells,
            {
                "type": "formula",
                "criteria": _between(xl_rowcol_to_cell(first, _FIRST_PART), each.low, each.high),
                "format": page.formats.conditional(bg_color=each.colour),
                "stop_if_true": True,
            },
        )


def _between(cell: str, low: int, high: int | None) -> str:
    # Multiplied, not divided: 0.9 is no exact number, and 90 of 100 must reach its class.
    scaled = f"ROUND({cell}*100,9)"
    upper = "" if high is None else f",{scaled}<{high}"
    return f"=AND(ISNUMBER({cell}),{scaled}>={low}{upper})"


def _legend(page: Page, draft: Draft) -> None:
    words = page.words
    told = [
        (each.label(words), replace(_LEGEND, fill=each.colour))
        for each in colour_classes(draft.picture.roadmap)
    ]
    views = " · ".join(view_label(words, view) for view in VIEWS)
    page.write(LEGEND_ROW, 0, views, Style(points=SMALL_POINTS, bold=True, middle=True))
    silent = Style(points=SMALL_POINTS, align="center", middle=True, bordered=True, fill=PALE)
    told.append((words("no return"), replace(silent, italic=True, colour=MUTED)))
    column = _FIRST_PART
    for text, style in told:
        page.merged(LEGEND_ROW, (column, column + 1), text, style)
        column += 2
