"""The JSON Schemas beside the data files say of them what the models say."""

import json
from datetime import date
from typing import Any

import jsonschema
import pytest
import yaml

from offices import SampleMonth
from tilannekuva.resources import resource_folder

SCHEMAS = resource_folder("schemas")


def plain(data: Any) -> Any:
    """Return YAML data as JSON has it: dates are texts."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data


def schema(name: str) -> Any:
    """Return a schema as it lies beside the data files."""
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("roadmap", "roadmaps/2022-draft-2.yaml"),
        ("regions", "regions.yaml"),
        ("glossary", "glossary.yaml"),
    ],
)
def test_data_files_are_valid__ok(name: str, file: str) -> None:
    """The built-in files follow their schema."""
    data = yaml.safe_load((SCHEMAS / file).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema(name)).validate(plain(data))


def test_a_missing_swedish_name_is_invalid__error() -> None:
    """An editor with the schema shows what loading would refuse."""
    data = plain(yaml.safe_load((SCHEMAS / "regions.yaml").read_text(encoding="utf-8")))
    del data["regions"][0]["name"]["sv"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema("regions")).validate(data)


def test_run_json_is_valid__ok(sample_month: SampleMonth) -> None:
    """The account of a run follows its schema."""
    report = json.loads((sample_month.output / "run.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema("run")).validate(report)
