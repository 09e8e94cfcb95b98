"""A returned workbook becomes answers, and every problem in it a finding at its cell."""
# ruff: noqa: DTZ001 - a cell knows no time zone

from datetime import date, datetime

import pytest
from returned_sheets import FILE, HEADINGS, MAY, Reader, codes, finding, sheet

from tilannekuva.domain.answers import Answer
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.messages import Message
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.workbook import CellValue, SheetCells
from tilannekuva.validation.read_group import ReadGroup


@pytest.fixture(scope="module")
def reader(roadmap: Roadmap, glossary: Glossary, regions: Regions) -> Reader:
    """Reading returns of a bilingual county."""
    return Reader(roadmap, glossary, regions.by_code["17"])


CLEAN = f"""\
| Täyttäjä       | Aino Virtanen
| Täytetty (pvm) |
{HEADINGS}\
HT-1.2.1 | valmis    | | matala | alueellinen tuki riittää | Kuvaus  | Aino
HT-1.2.3 | käynnissä | | korkea |                          |         |
| Vahvuudet | Into
"""
NOTHING_FILLED_IN = f"""\
| Täyttäjä       |
| Täytetty (pvm) |
{HEADINGS}\
HT-1.2.1 |
HT-1.2.3 |
| Vahvuudet |
"""
COVER = """\
| Aihe | Liikennevalo | Kuvaus
| Sosiaali- ja terveydenhuollon yleistilanne |  |
| Pelastustoimen yleistilanne                |  |
"""

# What is put into a clean sheet, and what is found: code and cell.
BROKEN: list[tuple[dict[str, CellValue], set[tuple[str, str]]]] = [
    ({"B4": "ehkä"}, {("CELL-001", "B4")}),
    ({"B4": "x"}, {("CELL-001", "B4")}),
    ({"B4": 1.0}, {("CELL-001", "B4")}),
    ({"D4": "suurehko", "E5": True}, {("CELL-001", "D4"), ("CELL-001", "E5")}),
    ({"C4": "pian"}, {("CELL-002", "C4")}),
    ({"C4": "31.2.2022"}, {("CELL-002", "C4")}),
    ({"C2": "eilen"}, {("CELL-002", "C2")}),
    ({"F4": "a" * 2001}, {("CELL-004", "F4")}),
    ({"G4": "a" * 201}, {("CELL-004", "G4")}),
    ({"C6": "a" * 4001}, {("CELL-004", "C6")}),
    ({"B4": "KLART"}, {("CELL-005", "B4")}),
    ({"D5": "suuri"}, {("CELL-005", "D5")}),
    ({"C5": "11/2022"}, {("CELL-006", "C5")}),
    ({"C4": "11/2022"}, {("CELL-006", "C4"), ("ROW-018", "C4")}),
    ({"C5": 44866.0}, {("CELL-006", "C5")}),
    ({"C2": "1.6.2022"}, {("CELL-006", "C2")}),
    ({"F4": "a" * 32_768}, {("CELL-007", "F4")}),
    ({"A4": "HT-9.9.9"}, {("ROW-001", "A4"), ("ROW-004", "")}),
    ({"A5": "HT-1.2.1"}, {("ROW-002", "B5"), ("ROW-004", "")}),
    ({"A5": "HT-1.2.4"}, {("ROW-003", "B5"), ("ROW-004", "")}),
    ({"A5": None, "B5": None, "D5": None}, {("ROW-004", "")}),
    ({"D3": "Oma"}, {("ROW-005", ""), ("ROW-007", "D3")}),
    ({"A4": None}, {("ROW-006", "A4"), ("ROW-004", "")}),
]


