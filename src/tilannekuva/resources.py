"""Find the folders that travel beside the code: templates, schemas and sample workbooks."""

from pathlib import Path


def resource_folder(name: str) -> Path:
    """Return a folder of the project, as installed or in a checkout.

    A wheel carries the folders inside the package; in a checkout they stand at the top.
    """
    packaged = Path(__file__).parent / name
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / name
