"""The figures: counts of critical subtasks by part of the roadmap and region, area and nation."""

from collections.abc import Iterator

import pandas as pd

from tilannekuva.domain.picture import (
    VIEWS,
    WHOLE_ROADMAP,
    Coverage,
    Figure,
    FigureKey,
    Level,
    View,
)
from tilannekuva.domain.regions import NATION, Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.picture.subtask_frame import SubtaskFrame

_NONE = Figure(0, 0, 0, 0)
_MEMBERSHIP: dict[View, str] = {"A": "in_a", "B": "in_b"}

# The column that names the part of the roadmap at each level.
_PARTS: dict[Level, str] = {"roadmap": "whole", "group": "group", "entity": "entity"}


def figures(
    frame: SubtaskFrame, roadmap: Roadmap, regions: Regions
) -> tuple[dict[FigureKey, Figure], dict[FigureKey, Coverage]]:
    """Return every figure, and the coverage of those of areas and the nation.

    There is a figure for every view, part of the roadmap and region, also where n is 0.
    Areas and the nation are sums over the regions that report.
    """
    counted: dict[FigureKey, Figure] = {}
    covered: dict[FigureKey, Coverage] = {}
    rows = frame.rows.assign(whole=WHOLE_ROADMAP)
    reporting = set(rows.loc[rows["reports"], "region"])
    for view in VIEWS:
        members = rows[rows[_MEMBERSHIP[view]]]
        for level, part in _PARTS.items():
            by_region = _by_region(members, part)
            for key in parts(roadmap, level):
                own = {code: by_region.get((key, code), _NONE) for code in regions.by_code}
                concerned = {code for code in own if (key, code) in by_region}
                for code, figure in own.items():
                    counted[FigureKey(view, level, key, code)] = figure
                for together, codes in _sums(regions):
                    figure_key = FigureKey(view, level, key, together)
                    within = [code for code in codes if code in concerned]
                    heard = [code for code in within if code in reporting]
                    counted[figure_key] = sum((own[code] for code in heard), _NONE)
                    covered[figure_key] = Coverage(len(heard), len(within))
    return counted, covered


def parts(roadmap: Roadmap, level: Level) -> tuple[str, ...]:
    """Return the keys of the parts of the roadmap at a level, in roadmap order."""
    if level == "roadmap":
        return (WHOLE_ROADMAP,)
    if level == "group":
        return tuple(group.id for group in roadmap.groups)
    return tuple(entity.id for group in roadmap.groups for entity in group.entities)


def _by_region(members: pd.DataFrame, part: str) -> dict[tuple[str, str], Figure]:
    """Return the figure of each part and region that has a subtask in it."""
    status = members["status"]
    counts = (
        pd.DataFrame(
            {
                "part": members[part].astype("object"),
                "region": members["region"].astype("object"),
                "n": status != "not_applicable",
                "started": status.isin(["in_progress", "done"]),
                "completed": status == "done",
                "missing": status.isna(),
            }
        )
        .groupby(["part", "region"], sort=False)
        .sum()
    )
    return {
        (str(key), str(region)): Figure(int(n), int(started), int(completed), int(missing))
        for (key, region), n, started, completed, missing in counts.itertuples(name=None)
    }


def _sums(regions: Regions) -> Iterator[tuple[str, tuple[str, ...]]]:
    for area in regions.collaboration_areas:
        members = (region for region in regions.regions if region.area_key == area.key)
        yield area.key, tuple(region.code for region in members)
    yield NATION, tuple(regions.by_code)
