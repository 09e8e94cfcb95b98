"""What stands on a returned sheet and is neither asked nor printed is found, and nothing else."""

from datetime import date
from textwrap import dedent

import pytest

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region, Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.workbook import CellValue, SheetCells
from tilannekuva.layout.leftovers import Leftovers
from tilannekuva.layout.own_texts import OwnTexts
from tilannekuva.layout.reading import read_cover, read_group_sheet
from tilannekuva.layout.vocabulary import Vocabulary

MAY = ReportingMonth(2022, 5)


@pytest.fixture(scope="module")
def own(roadmap: Roadmap, glossary: Glossary) -> OwnTexts:
    """The texts of May's forms."""
    return OwnTexts(Vocabulary(roadmap, glossary), MAY)


@pytest.fixture(scope="module")
def region(regions: Regions) -> Region:
    """A bilingual county."""
    return regions.by_code["17"]


def sheet(text: str, name: str = "HT", **about: object) -> SheetCells:
    """Return a sheet made of a table: a row a line, cells between bars, empty ones are empty."""
    lines = dedent(text).strip("\n").split("\n")
    table = [[_value(cell.strip()) for cell in line.split("|")] for line in lines]
    width = max(map(len, table))
    rows = tuple((*row, *[None] * (width - len(row))) for row in table)
    return SheetCells(name, rows, **about)  # type: ignore[arg-type] # fields of the class


def _value(text: str) -> CellValue:
    return float(text) if text.isdecimal() else text or None


def left(own: OwnTexts, region: Region, cells: SheetCells) -> list[str]:
    """Return the addresses of what is left over on a sheet."""
    leftovers = Leftovers(own, region.name)
    read = read_group_sheet(cells, own.vocabulary)
    if read is not None:
        read = leftovers.without_own_rows(read)
    found = leftovers.on(cells, read or read_cover(cells, own.vocabulary)).left
    return [cell.address for cell in found]


@pytest.mark.parametrize(
    "text",
    [
        "Vahvuudet",
        "STYRKOR:",
        "Kriittinen",
        "Täyttäjä / Ifyllt av",
        "Toivottu tuki · Haasteet",
        "Österbottens välfärdsområde",
        "Pohjanmaan hyvinvointialue / Österbottens välfärdsområde",
        "Pohjanmaan hyvinvointialue · toukokuu 2022 · palautus viimeistään 10.6.2022",
        "10.6.2022, päivän loppuun mennessä",
        "5.  Tallenna työkirja ja lähetä se osoitteeseen tilannekuva@example.fi.",
        "Valmisteluorganisaatio ja projektisuunnitelma hyväksytään",
        "ICT",
    ],
)
def test_texts_of_the_form__ok(own: OwnTexts, region: Region, text: str) -> None:
    """What the form prints in any language is known wherever it stands, however it is written."""
    assert own.prints(text, region.name)


@pytest.mark.parametrize(
    "text",
    [
        "ks. liite",
        "valmis",
        "toukokuu 2022",
        "kesäkuu 2022",
        "10.6.2022",
        "jouluaattona, päivän loppuun mennessä",
        "palautus viimeistään jouluna",
        "Varsinais-Suomen hyvinvointialue",
        "Vahvuudet ovat hyvät",
        "*",
        "HT-1.2.1",
        7.0,
        date(2022, 6, 10),
        True,
    ],
)
def test_texts_of_the_form__error(own: OwnTexts, region: Region, text: CellValue) -> None:
    """What a person may have written is none of the form's texts, also where it resembles one."""
    assert not own.prints(text, region.name)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("subtask", "Valmisteluorganisaatio ja projektisuunnitelma hyväksytään"),
        ("due", date(2021, 10, 31)),
        ("due", "31.10.2021"),
        ("due", "2021-10-31"),
        ("due", 44500.0),
        ("last_status", "käynnissä\npågår"),
        ("legal_basis", None),
        ("phase", "VÄLIAIKAISHALLINTO "),
    ],
)
def test_told_columns__ok(own: OwnTexts, column: str, value: CellValue) -> None:
    """What the form tells of a subtask is known in every form that programs give it."""
    assert own.tells("HT-1.2.1", column, value)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("subtask", "Projektisuunnitelma hyväksytään"),
        ("due", date(2022, 10, 31)),
        ("due", "ensi vuonna"),
        ("last_status", "melkein valmis"),
        ("legal_basis", "oma"),
        ("national_support", "Lisää rahaa"),
        ("critical", "kriittinen"),
    ],
)
def test_told_columns__error(own: OwnTexts, column: str, value: CellValue) -> None:
    """What the form does not tell of a subtask is known to be somebody's own."""
    assert not own.tells("HT-1.2.1", column, value)


