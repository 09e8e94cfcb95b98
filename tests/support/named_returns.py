"""Returns with a name in every field that can hold one, and a search of our own for it."""

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl.workbook import Workbook

from offices import AFTER_DEADLINE, Office, edited
from small_office import GROUPS, every_answer, small_office
from tilannekuva.domain.answers import COVER
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.closing import close_month

NAME = "Aino Poistettava"
"""Who is to be forgotten."""
OTHER = "Onni Pysyvä"
"""Who is not."""

_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{60,76}\r?\n)+[A-Za-z0-9+/=]*")


def send_named(  # noqa: PLR0913 - what a sender can vary
    office: Office,
    file: str,
    name: str,
    *,
    region: str = "02",
    month: str = "2022-05",
    saved: datetime = datetime(2022, 6, 7, 12, 0, tzinfo=UTC),
    author: str = "",
) -> Path:
    """Put a return into the inbox in which a name stands in every field of text."""
    answers: dict[tuple[str, str], CellValue] = dict(every_answer())
    answers |= {key: f"Työtä tekee {name}." for key in answers if key[1] == "description"}
    answers |= {key: name for key in answers if key[1] == "responsible"}
    answers["JO-1.1.1", "status"] = f"kysy: {name}"
    answers["JO-1.1.2", "estimated_completion"] = f"{name} tietää"
    fields: dict[tuple[str, str], CellValue] = {}
    for group in GROUPS:
        fields[group, "filled_by"] = name
        fields[group, "filled_on"] = date(2022, 6, 1)
        fields[group, "strengths"] = f"{name} jaksaa vielä."
    form = office.form(region, month)
    fields |= {(COVER, each.id): f"{name} kertoo." for each in form.region_questions}
    data = draw_working_tool(form, FormContents(answers, fields, saved=saved))

    def by_the_way(workbook: Workbook) -> None:
        workbook.worksheets[1]["AB3"] = f"muista {name}"
        if author:
            workbook.properties.creator = author

    path = office.inbox / file
    path.write_bytes(edited(data, by_the_way, saved))
    return path


def two_named_months(root: Path) -> Office:
    """Make a workspace of two months: in April, which is closed, and in May one told all."""
    office = small_office(root)
    april = datetime(2022, 5, 7, 12, 0, tzinfo=UTC)
    send_named(office, "huhti-02.xlsx", OTHER, month="2022-04", saved=april.replace(day=3))
    office.collect("2022-04")
    send_named(office, "huhti-02-b.xlsx", NAME, month="2022-04", saved=april)
    send_named(office, "huhti-17.xlsx", OTHER, region="17", month="2022-04", saved=april)
    office.collect("2022-04")
    close_month(office.workspace, office.foundations, ReportingMonth(2022, 4), AFTER_DEADLINE)
    send_named(office, "touko-02.xlsx", NAME)
    send_named(office, "touko-17.xlsx", OTHER, region="17")
    office.collect("2022-05")
    return office


def where(root: Path, text: str) -> list[str]:
    """Return the files below a folder that hold a text: packed, encoded or as it is."""
    return [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*"))
        if path.is_file() and bytes_hold(path.read_bytes(), text, path.name)
    ]


def bytes_hold(content: bytes, text: str, name: str = "") -> bool:
    """Tell whether a file's name, bytes, packed parts or enclosed files hold a text."""
    looked_for = [text.encode(), text.encode("utf-16-le"), *_words_apart(text)]
    return text in name or any(any(each in part for each in looked_for) for part in _parts(content))


def _words_apart(text: str) -> Iterator[bytes]:
    yield text.replace(" ", "&nbsp;").encode()
    yield text.replace(" ", "\u00a0").encode()
    yield text.encode("ascii", "xmlcharrefreplace")


def _parts(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                part = archive.read(member)
                yield from _parts(part)
                yield re.sub(rb"<[^<>]*>", b"", part)
    for block in _BASE64.findall(content):
        decoded = base64.b64decode(block)
        yield from _parts(decoded) if decoded.startswith(b"PK") else [decoded]
