"""Draw the national picture of a month from its record."""

from collections.abc import Iterator, Sequence

from tilannekuva.domain.discussions import Discussions
from tilannekuva.domain.picture import MonthRecord, NationalPicture, Standing, Timing
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.picture.changes import EarlierMonth, changes, last_month
from tilannekuva.picture.figures import figures
from tilannekuva.picture.region_standings import region_standings
from tilannekuva.picture.risks import shared_risks
from tilannekuva.picture.subtask_frame import SubtaskFrame, merged


def national_picture(  # noqa: PLR0913 - a picture is drawn from all of these
    record: MonthRecord,
    roadmap: Roadmap,
    regions: Regions,
    *,
    after_deadline: bool,
    earlier: Sequence[EarlierMonth] = (),
    discussions: Discussions | None = None,
) -> NationalPicture:
    """Return the picture of a month.

    Args:
        record: the returns of the month, with one answer for each region and subtask.
        roadmap: the roadmap version in force in the month.
        regions: the regions that were sent a form.
        after_deadline: whether what has not come is missing rather than awaited.
        earlier: the months before it that are archived, the last one first, without a gap.
        discussions: what the ministry has noted beside the returns.
    """
    frame = merged(record, roadmap, regions)
    counted, covered = figures(frame, roadmap, regions)
    counted_critical = {
        step.subtask.id
        for step in roadmap.positions.values()
        if roadmap.counted_along_roadmap(step.subtask, record.month)
        or roadmap.counted_for_target(step.subtask)
    }
    return NationalPicture(
        record=record,
        roadmap=roadmap,
        regions=regions,
        standings=region_standings(record, roadmap, regions, after_deadline=after_deadline),
        figures=counted,
        coverage=covered,
        subtasks=tuple(_subtasks(frame, record, roadmap)),
        risks=shared_risks(frame, roadmap),
        not_applicable=tuple(
            answer
            for answer in record.answers
            if answer.status == "not_applicable" and answer.subtask in counted_critical
        ),
        last_month=last_month(earlier[0], regions) if earlier else None,
        changes=changes(record, roadmap, regions, [each.record for each in earlier]),
        discussions=discussions or Discussions(),
    )


def _subtasks(frame: SubtaskFrame, record: MonthRecord, roadmap: Roadmap) -> Iterator[Standing]:
    answers = {(answer.region, answer.subtask): answer for answer in record.answers}
    asked = frame.rows.loc[frame.rows["asked"], ["region", "subtask", "timing"]].astype("object")
    for region, subtask, timing in asked.itertuples(index=False, name=None):
        yield Standing(
            region=region,
            position=roadmap.positions[subtask],
            answer=answers.get((region, subtask)),
            timing=Timing(timing) if isinstance(timing, str) else None,
        )
