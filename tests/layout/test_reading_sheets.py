"""Answers are found by headings, labels and ids, wherever a sheet has them."""
# ruff: noqa: E501 - a row of a table stands on one line

from dataclasses import replace
from textwrap import dedent

import pytest

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.workbook import (
    CellValue,
    SheetCells,
    cell_address,
    column_letters,
    written,
)
from tilannekuva.layout.reading import ReadCell, ReadSheet, read_cover, read_group_sheet
from tilannekuva.layout.vocabulary import Vocabulary, plain

AS_SENT = """
    | Täyttäjä       | Aino Virtanen
    | Täytetty (pvm) | 31.5.2022
    |
    Tunnus   | Osatehtävä | Tila      | Arvioitu valmistuminen | Riski  | Tuen tarve | Kuvaus tilanteesta | Vastuuhenkilö
    HT-1.1.1 | Nimi       | valmis    |                        | matala |            | Hyvin menee        |
    HT-1.1.2 | Nimi       |           |                        |        |            |                    | Aino
    HT-1.1.3 | Nimi       |           |                        |        |            |                    |
    |
    | Vahvuudet | Väki on innostunut
    | Haasteet
"""
ANSWERS = {
    ("HT-1.1.1", "status"): "valmis",
    ("HT-1.1.1", "risk"): "matala",
    ("HT-1.1.1", "description"): "Hyvin menee",
    ("HT-1.1.2", "responsible"): "Aino",
}
FIELDS = {
    "filled_by": "Aino Virtanen",
    "filled_on": "31.5.2022",
    "strengths": "Väki on innostunut",
}


@pytest.fixture
def vocabulary(roadmap: Roadmap, glossary: Glossary) -> Vocabulary:
    """The words of the built-in roadmap."""
    return Vocabulary(roadmap, glossary)


def sheet(text: str, name: str = "HT", errors: dict[str, str] | None = None) -> SheetCells:
    """Return a sheet made of a table: a row a line, cells between bars, empty ones are empty."""
    lines = dedent(text).strip("\n").split("\n")
    table = [[cell.strip() or None for cell in line.split("|")] for line in lines]
    width = max(map(len, table))
    rows: list[tuple[CellValue, ...]] = [(*row, *[None] * (width - len(row))) for row in table]
    return SheetCells(name, tuple(rows), error_cells=errors or {})


def read(text: str, vocabulary: Vocabulary, name: str = "HT") -> ReadSheet:
    """Return what a group's sheet holds."""
    found = read_group_sheet(sheet(text, name), vocabulary)
    assert found is not None
    return found


def answers(found: ReadSheet) -> dict[tuple[str, str], CellValue]:
    """Return the filled answers by subtask and question."""
    return {
        (written(row.code.value), key): cell.value
        for row in found.rows
        for key, cell in row.cells.items()
        if not cell.is_empty
    }


def fields(found: ReadSheet) -> dict[str, CellValue]:
    """Return the filled fields of a group by question."""
    return {key: cell.value for key, cell in found.fields.items() if not cell.is_empty}


def test_sheet_as_sent__ok(vocabulary: Vocabulary) -> None:
    """Answers, signature and narratives are found, each with its address."""
    found = read(AS_SENT, vocabulary)
    assert found.group == "HT"
    assert answers(found) == ANSWERS
    assert fields(found) == FIELDS
    assert found.columns_missing == ()
    assert [row.address for row in found.rows] == ["C5", "C6", "C7"]
    assert found.rows[0].cells["description"] == ReadCell("Hyvin menee", "G5")
    assert found.fields["strengths"] == ReadCell("Väki on innostunut", "C9")
    assert found.fields["challenges"] == ReadCell(None, "C10")


