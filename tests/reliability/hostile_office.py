"""An office whose regions put a text into every place of their returns that can hold one."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from marked_texts import MarkedTexts
from offices import Office, edited
from small_office import SUBTASKS, opened_office, small_office
from tilannekuva.domain.answers import COVER
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.resources import resource_folder

SENDERS = ("02", "03", "08", "17", "21", "90", "HUS")
"""Regions that return; the others of the country are not asked."""
MONTH = "2022-05"
SENT = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)

_OWN_SHEETS = 4
_STRAYS = 40
_SETTINGS = "\n[outputs]\npublic = true\n\n[forms]\nprefill = true\n"
_LONGEST_NAME = 120
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_NOT_IN_NAMES = re.compile("[/\x00\ud800-\udfff]")

Texts = Callable[[str], str]
"""Gives the next text for a kind of place."""


@dataclass
class Sent:
    """What was put where, by the kind of the place."""

    texts: dict[str, list[str]] = field(default_factory=dict)

    def noted(self, texts: Texts) -> Texts:
        """Return the same texts, each noted when it is taken."""

        def taken(kind: str) -> str:
            text = texts(kind)
            self.texts.setdefault(kind, []).append(text)
            return text

        return taken


def hostile_office(root: Path, texts: Texts) -> tuple[Office, Sent]:
    """Make a workspace whose inbox has the returns of all senders, and strays beside them."""
    sent = Sent()
    take = sent.noted(texts)
    small_office(root)
    with (root / "tilannekuva.toml").open("a", encoding="utf-8") as settings:
        settings.write(_SETTINGS)
    _more_regions(root)
    office = opened_office(root)
    for region in SENDERS:
        _send(office, region, take)
    for n in range(_STRAYS):
        folder = office.inbox / f"{n}" / _file_name(take("folder name"))
        folder.mkdir(parents=True)
        name = f"{_file_name(take('stray file name'))} {SENDERS[n % len(SENDERS)]}"
        content = b"no workbook %d" % n
        (folder / f"{name}{('.xlsx', '.pdf', '')[n % 3]}").write_bytes(content)
    return office, sent


def _send(office: Office, region: str, take: Texts) -> None:
    marks = MarkedTexts()

    def mark(kind: str) -> str:
        text = take(kind)
        return marks.mark(_NOT_IN_SHEET_NAMES.sub("-", text) if "sheet name" in kind else text)

    form = office.form(region, MONTH, "sv" if region == "17" else "fi")
    contents = FormContents(dict(_answers(mark)), dict(_fields(form, mark)), saved=SENT)
    drawn = draw_working_tool(form, contents)
    content = edited(drawn, lambda workbook: _fill_everything_else(workbook, mark), SENT)
    # Each name is another one, also where the texts are not.
    name = f"{_file_name(take('file name'))} {region}.xlsx"
    (office.inbox / name).write_bytes(marks.put_in(content))


def _answers(mark: Texts) -> Iterator[tuple[tuple[str, str], CellValue]]:
    for n, subtask in enumerate(SUBTASKS):
        if n % 2:
            yield (subtask, "status"), "käynnissä"
            yield (subtask, "risk"), "korkea"
            yield (subtask, "support"), "valtakunnallinen tuki"
        else:
            for question in ("status", "estimated_completion", "risk", "support"):
                yield (subtask, question), mark(question)
        yield (subtask, "description"), mark("description")
        yield (subtask, "responsible"), mark("responsible")


def _fields(form: Form, mark: Texts) -> Iterator[tuple[tuple[str, str], str]]:
    asked = form.roadmap.questions
    for question in asked.region:
        yield (COVER, question.id), mark("cover text")
    for sheet in form.sheets:
        yield (sheet.group.id, "filled_by"), mark("filled by")
        for question in asked.narratives():
            yield (sheet.group.id, question.id), mark("narrative")


def _fill_everything_else(workbook: Any, mark: Texts) -> None:
    """Put a text also where the form asks for none, and where a workbook keeps more than cells."""
    sheet: Any = workbook["HT"]
    for row in range(1, 30):
        sheet.cell(row, 30).value = mark("beside the table")
    for row in range(1, 5):
        sheet.cell(row, 31).comment = Comment(mark("comment"), mark("who comments"))
        link = sheet.cell(row, 32)
        link.value = mark("text of a link")
        link.hyperlink = "http://example.fi/"
        link.hyperlink.target = mark("link")
        link.hyperlink.tooltip = mark("tip of a link")
    for each in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.firstFooter):
        each.center.text = mark("header or footer")
    rule = DataValidation(type="list", formula1="tk_status", prompt=mark("prompt"))
    rule.promptTitle, rule.errorTitle, rule.error = (mark("prompt") for _ in range(3))
    rule.add("AD1:AD9")
    sheet.add_data_validation(rule)
    for group in ("JO", "PJ", "YP", "ICT"):
        workbook[group].title = mark("sheet name")
    for _ in range(_OWN_SHEETS):
        own: Any = workbook.create_sheet(mark("own sheet name"))
        own["A1"], own["B7"] = mark("own sheet"), mark("own sheet")
    for n in range(5):
        name = f"oma{n}"
        workbook.defined_names[name] = DefinedName(name, attr_text=f'"{mark("defined name")}"')
        workbook.custom_doc_props.append(StringProperty(name=f"x{n}", value=mark("property")))
    for kind in ("title", "creator", "subject", "keywords", "description", "lastModifiedBy"):
        setattr(workbook.properties, kind, mark("property"))


def _file_name(text: str) -> str:
    """Return a text as a file may be called where this runs."""
    forbidden = re.compile(r'[<>:"|?*\x01-\x1f\\]') if os.name == "nt" else re.compile("(?!)")
    name = forbidden.sub("-", _NOT_IN_NAMES.sub("-", text))
    while len(name.encode()) > _LONGEST_NAME:
        name = name[:-1]
    # Such names are for what programs put aside: the file would not be opened at all.
    return f"x{name}" if name.startswith((".", "~$")) or not name else name


def _more_regions(root: Path) -> None:
    """Have all senders in the data files; the small office has three."""
    for name in ("regions.yaml", "roadmap.yaml"):
        path = root / name
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        if "regions" in data:
            built_in = resource_folder("schemas") / "regions.yaml"
            every = yaml.load(built_in.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            data["regions"] = [each for each in every["regions"] if str(each["code"]) in SENDERS]
        else:
            data["applicability"]["all"]["codes"] = list(SENDERS)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def turns(texts: tuple[str, ...], batch: int, sizes: dict[str, int]) -> Texts:
    """Return texts by turns: a batch goes on where the one before it ended, in each kind."""
    streams = {
        kind: islice((texts[n % len(texts)] for n in range(batch * size, 10**9)), size)
        for kind, size in sizes.items()
    }
    return lambda kind: next(streams[kind])
