"""What a worker tells arrives as it was, and nothing else is taken in."""

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from tilannekuva.domain.workbook import CellValue, SheetCells, WorkbookCells
from tilannekuva.inbox.contract import Limits, ReadFailure
from tilannekuva.inbox.wire import decode_reply, decode_request, encode_reply, encode_request
from tilannekuva.isolation.frames import NonsenseError

ROWS: tuple[tuple[CellValue, ...], ...] = (
    ("teksti", "C:\\udev \U0001f600 \x01\n", 5.0, -0.5, True, False, None),
    (
        date(2022, 5, 31),
        datetime.fromisoformat("2022-05-31T12:30:01"),
        time(7, 5),
        None,
        None,
        None,
        None,
    ),
    (None,) * 7,
    (None, None, None, None, None, None, "viimeinen"),
)
BOOK = WorkbookCells(
    (
        SheetCells(
            "HT",
            ROWS,
            error_cells={"G2": "#REF!"},
            merged=("A1:B1", "G2:G4"),
            hidden_rows=frozenset({0, 2, 3}),
        ),
        SheetCells("_meta", (), visible=False),
        SheetCells("JO", (), unread="CalamineError: #SPILL!"),
    ),
    {"region": "05"},
    datetime(2022, 6, 1, 9, 0, tzinfo=UTC),
    days_from_1904=True,
)


def test_workbook__ok() -> None:
    """Every kind of value, blank rows and unread sheets come through unchanged."""
    back = decode_reply(encode_reply(BOOK, "t"), "t")
    assert back == BOOK
    assert isinstance(back, WorkbookCells)
    assert [type(value) for value in back.sheets[0].rows[1]] == [type(value) for value in ROWS[1]]


@pytest.mark.parametrize(
    "failure", [ReadFailure("unreadable"), ReadFailure("unsafe", {"danger": "HT!XFD1", "n": 2})]
)
def test_failure__ok(failure: ReadFailure) -> None:
    assert decode_reply(encode_reply(failure, "t"), "t") == failure


def test_request__ok() -> None:
    limits = Limits(seconds=1.5, last_row=100)
    assert decode_request(encode_request("C:\\a\\ä.xlsx", limits, "t")) == (
        "C:\\a\\ä.xlsx",
        limits,
        "t",
    )


SHEET = {
    "name": "HT",
    "width": 1,
    "rows": [["a"]],
    "visible": True,
    "errors": {},
    "merged": [],
    "hidden": [],
    "columns": [],
    "comments": {},
    "twice": {},
    "lost": {},
    "seen": 1,
    "unread": None,
}
REPLY: dict[str, Any] = {
    "ticket": "t",
    "sheets": [SHEET],
    "properties": {},
    "modified": None,
    "from_1904": False,
}


def in_cell(value: object) -> dict[str, Any]:
    """Return a reply with one cell, written as the wire would."""
    return REPLY | {"sheets": [SHEET | {"rows": [[value]]}]}


def test_plain_reply__ok() -> None:
    assert decode_reply(json.dumps(REPLY).encode(), "t") == WorkbookCells(
        (SheetCells("HT", (("a",),)),)
    )


@pytest.mark.parametrize(
    "reply",
    [
        [],
        "text",
        {},
        REPLY | {"ticket": "another"},
        REPLY | {"more": 1},
        REPLY | {"sheets": {}},
        REPLY | {"sheets": [SHEET | {"seen": -1}]},
        REPLY | {"sheets": [SHEET | {"seen": True}]},
        REPLY | {"sheets": [SHEET | {"lost": {"K0": "1"}}]},
        REPLY | {"sheets": [SHEET | {"twice": {"K9": 1}}]},
        REPLY | {"sheets": [SHEET | {"comments": []}]},
        REPLY | {"sheets": [SHEET | {"columns": [[0, 1]]}]},
        REPLY | {"properties": {"region": 5}},
        REPLY | {"modified": "2022-06-01T09:00:00"},
        REPLY | {"modified": "yesterday"},
        REPLY | {"sheets": [SHEET | {"name": 5}]},
        REPLY | {"sheets": [SHEET | {"width": 0}]},
        REPLY | {"sheets": [SHEET | {"width": -1, "rows": []}]},
        REPLY | {"sheets": [SHEET | {"width": 10**9}]},
        REPLY | {"sheets": [SHEET | {"width": True}]},
        REPLY | {"sheets": [SHEET | {"rows": [["a", "b"]]}]},
        REPLY | {"sheets": [SHEET | {"rows": ["a"]}]},
        REPLY | {"sheets": [SHEET | {"rows": ""}]},
        REPLY | {"sheets": [SHEET | {"rows": [None]}]},
        REPLY | {"sheets": [SHEET | {"visible": 1}]},
        REPLY | {"sheets": [SHEET | {"errors": ["A1"]}]},
        REPLY | {"sheets": [SHEET | {"unread": False}]},
        REPLY | {"sheets": [SHEET | {"merged": {"A1:B1": 1}}]},
        REPLY | {"sheets": [SHEET | {"merged": [1]}]},
        REPLY | {"sheets": [SHEET | {"hidden": [0]}]},
        REPLY | {"sheets": [SHEET | {"hidden": [[0]]}]},
        REPLY | {"sheets": [SHEET | {"hidden": [[0, 1]]}]},
        REPLY | {"sheets": [SHEET | {"hidden": [[0, 0], [0, 0]]}]},
        REPLY | {"sheets": [SHEET | {"hidden": [[-1, 0]]}]},
        REPLY | {"sheets": [SHEET | {"hidden": [[False, 0]]}]},
        REPLY | {"sheets": [SHEET | {"hidden": [[0, 10**12]]}]},
        REPLY | {"from_1904": 1},
        in_cell(5),
        in_cell([1.0]),
        in_cell({"d": "31.5.2022"}),
        in_cell({"d": 5}),
        in_cell({"x": "2022-05-31"}),
        in_cell({"d": "2022-05-31", "t": "07:05:00"}),
        in_cell({"m": "2022-05-31T12:00:00+00:00"}),
        in_cell("\ud800"),
        in_cell(float("nan")),
        {"ticket": "t", "reason": 5, "values": {}},
        {"ticket": "t", "reason": "unsafe", "values": {"danger": []}},
        {"ticket": "t", "reason": "unsafe", "values": {"danger": True}},
    ],
)
def test_reply_that_is_none__error(reply: object) -> None:
    """Anything but what a worker writes is refused, however near it comes."""
    with pytest.raises(NonsenseError):
        decode_reply(json.dumps(reply).encode(), "t")


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[" * 100_000,
        json.dumps(in_cell(1.5)).encode().replace(b"1.5", b"1.5e999"),
    ],
)
def test_bytes_that_are_no_reply__error(payload: bytes) -> None:
    with pytest.raises(NonsenseError):
        decode_reply(payload, "t")


def test_number_that_is_none__error() -> None:
    """The reader tells NaN as text; a number that is none is a fault of ours."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode_reply(WorkbookCells((SheetCells("HT", ((float("inf"),),)),)), "t")