EDITED = {
    "rows inserted above": "\n    | Oma otsikko\n    |\n    |" + AS_SENT,
    "rows inserted inside": AS_SENT.replace("    HT-1.1.2", "    |\n    | oma huomautus\n    HT-1.1.2"),
    "rows sorted": """
        | Täyttäjä       | Aino Virtanen
        | Täytetty (pvm) | 31.5.2022
        Tunnus   | Osatehtävä | Tila   | Arvioitu valmistuminen | Riski  | Tuen tarve | Kuvaus tilanteesta | Vastuuhenkilö
        HT-1.1.3 | Nimi
        HT-1.1.2 | Nimi       |        |                        |        |            |                    | Aino
        HT-1.1.1 | Nimi       | valmis |                        | matala |            | Hyvin menee
        | Vahvuudet | Väki on innostunut
    """,
    "columns moved": """
        | Täyttäjä       | Aino Virtanen
        | Täytetty (pvm) | 31.5.2022
        Riski  | Kuvaus tilanteesta | Vastuuhenkilö | Tunnus   | Tuen tarve | Tila   | Arvioitu valmistuminen
        matala | Hyvin menee        |               | HT-1.1.1 |            | valmis |
               |                    | Aino          | HT-1.1.2 |            |        |
        | Vahvuudet | Väki on innostunut
    """,
    "own column between": """
        | Täyttäjä       | Aino Virtanen
        | Täytetty (pvm) | 31.5.2022
        Tunnus   | Tila   | Oma muistiinpano | Arvioitu valmistuminen | Riski  | Tuen tarve | Kuvaus tilanteesta | Vastuuhenkilö | Meillä
        HT-1.1.1 | valmis | kysy Pekalta     |                        | matala |            | Hyvin menee        |               | 3
        HT-1.1.2 |        | valmis           |                        |        |            |                    | Aino          | 4
        HT-1.1.3 |        | valmis           |                        |        |            |                    |               | 5
        | Vahvuudet | Väki on innostunut
    """,
    "headings in Swedish": """
        | Ifyllt av      | Aino Virtanen
        | Ifyllt (datum) | 31.5.2022
        Kod      | Deluppgift | Status | Beräknat slutdatum | Risk   | Stödbehov | Beskrivning av läget | Ansvarig person
        HT-1.1.1 | Namn       | valmis |                    | matala |           | Hyvin menee          |
        HT-1.1.2 | Namn       |        |                    |        |           |                      | Aino
        | Styrkor | Väki on innostunut
    """,
    "headings in both languages": """
        | Täyttäjä / Ifyllt av            | Aino Virtanen
        | Täytetty (pvm) / Ifyllt (datum) | 31.5.2022
        Tunnus / Kod | Tila / Status | Arvioitu valmistuminen / Beräknat slutdatum | Riski / Risk | Tuen tarve / Stödbehov | Kuvaus tilanteesta / Beskrivning av läget | Vastuuhenkilö / Ansvarig person
        HT-1.1.1     | valmis        |                                             | matala       |                        | Hyvin menee                               |
        HT-1.1.2     |               |                                             |              |                        |                                           | Aino
        | Vahvuudet / Styrkor | Väki on innostunut
    """,
    "headings typed anew": """
        | täyttäjä:       | Aino Virtanen
        | TÄYTETTY (PVM): | 31.5.2022
        TUNNUS*  | tila | Arvioitu  valmistuminen | riski. | Tuen\u00a0tarve | Kuvaus\u200b tilanteesta: | Vastuuhenkilö *
        HT-1.1.1 | valmis |                       | matala |                 | Hyvin menee               |
        ht-1.1.2 |        |                       |        |                 |                           | Aino
        | Vahvuudet: | Väki on innostunut
    """,
    "headings below the rows": """
        | Täyttäjä       | Aino Virtanen
        | Täytetty (pvm) | 31.5.2022
        HT-1.1.1 | Nimi       | valmis    |                        | matala |            | Hyvin menee        |
        HT-1.1.2 | Nimi       |           |                        |        |            |                    | Aino
        Tunnus   | Osatehtävä | Tila      | Arvioitu valmistuminen | Riski  | Tuen tarve | Kuvaus tilanteesta | Vastuuhenkilö
        | Vahvuudet | Väki on innostunut
    """,
    "headings twice": """
        | Täyttäjä       | Aino Virtanen
        | Täytetty (pvm) | 31.5.2022
        Tunnus   | Osatehtävä | Tila      | Arvioitu valmistuminen | Riski  | Tuen tarve | Kuvaus tilanteesta | Vastuuhenkilö
        HT-1.1.1 | Nimi       | valmis    |                        | matala |            | Hyvin menee        |
        Tunnus   | Osatehtävä | Tila      | Arvioitu valmistuminen | Riski  | Tuen tarve | Kuvaus tilanteesta | Vastuuhenkilö
        HT-1.1.2 | Nimi       |           |                        |        |            |                    | Aino
        | Vahvuudet | Väki on innostunut
    """,
    "two tables in different orders": """
        | Täyttäjä       | Aino Virtanen
        | Täytetty (pvm) | 31.5.2022
        Tunnus   | Osatehtävä | Tila      | Arvioitu valmistuminen | Riski  | Tuen tarve | Kuvaus tilanteesta | Vastuuhenkilö
        HT-1.1.1 | Nimi       | valmis    |                        | matala |            | Hyvin menee        |
        | Vahvuudet | Väki on innostunut
        Vastuuhenkilö | Tila | Tunnus
        Aino          |      | HT-1.1.2
    """,
    "heading over the wrong column of ids": """
        | Täyttäjä       | Aino Virtanen
        | Täytetty (pvm) | 31.5.2022
        Tunnus | | Tila   | Arvioitu valmistuminen | Riski  | Tuen tarve | Kuvaus tilanteesta | Vastuuhenkilö
        1 | HT-1.1.1 | valmis |                    | matala |            | Hyvin menee        |
        2 | HT-1.1.2 |        |                    |        |            |                    | Aino
        | Vahvuudet | Väki on innostunut
    """,
    "label copied and answered there": """
        | Täyttäjä       |
        | Täytetty (pvm) | 31.5.2022
        Tunnus   | Osatehtävä | Tila      | Arvioitu valmistuminen | Riski  | Tuen tarve | Kuvaus tilanteesta | Vastuuhenkilö
        HT-1.1.1 | Nimi       | valmis    |                        | matala |            | Hyvin menee        |
        HT-1.1.2 | Nimi       |           |                        |        |            |                    | Aino
        | Vahvuudet | Väki on innostunut
        | Täyttäjä  | Aino Virtanen
    """,
    "heading of the ids lost": AS_SENT.replace("Tunnus ", "       "),
    "narratives above": """
        | Vahvuudet | | Väki on innostunut
        | Täyttäjä | Aino Virtanen | Täytetty (pvm) | 31.5.2022
        Tunnus   | Tila   | Arvioitu valmistuminen | Riski  | Tuen tarve | Kuvaus tilanteesta | Vastuuhenkilö
        HT-1.1.1 | valmis |                        | matala |            | Hyvin menee        |
        HT-1.1.2 |        |                        |        |            |                    | Aino
    """,
    "narratives far to the right": """
        | Täyttäjä       | Aino Virtanen
        | Täytetty (pvm) | 31.5.2022
        Tunnus   | Tila   | Arvioitu valmistuminen | Riski  | Tuen tarve | Kuvaus tilanteesta | Vastuuhenkilö |
        HT-1.1.1 | valmis |                        | matala |            | Hyvin menee        |               |
        HT-1.1.2 |        |                        |        |            |                    | Aino          |
        |        |        |                        |        |            |                    |               | Vahvuudet | | | Väki on innostunut
    """,
}  # fmt: skip


