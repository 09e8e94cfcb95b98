"""What cannot be written as it is stops the workbook; what is written is high enough to read."""

import io
import re
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.layout.text_width import line_height
from tilannekuva.outbox.form_words import FormWords
from tilannekuva.outbox.measure import TALLEST_ROW, CellText, row_height
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.outbox.writing import Book, RefusedWriteError, checked

NOON = datetime(2022, 5, 31, 12, tzinfo=UTC)


@pytest.fixture
def book() -> Book:
    """An empty workbook in the making."""
    return Book("Koe", NOON)


@pytest.mark.parametrize("value", ["x" * 32_767, "=1+1", 0.5, True, date(1900, 1, 1), None, ""])
def test_put__ok(book: Book, value: CellValue) -> None:
    """Everything a cell can hold is written."""
    book.sheet("HT").put(0, 0, value, "answer")
    assert book.finished().startswith(b"PK")


def test_a_date_excel_does_not_know__error(book: Book) -> None:
    """A date before its first one is refused, and the cell is named."""
    with pytest.raises(RefusedWriteError, match="HT!B3"):
        book.sheet("HT").put(2, 1, date(1899, 12, 31), "answer")


def test_a_cell_outside_of_the_sheet__error(book: Book) -> None:
    """Excel's last row is the last."""
    sheet = book.sheet("HT")
    with pytest.raises(RefusedWriteError):
        sheet.put(1_048_576, 0, "x", "answer")
    with pytest.raises(RefusedWriteError):
        sheet.set_height(1_048_576, 20.0)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_rule_that_is_left_out__error(book: Book) -> None:
    """Rules and names Excel would not take are refused, not left out."""
    sheet = book.sheet("HT")
    with pytest.raises(RefusedWriteError, match="validation HT!A1"):
        sheet.validate((0, 0, 0, 0), {"validate": "list", "source": ["x" * 300]})
    with pytest.raises(RefusedWriteError, match="name A1"):
        book.name_range("A1", "HT", 0, 0, 1)
    with pytest.raises(RefusedWriteError, match="property"):
        book.stamp({"region": "x" * 256})
    with pytest.raises(RefusedWriteError, match="footer"):
        sheet.lay_out((0, 0), "x" * 256)


def test_checked__ok() -> None:
    """Zero and nothing mean done."""
    checked(0, "a cell")
    checked(None, "a cell")


@pytest.mark.parametrize("code", [-1, -2, -5])
def test_checked__error(code: int) -> None:
    """Any other number says that something was not done."""
    with pytest.raises(RefusedWriteError, match=f"a cell: .* {code}"):
        checked(code, "a cell")


def test_an_answer_that_does_not_fit__ok(
    roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """A text longer than a cell holds, as other programs allow, ends in an ellipsis."""
    month = ReportingMonth(2022, 5)
    form = Form(roadmap, glossary, regions.by_code["HUS"], month, "fi", date(2022, 6, 10))
    contents = FormContents({("PJ-5.1.3", "description"): "x" * 40_000})
    sheets = openpyxl.load_workbook(io.BytesIO(draw_working_tool(form, contents)))
    (written,) = [
        str(cell.value) for row in sheets["PJ"] for cell in row if str(cell.value).startswith("xx")
    ]
    assert (len(written), written[-2:]) == (32_767, "x…")


def test_row_height__ok() -> None:
    """A row is as high as its highest cell, within Excel's limits."""
    low: CellText = ("valmis", 20.0, "answer")
    high: CellText = ("sana " * 40, 20.0, "answer")
    assert row_height([low]) < row_height([low, high]) == row_height([high])
    assert row_height([low], least=40) == 40
    assert row_height([("sana " * 5000, 20.0, "answer")]) == TALLEST_ROW


@pytest.mark.parametrize(("size", "height"), [(9, 12), (10, 12.75), (11, 15), (12, 15.75)])
def test_line_height__ok(size: float, height: float) -> None:
    """A line is as high as the row that Excel gives to letters of its size."""
    assert line_height(size) == height


def test_a_row_that_grows_has_no_height_of_the_users_own__ok(book: Book) -> None:
    """Excel makes a row higher as one types, unless its height is marked as chosen."""
    sheet = book.sheet("HT").put(0, 0, "a", "answer").put(1, 0, "b", "answer")
    sheet.set_height(0, 42.0, grows=True).set_height(1, 42.0)
    with zipfile.ZipFile(io.BytesIO(book.finished())) as parts:
        rows = re.findall(rb"<row [^>]*>", parts.read("xl/worksheets/sheet1.xml"))
    assert [b'ht="42"' in row for row in rows] == [True, True]
    assert [b"customHeight" in row for row in rows] == [False, True]


def test_form_words__ok() -> None:
    """Both languages stand side by side or on lines of their own, equal words once."""
    assert FormWords("sv")("critical") == "kritisk"
    assert FormWords("fi+sv")("critical") == "kriittinen / kritisk"
    assert FormWords("fi+sv").on_lines()("critical") == "kriittinen\nkritisk"
    assert FormWords("fi+sv").value(date(2022, 5, 31)) == "31.5.2022"
