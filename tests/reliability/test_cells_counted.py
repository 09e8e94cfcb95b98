"""The cells of every sheet add up, whatever was done to the form: none goes without a word."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from damaged_sheets import Parts, damaged, parts_of, zipped

from effort import FIGURE, SEED, amount, chance, share
from offices import Office
from small_office import every_answer, small_office
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.texts import FormLanguage
from tilannekuva.domain.workbook import SheetCells, WorkbookCells
from tilannekuva.inbox.contract import Limits
from tilannekuva.inbox.reader import read_workbook
from tilannekuva.validation.returned_workbook import ReadWorkbook, Validator

pytestmark = pytest.mark.reliability

WORKBOOKS = amount(300, 10_000)
SHARDS = 4
LANGUAGES: tuple[FormLanguage, ...] = ("fi", "sv", "fi+sv")
SAVED = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose forms are damaged."""
    return small_office(tmp_path_factory.mktemp("counted"))


@pytest.fixture(scope="module")
def forms(office: Office) -> list[Parts]:
    """Filled forms: as they are drawn in each language, and as another program saves them."""
    drawn = [
        office.send(f"{number}.xlsx", every_answer(), saved=SAVED, language=language)
        for number, language in enumerate(LANGUAGES)
    ]
    parts = [parts_of(path.read_bytes()) for path in drawn]
    return [*parts, parts_of(_saved_again(drawn[0].read_bytes()))]


def _saved_again(data: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(office: Office, path: Path) -> tuple[WorkbookCells, ReadWorkbook]:
    """Return a workbook as it is read, and what was made of it."""
    cells = read_workbook(path, Limits())
    assert isinstance(cells, WorkbookCells), path
    return cells, validated(office, cells)


def validated(office: Office, cells: WorkbookCells) -> ReadWorkbook:
    """Return what is made of a workbook."""
    validator = Validator(office.foundations.vocabulary, ReportingMonth(2022, 5), "all")
    return validator.read(cells, office.foundations.regions.by_code["02"], "return.xlsx")


def findings(made: ReadWorkbook) -> list[Finding]:
    """Return everything that is told of a workbook."""
    return [*made.findings, *(each for group in made.groups for each in group.findings)]


@pytest.mark.parametrize("shard", range(SHARDS))
def test_damaged_forms_add_up__ok(
    office: Office, forms: list[Parts], tmp_path: Path, shard: int, record_property: Any
) -> None:
    """Every cell of a damaged form is used, told of or the form's own; the test counts too."""
    path = tmp_path / "damaged.xlsx"
    sheets = cells_seen = 0
    for number in share(WORKBOOKS, shard, SHARDS):
        again = f"workbook {number}, seed {SEED}: chance('cells counted', {number})"
        draw = chance("cells counted", number)
        parts = damaged(draw.choice(forms), draw)
        path.write_bytes(zipped(parts))
        cells, made = read(office, path)
        tallies = {each.sheet: each for each in made.tallies}
        told = {each.sheet for each in findings(made) if each.code == "FILE-002"}
        for name, (least, most) in counted(parts).items():
            if name in told:
                continue
            tally = tallies[name]
            assert tally.closes, (again, tally)
            assert least <= tally.seen <= most, (again, tally, least, most)
            sheets, cells_seen = sheets + 1, cells_seen + tally.seen
        assert tallies.keys() | told >= {sheet.name for sheet in cells.sheets}, again
        assert not [each for each in findings(made) if each.code == "FILE-006"], again
    record_property(
        FIGURE, f"{sheets} sheets with {cells_seen} cells: every sum closes, 0 unaccounted"
    )


def counted(parts: Parts) -> Mapping[str, tuple[int, int]]:
    """Return by sheet how many cells hold something that can be seen, and how many anything."""
    texts = _texts(parts)
    related = {
        each.get("Id"): each.get("Target", "").removeprefix("/xl/")
        for each in ET.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314 - our own
    }
    found: dict[str, tuple[int, int]] = {}
    for sheet in ET.fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}sheet"):  # noqa: S314
        part = parts[f"xl/{related[sheet.get(RELATED)]}"]
        cells: dict[str, list[str]] = {}
        for cell in ET.fromstring(part).iter(f"{MAIN}c"):  # noqa: S314 - our own
            if len(cell):
                cells.setdefault(cell.get("r", ""), []).append(_held(cell, texts))
        seen = sum(bool(held[-1].strip()) for held in cells.values())
        found[sheet.get("name", "")] = (seen, len(cells))
    return found


