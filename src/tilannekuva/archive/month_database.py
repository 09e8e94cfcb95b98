"""One month's record as an SQLite database, and back."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import astuple
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tilannekuva.archive.damage import told_when_damaged
from tilannekuva.archive.message_values import values_from_json, values_to_json
from tilannekuva.domain.answers import Answer, GroupReturn, Narrative
from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.tallies import SheetTally
from tilannekuva.domain.withdrawals import Withdrawal

_SOURCE = ("region", "month", "source_file", "source_sheet", "source_cell")
_ANSWER = (
    *_SOURCE, "group", "subtask", "status", "estimated_completion", "risk", "support",
    "description", "responsible", "returned_in",
)  # fmt: skip
_NARRATIVE = (*_SOURCE, "group", "question", "light", "text")
_RETURN = (*_SOURCE, "group", "returned_at", "late", "sha256", "filled_by", "filled_on")
_FINDING = ("code", "file", "sheet", "cell", "region", "group", "subtask", "question", "values")
_FILE = (
    "path", "size", "disposition", "reason", "values", "sha256", "region", "month",
    "returned_at", "groups_used", "groups_set_aside", "on_word", "region_by_name", "cells",
)  # fmt: skip

_WITHDRAWAL = ("region", "group", "sha256", "file", "returned_at", "reason")

_TABLES = {
    "answers": _ANSWER,
    "narratives": _NARRATIVE,
    "returns": _RETURN,
    "findings": _FINDING,
    "files": _FILE,
    "withdrawals": _WITHDRAWAL,
    "month": ("month", "roadmap_version", "ask", "deadline"),
}
"""The tables and their columns; every value is a text, a whole number or NULL."""

_SINCE_ADDED = frozenset({"withdrawals"})
"""The tables that archives of earlier versions do not have."""


def month_to_bytes(record: MonthRecord) -> bytes:
    """Return the record of a month as the bytes of a database; the same in, the same out."""
    with closing(sqlite3.connect(":memory:")) as database:
        rows = {
            "answers": (
                _dumped(answer, _ANSWER, returned_in=each.group)
                for each in record.returns
                for answer in each.answers
            ),
            "narratives": (_dumped(each, _NARRATIVE) for each in record.narratives),
            "returns": (_dumped(each, _RETURN) for each in record.returns),
            "findings": map(_finding_row, record.findings),
            "files": map(_file_row, record.files),
            "withdrawals": map(_withdrawal_row, record.withdrawals),
            "month": [
                (
                    str(record.month),
                    record.roadmap_version,
                    record.ask,
                    record.deadline.isoformat(),
                )
            ],
        }
        for table, columns in _TABLES.items():
            names = ", ".join(f'"{column}"' for column in columns)
            database.execute(f'CREATE TABLE "{table}" ({names})')
            marks = ", ".join("?" for _ in columns)
            # Names of tables and columns are the constants above, never input.
            insert = f'INSERT INTO "{table}" VALUES ({marks})'  # noqa: S608
            database.executemany(insert, rows[table])
        database.commit()
        return database.serialize()


def month_from_file(path: Path) -> MonthRecord:
    """Return the record of a month's database.

    Raises:
        CannotRunError: the file cannot be read, or is not such a database.
    """
    with told_when_damaged(path):
        return _month_from_bytes(path.read_bytes())


def _month_from_bytes(content: bytes) -> MonthRecord:
    if not content:
        # SQLite takes an empty file for a want of memory.
        raise sqlite3.DatabaseError("empty")
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        tables = {table: _rows(database, table) for table in _TABLES}
    (month,) = tables["month"]
    # A row moved to another group's sheet is answered there: its group is not the return's.
    answers = _by_unit(tables["answers"])
    narratives = _by_unit(tables["narratives"])
    return MonthRecord(
        month=ReportingMonth.parse(month["month"]),
        roadmap_version=month["roadmap_version"],
        ask=month["ask"],
        deadline=date.fromisoformat(month["deadline"]),
        files=tuple(map(_file, tables["files"])),
        returns=tuple(
            GroupReturn.model_validate(
                {
                    **row,
                    "answers": tuple(map(Answer.model_validate, answers.get(_unit(row), ()))),
                    "narratives": tuple(
                        map(Narrative.model_validate, narratives.get(_unit(row), ()))
                    ),
                }
            )
            for row in tables["returns"]
        ),
        findings=tuple(map(_finding, tables["findings"])),
        withdrawals=tuple(map(_withdrawal, tables["withdrawals"])),
    )


def _dumped(
    model: Answer | Narrative | GroupReturn, columns: Iterable[str], **more: str
) -> tuple[Any, ...]:
    data = model.model_dump(mode="json", exclude={"answers", "narratives"}) | more
    return tuple(data[column] for column in columns)


def _finding_row(finding: Finding) -> tuple[Any, ...]:
    return (
        finding.code,
        finding.file,
        finding.sheet,
        finding.cell,
        finding.region,
        finding.group,
        finding.subtask,
        finding.question,
        values_to_json(finding.values),
    )


def _file_row(outcome: FileOutcome) -> tuple[Any, ...]:
    return (
        outcome.path,
        outcome.size,
        outcome.disposition.value,
        outcome.reason,
        values_to_json(outcome.values),
        outcome.sha256,
        outcome.region,
        None if outcome.month is None else str(outcome.month),
        None if outcome.returned_at is None else outcome.returned_at.isoformat(),
        " ".join(group or "-" for group in outcome.groups_used),
        " ".join(group or "-" for group in outcome.groups_set_aside),
        outcome.on_word,
        int(outcome.region_by_name),
        json.dumps([astuple(each) for each in outcome.tallies], ensure_ascii=False),
    )


def _withdrawal_row(withdrawal: Withdrawal) -> tuple[str, ...]:
    return (
        withdrawal.region,
        withdrawal.group,
        withdrawal.sha256,
        withdrawal.file,
        withdrawal.returned_at.isoformat(),
        withdrawal.reason,
    )


def _rows(database: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table; what an older archive lacks is empty."""
    kept = {str(row[1]) for row in database.execute(f'PRAGMA table_info("{table}")')}
    if not kept and table in _SINCE_ADDED:
        return []
    columns = _TABLES[table]
    names = ", ".join(f'"{column}"' if column in kept else "NULL" for column in columns)
    query = f'SELECT {names} FROM "{table}" ORDER BY rowid'  # noqa: S608 - constants above
    return [dict(zip(columns, row, strict=True)) for row in database.execute(query)]


