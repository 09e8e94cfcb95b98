"""``tilannekuva check`` tells people the findings of a file, and machines all there is to them."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook
from typer.testing import CliRunner, Result

from offices import Office
from tilannekuva.cli.app import app
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.domain.workbook import CellValue

PERHAPS = "ehkä"
LONG = "Pitkä teksti. " * 200

Answers = dict[tuple[str, str], CellValue]


def check(*files: Path, language: Language = "en", width: int = 80, quiet: bool = False) -> Result:
    """Check files in this process, on a terminal of a width."""
    options = ["--lang", language, *(["--quiet"] if quiet else [])]
    arguments = ["check", *map(str, files), *options]
    return CliRunner().invoke(app, arguments, env={"COLUMNS": str(width)})


def machine(*files: Path) -> dict[str, Any]:
    """Check files, and return what a machine is told."""
    arguments = ["check", *map(str, files), "--lang", "en", "--format", "json"]
    told: dict[str, Any] = json.loads(CliRunner().invoke(app, arguments).output)
    return told


@pytest.fixture
def forty(office: Office) -> Path:
    """A return with the same wrong value in forty cells."""
    asked = office.foundations.roadmap.asked("14", ReportingMonth(2022, 5))
    subtasks = [step.subtask.id for step in asked if step.group.id == "HT"][:40]
    answers: Answers = {(subtask, "status"): PERHAPS for subtask in subtasks}
    return office.send("forty.xlsx", answers, region="14", group="HT")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_value_in_forty_cells_is_one_line__ok(forty: Path, language: Language) -> None:
    """For people the line names the first cells and how many more there are."""
    result = check(forty, language=language)
    assert result.exit_code == 1
    assert result.output.count("(CELL-001)") == 1
    assert result.output.count(PERHAPS) == 1
    more = {"fi": "ja 32 muuta", "sv": "och 32 till", "en": "and 32 more"}[language]
    assert more in " ".join(result.output.split())


def test_machines_get_every_cell__ok(forty: Path) -> None:
    """In JSON nothing is left out: each cell with its subtask, question and what stands in it."""
    [file] = machine(forty)["files"]
    [finding] = [each for each in file["findings"] if each["code"] == "CELL-001"]
    assert len(finding["cells"]) == len(finding["places"]) == 40
    assert {each["values"]["found"] for each in finding["places"]} == {PERHAPS}
    assert {each["question"] for each in finding["places"]} == {"status"}
    assert len({each["subtask"] for each in finding["places"]}) == 40
    assert file["counts"]["error"] == 40
    assert (finding["severity"], finding["sheet"]) == ("error", "HT")


def test_findings_are_told_by_severity__ok(office: Office) -> None:
    """The headings come in the order of their gravity, each with its count, and a verdict last."""
    answers: Answers = {
        ("HT-1.2.1", "status"): "tehty",
        ("HT-1.2.3", "status"): PERHAPS,
        ("HT-2.1.2", "risk"): "korkea",
    }
    lines = check(office.send("mixed.xlsx", answers, group="HT")).output.splitlines()
    headings = [line for line in lines if line.startswith("  ") and line.endswith(")")]
    headings = [line.strip() for line in headings if line[2] != " "]
    assert [line.rpartition(" (")[0] for line in headings] == [
        "Must be corrected",
        "Please check",
        "Read as follows",
        "Good to know",
    ]
    verdict = lines[-1] if lines[-1].startswith("  ") else lines[-2]
    assert "1 thing must be corrected." in " ".join(lines)
    assert verdict.strip()


def test_lines_fit_the_terminal__ok(office: Office) -> None:
    """Every line is as narrow as asked for, also where somebody pasted a long text."""
    answers: Answers = {("HT-1.2.1", "status"): LONG, ("HT-1.2.3", "responsible"): LONG}
    path = office.send("long.xlsx", answers, group="HT")
    for width in (60, 100):
        output = check(path, width=width).output
        assert max(map(len, output.splitlines())) <= width
        assert output.count("Pitkä teksti.") < 20
    told = json.dumps(machine(path), ensure_ascii=False)
    assert LONG.strip() in told


def test_nothing_a_terminal_obeys_is_written__ok(office: Office) -> None:
    """Line ends and marks that turn the writing direction do not reach the terminal."""
    answers: Answers = {("HT-1.2.1", "status"): "a-b\n\n  c"}

    def turn(workbook: Workbook) -> None:
        for row in workbook["HT"]:
            for cell in row:
                if str(cell.value).startswith("a-b"):
                    cell.value = str(cell.value).replace("-", "\u202e")

    output = check(office.send("odd.xlsx", answers, group="HT", edit=turn)).output
    assert "“a b c”" in output


def test_what_the_file_is_stands_first__ok(office: Office) -> None:
    """The file's name, region, month, answers, and what is filled in and what not."""
    path = office.send("plain.xlsx", {("HT-1.2.1", "status"): "valmis"})
    lines = check(path, width=100).output.splitlines()
    assert lines[:4] == [
        "plain.xlsx",
        "  Central Uusimaa wellbeing services county, May 2022: 1 answer",
        "  Filled in: HT",
        "  Not filled in: the cover, JO, PJ, YP, ICT",
    ]


def test_several_files_have_a_verdict_together__ok(office: Office, forty: Path) -> None:
    """After the files is said how many are to be corrected; a clean one leaves with 0."""
    clean = office.send("clean.xlsx", {("HT-1.2.1", "status"): "valmis"}, group="HT")
    assert check(forty, clean).output.splitlines()[-1] == "2 files checked; 1 to be corrected."
    assert check(clean).exit_code == 0


def test_quiet_tells_only_what_must_be_corrected__ok(office: Office, forty: Path) -> None:
    """With ``--quiet`` files without errors are not told of, and neither is what can be used."""
    clean = office.send("clean.xlsx", {("HT-1.2.1", "status"): "valmis"}, group="HT")
    assert check(clean, quiet=True).output == ""
    output = check(clean, forty, quiet=True).output
    assert "clean.xlsx" not in output
    assert "Must be corrected" in output
    assert "Please check" not in output


def test_repairs_are_told_with_what_was_read__ok(office: Office) -> None:
    """A machine gets what stood in the cell and what it was read as, days as ISO has them."""
    answers: Answers = {
        ("HT-1.2.1", "status"): "valmis",
        ("HT-1.2.1", "estimated_completion"): "11/2022",
    }
    [file] = machine(office.send("repaired.xlsx", answers, group="HT"))["files"]
    [repair] = [each for each in file["findings"] if each["severity"] == "repair"]
    assert repair["code"] == "CELL-006"
    [place] = repair["places"]
    assert place["values"] == {"found": "11/2022", "read": "2022-11-30"}


def test_file_that_cannot_be_used__error(tmp_path: Path) -> None:
    """A file that cannot be opened is told of by its rule, to people and to machines."""
    path = tmp_path / "empty.xlsx"
    path.write_bytes(b"")
    result = check(path)
    assert result.exit_code == 1
    assert "(FILE-001)" in result.output
    assert "used all the same" not in result.output
    [file] = machine(path)["files"]
    assert (file["disposition"], file["reason"]) == ("rejected", "empty-file")
    assert [each["code"] for each in file["findings"]] == ["FILE-001"]
