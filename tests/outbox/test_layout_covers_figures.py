"""Every subtask that is counted in a figure can be answered on that month's form."""

from datetime import date

import pytest

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.layout.form import Form

FIRST, MONTHS = ReportingMonth(2021, 7), 42


@pytest.mark.parametrize("ask", ["all", "critical"])
def test_every_subtask_in_a_figure_is_on_the_form__ok(
    ask: str, roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """For every region and month of the roadmap, views A and B count only what is asked."""
    for region in regions.regions:
        concerning = [step.subtask for step in roadmap.concerning(region.code)]
        for place in range(MONTHS):
            month = FIRST.shifted(place)
            counted = {
                subtask.id
                for subtask in concerning
                if roadmap.counted_along_roadmap(subtask, month)
                or roadmap.counted_for_target(subtask)
            }
            form = Form(
                roadmap,
                glossary,
                region,
                month,
                region.majority_language,
                date(2022, 6, 10),
                ask="critical" if ask == "critical" else "all",
            )
            on_form = {row for sheet in form.sheets for row in sheet.subtask_rows}
            assert counted <= on_form, (region.code, str(month))


def test_critical_subtasks_come_first_within_their_task__ok(
    roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """A task's rows stand together, and its critical ones on top."""
    region = regions.by_code["01"]
    form = Form(roadmap, glossary, region, ReportingMonth(2022, 5), "fi", date(2022, 6, 10))
    for sheet in form.sheets:
        tasks = [step.task.id for step in sheet.positions]
        together = [task for place, task in enumerate(tasks) if task not in tasks[:place]]
        assert tasks == sorted(tasks, key=together.index)
        for task in together:
            marks = [step.subtask.critical for step in sheet.positions if step.task.id == task]
            assert marks == sorted(marks, reverse=True)