def test_beside_above_and_below_a_table__error(own: OwnTexts, region: Region) -> None:
    """On a row everything off the columns is left over; elsewhere, what the form does not print."""
    cells = sheet(
        """
        HT · Hallinto, talous ja tukipalvelut |          | luonnos | valmis
        Tunnus                                | Tila     | Riski   | Vahvuudet
        HT-1.2.1                              | valmis   |         |           | Haasteet | ICT
        HT-1.2.3                              |          |         |           |          | 5
                                              |          |         |           |
        Vahvuudet                             | Into     |         |
        """
    )
    assert left(own, region, cells) == ["C1", "D1", "E3", "F3", "F4"]


def test_row_whose_code_is_gone__ok(own: OwnTexts, region: Region) -> None:
    """What the form tells in a row is the form's also where the code was cleared."""
    told = "Valmisteluorganisaatio ja projektisuunnitelma hyväksytään"
    cells = sheet(
        f"""
        Tunnus   | Osatehtävä   | Määräaika  | Tila viime kuussa | Tila
        HT-1.2.3 |              |            |                   | valmis
                 | {told}       | 31.10.2021 | valmis            |
                 | oma tehtävä  | 31.10.2021 | valmis            |
        """
    )
    assert left(own, region, cells) == ["B4", "C4", "D4"]


def test_merged_cells__error(own: OwnTexts, region: Region) -> None:
    """What lies under merged cells is left over, since nobody sees it."""
    text = """
        Tunnus   | Tila      | Riski
        HT-1.2.1 | valmis    | matala
        HT-1.2.3 | käynnissä | korkea
    """
    assert left(own, region, sheet(text)) == []
    assert left(own, region, sheet(text, merged=("B2:B3",))) == ["B3"]


def test_answer_columns_across_the_groups_own_texts__ok(own: OwnTexts, region: Region) -> None:
    """Labels and helps that a moved column crosses are no answers, and nothing is left over."""
    cells = sheet(
        """
        Tunnus   | Tila   | Riski
        HT-1.2.1 | valmis |
        HT-1.2.3 |        |
                 | Ryhmän oma arvio tilanteesta
                 | Vahvuudet | Into
                 | Missä valmistelu on edennyt hyvin?
        """
    )
    assert left(own, region, cells) == []


def test_cover__error(own: OwnTexts, region: Region) -> None:
    """On the cover counts, the month and the contact stand beside their labels only."""
    cells = sheet(
        """
        Alueellisen toimeenpanon tilannekuva |                  | toukokuu 2022 |
        Raportointikuukausi                  | toukokuu 2022    | maj 2022      |
        Lisätietoja                          | Maija Malli · 5  | soita         |
        HT · Hallinto, talous ja tukipalvelut | 3               | 5             | 1 | 2 | 4
        Yhteensä                             | 3                | 5             | 1 | 17000
        5                                    | Yhteensä         |               |   |
        Pelastustoimen yleistilanne          | vihreä           | Hyvä          | lisäksi
        """,
        "Etusivu",
    )
    assert left(own, region, cells) == ["C1", "C2", "C3", "F4", "E5", "A6", "D7"]
