"""May's answers beside those of April, which are in the archive; each line is a workbook.

April's answers are those of `small_form`, with the texts of `APRIL`.
"""

from collections.abc import Mapping
from datetime import date

import pytest
from inbox_of_returns import Inbox
from small_form import MAY, filled_with, small

from deviations import Deviation, Returned, Table
from tilannekuva.domain.workbook import CellValue
from tilannekuva.pipeline.foundations import Foundations

APRIL: dict[str, CellValue] = {
    "HT-1.2.1 description": "Suunnitelmaa kirjoitetaan vielä.",
    "JO-1.1.1 description": "Ohjeistusta odotetaan ministeriöstä.",
    "HT-1.2.3 status": "käynnissä",
    "HT strengths": "Väki on lähtenyt mukaan.",
    "HT challenges": "Tilat puuttuvat.",
    "HT filled_on": date(2022, 5, 2),
    "JO filled_on": date(2022, 5, 2),
    "ICT filled_on": date(2022, 5, 2),
    "ICT support_wished": "Tukea hankintaan.",
    "ICT-1.1.1 description": "Kilpailutusta valmistellaan.",
    "health_social": "Palvelut ovat toimineet.",
    "rescue": "Uusi päällikkö aloitti.",
}
MAY_ALIKE: dict[str, CellValue] = {"HT-1.2.3 status": "käynnissä", "HT-1.2.3 risk": "matala"}

table = Table()


def month(name: str, typed: Mapping[str, CellValue], *found: str) -> None:
    """Put a month into the table that comes after April, with what is told of it."""
    table.fill(name, {**MAY_ALIKE, **typed}, *found)


month(
    "completed last month and not now",
    {
        "HT-1.2.2 status": "käynnissä",
        "HT-1.2.2 estimated_completion": date(2022, 9, 30),
        "HT-1.2.2 risk": "korkea",
    },
    "TREND-001 HT!K9",
)
month("gone backwards", {"HT-1.2.1 status": "ei aloitettu"}, "TREND-002 HT!K8")
month(
    "the same description of a high risk",
    {"JO-1.1.1 description": APRIL["JO-1.1.1 description"]},
    "TREND-003 JO!K8",
)
month(
    "an estimate that moved past the deadline without a new text",
    {
        "HT-1.2.1 description": APRIL["HT-1.2.1 description"],
        "HT-1.2.1 estimated_completion": date(2023, 1, 31),
    },
    "TREND-004 HT!K8",
)
month(
    "now said not to concern the region",
    {
        "HT-1.2.1 status": "ei koske aluetta",
        "HT-1.2.1 description": "Kuuluu yhtymälle.",
    },
    "TREND-005 HT!K8",
)
month(
    "the same general texts",
    {"HT strengths": APRIL["HT strengths"], "HT challenges": APRIL["HT challenges"]},
    "TREND-007 HT!C13",
)
month(
    "the same texts on the cover",
    {"rescue": APRIL["rescue"], "health_social": APRIL["health_social"]},
    "TREND-007 Etusivu!D23",
    "TREND-007 Etusivu!D24",
)
month(
    "silent about what was told last month",
    {"JO-1.1.1 risk": None, "JO-1.1.1 support": None},
    "TREND-008 JO!K8",
    "TREND-008 JO!K8",
)
month(
    "a status that cannot be read has no trend",
    {"HT-1.2.2 status": "ehkä"},
    "CELL-001 HT!K9",
)


@pytest.fixture(scope="module")
def returned(foundations: Foundations, tmp_path_factory: pytest.TempPathFactory) -> Returned:
    """May's workbooks, returned after April was collected."""
    folder = tmp_path_factory.mktemp("trends")
    data_files = small(foundations)
    april = Inbox(data_files, folder / "0")
    answers = filled_with(APRIL)
    for region in range(1, len(table.deviations) + 1):
        april.send(f"{region:02}.xlsx", answers, region=f"{region:02}", month=MAY.shifted(-1))
    april.archive()
    return Returned(table, data_files, folder)


@pytest.mark.parametrize("deviation", table.deviations, ids=table.names)
def test_trend(returned: Returned, deviation: Deviation) -> None:
    """A row or a text is told of once, beside what last month's return of the group said."""
    came = returned.came(deviation)
    assert (came.file, came.found, came.lost) == (deviation.file, sorted(deviation.found), [])
