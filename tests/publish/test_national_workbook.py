"""The national workbook tells the picture, figure by figure, and nothing else."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from national_sheets import FIRST, Book, row_of, table
from openpyxl import load_workbook

from tilannekuva.domain.picture import MonthRecord, NationalPicture
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.picture.national import national_picture
from tilannekuva.publish.national.answers import answers
from tilannekuva.publish.national.book import SHEETS, national_workbook
from tilannekuva.publish.national.changes import changes
from tilannekuva.publish.national.narratives import narratives_by_group, narratives_by_region
from tilannekuva.publish.national.provenance import provenance
from tilannekuva.publish.national.returns import finnish_time, returns, returns_used
from tilannekuva.publish.national.risks import risks, support
from tilannekuva.publish.national.summary import summary


@pytest.fixture(scope="module")
def books(picture: NationalPicture) -> dict[Language, bytes]:
    """The workbook in every language."""
    return {each: national_workbook(picture, each, tool_version="0.1.0") for each in LANGUAGES}


@pytest.fixture(scope="module")
def book(books: dict[Language, bytes]) -> Book:
    """The Finnish workbook."""
    return Book(books["fi"])


@pytest.fixture(scope="module")
def small(picture: NationalPicture) -> NationalPicture:
    """The same month with the returns of two regions alone."""
    codes = ("01", "17")
    came_in = tuple(each for each in picture.record.returns if each.region in codes)
    return replace(
        picture,
        record=replace(picture.record, returns=came_in),
        subtasks=tuple(each for each in picture.subtasks if each.region in codes),
    )


def test_every_language_has_every_sheet__ok(books: dict[Language, bytes]) -> None:
    """Each language has seventeen sheets, with names that Excel takes."""
    for book in books.values():
        names = load_workbook(BytesIO(book), read_only=True).sheetnames
        assert len(names) == len(SHEETS) == 17
        assert len({name.casefold() for name in names}) == 17
        for name in names:
            assert 0 < len(name) <= 31
            assert not re.search(r"[\[\]:*?/\\]|^'|'$|^history$", name, re.IGNORECASE)


def test_the_same_picture_gives_the_same_bytes(
    picture: NationalPicture, books: dict[Language, bytes]
) -> None:
    """No clock and no chance goes into a workbook."""
    assert national_workbook(picture, "sv", tool_version="0.1.0") == books["sv"]


def test_bulk_and_stock_tell_the_same(small: NationalPicture) -> None:
    """Without bulk writing every answer's cell has the same value, type and look."""
    bulk, stock = (
        Book(national_workbook(small, "fi", tool_version="0", bulk=each)).sheet(answers)
        for each in (True, False)
    )
    looks = {}
    for one, other in zip(bulk.iter_rows(), stock.iter_rows(), strict=True):
        for cell, expected in zip(one, other, strict=True):
            assert (cell.value, cell.data_type) == (expected.value, expected.data_type)
            looks[cell.style_id, expected.style_id] = (cell, expected)
    for cell, expected in looks.values():
        for part in ("number_format", "font", "border", "alignment", "fill", "quotePrefix"):
            assert repr(getattr(cell, part)) == repr(getattr(expected, part))
    assert len(looks) > 10


def test_every_sheet_is_set_up(two_months: NationalPicture) -> None:
    """Each has a title, day and coverage, frozen panes, and prints on A4."""
    book = Book(national_workbook(two_months, "fi", tool_version="0.1.0"))
    upright = [book.sheet(each) for each in (summary, narratives_by_group, narratives_by_region)]
    unfiltered = [book.sheet(each) for each in (summary, changes)]
    for sheet in book.sheets:
        assert sheet["A1"].font.size == 16
        assert "tilanne 31.5.2022 · kattavuus 22/23 alueelta" in sheet["A2"].value
        assert sheet["A3"].value
        assert sheet.freeze_panes
        assert sheet.page_setup.orientation == ("portrait" if sheet in upright else "landscape")
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows
        assert sheet.print_area
        assert "&P" in sheet.oddFooter.right.text
        assert sheet.auto_filter.ref or sheet.tables or sheet in unfiltered


