"""Collecting an inbox as it really is: old, broken and foreign files among the returns."""

import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
import xlsxwriter
from openpyxl.workbook import Workbook

from offices import Office
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.picture import MonthRecord, RegionState
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.pipeline.collect import listed_inbox
from tilannekuva.pipeline.foundations import Foundations

ANSWERS = {
    ("HT-1.1.1", "status"): "valmis",
    ("JO-1.1.1", "status"): "käynnissä",
    ("PJ-1.1.1", "status"): "ei aloitettu",
}
SAVED = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)


def outcomes(record: MonthRecord) -> dict[str, tuple[Disposition, str]]:
    """Return the disposition and reason of every file."""
    return {each.path: (each.disposition, each.reason) for each in record.files}


def told(record: MonthRecord, *gates: str) -> list[Finding]:
    """Return what is told by the rules of some gates."""
    return [each for each in record.findings if each.rule.gate in gates]


def statuses(record: MonthRecord, region: str = "02") -> dict[str, str | None]:
    """Return a region's statuses by subtask."""
    return {each.subtask: each.status for each in record.answers if each.region == region}


def test_an_inbox_of_everything__ok(office: Office) -> None:
    """Nothing stops the run: each file is accounted for, and the good return is used."""
    office.send("hyvä.xlsx", ANSWERS)
    office.send("huhtikuu.xlsx", ANSWERS, month="2022-04", region="05")
    (office.inbox / "rikki.xlsx").write_bytes(b"this is no workbook at all")
    (office.inbox / "katkennut.xlsx").write_bytes((office.inbox / "hyvä.xlsx").read_bytes()[:9000])
    (office.inbox / "tyhjä.xlsx").write_bytes(b"")
    (office.inbox / "~$hyvä.xlsx").write_bytes(b"owner")
    (office.inbox / "kuva.png").write_bytes(b"\x89PNG")
    (office.inbox / "muistio.pdf").write_bytes(b"%PDF-1.7")
    (office.inbox / "alikansio").mkdir()
    with xlsxwriter.Workbook(office.inbox / "budjetti.xlsx") as foreign:
        foreign.add_worksheet().write_string(0, 0, "Talousarvio")
    shutil.copyfile(office.inbox / "hyvä.xlsx", office.inbox / "hyvä - kopio.xlsx")
    collected = office.collect()
    assert outcomes(collected.record) == {
        "hyvä.xlsx": (Disposition.ACCEPTED, "used"),
        "hyvä - kopio.xlsx": (Disposition.DUPLICATE, "same-bytes"),
        "huhtikuu.xlsx": (Disposition.REJECTED, "other-month"),
        "rikki.xlsx": (Disposition.REJECTED, "unreadable"),
        "katkennut.xlsx": (Disposition.DEFERRED, "not-finished"),
        "tyhjä.xlsx": (Disposition.REJECTED, "empty-file"),
        "~$hyvä.xlsx": (Disposition.IGNORED, "owner-file"),
        "kuva.png": (Disposition.IGNORED, "picture"),
        "muistio.pdf": (Disposition.REJECTED, "other-format"),
        "budjetti.xlsx": (Disposition.REJECTED, "not-ours"),
    }
    assert statuses(collected.record)["HT-1.1.1"] == "done"
    assert collected.needs_a_person


def test_an_empty_inbox__error(office: Office) -> None:
    """Without a return and without a month there is nothing to collect, and nothing is written."""
    with pytest.raises(CannotRunError):
        office.collect()
    assert not office.workspace.output.exists()


def test_an_empty_inbox_with_a_month__ok(office: Office) -> None:
    """A month can be collected before anybody has returned."""
    collected = office.collect("2022-05")
    states = {standing.state for standing in collected.standings.values()}
    assert states == {RegionState.MISSING}


def test_no_inbox__error(office: Office) -> None:
    """A folder that is not there is told, and nothing is written."""
    office.inbox.rmdir()
    with pytest.raises(CannotRunError):
        office.collect("2022-05")
    assert not office.workspace.archive.exists()


def test_the_newest_return_of_each_group_counts(office: Office) -> None:
    """A later correction of one group replaces that group alone."""
    office.send("ensin.xlsx", ANSWERS)
    later = {("HT-1.1.1", "status"): "käynnissä"}
    office.send("korjaus.xlsx", later, group="HT", saved=SAVED + timedelta(days=1))
    record = office.gather()
    assert statuses(record) == {
        "HT-1.1.1": "in_progress",
        "JO-1.1.1": "in_progress",
        "PJ-1.1.1": "not_started",
    }
    files = {each.path: each for each in record.files}
    assert files["ensin.xlsx"].groups_set_aside == ("HT",)
    assert files["korjaus.xlsx"].groups_used == ("HT",)


