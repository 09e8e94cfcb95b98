"""The national workbook tells the picture, figure by figure, and nothing else."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import (
    VIEWS,
    WHOLE_ROADMAP,
    FigureKey,
    MonthRecord,
    NationalPicture,
)
from tilannekuva.domain.regions import NATION, Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.shares import whole_percent
from tilannekuva.domain.texts import LANGUAGES, Language, LocalText
from tilannekuva.i18n.words import NOTHING_TO_SHARE, Words
from tilannekuva.picture.national import national_picture
from tilannekuva.publish.national.book import SHEETS, national_workbook
from tilannekuva.publish.national.matrix import kind_of, letters
from tilannekuva.publish.national.page import HEADER_ROW
from tilannekuva.publish.national.returns import finnish_time

FIRST = HEADER_ROW + 2
"""The first row under a table's headings, as openpyxl counts."""

SUMMARY, GROUPS, ENTITIES, MATRIX, ANSWERS, RISKS = range(6)
NARRATIVES, RETURNS, FINDINGS, REPAIRS, FILES, PROVENANCE = range(6, 12)
FINDING_TEXT = "=cmd|'/c calc'!A0"


@pytest.fixture(scope="module")
def books(picture: NationalPicture) -> dict[Language, bytes]:
    """The workbook in every language."""
    return {each: national_workbook(picture, each, tool_version="0.1.0") for each in LANGUAGES}


@pytest.fixture(scope="module")
def sheets(books: dict[Language, bytes]) -> list[Any]:
    """The sheets of the Finnish workbook."""
    return list(load_workbook(BytesIO(books["fi"])))


@pytest.fixture(scope="module")
def eventful(small: NationalPicture) -> list[Any]:
    """The English sheets of a month with findings, repairs and files of every kind."""
    record = replace(small.record, findings=tuple(_findings()), files=tuple(_files(small)))
    book = national_workbook(replace(small, record=record), "en", tool_version="0.1.0")
    return list(load_workbook(BytesIO(book)))


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


def table(sheet: Any, top: int = FIRST) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a sheet's table from a row on."""
    for row in sheet.iter_rows(min_row=top, values_only=True):
        if row[0] is None:
            return
        yield row


def told(completed: int, n: int) -> object:
    """Return what a cell holds for a share, as far as a cell is exact."""
    return near(completed / n) if n else NOTHING_TO_SHARE


def near(value: object) -> object:
    """Return a number without its last digits, which a workbook does not keep."""
    return round(value, 12) if isinstance(value, float) else value


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


def test_every_language_has_every_sheet__ok(books: dict[Language, bytes]) -> None:
    """Each language has twelve sheets, with names that Excel takes."""
    for book in books.values():
        names = load_workbook(BytesIO(book), read_only=True).sheetnames
        assert len(names) == len(SHEETS) == 12
        assert len({name.casefold() for name in names}) == 12
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
        list(load_workbook(BytesIO(national_workbook(small, "fi", tool_version="0", bulk=each))))
        for each in (True, False)
    )
    looks = {}
    for one, other in zip(bulk[ANSWERS].iter_rows(), stock[ANSWERS].iter_rows(), strict=True):
        for cell, expected in zip(one, other, strict=True):
            assert (cell.value, cell.data_type) == (expected.value, expected.data_type)
            looks[cell.style_id, expected.style_id] = (cell, expected)
    for cell, expected in looks.values():
        for part in ("number_format", "font", "border", "alignment", "fill", "quotePrefix"):
            assert repr(getattr(cell, part)) == repr(getattr(expected, part))
    assert len(looks) > 10


def test_every_sheet_is_set_up(sheets: list[Any]) -> None:
    """Each has a title, day and coverage, frozen panes, and prints on A4 across."""
    for sheet in sheets:
        assert sheet["A1"].font.size == 16
        assert "tilanne 31.5.2022 · kattavuus 22/23 alueelta" in sheet["A2"].value
        assert sheet["A3"].value
        assert sheet.freeze_panes
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows
        assert sheet.print_area
        assert "&P" in sheet.oddFooter.right.text
        assert sheet.auto_filter.ref or sheet.tables or sheet is sheets[SUMMARY]


