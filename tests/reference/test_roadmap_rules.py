"""A roadmap file is refused with every problem it has, each by its rule and line."""
# ruff: noqa: E501 - a row of a table stands on one line

import re
from functools import partial
from pathlib import Path

import pytest
from data_files import ABOUT_EARLIER, CODES, ROADMAP, changed, line_of, refused

from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.reference.roadmap_file import load_roadmap
from tilannekuva.resources import resource_folder

# Rule, what stands in the valid file, what in the broken one, and words on the line told.
# Words of None mean the line of what was broken.
BROKEN = [
    ("ROADMAP-001", "- id: HT-1.1\n", "- id: HT-1\n", "- id: HT-1\n            name: {fi: Budjetti"),
    ("ROADMAP-001", "- id: HT-1\n", "- id: HT\n", "- id: HT\n        name: {fi: Talous"),
    ("ROADMAP-002", "{fi: Talous, sv: Ekonomi}", "{fi: Talous}", None),
    ("ROADMAP-002", "{fi: Talous, sv: Ekonomi}", "{sv: Ekonomi}", None),
    ("ROADMAP-002", "{fi: kaikki, sv: alla}", "{fi: kaikki}", None),
    ("ROADMAP-002", "{fi: valmis, sv: klar}", "{fi: valmis}", None),
    ("ROADMAP-003", "due: 2022-06-30", "due: 2022-02-28", None),
    ("ROADMAP-003", "due: 2022-06-30", "due: 2023-01-01", None),
    ("ROADMAP-003", "due: 2022-06-30", 'due: "2023-01-01"', None),
    ("ROADMAP-003", "due: 2022-06-30", "due: 2023-01-01 00:00:00", None),
    ("ROADMAP-004", "applies: all\n                depends", "applies: most\n                depends", "applies: most"),
    ("ROADMAP-005", "{fi: Budjetti, sv: Budget}", '{fi: "Budjetti ", sv: Budget}', None),
    ("ROADMAP-005", "{fi: Budjetti, sv: Budget}", '{fi: Budjetti, sv: "\u00a0Budget"}', None),
    ("ROADMAP-006", "phase: AV\n                critical: true", "phase: XX\n                critical: true", "phase: XX"),
    ("ROADMAP-007", "[HT-1.1.1]", "[HT-1.1.9]", None),
    ("ROADMAP-007", "[HT-1.1.1]", "[HT-1.1.1, HT-1.1.2]", None),
    ("ROADMAP-007", "[HT-1.1.1]", "[HT-1.1]", None),
    ("ROADMAP-008", "                due: 2022-06-30\n", "", "- id: HT-1.1.1"),
    ("ROADMAP-008", "target_date: 2023-01-01\n", "", "version"),
    ("ROADMAP-008", "      scale: light\n", "", "- id: rescue"),
    ("ROADMAP-008", "      scale: status\n", "", "- id: status"),
    ("ROADMAP-009", "due: 2022-06-30", "due: 2022-06-30\n                deu: 2022-07-01", "deu:"),
    ("ROADMAP-009", "{fi: Talous, sv: Ekonomi}", "{fi: Talous, sv: Ekonomi, de: Hei}", None),
    ("ROADMAP-010", "critical: true", "critical: perhaps", None),
    ("ROADMAP-010", "due: 2022-06-30", "due: kesäkuussa", None),
    ("ROADMAP-010", "due: 2022-06-30", "due: 2022-06-31", None),
    ("ROADMAP-010", "due: 2022-06-30", "due: 2022-06-30 12:00:00", None),
    ("ROADMAP-010", 'version: "1"', "version: 1", None),
    ("ROADMAP-010", "- id: HT\n", "- id: ht\n", None),
    ("ROADMAP-010", '"1/3"', '"a third"', None),
    ("ROADMAP-010", "colour_classes: [25, 50]", "colour_classes: []", None),
    ("ROADMAP-010", "kind: choice", "kind: number", None),
    ("ROADMAP-010", "kind: choice", "kind: text", None),
    ("ROADMAP-010", "kind: choice", "kind: [choice]", None),
    ("ROADMAP-010", "scale: status", "scale: risk", None),
    ("ROADMAP-010", "kind: light_and_text", "kind: text", None),
    ("ROADMAP-010", "id: low", "id: tiny", None),
    ("ROADMAP-011", '["01", "HUS"]', '["01", "99"]', None),
    ("ROADMAP-011", '["01", "HUS"]', '["01", "22", "HUS"]', None),
    ("ROADMAP-012", "{fi: Talous, sv: Ekonomi}", "{fi: Talous, sv: Ekonomi", "tasks:"),
    ("ROADMAP-012", "{fi: Talous, sv: Ekonomi}", "{{ nimi }}", None),
    ("ROADMAP-013", "due: 2022-06-30", "due: 2022-06-30\n                due: 2022-07-31", "due: 2022-07-31"),
    ("ROADMAP-013", "{fi: Talous, sv: Ekonomi}", "{fi: Talous, fi: Raha, sv: Ekonomi}", None),
    ("ROADMAP-014", "synonyms: {fi: [tehty]}", "synonyms: {sv: [Inte påbörjad]}", None),
    ("ROADMAP-014", "{fi: korkea, sv: hög}", "{fi: matala, sv: hög}", None),
]  # fmt: skip


