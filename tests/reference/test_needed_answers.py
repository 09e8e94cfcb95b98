"""The roadmap file says which answers are needed when, and a slip in it is refused."""

from pathlib import Path

import pytest
from data_files import ROADMAP, changed, line_of, refused

from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.reference.roadmap_file import load_roadmap

ASKED = changed(
    ROADMAP,
    "      name: {fi: Tila, sv: Status}\n",
    "      name: {fi: Tila, sv: Status}\n"
    "    - id: description\n"
    "      kind: text\n"
    "      name: {fi: Kuvaus, sv: Beskrivning}\n"
    "      needed_when: {high_risk: all, not_applicable: critical}\n",
)


def load(path: Path, text: str, regions: Regions) -> Roadmap:
    """Return the roadmap of a text."""
    path.write_text(text, encoding="utf-8")
    return load_roadmap(path, regions)


def test_needed_answers__ok(regions: Regions, tmp_path: Path) -> None:
    """An answer is needed of all subtasks or of the critical ones; by default it never is."""
    roadmap = load(tmp_path / "roadmap.yaml", ASKED, regions)
    status, description = roadmap.questions.subtask
    critical, other = (step.subtask for step in roadmap.positions.values())
    needed = [
        (condition, subtask.critical)
        for condition in ("high_risk", "not_applicable", "overdue")
        for subtask in (critical, other)
        if description.is_needed(condition, subtask)
    ]
    assert needed == [("high_risk", True), ("high_risk", False), ("not_applicable", True)]
    assert not status.is_needed("high_risk", critical)


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("high_risk: all", "hi_risk: all", "ROADMAP-010"),
        ("high_risk: all", "high_risk: some", "ROADMAP-010"),
        ("{high_risk: all, not_applicable: critical}", "[high_risk]", "ROADMAP-010"),
        ("needed_when", "needed_wen", "ROADMAP-009"),
        (
            "high_risk: all, not_applicable: critical",
            "high_risk: all, high_risk: critical",
            "ROADMAP-013",
        ),
    ],
)
def test_needed_answers__error(
    regions: Regions, tmp_path: Path, right: str, wrong: str, code: str
) -> None:
    """A condition or a part that is not known is told with its line."""
    text = changed(ASKED, right, wrong)
    path = tmp_path / "roadmap.yaml"
    told = refused(lambda path: load_roadmap(path, regions), path, text)
    assert told == [(code, line_of(text, wrong))]
