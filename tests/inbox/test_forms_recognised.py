"""Forms drawn by us and edited by people are recognised, or refused for the right reason."""

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.workbook import WorkbookCells
from tilannekuva.inbox.contract import Limits
from tilannekuva.inbox.identity import Recognised, Unrecognised, identity_findings, recognise
from tilannekuva.inbox.reader import read_workbook
from tilannekuva.layout.form import Form
from tilannekuva.layout.identity import META_SHEET
from tilannekuva.layout.vocabulary import Vocabulary
from tilannekuva.outbox.working_tool import draw_working_tool

SAMPLES = Path(__file__).parents[2] / "sample_workbooks" / "inbox"
Edit = Callable[[Workbook], object]
Said = Callable[[Edit], Recognised | Unrecognised]


@pytest.fixture(name="drawn", scope="module")
def _drawn(roadmap: Roadmap, glossary: Glossary, regions: Regions) -> bytes:
    """The form of Keski-Uusimaa for May."""
    may = ReportingMonth(2022, 5)
    form = Form(roadmap, glossary, regions.by_code["02"], may, "fi", date(2022, 6, 10))
    return draw_working_tool(form.for_group("HT"))


@pytest.fixture(name="said")
def _said(
    drawn: bytes, roadmap: Roadmap, glossary: Glossary, regions: Regions, tmp_path: Path
) -> Said:
    def said(edit: Edit) -> Recognised | Unrecognised:
        book = openpyxl.load_workbook(io.BytesIO(drawn))
        edit(book)
        path = tmp_path / "palautus.xlsx"
        book.save(path)
        book.close()
        read = read_workbook(path, Limits())
        assert isinstance(read, WorkbookCells)
        versions = (roadmap.version,)
        return recognise(read, regions, versions, Vocabulary(roadmap, glossary))

    return said


def drop_sheet(book: Workbook) -> None:
    """Delete the hidden sheet."""
    del book[META_SHEET]


def drop_properties(book: Workbook) -> None:
    """Remove the document's properties, as a program that does not know them does."""
    properties = book.custom_doc_props  # type: ignore[attr-defined] # the stubs do not know it
    for name in list(properties.names):
        del properties[name]


def drop_both(book: Workbook) -> None:
    """Leave nothing of the identity."""
    drop_sheet(book)
    drop_properties(book)


def rename(book: Workbook) -> None:
    """Show the hidden sheet and give it another name, without the properties to help."""
    drop_properties(book)
    book[META_SHEET].sheet_state = "visible"
    book[META_SHEET].title = "Tiedot"


def copy(book: Workbook) -> None:
    """Copy the hidden sheet."""
    book.copy_worksheet(book[META_SHEET])


def retype(book: Workbook) -> None:
    """Type region and month again, so that Excel makes a number and a day of them."""
    meta = book[META_SHEET]
    for row in meta.iter_rows():
        if row[0].value == "region":
            row[1].value = 2
        elif row[0].value == "month":
            row[1].value = datetime.fromisoformat("2022-05-01T00:00:00")
            row[1].number_format = "mmm\\.yy"


def sort_and_move(book: Workbook) -> None:
    """Sort the rows of the hidden sheet, and put a row and a column before them."""
    meta = book[META_SHEET]
    pairs = sorted((row[0].value, row[1].value) for row in meta.iter_rows(max_col=2))
    meta.delete_rows(1, meta.max_row)
    meta["B1"] = "Älä muuta"
    for number, (key, value) in enumerate(pairs, start=2):
        meta.cell(number, 2, f" {key} ")
        meta.cell(number, 4, value)


def list_findings(book: Workbook) -> None:
    """Put a sheet with the findings first, as our reply does."""
    sheet = book.create_sheet("Korjattavaa", 0)
    sheet.append(["tilannekuva reply 1"])
    sheet.append(["region", "month", "HT!K9", "ehkä"])


@pytest.mark.parametrize(
    ("edit", "one_stamp"),
    [
        (lambda _: None, False),
        (drop_sheet, True),
        (drop_properties, True),
        (rename, True),
        (copy, False),
        (retype, False),
        (sort_and_move, False),
        (list_findings, False),
    ],
)
def test_form_is_recognised__ok(said: Said, edit: Edit, *, one_stamp: bool) -> None:
    found = said(edit)
    assert isinstance(found, Recognised)
    assert (found.region.code, str(found.month)) == ("02", "2022-05")
    assert (found.identity.group, found.one_stamp) == ("HT", one_stamp)


def write(key: str, value: str) -> Edit:
    """Return an edit of one value of the hidden sheet."""

    def edit(book: Workbook) -> None:
        for row in book[META_SHEET].iter_rows(max_col=2):
            if row[0].value == key:
                row[1].value = value

    return edit


def both(one: Edit, other: Edit) -> Edit:
    """Return one edit after another."""

    def edit(book: Workbook) -> None:
        one(book)
        other(book)

    return edit


@pytest.mark.parametrize(
    ("edit", "reason", "region"),
    [
        (drop_both, "identity-lost", None),
        (write("region", "03"), "identity-conflict", None),
        (write("month", "2022-04"), "identity-conflict", "02"),
        (both(write("region", "99"), drop_properties), "unknown-region", None),
        (both(write("month", "kevät"), drop_properties), "unknown-month", "02"),
        (both(write("layout_version", "7"), drop_properties), "unknown-layout", "02"),
        (both(write("roadmap_version", "2019"), drop_properties), "unknown-version", "02"),
    ],
)
def test_form_is_not_recognised__error(
    said: Said, edit: Edit, reason: str, region: str | None
) -> None:
    found = said(edit)
    assert isinstance(found, Unrecognised)
    assert (found.reason, found.region and found.region.code) == (reason, region)


def test_sample_month__ok(roadmap: Roadmap, regions: Regions) -> None:
    """The names that regions of the sample month gave their files say nothing wrong."""
    names = [path.relative_to(SAMPLES) for path in sorted(SAMPLES.rglob("*.xlsx"))]
    for name in names:
        read = read_workbook(SAMPLES / name, Limits())
        assert isinstance(read, WorkbookCells)
        found = recognise(read, regions, (roadmap.version,))
        assert isinstance(found, Recognised)
        assert identity_findings(found, name.as_posix(), regions) == (), name
    assert len(names) > 20