def test_clean_sheet__ok(reader: Reader) -> None:
    """A sheet filled in as asked has no finding, and every answer has its source."""
    group = reader.group(sheet(CLEAN, C2=date(2022, 6, 1), C5=datetime(2022, 11, 1)))
    assert group.findings == ()
    assert (group.group, group.sheet, group.is_return) == ("HT", "HT", True)
    assert (group.filled_by, group.filled_on) == ("Aino Virtanen", date(2022, 6, 1))
    source = {
        "region": "17",
        "month": MAY,
        "source_file": FILE,
        "source_sheet": "HT",
        "group": "HT",
    }
    first = {"status": "done", "risk": "low", "support": "regional"}
    texts = {"description": "Kuvaus", "responsible": "Aino"}
    second = {
        "status": "in_progress",
        "estimated_completion": date(2022, 11, 1),
        "risk": "high",
    }
    assert group.answers == (
        Answer.model_validate(
            {**source, "source_cell": "B4", "subtask": "HT-1.2.1", **first, **texts}
        ),
        Answer.model_validate({**source, "source_cell": "B5", "subtask": "HT-1.2.3", **second}),
    )
    [narrative] = group.narratives
    told = (narrative.question, narrative.text, narrative.light, narrative.source_cell)
    assert told == ("strengths", "Into", None, "C6")


@pytest.mark.parametrize(("cells", "found"), BROKEN)
def test_broken_sheet__error(
    reader: Reader, cells: dict[str, CellValue], found: set[tuple[str, str]]
) -> None:
    """What is put wrong is found at its cell, and nothing else is."""
    group = reader.group(sheet(CLEAN, **cells))
    assert codes(group) == found
    assert len(group.findings) == len(found)
    for each in group.findings:
        assert (each.file, each.sheet, each.region, each.group) == (FILE, "HT", "17", "HT")


def test_error_cells__error(reader: Reader) -> None:
    """A cell that shows an error is told with the error, in the table and beside a label."""
    clean = sheet(CLEAN, B4=None, C6=None)
    errors = {"B4": "#REF!", "C6": "#NAME?", "H9": "#DIV/0!"}
    group = reader.group(SheetCells(clean.name, clean.rows, error_cells=errors))
    assert codes(group) == {("CELL-003", "B4"), ("CELL-003", "C6")}
    assert [each.values["found"] for each in group.findings] == ["#REF!", "#NAME?"]
    assert group.answers[0].status is None
    assert group.answers[0].risk == "low"


def test_formula_without_a_value__error(reader: Reader) -> None:
    """A formula whose value is not in the file is told as a formula."""
    clean = sheet(CLEAN, B4=None)
    group = reader.group(SheetCells(clean.name, clean.rows, error_cells={"B4": "=1+1"}))
    assert codes(group) == {("CELL-008", "B4")}


@pytest.mark.parametrize("cells", [{"B4": "ehkä"}, {"C4": "pian"}, {"D4": "?"}, {"E4": 5.0}])
def test_one_bad_cell_does_not_cost_the_row__ok(
    reader: Reader, cells: dict[str, CellValue]
) -> None:
    """The other answers of the row are used, and the bad value is kept verbatim."""
    clean = reader.group(sheet(CLEAN)).answers
    group = reader.group(sheet(CLEAN, **cells))
    [bad] = group.findings
    assert len(group.answers) == 2
    assert group.answers[1] == clean[1]
    assert group.answers[0].description == "Kuvaus"
    assert bad.values["found"] == str(next(iter(cells.values()))).removesuffix(".0")
    assert bad.subtask == "HT-1.2.1"


def test_text_too_long_for_the_form_is_used_whole__ok(reader: Reader) -> None:
    """A text over the question's limit is a warning and used; the limit itself is none."""
    assert reader.group(sheet(CLEAN, F4="a" * 2000)).findings == ()
    long = "ä" * 2001
    group = reader.group(sheet(CLEAN, F4=long))
    assert group.answers[0].description == long
    assert finding(group, "CELL-004").values == {"length": 2001, "limit": 2000}


