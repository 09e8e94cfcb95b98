"""The sample returns: made from texts, the same every time, and committed as they are made."""

import importlib.util
import io
import sys
import zipfile
from collections import Counter
from types import ModuleType

import pytest
import yaml

from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.resources import resource_folder

SAMPLES = resource_folder("sample_workbooks")


@pytest.fixture(scope="module")
def build() -> ModuleType:
    """The script that makes the samples."""
    spec = importlib.util.spec_from_file_location("sample_build", SAMPLES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook; how tightly they are packed depends on the system."""
    with zipfile.ZipFile(io.BytesIO(data)) as workbook:
        return {name: workbook.read(name) for name in workbook.namelist()}


def test_the_samples_are_as_committed(build: ModuleType, foundations: Foundations) -> None:
    """Made anew, every sample return has the parts of the one in the inbox; none is missing."""
    made = dict(build.returned_workbooks(foundations, build.read_sources()))
    committed = {
        path.relative_to(SAMPLES / "inbox").as_posix(): path.read_bytes()
        for path in (SAMPLES / "inbox").rglob("*.xlsx")
    }
    assert set(made) == set(committed)
    for name, data in made.items():
        assert parts(data) == parts(committed[name]), name


def test_the_samples_are_the_same_every_time(build: ModuleType, foundations: Foundations) -> None:
    """Made twice, a return is the same to the byte."""
    first, second = (
        list(build.returned_workbooks(foundations, build.read_sources(), ("17", "HUS")))
        for _ in range(2)
    )
    assert first == second


def test_there_are_many_different_comments() -> None:
    """No comment stands twice, and there are enough in both languages."""
    text = (SAMPLES / "sources" / "comments.yaml").read_text(encoding="utf-8")
    comments = yaml.safe_load(text)["comments"]
    languages = Counter(each["language"] for each in comments)
    assert len({each["text"] for each in comments}) == len(comments)
    assert languages["fi"] >= 150
    assert languages["sv"] >= 150
