"""Whatever stands in a cell of a known row is used, repaired, or in a finding."""
# ruff: noqa: DTZ001 - a cell knows no time zone

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from returned_sheets import HEADINGS, Reader, sheet

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.workbook import CellValue, SheetCells
from tilannekuva.layout.reading import ReadCell


@pytest.fixture(scope="module")
def reader(roadmap: Roadmap, glossary: Glossary, regions: Regions) -> Reader:
    """Reading returns of a bilingual county."""
    return Reader(roadmap, glossary, regions.by_code["17"])


KEYS = ("status", "estimated_completion", "risk", "support", "description", "responsible")
WORDS = ["valmis", "KLAR", "tehty", "ei valmis", "matala", "regional", "1.11.2022", "31.2.2022"]

dates = st.dates(date(1900, 1, 1)) | st.datetimes(datetime(1900, 1, 1))
values = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.sampled_from([*WORDS, "", " ", "\u00a0", "#REF!", "Haasteet", "HT-1.2.3", "Tila"])
    | st.text(max_size=40)
    | st.sampled_from([1999, 2001, 32_767, 32_768]).map(lambda length: "a" * length)
    | dates
    | st.just(time(12))
)
rows = st.lists(st.lists(values, min_size=6, max_size=6), min_size=1, max_size=3)
errors = st.sets(st.sampled_from(["B2", "C2", "F2", "B3", "D3"]))


@settings(max_examples=150, deadline=None)
@given(rows=rows, errors=errors)
def test_every_answer_cell_is_accounted_for__ok(
    reader: Reader, rows: list[list[CellValue]], errors: set[str]
) -> None:
    """No value raises, and none that stands in an answer cell is passed over in silence."""
    ids = ("HT-1.2.1", "HT-1.2.3", "HT-1.2.4")
    head = sheet(HEADINGS).rows[0]
    table = (head, *((code, *row) for code, row in zip(ids, rows, strict=False)))
    shown = {address: "#REF!" for address in errors if int(address[1:]) <= len(rows) + 1}
    group = reader.group(SheetCells("HT", table, error_cells=shown))
    told = {finding.cell for finding in group.findings}
    answers = {answer.subtask: answer for answer in group.answers}
    for number, (code, row) in enumerate(zip(ids, rows, strict=False), start=2):
        for column, (key, value) in enumerate(zip(KEYS, row, strict=True)):
            address = f"{'BCDEFG'[column]}{number}"
            if ReadCell(value, address, shown.get(address)).is_empty:
                continue
            used = code in answers and getattr(answers[code], key) is not None
            # The answers of a row refused whole stand in the finding at its status.
            assert used or address in told or (code == "HT-1.2.4" and f"B{number}" in told)


@settings(max_examples=100, deadline=None)
@given(
    table=st.lists(
        st.lists(values | st.sampled_from(["Tunnus", "Riski", "HT-1.2.1"]), max_size=8), max_size=8
    )
)
def test_any_sheet_is_read_or_is_none_of_ours__ok(
    reader: Reader, table: list[list[CellValue]]
) -> None:
    """A sheet of any values at all is read without an error."""
    width = max(map(len, table), default=0)
    cells = tuple((*row, *[None] * (width - len(row))) for row in table)
    for group in reader.groups(SheetCells("Etusivu", cells)).values():
        assert len({answer.subtask for answer in group.answers}) == len(group.answers)
