"""Read a roadmap file, and say everything that is wrong with it at once."""

from pathlib import Path

from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import EarlierVersion, Roadmap
from tilannekuva.reference.earlier_checks import carried_problems, declared_problems
from tilannekuva.reference.models import checked
from tilannekuva.reference.roadmap_checks import roadmap_problems, subtask_ids
from tilannekuva.reference.yaml_file import YamlFile, read_yaml, refuse


def load_roadmap(path: Path, regions: Regions) -> Roadmap:
    """Return the roadmap of a file; the earlier versions it names are not opened.

    Raises:
        CannotRunError: the file has problems; all of them are named, with line and fix.
    """
    file = read_yaml(path)
    return _roadmap(file, regions, declares_earlier=True)


def load_earlier(
    path: Path, roadmap: Roadmap, declared: EarlierVersion, regions: Regions
) -> Roadmap:
    """Return an earlier version of a roadmap.

    Args:
        path: the file of the roadmap in force, which names the earlier one.
        roadmap: the roadmap in force.
        declared: what it says of the earlier version.
        regions: the regions that exist.

    Raises:
        CannotRunError: the earlier file has problems, or does not fit what is said of it.
    """
    earlier = _roadmap(read_yaml(path.parent / declared.file), regions, declares_earlier=False)
    refuse(tuple(carried_problems(read_yaml(path), roadmap, declared, earlier)))
    return earlier


def _roadmap(file: YamlFile, regions: Regions, *, declares_earlier: bool) -> Roadmap:
    roadmap, problems = checked(file, Roadmap)
    earlier = declared_problems(file, subtask_ids(file)) if declares_earlier else ()
    refuse((*file.problems, *problems, *roadmap_problems(file, regions), *earlier))
    if roadmap is None:
        raise AssertionError("a roadmap without problems is a model")
    return roadmap
