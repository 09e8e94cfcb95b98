"""Read the regions file."""

from collections.abc import Iterator
from pathlib import Path

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
    refuse((*file.problems, *problems, *_repeated_codes(file)))
    if regions is None:
        raise AssertionError("a regions file without problems is a model")
    return regions


def _repeated_codes(file: YamlFile) -> Iterator[Finding]:
    for part in ("regions", "collaboration_areas"):
        first: dict[str, int] = {}
        listed = file.data.get(part) if isinstance(file.data, dict) else None
        for place, each in enumerate(listed if isinstance(listed, list) else []):
            code = str(each.get("code")) if isinstance(each, dict) else ""
            where = (part, place, "code")
            if code in first:
                yield file.problem("ROADMAP-001", where, found=code, first=first[code])
            first.setdefault(code, file.line(where))