def test_text_too_long_for_a_cell__error(reader: Reader) -> None:
    """A text no cell can hold is not used; its beginning is told."""
    group = reader.group(sheet(CLEAN, F4="a" * 40_000))
    assert group.answers[0].description is None
    assert finding(group, "CELL-007").values["begins"] == "a" * 200


@pytest.mark.parametrize(
    "text", ["=1+1", " kaksi  väliä ", "rivi\nrivi", "\u00a0x", "<b>", "-", "0"]
)
def test_text_is_kept_verbatim__ok(reader: Reader, text: str) -> None:
    """Free texts are kept to the letter, with their spaces."""
    group = reader.group(sheet(CLEAN, F4=text))
    assert group.answers[0].description == text
    assert group.findings == ()


def test_number_and_day_in_a_text_cell__ok(reader: Reader) -> None:
    """What is not a text in a text cell is told as it is seen."""
    group = reader.group(sheet(CLEAN, F4=2.0, G4=date(2022, 5, 1)))
    assert (group.answers[0].description, group.answers[0].responsible) == ("2", "1.5.2022")


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\n", "\u200b"])
def test_blank_cells__ok(reader: Reader, blank: str) -> None:
    """A cell with nothing to read in it is empty."""
    group = reader.group(sheet(CLEAN, B4=blank, C4=blank, F4=blank))
    assert codes(group) == {("ROW-015", "B4")}
    assert (group.answers[0].status, group.answers[0].description) == (None, None)


def verbatim(group: ReadGroup, code: str) -> list[tuple[object, object]]:
    """Return the answers a refused row keeps: heading and value."""
    answers = finding(group, code).values["answers"]
    assert isinstance(answers, tuple)
    messages = [each for each in answers if isinstance(each, Message)]
    assert len(messages) == len(answers)
    return [(each.values["question"], each.values["answer"]) for each in messages]


@pytest.mark.parametrize(
    ("code", "cells", "found"),
    [
        ("ROW-001", {"A4": "HT-9.9.9"}, "HT-9.9.9"),
        ("ROW-003", {"A4": "HT-1.2.4"}, "valmis"),
        ("ROW-006", {"A4": None}, None),
    ],
)
def test_refused_row_keeps_its_answers__ok(
    reader: Reader, code: str, cells: dict[str, CellValue], found: str | None
) -> None:
    """The answers of a row that cannot be used stand in its finding, to the letter."""
    group = reader.group(sheet(CLEAN, F4="  Tämä  säilyy ", **cells))
    assert [answer.subtask for answer in group.answers] == ["HT-1.2.3"]
    assert finding(group, code).values.get("found") == found
    assert [value for _, value in verbatim(group, code)] == [
        "valmis",
        "matala",
        "alueellinen tuki riittää",
        "  Tämä  säilyy ",
        "Aino",
    ]


def test_unknown_code_without_answers__ok(reader: Reader) -> None:
    """A row of the region's own without an answer is told as text outside the answers."""
    group = reader.group(sheet(CLEAN + "OMA-1 | | |\n"))
    assert [(each.code, each.values["found"]) for each in group.findings] == [("CELL-013", "OMA-1")]


def test_subtask_answered_twice__error(reader: Reader) -> None:
    """The first row is used; the second is told with both cells and its answers."""
    group = reader.group(sheet(CLEAN.replace("| Vahv", "HT-1.2.1 | ei aloitettu\n| Vahv")))
    assert [(each.subtask, each.status) for each in group.answers] == [
        ("HT-1.2.1", "done"),
        ("HT-1.2.3", "in_progress"),
    ]
    twice = finding(group, "ROW-002")
    assert (twice.cell, twice.subtask) == ("B6", "HT-1.2.1")
    assert twice.values["cells"] == ("HT!B4", "HT!B6")
    assert [value for _, value in verbatim(group, "ROW-002")] == ["ei aloitettu"]


