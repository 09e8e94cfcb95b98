"""The tables of the data package: their form, their order, and texts that are no formulas."""

import csv
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tilannekuva.domain.answers import COVER, Answer, GroupReturn
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.picture import VIEWS, NationalPicture
from tilannekuva.publish.data.csv_files import (
    answers_csv,
    changes_csv,
    findings_csv,
    guarded,
    indicators_csv,
    narratives_csv,
)
from tilannekuva.publish.data.data_package import data_package

ANSWERS_HEAD = (
    "region,month,group,entity,task,subtask,critical,due,status,estimated_completion,risk,support,"
    "description,responsible,filled_by,filled_on,source_file,source_sheet,source_cell"
)
NARRATIVES_HEAD = "region,month,group,question,light,text,source_file,source_sheet,source_cell"
INDICATORS_HEAD = "view,level,key,region,n,started,completed,missing"
CHANGES_HEAD = (
    "region,month,group,subtask,critical,due,change,status_before,status,risk_before,risk,"
    "support_before,support"
)
FINDINGS_HEAD = (
    "region,month,group,subtask,question,severity,code,found,read,message,"
    "source_file,source_sheet,source_cell"
)
ACTIVE = "=+-@\uff1d\uff0b\uff0d\uff20'\t\r\n"
TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def shown(text: str) -> str:
    """Return a text as a table shows it: what is no text by its number, the rest as it is."""
    return "".join(
        f"[U+{ord(sign):04X}]"
        if (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\t\r\n")
        or sign in f"{TURNS}\ufffe\uffff"
        else sign
        for sign in text
    )


def table(text: str) -> list[dict[str, str]]:
    """Return the rows of a table by their column; lines end in LF alone."""
    lines = (f"{line}\n" for line in text.removesuffix("\n").split("\n"))
    return list(csv.DictReader(lines, strict=True))


def with_answers(picture: NationalPicture, *texts: str) -> NationalPicture:
    """Return a picture in which one group of region 01 describes subtasks with these texts."""
    subtasks = [step.subtask.id for step in picture.roadmap.concerning("01")]
    source = {"region": "01", "month": picture.month, "source_file": "01.xlsx"}
    answers = tuple(
        Answer.model_validate(
            {
                **source,
                "source_sheet": "HT",
                "source_cell": "K9",
                "group": "HT",
                "subtask": subtask,
                "description": text,
            }
        )
        for subtask, text in zip(subtasks, texts, strict=False)
    )
    one = next(each for each in picture.record.returns if each.group == "HT")
    changed: GroupReturn = one.model_copy(update={"answers": answers, "narratives": ()})
    return replace(picture, record=replace(picture.record, returns=(changed,)))


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+358", "'+358"),
        ("-", "'-"),
        ("@x", "'@x"),
        ("'sanottu", "''sanottu"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("", ""),
        (" =1", " =1"),
        ("1-2", "1-2"),
        ("\n=1", "'\n=1"),
        ("\uff1d1", "'\uff1d1"),
        ("\x00=1", "[U+0000]=1"),
        ("a\x1b[2Jb\u202ec", "a[U+001B][2Jb[U+202E]c"),
    ],
)
def test_guard__ok(text: str, safe: str) -> None:
    """One ' is put before a text that begins like a formula, and before no other."""
    assert guarded(text) == safe


@given(st.text() | st.text(ACTIVE) | st.builds(str.__add__, st.sampled_from(ACTIVE), st.text()))
def test_guard_is_taken_off__ok(text: str) -> None:
    """Taking one ' off gives the text back as it can be shown, and nothing begins a formula."""
    safe = guarded(text)
    assert safe.removeprefix("'") == shown(text)
    assert not safe.startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n"))


def test_form_of_the_tables__ok(picture: NationalPicture) -> None:
    """Every table is UTF-8 without a mark, ends each line in LF, and has its columns in order."""
    heads = {
        "answers.csv": ANSWERS_HEAD,
        "narratives.csv": NARRATIVES_HEAD,
        "indicators.csv": INDICATORS_HEAD,
        "findings.csv": FINDINGS_HEAD,
        "changes.csv": CHANGES_HEAD,
    }
    files = data_package(picture)
    assert set(files) == {*heads, "datapackage.json"}
    for name, head in heads.items():
        text = files[name]
        assert text.startswith(f"{head}\n")
        assert text.endswith("\n")
        assert "\r" not in text
        assert text.encode().decode("utf-8") == text


