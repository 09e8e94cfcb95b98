"""Two months of returns whose own words are words of no language, with every kind of fault.

What a region writes may be in any language; written so, it can be told from what we write.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from openpyxl.workbook import Workbook

from offices import Office, edited
from tilannekuva.domain.answers import COVER
from tilannekuva.domain.texts import Language
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.working_tool import draw_working_tool

OWN_WORDS = ("zorbel", "vandriq", "quimbat", "glorzof", "wexlim")
"""Words that are in no catalogue; the only ones the regions and their files use."""

REPORTING = ("02", "08", "09", "14", "17", "HUS")
"""Regions that return in both months: Swedish is that of 17, the others write Finnish."""

_LONG = " ".join(OWN_WORDS * 80)
_LONGISH = " ".join(OWN_WORDS * 8)
_ON_TIME = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
_LATE = datetime(2022, 6, 14, 12, 0, tzinfo=UTC)
_CHOICES = {
    "status": (("done", 30), ("in_progress", 40), ("not_started", 20), ("not_applicable", 3)),
    "risk": (("low", 3), ("moderate", 3), ("high", 3)),
    "support": (("none", 3), ("regional", 2), ("national", 2)),
}
_FAULTS: tuple[tuple[str, CellValue], ...] = (
    ("status", "zorbel"),
    ("status", "valmsi"),
    ("status", "ei valmis"),
    ("status", "x"),
    ("status", "OK"),
    ("status", 7.0),
    ("estimated_completion", "zorbel vandriq"),
    ("estimated_completion", "11/2022"),
    ("estimated_completion", "1.11.22"),
    ("estimated_completion", "3/4/2022"),
    ("estimated_completion", date(1999, 1, 1)),
    ("risk", "quimbat"),
    ("risk", "hög"),
    ("support", "wexlim"),
    ("support", "national"),
    ("description", _LONG),
    ("description", "131052-308T zorbel"),
    ("responsible", _LONGISH),
)


@dataclass(frozen=True)
class _Month:
    """Which month is sent, and how."""

    name: str
    faulty: bool


APRIL, MAY = _Month("2022-04", faulty=False), _Month("2022-05", faulty=True)


def send_april(office: Office) -> None:
    """Put the returns of the month before into an inbox."""
    for region in REPORTING:
        _write(office, f"{OWN_WORDS[0]}-{region}-04.xlsx", drawn(office, region, APRIL))


def send_may(office: Office) -> None:
    """Put the returns of the month into an inbox, and files that cannot be used."""
    for region in REPORTING:
        _write(office, f"{OWN_WORDS[0]}-{region}.xlsx", drawn(office, region, MAY))
    _write(office, "vandriq-02.xlsx", (office.inbox / "zorbel-02.xlsx").read_bytes())
    _write(office, "quimbat.pdf", b"%PDF-1.4")
    _write(office, "quimbat.png", b"")
    _write(office, "~$zorbel.xlsx", b"")
    _write(office, "glorzof.xlsx", b"no workbook")
    _write(office, "glorzof-07.xlsx", drawn(office, "07", MAY)[:-400])
    _write(office, "wexlim.xlsx", drawn(office, "12", _Month("2022-03", faulty=False)))
    _write(office, "wexlim-09.xlsx", drawn(office, "09", MAY, group="HT", saved=_LATE))


def drawn(
    office: Office, region: str, month: _Month, group: str = "", saved: datetime = _ON_TIME
) -> bytes:
    """Return a filled form; the return of 08 lacks groups, and 14's table has been changed."""
    form = office.form(region, month.name, "sv" if region == "17" else "fi")
    if group:
        form = form.for_group(group)
    chance = random.Random(f"{region} {month.name} {group}")  # noqa: S311 - the same every time
    answers: dict[tuple[str, str], CellValue] = {}
    for sheet in form.sheets:
        if region == "08" and month.faulty and sheet.group.id in {"YP", "ICT"}:
            continue
        for subtask in sheet.subtask_rows:
            given = _answer(form, chance, subtask)
            answers |= {(subtask, question): value for question, value in given.items()}
    if month.faulty:
        answered = list(dict.fromkeys(subtask for subtask, _ in answers))
        faulty = chance.sample(answered, min(len(answered), len(_FAULTS)))
        answers |= {
            (subtask, question): value
            for subtask, (question, value) in zip(faulty, _FAULTS, strict=False)
        }
    contents = FormContents(answers, dict(_fields(form, chance)), _lights(form), saved=saved)
    content = draw_working_tool(form, contents)
    return edited(content, _disarrange, saved) if region == "14" and month.faulty else content


def _answer(form: Form, chance: random.Random, subtask: str) -> dict[str, CellValue]:
    # The same subtask moves on from month to month in some regions, and stands still in others.
    kept = random.Random(f"{form.region.code} {subtask}")  # noqa: S311 - as above
    if chance.random() < 0.1:
        return {}
    source = kept if kept.random() < 0.6 else chance
    language: Language = "sv" if form.language == "sv" else "fi"
    given: dict[str, CellValue] = {}
    for question, choices in _CHOICES.items():
        ids, weights = zip(*choices, strict=True)
        [chosen] = source.choices(ids, weights)
        if question == "status" or source.random() < 0.7:
            label = form.roadmap.answer_scale.label(question, chosen)  # type: ignore[arg-type] # it is one
            given[question] = label.in_language(language)
    days = (None, date(2022, 4, 30), date(2022, 6, 30), date(2023, 2, 28))
    given["estimated_completion"] = source.choice(days)
    given["description"] = source.choice((None, "Zorbel vandriq.", "Quimbat glorzof wexlim!"))
    given["responsible"] = source.choice((None, "Wexlim Zorbel"))
    return given


def _fields(form: Form, chance: random.Random) -> Iterator[tuple[tuple[str, str], CellValue]]:
    for question in form.region_questions:
        yield (COVER, question.id), " ".join(chance.sample(OWN_WORDS, 3))
    for sheet in form.sheets:
        yield (sheet.group.id, "filled_by"), "Glorzof Vandriq"
        yield (sheet.group.id, "filled_on"), date(2022, 6, 3)
        for question in sheet.narratives:
            if chance.random() < 0.8:
                yield (sheet.group.id, question.id), " ".join(chance.choices(OWN_WORDS, k=12))


def _lights(form: Form) -> Mapping[str, CellValue]:
    lights = form.roadmap.answer_scale.light
    language: Language = "sv" if form.language == "sv" else "fi"
    return {
        question.id: light.label.in_language(language)
        for question, light in zip(form.region_questions, lights, strict=False)
    }


def _disarrange(workbook: Workbook) -> None:
    """Do to a form what people do: rename, add, take away, write beside and over."""
    sheet = workbook["HT"]
    sheet["A9"].value = "zorbel-9"
    sheet["D10"].value = "Zorbel vandriq quimbat"
    sheet["R12"].value = "Wexlim glorzof"
    for column in "ABCDEFGHI":
        sheet[f"{column}14"].value = sheet[f"{column}13"].value
    sheet.delete_rows(20)
    workbook["JO"].title = "Vandriq"
    workbook["PJ"]["O7"].value = "Zorbel"
    workbook.create_sheet("Quimbat")["B2"].value = "Glorzof"
    del workbook["YP"]
    workbook["ICT"]["K9"].value = "=#REF!+1"


def _write(office: Office, name: str, content: bytes) -> None:
    (office.inbox / name).write_bytes(content)