def test_no_text_is_a_formula_or_a_link(books: dict[Language, bytes], sheets: list[Any]) -> None:
    """Texts that begin with = stay texts: no cell has a formula, and nothing links anywhere."""
    for book in books.values():
        with zipfile.ZipFile(BytesIO(book)) as parts:
            for name in parts.namelist():
                if name.startswith("xl/worksheets/"):
                    text = parts.read(name).decode()
                    assert "<f>" not in text
                    assert "<f " not in text
                    assert "hyperlink" not in text
    cells = [row[0] for row in sheets[ANSWERS].iter_rows(min_col=15, max_col=15, min_row=FIRST)]
    formulas_to_be = [cell for cell in cells if str(cell.value).startswith("=")]
    assert len(formulas_to_be) > 500
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in formulas_to_be)


def test_the_headline_is_the_nations(picture: NationalPicture, sheets: list[Any]) -> None:
    """Completed, started, n, no answer and coverage of both views."""
    for row, view in enumerate(VIEWS, start=FIRST):
        figure = picture.figure(view)
        covered = picture.coverage[FigureKey(view, "roadmap", WHOLE_ROADMAP, NATION)]
        cells = [sheets[SUMMARY].cell(row, column).value for column in (2, 4, 6, 8, 10)]
        shares = [told(figure.completed, figure.n), told(figure.started, figure.n)]
        coverage = f"{covered.reporting}/{covered.concerned}"
        assert [near(cell) for cell in cells] == [*shares, figure.n, figure.missing, coverage]


def test_the_summary_tells_groups_and_regions(picture: NationalPicture, sheets: list[Any]) -> None:
    """Every figure by preparation group and by region is that of the picture."""
    rows = {row[0]: row for row in sheets[SUMMARY].iter_rows(values_only=True) if row[0]}
    for group in picture.roadmap.groups:
        a, b = (picture.figure(view, NATION, "group", group.id) for view in VIEWS)
        row = tuple(near(cell) for cell in rows[group.name.fi])
        assert row[1:] == (
            *(told(a.completed, a.n), told(a.started, a.n), a.n, a.missing),
            *(told(b.completed, b.n), told(b.started, b.n), b.n, b.missing),
            *(b.completed, b.started - b.completed, b.n - b.started - b.missing, b.missing),
        )
    for region in picture.regions.regions:
        a, b = (picture.figure(view, region.code) for view in VIEWS)
        row = rows[region.name.fi]
        assert row[1] == region.code
        expected = (told(a.completed, a.n), a.n, told(b.completed, b.n), b.n, b.missing)
        assert tuple(near(cell) for cell in row[3:8]) == expected
    assert rows["Kainuun hyvinvointialue"][2] == "Puuttuu"


@pytest.mark.parametrize("sheet", [GROUPS, ENTITIES])
def test_heat_maps_tell_every_figure(
    picture: NationalPicture, sheets: list[Any], sheet: int
) -> None:
    """Each cell is its figure's share; regions in order, then areas, then the nation."""
    keys = [(view, key) for view in VIEWS for key in picture.regions.figure_keys]
    rows = list(table(sheets[sheet]))
    assert [(row[0], row[1]) for row in rows] == keys
    for (view, key), row in zip(keys, rows, strict=True):
        whole = picture.figure(view, key)
        total = (told(whole.completed, whole.n), whole.n, whole.missing)
        expected: list[object] = []
        for group in picture.roadmap.groups:
            if sheet == GROUPS:
                figure = picture.figure(view, key, "group", group.id)
                expected += [told(figure.completed, figure.n), figure.n, figure.missing]
                continue
            for entity in group.entities:
                figure = picture.figure(view, key, "entity", entity.id)
                expected.append(told(figure.completed, figure.n))
        assert [near(cell) for cell in row[4:]] == [*expected, *total]


def test_heat_maps_tell_who_is_behind_the_figures(sheets: list[Any]) -> None:
    """A region that does not report is marked in words, areas and the nation by coverage."""
    coverage = {row[1]: row[3] for row in table(sheets[GROUPS])}
    assert coverage["20"] == "Puuttuu"
    assert not coverage["01"]
    assert coverage["YTA5"] == "3/4"
    assert coverage[NATION] == "22/23"


def test_colours_are_live_and_by_the_roadmaps_classes(
    picture: NationalPicture, sheets: list[Any]
) -> None:
    """One rule for the silent regions and one for each class, over all the shares."""
    for sheet in (sheets[GROUPS], sheets[ENTITIES]):
        rules = [rule for each in sheet.conditional_formatting for rule in each.rules]
        assert len(rules) == len(picture.roadmap.measures.colour_classes) + 2
        formulas = " ".join(rule.formula[0] for rule in rules)
        for limit in picture.roadmap.measures.colour_classes:
            assert f"<{limit})" in formulas
            assert f">={limit}" in formulas


