"""Words typed where the form offers a list: read, repaired or told of, never passed over.

Each line is a workbook of its own: what was typed into one cell, how it is read, and what is
found at the cell.
"""

from datetime import date

import pytest
from small_form import small

from deviations import Deviation, Returned, Table
from tilannekuva.domain.workbook import CellValue
from tilannekuva.pipeline.foundations import Foundations

Line = tuple[CellValue, str | None] | tuple[CellValue, str | None, str]

table = Table()

STATUS: list[Line] = [
    # As listed, in each language.
    ("ei aloitettu", "not_started"),
    ("käynnissä", "in_progress"),
    ("valmis", "done"),
    ("ei koske aluetta", "not_applicable"),
    ("inte påbörjad", "not_started"),
    ("pågår", "in_progress"),
    ("klar", "done"),
    ("berör inte området", "not_applicable"),
    ("not started", "not_started"),
    ("in progress", "in_progress"),
    ("completed", "done"),
    ("not applicable", "not_applicable"),
    ("valmis / klar", "done"),
    # The same words written otherwise.
    ("Valmis", "done", "CELL-005"),
    ("KLAR", "done", "CELL-005"),
    ("valmis ", "done", "CELL-005"),
    ("valmis.", "done", "CELL-005"),
    ("\u00a0valmis", "done", "CELL-005"),
    ("val\u200bmis", "done", "CELL-005"),
    ("ei\u00a0aloitettu", "not_started", "CELL-005"),
    ("ei  aloitettu\n", "not_started", "CELL-005"),
    ("ka\u0308ynnissa\u0308", "in_progress", "CELL-005"),
    ("valmis/klar", "done", "CELL-005"),
    # Synonyms and ids.
    ("tehty", "done", "CELL-005"),
    ("OK", "done", "CELL-005"),
    ("kesken", "in_progress", "CELL-005"),
    ("aloitettu", "in_progress", "CELL-005"),
    ("påbörjad", "in_progress", "CELL-005"),
    ("ej påbörjat", "not_started", "CELL-005"),
    ("gäller inte", "not_applicable", "CELL-005"),
    ("n/a", "not_applicable", "CELL-005"),
    ("done", "done", "CELL-005"),
    ("in_progress", "in_progress", "CELL-005"),
    # Misspelt so that only one choice can be meant.
    ("käynissä", "in_progress", "CELL-010"),
    ("kaynnissa", "in_progress", "CELL-010"),
    ("valmsi", "done", "CELL-010"),
    ("in progres", "in_progress", "CELL-010"),
    ("complted", "done", "CELL-010"),
    # What must never be read as its neighbour.
    ("ei valmis", None, "CELL-001"),
    ("inte klar", None, "CELL-001"),
    ("not done", None, "CELL-001"),
    ("oklar", None, "CELL-001"),
    ("melkein valmis", None, "CELL-011"),
    ("nästan klar", None, "CELL-011"),
    ("ei aloiteta", None, "CELL-011"),
    ("påbörjas", None, "CELL-011"),
    ("incomplete", None, "CELL-001"),
    # What is no status at all.
    ("x", None, "CELL-001"),
    ("kyllä", None, "CELL-001"),
    ("?", None, "CELL-001"),
    ("-", None, "CELL-001"),
    ("100 %", None, "CELL-001"),
    ("matala", None, "CELL-001"),
    ("kansallinen", None, "CELL-001"),
    ("vihreä", None, "CELL-001"),
    (True, None, "CELL-001"),
    (1.0, None, "CELL-001"),
    (0.5, None, "CELL-001"),
    (date(2022, 5, 1), None, "CELL-001"),
    ("valmis, mutta odottaa päätöstä", None, "CELL-011"),
]
RISK: list[Line] = [
    ("hög", "high"),
    ("low", "low"),
    ("SUURI", "high", "CELL-005"),
    ("keskisuuri", "moderate", "CELL-005"),
    ("medium", "moderate", "CELL-005"),
    ("kohtalaien", "moderate", "CELL-010"),
    ("ei korkea", None, "CELL-001"),
    ("käynnissä", None, "CELL-001"),
    ("3", None, "CELL-001"),
]
SUPPORT: list[Line] = [
    ("nationellt stöd behövs", "national"),
    ("no support needed", "none"),
    ("none", "none", "CELL-005"),
    ("valtakunnallinen tuki", "national", "CELL-005"),
    ("ei tarvetta", "none", "CELL-005"),
    ("alueellinen tuki riitää", "regional", "CELL-010"),
    ("kunnallinen", None, "CELL-011"),
    ("ei kansallista tukea", None, "CELL-001"),
    ("kyllä", None, "CELL-001"),
]
LIGHT: list[Line] = [
    ("gul – risk för försening", "yellow"),
    ("red – requires action", "red"),
    ("keltainen", "yellow", "CELL-005"),
    ("GRÖN", "green", "CELL-005"),
    ("vihre", None, "CELL-011"),
    ("sininen", None, "CELL-001"),
]

for asked, lines in (
    ("ICT-1.1.2 status", STATUS),
    ("HT-1.2.1 risk", RISK),
    ("HT-1.2.1 support", SUPPORT),
    ("health_social light", LIGHT),
):
    for line in lines:
        table.type(asked, *line)


@pytest.fixture(scope="module")
def returned(foundations: Foundations, tmp_path_factory: pytest.TempPathFactory) -> Returned:
    """The workbooks, returned."""
    return Returned(table, small(foundations), tmp_path_factory.mktemp("choices"))


@pytest.mark.parametrize("deviation", table.deviations, ids=table.names)
def test_typed_choice(returned: Returned, deviation: Deviation) -> None:
    """A word in a cell of choices is read, repaired or told of, as its line says."""
    assert returned.came(deviation) == deviation.expected