def test_subtask_twice_and_answered_once__ok(reader: Reader) -> None:
    """A repeated row without an answer takes nothing from the one with answers."""
    group = reader.group(sheet(CLEAN.replace("HT-1.2.1 |", "HT-1.2.1 |\nHT-1.2.1 |")))
    assert group.findings == ()
    assert group.answers[0].status == "done"


def test_copied_sheet__ok(reader: Reader) -> None:
    """A copied sheet that says the same is told once, and adds what is not there yet."""
    copied = CLEAN.replace("Into", "Toinen").replace("Vahvuudet", "Haasteet")
    group = reader.group(sheet(copied, "HT (2)"), sheet(CLEAN))
    assert [(each.code, each.sheet) for each in group.findings] == [("FILE-004", "HT (2)")]
    assert len(group.answers) == 2
    assert [(each.question, each.text) for each in group.narratives] == [
        ("strengths", "Into"),
        ("challenges", "Toinen"),
    ]


def test_copied_sheet_with_other_answers__error(reader: Reader) -> None:
    """What a copied sheet says otherwise is told with both cells; the sheet itself counts."""
    copied = CLEAN.replace("Into", "Toinen").replace("valmis", "kesken")
    group = reader.group(sheet(copied, "HT (2)"), sheet(CLEAN))
    assert group.answers[0].status == "done"
    twice = finding(group, "ROW-002")
    assert (twice.sheet, twice.cell) == ("HT (2)", "B4")
    assert twice.values["cells"] == ("HT!B4", "HT (2)!B4")
    told = finding(group, "CELL-015")
    assert (told.values["found"], told.values["first"]) == ("Toinen", "HT!C6")


def test_subtask_that_does_not_concern_the_region__error(reader: Reader) -> None:
    """An answer to what is asked of others is not counted; an empty row is nothing."""
    added = CLEAN.replace("| Vahv", "HT-1.2.4 | {}\n| Vahv")
    assert reader.group(sheet(added.format(""))).findings == ()
    group = reader.group(sheet(added.format("valmis")))
    assert codes(group) == {("ROW-003", "B6")}
    assert "HT-1.2.4" not in {answer.subtask for answer in group.answers}


def test_rows_deleted__error(reader: Reader) -> None:
    """Rows of the form that are gone are told together."""
    group = reader.group(sheet(f"{HEADINGS}OMA-1 | valmis\n"))
    assert codes(group) == {("ROW-001", "A2"), ("ROW-004", "")}
    assert finding(group, "ROW-004").values == {"subtasks": ("HT-1.2.1", "HT-1.2.3")}


def test_columns_deleted__error(reader: Reader) -> None:
    """Each column of the form that is gone is told by its heading; the others are read."""
    group = reader.group(sheet("Tunnus | Tila | Tuen tarve\nHT-1.2.1 | valmis |\nHT-1.2.3 |\n"))
    assert group.answers[0].status == "done"
    columns = [each.values["column"] for each in group.findings if each.code == "ROW-005"]
    assert [getattr(each, "fi", "") for each in columns] == [
        "Arvioitu valmistuminen",
        "Riski",
        "Kuvaus tilanteesta",
        "Vastuuhenkilö",
    ]


def test_untouched_sheet__ok(reader: Reader) -> None:
    """A sheet as it was sent is not a return, whatever rows or columns it lacks."""
    assert not reader.group(sheet(NOTHING_FILLED_IN)).is_return
    shorter = NOTHING_FILLED_IN.replace("HT-1.2.3 |\n", "").replace("| Riski", "")
    group = reader.group(sheet(shorter))
    assert codes(group) == {("ROW-004", ""), ("ROW-005", "")}
    assert not group.is_return


