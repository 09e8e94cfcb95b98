"""Answers that do not fit together in a row, on a sheet or in a workbook; each a workbook."""

from datetime import date

import pytest
from small_form import small

from deviations import Deviation, Returned, Table
from tilannekuva.pipeline.foundations import Foundations

table = Table()

ESTIMATE = "estimated_completion"

# Nothing of HT-1.2.2, due on 30.4.2022, but the status and what is said of it.
table.fill(
    "completed without a date, where the roadmap asks for none",
    {f"HT-1.2.2 {ESTIMATE}": None},
    reads={f"HT-1.2.2 {ESTIMATE}": None},
)
table.fill(
    "overdue without an estimate",
    {"HT-1.2.2 status": "käynnissä", f"HT-1.2.2 {ESTIMATE}": None, "HT-1.2.2 risk": "korkea"},
    "ROW-011 HT!L9",
    reads={"HT-1.2.2 status": "in_progress", f"HT-1.2.2 {ESTIMATE}": None, "HT-1.2.2 risk": "high"},
)
table.fill(
    "overdue with an estimate that cannot be read",
    {"HT-1.2.2 status": "käynnissä", f"HT-1.2.2 {ESTIMATE}": "pian", "HT-1.2.2 risk": "korkea"},
    "CELL-002 HT!L9",
    reads={"HT-1.2.2 status": "in_progress", f"HT-1.2.2 {ESTIMATE}": None, "HT-1.2.2 risk": "high"},
)
table.fill(
    "overdue with a low risk",
    {"HT-1.2.2 status": "käynnissä", f"HT-1.2.2 {ESTIMATE}": date(2022, 9, 30)},
    "ROW-023 HT!M9",
    reads={"HT-1.2.2 status": "in_progress", f"HT-1.2.2 {ESTIMATE}": date(2022, 9, 30)},
)
table.fill(
    "a high risk without a description",
    {"HT-1.2.1 risk": "korkea", "HT-1.2.1 description": None},
    "ROW-012 HT!O8",
    reads={"HT-1.2.1 risk": "high", "HT-1.2.1 description": None},
)
table.fill(
    "a high risk and a dash for its description",
    {"HT-1.2.1 risk": "korkea", "HT-1.2.1 description": "–"},
    "ROW-012 HT!O8",
    reads={"HT-1.2.1 risk": "high", "HT-1.2.1 description": "–"},
)
table.fill(
    "national support without a description",
    {"JO-1.1.1 description": None, "JO-1.1.1 risk": "matala"},
    "ROW-013 JO!O8",
    reads={"JO-1.1.1 description": None, "JO-1.1.1 risk": "low"},
)
table.fill(
    "a critical subtask that does not concern the region, without a reason",
    {"HT-1.2.1 status": "ei koske aluetta", "HT-1.2.1 description": None},
    "ROW-014 HT!O8",
    reads={"HT-1.2.1 status": "not_applicable", "HT-1.2.1 description": None},
)
table.fill(
    "answers without a status",
    {"HT-1.2.3 status": None},
    "ROW-015 HT!K10",
    reads={"HT-1.2.3 status": None},
)
table.fill(
    "nothing but who is responsible",
    {"ICT-1.1.2 status": None, "ICT-1.1.2 responsible": "Ilona"},
    reads={"ICT-1.1.2 status": None, "ICT-1.1.2 responsible": "Ilona"},
)
table.fill(
    "nothing but who is responsible for a critical subtask",
    {
        **{f"ICT-1.1.1 {asked}": None for asked in ("status", ESTIMATE, "risk", "support")},
        "ICT-1.1.1 description": None,
    },
    "ROW-016 ICT!K8",
    reads={
        **{f"ICT-1.1.1 {asked}": None for asked in ("status", ESTIMATE, "risk", "support")},
        "ICT-1.1.1 description": None,
    },
)
table.fill(
    "an estimate that has passed",
    {f"HT-1.2.3 {ESTIMATE}": date(2022, 3, 31)},
    "ROW-017 HT!L10",
    reads={f"HT-1.2.3 {ESTIMATE}": date(2022, 3, 31)},
)
table.fill(
    "completed in the future",
    {f"HT-1.2.2 {ESTIMATE}": date(2022, 12, 31)},
    "ROW-018 HT!L9",
    reads={f"HT-1.2.2 {ESTIMATE}": date(2022, 12, 31)},
)
table.fill(
    "completed with a high risk and national support",
    {"HT-1.2.2 risk": "korkea", "HT-1.2.2 support": "kansallinen tuki tarpeen"},
    "ROW-019 HT!M9",
    "ROW-019 HT!N9",
    reads={"HT-1.2.2 risk": "high", "HT-1.2.2 support": "national"},
)
table.fill(
    "a year that may be mistyped",
    {f"HT-1.2.3 {ESTIMATE}": date(2032, 12, 31)},
    "ROW-022 HT!L10",
    reads={f"HT-1.2.3 {ESTIMATE}": date(2032, 12, 31)},
)
table.fill(
    "the same text on five rows",
    {
        f"{subtask} description": "Etenee suunnitelman mukaan."
        for subtask in ("HT-1.2.1", "HT-1.2.3", "JO-1.1.1", "JO-1.1.2", "ICT-1.1.1")
    },
    reads={
        f"{subtask} description": "Etenee suunnitelman mukaan."
        for subtask in ("HT-1.2.1", "HT-1.2.3", "JO-1.1.1", "JO-1.1.2", "ICT-1.1.1")
    },
)
table.fill(
    "completed before what it depends on",
    {
        "ICT-1.1.1 status": "valmis",
        f"ICT-1.1.1 {ESTIMATE}": date(2022, 5, 2),
        "JO-1.1.1 status": "ei aloitettu",
    },
    "ROW-025 ICT!K8",
    reads={
        "ICT-1.1.1 status": "done",
        f"ICT-1.1.1 {ESTIMATE}": date(2022, 5, 2),
        "JO-1.1.1 status": "not_started",
    },
)
table.fill(
    "filled in before the month began",
    {"HT filled_on": date(2022, 4, 2)},
    "ROW-026 HT!C5",
    reads={"HT filled_on": date(2022, 4, 2)},
)
table.fill(
    "filled in after the file was saved",
    {"HT filled_on": date(2022, 6, 30)},
    "ROW-026 HT!C5",
    reads={"HT filled_on": date(2022, 6, 30)},
)
table.fill(
    "signed by nobody",
    {"HT filled_by": None},
    "ROW-027 HT!C4",
    reads={"HT filled_by": None},
)


@pytest.fixture(scope="module")
def returned(foundations: Foundations, tmp_path_factory: pytest.TempPathFactory) -> Returned:
    """The workbooks, returned."""
    return Returned(table, small(foundations), tmp_path_factory.mktemp("combinations"))


@pytest.mark.parametrize("deviation", table.deviations, ids=table.names)
def test_combination(returned: Returned, deviation: Deviation) -> None:
    """What does not fit together is told once, where it would be corrected, and is used."""
    assert returned.came(deviation) == deviation.expected