def test_shares_are_shown_in_whole_percents_by_the_rule(
    picture: NationalPicture, sheets: list[Any]
) -> None:
    """Neither 100 nor 0 is shown for a share that is not all or none."""
    assert whole_percent(1, 500) == 1
    for row in sheets[GROUPS].iter_rows(min_row=FIRST, min_col=5):
        for cell in row:
            if isinstance(cell.value, float) and 0 < cell.value < 1:
                assert 0.005 <= cell.value < 0.995 or '"' in cell.number_format
    assert picture.figure("A").n > 0


def test_the_matrix_has_a_letter_for_every_critical_answer(
    picture: NationalPicture, sheets: list[Any]
) -> None:
    """Each cell tells its answer, is blank where nothing is asked, and counts add up."""
    letter = letters(Words("fi"))
    expected = {
        (each.position.subtask.id, each.region): letter[kind_of(each)]
        for each in picture.subtasks
        if each.position.subtask.critical
    }
    codes = list(picture.regions.by_code)
    found: dict[tuple[str, str], str] = {}
    for row in table(sheets[MATRIX]):
        cells = dict(zip(codes, row[4:], strict=False))
        found |= {(row[0], code): cell for code, cell in cells.items() if cell}
        done, progress, idle, _delayed, missing, not_concerned = row[-6:]
        assert done + progress + idle + missing + not_concerned == len(
            [cell for cell in cells.values() if cell]
        )
    assert found == expected
    assert set(expected.values()) == set(letter.values())


def test_letters_differ_within_each_language() -> None:
    """No two kinds of answer share a letter."""
    for language in LANGUAGES:
        assert len(set(letters(Words(language)).values())) == 7


def test_every_answer_is_there_with_its_cell(picture: NationalPicture, sheets: list[Any]) -> None:
    """Each answer in force stands in one row with its values and where it came from."""
    rows = {(row[0], row[5]): row for row in table(sheets[ANSWERS])}
    assert len(rows) == len(picture.subtasks)
    scale = picture.roadmap.answer_scale
    for answer in picture.record.answers:
        row = rows[answer.region, answer.subtask]
        status = scale.label("status", answer.status).fi if answer.status else "tieto puuttuu"
        assert row[9] == status
        estimate = row[11].date() if row[11] else None
        assert estimate == answer.estimated_completion
        assert row[12] == (scale.label("risk", answer.risk).fi if answer.risk else None)
        assert row[13] == (scale.label("support", answer.support).fi if answer.support else None)
        assert row[14:18] == (
            *(answer.description, answer.responsible),
            *("projektipäällikkö", datetime(2022, 6, 7)),  # noqa: DTZ001 - Excel has no zones
        )
        source = (answer.source_file, answer.source_sheet, answer.source_cell)
        assert row[18:21] == source


def test_every_risk_is_there_with_its_counts(picture: NationalPicture, sheets: list[Any]) -> None:
    """National risks first, each with its base, the affected and the three counts."""
    rows = list(table(sheets[RISKS]))
    assert len(rows) == len(picture.risks)
    for row, risk in zip(rows, picture.risks, strict=True):
        assert row[0] == ("kansallinen" if risk.national else "alueellinen")
        assert row[1] == risk.position.subtask.id
        assert row[6:8] == (len(risk.affected), risk.base)
        reasons = (risk.delayed, risk.high_risk, risk.national_support)
        assert row[8:11] == tuple(len(codes) for codes in reasons)
        assert len(row[11].split(", ")) == len(risk.affected)
    wished = list(table(sheets[RISKS], FIRST + len(rows) + 3))
    asked = [each.support for each in picture.record.answers]
    assert len(wished) == asked.count("national") + asked.count("regional")


def test_narratives_and_returns_are_all_there(picture: NationalPicture, sheets: list[Any]) -> None:
    """Each narrative and each return has a row; the light is told in words."""
    narratives = list(table(sheets[NARRATIVES]))
    assert len(narratives) == len(picture.record.narratives)
    assert narratives[0][4] == "keltainen – viivästymisriski"
    states = list(table(sheets[RETURNS]))
    assert [row[0] for row in states] == list(picture.standings)
    # Between them stands that nothing has been set aside.
    used = list(table(sheets[RETURNS], FIRST + len(states) + 7))
    assert len(used) == len(picture.record.returns)
    assert used[0][6] == datetime(2022, 6, 7, 15, 0)  # noqa: DTZ001 - Excel has no zones