@pytest.mark.parametrize("text", EDITED.values(), ids=EDITED.keys())
def test_edited_sheet__ok(vocabulary: Vocabulary, text: str) -> None:
    """However a sheet is rearranged, the same answers and fields are read from it."""
    found = read(text, vocabulary, "HT")
    by_subtask = {(id_.upper(), key): value for (id_, key), value in answers(found).items()}
    assert by_subtask == ANSWERS
    assert fields(found) == FIELDS
    assert found.columns_missing == ()


@pytest.mark.parametrize("name", ["Taul1", "Hallinto (2)", "ICT", "x" * 31])
def test_renamed_sheet__ok(vocabulary: Vocabulary, name: str) -> None:
    """The group is that of the rows, whatever the sheet is called."""
    assert read(AS_SENT, vocabulary, name).group == "HT"


def test_group_of_most_rows__ok(vocabulary: Vocabulary) -> None:
    """A row of another group does not make the sheet that group's."""
    text = """
        Tunnus    | Tila   | Riski
        ICT-1.1.1 | valmis |
        HT-1.1.1  |        |
        HT-1.1.2  |        |
    """
    found = read(text, vocabulary, "ICT")
    assert (found.group, len(found.rows)) == ("HT", 3)
    assert found.columns_missing == (
        "estimated_completion",
        "support",
        "description",
        "responsible",
    )


