"""The charts of the summary: native, told in words too, with their figures in cells beside."""

from dataclasses import dataclass
from typing import Any, Final

from tilannekuva.domain.picture import VIEWS
from tilannekuva.domain.regions import NATION
from tilannekuva.layout.look import (
    BODY_POINTS,
    CLASS_COLOURS,
    FONT,
    HEADING_POINTS,
    INK,
    LINE,
    MUTED,
    SMALL_POINTS,
    STATUS_COLOURS,
)
from tilannekuva.publish.national.draft import Draft
from tilannekuva.publish.national.formats import PERCENTS
from tilannekuva.publish.national.labels import state_label
from tilannekuva.publish.national.page import Page

_VIEW: Final = VIEWS[1]
_FIRST_COUNT: Final = 9
_CODE_COLUMN: Final = 1
_SHARE_COLUMN: Final = 5
_CHART_COLUMN: Final = 8
_COLOURS: Final = ("done", "in_progress", "not_started", "missing")
_GROUP_SIZE: Final = {"width": 1345, "height": 318}
_REGION_SIZE: Final = {"width": 425, "height": 535}


@dataclass(frozen=True, slots=True)
class BarRange:
    """Where the figures of a chart stand."""

    sheet: str
    heads: int
    """The row of the headings."""
    first: int
    last: int

    def column(self, column: int) -> list[object]:
        """Return the cells of a column, as the library takes them."""
        return [self.sheet, self.first, column, self.last, column]


def group_chart(page: Page, draft: Draft, row: int, bars: BarRange) -> None:
    """Place a stacked bar for each group: completed, in progress, not started, no answer."""
    words = page.words
    chart = draft.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for column, status in enumerate(_COLOURS, start=_FIRST_COUNT):
        chart.add_series(
            {
                "name": [bars.sheet, bars.heads, column],
                "categories": bars.column(0),
                "values": bars.column(column),
                "fill": {"color": STATUS_COLOURS[status]},
                "border": {"color": MUTED, "width": 0.75},
                "data_labels": {"value": True, "font": _font(SMALL_POINTS), "num_format": "0;;"},
                "gap": 45,
            }
        )
    title = words("Readiness for the target date by preparation group (number of subtasks)")
    _dress(chart, title)
    chart.set_legend({"position": "bottom", "font": _font(BODY_POINTS)})
    chart.set_x_axis({"major_gridlines": _lines(), "num_format": _percent(page), **_axis()})
    chart.set_y_axis({"reverse": True, **_axis()})
    chart.set_size(_GROUP_SIZE)
    told = [
        words(
            "{group}: {done} completed, {progress} in progress, {idle} not started, {missing} "
            "without an answer",
            group=group.name,
            done=figure.completed,
            progress=figure.started - figure.completed,
            idle=figure.n - figure.started - figure.missing,
            missing=figure.missing,
        )
        for group in draft.picture.roadmap.groups
        for figure in [draft.picture.figure(_VIEW, NATION, "group", group.id)]
    ]
    page.chart(row, 0, chart, _placed(f"{title}. {'; '.join(told)}."))


def region_chart(page: Page, draft: Draft, row: int, bars: BarRange) -> None:
    """Place a bar for each region, in order of code: a comparison, not a ranking."""
    words = page.words
    chart = draft.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": [bars.sheet, bars.heads, _SHARE_COLUMN],
            "categories": bars.column(_CODE_COLUMN),
            "values": bars.column(_SHARE_COLUMN),
            "fill": {"color": CLASS_COLOURS[-1]},
            "border": {"color": MUTED, "width": 0.75},
            "data_labels": {
                "value": True,
                "font": _font(SMALL_POINTS),
                "custom": _silent_labels(draft),
            },
            "gap": 35,
        }
    )
    title = words("View B: completed share by region")
    _dress(chart, title)
    chart.set_legend({"none": True})
    chart.set_x_axis(
        {
            "min": 0,
            "max": 1,
            "major_unit": 0.25,
            "major_gridlines": _lines(),
            "num_format": _percent(page),
            **_axis(),
        }
    )
    chart.set_y_axis({"reverse": True, "interval_unit": 1, **_axis()})
    chart.set_size(_REGION_SIZE)
    shares = ((code, draft.picture.figure(_VIEW, code)) for code in draft.picture.regions.by_code)
    told = "; ".join(f"{code} {words.share(each.completed, each.n)}" for code, each in shares)
    page.chart(row, _CHART_COLUMN, chart, _placed(f"{title}. {told}."))


def _silent_labels(draft: Draft) -> list[dict[str, object] | None]:
    """Return a word for each region that does not report, where others have their share."""
    return [
        None if standing.reports else {"value": state_label(draft.words, standing.state)}
        for standing in draft.picture.standings.values()
    ]


def _dress(chart: Any, title: str) -> None:
    chart.set_title(
        {"name": title, "name_font": {**_font(HEADING_POINTS), "bold": True}, "overlay": False}
    )
    chart.set_chartarea({"border": {"color": LINE}})


def _placed(description: str) -> dict[str, object]:
    return {"x_offset": 2, "y_offset": 2, "object_position": 1, "description": description}


def _percent(page: Page) -> str:
    return PERCENTS[page.words.language]


def _font(points: int) -> dict[str, object]:
    return {"name": FONT, "size": points, "color": INK, "bold": False}


def _axis() -> dict[str, object]:
    return {"num_font": _font(SMALL_POINTS), "line": {"color": LINE}}


def _lines() -> dict[str, object]:
    return {"visible": True, "line": {"color": LINE, "width": 0.5}}
