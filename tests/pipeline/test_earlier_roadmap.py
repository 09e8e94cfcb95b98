"""Forms of an earlier roadmap version are read by its words, and carried over to the current."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from openpyxl.workbook import Workbook
from told_files import codes, kept, outcomes, statuses, told
from two_versions import CARRIED_OVER, NOW, THEN, both_offices, roadmap_data, write_versions

from offices import Office
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, RegionState
from tilannekuva.domain.settings import Settings
from tilannekuva.domain.workbook import CellValue
from tilannekuva.i18n.words import Words
from tilannekuva.picture.region_standings import region_standings
from tilannekuva.pipeline.foundations import lay_foundations
from tilannekuva.pipeline.issue import last_answers

LATER = datetime(2022, 6, 8, tzinfo=UTC)
USED = (Disposition.ACCEPTED, "used")

Answers = dict[tuple[str, str], CellValue]


@pytest.fixture
def offices(office: Office) -> tuple[Office, Office]:
    """The office now, and as it was with the roadmap before."""
    write_versions(office.workspace.root)
    return both_offices(office)


def found(record: MonthRecord, *wanted: str) -> list[Finding]:
    """Return what is told by some rules."""
    return [each for each in record.findings if each.code in wanted]


def answers_said(finding: Finding) -> str:
    """Return the answers that a finding keeps, in words."""
    return Words("fi").value(finding.values["answers"])


def test_a_form_of_the_version_before(offices: tuple[Office, Office]) -> None:
    """What has stayed or only changed its id is used, and the version is told."""
    now, then = offices
    then.send("vanha.xlsx", {("HT-1.1.1", "status"): "valmis", ("HT-1.1.2", "status"): "käynnissä"})
    record = now.gather()
    assert outcomes(record) == {"vanha.xlsx": USED}
    assert statuses(record) == {"HT-1.1.1": "done", "HT-1.2.1": "in_progress"}
    assert record.roadmap_version == "now"
    assert told(record, "IDENTITY") == [
        Finding(
            "IDENTITY-008", "vanha.xlsx", region="02", values={"found": "then", "current": "now"}
        )
    ]


def test_an_answer_to_what_has_ended(offices: tuple[Office, Office]) -> None:
    """It is kept in a note, in the form's own words and with its cell."""
    now, then = offices
    answers: Answers = {
        ("HT-1.1.6", "status"): "Valmis",
        ("HT-1.1.6", "description"): "Päätetty 2.5.",
    }
    path = then.send("vanha.xlsx", answers)
    record = now.gather()
    [note] = found(record, "ROW-020")
    assert (note.sheet, note.group, note.subtask) == ("HT", "HT", "")
    assert note.cell.startswith("K")
    assert note.values["subtask"] == "HT-1.1.6"
    assert answers_said(note) == "Tila: valmis, Kuvaus tilanteesta: Päätetty 2.5."
    assert record.answers == ()
    assert outcomes(record) == {path.name: USED}


def test_an_answer_to_what_was_divided(offices: tuple[Office, Office]) -> None:
    """Nobody knows which part it holds for, so the region is asked to answer each."""
    now, then = offices
    then.send("vanha.xlsx", {("HT-1.1.3", "status"): "valmis", ("HT-1.1.1", "status"): "valmis"})
    record = now.gather()
    [error] = found(record, "ROW-028")
    assert error.values["parts"] == ("HT-1.1.4", "HT-1.1.5")
    assert answers_said(error) == "Tila: valmis"
    assert statuses(record) == {"HT-1.1.1": "done"}
    stands = region_standings(
        record, now.foundations.roadmap, now.foundations.regions, after_deadline=True
    )["02"]
    assert stands.errors == 1


