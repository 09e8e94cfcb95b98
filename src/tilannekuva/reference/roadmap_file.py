"""Read a roadmap file, and say everything that is wrong with it at once."""

from pathlib import Path

from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.reference.models import checked
from tilannekuva.reference.roadmap_checks import roadmap_problems
from tilannekuva.reference.yaml_file import read_yaml, refuse


def load_roadmap(path: Path, regions: Regions) -> Roadmap:
    """Return the roadmap of a file.

    Raises:
        CannotRunError: the file has problems; all of them are named, with line and fix.
    """
    file = read_yaml(path)
    roadmap, problems = checked(file, Roadmap)
    refuse((*file.problems, *problems, *roadmap_problems(file, regions)))
    if roadmap is None:
        raise AssertionError("a roadmap without problems is a model")
    return roadmap
