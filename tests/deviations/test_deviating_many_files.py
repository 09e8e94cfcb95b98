"""Which of many files counts, and what is no return; each function fills an inbox of its own."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cases_of_files import USED, Case, Cases, only_groups, saved
from inbox_of_returns import Inbox, Parts, rewritten
from opendocument import as_opendocument
from small_form import FILLED, MAY, SAVED, filled_with, form, small

from deviations import BEFORE
from tilannekuva.layout.form import FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.foundations import Foundations

LATER = SAVED + timedelta(days=1)
CORRECTED = filled_with({"HT-1.2.1 status": "valmis", "HT-1.2.1 estimated_completion": None})
IS_CORRECTED = {"HT-1.2.1 status": "done", "HT-1.2.1 estimated_completion": None}

cases = Cases()

# Which of many counts.


@cases.comes_to(
    {"ht.xlsx": USED, "ICT.xlsx": USED, "x/jo.xlsx": USED},
    reads={
        "health_social": None,
        "health_social light": None,
        "rescue": None,
    },
)
def a_workbook_for_each_group(inbox: Inbox) -> None:
    for name, group in (("ht.xlsx", "HT"), ("x/jo.xlsx", "JO"), ("ICT.xlsx", "ICT")):
        contents = FormContents(FILLED.answers, FILLED.fields)
        inbox.send(name, contents if group != "HT" else only_groups(contents), group=group)


@cases.comes_to(
    {
        "a.xlsx": USED,
        "a (1).xlsx": "duplicate: same-bytes",
        "a - Copy.xlsx": "duplicate: same-bytes",
        "Kopio tiedostosta a.xlsx": "duplicate: same-bytes",
        "a-TYÖASEMA.xlsx": "duplicate: same-bytes",
    }
)
def copies_of_the_same_file(inbox: Inbox) -> None:
    for name in (
        "a.xlsx",
        "a (1).xlsx",
        "a - Copy.xlsx",
        "Kopio tiedostosta a.xlsx",
        "a-TYÖASEMA.xlsx",
    ):
        inbox.send(name)


@cases.comes_to(
    {"a.xlsx": "superseded: same-answers", "b.xlsx": USED},
    found={"a.xlsx": ["IDENTITY-004"]},
)
def the_same_answers_saved_again(inbox: Inbox) -> None:
    inbox.send("a.xlsx")
    inbox.send("b.xlsx", saved=LATER, edit=lambda book: book.move_sheet("ICT", offset=-1))


@cases.comes_to(
    {"a.xlsx": "superseded: same-answers", "a.ods": USED},
    found={"a.xlsx": ["IDENTITY-004"], "a.ods": ["IDENTITY-002"]},
)
def the_same_answers_in_two_formats(inbox: Inbox) -> None:
    inbox.send("a.xlsx")
    data = as_opendocument((inbox.folder / "a.xlsx").read_bytes(), LATER)
    inbox.put("a.ods", data, form(inbox.foundations))


@cases.comes_to(
    {"a.xlsx": "superseded: newer-return", "b.xlsx": USED},
    found={"a.xlsx": ["IDENTITY-005"]},
    reads=IS_CORRECTED,
)
def a_correction_of_the_whole_workbook(inbox: Inbox) -> None:
    inbox.send(
        "a.xlsx",
        filled_with(
            {
                "JO-1.1.1 status": "valmis",
                "ICT-1.1.2 status": "ehkä",
                "HT strengths": "Vanha arvio.",
                "rescue": "Vanhaa.",
            }
        ),
    )
    inbox.send("b.xlsx", CORRECTED, saved=LATER)


@cases.comes_to(
    {"koko.xlsx": USED, "ht.xlsx": USED},
    found={"koko.xlsx": ["IDENTITY-005"]},
    reads=IS_CORRECTED,
)
def a_later_correction_of_one_group(inbox: Inbox) -> None:
    inbox.send("koko.xlsx")
    fields = {asked: value for asked, value in FILLED.fields.items() if asked[0] == "HT"}
    inbox.send("ht.xlsx", FormContents(CORRECTED.answers, fields), group="HT", saved=LATER)


@cases.comes_to(
    {"a.xlsx": USED, "b.xlsx": USED},
    found={"a.xlsx": ["IDENTITY-005"]},
    reads={**IS_CORRECTED, "JO strengths": "–", "organisers": "–"},
)
def a_newer_workbook_whose_ict_sheet_is_untouched(inbox: Inbox) -> None:
    inbox.send("a.xlsx")
    answers = {asked: value for asked, value in CORRECTED.answers.items() if "ICT" not in asked[0]}
    fields = {asked: value for asked, value in FILLED.fields.items() if asked[0] != "ICT"}
    fields["JO", "strengths"] = fields["", "organisers"] = "–"
    inbox.send("b.xlsx", FormContents(answers, fields, FILLED.lights), saved=LATER)


@cases.comes_to(
    {"ht.xlsx": USED, "jo.xlsx": USED},
    found={"ht.xlsx": ["ROW-002 HT!K20"]},
    reads={asked: None for asked in BEFORE if asked.startswith(("ICT", "health", "rescue"))},
)
def a_row_of_another_group_in_another_file(inbox: Inbox) -> None:
    def edit(book: Any) -> None:
        book["HT"]["A20"], book["HT"]["K20"] = "JO-1.1.1", "valmis"

    contents = only_groups(FILLED)
    inbox.send("ht.xlsx", contents, group="HT", edit=edit)
    inbox.send("jo.xlsx", contents, group="JO")


# What is not a return.


@cases.comes_to(
    {
        "02.xlsx": USED,
        "~$02.xlsx": "ignored: owner-file",
        ".~lock.02.xlsx#": "ignored: owner-file",
        "02.xlsx.tmp": "ignored: temporary-file",
        "kuva.png": "ignored: picture",
        "Thumbs.db": "ignored: system-file",
        "02.pdf": "rejected: other-format",
        "02.xls": "rejected: other-format",
        "02.zip": "rejected: other-format",
        "tyhjä.xlsx": "rejected: empty-file",
        "rikki.xlsx": "rejected: unreadable",
        "kesken.xlsx": "deferred: not-finished",
    },
    found={
        name: ["FILE-001"] for name in ("02.pdf", "02.xls", "02.zip", "tyhjä.xlsx", "rikki.xlsx")
    },
)
def all_kinds_of_files(inbox: Inbox) -> None:
    inbox.send("02.xlsx")
    whole = (inbox.folder / "02.xlsx").read_bytes()
    for name in (
        "~$02.xlsx",
        ".~lock.02.xlsx#",
        "02.xlsx.tmp",
        "kuva.png",
        "Thumbs.db",
        "02.pdf",
        "02.xls",
        "02.zip",
        "rikki.xlsx",
    ):
        inbox.put(name, b"jotain muuta")
    inbox.put("tyhjä.xlsx", b"")
    inbox.put("kesken.xlsx", whole[:2000])


@cases.comes_to(
    {"a.xlsx": USED},
    found={"a.xlsx": ["FILE-002 JO"]},
    reads={asked: None for asked in BEFORE if asked.startswith("JO")},
)
def a_sheet_that_is_damaged(inbox: Inbox) -> None:
    def rewrite(parts: Parts) -> None:
        parts["xl/worksheets/sheet3.xml"] = parts["xl/worksheets/sheet3.xml"][:3000]

    inbox.put("a.xlsx", rewritten(draw_working_tool(form(inbox.foundations), FILLED), rewrite))


# The hands they pass through.


@cases.comes_to({"a.xlsx": USED})
def a_form_saved_by_another_program(inbox: Inbox) -> None:
    data = draw_working_tool(form(inbox.foundations), FILLED)
    inbox.put("a.xlsx", saved(openpyxl.load_workbook(io.BytesIO(data))), form(inbox.foundations))


@cases.comes_to({"a.ods": USED}, found={"a.ods": ["IDENTITY-002"]})
def a_form_saved_as_opendocument(inbox: Inbox) -> None:
    data = draw_working_tool(form(inbox.foundations), FILLED)
    inbox.put("a.ods", as_opendocument(data, SAVED), form(inbox.foundations))


@cases.comes_to(
    {"a.ods": USED},
    found={
        "a.ods": [
            "CELL-001 HT!K9",
            "CELL-006 HT!L11",
            "CELL-013 HT!Q9",
            "FILE-003 Muistio",
            "IDENTITY-002",
        ]
    },
    reads={"HT-1.2.1 status": None},
)
def an_edited_form_saved_as_opendocument(inbox: Inbox) -> None:
    def edit(book: Any) -> None:
        book["HT"].insert_rows(7)
        book["HT"]["K9"] = "ehkä"
        book["HT"]["L11"] = "31.12.2022"
        book["HT"]["Q9"] = "ks. liite"
        book.create_sheet("Muistio")["B2"] = 7

    data = draw_working_tool(form(inbox.foundations), FILLED)
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    inbox.put("a.ods", as_opendocument(saved(book), SAVED), form(inbox.foundations))


@pytest.mark.parametrize("case", cases.listed, ids=cases.names)
def test_which_of_many(case: Case, foundations: Foundations, tmp_path: Path) -> None:
    """Every file ends in one disposition, the newest return counts, and nothing is lost."""
    assert case.came(foundations, tmp_path) == case.expected


def test_two_files_saved_at_the_same_time(foundations: Foundations, tmp_path: Path) -> None:
    """One of them counts, the other is named beside it, and nothing is lost."""
    inbox = Inbox(small(foundations), tmp_path)
    inbox.send("a.xlsx")
    inbox.send("b.xlsx", CORRECTED)
    outcomes = inbox.gather(MAY).values()
    assert {each.file for each in outcomes} == {USED, "superseded: same-time"}
    assert sorted(code for each in outcomes for code in each.found) == [
        "IDENTITY-003",
        "IDENTITY-004",
    ]
    assert [each.lost for each in outcomes] == [(), ()]