def test_two_that_became_one(offices: tuple[Office, Office]) -> None:
    """The first that is answered counts; the other is told, unless it says the same."""
    now, then = offices
    both: Answers = {("HT-1.1.7", "status"): "valmis", ("HT-1.1.8", "status"): "käynnissä"}
    then.send("02.xlsx", both)
    then.send("05.xlsx", {("HT-1.1.8", "status"): "käynnissä"}, region="05")
    then.send("06.xlsx", {(each, "status"): "valmis" for each, _ in both}, region="06")
    record = now.gather()
    assert statuses(record, "02") == {"HT-1.1.9": "done"}
    assert statuses(record, "05") == {"HT-1.1.9": "in_progress"}
    assert statuses(record, "06") == {"HT-1.1.9": "done"}
    [error] = found(record, "ROW-002")
    assert (error.file, error.subtask, answers_said(error)) == (
        "02.xlsx",
        "HT-1.1.9",
        "Tila: käynnissä",
    )
    of_the_new = [each for each in told(record, "ROW") if each.subtask == "HT-1.1.9"]
    assert {(each.region, each.code) for each in of_the_new} == {
        ("02", "ROW-002"),
        ("05", "ROW-011"),
    }


def test_a_subtask_that_moved_to_another_group(offices: tuple[Office, Office]) -> None:
    """Its answer stands on the old group's sheet, and counts as the new group's."""
    now, then = offices
    then.send("vanha.xlsx", {("HT-1.1.10", "status"): "valmis"})
    [answer] = now.gather().answers
    assert (answer.subtask, answer.group, answer.source_sheet) == ("JO-1.1.2", "JO", "HT")


def test_a_group_that_has_another_name(offices: tuple[Office, Office]) -> None:
    """Its return is that of the group its subtasks went to, and a newer form replaces it."""
    now, then = offices
    then.send("vanha.xlsx", {("TU-1.1.1", "status"): "valmis"})
    record = now.gather()
    assert [(each.group, each.source_sheet) for each in record.returns] == [("JO", "TU")]
    assert statuses(record) == {"JO-1.1.1": "done"}


def test_a_mistake_in_an_old_form(offices: tuple[Office, Office]) -> None:
    """What is wrong in a cell is told of the subtask as it is called now."""
    now, then = offices
    then.send("vanha.xlsx", {("HT-1.1.2", "status"): "ehkä", ("HT-1.1.6", "status"): "kai"})
    record = now.gather()
    assert {(each.subtask, each.values["found"]) for each in told(record, "CELL")} == {
        ("HT-1.2.1", "ehkä"),
        ("", "kai"),
    }


def test_what_an_ended_subtask_lacks_is_not_told(offices: tuple[Office, Office]) -> None:
    """Nobody is asked to fill in a subtask that has ended or was divided."""
    now, then = offices
    then.send("vanha.xlsx", {("HT-1.1.1", "status"): "valmis"})
    lacking = {each.subtask for each in found(now.gather(), "ROW-016")}
    assert lacking == {"HT-1.2.1", "HT-1.1.9", "JO-1.1.2"}


def test_both_versions_in_one_month(offices: tuple[Office, Office]) -> None:
    """The newest return of a group counts, whichever version it is of."""
    now, then = offices
    then.send("vanha.xlsx", {("HT-1.1.1", "status"): "valmis", ("TU-1.1.1", "status"): "valmis"})
    now.send("uusi.xlsx", {("HT-1.1.1", "status"): "käynnissä"}, saved=LATER)
    record = now.gather()
    assert statuses(record) == {"HT-1.1.1": "in_progress", "JO-1.1.1": "done"}
    assert codes(record, "IDENTITY") == {
        ("IDENTITY-008", "vanha.xlsx"),
        ("IDENTITY-005", "vanha.xlsx"),
    }


