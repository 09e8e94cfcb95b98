"""Returns with hostile texts in every place a person or a program can put one."""

import io
import os
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice
from xml.sax.saxutils import quoteattr

from hostile_texts import ACTIVE, FILES, ODD, SHEETS, TEXTS, TOGETHER

from marked_texts import MarkedTexts
from offices import Office
from tilannekuva.domain.answers import COVER
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.working_tool import draw_working_tool

SENT = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
SENDERS = ("02", "08", "17")
"""Regions whose returns hold the texts: two in Finnish, one in Swedish."""

_NOT_ON_WINDOWS = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass
class Sent:
    """What the regions sent, place by place."""

    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)
    """By region and subtask; so are those who are responsible."""
    responsible: dict[tuple[str, str], str] = field(default_factory=dict)
    statuses: dict[tuple[str, str], str] = field(default_factory=dict)
    days: dict[tuple[str, str], str] = field(default_factory=dict)
    """Where a day is asked; none of the texts is one."""
    fields: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """By region, group (none for the cover) and question."""
    files: dict[str, str] = field(default_factory=dict)
    """The file of each region."""


def send_hostile_returns(office: Office) -> Sent:
    """Put the returns into an inbox, and beside them files that are none; tell what was sent."""
    sent = Sent()
    singly = cycle((*ACTIVE.values(), *ODD.values(), TOGETHER))
    names = iter(FILES)
    for region in SENDERS:
        texts = MarkedTexts()
        form = office.form(region, "2022-05", "sv" if region == "17" else "fi")
        answers = dict(_answers(form, sent, texts))
        fields = {place: texts.mark(text) for place, text in _fields(form, sent, singly)}
        drawn = draw_working_tool(form, FormContents(answers, fields, saved=SENT))
        other_names = dict(zip(("YP", "ICT"), SHEETS, strict=True)) if region == "02" else {}
        sent.files[region] = _file_name(next(names))
        path = office.inbox / sent.files[region]
        path.write_bytes(texts.put_in(_renamed(drawn, other_names)))
    strays = office.inbox / _file_name("=1+1 <b>")
    strays.mkdir()
    for name in names:
        (strays / _file_name(name)).write_bytes(b"PK\x03\x04 no workbook")
    return sent


def _answers(
    form: Form, sent: Sent, texts: MarkedTexts
) -> Iterator[tuple[tuple[str, str], CellValue]]:
    """Yield an answer with each text as description and as who is responsible, then as others."""
    region = form.region.code
    rows = [subtask for sheet in form.sheets for subtask in sheet.subtask_rows]
    for subtask, text, other in zip(rows, TEXTS.values(), reversed(TEXTS.values()), strict=False):
        key = region, subtask
        sent.descriptions[key], sent.responsible[key] = text, other
        yield (subtask, "status"), "käynnissä"
        yield (subtask, "risk"), "korkea"
        yield (subtask, "support"), "valtakunnallinen tuki"
        yield (subtask, "description"), texts.mark(text)
        yield (subtask, "responsible"), texts.mark(other)
    for subtask, text in zip(rows[len(TEXTS) :], TEXTS.values(), strict=False):
        sent.statuses[region, subtask] = sent.days[region, subtask] = text
        yield (subtask, "status"), texts.mark(text)
        yield (subtask, "estimated_completion"), texts.mark(text)


def _fields(form: Form, sent: Sent, singly: Iterator[str]) -> Iterator[tuple[tuple[str, str], str]]:
    asked = form.roadmap.questions
    cover = [(COVER, each.id) for each in asked.region]
    of_groups = [
        (sheet.group.id, question)
        for question in ("filled_by", *(each.id for each in asked.narratives()))
        for sheet in form.sheets
    ]
    places = [*cover, *of_groups]
    for place, text in zip(places, islice(singly, len(places)), strict=True):
        sent.fields[form.region.code, *place] = text
        yield place, text


def _renamed(content: bytes, sheets: Mapping[str, str]) -> bytes:
    """Return a workbook with other names of sheets."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for member in old.infolist():
            part = old.read(member)
            if member.filename == "xl/workbook.xml":
                for name, other in sheets.items():
                    named = f"<sheet name={quoteattr(other)}".encode()
                    part = part.replace(f'<sheet name="{name}"'.encode(), named)
            new.writestr(member, part, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _file_name(name: str) -> str:
    return _NOT_ON_WINDOWS.sub("-", name) if os.name == "nt" else name.replace("/", "-")
