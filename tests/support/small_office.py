"""A workspace of three regions and twelve subtasks, with data files of its own.

It is an `Office` like any other, only quick: what is tried hundreds of times is tried here.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from offices import Office
from tilannekuva.archive.workspace import SETTINGS_NAME, open_workspace
from tilannekuva.domain.workbook import CellValue
from tilannekuva.pipeline.foundations import BUILT_IN_ROADMAP, lay_foundations
from tilannekuva.reference.settings_file import load_settings
from tilannekuva.resources import resource_folder

REGIONS = ("02", "17", "HUS")
"""One that writes Finnish, one that writes Swedish, and the joint authority."""
GROUPS = {"HT": 4, "JO": 2, "PJ": 2, "YP": 2, "ICT": 2}
"""The preparation groups, and how many subtasks each has."""
SUBTASKS = tuple(f"{group}-1.1.{n}" for group, many in GROUPS.items() for n in range(1, many + 1))
MAY = "2022-05"
SAVED = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)

_SETTINGS = """\
month = "2022-05"
language = "fi"
roadmap = "roadmap.yaml"
regions = "regions.yaml"
"""


def small_office(root: Path) -> Office:
    """Make a workspace with settings, data files and an empty inbox in a folder."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "inbox").mkdir(exist_ok=True)
    (root / SETTINGS_NAME).write_text(_SETTINGS, encoding="utf-8")
    _write(root / "regions.yaml", _regions_data())
    _write(root / "roadmap.yaml", _roadmap_data())
    return opened_office(root)


def opened_office(root: Path) -> Office:
    """Return the office of a workspace that is there."""
    workspace = open_workspace(root, inbox=root / "inbox")
    return Office(workspace, lay_foundations(workspace, load_settings(workspace.settings_file)))


def every_answer(status: str = "käynnissä") -> dict[tuple[str, str], CellValue]:
    """Return answers to every subtask, with a text and a person in each."""
    return {key: value for subtask in SUBTASKS for key, value in _answered(subtask, status).items()}


def _answered(subtask: str, status: str) -> Mapping[tuple[str, str], CellValue]:
    return {
        (subtask, "status"): status,
        (subtask, "estimated_completion"): date(2022, 11, 30),
        (subtask, "risk"): "kohtalainen",
        (subtask, "support"): "ei tuen tarvetta",
        (subtask, "description"): f"Kuvaus osatehtävästä {subtask}.",
        (subtask, "responsible"): "Hallintojohtaja",
    }


def _roadmap_data() -> dict[str, Any]:
    """Return a roadmap as its file has it, with everything else as in the built-in one."""
    data = _read(BUILT_IN_ROADMAP)
    data["version"] = "small-1"
    data["applicability"] = {
        name: {**each, "codes": codes}
        for name, each in data["applicability"].items()
        if (codes := [code for code in each["codes"] if code in REGIONS])
    }
    data["applicability"]["all"]["codes"] = list(REGIONS)
    names = {group["id"]: group["name"] for group in data["groups"]}
    data["groups"] = [
        {
            "id": group,
            "name": names[group],
            "entities": [
                {
                    "id": f"{group}-1",
                    "name": {"fi": "Kokonaisuus", "sv": "Helhet", "en": "Entity"},
                    "tasks": [
                        {
                            "id": f"{group}-1.1",
                            "name": {"fi": "Tehtävä", "sv": "Uppgift", "en": "Task"},
                            "subtasks": list(_subtasks(group, many)),
                        }
                    ],
                }
            ],
        }
        for group, many in GROUPS.items()
    ]
    return data


def _subtasks(group: str, many: int) -> Iterator[dict[str, Any]]:
    for n in range(1, many + 1):
        yield {
            "id": f"{group}-1.1.{n}",
            "name": {
                "fi": f"Osatehtävä {group} {n}",
                "sv": f"Deluppgift {group} {n}",
                "en": f"Subtask {group} {n}",
            },
            "phase": "AV",
            "critical": n != many,
            "due": "2022-12-31",
            "applies": "all",
        }


def _regions_data() -> dict[str, Any]:
    data = _read(resource_folder("schemas") / "regions.yaml")
    data["regions"] = [each for each in data["regions"] if str(each["code"]) in REGIONS]
    return data


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
