"""Find subtasks that are completed although what they depend on is not even started."""

from collections.abc import Iterator, Sequence

from tilannekuva.domain.answers import Answer, GroupReturn
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.validation.cells import Place


def dependency_findings(returns: Sequence[GroupReturn], roadmap: Roadmap) -> Iterator[Finding]:
    """Yield what is completed before what it depends on, in the order of the returns.

    What a subtask depends on may be another group's, so this needs everything a region has
    returned. A dependency counts only where both subtasks concern the region.

    Args:
        returns: the returns of one region that are in force for one month.
        roadmap: what depends on what.
    """
    answers = {answer.subtask: answer for each in returns for answer in each.answers}
    label = roadmap.answer_scale.label
    for each in returns:
        for answer in each.answers:
            for other in _not_started(answer, answers, roadmap):
                place = Place(answer.source_file, answer.source_sheet, each.region, each.group)
                yield place.finding(
                    "ROW-025",
                    answer.source_cell,
                    answer.subtask,
                    "status",
                    other=other,
                    answer=label("status", "not_started"),
                )


def _not_started(answer: Answer, answers: dict[str, Answer], roadmap: Roadmap) -> Iterator[str]:
    step = roadmap.positions.get(answer.subtask)
    if answer.status != "done" or step is None:
        return
    for other in step.subtask.depends_on:
        concerns = roadmap.applies(roadmap.positions[other].subtask, answer.region)
        if concerns and other in answers and answers[other].status == "not_started":
            yield other