def test_finnish_time_follows_summer_and_winter() -> None:
    """Noon in UTC is 15 in summer and 14 in winter."""
    assert finnish_time(datetime(2022, 6, 7, 12, tzinfo=UTC)).hour == 15
    assert finnish_time(datetime(2022, 1, 7, 12, tzinfo=UTC)).hour == 14


def test_equal_findings_are_one_row(eventful: list[Any]) -> None:
    """A wrong value in forty cells is one row with all of them, found verbatim."""
    rows = list(table(eventful[FINDINGS]))
    (wrong,) = [row for row in rows if row[9] == "ehkä"]
    assert wrong[6] == ", ".join(f"K{row}" for row in range(8, 48))
    assert wrong[7] == ", ".join(f"HT-{row}" for row in range(8, 48))
    assert wrong[8] == "Status"
    assert wrong[10] == "“ehkä” is not one of the choices: completed."
    assert (wrong[11], wrong[12]) == ("Choose from the list.", "CELL-001")
    assert FINDING_TEXT in next(row for row in rows if row[12] == "ROW-006")[10]


def test_findings_are_in_order(eventful: list[Any]) -> None:
    """First what no region is told of, with advice, then errors, warnings and notes."""
    rows = list(table(eventful[FINDINGS]))
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


def test_repairs_have_a_row_for_each_cell(eventful: list[Any]) -> None:
    """Each tells what was asked, what was written and how it was read, without any formula."""
    sheet = eventful[REPAIRS]
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


def test_what_is_set_aside_is_told_group_by_group(eventful: list[Any]) -> None:
    """Each group of a file that is not used has its reason, and so has a file of no use."""
    sheet = eventful[RETURNS]
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


def test_files_and_their_origin_are_told_in_words(eventful: list[Any]) -> None:
    """A file has its disposition and reason; provenance, its fingerprint and whose word it is."""
    files = list(table(eventful[FILES]))
    assert [(row[0], row[1]) for row in files] == [
        ("01.xlsx", "Accepted"),
        ("01.ods", "Superseded"),
        ("01 empty.xlsx", "Superseded"),
        ("=x.pdf", "File rejected"),
        ("a.xlsx", "Duplicate"),
    ]
    assert files[0][7:9] == ("Cover, HT", "PJ")
    assert eventful[FILES].cell(FIRST + 3, 1).data_type == "s"
    prints = {row[0]: row[1] for row in eventful[PROVENANCE].iter_rows(values_only=True)}
    assert prints["01.xlsx"] == "ab" * 32
    assert prints["Tool"] == "tilannekuva 0.1.0"
    assert "By telephone." in prints["21.xlsx"]


def test_texts_of_every_kind_stay_texts__ok(small: NationalPicture) -> None:
    """Links, rich text of the writer's own, control characters and half pairs do no harm."""
    written = ["http://x.fi", "internal:A1", "{=1}", "<r><t>x</t></r>", "\x00\ud83d", "@SUM(1)"]
    returns = tuple(
        each.model_copy(update={"filled_by": text, "source_file": text})
        for each, text in zip(small.record.returns, written, strict=False)
    )
    record = replace(small.record, returns=returns)
    book = national_workbook(replace(small, record=record), "sv", tool_version="0.1.0")
    cells = list(load_workbook(BytesIO(book)))[RETURNS]["E"]
    found = {cell.value for cell in cells if cell.data_type == "s" and not cell.hyperlink}
    assert {*written[:3], "<r><t>x</t></r> ", "\ufffd\ufffd", "@SUM(1)"} <= found


def test_charts_are_told_in_words(books: dict[Language, bytes]) -> None:
    """Both charts of the summary carry their figures as an alternative text."""
    for book in books.values():
        with zipfile.ZipFile(BytesIO(book)) as parts:
            drawing = parts.read("xl/drawings/drawing1.xml").decode()
        assert len(re.findall(r'descr="[^"]{100,}"', drawing)) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_without_returns__ok(
    roadmap: Roadmap, regions: Regions, picture: NationalPicture, language: Language
) -> None:
    """A month in which nobody has returned has all its sheets too."""
    record = MonthRecord(picture.month, roadmap.version, "all", date(2022, 6, 10))
    empty = national_picture(record, roadmap, regions, after_deadline=False)
    book = load_workbook(
        BytesIO(national_workbook(empty, language, tool_version="0.1.0")), read_only=True
    )
    assert len(book.sheetnames) == 12
    assert "0/23" in str(list(book)[PROVENANCE]["A2"].value)
