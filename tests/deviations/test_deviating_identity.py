"""Whose return a file is, told by its stamps; each function fills an inbox of its own."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cases_of_files import ALL, USED, Case, Cases, saved, stamped, without_properties
from inbox_of_returns import Inbox
from small_form import FILLED, MAY, form

from deviations import BEFORE
from tilannekuva.domain.settings import Acceptance, Settings
from tilannekuva.layout.form import FormContents
from tilannekuva.pipeline.foundations import Foundations

NOTHING = FormContents()

cases = Cases()


@cases.comes_to(
    {"tilannekuva-2022-05-07-fi.xlsx": USED},
    found={"tilannekuva-2022-05-07-fi.xlsx": ["IDENTITY-006"]},
)
def the_form_of_one_region_under_the_name_of_another(inbox: Inbox) -> None:
    inbox.send("tilannekuva-2022-05-07-fi.xlsx", region="02")


@cases.comes_to({"Palautus (lopullinen).xlsx": USED})
def a_file_renamed_freely(inbox: Inbox) -> None:
    inbox.send("Palautus (lopullinen).xlsx")


@cases.comes_to({"a.xlsx": USED}, found={"a.xlsx": ["IDENTITY-002"]})
def the_identity_sheet_deleted(inbox: Inbox) -> None:
    def edit(book: Any) -> None:
        del book["_meta"]

    inbox.send("a.xlsx", edit=edit)


@cases.comes_to({"a.xlsx": USED}, found={"a.xlsx": ["IDENTITY-002"]})
def the_document_properties_lost(inbox: Inbox) -> None:
    inbox.send("a.xlsx", rewrite=without_properties)


@cases.comes_to(
    {"a.xlsx": "rejected: identity-lost"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL
)
def both_stamps_lost(inbox: Inbox) -> None:
    def edit(book: Any) -> None:
        del book["_meta"]

    inbox.send("a.xlsx", edit=edit, rewrite=without_properties)


@cases.comes_to(
    {"a.xlsx": "rejected: identity-conflict"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL
)
def the_two_stamps_disagree(inbox: Inbox) -> None:
    inbox.send("a.xlsx", edit=stamped(region="06"))


@cases.comes_to({"a.xlsx": USED})
def the_zero_of_the_regions_code_lost(inbox: Inbox) -> None:
    inbox.send("a.xlsx", edit=stamped(region=2))


@cases.comes_to(
    {"a.xlsx": "rejected: unknown-region"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL
)
def a_region_that_does_not_exist(inbox: Inbox) -> None:
    inbox.send("a.xlsx", edit=stamped(region="77"), rewrite=without_properties)


@cases.comes_to(
    {"a.xlsx": "rejected: unknown-month"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL
)
def a_month_that_does_not_exist(inbox: Inbox) -> None:
    inbox.send("a.xlsx", edit=stamped(month="2022-13"), rewrite=without_properties)


@cases.comes_to(
    {"a.xlsx": USED, "b.xlsx": "rejected: other-month"},
    found={"b.xlsx": ["IDENTITY-001"]},
)
def last_months_form(inbox: Inbox) -> None:
    inbox.send("a.xlsx")
    inbox.send("b.xlsx", region="06", month=MAY.shifted(-1))


@cases.comes_to(
    {"a.xlsx": "rejected: unknown-version"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL
)
def a_version_of_the_roadmap_that_nobody_knows(inbox: Inbox) -> None:
    inbox.send("a.xlsx", edit=stamped(roadmap_version="2019-1"), rewrite=without_properties)


@cases.comes_to(
    {"a.xlsx": "rejected: unknown-layout"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL
)
def an_arrangement_that_nobody_knows(inbox: Inbox) -> None:
    inbox.send("a.xlsx", edit=stamped(layout_version="9"), rewrite=without_properties)


@cases.comes_to(
    {"a.xlsx": "superseded: nothing-filled-in"}, found={"a.xlsx": ["IDENTITY-009"]}, reads=ALL
)
def an_untouched_form(inbox: Inbox) -> None:
    inbox.send("a.xlsx", NOTHING)


@cases.comes_to(
    {"a.xlsx": "superseded: nothing-filled-in"},
    found={"a.xlsx": ["CELL-013 HT!Q8", "FILE-003 Muistio", "IDENTITY-009"]},
    reads=ALL,
)
def an_untouched_form_with_remarks(inbox: Inbox) -> None:
    def edit(book: Any) -> None:
        book["HT"]["Q8"] = "Palataan kesäkuussa."
        book.create_sheet("Muistio")["A1"] = "Kokous 3.6."

    inbox.send("a.xlsx", NOTHING, edit=edit)


@cases.comes_to(
    {"a.xlsx": "superseded: nothing-filled-in"}, found={"a.xlsx": ["IDENTITY-009"]}, reads=ALL
)
def an_untouched_form_with_last_months_answers(inbox: Inbox) -> None:
    issued = FormContents(answers=FILLED.answers, prefilled=True)
    inbox.send("a.xlsx", issued)


@cases.comes_to({"a.xlsx": "rejected: not-ours"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL)
def a_workbook_that_is_not_the_form(inbox: Inbox) -> None:
    book: Any = openpyxl.Workbook()
    book.active["A1"] = "Matkalasku"
    inbox.put("a.xlsx", saved(book), form(inbox.foundations))


@cases.comes_to(
    {"a.xlsx": USED},
    found={
        "a.xlsx": [
            "FILE-005",
            "IDENTITY-007",
            *["ROW-005 Taulukko"] * 4,
            "ROW-004 Taulukko",
            "ROW-016 Taulukko!B3",
        ]
    },
    reads={**ALL, "HT-1.2.1 status": "done", "HT-1.2.1 risk": "low"},
    settings=Settings(
        accept=(Acceptance(file="a.xlsx", region="02", month=MAY, reason="soitto 8.6."),)
    ),
)
def a_copied_table_that_the_coordinator_accepts(inbox: Inbox) -> None:
    book: Any = openpyxl.Workbook()
    book.active.title = "Taulukko"
    book.active.append(["Tunnus", "Tila", "Riski"])
    book.active.append(["HT-1.2.1", "valmis", "matala"])
    book.active.append(["HT-1.2.2"])
    inbox.put("a.xlsx", saved(book), form(inbox.foundations))


@cases.comes_to(
    {"a.xlsx": USED},
    found={"a.xlsx": ["IDENTITY-007", "IDENTITY-011"]},
    reads={asked: None for asked in BEFORE if not asked.startswith("HT")},
    settings=Settings(
        accept=(Acceptance(file="a.xlsx", region="02", month=MAY, group="HT", reason="sovittu"),)
    ),
)
def a_whole_workbook_accepted_for_one_group(inbox: Inbox) -> None:
    inbox.send("a.xlsx")


@pytest.mark.parametrize("case", cases.listed, ids=cases.names)
def test_whose_return(case: Case, foundations: Foundations, tmp_path: Path) -> None:
    """A return is told by what it is stamped with, and nothing of a refused one is read."""
    assert case.came(foundations, tmp_path) == case.expected
