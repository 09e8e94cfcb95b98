"""What cannot be used is kept to the letter, however nasty, wherever findings are told."""

# ruff: noqa: RUF001 - characters that look alike are the point

import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from damaged_sheets import parts_of, zipped
from silent_conversions import put, text

from effort import FIGURE
from small_office import MAY, every_answer, small_office
from tilannekuva.domain.findings import Finding

pytestmark = pytest.mark.reliability

SAVED = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
TYPED = (
    *("=cmd|' /C calc'!A0", "=1+1", "+1", "-1+2", "@SUM(A1)", "\tsarkain", "|pipe", "%0A"),
    *(
        "<script>alert(1)</script>",
        "<b>x</b>",
        "&amp;",
        "&lt;",
        "]]>",
        "<!-- x -->",
        "<r><t>x</t></r>",
    ),
    *(
        '"lainaus"',
        "'heittomerkki",
        "''",
        '","',
        "a;b",
        "a,b",
        "a\nb",
        "a\n\nb\n",
        "{found}",
        "{0}",
        "%s",
    ),
    *("\u202eniap", "\u2066x\u2069", "a\u200bb", "a\u200db", "\ufeffx", "a\u00adb", "x\u00a0y"),
    *(
        "e\u0301",
        "A\u030a",
        "Å",
        "ﬁ",
        "ＦＵＬＬ",
        "ß",
        "İ",
        "👩\u200d👧",
        "𝔘",
        "שלום",
        "عربى",
        "日本語",
    ),
    *("ei-valmis?", "null", "Nil", "nan", "NaN", "inf", "1e400", "TRUE!", "0x1F", "1_000"),
    *(
        "12345678901234567890",
        "0.30000000000000004",
        "1,5",
        "007",
        "-0",
        "CON",
        "..\\..\\x",
        "../../x",
    ),
    *(
        "http://example.fi",
        "mailto:a@example.fi",
        "external:x.xlsx",
        "\\\\palvelin\\x",
        "file:///etc",
    ),
    *("#REF", "#####", "  reunat  ", "x" * 255, "y" * 256, "z" * 8193, "å" * 32_767, "ö" * 32_768),
)
"""Texts that are no choice, as they are typed."""

ESCAPED = {
    "a_x000D_b": "a\rb",
    "a_x000d_\nb": "a\r\nb",
    "a_x0007_b": "a\x07b",
    "a_x0000_b": "a\x00b",
    "a_x005F_x000D_b": "a_x000D_b",
    "a_xFFFE_b": "a_xFFFE_b",
}
"""Texts as a file writes them, and what they say."""

NUMBERS = {
    "12345678901234567890": "12345678901234567890",
    "1e400": "1e400",
    "NaN": "NaN",
    "-123.456": "-123.456",
    "0.1": "0.1",
    "98765432109876543210.5": "98765432109876543210.5",
}
"""Numbers as a file writes them, and what is kept of them."""

ENOUGH_KINDS = 60
_SHOWN_BY_NUMBER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
COLUMNS = "KMN"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A month whose returns hold every text where only a choice can stand; with what was typed."""
    office = small_office(tmp_path_factory.mktemp("verbatim"))
    cells = [*({"text": each, "says": each} for each in TYPED)]
    cells += [{"text": written, "says": said} for written, said in ESCAPED.items()]
    cells += [{"number": written, "says": said} for written, said in NUMBERS.items()]
    rows = {"HT": (8, 9, 10, 11), "JO": (8, 9), "PJ": (8, 9), "YP": (8, 9), "ICT": (8, 9)}
    places = [f"{g}!{c}{n}" for g, numbers in rows.items() for n in numbers for c in COLUMNS]
    expected: dict[tuple[str, str], str] = {}
    for region in ("02", "17", "HUS"):
        path = office.send(f"{region}.xlsx", every_answer(), region=region, saved=SAVED)
        parts = parts_of(path.read_bytes())
        for place in places:
            if not cells:
                break
            cell = cells.pop(0)
            if "text" in cell:
                text(place, cell["text"])(parts)
            else:
                put(place, "", f"<v>{cell['number']}</v>")(parts)
            expected[path.name, place] = cell["says"]
        path.write_bytes(zipped(parts))
    assert not cells
    return office, office.collect(MAY), expected


def _found(findings: tuple[Finding, ...]) -> Mapping[tuple[str, str], str]:
    codes = {"CELL-001", "CELL-003", "CELL-008", "CELL-011"}
    return {
        (each.file, each.place): str(each.values["found"])
        for each in findings
        if each.code in codes
    }


def test_record_keeps_every_text__ok(collected: Any, record_property: Any) -> None:
    """Each text is found again in a finding at its cell, to the letter."""
    _, month, expected = collected
    found = _found(month.record.findings)
    assert {place: found.get(place) for place in expected} == expected
    record_property(FIGURE, f"{len(expected)} kinds of text kept verbatim")
    assert len(set(expected.values())) >= ENOUGH_KINDS


def test_data_package_keeps_every_text__ok(collected: Any) -> None:
    """Each text is in the table of findings, at most behind the mark that keeps it from acting.

    What nobody sees, and what turns the writing, is shown by its number.
    """
    office, _, expected = collected
    [path] = Path(office.workspace.root, "output", MAY).glob("data/findings.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = {
        (row["source_file"], f"{row['source_sheet']}!{row['source_cell']}"): row["found"]
        for row in rows
        if row["code"] in {"CELL-001", "CELL-003", "CELL-008", "CELL-011"}
    }
    for place, said in expected.items():
        kept = found[place]
        shown = _SHOWN_BY_NUMBER.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", said)
        assert shown in {kept, kept.removeprefix("'")}, (place, said[:50], kept[:50])


def test_workbook_tells_every_text__ok(collected: Any) -> None:
    """Each text is in the national workbook; what a cell cannot hold is cut, and seen to be."""
    office, _, expected = collected
    [path] = Path(office.workspace.root, "output", MAY).glob("tilannekuva-*.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    told = _plain(
        "".join(
            str(value)
            for sheet in book.worksheets
            for row in sheet.iter_rows(values_only=True)
            for value in row
            if value is not None
        )
    )
    for place, said in expected.items():
        assert _plain(said)[:200] in told, (place, said[:50])


def _plain(said: str) -> str:
    """Return a text without spaces and without what a cell shows by a mark or by its number."""
    return (
        "".join(
            each
            for each in said.replace("\ufffd", "").replace("[U+202E]", "")
            if not each.isspace() and unicodedata.category(each) not in {"Cc", "Cf", "Cn"}
        )
        .replace("[U+2066]", "")
        .replace("[U+2069]", "")
    )