@pytest.mark.parametrize(("name", "group"), [("ht ", "HT"), ("Taul1", None)])
def test_group_of_a_sheet_without_known_rows__ok(
    vocabulary: Vocabulary, name: str, group: str | None
) -> None:
    """Where no row is known the sheet's name tells the group, or nothing does."""
    found = read("Tunnus | Tila\nHT-99.9.9 | valmis\n", vocabulary, name)
    assert found.group == group
    assert [(written(row.code.value), row.subtask) for row in found.rows] == [("HT-99.9.9", None)]


def test_rows_without_a_known_code__ok(vocabulary: Vocabulary) -> None:
    """Of the rows without a known code those with an answer are kept, the others are no rows."""
    text = """
        Tunnus   | Osatehtävä  | Tila
                 | oma tehtävä | valmis
        HT-1.1.1 |             |
        X-1      | oma         |
        X-2      | oma         | kesken
                 | väliotsikko |
    """
    rows = read(text, vocabulary).rows
    assert [(written(row.code.value), row.subtask, row.address) for row in rows] == [
        ("", None, "C2"),
        ("HT-1.1.1", "HT-1.1.1", "C3"),
        ("X-2", None, "C5"),
    ]


@pytest.mark.parametrize(
    ("name", "title", "group"),
    [
        ("HT", "", "HT"),
        ("Taul1", "HT · Hallinto, talous ja tukipalvelut", "HT"),
        ("Taul1", "ICT", "ICT"),
    ],
)
def test_sheet_without_any_code__ok(
    vocabulary: Vocabulary, name: str, title: str, group: str
) -> None:
    """A sheet whose codes are gone is a group's by its name or its title."""
    text = f"{title or 'otsikko'}\nTila | Riski | Vastuuhenkilö\nvalmis | matala |\n"
    found = read(text, vocabulary, name)
    assert found.group == group
    [row] = found.rows
    assert (row.subtask, row.code.is_empty, row.address) == (None, True, "A3")


def test_of_two_columns_of_codes_the_fuller__ok(vocabulary: Vocabulary) -> None:
    """Where the codes stand twice, those count that are more of ours; the others tell."""
    found = read(
        """
        Tunnus | Tila   | Tunnus   | Riski
        1      | valmis | HT-1.1.1 |
        2      |        | HT-1.1.2 | matala
        """,
        vocabulary,
    )
    assert answers(found) == {("HT-1.1.1", "status"): "valmis", ("HT-1.1.2", "risk"): "matala"}
    assert [[cell.address for _, cell in row.told] for row in found.rows] == [["A2"], ["A3"]]


def test_copied_column_that_was_filled_in__ok(vocabulary: Vocabulary) -> None:
    """Of two columns of one heading the one that holds more counts; the other is told beside."""
    found = read("Tunnus | Tila | Tila\nHT-1.1.1 | | valmis\nHT-1.1.2 | kesken | ok\n", vocabulary)
    assert answers(found) == {("HT-1.1.1", "status"): "valmis", ("HT-1.1.2", "status"): "ok"}
    assert [row.seconds for row in found.rows] == [(), (("status", ReadCell("kesken", "B3")),)]


