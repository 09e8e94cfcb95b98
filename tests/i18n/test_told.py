"""Findings are told once each, the gravest first, in the order a reader meets them."""

import pytest

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.rule import Severity
from tilannekuva.domain.texts import Language
from tilannekuva.i18n.told import in_reading_order, told
from tilannekuva.i18n.words import Words

FILE = "return.xlsx"


def bad(cell: str, found: str = "ehkä", sheet: str = "HT", file: str = FILE) -> Finding:
    """Return a finding on a cell that is not one of the choices."""
    values: dict[str, MessageValue] = {"found": found, "choices": ("a", "b")}
    return Finding(
        "CELL-001", file, sheet, cell, "02", sheet, f"{sheet}-1.{cell}", "status", values
    )


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_one_mistake_in_forty_cells_is_one_line__ok(language: Language) -> None:
    """What is wrong in the same way in forty cells is told once, with every cell."""
    cells = [f"K{row}" for row in range(8, 48)]
    [line] = told([bad(cell) for cell in reversed(cells)], Words(language))
    assert line.cells == tuple(cells)
    assert line.place == f"HT!{', '.join(cells)}"
    assert len(line.subtasks) == 40
    assert line.questions == ("status",)


def test_sheets_files_and_values_are_told_apart__ok() -> None:
    """What stands on another sheet, in another file, or says something else is another line."""
    findings = [bad("K8"), bad("K9", "joo"), bad("K8", sheet="JO"), bad("K8", file="other.xlsx")]
    places = [(line.first.file, line.place) for line in told(findings, Words("en"))]
    assert places == [
        (FILE, "HT!K8"),
        (FILE, "HT!K9"),
        (FILE, "JO!K8"),
        ("other.xlsx", "HT!K8"),
    ]


def test_reading_order__ok() -> None:
    """The gravest come first; then sheets in their order, and cells by row and column."""
    note = Finding("ROW-009", FILE, "JO", "B2")
    of_sheet = Finding("FILE-002", FILE, "JO", values={"sheet": "JO"})
    of_file = Finding("FILE-001", FILE, values={"reason": "?"})
    cells = ["AA9", "K10", "K9", "L9", "K100"]
    findings = [note, *(bad(cell, sheet="JO") for cell in cells), of_sheet, of_file]
    order = [each.cell or each.code for each in in_reading_order(findings)]
    assert order == ["FILE-001", "FILE-002", "K9", "L9", "AA9", "K10", "K100", "B2"]


def test_sentence_has_what_is_there_and_what_to_do__ok() -> None:
    """A line keeps its parts, for those who show them apart."""
    [line] = told([bad("K8")], Words("en"))
    assert line.there == "“ehkä” is not one of the choices: a, b."
    assert line.to_do == "Choose from the list."
    assert line.sentence == f"{line.there} {line.to_do}"
    assert (line.code, line.severity) == ("CELL-001", Severity.ERROR)


def test_long_values_are_shortened_where_asked__ok() -> None:
    """A pasted text shows its beginning; two that begin the same stay two, and none is lost."""
    texts = ["x" * 500 + "a", "x" * 500 + "b"]
    lines = told([bad("K8", texts[0]), bad("K9", texts[1])], Words("en"), longest=20)
    assert [line.there[:24] for line in lines] == ["“" + "x" * 20 + "…” "] * 2
    assert [line.first.values["found"] for line in lines] == texts
