"""National and regional risks: where subtasks are late, at high risk or in want of support."""

from collections.abc import Iterator

import pandas as pd

from tilannekuva.domain.picture import SharedRisk, Timing
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.picture.subtask_frame import SubtaskFrame


def shared_risks(frame: SubtaskFrame, roadmap: Roadmap) -> tuple[SharedRisk, ...]:
    """Return the subtasks that are a risk in at least one region.

    National risks come first; within each kind critical subtasks come first, then those that
    affect most regions. No answer is in the base but never among the affected.
    """
    rows = frame.rows
    base = rows[rows["reports"] & (rows["status"] != "not_applicable")]
    risks = sorted(_risks(base, roadmap), key=_rank)
    return tuple(risks)


def _risks(base: pd.DataFrame, roadmap: Roadmap) -> Iterator[SharedRisk]:
    reasons = {
        "delayed": base["timing"] == Timing.DELAYED.value,
        "high_risk": base["risk"] == "high",
        "national_support": base["support"] == "national",
    }
    affected = reasons["delayed"] | reasons["high_risk"] | reasons["national_support"]
    sizes = base.groupby("subtask", observed=True).size()
    for subtask in base.loc[affected, "subtask"].astype("object").unique():
        of_subtask = base["subtask"] == subtask
        size = int(sizes[subtask])
        codes = tuple(base.loc[affected & of_subtask, "region"])
        yield SharedRisk(
            position=roadmap.positions[subtask],
            national=roadmap.measures.national_risk.reached(len(codes), size),
            base=size,
            affected=codes,
            delayed=tuple(base.loc[reasons["delayed"] & of_subtask, "region"]),
            high_risk=tuple(base.loc[reasons["high_risk"] & of_subtask, "region"]),
            national_support=tuple(base.loc[reasons["national_support"] & of_subtask, "region"]),
        )


def _rank(risk: SharedRisk) -> tuple[bool, bool, int, int]:
    critical = risk.position.subtask.critical
    return (not risk.national, not critical, -len(risk.affected), risk.position.order)