def test_the_roadmap_changes_in_mid_month(offices: tuple[Office, Office]) -> None:
    """What was accepted under the version before is carried over, also without its file."""
    now, then = offices
    answers: Answers = {
        ("HT-1.1.1", "status"): "valmis",
        ("HT-1.1.2", "status"): "ehkä",
        ("HT-1.1.6", "status"): "valmis",
        ("TU-1.1.1", "status"): "käynnissä",
    }
    path = then.send("02.xlsx", answers)
    kept(then)
    path.unlink()
    for _ in range(2):
        record = kept(now, "2022-05")
        assert statuses(record) == {"HT-1.1.1": "done", "JO-1.1.1": "in_progress"}
        assert [each.group for each in record.returns] == ["HT", "JO"]
        assert [each.values["subtask"] for each in found(record, "ROW-020")] == ["HT-1.1.6"]
        assert [each.subtask for each in told(record, "CELL")] == ["HT-1.2.1"]
        assert codes(record, "IDENTITY") == {("IDENTITY-008", "02.xlsx")}


def test_last_month_of_the_version_before(offices: tuple[Office, Office]) -> None:
    """This month's answers are compared with last month's under their new ids."""
    now, then = offices
    then.send("huhti.xlsx", {("HT-1.1.2", "status"): "valmis"}, month="2022-04")
    kept(then)
    now.send("touko.xlsx", {("HT-1.2.1", "status"): "käynnissä"})
    [warning] = told(now.gather(), "TREND")
    assert (warning.code, warning.subtask) == ("TREND-001", "HT-1.2.1")


def tell(group: str, label: str, text: str) -> Callable[[Workbook], None]:
    """Answer one of a group's questions."""

    def write(workbook: Workbook) -> None:
        cells = (cell for row in workbook[group].iter_rows() for cell in row)
        asked = next(cell for cell in cells if cell.value == label)
        workbook[group].cell(asked.row, asked.column + 1).value = text

    return write


def test_two_groups_that_became_one(office: Office) -> None:
    """Both are one group's return; a question that both answered is told once more."""
    groups = {"HT": NOW["HT"]}
    carried = {**CARRIED_OVER, "TU-1.1.1": "HT-1.1.4", "HT-1.1.10": None}
    write_versions(office.workspace.root, roadmap_data("now", groups), carried_over=carried)
    now, then = both_offices(office)

    def both(workbook: Workbook) -> None:
        tell("HT", "Vahvuudet", "Väki")(workbook)
        tell("TU", "Vahvuudet", "Rahat")(workbook)
        tell("TU", "Haasteet", "Aika")(workbook)

    answers: Answers = {("HT-1.1.1", "status"): "valmis", ("TU-1.1.1", "status"): "käynnissä"}
    then.send("02.xlsx", answers, edit=both)
    record = now.gather()
    assert [each.group for each in record.returns] == ["HT"]
    assert statuses(record) == {"HT-1.1.1": "done", "HT-1.1.4": "in_progress"}
    assert [(each.question, each.text) for each in record.narratives] == [
        ("strengths", "Väki"),
        ("challenges", "Aika"),
    ]
    [second] = found(record, "CELL-015")
    assert (second.sheet, second.values["found"]) == ("TU", "Rahat")


def test_a_group_that_has_ended(office: Office) -> None:
    """Everything it returned is told, and the other groups stand."""
    carried = {**CARRIED_OVER, "TU-1.1.1": None}
    write_versions(office.workspace.root, carried_over=carried)
    now, then = both_offices(office)
    answers: Answers = {("HT-1.1.1", "status"): "valmis", ("TU-1.1.1", "status"): "käynnissä"}
    then.send("02.xlsx", answers, edit=tell("TU", "Vahvuudet", "Rahat"))
    record = now.gather()
    assert statuses(record) == {"HT-1.1.1": "done"}
    assert [answers_said(each) for each in found(record, "ROW-020")] == ["Tila: käynnissä"]
    assert [each.values["found"] for each in found(record, "ROW-029")] == ["Rahat"]
    assert {each.group for each in found(record, "ROW-020", "ROW-029")} == {""}