def test_an_untouched_sheet_replaces_nothing(office: Office) -> None:
    """In a newer workbook, a group's untouched sheet leaves the older answers in force."""
    office.send("ensin.xlsx", ANSWERS)
    newer = {("HT-1.1.1", "status"): "käynnissä"}
    office.send("uusi.xlsx", newer, saved=SAVED + timedelta(days=1))
    assert statuses(office.gather())["JO-1.1.1"] == "in_progress"


def test_an_untouched_form_is_superseded(office: Office) -> None:
    """A form sent back as it was is no return."""
    office.send("tyhjä.xlsx", {})
    record = office.gather()
    assert outcomes(record)["tyhjä.xlsx"] == (Disposition.SUPERSEDED, "nothing-filled-in")
    assert record.returns == ()


def test_a_space_is_not_an_answer(office: Office) -> None:
    """A form with nothing but spaces typed into it is untouched, and replaces nothing."""
    office.send("ensin.xlsx", ANSWERS)
    spaces = {("HT-1.1.1", "status"): " ", ("JO-1.1.1", "description"): "\u00a0"}
    office.send("välilyönti.xlsx", spaces, saved=SAVED + timedelta(days=1))
    record = office.gather()
    assert outcomes(record)["välilyönti.xlsx"] == (Disposition.SUPERSEDED, "nothing-filled-in")
    assert statuses(record)["HT-1.1.1"] == "done"


def test_a_return_stays_when_its_file_goes(office: Office) -> None:
    """What was accepted once stays in force after the file has left the inbox."""
    path = office.send("hyvä.xlsx", ANSWERS)
    office.send("toinen.xlsx", ANSWERS, region="05")
    before = office.collect()
    path.unlink()
    assert statuses(office.gather()) == statuses(before.record)
    kept = office.workspace.stored_returns
    assert {each.sha256 for each in before.record.returns} == {file.name for file in kept.iterdir()}


def test_a_return_of_a_collected_month_is_ignored(office: Office) -> None:
    """Last month's file in this month's inbox is no trouble once last month has it."""
    office.send("huhtikuu.xlsx", ANSWERS, month="2022-04")
    office.collect()
    office.send("toukokuu.xlsx", ANSWERS)
    record = office.gather()
    assert outcomes(record)["huhtikuu.xlsx"] == (Disposition.IGNORED, "archived-month")
    assert str(record.month) == "2022-05"


def test_equal_times_are_told(office: Office) -> None:
    """Of two different files saved at the same time one is used, and a warning names both."""
    office.send("a.xlsx", ANSWERS)
    office.send("b.xlsx", {("HT-1.1.1", "status"): "käynnissä"})
    findings = told(office.gather(), "IDENTITY")
    assert [(each.code, each.group) for each in findings] == [("IDENTITY-003", "HT")]


def test_a_late_return_is_used_and_flagged(office: Office) -> None:
    """After the end of the deadline day in Finnish time a return is late."""
    in_time = datetime(2022, 6, 10, 20, 59, tzinfo=UTC)
    office.send("ajoissa.xlsx", ANSWERS, saved=in_time)
    office.send("myöhässä.xlsx", ANSWERS, region="05", saved=in_time + timedelta(minutes=2))
    late = {each.region: each.late for each in office.gather().returns}
    assert late == {"02": False, "05": True}


def test_clear_findings_for_mistakes(office: Office) -> None:
    """A wrong status and a bad date are told with their cell; the rest of the row is used."""
    answers = {
        ("HT-1.1.1", "status"): "ehkä",
        ("HT-1.1.1", "description"): "Odottaa päätöstä.",
        ("HT-1.1.2", "status"): "valmis",
        ("HT-1.1.2", "estimated_completion"): "31.2.2022",
    }
    rows = office.form("02", "2022-05").sheets[0].subtask_rows
    office.send("virheet.xlsx", answers)
    record = office.gather()
    assert {(each.code, each.cell) for each in told(record, "CELL")} == {
        ("CELL-001", f"K{rows['HT-1.1.1'] + 1}"),
        ("CELL-002", f"L{rows['HT-1.1.2'] + 1}"),
    }
    texts = {each.subtask: (each.status, each.description) for each in record.answers}
    assert texts == {"HT-1.1.1": (None, "Odottaa päätöstä."), "HT-1.1.2": ("done", None)}


def test_a_row_on_another_groups_sheet_counts_once(office: Office) -> None:
    """Answered in its own group's return too, the pasted row is told and does not count."""

    def paste(workbook: Workbook) -> None:
        sheet = workbook["HT"]
        last = max(
            row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value)[:3] == "HT-"
        )
        sheet.insert_rows(last + 1)
        sheet.cell(last + 1, 1).value = "JO-1.1.1"
        sheet.cell(last + 1, 11).value = "valmis"

    office.send("ht.xlsx", {("HT-1.1.1", "status"): "valmis"}, group="HT", edit=paste)
    office.send("jo.xlsx", {("JO-1.1.1", "status"): "käynnissä"}, group="JO")
    collected = office.collect()
    assert statuses(collected.record) == {"HT-1.1.1": "done", "JO-1.1.1": "in_progress"}
    twice = [each for each in collected.record.findings if each.code == "ROW-002"]
    assert [each.file for each in twice] == ["ht.xlsx"]


