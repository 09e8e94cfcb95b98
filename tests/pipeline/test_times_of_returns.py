"""When a return was saved: by its own word, if that can be, else by the time of its file."""

import io
import os
import re
import zipfile
from datetime import UTC, datetime

import pytest

from offices import Office

CHANGED = datetime(2022, 6, 8, 9, 0, tzinfo=UTC)


def stamped(data: bytes, saved: str) -> bytes:
    """Return a workbook that says it was saved at a time."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "docProps/core.xml":
                stamp = rf"\g<1>{saved}".encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", stamp, content)
            new.writestr(member, content)
    return result.getvalue()


@pytest.mark.parametrize(
    ("saved", "returned_at"),
    [
        ("2022-06-07T10:00:00Z", datetime(2022, 6, 7, 10, 0, tzinfo=UTC)),
        ("", CHANGED),
        ("0001-01-01T00:00:00Z", CHANGED),
        ("1899-12-31T00:00:00Z", CHANGED),
        ("9999-12-31T23:59:59Z", CHANGED),
    ],
)
def test_a_time_that_cannot_be(office: Office, saved: str, returned_at: datetime) -> None:
    """A year no calendar has room for stops no run, and is newer than nothing."""
    path = office.send("02.xlsx", {("HT-1.1.1", "status"): "valmis"})
    path.write_bytes(stamped(path.read_bytes(), saved))
    os.utime(path, (CHANGED.timestamp(), CHANGED.timestamp()))
    record = office.gather()
    assert [each.returned_at for each in record.returns] == [returned_at]


@pytest.mark.parametrize("seconds", [0, 2**33])
def test_a_file_of_a_time_that_cannot_be(office: Office, seconds: int) -> None:
    """Where the workbook says nothing and the file's clock was wrong, the month is drawn too."""
    path = office.send("02.xlsx", {("HT-1.1.1", "status"): "valmis"})
    path.write_bytes(stamped(path.read_bytes(), ""))
    os.utime(path, (seconds, seconds))
    done = office.collect("2022-05")
    assert [each.source_file for each in done.record.returns] == ["02.xlsx"]
