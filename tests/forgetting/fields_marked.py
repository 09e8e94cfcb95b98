"""A month in which every field that can name a person holds a mark of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl.workbook import Workbook

from named_returns import bytes_hold
from offices import AFTER_DEADLINE, Office, edited
from small_office import every_answer, small_office
from tilannekuva.domain.answers import COVER
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.settings import Acceptance
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.issue import issue_templates
from tilannekuva.pipeline.withdraw import withdraw

MAY, JUNE = ReportingMonth(2022, 5), ReportingMonth(2022, 6)

MARKS: Mapping[str, str] = {
    "description": "Merkkikuvaus",
    "responsible": "Merkkivastuu",
    "filled_by": "Merkkitayttaja",
    "narrative of a group": "Merkkivahvuus",
    "narrative of the region": "Merkkiteksti",
    "value that could not be read": "Merkkiarvo",
    "remark beside the table": "Merkkihuomautus",
    "file name": "Merkkitiedosto",
    "reason under [[accept]]": "Merkkivahvistus",
    "reason of withdraw": "Merkkiperuste",
    "document properties": "Merkkitekija",
}
"""A mark for each field."""

OUTPUTS: Mapping[str, tuple[str, ...]] = {
    "national workbook": ("output/2022-05/tilannekuva-2022-05.xlsx",),
    "pack of the region": ("output/2022-05/briefings/02-",),
    "index of the packs": ("output/2022-05/briefings/index",),
    "replies": ("output/2022-05/replies/",),
    "data": ("output/2022-05/data/",),
    "run.json": ("output/2022-05/run.json",),
    "public pages": ("output/2022-05/public/",),
    "next month": ("output/2022-06/",),
    "forms of the next month": ("outbox/2022-06/",),
    "month.sqlite": ("archive/2022-05/*/month.sqlite",),
    "kept returns": ("archive/returns/",),
    "other files of the archive": (
        "archive/forgotten.json", "archive/last-run.json", "archive/2022-05/current.json",
    ),
    "log": ("tilannekuva.log", "log/", "logs/", "archive/log"),
}  # fmt: skip
"""The outputs, by how the names of their files begin."""


def marked_office(root: Path) -> Office:
    """Collect two months; the first one holds the marks."""
    office = small_office(root)
    public = office.foundations.settings.outputs.model_copy(update={"public": True})
    _send(office)
    name = f"{MARKS['file name']}.xlsx"
    word = Acceptance.model_validate({
        "file": name, "region": "02", "month": MAY, "reason": MARKS["reason under [[accept]]"],
    })  # fmt: skip
    forms = office.foundations.settings.forms.model_copy(update={"prefill": True})
    settings = office.foundations.settings.model_copy(
        update={"outputs": public, "forms": forms, "accept": (word,)}
    )
    office = replace(office, foundations=replace(office.foundations, settings=settings))
    office.collect("2022-05")
    withdraw(
        office.workspace,
        office.foundations,
        "02",
        "PJ",
        month=MAY,
        reason=MARKS["reason of withdraw"],
        today=AFTER_DEADLINE,
    )
    office.send("kesa.xlsx", every_answer("valmis"), region="17", month="2022-06")
    (office.inbox / "tilannekuva-2022-06-02-fi.xlsx").write_bytes(b"no workbook")
    issue_templates(office.workspace, office.foundations, JUNE)
    office.collect("2022-06")
    return office


def _send(office: Office) -> None:
    answers: dict[tuple[str, str], CellValue] = dict(every_answer())
    answers["HT-1.1.1", "description"] = f"{MARKS['description']} on korkea."
    answers["HT-1.1.1", "risk"] = "korkea"
    answers["HT-1.1.1", "responsible"] = MARKS["responsible"]
    answers["HT-1.1.2", "status"] = f"kysy: {MARKS['value that could not be read']}"
    fields: dict[tuple[str, str], CellValue] = {
        ("HT", "filled_by"): MARKS["filled_by"],
        ("HT", "filled_on"): date(2022, 6, 1),
        ("HT", "strengths"): f"{MARKS['narrative of a group']} on hyvä.",
    }
    form = office.form("02", "2022-05")
    for each in form.region_questions:
        fields[COVER, each.id] = f"{MARKS['narrative of the region']} kertoo."
    saved = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
    data = draw_working_tool(form, FormContents(answers, fields, saved=saved))

    def by_the_way(workbook: Workbook) -> None:
        workbook.worksheets[1]["AB3"] = f"muista {MARKS['remark beside the table']}"
        workbook.properties.creator = MARKS["document properties"]

    path = office.inbox / f"{MARKS['file name']}.xlsx"
    path.write_bytes(edited(data, by_the_way, saved))
    office.send("17.xlsx", every_answer(), region="17")


def outputs_with(office: Office, mark: str) -> Iterator[str]:
    """Yield the kinds of outputs in which a mark stands."""
    root = office.workspace.root
    holding = [
        path.relative_to(root)
        for path in sorted(root.rglob("*"))
        if path.is_file() and bytes_hold(path.read_bytes(), mark, path.name)
    ]
    for kind, beginnings in OUTPUTS.items():
        if any(_begins(path, each) for path in holding for each in beginnings):
            yield kind


def _begins(path: Path, beginning: str) -> bool:
    if "*" in beginning:
        return path.match(beginning)
    return path.as_posix().startswith(beginning)
