"""A subtask completed before what it depends on is told of, whichever group's they are."""

from datetime import UTC, datetime
from textwrap import dedent

import pytest

from tilannekuva.domain.answers import Answer, GroupReturn
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.validation.dependencies import dependency_findings


def returns(table: str, roadmap: Roadmap, region: str = "17") -> tuple[GroupReturn, ...]:
    """Return a region's returns, a row a line: the code of a subtask and its status."""
    lines = [line.split("|") for line in dedent(table).strip().splitlines()]
    labels = {
        choice.label.in_language("en"): choice.id
        for choice in roadmap.answer_scale.choices("status")
    }
    common = {"region": region, "month": "2022-05", "source_file": "palautus.xlsx"}
    groups: dict[str, list[Answer]] = {}
    for number, (code, status) in enumerate(lines, start=2):
        group = roadmap.positions[code.strip()].group.id
        place = {"source_sheet": group, "source_cell": f"K{number}", "group": group}
        told = {"subtask": code.strip(), "status": labels.get(status.strip())}
        groups.setdefault(group, []).append(Answer.model_validate({**common, **place, **told}))
    return tuple(
        GroupReturn.model_validate(
            {
                **common,
                "source_sheet": group,
                "source_cell": "",
                "group": group,
                "returned_at": datetime(2022, 6, 7, 12, 0, tzinfo=UTC),
                "late": False,
                "sha256": "0" * 64,
                "answers": answers,
            }
        )
        for group, answers in groups.items()
    )


def found(table: str, roadmap: Roadmap, region: str = "17") -> tuple[Finding, ...]:
    """Return what is found in a region's returns."""
    return tuple(dependency_findings(returns(table, roadmap, region), roadmap))


def test_completed_before_what_it_depends_on__error(roadmap: Roadmap) -> None:
    """The finding stands at the status of what is completed, in its own group's return."""
    [finding] = found("JO-1.1.2 | not started\nHT-3.3.1 | completed", roadmap)
    assert (finding.code, finding.sheet, finding.cell) == ("ROW-025", "HT", "K3")
    assert (finding.region, finding.group, finding.subtask) == ("17", "HT", "HT-3.3.1")
    assert finding.question == "status"


@pytest.mark.parametrize(
    "table",
    [
        "JO-1.1.2 | in progress\nHT-3.3.1 | completed",
        "JO-1.1.2 | completed\nHT-3.3.1 | completed",
        "JO-1.1.2 | not applicable\nHT-3.3.1 | completed",
        "JO-1.1.2 | \nHT-3.3.1 | completed",
        "HT-3.3.1 | completed",
        "JO-1.1.2 | not started\nHT-3.3.1 | in progress",
        "JO-1.1.2 | not started\nHT-3.3.1 | not applicable",
        "JO-1.1.2 | not started\nHT-3.3.2 | completed",
    ],
)
def test_nothing_against_the_order__ok(roadmap: Roadmap, table: str) -> None:
    """Only what is said not to be started stands against what depends on it."""
    assert found(table, roadmap) == ()


def test_dependency_that_does_not_concern_the_region__ok(roadmap: Roadmap) -> None:
    """A dependency counts only where both subtasks concern the region."""
    table = "JO-1.1.2 | not started\nHT-3.3.1 | completed"
    elsewhere = roadmap.applicability | {
        roadmap.positions["JO-1.1.2"].subtask.applies: roadmap.applicability["hus"]
    }
    assert found(table, roadmap.model_copy(update={"applicability": elsewhere})) == ()


def test_example_of_the_rule(roadmap: Roadmap) -> None:
    """The rule's examples are as they are told."""
    rule = RULES["ROW-025"]
    _, _, failing = rule.example.failing.pattern.partition("\n")
    [finding] = found(failing, roadmap)
    assert dict(finding.values) == dict(rule.example.values)
    _, _, passing = rule.example.passing.pattern.partition("\n")
    assert found(passing, roadmap) == ()
