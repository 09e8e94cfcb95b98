"""A form of seven subtasks, filled in without a fault: what every deviation starts from.

Its sheets, as they are drawn in Finnish; the answers are those of `FILLED`::

    Etusivu  rows 23 to 25: the region's topics; C light, D text
    HT       C4 filled in by, C5 filled in on; row 7 headings, rows 8 to 10 subtasks
             C13 strengths, C15 challenges, C17 support wished for
    JO, ICT  the same with two subtasks, rows 8 and 9; narratives in C12, C14 and C16
    columns  A code, B to D names, E critical, F phase, G deadline, H legal basis, I support on
             offer, J last month's status; K status, L estimate, M risk, N support,
             O description, P person responsible
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from textwrap import dedent

from tilannekuva.domain.answers import COVER
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import PreparationGroup, Roadmap, Subtask
from tilannekuva.domain.texts import FormLanguage
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.pipeline.foundations import Foundations

MAY = ReportingMonth(2022, 5)
SAVED = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)

# Code, whether it is critical, deadline, whom it concerns, what it depends on.
ASKED = """
    HT-1.2.1  | critical | 2022-12-31 | all |
    HT-1.2.2  | critical | 2022-04-30 | all |
    HT-1.2.3  |          | 2022-12-31 | all |
    HT-1.2.4  | critical | 2022-12-31 | hus |
    JO-1.1.1  | critical | 2022-12-31 | all |
    JO-1.1.2  |          | 2022-12-31 | all |
    ICT-1.1.1 | critical | 2022-12-31 | all | JO-1.1.1
    ICT-1.1.2 |          | 2022-12-31 | all |
"""

QUESTIONS = ("status", "estimated_completion", "risk", "support", "description", "responsible")

TYPED = """
    HT-1.2.1  | käynnissä    | 2022-11-30 | kohtalainen | alueellinen tuki riittää  | Suunnitelma on luonnos. | Hallintojohtaja
    HT-1.2.2  | valmis       | 2022-05-02 | matala      | ei tuen tarvetta          | Sopimus on tehty.       | Kehitysjohtaja
    HT-1.2.3  | ei aloitettu | 2022-12-31 | matala      | ei tuen tarvetta          |                         |
    JO-1.1.1  | käynnissä    | 2022-10-31 | korkea      | kansallinen tuki tarpeen  | Ohjeistus puuttuu.      | Johtajaylilääkäri
    JO-1.1.2  | ei aloitettu | 2022-12-15 | matala      |                           |                         |
    ICT-1.1.1 | käynnissä    | 2022-12-01 | kohtalainen | ei tuen tarvetta          | Kilpailutus on kesken.  | Tietohallintojohtaja
    ICT-1.1.2 | ei aloitettu |            |             |                           |                         |
"""  # noqa: E501 - a row of a table stands on one line

FIELDS: dict[tuple[str, str], CellValue] = {
    ("HT", "filled_by"): "Anna Malli",
    ("HT", "filled_on"): date(2022, 6, 1),
    ("HT", "strengths"): "Väki on innostunut.",
    ("HT", "challenges"): "Rahoitus on auki.",
    ("JO", "filled_by"): "Jussi Esimerkki",
    ("JO", "filled_on"): date(2022, 6, 2),
    ("ICT", "filled_by"): "Ilona Näyte",
    ("ICT", "filled_on"): date(2022, 6, 3),
    ("ICT", "support_wished"): "Yhteinen hankinta.",
    (COVER, "health_social"): "Palvelut toimivat.",
    (COVER, "rescue"): "Ei muutoksia.",
}
LIGHTS: dict[str, CellValue] = {"health_social": "vihreä – etenee suunnitellusti"}


def _rows(table: str) -> list[list[str]]:
    lines = dedent(table).strip("\n").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def _answers() -> dict[tuple[str, str], CellValue]:
    answers: dict[tuple[str, str], CellValue] = {}
    for subtask, *cells in _rows(TYPED):
        for question, cell in zip(QUESTIONS, cells, strict=True):
            if cell:
                is_day = question == "estimated_completion"
                answers[subtask, question] = date.fromisoformat(cell) if is_day else cell
    return answers


COVER_CELLS = {
    "health_social light": "C23",
    "health_social": "D23",
    "rescue light": "C24",
    "rescue": "D24",
    "organisers light": "C25",
    "organisers": "D25",
}
ANSWERS = _answers()
FILLED = FormContents(answers=ANSWERS, fields=FIELDS, lights=LIGHTS, saved=SAVED)
"""What a region without a fault answers."""


def small(foundations: Foundations) -> Foundations:
    """Return foundations whose roadmap has the subtasks of `ASKED` and no others."""
    roadmap = foundations.roadmap
    wanted = {row[0]: row for row in _rows(ASKED)}
    subtasks: dict[str, list[Subtask]] = {}
    for step in roadmap.positions.values():
        if step.subtask.id in wanted:
            _, critical, due, applies, needs = wanted[step.subtask.id]
            told = {
                "critical": bool(critical),
                "due": date.fromisoformat(due),
                "applies": applies,
                "depends_on": (needs,) if needs else (),
            }
            asked = step.subtask.model_copy(update=told)
            subtasks.setdefault(step.group.id, []).append(asked)
    groups = [_with(group, subtasks[group.id]) for group in roadmap.groups if group.id in subtasks]
    fields = {name: getattr(roadmap, name) for name in Roadmap.model_fields}
    fields |= {"groups": tuple(groups), "earlier": ()}
    return replace(foundations, roadmap=Roadmap.model_validate(fields))


def _with(group: PreparationGroup, subtasks: list[Subtask]) -> PreparationGroup:
    entity = group.entities[0]
    task = entity.tasks[0].model_copy(update={"subtasks": tuple(subtasks)})
    entity = entity.model_copy(update={"tasks": (task,)})
    return group.model_copy(update={"entities": (entity,)})


def form(
    foundations: Foundations,
    region: str = "02",
    month: ReportingMonth = MAY,
    language: FormLanguage = "fi",
    group: str = "",
) -> Form:
    """Return the layout of a region's form."""
    whole = Form(
        roadmap=foundations.roadmap,
        glossary=foundations.glossary,
        region=foundations.regions.by_code[region],
        month=month,
        language=language,
        deadline=foundations.deadline(month),
    )
    return whole.for_group(group) if group else whole


