"""What a region gets back it can correct and return as it is."""

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from two_versions import both_offices, write_versions

from ods_files import as_ods
from offices import AFTER_DEADLINE, Office, edited
from tilannekuva.domain.answers import Answer
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.rule import Severity
from tilannekuva.domain.settings import Settings
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.brief import brief
from tilannekuva.pipeline.collect import gather, listed_inbox
from tilannekuva.pipeline.replies import MadeReplies, replying

SENT = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
LATER = datetime(2022, 6, 8, 12, 0, tzinfo=UTC)
SWEDISH = "17"
WHOLE = "replies/02/tilannekuva-2022-05-02"
Answers = dict[tuple[str, str], CellValue]


def gathered(office: Office, *, month: str | None = None) -> tuple[MonthRecord, MadeReplies]:
    """Read and merge the inbox, and make the replies of the region with the code 02."""
    with TemporaryDirectory() as folder:
        listed = listed_inbox(office.workspace, office.inbox)
        named = None if month is None else office.form("02", month).month
        read = gather(office.workspace, office.foundations, listed, Path(folder), month=named)
        with replying(
            office.workspace,
            office.foundations,
            read.record,
            read.copies,
            Path(folder),
            deadline_passed=True,
        ) as under_way:
            return read.record, under_way.finished()


def answers_of(office: Office, **faulty: CellValue) -> Answers:
    """Return a form's worth of answers, the first of them faulty."""
    form = office.form("02", "2022-05")
    answers: Answers = {
        (subtask, question): value
        for sheet in form.sheets
        for subtask in sheet.subtask_rows
        for question, value in (
            ("status", "käynnissä"),
            ("risk", "matala"),
            ("estimated_completion", date(2022, 12, 31)),
        )
    }
    first = next(iter(form.sheets[0].subtask_rows))
    return answers | {(first, question): value for question, value in faulty.items()}


def errors(record: MonthRecord) -> list[tuple[str, str, str]]:
    """Return the errors of a month with their places."""
    return [
        (each.code, each.sheet, each.cell)
        for each in record.findings
        if each.severity is Severity.ERROR
    ]


def told(record: MonthRecord) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return every answer by its subtask, without where it came from."""
    return {(each.group, each.subtask): _values(each) for each in record.answers}


def _values(answer: Answer) -> Mapping[str, Any]:
    return answer.model_dump(include={"status", "risk", "estimated_completion", "description"})


def corrected(content: bytes, changes: Mapping[tuple[str, str], CellValue]) -> bytes:
    """Return a reply's workbook as the region corrects and saves it."""

    def correct(workbook: Any) -> None:
        for (sheet, cell), value in changes.items():
            workbook[sheet][cell].value = value

    return edited(content, correct, LATER)


def test_corrected_workbook_is_accepted__ok(office: Office) -> None:
    """The marked copy, corrected in the marked cells, is a return without errors."""
    office.send("a.xlsx", answers_of(office, status="ehkä", estimated_completion="syksyllä"))
    before, made = gathered(office)
    assert errors(before) == [("CELL-001", "HT", "K8"), ("CELL-002", "HT", "L8")]
    [reply] = [each for each in made.replies if each.region == "02"]
    assert (reply.kind, reply.workbook, reply.new) == ("correct", "own", True)
    assert reply.outputs == tuple(f"{WHOLE}.{kind}" for kind in ("xlsx", "eml", "txt"))
    changes: dict[tuple[str, str], CellValue] = {
        ("HT", "K8"): "valmis",
        ("HT", "L8"): date(2022, 5, 2),
    }
    content = corrected(made.outputs[f"{WHOLE}.xlsx"], changes)
    (office.inbox / "korjattu.xlsx").write_bytes(content)
    after, again = gathered(office)
    assert errors(after) == []
    changed = {key for key, value in told(after).items() if told(before).get(key) != value}
    assert changed == {("HT", next(iter(office.form("02", "2022-05").sheets[0].subtask_rows)))}
    assert told(after).keys() == told(before).keys()
    assert {each.source_file for each in after.returns} == {"korjattu.xlsx"}
    [reply] = [each for each in again.replies if each.region == "02"]
    assert reply.kind in {"thanks", "check"}


def test_returned_uncorrected__ok(office: Office) -> None:
    """The marked copy sent back as it is changes nothing, and its marks do not pile up."""
    office.send("a.xlsx", answers_of(office, status="ehkä"))
    before, made = gathered(office)
    (office.inbox / "a.xlsx").write_bytes(corrected(made.outputs[f"{WHOLE}.xlsx"], {}))
    after, again = gathered(office)
    assert told(after) == told(before)
    workbook = openpyxl.load_workbook(io.BytesIO(again.outputs[f"{WHOLE}.xlsx"]))
    assert workbook.sheetnames.count("Korjattavaa") == 1
    assert workbook["HT"]["K8"].comment.text.count("– tilannekuva") == 1


