"""Read the glossary."""

from pathlib import Path

from tilannekuva.domain.glossary import Glossary
from tilannekuva.reference.models import checked
from tilannekuva.reference.yaml_file import read_yaml, refuse


def load_glossary(path: Path) -> Glossary:
    """Return the glossary of a file.

    Raises:
        CannotRunError: the file has problems; all of them are named, with line and fix.
    """
    file = read_yaml(path)
    glossary, problems = checked(file, Glossary)
    refuse((*file.problems, *problems))
    if glossary is None:
        raise AssertionError("a glossary without problems is a model")
    return glossary
