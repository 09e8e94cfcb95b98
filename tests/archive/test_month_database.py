"""A month that was saved loads equal, and the same month is the same bytes."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tilannekuva.archive.month_database import month_from_file, month_to_bytes
from tilannekuva.domain.answers import COVER, Answer, GroupReturn, Narrative
from tilannekuva.domain.dispositions import REASONS, Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import CannotRunError, MessageValue, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, NationalPicture
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.domain.texts import LocalText
from tilannekuva.domain.withdrawals import Withdrawal

MAY = ReportingMonth(2022, 5)
EMPTY = MonthRecord(MAY, "1", "critical", date(2022, 6, 10))
VALUES: dict[str, MessageValue] = {
    "found": "=1+1",
    "length": 2001,
    "read": date(2022, 5, 31),
    "month": MAY,
    "column": LocalText(fi="Tila", sv="Status"),
    "reason": msg("The return is about {other}.", other=ReportingMonth(2022, 4)),
    "choices": (LocalText(fi="valmis", sv="klar", en="completed"), "x"),
    "none": (),
}


def reloaded(record: MonthRecord, folder: Path) -> MonthRecord:
    """Return a record that was saved and loaded."""
    path = folder / "month.sqlite"
    path.write_bytes(month_to_bytes(record))
    return month_from_file(path)


def test_month_without_returns__ok(tmp_path: Path) -> None:
    assert reloaded(EMPTY, tmp_path) == EMPTY


def test_made_up_month__ok(picture: NationalPicture, tmp_path: Path) -> None:
    """A month of 22 regions with findings and files of every kind of value loads equal."""
    findings = tuple(
        Finding(code, f"{code}.xlsx", "HT", "B4", "01", "HT", "HT-1.1.1", "status", VALUES)
        for code in RULES
    )
    files = tuple(
        FileOutcome(
            path=f"kansio/{number}-ä.xlsx",
            size=number,
            disposition=disposition,
            reason=reason,
            values=VALUES,
            sha256="f" * 64 if number % 2 else None,
            region="01" if number % 2 else None,
            month=MAY if number % 3 else None,
            returned_at=datetime(2022, 6, 7, 12, 30, 15, 123456, UTC) if number % 2 else None,
            groups_used=(COVER, "HT", "ICT")[: number % 4],
            groups_set_aside=("JO", COVER)[: number % 3],
            on_word="Vahvistettu." if number % 5 else "",
            region_by_name=number % 2 == 0,
        )
        for number, (reason, disposition) in enumerate(
            (reason, disposition) for reason in REASONS for disposition in Disposition
        )
    )
    record = replace(picture.record, findings=findings, files=files)
    assert reloaded(record, tmp_path) == record
    assert month_to_bytes(reloaded(record, tmp_path)) == month_to_bytes(record)


def test_month_of_an_older_program__ok(tmp_path: Path) -> None:
    """What an older program did not write is empty, and everything else is there."""
    outcome = FileOutcome("02.xlsx", 1, Disposition.REJECTED, "password", region="02")
    record = replace(EMPTY, files=(outcome,))
    path = tmp_path / "month.sqlite"
    path.write_bytes(month_to_bytes(record))
    with closing(sqlite3.connect(path)) as database:
        for column in ("on_word", "region_by_name"):
            database.execute(f'ALTER TABLE "files" DROP COLUMN "{column}"')
        database.commit()
    assert month_from_file(path) == record


def test_withdrawals__ok(tmp_path: Path) -> None:
    """What was taken back loads equal; an archive from before there was any has none."""
    back = Withdrawal("02", COVER, "f" * 64, "a/ä.xlsx", datetime(2022, 6, 7, 12, tzinfo=UTC), "x")
    record = replace(EMPTY, withdrawals=(back, replace(back, group="HT", reason="")))
    assert reloaded(record, tmp_path) == record
    path = tmp_path / "month.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute('DROP TABLE "withdrawals"')
        database.commit()
    assert month_from_file(path) == EMPTY


def test_same_month_same_bytes__ok(picture: NationalPicture) -> None:
    """Saving twice gives the same bytes; another answer gives others."""
    saved = month_to_bytes(picture.record)
    assert saved == month_to_bytes(replace(picture.record))
    assert saved != month_to_bytes(replace(picture.record, returns=picture.record.returns[1:]))


SOURCE = {"region": "01", "month": MAY, "source_file": "a/ä.xlsx", "source_sheet": "HT"}
texts = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
days = st.none() | st.dates()
answers = st.builds(
    lambda **values: Answer.model_validate({**SOURCE, "source_cell": "B4", **values}),
    group=st.sampled_from(["HT", "JO", "ICT"]),
    subtask=st.sampled_from(["HT-1.1.1", "JO-1.1.1"]),
    status=st.sampled_from([None, "done", "not_applicable"]),
    estimated_completion=days,
    risk=st.sampled_from([None, "low"]),
    support=st.sampled_from([None, "none", "national"]),
    description=texts,
    responsible=texts,
)
group_returns = st.builds(
    lambda group, **values: GroupReturn.model_validate(
        {
            **SOURCE,
            **values,
            "group": group,
            "source_cell": "",
            "sha256": "0" * 64,
            "narratives": tuple(
                Narrative.model_validate({**SOURCE, **told, "source_cell": "C9", "group": group})
                for told in values["narratives"]
            ),
        }
    ),
    group=st.sampled_from([COVER, "HT", "JO"]),
    returned_at=st.datetimes(timezones=st.just(UTC)),
    late=st.booleans(),
    filled_by=texts,
    filled_on=days,
    answers=st.lists(answers, max_size=3).map(tuple),
    narratives=st.lists(
        st.fixed_dictionaries(
            {
                "question": st.sampled_from(["strengths", "rescue"]),
                "light": st.sampled_from([None, "red"]),
                "text": texts,
            }
        ),
        max_size=2,
    ),
)
records = st.lists(group_returns, max_size=3, unique_by=lambda each: each.group).map(
    lambda returns: replace(EMPTY, returns=tuple(returns))
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(record=records)
def test_any_month__ok(tmp_path: Path, record: MonthRecord) -> None:
    """Whatever was answered loads equal, also an answer on another group's sheet."""
    assert reloaded(record, tmp_path) == record


@pytest.mark.parametrize(
    "content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 500]
)
def test_file_that_is_no_month__error(tmp_path: Path, content: bytes) -> None:
    """A file that is no database of a month is refused."""
    path = tmp_path / "month.sqlite"
    path.write_bytes(content)
    with pytest.raises(CannotRunError):
        month_from_file(path)


def test_file_that_is_cut__error(tmp_path: Path, picture: NationalPicture) -> None:
    path = tmp_path / "month.sqlite"
    path.write_bytes(month_to_bytes(picture.record)[:-4096])
    with pytest.raises(CannotRunError):
        month_from_file(path)


def test_file_that_is_not_there__error(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError):
        month_from_file(tmp_path / "month.sqlite")