def _unit(row: dict[str, Any]) -> tuple[str, str]:
    return row["region"], row["group"]


def _by_unit(rows: list[dict[str, Any]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Return rows by region and the group of their return, without what only says that."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        unit = row["region"], row.get("returned_in", row["group"])
        told = {key: value for key, value in row.items() if key != "returned_in"}
        found.setdefault(unit, []).append(told)
    return found


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(**{**row, "values": values_from_json(row["values"])})


def _file(row: dict[str, Any]) -> FileOutcome:
    return FileOutcome(
        path=row["path"],
        size=row["size"],
        disposition=Disposition(row["disposition"]),
        reason=row["reason"],
        values=values_from_json(row["values"]),
        sha256=row["sha256"],
        region=row["region"],
        month=None if row["month"] is None else ReportingMonth.parse(row["month"]),
        returned_at=(
            None if row["returned_at"] is None else datetime.fromisoformat(row["returned_at"])
        ),
        groups_used=_groups(row["groups_used"]),
        groups_set_aside=_groups(row["groups_set_aside"]),
        on_word=row["on_word"] or "",
        region_by_name=bool(row["region_by_name"]),
        tallies=tuple(map(_tally, json.loads(row["cells"] or "[]"))),
    )


def _tally(row: list[Any]) -> SheetTally:
    sheet, seen, used, told, own, known = row
    return SheetTally(sheet, seen, used, told, own, tuple(known))


def _withdrawal(row: dict[str, Any]) -> Withdrawal:
    return Withdrawal(**{**row, "returned_at": datetime.fromisoformat(row["returned_at"])})


def _groups(text: str) -> tuple[str, ...]:
    return tuple("" if group == "-" else group for group in text.split())
