"""Two versions of a small made-up roadmap, and an office that reads forms of both.

==========  =============================  =========================
then        became                         why it is there
==========  =============================  =========================
HT-1.1.1    HT-1.1.1                       the same in both
HT-1.1.2    HT-1.2.1                       another id
HT-1.1.3    HT-1.1.4 and HT-1.1.5          divided
HT-1.1.6    nothing                        ended
HT-1.1.7    HT-1.1.9                       two that became one
HT-1.1.8    HT-1.1.9
HT-1.1.10   JO-1.1.2                       moved to another group
TU-1.1.1    JO-1.1.1                       a group that is called otherwise now
==========  =============================  =========================
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from offices import Office
from tilannekuva.domain.settings import Settings
from tilannekuva.pipeline.foundations import BUILT_IN_ROADMAP, lay_foundations

THEN = {
    "HT": ("HT-1.1.1", "HT-1.1.2", "HT-1.1.3", *(f"HT-1.1.{n}" for n in (6, 7, 8, 10))),
    "TU": ("TU-1.1.1",),
}
NOW = {
    "HT": ("HT-1.1.1", "HT-1.2.1", "HT-1.1.4", "HT-1.1.5", "HT-1.1.9"),
    "JO": ("JO-1.1.1", "JO-1.1.2"),
}
CARRIED_OVER: dict[str, Any] = {
    "HT-1.1.2": "HT-1.2.1",
    "HT-1.1.3": ["HT-1.1.4", "HT-1.1.5"],
    "HT-1.1.6": None,
    "HT-1.1.7": "HT-1.1.9",
    "HT-1.1.8": "HT-1.1.9",
    "HT-1.1.10": "JO-1.1.2",
    "TU-1.1.1": "JO-1.1.1",
}


def roadmap_data(version: str, groups: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return a roadmap as its file has it, with everything else as in the built-in one."""
    data: dict[str, Any] = yaml.safe_load(BUILT_IN_ROADMAP.read_text(encoding="utf-8"))
    data["version"] = version
    data["groups"] = [
        {
            "id": group,
            "name": {"fi": f"Ryhmä {group}", "sv": f"Gruppen {group}"},
            "entities": [
                {
                    "id": f"{group}-1",
                    "name": {"fi": "Kokonaisuus", "sv": "Helhet"},
                    "tasks": [
                        {
                            "id": f"{group}-1.1",
                            "name": {"fi": "Tehtävä", "sv": "Uppgift"},
                            "subtasks": [_subtask(each) for each in subtasks],
                        }
                    ],
                }
            ],
        }
        for group, subtasks in groups.items()
    ]
    return data


def _subtask(subtask: str) -> dict[str, Any]:
    return {
        "id": subtask,
        "name": {"fi": f"Osatehtävä {subtask}", "sv": f"Deluppgift {subtask}"},
        "phase": "VATE",
        "critical": True,
        "due": "2022-02-28",
        "applies": "all",
    }


def write_versions(
    folder: Path,
    now: dict[str, Any] | None = None,
    then: dict[str, Any] | None = None,
    carried_over: dict[str, Any] | None = None,
) -> None:
    """Write ``now.yaml``, which names ``then.yaml`` as its earlier version."""
    carried = carried_over or CARRIED_OVER
    earlier = {"version": "then", "file": "then.yaml", "carried_over": carried}
    now = {**(now or roadmap_data("now", NOW)), "earlier": [earlier]}
    for name, data in (("now", now), ("then", then or roadmap_data("then", THEN))):
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def both_offices(office: Office) -> tuple[Office, Office]:
    """Return the office with the version in force, and as it was with the one before."""
    foundations = lay_foundations(office.workspace, Settings(roadmap="now.yaml"))
    before = foundations.change_from("then")
    assert before is not None
    then = replace(
        foundations, roadmap=before.earlier, roadmap_file=office.workspace.root / "then.yaml"
    )
    return Office(office.workspace, foundations), Office(office.workspace, then)