@pytest.mark.parametrize(
    "cells",
    [
        {"C2": "31.5.2022"},
        {"C2": date(2022, 5, 31)},
        {"C2": "eilen"},
        {"C1": "Aino"},
        {"C6": "Into"},
        {"B4": "valmis"},
        {"B4": "ehkä"},
        {"G5": "Aino"},
    ],
)
def test_touched_sheet__ok(reader: Reader, cells: dict[str, CellValue]) -> None:
    """A sheet in which anything is typed is a return, also a date alone or an unread value."""
    assert reader.group(sheet(NOTHING_FILLED_IN, **cells)).is_return


def test_sheet_with_an_error_alone__ok(reader: Reader) -> None:
    """A sheet in which nothing but an error value stands is a return, and the error is told."""
    clean = sheet(NOTHING_FILLED_IN)
    group = reader.group(SheetCells("HT", clean.rows, error_cells={"B4": "#REF!"}))
    assert group.is_return
    assert group.answers == ()


def test_groups_come_in_roadmap_order__ok(reader: Reader) -> None:
    """The cover comes first, then the groups of the roadmap, whatever the sheets' order."""
    job = sheet(f"{HEADINGS}JO-1.1.1 | valmis\n", "JO")
    cover = sheet(COVER, "Etusivu", C2="vihreä")
    read = reader.groups(job, sheet("oma | taulukko\n", "Muistio"), sheet(CLEAN), cover)
    assert list(read) == ["", "HT", "JO"]
    assert [len(each.answers) for each in read.values()] == [0, 2, 1]


def test_hidden_sheets_of_the_form_are_passed_over__ok(reader: Reader) -> None:
    """What looks like answers on the form's own hidden sheets is none."""
    assert reader.groups(sheet(CLEAN, "_lists"), sheet(CLEAN, "_meta")) == {}


def test_sheet_that_cannot_be_read__error(reader: Reader) -> None:
    """An unread sheet is told by its name, and the other sheets stand."""
    read = reader.workbook(SheetCells("JO", (), unread="#SPILL!"), sheet(CLEAN))
    [group] = read.groups
    assert codes(group) == set()
    assert len(group.answers) == 2
    [unread] = read.findings
    assert (unread.code, unread.sheet, unread.file) == ("FILE-002", "JO", FILE)


def test_cover_light_and_text__ok(reader: Reader) -> None:
    """A light, a text or both are one narrative of the region."""
    cells: dict[str, CellValue] = {"C2": "vihreä", "D2": "Hyvä", "C3": "röd"}
    cover = reader.group(sheet(COVER, "Etusivu", **cells))
    told = [(each.question, each.light, each.text, each.source_cell) for each in cover.narratives]
    assert told == [("health_social", "green", "Hyvä", "D2"), ("rescue", "red", None, "D3")]
    assert codes(cover) == {("CELL-005", "C2"), ("CELL-005", "C3")}
    assert cover.is_return


def test_cover_light__error(reader: Reader) -> None:
    """A light that is no choice is told at its cell, and the text is used."""
    cover = reader.group(sheet(COVER, "Etusivu", C2="ihan ok", D2="Hyvä"))
    assert codes(cover) == {("CELL-001", "C2")}
    [narrative] = cover.narratives
    assert (narrative.light, narrative.text) == (None, "Hyvä")


def test_untouched_cover__ok(reader: Reader) -> None:
    cover = reader.group(sheet(COVER, "Etusivu"))
    assert (cover.is_return, cover.findings, cover.narratives) == (False, (), ())


def test_lost_status_heading_is_told__error(reader: Reader) -> None:
    """A sheet whose only filled column lost its heading says which column is missing."""
    read = reader.group(sheet("Tunnus | jotain | Riski\nHT-1.2.1 | valmis\nHT-1.2.3 | valmis\n"))
    assert {each.code for each in read.errors} == {"ROW-005"}


def test_lost_heading_row_is_told__error(reader: Reader) -> None:
    """A group's sheet without the head of its table is not passed over."""
    read = reader.group(sheet("HT-1.2.1 | valmis\nHT-1.2.3 | käynnissä\n"))
    assert [each.code for each in read.errors] == ["ROW-005"] * 6
