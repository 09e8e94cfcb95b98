"""The charts of the summary: native, told in words too, with their figures in cells beside."""

from dataclasses import dataclass
from typing import Any, Final

from tilannekuva.i18n.words import NOTHING_TO_SHARE
from tilannekuva.layout.look import FONT, INK, LINE, MUTED, SMALL_POINTS
from tilannekuva.publish.national.draft import Draft
from tilannekuva.publish.national.formats import PERCENTS
from tilannekuva.publish.national.page import Page

CellRange = list[object]
"""Cells as the library takes them: sheet, first row, column, last row, column."""

_TITLE_POINTS: Final = 11
_TITLE_PIXELS: Final = 32
_VALUE_PIXELS: Final = 18
_LEGEND_PIXELS: Final = 30
_EDGE_PIXELS: Final = 10
_EDGE: Final = 0.02


@dataclass(frozen=True, slots=True)
class Series:
    """One series of bars."""

    name: str
    values: CellRange
    colours: tuple[str, ...]
    """One for all bars, or one for each."""
    nothing: tuple[bool, ...] = ()
    """Which bars have nothing to tell, and get a dash."""


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A chart to be placed."""

    title: str
    description: str
    """The chart in words, with its figures."""
    categories: CellRange
    series: tuple[Series, ...]
    pixels: tuple[int, int]
    upright: bool = False
    """Whether the bars stand; else they lie, in the order of the cells."""
    shares: bool = False
    """Whether the values are shares, on a scale from none to all."""
    labels_share: float = 0.35
    """How much of the width the names beside lying bars take."""


def cells_of(page: Page, first: int, last: int, column: int) -> CellRange:
    """Return the cells of a column from the first row to the last."""
    return [page.name, first, column, last, column]


def place_chart(page: Page, draft: Draft, at: tuple[int, int], plan: ChartPlan) -> None:
    """Place a chart with its upper left corner in a cell.

    Each bar carries its value, so the axis of values and its lines are left out.
    """
    chart = draft.workbook.add_chart({"type": "column" if plan.upright else "bar"})
    number_format = PERCENTS[page.words.language] if plan.shares else "0"
    for each in plan.series:
        chart.add_series(_series(plan, each, number_format))
    chart.set_title(
        {
            "name": plan.title,
            "name_font": {**_font(_TITLE_POINTS), "bold": True},
            "overlay": False,
        }
    )
    chart.set_chartarea({"border": {"color": LINE}})
    legend = len(plan.series) > 1
    chart.set_legend(
        {"position": "bottom", "font": _font(SMALL_POINTS)} if legend else {"none": True}
    )
    names: dict[str, object] = {
        "num_font": _font(SMALL_POINTS),
        "line": {"color": MUTED},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
    }
    scale: dict[str, object] = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
    if plan.shares:
        # Beyond all there is room for the value that stands at the end of the bar.
        scale["max"] = 1.15
    if plan.upright:
        chart.set_x_axis(names)
        chart.set_y_axis(scale)
    else:
        # Of a chart with lying bars the library calls the axis of values x and that of names y.
        chart.set_x_axis(scale)
        chart.set_y_axis({**names, "reverse": True, "interval_unit": 1})
    _lay_out(chart, plan, legend=legend)
    width, height = plan.pixels
    chart.set_size({"width": width, "height": height})
    placed = {"x_offset": 2, "y_offset": 2, "object_position": 2, "description": plan.description}
    page.chart(*at, chart, placed)


def _lay_out(chart: Any, plan: ChartPlan, *, legend: bool) -> None:
    """Give the names and the values their room, so that they are told whole."""
    pixels = plan.pixels[1]
    above = (_TITLE_PIXELS + (_VALUE_PIXELS if plan.upright else 0)) / pixels
    below = (_LEGEND_PIXELS if legend or plan.upright else _EDGE_PIXELS) / pixels
    before = _EDGE if plan.upright else plan.labels_share
    area = {"x": before, "y": above, "width": 1 - before - _EDGE, "height": 1 - above - below}
    chart.set_plotarea({"layout": area})


def _series(plan: ChartPlan, series: Series, number_format: str) -> dict[str, object]:
    labels: dict[str, object] = {
        "value": True,
        "font": _font(SMALL_POINTS),
        "num_format": number_format,
        "position": "outside_end",
    }
    if any(series.nothing):
        # A cell that holds a dash is 0 to a chart; the dash stands there too.
        labels["custom"] = [
            {"value": NOTHING_TO_SHARE} if each else None for each in series.nothing
        ]
    told: dict[str, object] = {
        "name": series.name,
        "categories": plan.categories,
        "values": series.values,
        "fill": {"color": series.colours[0]},
        "border": {"color": MUTED, "width": 0.75},
        "data_labels": labels,
        "gap": 45,
        "overlap": 0,
    }
    if len(series.colours) > 1:
        told["points"] = [
            {"fill": {"color": each}, "border": {"color": MUTED, "width": 0.75}}
            for each in series.colours
        ]
    return told


def _font(points: int) -> dict[str, object]:
    return {"name": FONT, "size": points, "color": INK, "bold": False}
