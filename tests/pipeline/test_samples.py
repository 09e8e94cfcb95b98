"""The sample returns: made from texts, the same every time, and committed as they are made."""

import importlib
import io
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
import yaml

from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.resources import resource_folder

SAMPLES = resource_folder("sample_workbooks")


@pytest.fixture(scope="module")
def build() -> Iterator[ModuleType]:
    """The script that makes the samples, with what lies beside it."""
    sys.path.insert(0, str(SAMPLES))
    yield importlib.import_module("build")
    sys.path.remove(str(SAMPLES))


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook; how tightly they are packed depends on the system."""
    with zipfile.ZipFile(io.BytesIO(data)) as workbook:
        return {name: workbook.read(name) for name in workbook.namelist()}


def test_the_samples_are_as_committed(build: ModuleType, foundations: Foundations) -> None:
    """Made anew, every sample return has the parts of the one committed; none is missing."""
    made = dict(build.returned_workbooks(foundations, build.read_sources()))
    committed = {
        path.relative_to(SAMPLES).as_posix(): path.read_bytes()
        for path in SAMPLES.glob("inbox*/**/*.xlsx")
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


def regions_of(build: ModuleType, foundations: Foundations) -> Iterator[Any]:
    """Yield the regions that returned in both months, with their answers."""
    sources = build.read_sources()
    for code in sources.month["before"]["saved"]:
        yield build.SampleRegion(code, foundations, sources)


def test_the_month_before_knows_nothing_of_the_month(
    build: ModuleType, foundations: Foundations
) -> None:
    """No text of April names May, nothing was completed after April, nothing is due to be by then.

    What is in hand has an estimate that is still ahead.
    """
    for region in regions_of(build, foundations):
        as_of = region.form_before.month.as_of
        texts = [str(each) for each in region.texts_before.fields.values()]
        for told in region.answers_before.values():
            texts += [told.description] if told.description else []
            day = told.estimated_completion
            if day is not None and told.status == "done":
                assert day <= as_of
            elif day is not None:
                assert day > as_of
        assert [text for text in texts if re.search(r"toukoku|\bmaj\b|\.5\.2022", text)] == []


def test_texts_of_the_month_before_are_of_the_bank(
    build: ModuleType, foundations: Foundations
) -> None:
    """Every text of April is one of its subtask, status and language in the bank, or a part."""
    bank = build.read_sources().by_answer
    told_of = 0
    for region in regions_of(build, foundations):
        language = region.form.language
        for subtask, told in region.answers_before.items():
            if told.description is not None:
                known = bank[subtask, told.status, language]
                assert any(told.description in each["text"] for each in known), subtask
                told_of += 1
    assert told_of >= 500
