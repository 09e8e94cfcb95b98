"""Free texts come back to the letter, whatever is typed; each line is a workbook of its own."""

from datetime import date

import pytest
from inbox_of_returns import Parts
from raw_cells import put_text
from small_form import small

from deviations import Deviation, Returned, Table
from tilannekuva.pipeline.foundations import Foundations

table = Table()

for text in (
    "=1+1",
    "+358 40 123 4567",
    "-",
    "@tilanne",
    "'heittomerkki",
    "  kaksi  väliä  ",
    "rivi\nrivi\n",
    "sarkain\tja rivi\r\n",
    "<b>lihava</b> & muuta",
    "\u00a0sitova väli\u00a0",
    "👩\u200d👧 hyvä 🎉",
    "שלום – עברית",
    "e\u0301a\u0308",
    "_x000D_",
    "HT-1.2.3",
    "Haasteet",
    "Tila",
    "valmis",
    "#REF!",
    "TRUE",
    "0",
    '"lainaus"',
    "x" * 2000,
):
    table.type("HT-1.2.1 description", text, text)

for text, *codes in (
    ("y" * 2001, "CELL-004"),
    ("rivi\n" * 500, "CELL-004"),
):
    table.type("HT-1.2.1 description", text, text, *codes)

for value, text, *codes in (
    (7.0, "7"),
    (0.5, "0.5"),
    (True, "TRUE", "CELL-021"),
    (date(2022, 5, 1), "1.5.2022", "CELL-021"),
):
    table.type("HT-1.2.1 description", value, text, *codes)

table.type("HT-1.2.1 responsible", "n" * 201, "n" * 201, "CELL-004")
table.type("HT strengths", "s" * 4001, "s" * 4001, "CELL-004")
table.type("HT strengths", "=SUM(A1)", "=SUM(A1)")
table.type("HT filled_by", "Anna\nMalli", "Anna\nMalli")
table.type("organisers", "–", "–")
table.type("organisers", " välit säilyvät ", " välit säilyvät ")

for blank in (" ", "\u00a0", "\n", "\u200b", "\u00ad"):
    table.type("HT-1.2.3 description", blank, None)


@table.rewrite("CELL-007 HT!O8", reads={"HT-1.2.1 description": None})
def a_text_longer_than_a_cell_can_hold(parts: Parts) -> None:
    put_text(parts, "HT!O8", "Sopimus. " * 4000)


@pytest.fixture(scope="module")
def returned(foundations: Foundations, tmp_path_factory: pytest.TempPathFactory) -> Returned:
    """The workbooks, returned."""
    return Returned(table, small(foundations), tmp_path_factory.mktemp("texts"))


@pytest.mark.parametrize("deviation", table.deviations, ids=table.names)
def test_typed_text(returned: Returned, deviation: Deviation) -> None:
    """A text is read to the letter, as its line says."""
    assert returned.came(deviation) == deviation.expected
