"""What a roadmap file says of its earlier versions: does it lead somewhere?"""

from collections.abc import Iterator
from typing import Any

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.roadmap import EarlierVersion, Roadmap
from tilannekuva.reference.yaml_file import YamlFile


def declared_problems(file: YamlFile, subtasks: set[str]) -> Iterator[Finding]:
    """Yield what can be told without opening the files of the earlier versions.

    Args:
        file: the roadmap file that names them.
        subtasks: the ids of its own subtasks.
    """
    named = file.data.get("version") if isinstance(file.data, dict) else None
    seen = {str(named)}
    for place, each in enumerate(_declared(file)):
        where = ("earlier", place)
        version = str(each.get("version"))
        if "version" in each and version in seen:
            yield file.problem("ROADMAP-015", (*where, "version"), found=version)
        seen.add(version)
        name = each.get("file")
        if isinstance(name, str) and not (file.path.parent / name).is_file():
            yield file.problem("ROADMAP-017", (*where, "file"), version=version, found=name)
        carried = each.get("carried_over")
        for subtask, target in carried.items() if isinstance(carried, dict) else ():
            for other in target if isinstance(target, list) else [target]:
                if other is not None and str(other) not in subtasks:
                    yield file.problem(
                        "ROADMAP-016",
                        (*where, "carried_over", subtask),
                        subtask=str(subtask),
                        version=version,
                        found=str(other),
                    )


def carried_problems(
    file: YamlFile, roadmap: Roadmap, declared: EarlierVersion, earlier: Roadmap
) -> Iterator[Finding]:
    """Yield where what is said of an earlier version does not fit its file.

    Args:
        file: the roadmap file in force, with its lines.
        roadmap: the roadmap in force.
        declared: what it says of the earlier version.
        earlier: the earlier version.
    """
    where = ("earlier", roadmap.earlier.index(declared))
    if earlier.version != declared.version:
        yield file.problem(
            "ROADMAP-018",
            (*where, "file"),
            file=declared.file,
            version=declared.version,
            found=earlier.version,
        )
        return
    for subtask in declared.carried_over:
        if subtask not in earlier.positions:
            yield file.problem(
                "ROADMAP-019",
                (*where, "carried_over", subtask),
                found=subtask,
                version=declared.version,
            )
    kept = {*declared.carried_over, *roadmap.positions}
    nowhere = tuple(subtask for subtask in earlier.positions if subtask not in kept)
    if nowhere:
        yield file.problem(
            "ROADMAP-020",
            (*where, "carried_over"),
            version=declared.version,
            subtasks=nowhere,
        )


def _declared(file: YamlFile) -> list[dict[str, Any]]:
    """Return what is said of each earlier version; the model tells where it is something else."""
    listed = file.data.get("earlier") if isinstance(file.data, dict) else None
    return [
        each if isinstance(each, dict) else {}
        for each in (listed if isinstance(listed, list) else [])
    ]
