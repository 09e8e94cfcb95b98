"""The examples of the gate ROADMAP do what they say, in the built-in roadmap file."""

import re
import string
from pathlib import Path

import pytest

from tilannekuva.domain.messages import CannotRunError, Message
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.rule import Rule
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.i18n.words import Words
from tilannekuva.reference.roadmap_file import load_earlier, load_roadmap
from tilannekuva.resources import resource_folder

EARLIER = "2022-1"

DEPENDS_ON_THE_FILE = {"first", "problem"}
"""Line numbers, and what the reader of YAML says in its own words."""

OF_ROADMAPS = [rule for rule in RULES.values() if rule.gate == "ROADMAP"]
CODES = {rule.message.pattern: rule.code for rule in OF_ROADMAPS}

executed = pytest.mark.parametrize("rule", OF_ROADMAPS, ids=[rule.code for rule in OF_ROADMAPS])


@pytest.fixture
def built_in() -> str:
    """The built-in roadmap file."""
    [path] = (resource_folder("schemas") / "roadmaps").glob("*.yaml")
    return path.read_text(encoding="utf-8")


@executed
def test_passing_example__ok(rule: Rule, built_in: str, regions: Regions, tmp_path: Path) -> None:
    """A roadmap file with the passing lines in it is taken as it is."""
    passing = _lines(rule.example.passing)
    assert _problems(built_in, passing, passing, regions, tmp_path) == []


@executed
def test_failing_example__error(
    rule: Rule, built_in: str, regions: Regions, tmp_path: Path
) -> None:
    """With the failing lines in their place, just what the catalogue shows is told."""
    passing, failing = _lines(rule.example.passing), _lines(rule.example.failing)
    problems = _problems(built_in, passing, failing, regions, tmp_path)
    found = [each for each in map(_message, problems) if CODES.get(each.pattern) == rule.code]
    assert found, problems
    assert _comparable(found[0]) == _comparable(_shown(rule))


def _lines(example: Message) -> str:
    return Words("en").say(example)


def _problems(
    built_in: str, passing: str, failing: str, regions: Regions, folder: Path
) -> list[Message]:
    """Return what is told of the file in which the failing lines replace the passing ones."""
    for name in (EARLIER, "2022-3"):
        text = re.sub(r'^version: ".*"', f'version: "{name}"', built_in, flags=re.MULTILINE)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    path = folder / "roadmap.yaml"
    path.write_text(_replaced(built_in, passing, failing), encoding="utf-8")
    try:
        roadmap = load_roadmap(path, regions)
        for each in roadmap.earlier:
            load_earlier(path, roadmap, each, regions)
    except CannotRunError as error:
        return list(error.messages)
    return []


def _replaced(built_in: str, passing: str, failing: str) -> str:
    if failing.startswith("earlier:"):
        return f"{built_in}\n{failing}\n"
    if failing.startswith("carried_over:"):
        # The subtask HT-1.2.1 of the earlier version has another id in this one.
        now = built_in.replace("id: HT-1.2.1\n", "id: HT-1.2.9\n")
        file = f"{EARLIER}.yaml"
        return f"{now}\nearlier:\n  - version: {EARLIER}\n    file: {file}\n    {failing}\n"
    # The lines may stand at any depth below the comments; the first place will do.
    lines = re.compile(r"\n +".join(map(re.escape, passing.split("\n"))))
    found = lines.search(built_in, built_in.index("\nversion:"))
    assert found is not None, passing
    line = built_in[: found.start()].rpartition("\n")[2]
    depth = "\n" + " " * len(line)
    return built_in[: found.start()] + failing.replace("\n", depth) + built_in[found.end() :]


def _message(told: Message) -> Message:
    problem = told.values["problem"]
    assert isinstance(problem, Message)
    there = problem.values.get("there", problem)
    assert isinstance(there, Message)
    return there


def _shown(rule: Rule) -> Message:
    return Message(rule.message.pattern, rule.example.values)


def _comparable(there: Message) -> tuple[str, dict[str, str]]:
    words = Words("en")
    taken = (name for _, name, _, _ in string.Formatter().parse(there.pattern) if name)
    values = {name: words.value(there.values[name]) for name in {*taken} - DEPENDS_ON_THE_FILE}
    return there.pattern, values