def test_answers_under_a_lost_heading_are_told(office: Office) -> None:
    """When the only filled column has lost its heading, the sender is told which is missing."""

    def overwrite(workbook: Workbook) -> None:
        cells = (cell for row in workbook["HT"].iter_rows() for cell in row)
        heading = next(cell for cell in cells if cell.value == "Tila")
        workbook["HT"].cell(heading.row, heading.column).value = "Tilanne nyt"

    office.send("02.xlsx", {("HT-1.1.1", "status"): "valmis"}, edit=overwrite)
    record = office.gather()
    assert [(each.code, each.sheet) for each in record.findings] == [
        ("ROW-005", "HT"),
        ("ROW-007", "HT"),
    ]
    assert record.returns == ()


@pytest.mark.parametrize(
    ("status", "today", "waits"),
    [
        ("valmis", date(2022, 6, 10), False),
        ("valmis", date(2022, 6, 11), True),
        ("ehkä", date(2022, 6, 8), True),
    ],
    ids=["partial in time", "partial after the deadline", "an error in time"],
)
def test_who_waits_for_a_person(office: Office, status: str, today: date, *, waits: bool) -> None:
    """Before the deadline a partial return is nothing, but a mistake in it is something."""
    office.send("02.xlsx", {("HT-1.1.1", "status"): status})
    collected = office.collect(today=today)
    waiting = {each.region for each in collected.waiting}
    assert ("02" in waiting) is waits
    assert collected.needs_a_person is waits


def test_the_workspace_itself_can_be_the_inbox(office: Office) -> None:
    """What we write ourselves is not taken for returns when it lies below the inbox."""
    office.send("02.xlsx", ANSWERS)
    office.workspace.outbox.mkdir()
    shutil.copyfile(office.inbox / "02.xlsx", office.workspace.outbox / "form.xlsx")
    for _ in range(2):
        listed = listed_inbox(office.workspace, office.workspace.root)
        assert [each.name for each in listed.files] == ["inbox/02.xlsx"]
        office.collect()


NASTY_TEXTS = (
    "x" * 32_767,
    '=HYPERLINK("http://example.fi")',
    "<script>alert(1)</script>",
    "\u202ekäännetty\u202c \U0001f600 \x0b",
    "a\nb\tc",
    "{0} {name} %s \\",
)


@pytest.mark.parametrize("question", ["status", "estimated_completion", "description"])
def test_any_text_in_any_cell_is_published(office: Office, question: str) -> None:
    """No text stops the run, and each one is in an answer or verbatim in a finding."""
    form = office.form("02", "2022-05")
    sheet, column = form.sheets[0], form.column_numbers[question]
    typed = dict(zip(sheet.subtask_rows, NASTY_TEXTS, strict=False))

    def type_them(workbook: Workbook) -> None:
        for subtask, text in typed.items():
            cell = workbook[sheet.name].cell(sheet.subtask_rows[subtask] + 1, column + 1)
            # As Excel writes what XML has no character for.
            cell.value = text.replace("\x0b", "_x000B_")
            cell.data_type = "s"

    office.send("02.xlsx", {}, edit=type_them)
    record = office.collect().record
    answered = {each.subtask: each.description for each in record.answers}
    not_read = {each.subtask: each.values.get("found") for each in told(record, "CELL")}
    assert (answered if question == "description" else not_read) == typed


def test_data_files_may_change_between_runs(office: Office) -> None:
    """What a kept return says of a subtask or region that is gone does not stop the run."""
    paths = [
        office.send("02.xlsx", ANSWERS),
        office.send("05.xlsx", ANSWERS, region="05"),
    ]
    office.collect()
    for path in paths:
        path.unlink()
    roadmap, regions = office.foundations.roadmap, office.foundations.regions
    fields = {name: getattr(roadmap, name) for name in Roadmap.model_fields}
    smaller = Foundations(
        office.foundations.settings,
        Roadmap.model_validate({**fields, "groups": roadmap.groups[1:]}),
        Regions(
            regions=tuple(each for each in regions.regions if each.code != "05"),
            collaboration_areas=regions.collaboration_areas,
        ),
        office.foundations.glossary,
    )
    record = Office(office.workspace, smaller).collect("2022-05").record
    assert {(each.region, each.subtask) for each in record.answers} == {
        ("02", "JO-1.1.1"),
        ("02", "PJ-1.1.1"),
    }
