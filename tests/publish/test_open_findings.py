"""The pack tells what is open in a region's return: once each, errors first, with every place."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_briefing_html import Page

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import Message, MessageValue
from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.texts import LANGUAGES, Language, LocalText
from tilannekuva.i18n.words import Words
from tilannekuva.picture.national import national_picture
from tilannekuva.publish.briefing.open_findings import (
    OpenFindings,
    Place,
    open_findings,
    ranges,
    told_findings,
)
from tilannekuva.publish.briefing.pages import briefing_pack
from tilannekuva.publish.briefing.wording import Wording

FILE = "08.xlsx"
CHOICES = LocalText(fi="valmis", sv="klar", en="completed")


def wrong(cell: str, found: str = "x", subtask: str = "HT-1.2.1", file: str = FILE) -> Finding:
    """Return the error that a status on the sheet HT is not one of the choices."""
    values: dict[str, MessageValue] = {"found": found, "choices": (CHOICES,)}
    return Finding("CELL-001", file, "HT", cell, "08", "HT", subtask, "status", values)


def shown(code: str, cell: str = "", file: str = FILE, region: str = "08") -> Finding:
    """Return a finding on the sheet ICT."""
    values: dict[str, MessageValue] = {"found": "#REF!", "read": CHOICES, "reason": "…"}
    values |= {"length": 9, "limit": 5}
    sheet = "ICT" if cell else ""
    return Finding(code, file, sheet, cell, region, "ICT" if cell else "", values=values)


def month_with(picture: NationalPicture, *findings: Finding) -> NationalPicture:
    """Return the month with these findings."""
    record = replace(picture.record, findings=findings)
    return national_picture(record, picture.roadmap, picture.regions, after_deadline=True)


def told(picture: NationalPicture, *findings: Finding) -> OpenFindings:
    """Return what the pack of region 08 tells, in English."""
    wording = Wording(Words("en", "pages"), picture.roadmap)
    return told_findings(month_with(picture, *findings), "08", wording)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["K9"], "K9"),
        (["K9", "K10"], "K9, K10"),
        (["K9", "K10", "K11"], "K9–K11"),
        (["K11", "K9", "K10", "K20", "K22", "K21"], "K9–K11, K20–K22"),
        (["L9", "AA9", "K9", "K12"], "K9, K12, L9, AA9"),
        (["K9:K11"], "K9:K11"),
        ([], ""),
    ],
)
def test_cells_under_each_other_are_a_range__ok(cells: list[str], expected: str) -> None:
    """Three cells or more under each other are told by their ends; others one by one."""
    assert ranges(cells) == expected


@given(st.sets(st.tuples(st.sampled_from(["K", "L", "AA"]), st.integers(1, 60)), min_size=1))
def test_no_cell_is_lost_in_ranges__ok(placed: set[tuple[str, int]]) -> None:
    """From the ranges every cell can be had back, and no other."""
    listed: set[tuple[str, int]] = set()
    for part in ranges(f"{column}{row}" for column, row in placed).split(", "):
        first, _, last = part.partition("–")
        column = first.rstrip("0123456789")
        rows = [int(end.removeprefix(column)) for end in (first, last or first)]
        listed |= {(column, row) for row in range(rows[0], rows[1] + 1)}
    assert listed == placed


def test_one_mistake_in_forty_cells_is_told_once__ok(picture: NationalPicture) -> None:
    """The same wrong value down a column is one message with all its cells and their number."""
    subtasks = [step.subtask.id for step in picture.roadmap.asked("08", picture.month)]
    findings = [wrong(f"K{row}", subtask=subtasks[row]) for row in range(8, 48)]
    (file,) = told(picture, *findings, wrong("K50")).errors
    (only,) = file.findings
    assert (file.file, only.places, only.count) == (FILE, (Place("HT", "K8–K47, K50"),), 41)
    assert [phrase.text for phrase in only.questions] == ["Status"]
    # So many subtasks are not named one by one; their cells are.
    assert only.subtasks == ()
    assert told(picture, wrong("K9")).errors[0].findings[0].subtasks == ("HT-1.2.1",)


def test_one_mistake_on_several_sheets_is_told_once__ok(picture: NationalPicture) -> None:
    """The places stand sheet by sheet beside the one message."""
    elsewhere = replace(wrong("K9", subtask="JO-1.1.1"), sheet="JO", group="JO")
    ((file,),) = [told(picture, wrong("K8"), elsewhere, wrong("K12")).errors]
    (only,) = file.findings
    assert only.places == (Place("HT", "K8, K12"), Place("JO", "K9"))
    assert (only.count, only.subtasks) == (3, ("HT-1.2.1", "JO-1.1.1"))


def test_errors_come_first_and_each_file_is_named_once__ok(picture: NationalPicture) -> None:
    """Numbers run through errors and warnings, file by file."""
    open_ones = told(
        picture,
        shown("CELL-004", "N3"),
        wrong("K9", found="ehkä"),
        wrong("K9", file="rikki.xlsx"),
        wrong("K10", found="kai"),
        wrong("K12", found="ehkä"),
    )
    errors = [
        (file.file, [(each.number, each.places[0].cells) for each in file.findings])
        for file in open_ones.errors
    ]
    assert errors == [(FILE, [(1, "K9, K12"), (2, "K10")]), ("rikki.xlsx", [(3, "K9")])]
    assert [each.number for file in open_ones.warnings for each in file.findings] == [4]
    assert (open_ones.error_count, open_ones.warning_count) == (4, 1)


def test_only_what_is_open_is_told__ok(picture: NationalPicture) -> None:
    """Other regions are left out; repairs and notes are only counted."""
    findings = (
        shown("CELL-003", "K9"),
        shown("CELL-003", "K9", region="07"),
        shown("FILE-001", file="rikki.xlsx"),
        shown("CELL-005", "K13"),
        shown("CELL-005", "K14"),
        shown("IDENTITY-002"),
    )
    open_ones = told(picture, *findings)
    assert [(each.code, each.places) for file in open_ones.errors for each in file.findings] == [
        ("CELL-003", (Place("ICT", "K9"),)),
        ("FILE-001", ()),
    ]
    assert open_ones.warnings == ()
    assert (open_ones.repairs, open_ones.notes) == (2, 1)
    of_question = open_findings(month_with(picture, *findings), "08")
    assert [each.code for each in of_question] == ["CELL-003", "FILE-001"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_tells_place_message_and_next_step__ok(
    picture: NationalPicture, language: Language
) -> None:
    """Each finding has its sheet and cells, what is there, and what to do; in each language."""
    month = month_with(
        picture,
        *(wrong(f"K{row}") for row in range(8, 48)),
        shown("CELL-004", "N3"),
        shown("FILE-001", file="rikki.xlsx"),
        shown("CELL-005", "K13"),
        shown("IDENTITY-002"),
    )
    words = Words(language, "pages")
    page = Page(briefing_pack(month, "08", language, tool_version="0"))
    text = " ".join(page.text.split())
    assert "HT: K8–K47 (" in text
    assert "ICT: N3 " in text
    assert words("The whole file") in text
    first = month.record.findings[0]
    for part in (first.rule.message, first.rule.fix):
        assert text.count(words.say(Message(part.pattern, first.values))) == 1
    lists = [given for _, given in page.tags if given.get("class") == "findings"]
    assert [given["start"] for given in lists] == ["1", "2", "3"]
    elsewhere = "These are listed in the national workbook and in the reply to the region."
    assert words(elsewhere) in text


def test_return_without_findings__ok(picture: NationalPicture) -> None:
    """A return in order says so, and tells of repairs all the same."""
    text = Page(briefing_pack(month_with(picture), "08", "en", tool_version="0")).text
    assert "No errors and no warnings are open." in text
    assert "in the reply to the region" not in text
    month = month_with(picture, shown("CELL-005", "K13"))
    text = Page(briefing_pack(month, "08", "en", tool_version="0")).text
    assert "No errors and no warnings are open." in text
    assert "1 value was written in another way than the form asks, but could be read." in text
