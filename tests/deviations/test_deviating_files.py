"""Whose file it is, and which of many counts; each function fills an inbox of its own.

All files are of May and of the region 02 and filled in alike, where nothing else is said.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from inbox_of_returns import Inbox, Outcome, Parts
from ledger import Cell
from opendocument import as_opendocument
from small_form import FILLED, MAY, SAVED, filled_with, form, small

from deviations import BEFORE, changes
from tilannekuva.domain.settings import Acceptance, Settings
from tilannekuva.layout.form import FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.foundations import Foundations

LATER = SAVED + timedelta(days=1)
NOTHING = FormContents()
CORRECTED = filled_with({"HT-1.2.1 status": "valmis", "HT-1.2.1 estimated_completion": None})
IS_CORRECTED = {"HT-1.2.1 status": "done", "HT-1.2.1 estimated_completion": None}
ALL = dict.fromkeys(BEFORE)
"""Nothing is read."""


@dataclass(frozen=True)
class Case:
    """An inbox, and what must come of it."""

    fill: Callable[[Inbox], None]
    files: Mapping[str, str]
    """Disposition and reason of each file."""
    found: Mapping[str, list[str]] = field(default_factory=dict)
    """Code and place of every finding, by the file it is about."""
    reads: Mapping[str, object] = field(default_factory=dict)
    """What is read otherwise than from one filled form."""
    settings: Settings = field(default_factory=Settings)

    @property
    def name(self) -> str:
        """What is done."""
        return self.fill.__name__.replace("_", " ")


CASES: list[Case] = []


def comes_to(files: Mapping[str, str], **about: Any) -> Callable[[Callable[[Inbox], None]], None]:
    """Take a function that fills an inbox, with what must come of it."""
    return lambda fill: CASES.append(Case(fill, files, **about))


USED = "accepted: used"

# Whose it is.


@comes_to(
    {"tilannekuva-2022-05-07-fi.xlsx": USED},
    found={"tilannekuva-2022-05-07-fi.xlsx": ["IDENTITY-006"]},
)
def the_form_of_one_region_under_the_name_of_another(inbox: Inbox) -> None:
    inbox.send("tilannekuva-2022-05-07-fi.xlsx", region="02")


@comes_to({"Palautus (lopullinen).xlsx": USED})
def a_file_renamed_freely(inbox: Inbox) -> None:
    inbox.send("Palautus (lopullinen).xlsx")


@comes_to({"a.xlsx": USED}, found={"a.xlsx": ["IDENTITY-002"]})
def the_identity_sheet_deleted(inbox: Inbox) -> None:
    def edit(book: Any) -> None:
        del book["_meta"]

    inbox.send("a.xlsx", edit=edit)


@comes_to({"a.xlsx": USED}, found={"a.xlsx": ["IDENTITY-002"]})
def the_document_properties_lost(inbox: Inbox) -> None:
    inbox.send("a.xlsx", rewrite=without_properties)


@comes_to({"a.xlsx": "rejected: identity-lost"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL)
def both_stamps_lost(inbox: Inbox) -> None:
    def edit(book: Any) -> None:
        del book["_meta"]

    inbox.send("a.xlsx", edit=edit, rewrite=without_properties)


@comes_to({"a.xlsx": "rejected: identity-conflict"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL)
def the_two_stamps_disagree(inbox: Inbox) -> None:
    inbox.send("a.xlsx", edit=stamped(region="06"))


@comes_to({"a.xlsx": USED})
def the_zero_of_the_regions_code_lost(inbox: Inbox) -> None:
    inbox.send("a.xlsx", edit=stamped(region=2))


@comes_to({"a.xlsx": "rejected: unknown-region"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL)
def a_region_that_does_not_exist(inbox: Inbox) -> None:
    inbox.send("a.xlsx", edit=stamped(region="77"), rewrite=without_properties)


@comes_to({"a.xlsx": "rejected: unknown-month"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL)
def a_month_that_does_not_exist(inbox: Inbox) -> None:
    inbox.send("a.xlsx", edit=stamped(month="2022-13"), rewrite=without_properties)


@comes_to(
    {"a.xlsx": USED, "b.xlsx": "rejected: other-month"},
    found={"b.xlsx": ["IDENTITY-001"]},
)
def last_months_form(inbox: Inbox) -> None:
    inbox.send("a.xlsx")
    inbox.send("b.xlsx", region="06", month=MAY.shifted(-1))


@comes_to({"a.xlsx": "rejected: unknown-version"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL)
def a_version_of_the_roadmap_that_nobody_knows(inbox: Inbox) -> None:
    inbox.send("a.xlsx", edit=stamped(roadmap_version="2019-1"), rewrite=without_properties)


@comes_to({"a.xlsx": "rejected: unknown-layout"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL)
def an_arrangement_that_nobody_knows(inbox: Inbox) -> None:
    inbox.send("a.xlsx", edit=stamped(layout_version="9"), rewrite=without_properties)


@comes_to(
    {"a.xlsx": "superseded: nothing-filled-in"}, found={"a.xlsx": ["IDENTITY-009"]}, reads=ALL
)
def an_untouched_form(inbox: Inbox) -> None:
    inbox.send("a.xlsx", NOTHING)


@comes_to(
    {"a.xlsx": "superseded: nothing-filled-in"},
    found={"a.xlsx": ["CELL-013 HT!Q8", "FILE-003 Muistio", "IDENTITY-009"]},
    reads=ALL,
)
def an_untouched_form_with_remarks(inbox: Inbox) -> None:
    def edit(book: Any) -> None:
        book["HT"]["Q8"] = "Palataan kesäkuussa."
        book.create_sheet("Muistio")["A1"] = "Kokous 3.6."

    inbox.send("a.xlsx", NOTHING, edit=edit)


@comes_to(
    {"a.xlsx": "superseded: nothing-filled-in"}, found={"a.xlsx": ["IDENTITY-009"]}, reads=ALL
)
def an_untouched_form_with_last_months_answers(inbox: Inbox) -> None:
    issued = FormContents(answers=FILLED.answers, prefilled=True)
    inbox.send("a.xlsx", issued)


@comes_to({"a.xlsx": "rejected: not-ours"}, found={"a.xlsx": ["IDENTITY-001"]}, reads=ALL)
def a_workbook_that_is_not_the_form(inbox: Inbox) -> None:
    book: Any = openpyxl.Workbook()
    book.active["A1"] = "Matkalasku"
    inbox.put("a.xlsx", saved(book), form(inbox.foundations))


@comes_to(
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


@comes_to(
    {"a.xlsx": USED},
    found={"a.xlsx": ["IDENTITY-007", "IDENTITY-011"]},
    reads={asked: None for asked in BEFORE if not asked.startswith("HT")},
    settings=Settings(
        accept=(Acceptance(file="a.xlsx", region="02", month=MAY, group="HT", reason="sovittu"),)
    ),
)
def a_whole_workbook_accepted_for_one_group(inbox: Inbox) -> None:
    inbox.send("a.xlsx")


# Which of many counts.


@comes_to(
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


@comes_to(
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


@comes_to(
    {"a.xlsx": "superseded: same-answers", "b.xlsx": USED},
    found={"a.xlsx": ["IDENTITY-004"]},
)
def the_same_answers_saved_again(inbox: Inbox) -> None:
    inbox.send("a.xlsx")
    inbox.send("b.xlsx", saved=LATER, edit=lambda book: book.move_sheet("ICT", offset=-1))


@comes_to(
    {"a.xlsx": "superseded: same-answers", "a.ods": USED},
    found={"a.xlsx": ["IDENTITY-004"], "a.ods": ["IDENTITY-002"]},
)
def the_same_answers_in_two_formats(inbox: Inbox) -> None:
    inbox.send("a.xlsx")
    data = as_opendocument((inbox.folder / "a.xlsx").read_bytes(), LATER)
    inbox.put("a.ods", data, form(inbox.foundations))


@comes_to(
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


@comes_to(
    {"koko.xlsx": USED, "ht.xlsx": USED},
    found={"koko.xlsx": ["IDENTITY-005"]},
    reads=IS_CORRECTED,
)
def a_later_correction_of_one_group(inbox: Inbox) -> None:
    inbox.send("koko.xlsx")
    fields = {asked: value for asked, value in FILLED.fields.items() if asked[0] == "HT"}
    inbox.send("ht.xlsx", FormContents(CORRECTED.answers, fields), group="HT", saved=LATER)


@comes_to(
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


@comes_to(
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


@comes_to(
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


@comes_to(
    {"a.xlsx": USED},
    found={"a.xlsx": ["FILE-002 JO"]},
    reads={asked: None for asked in BEFORE if asked.startswith("JO")},
)
def a_sheet_that_is_damaged(inbox: Inbox) -> None:
    def rewrite(parts: Parts) -> None:
        parts["xl/worksheets/sheet3.xml"] = parts["xl/worksheets/sheet3.xml"][:3000]

    inbox.put("a.xlsx", drawn_and(rewrite, inbox))


# The hands they pass through.


@comes_to({"a.xlsx": USED})
def a_form_saved_by_another_program(inbox: Inbox) -> None:
    data = draw_working_tool(form(inbox.foundations), FILLED)
    inbox.put("a.xlsx", saved(openpyxl.load_workbook(io.BytesIO(data))), form(inbox.foundations))


@comes_to({"a.ods": USED}, found={"a.ods": ["IDENTITY-002"]})
def a_form_saved_as_opendocument(inbox: Inbox) -> None:
    data = draw_working_tool(form(inbox.foundations), FILLED)
    inbox.put("a.ods", as_opendocument(data, SAVED), form(inbox.foundations))


@comes_to(
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


def stamped(**values: object) -> Callable[[Any], None]:
    """Return an edit that writes other values into the hidden stamp."""

    def edit(book: Any) -> None:
        for row in book["_meta"].iter_rows():
            if row[0].value in values:
                row[1].value = values[row[0].value]

    return edit


def without_properties(parts: Parts) -> None:
    """Take our document properties away, as a program does that does not know them."""
    del parts["docProps/custom.xml"]


def only_groups(contents: FormContents) -> FormContents:
    """Return what is filled in, without what is asked on the cover."""
    fields = {asked: value for asked, value in contents.fields.items() if asked[0]}
    return FormContents(contents.answers, fields)


def saved(book: Any) -> bytes:
    """Return the bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def drawn_and(change: Callable[[Parts], None], inbox: Inbox) -> bytes:
    """Return the filled form with its parts changed."""
    data = draw_working_tool(form(inbox.foundations), FILLED)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("case", CASES, ids=[each.name for each in CASES])
