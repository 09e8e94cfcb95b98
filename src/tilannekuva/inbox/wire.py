"""Turn what the worker has read into bytes and back, trusting nothing that comes back.

A message is JSON. A date, a date with time and a time are ``{"d": …}``, ``{"m": …}`` and
``{"t": …}`` with ISO texts; blanks at the end of a row are left out. Hidden rows are told as
pairs of the first and the last of those that follow one another, and so are hidden columns.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from tilannekuva.domain.workbook import CellValue, SheetCells, WorkbookCells
from tilannekuva.inbox.contract import Limits, ReadFailure
from tilannekuva.isolation.frames import NonsenseError

_PLAIN = frozenset({str, float, bool, type(None)})
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_OF_A_SHEET = {
    *("name", "width", "rows", "visible", "errors", "merged", "hidden", "unread"),
    *("columns", "comments", "twice", "lost", "seen"),
}
_Clock = TypeVar("_Clock", datetime, time)


def encode_request(path: str, limits: Limits, ticket: str) -> bytes:
    """Return the request to read a file; the reply must carry the same ticket."""
    asked = {name: getattr(limits, name) for name in Limits.__slots__}
    return json.dumps({"path": path, "limits": asked, "ticket": ticket}).encode()


def decode_request(payload: bytes) -> tuple[str, Limits, str]:
    """Return path, limits and ticket of a request; the worker trusts who started it."""
    request = json.loads(payload)
    return request["path"], Limits(**request["limits"]), request["ticket"]


def encode_reply(result: WorkbookCells | ReadFailure, ticket: str) -> bytes:
    """Return the reply to the request with this ticket."""
    body: dict[str, object] = {"ticket": ticket}
    if isinstance(result, ReadFailure):
        body |= {"reason": result.reason, "values": dict(result.values)}
    else:
        body |= {
            "sheets": [_sheet_out(sheet) for sheet in result.sheets],
            "properties": dict(result.properties),
            "modified": None if result.modified is None else result.modified.isoformat(),
            "from_1904": result.days_from_1904,
        }
    text = json.dumps(
        body, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_tagged
    )
    return text.encode()


def decode_reply(payload: bytes, ticket: str) -> WorkbookCells | ReadFailure:
    """Return what a reply says.

    Raises:
        NonsenseError: it is anything but what `encode_reply` writes for this ticket.
    """
    try:
        body = json.loads(payload, parse_constant=_no_constant, parse_float=_finite)
        if b"\\u" in payload:
            json.dumps(body, ensure_ascii=False).encode()  # fails on half of a surrogate pair
        _same(body.pop("ticket"), ticket)
        if set(body) == {"reason", "values"}:
            return ReadFailure(_text(body["reason"]), _values(body["values"]))
        _keys(body, {"sheets", "properties", "modified", "from_1904"})
        return WorkbookCells(
            tuple(_sheet_in(sheet) for sheet in _list(body["sheets"])),
            _texts(body["properties"]),
            None if body["modified"] is None else _moment(body["modified"]),
            _yes_or_no(body["from_1904"]),
        )
    except NonsenseError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NonsenseError(str(error)) from error


def _sheet_out(sheet: SheetCells) -> dict[str, object]:
    return {
        "name": sheet.name,
        "width": len(sheet.rows[0]) if sheet.rows else 0,
        "rows": [_row_out(row) for row in sheet.rows],
        "visible": sheet.visible,
        "errors": dict(sheet.error_cells),
        "merged": sheet.merged,
        "hidden": _runs(sheet.hidden_rows),
        "columns": _runs(sheet.hidden_columns),
        "comments": dict(sheet.comments),
        "twice": dict(sheet.twice),
        "lost": dict(sheet.lost),
        "seen": sheet.seen,
        "unread": sheet.unread,
    }


def _runs(numbers: frozenset[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return runs


def _row_out(row: tuple[CellValue, ...]) -> tuple[CellValue, ...]:
    length = len(row)
    while length and row[length - 1] is None:
        length -= 1
    return row[:length]


def _tagged(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"m": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time):
        return {"t": value.isoformat()}
    raise TypeError(type(value).__name__)


def _sheet_in(sheet: Any) -> SheetCells:
    _keys(sheet, _OF_A_SHEET)
    width = sheet["width"]
    rows = _list(sheet["rows"])
    if type(width) is not int or not 0 <= width <= _LAST_COLUMN or len(rows) > _LAST_ROW:
        raise NonsenseError("size")
    blank: tuple[CellValue, ...] = (None,) * width
    return SheetCells(
        name=_text(sheet["name"]),
        rows=tuple(_row_in(row, width, blank) for row in rows),
        visible=_yes_or_no(sheet["visible"]),
        error_cells=_texts(sheet["errors"]),
        merged=tuple(_text(area) for area in _list(sheet["merged"])),
        hidden_rows=frozenset(_runs_in(sheet["hidden"], len(rows))),
        hidden_columns=frozenset(_runs_in(sheet["columns"], width)),
        comments=_placed(sheet["comments"]),
        twice=_placed(sheet["twice"]),
        lost=_placed(sheet["lost"]),
        seen=None if sheet["seen"] is None else _number(sheet["seen"]),
        unread=None if sheet["unread"] is None else _text(sheet["unread"]),
    )


def _row_in(row: Any, width: int, blank: tuple[CellValue, ...]) -> tuple[CellValue, ...]:
    if not row and type(row) is list:
        return blank  # shared, so that a sheet of blanks costs nothing
    if len(_list(row)) > width:
        raise NonsenseError("width")
    if not _PLAIN.issuperset(map(type, row)):
        row = [_cell_in(value) for value in row]
    return tuple(row) if len(row) == width else (*row, *blank[len(row) :])


def _placed(texts: Any) -> Mapping[str, str]:
    """Return texts by addresses."""
    if any(_ADDRESS.fullmatch(address) is None for address in _texts(texts)):
        raise NonsenseError("address")
    return _texts(texts)


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise NonsenseError("number")
    return value


def _runs_in(runs: Any, height: int) -> Iterator[int]:
    after = 0
    for run in _list(runs):
        first, last = _list(run)
        if not (type(first) is type(last) is int and after <= first <= last < height):
            raise NonsenseError("hidden")
        yield from range(first, last + 1)
        after = last + 1


def _cell_in(value: Any) -> CellValue:
    if type(value) in _PLAIN:
        return value  # type: ignore[no-any-return] # the set says so
    if type(value) is dict and len(value) == 1:
        [(tag, text)] = value.items()
        if tag == "d":
            return date.fromisoformat(text)
        if tag == "m":
            return _zoneless(datetime.fromisoformat(text))
        if tag == "t":
            return _zoneless(time.fromisoformat(text))
    raise NonsenseError("cell")


def _zoneless(value: _Clock) -> _Clock:
    if value.tzinfo is not None:
        raise NonsenseError("zone")
    return value


def _no_constant(name: str) -> float:
    raise NonsenseError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise NonsenseError(text[:20])
    return number


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.utcoffset() is None:
        raise NonsenseError("modified")
    return moment.astimezone(UTC)


def _yes_or_no(value: Any) -> bool:
    if type(value) is not bool:
        raise NonsenseError("yes or no")
    return value


def _same(value: Any, ticket: str) -> None:
    if value != ticket:
        raise NonsenseError("ticket")


def _keys(value: Any, keys: set[str]) -> None:
    if type(value) is not dict or set(value) != keys:
        raise NonsenseError("keys")


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise NonsenseError("list")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise NonsenseError("text")
    return value


def _texts(value: Any) -> Mapping[str, str]:
    if type(value) is not dict or not all(type(each) is str for each in value.values()):
        raise NonsenseError("texts")
    return value


def _values(value: Any) -> Mapping[str, str | int]:
    if type(value) is not dict or not all(type(each) in {str, int} for each in value.values()):
        raise NonsenseError("values")
    return value
