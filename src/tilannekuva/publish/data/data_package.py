"""The Frictionless descriptor of the data package: what every field of its tables means."""

from collections.abc import Mapping
from typing import Any, get_args

from tilannekuva.domain.picture import ChangeKind, NationalPicture
from tilannekuva.domain.roadmap import RiskId, StatusId, SupportId
from tilannekuva.domain.rule import Severity
from tilannekuva.publish.data.csv_files import (
    ANSWER_FIELDS,
    CHANGE_FIELDS,
    FINDING_FIELDS,
    INDICATOR_FIELDS,
    NARRATIVE_FIELDS,
    answers_csv,
    changes_csv,
    findings_csv,
    indicators_csv,
    narratives_csv,
)
from tilannekuva.publish.data.json_text import json_text

_GUARDED = (
    " A text that begins with = + - @ (or a wide form of these), ' tab or a line end is written"
    " with one ' before it, so that spreadsheets do not take it for a formula; take that ' off"
    " to get the text as it was typed. Control characters other than tab and line ends, and"
    " those that turn the reading order, are shown as [U+001B]."
)

# Every field of the package: its type and what it means. Texts people type are guarded.
_FIELDS: Mapping[str, tuple[str, str]] = {
    "region": (
        "string",
        "Code of the region: 01-21, 90 (Helsinki), HUS; empty for a file of no known region.",
    ),
    "month": ("yearmonth", "Reporting month."),
    "group": (
        "string",
        "Preparation group; empty for what is asked of or told about the region as a whole.",
    ),
    "entity": ("string", "Task entity of the roadmap."),
    "task": ("string", "Task of the roadmap."),
    "subtask": ("string", "Subtask of the roadmap."),
    "critical": ("boolean", "Whether the subtask is critical."),
    "due": ("date", "Due date of the subtask in the roadmap."),
    "status": ("string", "Status of the subtask as reported; empty when not answered."),
    "estimated_completion": ("date", "When the region expects the subtask to be completed."),
    "risk": ("string", "Risk that the subtask is not completed in time."),
    "support": ("string", "Support the region needs with the subtask."),
    "description": ("string", "The situation in the region's own words." + _GUARDED),
    "responsible": ("string", "Who is responsible for the subtask." + _GUARDED),
    "filled_by": ("string", "Who filled in the group's sheet." + _GUARDED),
    "filled_on": ("date", "When the group's sheet was filled in."),
    "source_file": ("string", "File the value comes from, relative to the inbox." + _GUARDED),
    "source_sheet": ("string", "Sheet the value comes from." + _GUARDED),
    "source_cell": (
        "string",
        "Cell the value comes from: of an answer, the status cell; of a wider finding, none.",
    ),
    "question": ("string", "What was asked: the name of its field in answers.csv, or its id."),
    "light": ("string", "The region's own light on the question."),
    "text": ("string", "The answer in the region's own words." + _GUARDED),
    "severity": (
        "string",
        "error: not used; warning: used, please check; repair: used as read; note: good to know.",
    ),
    "code": ("string", "The rule the finding comes from; tilannekuva explain CODE tells it."),
    "found": ("string", "What stands in the cell, as it was typed." + _GUARDED),
    "read": ("string", "How it was read, in the form of the other tables." + _GUARDED),
    "message": ("string", "What the finding says, in English." + _GUARDED),
    "change": (
        "string",
        "What changed since last month; a subtask has a row for each of its changes.",
    ),
    "status_before": ("string", "Last month's status; empty when not answered."),
    "risk_before": ("string", "Last month's risk."),
    "support_before": ("string", "Last month's need for support."),
    "view": ("string", "A: progress along the roadmap. B: readiness against the target date."),
    "level": ("string", "Part of the roadmap the figure is told for."),
    "key": ("string", "Which part: all, a preparation group or a task entity."),
    "n": ("integer", "Critical subtasks counted, less those said not to concern the region."),
    "started": ("integer", "Those in progress or completed."),
    "completed": ("integer", "Those completed."),
    "missing": ("integer", "Those without an answer."),
}

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": get_args(StatusId),
    "status_before": get_args(StatusId),
    "risk": get_args(RiskId),
    "risk_before": get_args(RiskId),
    "support": get_args(SupportId),
    "support_before": get_args(SupportId),
    "change": tuple(each.value for each in ChangeKind),
    "light": ("green", "yellow", "red"),
    "severity": tuple(each.value for each in Severity),
    "view": ("A", "B"),
    "level": ("roadmap", "group", "entity"),
}


def data_package(picture: NationalPicture) -> dict[str, str]:
    """Return the files of the data package by name, the descriptor among them."""
    tables: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
        "answers.csv": (answers_csv(picture), ANSWER_FIELDS, ("region", "subtask")),
        "narratives.csv": (
            narratives_csv(picture),
            NARRATIVE_FIELDS,
            ("region", "group", "question"),
        ),
        "indicators.csv": (
            indicators_csv(picture),
            INDICATOR_FIELDS,
            ("view", "level", "key", "region"),
        ),
        "changes.csv": (changes_csv(picture), CHANGE_FIELDS, ("region", "subtask", "change")),
        # One cell can be told of twice by one rule, so that nothing is the key of a finding.
        "findings.csv": (findings_csv(picture), FINDING_FIELDS, ()),
    }
    descriptor = {
        "profile": "tabular-data-package",
        "name": f"tilannekuva-{picture.month}",
        "title": f"Situational picture {picture.month}",
        "version": picture.roadmap.version,
        "resources": [_resource(path, fields, key) for path, (_, fields, key) in tables.items()],
    }
    files = {path: text for path, (text, _, _) in tables.items()}
    files["datapackage.json"] = json_text(descriptor)
    return files


def _resource(path: str, fields: tuple[str, ...], key: tuple[str, ...]) -> dict[str, Any]:
    primary = {"primaryKey": list(key)} if key else {}
    return {
        "name": path.removesuffix(".csv"),
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "header": True},
        "schema": {
            "fields": [_field(name) for name in fields],
            "missingValues": [""],
            **primary,
        },
    }


def _field(name: str) -> dict[str, Any]:
    kind, description = _FIELDS[name]
    field: dict[str, Any] = {"name": name, "type": kind, "description": description}
    if name in _CHOICES:
        field["constraints"] = {"enum": list(_CHOICES[name])}
    return field