def test_a_row_of_each_table__ok(picture: NationalPicture) -> None:
    """An answer stands with its place in the roadmap, its signature and its source."""
    answer = next(each for each in picture.record.answers if each.status and each.risk)
    position = picture.roadmap.positions[answer.subtask]
    row = next(
        each
        for each in table(answers_csv(picture))
        if (each["region"], each["subtask"]) == (answer.region, answer.subtask)
    )
    assert row["month"] == "2022-05"
    assert (row["group"], row["entity"]) == (position.group.id, position.entity.id)
    assert row["critical"] == str(position.subtask.critical).lower()
    assert date.fromisoformat(row["due"]) == position.subtask.due
    assert (row["status"], row["risk"]) == (answer.status, answer.risk)
    assert (row["filled_by"], row["filled_on"]) == ("projektipäällikkö", "2022-06-07")
    assert (row["source_file"], row["source_cell"]) == (answer.source_file, answer.source_cell)


def test_every_answer_and_narrative_has_a_row__ok(picture: NationalPicture) -> None:
    """Nothing that was answered is left out, and texts come back as they were typed."""
    answers = table(answers_csv(picture))
    assert len(answers) == len(picture.record.answers) > 1000
    descriptions = {each.description or "" for each in picture.record.answers}
    assert {row["description"].removeprefix("'") for row in answers} == descriptions
    narratives = table(narratives_csv(picture))
    assert len(narratives) == len(picture.record.narratives)
    assert {row["group"] for row in narratives} == {COVER, "HT", "JO", "PJ", "YP", "ICT"}


def test_rows_are_sorted__ok(picture: NationalPicture) -> None:
    """Rows come by region, and within one by the roadmap or the order of the questions."""
    region, order = picture.regions.order, picture.roadmap.positions
    answers = [
        (region[row["region"]], order[row["subtask"]].order) for row in table(answers_csv(picture))
    ]
    assert answers == sorted(answers)
    groups = [COVER, *(group.id for group in picture.roadmap.groups)]
    narratives = [
        (region[row["region"]], groups.index(row["group"]))
        for row in table(narratives_csv(picture))
    ]
    assert narratives == sorted(narratives)
    first = [row["question"] for row in table(narratives_csv(picture))[:6]]
    asked = picture.roadmap.questions
    assert first == [
        *(question.id for question in asked.region),
        *(question.id for question in asked.narratives()),
    ]


def test_order_of_returns_does_not_matter__ok(picture: NationalPicture) -> None:
    """The same returns in another order are the same tables."""
    turned = replace(picture.record, returns=tuple(reversed(picture.record.returns)))
    assert data_package(replace(picture, record=turned)) == data_package(picture)


def test_indicators_are_complete__ok(picture: NationalPicture) -> None:
    """There is a row for every view, part of the roadmap and region, area and nation."""
    groups = picture.roadmap.groups
    parts = [("roadmap", "all"), *(("group", group.id) for group in groups)]
    parts += [("entity", entity.id) for group in groups for entity in group.entities]
    rows = table(indicators_csv(picture))
    keys = [(row["region"], row["view"], row["level"], row["key"]) for row in rows]
    assert keys == [
        (region, view, level, key)
        for region in picture.regions.figure_keys
        for view in VIEWS
        for level, key in parts
    ]
    nation = next(row for row in rows if (row["view"], row["region"]) == ("A", "FI"))
    figure = picture.figure("A")
    assert int(nation["n"]) == figure.n > 0
    assert int(nation["missing"]) == figure.missing


def with_findings(picture: NationalPicture, *findings: Finding) -> NationalPicture:
    """Return a picture in which these are the only findings."""
    return replace(picture, record=replace(picture.record, findings=findings))