_CHOICES = {
    "käynnissä": "in_progress",
    "valmis": "done",
    "ei aloitettu": "not_started",
    "matala": "low",
    "kohtalainen": "moderate",
    "korkea": "high",
    "ei tuen tarvetta": "none",
    "alueellinen tuki riittää": "regional",
    "kansallinen tuki tarpeen": "national",
    "vihreä – etenee suunnitellusti": "green",
}


def as_read(value: object) -> object:
    """Return a value of the filled form as it is read: choices by their ids."""
    return _CHOICES.get(value, value) if isinstance(value, str) else value


def filled_answers() -> dict[str, object]:
    """Return what is read from the filled form, by what is asked.

    The keys are like ``HT-1.2.1 risk``, ``HT strengths``, ``rescue`` and ``rescue light``.
    """
    answers = {f"{subtask} {asked}": as_read(value) for (subtask, asked), value in ANSWERS.items()}
    fields = {f"{group} {asked}".strip(): value for (group, asked), value in FIELDS.items()}
    lights = {f"{asked} light": as_read(value) for asked, value in LIGHTS.items()}
    return {**answers, **fields, **lights}


def filled_with(typed: Mapping[str, CellValue]) -> FormContents:
    """Return the filled form with other values typed into it, by what is asked."""
    answers, fields, lights = dict(ANSWERS), dict(FIELDS), dict(LIGHTS)
    for asked, value in typed.items():
        about, _, question = asked.rpartition(" ")
        if question == "light":
            lights[about] = value
        elif "-" in about:
            answers[about, question] = value
        else:
            fields[about, question] = value
    return replace(FILLED, answers=answers, fields=fields, lights=lights)


def place_of(asked: str) -> str:
    """Return where a question is answered: ``HT-1.2.1 risk`` in ``HT!M8``."""
    about, _, question = asked.rpartition(" ")
    if asked in COVER_CELLS:
        return f"Etusivu!{COVER_CELLS[asked]}"
    group = about.partition("-")[0]
    codes = [row[0] for row in _rows(TYPED) if row[0].startswith(group)]
    if about == group:
        return f"{group}!C{_field_rows(len(codes))[question]}"
    return f"{group}!{'KLMNOP'[QUESTIONS.index(question)]}{8 + codes.index(about)}"


def _field_rows(subtasks: int) -> dict[str, int]:
    first = 10 + subtasks
    narratives = {"strengths": first, "challenges": first + 2, "support_wished": first + 4}
    return {"filled_by": 4, "filled_on": 5, **narratives}


def nothing_of(*subtasks: str) -> dict[str, object]:
    """Return that no answer to these subtasks is read."""
    return {
        f"{subtask} {question}": None
        for subtask in subtasks
        for question in QUESTIONS
        if (subtask, question) in ANSWERS
    }
