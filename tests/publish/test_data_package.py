"""The data package describes its tables, and Frictionless finds nothing wrong with them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package, system

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.picture import MonthRecord, NationalPicture
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.picture.national import national_picture
from tilannekuva.publish.data.data_package import data_package


def errors_of(picture: NationalPicture, folder: Path, **changed: str) -> list[tuple[str, ...]]:
    """Return what Frictionless finds wrong with the package of a month."""
    for name, text in (data_package(picture) | changed).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    return [tuple(error) for error in report.flatten(["type", "fieldName"])]


def test_package__ok(picture: NationalPicture, tmp_path: Path) -> None:
    """A month of 22 regions is valid to the last cell."""
    assert errors_of(picture, tmp_path) == []


def test_package_of_a_second_month__ok(two_months: NationalPicture, tmp_path: Path) -> None:
    """Its changes are valid rows too."""
    assert errors_of(two_months, tmp_path) == []


def test_package_of_an_empty_month__ok(
    picture: NationalPicture, roadmap: Roadmap, regions: Regions, tmp_path: Path
) -> None:
    """A month without returns has tables with heads, and is valid."""
    month = picture.record
    record = MonthRecord(month.month, month.roadmap_version, "all", month.deadline)
    empty = national_picture(record, roadmap, regions, after_deadline=False)
    assert errors_of(empty, tmp_path) == []
    assert data_package(empty)["answers.csv"].count("\n") == 1


def with_findings(picture: NationalPicture) -> NationalPicture:
    """Return the month with a finding about a file and, told twice, one about a cell."""
    cell = Finding(
        "CELL-001", "01.xlsx", "HT", "K9", "01", "HT", "HT-1.2.1", "status",
        {"found": "=valmis", "choices": ("valmis",)},
    )  # fmt: skip
    file = Finding("FILE-001", "-rikki.xlsx", values={"reason": "…"})
    return replace(picture, record=replace(picture.record, findings=(cell, cell, file)))


def test_findings_are_part_of_the_package__ok(picture: NationalPicture, tmp_path: Path) -> None:
    """Findings about cells and files are valid rows, also where one is told twice."""
    month = with_findings(picture)
    assert errors_of(month, tmp_path) == []
    assert data_package(month)["findings.csv"].count("\n") == 4


def test_findings_of_the_package__error(picture: NationalPicture, tmp_path: Path) -> None:
    """A severity that there is not would be found."""
    month = with_findings(picture)
    broken = data_package(month)["findings.csv"].replace(",error,", ",virhe,", 1)
    assert errors_of(month, tmp_path, **{"findings.csv": broken}) == [
        ("constraint-error", "severity")
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "error"),
    [
        (",2022-05,", ",toukokuu,", ("type-error", "month")),
        (",done,", ",valmis,", ("constraint-error", "status")),
        (",true,", ",kyllä,", ("type-error", "critical")),
    ],
)
def test_package__error(
    picture: NationalPicture, tmp_path: Path, right: str, wrong: str, error: tuple[str, ...]
) -> None:
    """A value of another kind or outside its choices would be found."""
    broken = data_package(picture)["answers.csv"].replace(right, wrong, 1)
    assert errors_of(picture, tmp_path, **{"answers.csv": broken}) == [error]


def test_rows_have_one_key_each__error(picture: NationalPicture, tmp_path: Path) -> None:
    """A subtask answered twice by a region would be found."""
    lines = data_package(picture)["answers.csv"].splitlines(keepends=True)
    broken = "".join((*lines[:2], *lines[1:]))
    found = errors_of(picture, tmp_path, **{"answers.csv": broken})
    assert [kind for kind, _ in found] == ["primary-key"]


def test_every_field_is_described__ok(picture: NationalPicture) -> None:
    """The descriptor names the month and the roadmap, and says what each column means."""
    files = data_package(picture)
    descriptor = json.loads(files["datapackage.json"])
    assert descriptor["name"] == "tilannekuva-2022-05"
    assert descriptor["version"] == picture.roadmap.version
    for resource in descriptor["resources"]:
        fields = resource["schema"]["fields"]
        head = files[resource["path"]].partition("\n")[0]
        assert head == ",".join(field["name"] for field in fields)
        assert all(field["description"] for field in fields)


def test_choices_are_the_roadmaps__ok(picture: NationalPicture) -> None:
    """The choices of the descriptor are the ids of the built-in scales."""
    descriptor = json.loads(data_package(picture)["datapackage.json"])
    choices = {
        field["name"]: field["constraints"]["enum"]
        for resource in descriptor["resources"]
        for field in resource["schema"]["fields"]
        if "constraints" in field
    }
    scale = picture.roadmap.answer_scale
    assert choices["status"] == [each.id for each in scale.status]
    assert choices["risk"] == [each.id for each in scale.risk]
    assert choices["support"] == [each.id for each in scale.support]
    assert choices["light"] == [each.id for each in scale.light]


def test_package_is_the_same_twice__ok(picture: NationalPicture) -> None:
    assert data_package(picture) == data_package(replace(picture))