def test_a_question_that_is_asked_no_more(office: Office) -> None:
    """What was answered to it is kept in a note."""
    data = roadmap_data("now", NOW)
    data["questions"]["group"] = [
        each for each in data["questions"]["group"] if each["id"] != "strengths"
    ]
    data["answer_scale"]["risk"] = [
        each for each in data["answer_scale"]["risk"] if each["id"] != "moderate"
    ]
    write_versions(office.workspace.root, data)
    now, then = both_offices(office)

    edit = tell("HT", "Vahvuudet", "Sitoutunut henkilöstö")
    then.send("02.xlsx", {("HT-1.1.1", "risk"): "kohtalainen"}, edit=edit)
    record = now.gather()
    assert {Words("fi").value(each.values["found"]) for each in found(record, "ROW-029")} == {
        "kohtalainen",
        "Sitoutunut henkilöstö",
    }
    assert record.answers == ()
    assert record.narratives == ()


def test_a_subtask_that_does_not_concern_the_region_now(office: Office) -> None:
    """An answer carried over to what is another region's is told, and not counted."""
    data = roadmap_data("now", NOW)
    data["groups"][0]["entities"][0]["tasks"][0]["subtasks"][0]["applies"] = "hus"
    write_versions(office.workspace.root, data)
    now, then = both_offices(office)
    then.send("02.xlsx", {("HT-1.1.1", "status"): "valmis"})
    record = now.gather()
    [error] = found(record, "ROW-003")
    assert answers_said(error) == "Tila: valmis"
    assert record.answers == ()


def test_a_version_nobody_declared(office: Office) -> None:
    """It is rejected, and the versions that can be read are named."""
    write_versions(office.workspace.root)
    now, then = both_offices(office)
    roadmap = then.foundations.roadmap.model_copy(update={"version": "once"})
    Office(then.workspace, replace(then.foundations, roadmap=roadmap)).send("02.xlsx", {})
    [outcome] = now.gather("2022-05").files
    assert (outcome.reason, outcome.region) == ("unknown-version", "02")
    assert outcome.values == {"version": "once", "known": ("now", "then")}


def test_an_earlier_file_with_problems__error(office: Office) -> None:
    """A broken earlier file stops the run when a form of that version comes, not before."""
    write_versions(office.workspace.root)
    _, then = both_offices(office)
    data = roadmap_data("then", {**THEN, "HT": (*THEN["HT"], "HT-1.1.99")})
    write_versions(office.workspace.root, then=data)
    foundations = lay_foundations(office.workspace, Settings(roadmap="now.yaml"))
    now = Office(office.workspace, foundations)
    now.send("uusi.xlsx", {("HT-1.1.1", "status"): "valmis"})
    assert outcomes(now.gather()) == {"uusi.xlsx": USED}
    then.send("vanha.xlsx", {("HT-1.1.1", "status"): "valmis"}, region="05")
    with pytest.raises(CannotRunError):
        now.gather()


def test_forms_show_last_month_of_the_version_before(offices: tuple[Office, Office]) -> None:
    """What a form shows of last month stands under the ids of now."""
    now, then = offices
    answers: Answers = {("HT-1.1.2", "status"): "valmis", ("HT-1.1.6", "status"): "valmis"}
    then.send("huhti.xlsx", answers, month="2022-04")
    kept(then)
    last = last_answers(now.workspace, now.foundations, ReportingMonth(2022, 5))
    assert [(each.subtask, each.status) for each in last["02"]] == [("HT-1.2.1", "done")]


def test_a_month_of_the_version_before_is_told_by_that(offices: tuple[Office, Office]) -> None:
    """How the regions stood in an archived month is told by the roadmap it was collected with."""
    now, then = offices
    then.send("02.xlsx", {("HT-1.1.1", "status"): "valmis"})
    record = kept(then)
    roadmap = now.foundations.roadmap_of(record.roadmap_version)
    stands = region_standings(record, roadmap, now.foundations.regions, after_deadline=True)["02"]
    assert stands.groups_asked == ("HT", "TU")
    assert stands.state is RegionState.PARTIAL
