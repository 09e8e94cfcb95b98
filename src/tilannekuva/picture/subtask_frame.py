"""The frame behind the picture: one row for each region and subtask that concerns it."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from tilannekuva.domain.picture import MonthRecord, Timing
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap

COLUMNS: Final = {
    "region": "category",
    "area": "category",
    "group": "category",
    "entity": "category",
    "subtask": "category",
    "order": "int64",
    "critical": "bool",
    "asked": "bool",
    "in_a": "bool",
    "in_b": "bool",
    "due": "datetime64[s]",
    "reports": "bool",
    "status": "category",
    "estimate": "datetime64[s]",
    "risk": "category",
    "support": "category",
    "timing": "category",
}
"""The columns and their types; dates are days, and what is not answered is missing."""


@dataclass(frozen=True)
class SubtaskFrame:
    """Every region × subtask that concerns it, answered or not.

    Raises:
        ValueError: the frame does not have exactly the declared columns and types.
    """

    rows: pd.DataFrame

    def __post_init__(self) -> None:
        found = {str(name): str(kind) for name, kind in self.rows.dtypes.items()}
        if found != COLUMNS:
            raise ValueError(found)


def merged(record: MonthRecord, roadmap: Roadmap, regions: Regions) -> SubtaskFrame:
    """Return the answers of a month laid over what the roadmap asks of each region."""
    return SubtaskFrame(
        _with_timing(_answered(_expected(record, roadmap, regions), record), record, roadmap)
    )


def _expected(record: MonthRecord, roadmap: Roadmap, regions: Regions) -> pd.DataFrame:
    reporting = {answer.region for answer in record.answers}
    rows = []
    for region in regions.regions:
        asked = {step.subtask.id for step in roadmap.asked(region.code, record.month, record.ask)}
        rows += [
            (
                region.code,
                region.area_key,
                step.group.id,
                step.entity.id,
                step.subtask.id,
                step.order,
                step.subtask.critical,
                step.subtask.id in asked,
                roadmap.counted_along_roadmap(step.subtask, record.month),
                roadmap.counted_for_target(step.subtask),
                step.subtask.due,
                region.code in reporting,
            )
            for step in roadmap.concerning(region.code)
        ]
    return pd.DataFrame(rows, columns=list(COLUMNS)[:12])


def _answered(expected: pd.DataFrame, record: MonthRecord) -> pd.DataFrame:
    answers = pd.DataFrame(
        [
            (
                each.region,
                each.subtask,
                each.status,
                each.estimated_completion,
                each.risk,
                each.support,
            )
            for each in record.answers
        ],
        columns=["region", "subtask", "status", "estimate", "risk", "support"],
        dtype="object",
    )
    # A subtask answered twice by a region cannot come this far; a repeat would count it twice.
    return expected.merge(answers, how="left", on=["region", "subtask"], validate="one_to_one")


def _with_timing(rows: pd.DataFrame, record: MonthRecord, roadmap: Roadmap) -> pd.DataFrame:
    rows["timing"] = None
    rows = rows.astype(COLUMNS)
    as_of = pd.Timestamp(record.month.as_of)
    soon = as_of + pd.Timedelta(days=roadmap.measures.at_risk_within_days)
    unfinished = rows["status"].isin(["not_started", "in_progress"])
    done = rows["status"] == "done"
    not_concerned = rows["status"] == "not_applicable"
    delayed = unfinished & (rows["due"] <= as_of)
    slipping = (rows["status"] == "not_started") & (rows["due"] <= soon)
    at_risk = ~delayed & ~done & ~not_concerned & (slipping | (rows["estimate"] > rows["due"]))
    early = done & (rows["due"] > as_of)
    timing = pd.Series(None, index=rows.index, dtype="object")
    timing[delayed] = Timing.DELAYED.value
    timing[at_risk] = Timing.AT_RISK.value
    timing[early] = Timing.DONE_EARLY.value
    rows["timing"] = timing.astype("category")
    return rows