def test_no_text_is_a_formula_or_a_link(books: dict[Language, bytes], book: Book) -> None:
    """Texts that begin with = stay texts: no cell has a formula, and nothing links anywhere."""
    for content in books.values():
        with zipfile.ZipFile(BytesIO(content)) as parts:
            for name in parts.namelist():
                if name.startswith("xl/worksheets/"):
                    text = parts.read(name).decode()
                    assert "<f>" not in text
                    assert "<f " not in text
                    assert "hyperlink" not in text
    cells = [row[0] for row in book.sheet(answers).iter_rows(min_col=13, max_col=13, min_row=FIRST)]
    formulas_to_be = [cell for cell in cells if str(cell.value).startswith("=")]
    assert len(formulas_to_be) > 500
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in formulas_to_be)


def test_every_answer_is_there_with_its_cell(picture: NationalPicture, book: Book) -> None:
    """Each answer in force stands in one row with its values and where it came from."""
    rows = {(row[0], row[3]): row for row in table(book.sheet(answers))}
    assert len(rows) == len(picture.subtasks)
    scale = picture.roadmap.answer_scale
    for answer in picture.record.answers:
        row = rows[answer.region, answer.subtask]
        status = scale.label("status", answer.status).fi if answer.status else "tieto puuttuu"
        assert row[7] == status
        estimate = row[9].date() if row[9] else None
        assert estimate == answer.estimated_completion
        assert row[10] == (scale.label("risk", answer.risk).fi if answer.risk else None)
        assert row[11] == (scale.label("support", answer.support).fi if answer.support else None)
        assert row[12:14] == (answer.description, answer.responsible)
        filled = ("projektipäällikkö", datetime(2022, 6, 7))  # noqa: DTZ001 - Excel has no zones
        assert row[16:18] == filled
        source = (answer.source_file, answer.source_sheet, answer.source_cell)
        assert row[18:21] == source


def test_every_risk_is_there_with_its_counts(picture: NationalPicture, book: Book) -> None:
    """National risks first, each with its base, the affected and the three counts."""
    rows = list(table(book.sheet(risks)))
    assert len(rows) == len(picture.risks)
    for row, risk in zip(rows, picture.risks, strict=True):
        assert row[0] == ("kansallinen" if risk.national else "alueellinen")
        assert row[1] == risk.position.subtask.id
        assert row[6:8] == (len(risk.affected), risk.base)
        reasons = (risk.delayed, risk.high_risk, risk.national_support)
        assert row[8:11] == tuple(len(codes) for codes in reasons)
        assert len(row[11].split(", ")) == len(risk.affected)
    wished = list(table(book.sheet(support)))
    asked = [each.support for each in picture.record.answers]
    assert len(wished) == asked.count("national") + asked.count("regional")


def test_narratives_are_told_in_both_orders(picture: NationalPicture, book: Book) -> None:
    """Each narrative has a row by group and one by region; the light is told in words."""
    by_group = list(table(book.sheet(narratives_by_group)))
    by_region = list(table(book.sheet(narratives_by_region)))
    written = [(each.region, each.text) for each in picture.record.narratives]
    assert sorted((row[2], row[5]) for row in by_group) == sorted(written)
    assert sorted((row[0], row[5]) for row in by_region) == sorted(written)
    assert by_group[0][4] == "keltainen – viivästymisriski"
    groups = [each.name.fi for each in picture.roadmap.groups]
    places = [["Etusivu", *groups].index(row[0]) for row in by_group]
    assert places == sorted(places)
    regions = [picture.regions.order[row[0]] for row in by_region]
    assert regions == sorted(regions)


def test_returns_are_all_there(picture: NationalPicture, book: Book) -> None:
    """Each region has its state, and each return that is used a row."""
    assert [row[0] for row in table(book.sheet(returns))] == list(picture.standings)
    used = list(table(book.sheet(returns_used)))
    assert len(used) == len(picture.record.returns)
    assert used[0][6] == datetime(2022, 6, 7, 15, 0)  # noqa: DTZ001 - Excel has no zones


