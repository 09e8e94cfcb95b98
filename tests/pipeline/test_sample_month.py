"""The sample month, end to end: what the coordinator sees after one command."""

import csv
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from offices import SampleMonth
from tilannekuva.archive.workspace import open_workspace
from tilannekuva.picture.national import national_picture
from tilannekuva.pipeline.collect import collect
from tilannekuva.resources import resource_folder

VIEW_DUE = {"A": date(2022, 5, 31), "B": date(2022, 12, 31)}


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def report(sample_month: SampleMonth) -> dict[str, Any]:
    """Return run.json."""
    text = (sample_month.output / "run.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def test_every_region_stands_as_the_sample_says(sample_month: SampleMonth) -> None:
    """One region is missing, one late, two are to be corrected; of the others half are warned."""
    regions = {each["region"]: each for each in report(sample_month)["regions"]}
    states = {code: each["state"] for code, each in regions.items()}
    assert states["20"] == "missing"
    assert {code for code, state in states.items() if state == "needs_correction"} == {"10", "14"}
    assert {code for code, each in regions.items() if each["late"]} == {"12"}
    assert Counter(states.values())["complete"] == 10
    assert Counter(states.values())["complete_with_warnings"] == 10
    assert regions["08"]["groups_returned"] == ["HT", "JO", "PJ", "YP", "ICT"]


def test_every_file_has_one_disposition(sample_month: SampleMonth) -> None:
    """The counts of the dispositions sum to the number of files found."""
    counts = report(sample_month)["file_counts"]
    inbox = [path for path in sample_month.office.inbox.rglob("*") if path.is_file()]
    assert sum(counts.values()) == len(inbox) == 26
    assert counts["accepted"] == 26


def test_the_run_needs_a_person(sample_month: SampleMonth) -> None:
    """After the deadline a missing region and mistakes are something for a person."""
    assert sample_month.collected.needs_a_person
    assert report(sample_month)["exit_code"] == 1


def regions_of(sample_month: SampleMonth) -> tuple[str, ...]:
    """Return the codes of all regions."""
    return tuple(sample_month.collected.regions.by_code)


def test_every_output_is_there(sample_month: SampleMonth) -> None:
    """The workbook, a pack for each region and language, the index, replies, data, run.json."""
    names = {
        path.relative_to(sample_month.output).as_posix()
        for path in sample_month.output.rglob("*")
        if path.is_file()
    }
    packs = {
        f"briefings/{region.code}-{language}.html"
        for region in sample_month.collected.regions.regions
        for language in region.languages
    }
    tables = {"answers.csv", "narratives.csv", "indicators.csv", "findings.csv", "changes.csv"}
    data = {*tables, "datapackage.json"}
    expected = {"tilannekuva-2022-05.xlsx", "briefings/index.html", "run.json"}
    replies = {name for name in names if name.startswith("replies/")}
    assert names == expected | packs | {f"data/{name}" for name in data} | replies
    assert {name.split("/")[1] for name in replies} == set(regions_of(sample_month))
    assert {"replies/20/reminder.eml", "replies/20/reminder.txt"} <= replies
    marked = {name.split("/")[1] for name in replies if name.endswith(".xlsx")}
    assert {"10", "14"} <= marked < set(regions_of(sample_month))
    assert set(report(sample_month)["outputs"]) == names - {"run.json"}


@pytest.mark.parametrize("remembered", [True, False], ids=["recognised", "done again"])
def test_a_second_run_writes_nothing(sample_month: SampleMonth, *, remembered: bool) -> None:
    """With nothing new, no file of the workspace changes, not even its time.

    So it is when the last run is recognised, and when the whole work is done again.
    """
    workspace = sample_month.office.workspace
    if not remembered:
        workspace.last_run_file.unlink()
    ours = {workspace.lock_file, workspace.last_run_file}
    before = times(workspace.root)
    again = sample_month.office.collect()
    after = times(workspace.root)
    assert again.publication.changed == ()
    assert {path for path in after if before.get(path) != after[path]} <= ours


def times(root: Path) -> dict[Path, int]:
    """Return when each file was last changed."""
    return {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}


def test_a_changed_inbox_is_noticed(sample_month: SampleMonth, tmp_path: Path) -> None:
    """A run is repeated only while every file of the inbox is the same."""
    shutil.copytree(sample_month.office.inbox / "Pirkanmaa", tmp_path / "inbox")
    workspace = open_workspace(tmp_path, inbox=tmp_path / "inbox")
    foundations = sample_month.office.foundations

    def run() -> tuple[str, ...]:
        day = date(2022, 6, 20)
        collected = collect(workspace, foundations, workspace.inbox, month=None, today=day)
        return collected.publication.changed

    assert run()
    assert not run()
    helsinki = "Helsinki tilannekuva-2022-05-90-fi.xlsx"
    shutil.copyfile(sample_month.office.inbox / helsinki, workspace.inbox / "90.xlsx")
    assert "briefings/90-fi.html" in run()


def test_another_place_gives_the_same_bytes(sample_month: SampleMonth, tmp_path: Path) -> None:
    """The outputs do not depend on where the workspace lies, nor on the files' own times."""
    shutil.copytree(sample_month.office.inbox, tmp_path / "inbox", copy_function=shutil.copyfile)
    workspace = open_workspace(tmp_path, inbox=tmp_path / "inbox")
    foundations = sample_month.office.foundations
    elsewhere = collect(workspace, foundations, workspace.inbox, month=None, today=date(2023, 1, 1))
    for path in sample_month.output.rglob("*"):
        if path.is_file():
            other = elsewhere.output / path.relative_to(sample_month.output)
            assert other.read_bytes() == path.read_bytes(), path.name


def test_indicators_recomputed_from_the_answers_agree(sample_month: SampleMonth) -> None:
    """Code that knows only answers.csv and the data files comes to every same count."""
    expected = dict(recomputed(sample_month.output / "data" / "answers.csv"))
    found = {
        (row["view"], row["level"], row["key"], row["region"]): (
            int(row["n"]),
            int(row["started"]),
            int(row["completed"]),
            int(row["missing"]),
        )
        for row in rows(sample_month.output / "data" / "indicators.csv")
    }
    assert found == expected
    assert len(found) == 2 * (1 + 5 + 29) * 29


def recomputed(
    answers_file: Path,
) -> Iterator[tuple[tuple[str, str, str, str], tuple[int, int, int, int]]]:
    """Yield every indicator, computed with nothing but the CSV and the YAML files."""
    schemas = resource_folder("schemas")
    roadmap = yaml.safe_load((schemas / "roadmaps" / "2022-draft-2.yaml").read_text("utf-8"))
    regions = yaml.safe_load((schemas / "regions.yaml").read_text("utf-8"))["regions"]
    status = {(row["region"], row["subtask"]): row["status"] for row in rows(answers_file)}
    sums = sums_of_regions(regions, {region for region, _ in status})
    for view, last in VIEW_DUE.items():
        for level, key, subtasks in parts_of(roadmap):
            counted = [
                (subtask["id"], roadmap["applicability"][subtask["applies"]]["codes"])
                for subtask in subtasks
                if subtask["critical"] and subtask["due"] <= last
            ]
            for name, codes in sums.items():
                found = Counter(
                    status.get((code, subtask), "")
                    for subtask, concerned in counted
                    for code in codes
                    if code in concerned
                )
                n = found.total() - found["not_applicable"]
                started = found["in_progress"] + found["done"]
                yield (view, level, key, name), (n, started, found["done"], found[""])


def sums_of_regions(regions: list[Any], reporting: set[str]) -> dict[str, list[str]]:
    """Return the regions behind each figure: itself, or those of an area that report."""
    sums = {each["code"]: [each["code"]] for each in regions}
    for each in regions:
        heard = [each["code"]] if each["code"] in reporting else []
        sums.setdefault(f"YTA{each['collaboration_area']}", []).extend(heard)
        sums.setdefault("FI", []).extend(heard)
    return sums


def parts_of(roadmap: Any) -> Iterator[tuple[str, str, list[Any]]]:
    """Yield each part of the roadmap with its subtasks."""
    whole = []
    for group in roadmap["groups"]:
        of_group = []
        for entity in group["entities"]:
            of_entity = [subtask for task in entity["tasks"] for subtask in task["subtasks"]]
            of_group += of_entity
            yield "entity", entity["id"], of_entity
        whole += of_group
        yield "group", group["id"], of_group
    yield "roadmap", "all", whole


def test_what_does_not_concern_a_region_is_nowhere(sample_month: SampleMonth) -> None:
    """A subtask that does not concern a region is in none of its sheets, rows and counts."""
    collected = sample_month.collected
    foundations = sample_month.office.foundations
    picture = national_picture(
        collected.record, foundations.roadmap, foundations.regions, after_deadline=True
    )
    for region in picture.regions.regions:
        others = {
            step.subtask.id
            for step in picture.roadmap.positions.values()
            if not picture.roadmap.applies(step.subtask, region.code)
        }
        form = sample_month.office.form(region.code, "2022-05")
        on_form = {step.subtask.id for sheet in form.sheets for step in sheet.positions}
        in_picture = {
            each.position.subtask.id for each in picture.subtasks if each.region == region.code
        }
        answered = {each.subtask for each in picture.record.answers if each.region == region.code}
        assert not others & (on_form | in_picture | answered)
        applying = len(picture.roadmap.positions) - len(others)
        assert len(on_form) <= applying


def test_sources_lead_back_to_the_cell(sample_month: SampleMonth) -> None:
    """The source of an answer is the status cell of its row in the file that was sent."""
    import openpyxl  # noqa: PLC0415

    labels = {"done": "valmis", "in_progress": "käynnissä", "not_started": "ei aloitettu"}
    answers = rows(sample_month.output / "data" / "answers.csv")
    of_region = [row for row in answers if row["region"] == "02" and row["status"] in labels]
    path = sample_month.office.inbox / of_region[0]["source_file"]
    workbook = openpyxl.load_workbook(path)
    for row in of_region:
        cell = workbook[row["source_sheet"]][row["source_cell"]]
        assert cell.value == labels[row["status"]]


def test_before_the_deadline_nothing_is_missing(sample_month: SampleMonth, tmp_path: Path) -> None:
    """What has not come by the deadline day is awaited until that day is over."""
    shutil.copytree(sample_month.office.inbox, tmp_path / "inbox")
    workspace = open_workspace(tmp_path, inbox=tmp_path / "inbox")
    foundations = sample_month.office.foundations
    collected = collect(
        workspace, foundations, workspace.inbox, month=None, today=date(2022, 6, 10)
    )
    assert collected.standings["20"].state.value == "awaited"