@pytest.fixture
def load(regions: Regions) -> partial[Roadmap]:
    """Reading a roadmap file with the built-in regions."""
    return partial(load_roadmap, regions=regions)


def test_roadmap_file__ok(load: partial[Roadmap], tmp_path: Path) -> None:
    """The file that every broken one is made from has no problem."""
    path = tmp_path / "roadmap.yaml"
    path.write_text(ROADMAP, encoding="utf-8")
    assert list(load(path).positions) == ["HT-1.1.1", "HT-1.1.2"]


def test_roadmap_file_with_a_byte_order_mark__ok(load: partial[Roadmap], tmp_path: Path) -> None:
    """A file that Windows' Notepad saved is read like any other."""
    path = tmp_path / "roadmap.yaml"
    path.write_text(ROADMAP.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
    assert load(path).title.sv == "Färdplan"


@pytest.mark.parametrize(("code", "right", "wrong", "words"), BROKEN)
def test_roadmap_file__error(  # noqa: PLR0913, PLR0917 - a row of the table
    load: partial[Roadmap], tmp_path: Path, code: str, right: str, wrong: str, words: str | None
) -> None:
    """One broken thing is told once, with its line."""
    text = changed(ROADMAP, right, wrong)
    line = line_of(text, words or wrong)
    told = refused(load, tmp_path / "roadmap.yaml", text)
    assert told[0][0] == code
    assert told == [(code, line)]


def test_every_rule_of_roadmaps_is_broken__ok() -> None:
    """The table above has a failing example of every rule that one file can break."""
    gate = {code for code, rule in RULES.items() if rule.gate == "ROADMAP"}
    assert {code for code, *_ in BROKEN} == gate - ABOUT_EARLIER
    assert len(CODES) == len(RULES)


def test_built_in_roadmap__ok(load: partial[Roadmap]) -> None:
    """The built-in roadmap has no problem: 241 subtasks, 105 of them critical."""
    [path] = (resource_folder("schemas") / "roadmaps").glob("*.yaml")
    subtasks = [step.subtask for step in load(path).positions.values()]
    assert (len(subtasks), sum(each.critical for each in subtasks)) == (241, 105)


def test_all_problems_are_told_by_line__error(load: partial[Roadmap], tmp_path: Path) -> None:
    """Problems of different kinds are all told at once, in the order of their lines."""
    text = ROADMAP
    for right, wrong in (
        ("due: 2022-11-30", "due: 2024-11-30"),
        ("{fi: Talousarvio, sv: Budgeten}", '{fi: " Talousarvio"}'),
        ('["01", "HUS"]', '["01", "XX"]'),
        ("- id: HT-1.1\n", "- id: HT-1\n"),
        ("at_risk_within_days: 30", "at_risk_within_days: many\n  soon: 30"),
    ):
        text = changed(text, right, wrong)
    told = refused(load, tmp_path / "roadmap.yaml", text)
    assert [line for _, line in told] == sorted(line for _, line in told)
    assert sorted(told) == [
        ("ROADMAP-001", line_of(text, "- id: HT-1\n            name: {fi: Budjetti")),
        ("ROADMAP-002", line_of(text, '" Talousarvio"')),
        ("ROADMAP-003", line_of(text, "2024-11-30")),
        ("ROADMAP-005", line_of(text, '" Talousarvio"')),
        ("ROADMAP-009", line_of(text, "soon: 30")),
        ("ROADMAP-010", line_of(text, "many")),
        ("ROADMAP-011", line_of(text, '"XX"')),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", {"ROADMAP-008"}),
        ("# nothing but a comment\n", {"ROADMAP-008"}),
        ("- a\n- b\n", {"ROADMAP-010"}),
        ("a text", {"ROADMAP-010"}),
        ("a: &around [*around]", {"ROADMAP-012"}),
        ("a: \tb:\n  - c", {"ROADMAP-012"}),
        ("a: !!python/object:os.system {}", {"ROADMAP-008", "ROADMAP-009"}),
    ],
)
def test_file_that_is_no_roadmap__error(
    load: partial[Roadmap], tmp_path: Path, text: str, codes: set[str]
) -> None:
    """A file of another form altogether is refused, and nothing in it is run."""
    told = refused(load, tmp_path / "roadmap.yaml", text)
    assert {code for code, _ in told} == codes
    assert {line for _, line in told} == {1}


@pytest.mark.parametrize("content", [None, b"title: F\xe4rdplan"])
def test_file_that_is_no_text__error(
    load: partial[Roadmap], tmp_path: Path, content: bytes | None
) -> None:
    """A file that is not there or not UTF-8 is named."""
    path = tmp_path / "roadmap.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CannotRunError, match=re.escape("{file} cannot be read")) as raised:
        load(path)
    assert raised.value.messages[0].values["file"] == str(path)
