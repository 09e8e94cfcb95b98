"""What a model of single values cannot see in a roadmap file.

The checks walk the plain data, so that they also speak when something else is wrong.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.regions import Regions
from tilannekuva.reference.yaml_file import Location, YamlFile

_LEVELS = ("groups", "entities", "tasks", "subtasks")


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
        *_ambiguous_words(file),
    )


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
    first: dict[str, Location] = {}
    for node in nodes:
        if "id" not in node.data:
            continue
        if node.id in first:
            line = file.line((*first[node.id], "id"))
            yield file.problem("ROADMAP-001", (*node.location, "id"), found=node.id, first=line)
        first.setdefault(node.id, node.location)


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
    due, start, end = node.data.get("due"), phase.get("start"), phase.get("end")
    if not isinstance(due, date) or not isinstance(start, date):
        return
    if due < start or (isinstance(end, date) and due > end):
        yield file.problem(
            "ROADMAP-003",
            (*node.location, "due"),
            subtask=node.id,
            due=due,
            phase=str(phase.get("id")),
            start=start,
            end=end if isinstance(end, date) else "",
        )


def _sets(file: YamlFile, regions: Regions) -> Iterator[Finding]:
    for name, data in _mapping(file.data, "applicability").items():
        for place, code in enumerate(_list(data, "codes")):
            if str(code) not in regions.by_code:
                where = ("applicability", name, "codes", place)
                yield file.problem("ROADMAP-011", where, set=str(name), found=str(code))


def _ambiguous_words(file: YamlFile) -> Iterator[Finding]:
    for scale, choices in _mapping(file.data, "answer_scale").items():
        meaning: dict[str, str] = {}
        for place, choice in enumerate(choices if isinstance(choices, list) else []):
            if not isinstance(choice, dict):
                continue
            own = str(choice.get("id"))
            for word in _words(choice):
                other = meaning.setdefault(word.casefold(), own)
                if other != own:
                    yield file.problem(
                        "ROADMAP-014",
                        ("answer_scale", scale, place),
                        found=word,
                        first=other,
                        second=own,
                        scale=str(scale),
                    )


def _words(choice: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(word) for word in _mapping(choice, "label").values())
    for words in _mapping(choice, "synonyms").values():
        yield from (str(word) for word in words if isinstance(words, list))