def in_cell(code: str, cell: str, asked: str, **values: MessageValue) -> Finding:
    """Return a finding of region 01 about a cell of the sheet HT."""
    return Finding(code, "01.xlsx", "HT", cell, "01", "HT", "HT-1.2.1", asked, values)


def test_every_finding_has_a_row_in_reading_order__ok(picture: NationalPicture) -> None:
    """Files of no known region come first, then regions and groups, then cells as they are read."""
    findings = (
        Finding("FILE-002", "02.xlsx", "PJ", region="02", values={"sheet": "PJ"}),
        in_cell("CELL-003", "AA9", "risk", found="#REF!"),
        in_cell("CELL-003", "K10", "status", found="#REF!"),
        in_cell("CELL-003", "K9", "status", found="#N/A"),
        Finding("CELL-004", "01.xlsx", "Etusivu", "D9", "01", values={"length": 9, "limit": 5}),
        Finding("FILE-001", "rikki.xlsx", values={"reason": "…"}),
    )
    rows = table(findings_csv(with_findings(picture, *findings)))
    assert [(row["region"], row["source_sheet"], row["source_cell"]) for row in rows] == [
        ("", "", ""),
        ("01", "Etusivu", "D9"),
        ("01", "HT", "K9"),
        ("01", "HT", "AA9"),
        ("01", "HT", "K10"),
        ("02", "PJ", ""),
    ]
    assert {row["month"] for row in rows} == {"2022-05"}
    assert [row["severity"] for row in rows] == [
        "error",
        "warning",
        "error",
        "error",
        *["error"] * 2,
    ]


def test_a_repair_reads_as_the_other_tables_have_it__ok(picture: NationalPicture) -> None:
    """What was read is the id of the choice, or the day as ISO writes it; found is verbatim."""
    done = picture.roadmap.answer_scale.label("status", "done")
    repairs = (
        in_cell("CELL-005", "K9", "status", found="Valmis!", read=done),
        in_cell("CELL-006", "L9", "estimated_completion", found="11/2022", read=date(2022, 11, 30)),
    )
    rows = table(findings_csv(with_findings(picture, *repairs)))
    assert [(row["question"], row["found"], row["read"], row["severity"]) for row in rows] == [
        ("status", "Valmis!", "done", "repair"),
        ("estimated_completion", "11/2022", "2022-11-30", "repair"),
    ]
    assert rows[1]["message"].startswith("“11/2022” was read as 30 November 2022.")


def test_what_was_found_is_kept_whole__ok(picture: NationalPicture) -> None:
    """A text too long for a cell of a workbook stands here from its first character to its last."""
    text = "=" + 'pitkä, "teksti"\n' * 3000
    finding = in_cell(
        "CELL-007", "O9", "description", found=text, begins=text[:20], length=1, limit=1
    )
    row = table(findings_csv(with_findings(picture, finding)))[0]
    assert row["found"].removeprefix("'") == text
    assert row["found"].startswith("'=")


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@settings(max_examples=50, deadline=None)
@given(typed=texts | st.text("=+-@'\t\r\n\",;", min_size=1))
@example(typed="a\rb")
@example(typed="a\r\nb")
@example(typed='"')
def test_any_text_comes_back__ok(picture: NationalPicture, typed: str) -> None:
    """Whatever was typed stands in its field: no line end or mark in it breaks the table."""
    rows = table(answers_csv(with_answers(picture, typed, "loppu")))
    assert [row["description"].removeprefix("'") for row in rows] == [shown(typed), "loppu"]


def test_changes_have_a_row_for_each_kind__ok(two_months: NationalPicture) -> None:
    """Every kind of change of a subtask is a row, with the answers of both months."""
    rows = table(changes_csv(two_months))
    assert len(rows) == sum(len(each.kinds) for each in two_months.changes) > 100
    completed = next(row for row in rows if row["change"] == "completed")
    assert completed["status"] == "done"
    assert completed["status_before"] in {"not_started", "in_progress"}


def test_changes_of_a_first_month__ok(picture: NationalPicture) -> None:
    """Where last month is not archived the table has its head alone."""
    assert changes_csv(picture) == f"{CHANGES_HEAD}\n"
