"""A word people write has one meaning in a roadmap file, however it is spelt."""

from functools import partial
from pathlib import Path

import pytest
from data_files import ROADMAP, changed, line_of, refused

from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.reference.roadmap_file import load_roadmap

LIGHT = "  light:\n"


@pytest.fixture
def load(regions: Regions) -> partial[Roadmap]:
    """Reading a roadmap file with the built-in regions."""
    return partial(load_roadmap, regions=regions)


def test_look_alikes__ok(load: partial[Roadmap], tmp_path: Path) -> None:
    """A roadmap lists words that are near a choice and mean something else."""
    path = tmp_path / "roadmap.yaml"
    text = changed(ROADMAP, LIGHT, f"  look_alikes: {{fi: [valmius], en: [undone]}}\n{LIGHT}")
    path.write_text(text, encoding="utf-8")
    assert load(path).answer_scale.look_alikes == {"fi": ("valmius",), "en": ("undone",)}


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        (LIGHT, f"  look_alikes:\n    sv: [kvar,\n      Klar.]\n{LIGHT}", "Klar."),
        (LIGHT, f"  look_alikes: {{fi: [tehty]}}\n{LIGHT}", "look_alikes"),
        (LIGHT, f"  look_alikes: {{en: [low]}}\n{LIGHT}", "look_alikes"),
        ("synonyms: {fi: [tehty]}", "synonyms: {sv: [Inte  påbörjad.]}", "- {id: done"),
        ("synonyms: {fi: [tehty]}", "synonyms: {sv: [NOT_STARTED]}", "- {id: done"),
    ],
)
def test_a_word_of_two_meanings__error(
    load: partial[Roadmap], tmp_path: Path, right: str, wrong: str, words: str
) -> None:
    """No word is read as two choices, or both as one and as none of them."""
    text = changed(ROADMAP, right, wrong)
    told = refused(load, tmp_path / "roadmap.yaml", text)
    assert told == [("ROADMAP-014", line_of(text, words))]


@pytest.mark.parametrize(
    ("added", "code"),
    [
        ("  look_alikes: [valmius]\n", "ROADMAP-010"),
        ("  look_alikes: {fi: valmius}\n", "ROADMAP-010"),
        ("  look_alikes: {de: [fast fertig]}\n", "ROADMAP-010"),
        ('  look_alikes: {fi: ["valmius "]}\n', "ROADMAP-005"),
    ],
)
def test_look_alikes_of_another_form__error(
    load: partial[Roadmap], tmp_path: Path, added: str, code: str
) -> None:
    """They are a list of words for each language."""
    text = changed(ROADMAP, LIGHT, added + LIGHT)
    assert [found for found, _ in refused(load, tmp_path / "r.yaml", text)] == [code]