def test_merged_answers__ok(vocabulary: Vocabulary) -> None:
    """An answer in merged cells is its first row's alone; the rows below have no such cell."""
    cells = sheet("Tunnus | Tila | Riski\nHT-1.1.1 | valmis |\nHT-1.1.2 | | matala\n")
    found = read_group_sheet(replace(cells, merged=("B2:B3", "C3:D3")), vocabulary)
    assert found is not None
    assert [row.merged for row in found.rows] == [{"status": "B2:B3"}, {}]
    assert [set(row.cells) for row in found.rows] == [{"status", "risk"}, {"risk"}]


def test_own_columns__ok(vocabulary: Vocabulary) -> None:
    """A column of the region's own is told with what stands in it on the rows of the table."""
    found = read("Tunnus | Tila | Oma\nHT-1.1.1 | valmis | 3\n | | otsikko\nHT-1.1.2\n", vocabulary)
    [own] = found.own_columns
    assert (own.heading.address, [cell.address for cell in own.cells]) == ("C1", ["C2"])


def test_code_without_the_status_column__ok(vocabulary: Vocabulary) -> None:
    """Where the status column is gone a row's address is that of its code."""
    found = read("Tunnus | Riski\nHT-1.1.1 | matala\n", vocabulary)
    assert found.rows[0].address == "A2"
    assert "status" in found.columns_missing


def test_of_two_equal_headings_the_first__ok(vocabulary: Vocabulary) -> None:
    """A column copied to the right does not take the place of the form's own."""
    found = read("Tunnus | Tila | Riski | Tila\nHT-1.1.1 | valmis | | kesken\n", vocabulary)
    assert answers(found) == {("HT-1.1.1", "status"): "valmis"}


def test_last_status_is_not_the_status__ok(vocabulary: Vocabulary) -> None:
    """Last month's status, which the form shows, is never read as an answer."""
    found = read("Tunnus | Tila viime kuussa | Tila\nHT-1.1.1 | valmis |\n", vocabulary)
    assert answers(found) == {}


def test_label_within_the_table__ok(vocabulary: Vocabulary) -> None:
    """A word in an answer that equals a label is an answer and no label."""
    text = """
        Tunnus   | Tila   | Kuvaus tilanteesta | Vastuuhenkilö
        HT-1.1.1 | valmis | Haasteet           | Aino
        | Haasteet | Kiire
    """
    found = read(text, vocabulary)
    assert found.fields["challenges"] == ReadCell("Kiire", "C3")


def test_error_cell_is_an_answer__ok(vocabulary: Vocabulary) -> None:
    """A cell that shows an error is not empty, though its value reads as nothing."""
    cells = sheet("Tunnus | Tila\nHT-1.1.1 |\n", errors={"B2": "#REF!"})
    found = read_group_sheet(cells, vocabulary)
    assert found is not None
    assert found.rows[0].answered == {"status": ReadCell(None, "B2", "#REF!")}


@pytest.mark.parametrize(
    "text",
    [
        "oma | taulukko\n1 | 2\n",
        "Tila | Riski\nvalmis | matala\n",
        "Tunnus | Osatehtävä | Määräaika\nHT-1.1.1 | Nimi | 31.5.2022\n",
        "HT-1.1.1 | valmis\n",
        "|",
    ],
)
def test_sheet_of_a_group__error(vocabulary: Vocabulary, text: str) -> None:
    """A sheet without codes, or without the heading of any answer, is no group's."""
    assert read_group_sheet(sheet(text, "Muistio"), vocabulary) is None


def test_group_sheet_without_its_headings__ok(vocabulary: Vocabulary) -> None:
    """A sheet named as a group is one by its codes alone, and every column is missing."""
    found = read_group_sheet(sheet("HT-1.1.1 | valmis\n"), vocabulary)
    assert found is not None
    assert (found.group, found.columns_missing) == ("HT", vocabulary.answer_keys)


def test_empty_sheet__error(vocabulary: Vocabulary) -> None:
    for rows in ((), ((),)):
        assert read_group_sheet(SheetCells("HT", rows), vocabulary) is None
        assert read_cover(SheetCells("Etusivu", rows), vocabulary) is None


