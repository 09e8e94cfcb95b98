"""YAML read with the line of every value, so that a problem can be pointed at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import CannotRunError, Message, MessageValue, msg

Location = tuple[str | int, ...]
"""The way to a value: keys and places in lists, from the top of the file."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A data file as plain values, with the line each of them begins on."""

    path: Path
    data: Any
    lines: Mapping[Location, int]
    problems: tuple[Finding, ...]
    """Keys written twice; the last one is in the data."""

    def line(self, location: Location) -> int:
        """Return the line of a value, or of the nearest value around it that is there."""
        while location not in self.lines:
            location = location[:-1]
        return self.lines[location]

    def problem(self, code: str, location: Location, **values: MessageValue) -> Finding:
        """Return a finding about the value at a location."""
        place: dict[str, MessageValue] = {"line": self.line(location), "path": spell(location)}
        return Finding(code, file=self.path.name, values=place | values)


def spell(location: Location) -> str:
    """Return a location as people read it: ``groups[0].name``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return text.lstrip(".") or "."


def located(finding: Finding) -> Message:
    """Return a data file's finding as a sentence that begins with its file and line."""
    return msg(
        "{file}, line {line}: {problem}",
        file=finding.file,
        line=str(finding.values["line"]),
        problem=finding.message,
    )


def refuse(problems: tuple[Finding, ...]) -> None:
    """Raise for the problems of a data file, all of them, in the order of its lines.

    Raises:
        CannotRunError: there is at least one problem.
    """
    if problems:
        lines = sorted(problems, key=lambda each: (str(each.file), int(str(each.values["line"]))))
        raise CannotRunError(*map(located, lines))


def read_yaml(path: Path) -> YamlFile:
    """Read a YAML data file.

    Raises:
        CannotRunError: the file is not there, is not UTF-8 or is not YAML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise CannotRunError(
            msg(
                "{file} cannot be read ({reason}). Check that it is there, and saved as UTF-8.",
                file=str(path),
                reason=reason or "UTF-8",
            )
        ) from error
    loader = yaml.CSafeLoader(text)
    try:
        root = loader.get_single_node()
        reader = _Reader(path, loader)
        data = reader.value(root, ()) if root is not None else {}
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        problem = str(getattr(error, "problem", None) or error)
        values: dict[str, MessageValue] = {"line": line, "path": ".", "problem": problem}
        finding = Finding("ROADMAP-012", file=path.name, values=values)
        raise CannotRunError(located(finding)) from error
    return YamlFile(path, data, reader.lines, tuple(reader.problems))


class _Reader:
    """Turns a tree of nodes into plain values, noting lines and keys written twice."""

    def __init__(self, path: Path, loader: yaml.CSafeLoader) -> None:
        # An empty file has no node, and its problems stand on the first line.
        self.lines: dict[Location, int] = {(): 1}
        self.problems: list[Finding] = []
        self._name = path.name
        self._loader = loader

    def value(self, node: yaml.Node, location: Location) -> Any:
        self.lines[location] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, location))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*location, place)) for place, item in enumerate(node.value)]
        return self._scalar(node)

    def _scalar(self, node: yaml.Node) -> Any:
        try:
            return self._loader.construct_object(node)
        except ValueError:
            # A day such as 2022-02-30 looks like a date and is none: the model refuses the text.
            return node.value

    def _pairs(self, node: yaml.MappingNode, location: Location) -> Iterator[tuple[Any, Any]]:
        seen = set()
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    problem="a key that is not a text", problem_mark=key_node.start_mark
                )
            key = self._scalar(key_node)
            if key in seen:
                values: dict[str, MessageValue] = {
                    "line": key_node.start_mark.line + 1,
                    "path": spell(location),
                    "key": str(key),
                }
                self.problems.append(Finding("ROADMAP-013", file=self._name, values=values))
            seen.add(key)
            yield key, self.value(value_node, (*location, key))