def spoilt_ods(office: Office, answers: Answers) -> None:
    """Send a return saved as .ods under a hostile name."""
    form = office.form("02", "2022-05")
    cover = {("", question.id): "Tilanne on hyvä." for question in form.region_questions}
    group = {("HT", "strengths"): "Hyvä\nryhmä", ("HT", "filled_by"): "=projektipäällikkö"}
    contents = FormContents(answers, {**cover, **group}, {"rescue_state": "vihreä"}, saved=SENT)
    data = as_ods(draw_working_tool(form, contents), form.identity, SENT)
    (office.inbox / "; rm -rf ~ (1).ods").write_bytes(data)


def test_form_drawn_anew__ok(office: Office) -> None:
    """A return that cannot be edited comes back as a form with the answers as they were read."""
    spoilt_ods(office, answers_of(office, status="ehkä", estimated_completion="syksyllä"))
    before, made = gathered(office)
    [reply] = [each for each in made.replies if each.region == "02"]
    assert (reply.kind, reply.workbook) == ("correct", "redrawn")
    assert [Path(name).name for name in reply.outputs] == [
        f"tilannekuva-2022-05-02.{kind}" for kind in ("xlsx", "eml", "txt")
    ]
    workbook = openpyxl.load_workbook(io.BytesIO(made.outputs[f"{WHOLE}.xlsx"]))
    assert workbook.sheetnames[:2] == ["Korjattavaa", "Etusivu"]
    assert [workbook["HT"][cell].value for cell in ("K8", "L8")] == ["ehkä", "syksyllä"]
    assert all(workbook["HT"][cell].comment is not None for cell in ("K8", "L8"))
    changes: dict[tuple[str, str], CellValue] = {("HT", "K8"): "valmis", ("HT", "L8"): None}
    content = corrected(made.outputs[f"{WHOLE}.xlsx"], changes)
    (office.inbox / "korjattu.xlsx").write_bytes(content)
    after, _ = gathered(office)
    assert errors(after) == []
    assert told(after).keys() == told(before).keys()
    assert {(each.question, each.light, each.text) for each in after.narratives} == {
        (each.question, each.light, each.text) for each in before.narratives
    }
    assert {each.filled_by for each in after.returns} == {None, "=projektipäällikkö"}


def test_prefilled_form_drawn_anew__ok(office: Office) -> None:
    """A form drawn anew knows what it was sent with: what was not touched is no return."""
    form = office.form("02", "2022-05")
    ht, jo = (list(sheet.subtask_rows) for sheet in form.sheets[:2])
    sent: Answers = {(subtask, "status"): "käynnissä" for subtask in (*ht, *jo)}
    contents = FormContents(
        sent | {(ht[0], "status"): "ehkä"}, prefilled=True, sent=sent, saved=SENT
    )
    data = as_ods(draw_working_tool(form, contents), form.identity, SENT)
    (office.inbox / "a.ods").write_bytes(data)
    before, made = gathered(office)
    assert [each.group for each in before.returns] == ["HT"]
    content = corrected(made.outputs[f"{WHOLE}.xlsx"], {("HT", "K8"): "valmis"})
    (office.inbox / "b.xlsx").write_bytes(content)
    after, _ = gathered(office)
    assert [(each.group, each.source_file) for each in after.returns] == [("HT", "b.xlsx")]


def test_refused_return__ok(office: Office) -> None:
    """Who sent a form of another month is told so, with the right form enclosed, empty."""
    office.send("vanha.xlsx", answers_of(office), month="2022-04")
    record, made = gathered(office, month="2022-05")
    assert record.returns == ()
    [reply] = [each for each in made.replies if each.region == "02"]
    assert (reply.kind, reply.workbook) == ("refused", "blank")
    workbook: Any = openpyxl.load_workbook(io.BytesIO(made.outputs[f"{WHOLE}.xlsx"]))
    assert {row[0]: row[1] for row in workbook["_meta"].values}["month"] == "2022-05"
    assert workbook["HT"]["K8"].value is None


def test_every_region_gets_something__ok(office: Office) -> None:
    """Whoever has sent nothing is reminded, in the region's own language and address."""
    settings = Settings.model_validate({"recipients": {"14": {"email": "a@example.fi"}}})
    office = replace(office, foundations=replace(office.foundations, settings=settings))
    office.send("a.xlsx", answers_of(office))
    _, made = gathered(office)
    kinds = {each.region: each.kind for each in made.replies}
    assert kinds.pop("02") in {"thanks", "check"}
    assert set(kinds.values()) == {"reminder"}
    assert len(kinds) == 22
    assert b"\r\nTo: a@example.fi\r\n" in made.outputs["replies/14/reminder.eml"]
    for region, greeting in (("14", "Hei,"), (SWEDISH, "Hej,")):
        assert greeting in made.outputs[f"replies/{region}/reminder.txt"].decode("utf-8-sig")
    assert not [name for name in made.outputs if "reminder" in name and name.endswith(".xlsx")]