def test_answers_that_shrink_n_are_listed(picture: NationalPicture, book: Book) -> None:
    """Every critical subtask said not to concern a region, with the region's own words."""
    sheet = book.sheet(returns)
    title = "Kriittiset osatehtävät, jotka alueen mukaan eivät koske sitä"
    rows = list(table(sheet, row_of(sheet, title) + 2))
    listed = {(each.region, each.subtask, each.description) for each in picture.not_applicable}
    assert {(row[0], row[3], row[4]) for row in rows} == listed
    assert listed


def test_finnish_time_follows_summer_and_winter() -> None:
    """Noon in UTC is 15 in summer and 14 in winter."""
    assert finnish_time(datetime(2022, 6, 7, 12, tzinfo=UTC)).hour == 15
    assert finnish_time(datetime(2022, 1, 7, 12, tzinfo=UTC)).hour == 14


def test_texts_of_every_kind_stay_texts__ok(small: NationalPicture) -> None:
    """Links, rich text of the writer's own, control characters and half pairs do no harm."""
    written = ["http://x.fi", "internal:A1", "{=1}", "<r><t>x</t></r>", "\x00\ud83d", "@SUM(1)"]
    returns = tuple(
        each.model_copy(update={"filled_by": text, "source_file": text})
        for each, text in zip(small.record.returns, written, strict=False)
    )
    record = replace(small.record, returns=returns)
    book = national_workbook(replace(small, record=record), "sv", tool_version="0.1.0")
    cells = Book(book).sheet(returns_used)["E"]
    found = {cell.value for cell in cells if cell.data_type == "s" and not cell.hyperlink}
    assert {*written[:3], "<r><t>x</t></r> ", "\ufffd\ufffd", "@SUM(1)"} <= found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_without_returns__ok(
    roadmap: Roadmap, regions: Regions, picture: NationalPicture, language: Language
) -> None:
    """A month in which nobody has returned has all its sheets too."""
    record = MonthRecord(picture.month, roadmap.version, "all", date(2022, 6, 10))
    empty = national_picture(record, roadmap, regions, after_deadline=False)
    book = Book(national_workbook(empty, language, tool_version="0.1.0"))
    assert len(book.sheets) == 17
    assert "0/23" in str(book.sheet(provenance)["A2"].value)


def test_long_texts_are_told_whole(small: NationalPicture) -> None:
    """A text longer than a row can show goes on in further rows; an answer's, on other sheets."""
    words = [f"sana{number}" for number in range(2500)]
    long = " ".join(words)
    returns_with = tuple(
        each.model_copy(
            update={
                "narratives": tuple(
                    narrative.model_copy(update={"text": long}) for narrative in each.narratives[:1]
                ),
                "answers": tuple(
                    answer.model_copy(update={"description": long}) for answer in each.answers[:1]
                ),
            }
        )
        for each in small.record.returns[1:2]
    )
    record = replace(small.record, returns=returns_with)
    subtasks = tuple(
        replace(each, answer=returns_with[0].answers[0])
        for each in small.subtasks
        if (each.region, each.position.subtask.id)
        == (returns_with[0].region, returns_with[0].answers[0].subtask)
    )
    picture = replace(small, record=record, subtasks=subtasks)
    book = Book(national_workbook(picture, "fi", tool_version="0.1.0"))
    for drawer in (narratives_by_group, narratives_by_region):
        rows = list(table(book.sheet(drawer)))
        whole = [row for row in rows if row[5]]
        told = " ".join(row[5] for row in whole).replace(" … …", "").split()
        assert told == words * 2
        assert all(row[:4] == rows[0][:4] for row in rows[: len(rows) // 2])
    (answer,) = table(book.sheet(answers))
    assert answer[12] == long
    assert "1 teksti on pidempi kuin rivillä" in book.sheet(answers)["A3"].value


def test_every_row_has_a_height_that_excel_has(book: Book) -> None:
    """LibreOffice finds no height by itself, and Excel takes none beyond 409 points."""
    for sheet in book.sheets:
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            height = sheet.row_dimensions[number].height
            if any(value is not None for value in row):
                assert height is not None, (sheet.title, number)
                assert height < 409.5
