"""How the regions spread over the colour classes, in both views."""

from dataclasses import replace
from typing import Final

from tilannekuva.domain.picture import VIEWS, NationalPicture, View
from tilannekuva.publish.national.colour_classes import colour_classes
from tilannekuva.publish.national.draft import Draft
from tilannekuva.publish.national.labels import view_label
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

_CLASS: Final = 4
_COUNT: Final = 3
_CHART_PIXELS: Final = 160
_COUNT_COLUMN: Final[dict[View, int]] = {"A": _CLASS, "B": _CLASS + 14}
_NAMES: Final = 11


def draw_classes(page: Page, draft: Draft, row: int) -> int:
    """Draw a chart of each view, and below it which regions are in each class.

    Returns:
        the row below.
    """
    words, picture = page.words, draft.picture
    title = words("The regions by the share they have completed")
    row = section(page, row, title)
    charts = row
    row = room_for(page, row, _CHART_PIXELS)
    counted = words("regions")
    named = [(words("Share completed"), _CLASS)]
    for view in VIEWS:
        named += [(counted, _COUNT), (view_label(words, view), _NAMES)]
    row = heads(page, row, named)
    top = row
    members = {view: regions_by_class(picture, view) for view in VIEWS}
    classes = list(colour_classes(picture.roadmap))
    for index, each in enumerate(classes):
        told = [Cell(each.label(words), _CLASS, replace(CENTRE, fill=each.colour))]
        for view in VIEWS:
            codes = members[view][index]
            told += [
                Cell(len(codes), _COUNT, CENTRE),
                Cell(draft.short_names(codes) or None, _NAMES),
            ]
        row = cells(page, row, told)
    for place, view in enumerate(VIEWS):
        column = _COUNT_COLUMN[view]
        heading = words("Number of regions, {view}", view=view_label(words, view))
        counts = [
            words("{label}: {n}", label=each.label(words), n=len(members[view][index]))
            for index, each in enumerate(classes)
        ]
        plan = ChartPlan(
            title=heading,
            description=f"{heading}. {'; '.join(counts)}.",
            categories=cells_of(page, top, row - 1, 0),
            series=(
                Series(
                    heading,
                    cells_of(page, top, row - 1, column),
                    tuple(each.colour for each in classes),
                ),
            ),
            pixels=(COLUMN_PIXELS * COLUMNS // 2 - 4, _CHART_PIXELS - 4),
            upright=True,
        )
        place_chart(page, draft, (charts, place * COLUMNS // 2), plan)
    return _without_share(page, draft, row)


def regions_by_class(picture: NationalPicture, view: View) -> list[list[str]]:
    """Return the codes of the regions that report and have a share, by class, lowest first."""
    measures = picture.roadmap.measures
    members: list[list[str]] = [[] for _each in range(len(measures.colour_classes) + 1)]
    for code in picture.reporting:
        figure = picture.figure(view, code)
        index = measures.colour_class(figure.completed, figure.n)
        if index is not None:
            members[index].append(code)
    return members


def _without_share(page: Page, draft: Draft, row: int) -> int:
    """Name the regions that are in no class, and say why."""
    words, picture = page.words, draft.picture
    silent = [code for code, each in picture.standings.items() if not each.reports]
    told = []
    if silent:
        told.append(words("Not reporting: {regions}.", regions=draft.short_names(silent)))
    for view in VIEWS:
        without = [code for code in picture.reporting if picture.figure(view, code).n == 0]
        if without:
            told.append(
                words(
                    "No critical subtask to count in view {view}: {regions}.",
                    view=view,
                    regions=draft.short_names(without),
                )
            )
    return sentence(page, row, " ".join(told)) if told else row
