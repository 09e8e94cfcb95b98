"""Read the regions file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.regions import Regions
from tilannekuva.reference.models import checked
from tilannekuva.reference.yaml_file import YamlFile, read_yaml, refuse


def load_regions(path: Path) -> Regions:
    """Return the regions of a file.

    Raises:
        CannotRunError: the file has problems; all of them are named, with line and fix.
    """
    file = read_yaml(path)
    regions, problems = checked(file, Regions)
    refuse((*file.problems, *problems, *_repeated_codes(file), *_unknown_areas(file)))
    if regions is None:
        raise AssertionError("a regions file without problems is a model")
    return regions


def _repeated_codes(file: YamlFile) -> Iterator[Finding]:
    for part in ("regions", "collaboration_areas"):
        first: dict[str, int] = {}
        for place, each in enumerate(_listed(file, part)):
            if "code" not in each:
                continue
            code = str(each["code"])
            where = (part, place, "code")
            if code in first:
                yield file.problem("ROADMAP-001", where, found=code, first=str(first[code]))
            first.setdefault(code, file.line(where))


def _unknown_areas(file: YamlFile) -> Iterator[Finding]:
    areas = [str(each.get("code")) for each in _listed(file, "collaboration_areas")]
    for place, each in enumerate(_listed(file, "regions")):
        area = str(each.get("collaboration_area"))
        if area.isdigit() and area not in areas:
            where = ("regions", place, "collaboration_area")
            yield file.problem("ROADMAP-010", where, found=area, expected=", ".join(areas))


def _listed(file: YamlFile, part: str) -> list[dict[str, Any]]:
    """Return the entries of one part; the model tells where they are something else."""
    listed = file.data.get(part) if isinstance(file.data, dict) else None
    return [
        each if isinstance(each, dict) else {}
        for each in (listed if isinstance(listed, list) else [])
    ]
