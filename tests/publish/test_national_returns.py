"""The sheets on what came in tell every finding, repair, file and return once, with its reason."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from national_sheets import FIRST, Book, table

from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.texts import LocalText
from tilannekuva.publish.national.book import national_workbook
from tilannekuva.publish.national.files import files
from tilannekuva.publish.national.findings import findings, repairs
from tilannekuva.publish.national.provenance import provenance
from tilannekuva.publish.national.returns import returns

FINDING_TEXT = "=cmd|'/c calc'!A0"


@pytest.fixture(scope="module")
def small(picture: NationalPicture) -> NationalPicture:
    """The same month with the returns of two regions alone."""
    codes = ("01", "17")
    returns = tuple(each for each in picture.record.returns if each.region in codes)
    return replace(
        picture,
        record=replace(picture.record, returns=returns),
        subtasks=tuple(each for each in picture.subtasks if each.region in codes),
    )


@pytest.fixture(scope="module")
def eventful(small: NationalPicture) -> Book:
    """The English sheets of a month with findings, repairs and files of every kind."""
    record = replace(small.record, findings=tuple(_findings()), files=tuple(_files(small)))
    book = national_workbook(replace(small, record=record), "en", tool_version="0.1.0")
    return Book(book)


def _findings() -> Iterator[Finding]:
    def at(code: str, cell: str, asked: str, subtask: str, **values: MessageValue) -> Finding:
        return Finding(code, "01.xlsx", "HT", cell, "01", "HT", subtask, asked, values)

    choices = LocalText(fi="valmis", sv="klar", en="completed")
    yield at("CELL-004", "O9", "description", "HT-1.2.1", found="t" * 250, length=250, limit=200)
    for row in range(8, 48):
        cell, subtask = f"K{row}", f"HT-{row}"
        yield at("CELL-001", cell, "status", subtask, found="ehkä", choices=(choices,))
    yield at("CELL-001", "K48", "status", "HT-48", found="kai", choices=(choices,))
    yield at("ROW-006", "K50", "", "", column="Code", answers=(FINDING_TEXT,))
    yield at("CELL-005", "K51", "status", "HT-51", found="=Valmis", read=choices)
    day = date(2022, 11, 30)
    yield at("CELL-006", "L51", "estimated_completion", "HT-51", found="11/2022", read=day)
    yield at("CELL-005", "K52", "status", "HT-52", found="=Valmis", read=choices)
    yield Finding("FILE-001", "=x.pdf", values={"reason": "…"})
    may = ReportingMonth(2022, 5)
    yield _of_file("IDENTITY-007", "21.xlsx", region="Lapland", month=may, reason="By telephone.")
    yield _of_file("IDENTITY-004", "01.ods", groups=("ICT",), used="01.xlsx", other="01.ods")
    yield _of_file("IDENTITY-005", "01.xlsx", groups=("PJ",), newer=("01 b.xlsx",))
    yield _of_file("IDENTITY-005", "01.ods", groups=("HT",), newer=("01.xlsx",))


def _of_file(code: str, file: str, **values: MessageValue) -> Finding:
    return Finding(code, file, region=file[:2], values=values)


def _files(small: NationalPicture) -> Iterator[FileOutcome]:
    def returned(name: str, ending: Disposition, reason: str, **more: Any) -> FileOutcome:
        at = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
        facts = {"region": "01", "month": small.month, "returned_at": at, **more}
        return FileOutcome(name, 1234, ending, reason, **facts)

    newer: dict[str, MessageValue] = {"newer": "01.xlsx"}
    yield returned(
        *("01.xlsx", Disposition.ACCEPTED, "used"),
        sha256="ab" * 32,
        groups_used=("", "HT"),
        groups_set_aside=("PJ",),
    )
    yield returned(
        *("01.ods", Disposition.SUPERSEDED, "newer-return"),
        values=newer,
        groups_set_aside=("HT", "ICT"),
    )
    yield returned("01 empty.xlsx", Disposition.SUPERSEDED, "nothing-filled-in")
    yield FileOutcome("=x.pdf", 0, Disposition.REJECTED, "other-format")
    first: dict[str, MessageValue] = {"first": "01.xlsx"}
    yield FileOutcome("a.xlsx", 1234, Disposition.DUPLICATE, "same-bytes", first, "ab" * 32)


def test_equal_findings_are_one_row(eventful: Book) -> None:
    """A wrong value in forty cells is one row with all of them, found verbatim."""
    rows = list(table(eventful.sheet(findings)))
    (wrong,) = [row for row in rows if row[9] == "ehkä"]
    assert wrong[6] == ", ".join(f"K{row}" for row in range(8, 48))
    assert wrong[7] == ", ".join(f"HT-{row}" for row in range(8, 48))
    assert wrong[8] == "Status"
    assert wrong[10] == "“ehkä” is not one of the choices: completed."
    assert (wrong[11], wrong[12]) == ("Choose from the list.", "CELL-001")
    assert FINDING_TEXT in next(row for row in rows if row[12] == "ROW-006")[10]


def test_findings_are_in_order(eventful: Book) -> None:
    """First what no region is told of, with advice, then errors, warnings and notes."""
    rows = list(table(eventful.sheet(findings)))
    assert [(row[0], row[1], (row[6] or row[4]).partition(",")[0]) for row in rows] == [
        ("error", None, "=x.pdf"),
        ("error", "01", "K8"),
        ("error", "01", "K48"),
        ("error", "01", "K50"),
        ("warning", "01", "O9"),
        ("note", "01", "01.ods"),
        ("note", "01", "01.ods"),
        ("note", "01", "01.xlsx"),
        ("note", "21", "21.xlsx"),
    ]
    assert rows[0][11] == "Ask for it saved as an Excel workbook (.xlsx)."
    assert rows[0][2] == "for the coordinator"
    assert rows[-1][2] == "Lapland wellbeing services county"


def test_repairs_have_a_row_for_each_cell(eventful: Book) -> None:
    """Each tells what was asked, what was written and how it was read, without any formula."""
    sheet = eventful.sheet(repairs)
    assert [row[1:] for row in table(sheet)] == [
        (
            *("East Uusimaa wellbeing services county", "HT", "01.xlsx", "HT", cell, subtask),
            *(asked, written, read, code),
        )
        for cell, subtask, asked, written, read, code in (
            ("K51", "HT-51", "Status", "=Valmis", "completed", "CELL-005"),
            (
                *("L51", "HT-51", "Estimated completion date"),
                *("11/2022", "30 November 2022", "CELL-006"),
            ),
            ("K52", "HT-52", "Status", "=Valmis", "completed", "CELL-005"),
        )
    ]
    assert sheet.cell(FIRST, 9).data_type == "s"
    assert sheet.cell(FIRST, 9).quotePrefix
    assert sheet.auto_filter.ref == f"A{FIRST - 1}:K{FIRST + 2}"


def test_what_is_set_aside_is_told_group_by_group(eventful: Book) -> None:
    """Each group of a file that is not used has its reason, and so has a file of no use."""
    sheet = eventful.sheet(returns)
    told = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    starts = {row[0]: place for place, row in enumerate(told, start=1)}
    accepted = list(table(sheet, starts["Taken on the coordinator’s word"] + 2))
    assert [row[:6] for row in accepted] == [
        (
            *("21", "Lapland wellbeing services county", "all groups", "May 2022"),
            *("21.xlsx", "By telephone."),
        )
    ]
    aside = list(table(sheet, starts["Set aside"] + 2))
    assert [(row[0], row[2], row[4]) for row in aside] == [
        ("01", "Organisation of services", "01.xlsx"),
        ("01", "Administration, finance and support services", "01.ods"),
        ("01", "ICT", "01.ods"),
        ("01", "all groups", "01 empty.xlsx"),
        ("01", "all groups", "a.xlsx"),
    ]
    assert [row[5] for row in aside] == [
        "Newer returns are used in its place: 01.xlsx.",
        "Newer returns are used in its place: 01.xlsx.",
        "The same answers came in another file too, and that one is used: 01.xlsx.",
        "Nothing is filled in: the form is as it was sent.",
        "The same file again: 01.xlsx.",
    ]


def test_files_and_their_origin_are_told_in_words(eventful: Book) -> None:
    """A file has its disposition and reason; provenance, its fingerprint and whose word it is."""
    found = list(table(eventful.sheet(files)))
    assert [(row[0], row[1]) for row in found] == [
        ("01.xlsx", "Accepted"),
        ("01.ods", "Superseded"),
        ("01 empty.xlsx", "Superseded"),
        ("=x.pdf", "File rejected"),
        ("a.xlsx", "Duplicate"),
    ]
    assert found[0][7:9] == ("Cover, HT", "PJ")
    assert eventful.sheet(files).cell(FIRST + 3, 1).data_type == "s"
    prints = {row[0]: row[1] for row in eventful.sheet(provenance).iter_rows(values_only=True)}
    assert prints["01.xlsx"] == "ab" * 32
    assert prints["Tool"] == "tilannekuva 0.1.0"
    assert "By telephone." in prints["21.xlsx"]