def test_inbox(case: Case, foundations: Foundations, tmp_path: Path) -> None:
    """Every file ends in one disposition, the newest return counts, and nothing is lost."""
    data_files = small(foundations)
    inbox = Inbox(
        Foundations(case.settings, data_files.roadmap, data_files.regions, data_files.glossary),
        tmp_path,
    )
    case.fill(inbox)
    outcomes = inbox.gather(MAY)
    assert {name: outcome.file for name, outcome in outcomes.items()} == case.files
    found = {name: outcome.found for name, outcome in outcomes.items() if outcome.found}
    assert found == {name: sorted(told) for name, told in case.found.items()}
    assert changes(read_together(outcomes)) == case.reads
    assert lost_of(outcomes) == []


def test_two_files_saved_at_the_same_time(foundations: Foundations, tmp_path: Path) -> None:
    """One of them counts, the other is named beside it, and nothing is lost."""
    inbox = Inbox(small(foundations), tmp_path)
    inbox.send("a.xlsx")
    inbox.send("b.xlsx", CORRECTED)
    outcomes = inbox.gather(MAY)
    assert {each.file for each in outcomes.values()} == {USED, "superseded: same-time"}
    told = sorted(code for each in outcomes.values() for code in each.found)
    assert told == ["IDENTITY-003", "IDENTITY-004"]
    assert lost_of(outcomes) == []


def read_together(outcomes: Mapping[str, Outcome]) -> dict[str, object]:
    """Return what was read from all files."""
    return {asked: value for each in outcomes.values() for asked, value in each.answers.items()}


def lost_of(outcomes: Mapping[str, Outcome]) -> list[Cell]:
    """Return the cells of all files that nothing accounts for."""
    return [cell for each in outcomes.values() for cell in each.lost]
