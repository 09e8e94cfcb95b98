"""What a model of single values cannot see in a roadmap file.

The checks walk the plain data, so that they also speak when something else is wrong.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from tilannekuva.domain.answer_words import compared
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.regions import Regions
from tilannekuva.reference.yaml_file import Location, YamlFile

_LEVELS = ("groups", "entities", "tasks", "subtasks")

_DAY = TypeAdapter(date)

# Questions whose answers have a place and a type of their own: their kind, and their scale.
_KINDS: Mapping[str, tuple[str, str | None]] = {
    "status": ("choice", "status"),
    "estimated_completion": ("date", None),
    "risk": ("choice", "risk"),
    "support": ("choice", "support"),
    "description": ("text", None),
    "responsible": ("text", None),
    "filled_by": ("text", None),
    "filled_on": ("date", None),
}
_ENDS = ("start", "end")
_KIND_ON_THE_COVER = ("light_and_text", "light")
_KINDS_THERE = {"choice", "date", "text", "light_and_text"}
_SCALES_THERE = {"status", "risk", "support", "light"}


class _Node(NamedTuple):
    location: Location
    level: str
    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.data.get("id", "?"))


def roadmap_problems(file: YamlFile, regions: Regions) -> tuple[Finding, ...]:
    """Return the problems between the values of a roadmap file."""
    nodes = tuple(_nodes(file.data, (), _LEVELS))
    return (
        *_repeated_ids(file, nodes),
        *_subtasks(file, nodes),
        *_sets(file, regions),
        *_questions(file),
        *_ambiguous_words(file),
    )


def subtask_ids(file: YamlFile) -> set[str]:
    """Return the ids of the subtasks of a roadmap file, also where something else is wrong."""
    nodes = _nodes(file.data, (), _LEVELS)
    return {node.id for node in nodes if node.level == "subtasks"}


def _nodes(parent: Any, location: Location, levels: tuple[str, ...]) -> Iterator[_Node]:
    if not levels:
        return
    level, *below = levels
    for place, child in enumerate(_list(parent, level)):
        if isinstance(child, dict):
            where = (*location, level, place)
            yield _Node(where, level, child)
            yield from _nodes(child, where, tuple(below))


def _list(data: Any, key: str) -> list[Any]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def _mapping(data: Any, key: str) -> dict[Any, Any]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _repeated_ids(file: YamlFile, nodes: tuple[_Node, ...]) -> Iterator[Finding]:
    """Yield ids written twice: in the tree, among the phases, or among questions together."""
    questions = _mapping(file.data, "questions")
    asked = (
        (("questions", part, place), each)
        for part in questions
        for place, each in enumerate(_list(questions, str(part)))
    )
    phases = ((("phases", place), each) for place, each in enumerate(_list(file.data, "phases")))
    for together in (((node.location, node.data) for node in nodes), phases, asked):
        first: dict[str, Location] = {}
        for location, data in together:
            if not isinstance(data, dict) or "id" not in data:
                continue
            own = str(data["id"])
            if own in first:
                line = file.line((*first[own], "id"))
                yield file.problem("ROADMAP-001", (*location, "id"), found=own, first=str(line))
            first.setdefault(own, location)


def _subtasks(file: YamlFile, nodes: tuple[_Node, ...]) -> Iterator[Finding]:
    sets = tuple(map(str, _mapping(file.data, "applicability")))
    phases = {
        str(each.get("id")): each for each in _list(file.data, "phases") if isinstance(each, dict)
    }
    subtasks = [node for node in nodes if node.level == "subtasks"]
    ids = {node.id for node in subtasks}
    for node in subtasks:
        applies = node.data.get("applies")
        if applies is not None and str(applies) not in sets:
            where = (*node.location, "applies")
            yield file.problem("ROADMAP-004", where, found=str(applies), choices=sets)
        phase = node.data.get("phase")
        if phase is not None and str(phase) not in phases:
            where = (*node.location, "phase")
            yield file.problem("ROADMAP-006", where, found=str(phase), choices=tuple(phases))
        elif phase is not None:
            yield from _due_outside(file, node, phases[str(phase)])
        for place, other in enumerate(_list(node.data, "depends_on")):
            if str(other) not in ids or str(other) == node.id:
                where = (*node.location, "depends_on", place)
                yield file.problem("ROADMAP-007", where, subtask=node.id, found=str(other))


def _due_outside(file: YamlFile, node: _Node, phase: Mapping[str, Any]) -> Iterator[Finding]:
    due, start, end = (_day(each) for each in (node.data.get("due"), *map(phase.get, _ENDS)))
    if due is None or start is None:
        return
    if due < start or (end is not None and due > end):
        yield file.problem(
            "ROADMAP-003",
            (*node.location, "due"),
            subtask=node.id,
            due=due,
            phase=str(phase.get("id")),
            start=start,
            end=end or "",
        )


def _day(value: Any) -> date | None:
    """Return a value as the day the model takes it for; None where it takes it for none."""
    try:
        return _DAY.validate_python(value)
    except ValidationError:
        return None


def _sets(file: YamlFile, regions: Regions) -> Iterator[Finding]:
    for name, data in _mapping(file.data, "applicability").items():
        for place, code in enumerate(_list(data, "codes")):
            if str(code) not in regions.by_code:
                where = ("applicability", name, "codes", place)
                yield file.problem("ROADMAP-011", where, set=str(name), found=str(code))


def _questions(file: YamlFile) -> Iterator[Finding]:
    for part, listed in _mapping(file.data, "questions").items():
        for place, question in enumerate(listed if isinstance(listed, list) else []):
            if not isinstance(question, dict):
                continue
            kind, scale = _KINDS.get(str(question.get("id")), (None, None))
            if part == "region":
                kind, scale = _KIND_ON_THE_COVER
            where = ("questions", part, place)
            # A word that is no kind or scale at all is told by the model.
            if kind is not None and str(question.get("kind")) in _KINDS_THERE - {kind}:
                found = str(question["kind"])
                yield file.problem("ROADMAP-010", (*where, "kind"), found=found, expected=kind)
            elif scale is not None and question.get("scale") is None:
                yield file.problem("ROADMAP-008", where, key="scale")
            elif scale is not None and str(question["scale"]) in _SCALES_THERE - {scale}:
                found = str(question["scale"])
                yield file.problem("ROADMAP-010", (*where, "scale"), found=found, expected=scale)


def _ambiguous_words(file: YamlFile) -> Iterator[Finding]:
    scales = _mapping(file.data, "answer_scale")
    for scale, choices in scales.items():
        if isinstance(choices, list):
            for location, word, first, second in _two_meanings(scales, scale):
                told = {"found": word, "first": first, "second": second, "scale": str(scale)}
                yield file.problem("ROADMAP-014", ("answer_scale", *location), **told)


def _two_meanings(scales: Any, scale: str) -> Iterator[tuple[Location, str, str, str]]:
    """Yield where a word of a scale is used again, the word, and its two meanings."""
    meaning: dict[str, str] = {}
    for place, choice in enumerate(_list(scales, scale)):
        for word in _words(choice) if isinstance(choice, dict) else ():
            own = str(choice.get("id"))
            other = meaning.setdefault(compared(word), own)
            if other != own:
                yield (scale, place), word, other, own
    # A word that is read as a choice cannot be one that is never read as it.
    for language, words in _mapping(scales, "look_alikes").items():
        for place, word in enumerate(words if isinstance(words, list) else ()):
            other = meaning.get(compared(str(word)), "")
            if other:
                yield ("look_alikes", language, place), str(word), other, "look_alikes"


def _words(choice: Mapping[str, Any]) -> Iterator[str]:
    yield str(choice.get("id"))
    yield from (str(word) for word in _mapping(choice, "label").values())
    for words in _mapping(choice, "synonyms").values():
        yield from (str(word) for word in words if isinstance(words, list))