def _held(cell: ET.Element, texts: list[str]) -> str:
    value = cell.findtext(f"{MAIN}v") or ""
    inline = cell.find(f"{MAIN}is")
    if inline is not None:
        return "".join(each.text or "" for each in inline.iter(f"{MAIN}t"))
    if cell.get("t") == "s":
        return texts[int(value)] if value else ""
    is_open = cell.find(f"{MAIN}f") is not None and cell.get("t") != "str"
    return value or ("=" if is_open or cell.get("t") == "e" else "")


def _texts(parts: Parts) -> list[str]:
    part = parts.get("xl/sharedStrings.xml")
    if part is None:
        return []
    root = ET.fromstring(part)  # noqa: S314 - our own
    return [
        "".join(each.text or "" for each in item.iter(f"{MAIN}t"))
        for item in root.iter(f"{MAIN}si")
    ]


def test_untouched_forms_add_up__ok(office: Office, forms: list[Parts], tmp_path: Path) -> None:
    """Of a form in order nothing is told, in any language, also saved by another program."""
    for number, parts in enumerate(forms):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(zipped(parts))
        _, made = read(office, path)
        assert all(each.closes for each in made.tallies)
        # Nobody has signed them; of the cells nothing is told.
        assert {each.code for each in findings(made)} <= {"ROW-027"}


@pytest.mark.parametrize("taken", ["a value", "a text of the form", "all"])
def test_reader_that_drops_cells__error(
    office: Office, forms: list[Parts], tmp_path: Path, taken: str
) -> None:
    """What a reader keeps to itself is missed: the sheet is told, and what was read is used."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(zipped(forms[0]))
    cells, made = read(office, path)
    answers = sum(len(group.answers) for group in made.groups)
    place = {"a value": (8, "käynnissä"), "a text of the form": (8, "HT-1.1.2"), "all": (8, "")}
    number, value = place[taken]

    def without(sheet: SheetCells) -> SheetCells:
        row = sheet.rows[number]
        less = tuple(None if value in {each, ""} else each for each in row)
        return replace(sheet, rows=(*sheet.rows[:number], less, *sheet.rows[number + 1 :]))

    dropped = tuple(without(each) if each.name == "HT" else each for each in cells.sheets)
    made = validated(office, replace(cells, sheets=dropped))
    [told] = [each for each in findings(made) if each.code == "FILE-006"]
    missing = sum(
        one is not None and other is None
        for before, after in zip(cells.sheets, dropped, strict=True)
        for one_row, other_row in zip(before.rows, after.rows, strict=True)
        for one, other in zip(one_row, other_row, strict=True)
    )
    assert (told.sheet, told.values["cells"]) == ("HT", missing)
    assert missing > 0
    assert sum(len(group.answers) for group in made.groups) >= answers - 1


def test_reader_that_makes_cells_up__error(
    office: Office, forms: list[Parts], tmp_path: Path
) -> None:
    """More cells than the file holds are told of just as fewer are."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(zipped(forms[0]))
    cells, _ = read(office, path)
    sheets = tuple(
        replace(each, rows=(*each.rows, ("HT-1.1.1", *each.rows[0][1:]))) for each in cells.sheets
    )
    made = validated(office, replace(cells, sheets=sheets))
    told = {each.sheet for each in findings(made) if each.code == "FILE-006"}
    assert {"HT", "JO", "PJ"} <= told
