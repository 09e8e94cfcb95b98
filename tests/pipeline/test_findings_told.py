"""What was found in returns is told in the workbook, the pack and the data, each in its way."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from offices import Office
from tilannekuva.pipeline.collect import Collected
from tilannekuva.publish.national import book

SHEETS = [draw.__name__ for draw in book.SHEETS]
HEADINGS = 5
"""The row of every sheet's headings, as openpyxl counts."""


def rows_of(collected: Collected, sheet: str) -> list[tuple[Any, ...]]:
    """Return the rows of a sheet of the national workbook, from its headings on."""
    (path,) = collected.output.glob("*.xlsx")
    found = load_workbook(path, read_only=True).worksheets[SHEETS.index(sheet)]
    return list(found.iter_rows(min_row=HEADINGS, values_only=True))


def table(collected: Collected, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of the data package."""
    path: Path = collected.output / "data" / name
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def test_a_wrong_value_in_forty_cells_is_one_line__ok(office: Office) -> None:
    """One row in the workbook and one message in the pack, and forty rows of data."""
    form = office.form("02", "2022-05")
    subtasks = list(form.sheets[0].subtask_rows.items())[:40]
    office.send("02.xlsx", {(subtask, "status"): "ehkä" for subtask, _ in subtasks})
    collected = office.collect()
    cells = [f"K{row + 1}" for _, row in subtasks]

    told = [row for row in rows_of(collected, "findings") if row[9] == "ehkä"]
    assert [row[6].split(", ") for row in told] == [cells]
    pack = (collected.output / "briefings" / "02-fi.html").read_text(encoding="utf-8")
    assert pack.count("”ehkä” ei ole mikään vaihtoehdoista") == 1
    assert f"{cells[0]}–{cells[-1]}" in pack
    data = [row for row in table(collected, "findings.csv") if row["found"] == "ehkä"]
    assert [row["source_cell"] for row in data] == cells
    assert [row["subtask"] for row in data] == [subtask for subtask, _ in subtasks]
    assert {(row["question"], row["severity"]) for row in data} == {("status", "error")}


def test_every_repair_reads_as_the_answer_does__ok(office: Office) -> None:
    """What is told to be read is what stands in the table of answers, cell by cell."""
    written = {
        ("HT-1.1.1", "status"): "Valmsi",
        ("HT-1.1.1", "estimated_completion"): "11/2022",
        ("HT-1.1.2", "estimated_completion"): "1.11.22",
        ("HT-1.2.1", "status"): "käynnisä",
        ("HT-1.2.1", "risk"): "korkeaa",
    }
    office.send("02.xlsx", {("HT-1.1.2", "status"): "ei aloitettu", **written})
    collected = office.collect()
    answers = {row["subtask"]: row for row in table(collected, "answers.csv")}
    repairs = [row for row in table(collected, "findings.csv") if row["severity"] == "repair"]
    found = {(row["subtask"], row["question"]): row["found"] for row in repairs}
    assert found.items() <= written.items()
    assert len(found) == len(repairs) >= 3
    for row in repairs:
        assert answers[row["subtask"]][row["question"]] == row["read"]
    shown = rows_of(collected, "repairs")[1:]
    assert {(row[6], row[8]) for row in shown} == {
        (row["subtask"], row["found"]) for row in repairs
    }


def test_what_is_set_aside_is_told_group_by_group__ok(office: Office) -> None:
    """An older file of two groups, one of which came again, and a copy of the newer one."""
    older, newer = datetime(2022, 6, 3, tzinfo=UTC), datetime(2022, 6, 7, tzinfo=UTC)
    both = {("HT-1.1.1", "status"): "käynnissä", ("ICT-1.1.1", "status"): "käynnissä"}
    office.send("vanha.xlsx", both, saved=older)
    sent = office.send("uusi.xlsx", {("HT-1.1.1", "status"): "valmis"}, saved=newer)
    (office.inbox / "uusi - kopio.xlsx").write_bytes(sent.read_bytes())
    rows = rows_of(office.collect(), "returns")
    start = next(place for place, row in enumerate(rows) if row[0] == "Sivuun jätetyt palautukset")
    aside = rows[start + 2 : start + 4]
    assert sorted((row[0], row[2], row[4]) for row in aside) == [
        ("02", "Hallinto, talous ja tukipalvelut", "vanha.xlsx"),
        ("02", "kaikki ryhmät", "uusi - kopio.xlsx"),
    ]
    assert all("uusi.xlsx" in row[5] for row in aside)
    assert rows[start + 4][0] is None