def test_replies_of_a_run__ok(office: Office) -> None:
    """Replies are outputs like others; those that are new are told, and the others kept."""
    office.send("a.xlsx", answers_of(office, status="ehkä"))
    office.send("b.xlsx", {}, region="04")
    first = office.collect()
    report = json.loads((first.output / "run.json").read_text(encoding="utf-8"))
    names = [name for each in report["replies"] for name in each["outputs"]]
    assert {each["new"] for each in report["replies"]} == {True}
    assert len(first.replies) == len(report["replies"]) == 23
    assert set(names) == {name for name in report["outputs"] if name.startswith("replies/")}
    assert all((first.output / name).is_file() for name in names)

    office.send("c.xlsx", answers_of(office, status="ehkä"), region="05")
    later = office.collect()
    assert [each.region for each in later.replies] == ["05"]
    kept = {each["region"]: each for each in report["replies"] if each["region"] != "05"}
    later_report = json.loads((first.output / "run.json").read_text(encoding="utf-8"))
    for each in later_report["replies"]:
        if each["region"] != "05":
            assert each == {**kept[each["region"]], "new": False}
    assert not (first.output / "replies/05/reminder.eml").exists()

    brief(office.workspace, office.foundations, regions=["05"], month=None, today=AFTER_DEADLINE)
    briefed = json.loads((first.output / "run.json").read_text(encoding="utf-8"))
    assert briefed["replies"] == later_report["replies"]


def test_form_of_an_earlier_version__ok(office: Office) -> None:
    """Answers in an old form come back in the form of the version in force, and are taken."""
    write_versions(office.workspace.root)
    now, then = both_offices(office)
    then.send("vanha.xlsx", {("HT-1.1.2", "status"): "ehkä", ("HT-1.1.1", "status"): "valmis"})
    before, made = gathered(now)
    assert [each[0] for each in errors(before)] == ["CELL-001"]
    [reply] = [each for each in made.replies if each.region == "02"]
    assert (reply.kind, reply.workbook) == ("correct", "redrawn")
    workbook: Any = openpyxl.load_workbook(io.BytesIO(made.outputs[f"{WHOLE}.xlsx"]))
    places = {row[0].value: row for sheet in workbook.worksheets for row in sheet.iter_rows()}
    status = now.form("02", "2022-05").column_numbers["status"]
    wrong, right = places["HT-1.2.1"][status], places["HT-1.1.1"][status]
    assert (wrong.value, right.value) == ("ehkä", "valmis")
    assert wrong.comment is not None
    assert right.comment is None
    changes: dict[tuple[str, str], CellValue] = {("HT", wrong.coordinate): "käynnissä"}
    content = corrected(made.outputs[f"{WHOLE}.xlsx"], changes)
    (now.inbox / "uusi.xlsx").write_bytes(content)
    after, _ = gathered(now)
    assert errors(after) == []
    assert {each.subtask: each.status for each in after.answers} == {
        "HT-1.1.1": "done",
        "HT-1.2.1": "in_progress",
    }
    assert "IDENTITY-008" not in {each.code for each in after.findings if each.file == "uusi.xlsx"}


def test_return_on_the_coordinators_word__ok(office: Office) -> None:
    """A table without stamps comes back in a form of the region's own, which needs no word."""

    def without_stamps(workbook: Any) -> None:
        del workbook["_meta"]
        workbook.custom_doc_props.props = []

    office.send("taulukko.xlsx", answers_of(office, status="ehkä"), edit=without_stamps)
    word = {"file": "taulukko.xlsx", "region": "02", "month": "2022-05", "reason": "Puhelu"}
    settings = Settings.model_validate({"accept": [word]})
    trusting = replace(office, foundations=replace(office.foundations, settings=settings))
    before, made = gathered(trusting)
    [reply] = [each for each in made.replies if each.region == "02"]
    assert (reply.kind, reply.workbook) == ("correct", "redrawn")
    (office.inbox / "taulukko.xlsx").unlink()
    content = corrected(made.outputs[f"{WHOLE}.xlsx"], {("HT", "K8"): "valmis"})
    (office.inbox / "korjattu.xlsx").write_bytes(content)
    after, _ = gathered(office)
    assert errors(after) == []
    assert told(after).keys() == told(before).keys()
