"""The glossary is checked like the other data files, and agrees with the roadmap's questions."""

from pathlib import Path
from textwrap import dedent

import pytest
from data_files import changed, refused

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.roadmap import Roadmap, ScaleId
from tilannekuva.reference.glossary_file import load_glossary

GLOSSARY = dedent("""\
    terms: []
    status: []
    lights: []
    risk_level: []
    support_level: []
    months: []
    groups: []
    column_headings:
      - {id: id, fi: Tunnus, sv: Kod, en: Code, src: gen}
    """)


def test_glossary_file__ok(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text(GLOSSARY, encoding="utf-8")
    assert load_glossary(path).headings["id"].sv == "Kod"


@pytest.mark.parametrize(
    ("code", "right", "wrong", "line"),
    [
        ("ROADMAP-002", "sv: Kod, ", "", 9),
        ("ROADMAP-005", "sv: Kod", 'sv: "Kod "', 9),
        ("ROADMAP-008", "months: []\n", "", 1),
        ("ROADMAP-009", "src: gen", "source: gen", 9),
        ("ROADMAP-010", "groups: []", "groups: all", 7),
        ("ROADMAP-013", "sv: Kod", "sv: Kod, sv: Id", 9),
    ],
)
def test_glossary_file__error(tmp_path: Path, code: str, right: str, wrong: str, line: int) -> None:
    """One broken thing is told once, with its line."""
    text = changed(GLOSSARY, right, wrong)
    assert refused(load_glossary, tmp_path / "glossary.yaml", text) == [(code, line)]


def test_headings_are_the_questions_names__ok(glossary: Glossary, roadmap: Roadmap) -> None:
    """A question that has a heading in the glossary has the same words there, in every language."""
    questions = (*roadmap.questions.subtask, *roadmap.questions.group)
    assert {each.id: each.name for each in questions} == {
        each.id: glossary.headings[each.id] for each in questions
    }


@pytest.mark.parametrize(
    ("scale", "part"),
    [
        ("status", "status"),
        ("risk", "risk_level"),
        ("support", "support_level"),
        ("light", "lights"),
    ],
)
def test_scales_are_the_glossarys__ok(
    glossary: Glossary, roadmap: Roadmap, scale: ScaleId, part: str
) -> None:
    """The choices of a scale have the glossary's words, where derived ones stand beside them."""
    derived = {"delayed", "missing"}
    terms = [term.text for term in getattr(glossary, part) if term.id not in derived]
    assert terms == [choice.label for choice in roadmap.answer_scale.choices(scale)]


def test_groups_are_the_glossarys__ok(glossary: Glossary, roadmap: Roadmap) -> None:
    """The preparation groups have the glossary's names."""
    terms = {term.id: term.text for term in glossary.groups}
    assert {group.id: group.name for group in roadmap.groups} == terms