COVER_AS_SENT = """
    Tilannekuva
    | Aihe | Liikennevalo | Kuvaus
    | Sosiaali- ja terveydenhuollon yleistilanne | vihreä | Hyvä
    | Pelastustoimen yleistilanne | | Ei muutoksia
"""
COVERS = {
    "as sent": (COVER_AS_SENT, "C3", "D3"),
    "rows inserted above": ("\n |\n |" + COVER_AS_SENT, "C5", "D5"),
    "columns moved": (
        """
        Kuvaus       | x | Aihe                                       | Liikennevalo
        Hyvä         |   | Sosiaali- ja terveydenhuollon yleistilanne | vihreä
        Ei muutoksia |   | Pelastustoimen yleistilanne                |
        """,
        "D2",
        "A2",
    ),
    "in Swedish": (
        """
        | Ämne | Trafikljus | Beskrivning
        | Det allmänna läget inom social- och hälsovården | vihreä | Hyvä
        | Det allmänna läget inom räddningsväsendet | | Ei muutoksia
        """,
        "C2",
        "D2",
    ),
    "a heading lost": (
        """
        | Aihe                                       | x | Liikennevalo |
        | Sosiaali- ja terveydenhuollon yleistilanne |   | vihreä       | Hyvä
        | Pelastustoimen yleistilanne                |   |              | Ei muutoksia
        """,
        "D2",
        "E2",
    ),
    "headings lost": (
        """
        | Sosiaali- ja terveydenhuollon yleistilanne | vihreä | Hyvä
        | Pelastustoimen yleistilanne | | Ei muutoksia
        """,
        "C1",
        "D1",
    ),
}


@pytest.mark.parametrize(("text", "light", "words"), COVERS.values(), ids=COVERS.keys())
def test_cover__ok(vocabulary: Vocabulary, text: str, light: str, words: str) -> None:
    """The region's lights and texts are found by their labels and headings."""
    cover = read_cover(sheet(text, "Etusivu"), vocabulary)
    assert cover is not None
    assert cover.lights["health_social"] == ReadCell("vihreä", light)
    assert cover.texts["health_social"] == ReadCell("Hyvä", words)
    assert cover.lights["rescue"].is_empty
    assert cover.texts["rescue"].value == "Ei muutoksia"
    assert "organisers" not in cover.texts


def test_cover__error(vocabulary: Vocabulary) -> None:
    """A sheet without any of the region's questions is no cover."""
    assert (
        read_cover(sheet("Aihe | Liikennevalo | Kuvaus\noma | vihreä | Hyvä\n"), vocabulary) is None
    )
    assert read_cover(sheet(AS_SENT), vocabulary) is None


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("  Tila viime  kuussa:", "tila viime kuussa"),
        ("TILA*", "tila"),
        ("Tuen\u00a0tarve", "tuen tarve"),
        ("Ku\u00advaus\u200b", "kuvaus"),
        ("valmis.", "valmis"),
        ("Hyvä\r\n tila ", "hyvä tila"),
        ("A\u0308mne", "ämne"),
        ("ﬁ", "fi"),
        ("STRASSE", plain("straße")),
        (" .: ", ""),
        (7.0, "7.0"),
    ],
)
def test_plain__ok(written: object, compared: str) -> None:
    """Texts are compared without case, unseen signs, and marks at the end."""
    assert plain(written) == compared


@pytest.mark.parametrize(
    ("one", "other"),
    [("ei valmis", "valmis"), ("tila 1", "tila 2"), ("hyvä", "hyva"), ("a-b", "a b")],
)
def test_plain__error(one: str, other: str) -> None:
    """What differs in a letter or a word stays different."""
    assert plain(one) != plain(other)


@pytest.mark.parametrize(
    ("row", "column", "address"),
    [
        (0, 0, "A1"),
        (13, 5, "F14"),
        (0, 25, "Z1"),
        (0, 26, "AA1"),
        (9, 701, "ZZ10"),
        (0, 16_383, "XFD1"),
    ],
)
def test_address__ok(row: int, column: int, address: str) -> None:
    """Rows and columns counted from 0 give the address that Excel shows."""
    assert cell_address(row, column) == address
    assert address.startswith(column_letters(column))
