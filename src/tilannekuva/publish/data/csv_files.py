"""The data package's tables as CSV: UTF-8, comma, LF, sorted by region and roadmap."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from tilannekuva.domain.answers import COVER, GroupReturn
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.roadmap import Question, Roadmap
from tilannekuva.domain.texts import LocalText
from tilannekuva.i18n.words import Words
from tilannekuva.layout.plain_text import FORMULA_STARTS, NO_TEXT

ANSWER_FIELDS: Final = (
    "region", "month", "group", "entity", "task", "subtask", "critical", "due", "status",
    "estimated_completion", "risk", "support", "description", "responsible", "filled_by",
    "filled_on", "source_file", "source_sheet", "source_cell",
)  # fmt: skip
NARRATIVE_FIELDS: Final = (
    "region", "month", "group", "question", "light", "text",
    "source_file", "source_sheet", "source_cell",
)  # fmt: skip
INDICATOR_FIELDS: Final = (
    "view", "level", "key", "region", "n", "started", "completed", "missing",
)  # fmt: skip
FINDING_FIELDS: Final = (
    "region", "month", "group", "subtask", "question", "severity", "code", "found", "read",
    "message", "source_file", "source_sheet", "source_cell",
)  # fmt: skip
CHANGE_FIELDS: Final = (
    "region", "month", "group", "subtask", "critical", "due", "change", "status_before", "status",
    "risk_before", "risk", "support_before", "support",
)  # fmt: skip

# The writer puts quotation marks around a text with a sign of its own line end; a carriage
# return that people typed has to stand in them too.
_LINE_END = "\r\n"

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")

_ACTIVE = (*FORMULA_STARTS, "'", "\t", "\r", "\n")
_NO_TEXT = re.compile(f"[{NO_TEXT}]")


def guarded(text: str) -> str:
    r"""Return a text that no spreadsheet takes for a formula, and that hides nothing.

    One ``'`` is put before a text that begins like one; taking it off gives the text back,
    since a text that begins with ``'`` gets one too. Signs of control, and those that turn the
    reading order, are shown by their number; the workbook returned has them as they were.

    >>> guarded("=1+1"), guarded("a\x1bb")
    ("'=1+1", 'a[U+001B]b')
    """
    shown = _NO_TEXT.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", text)
    return f"'{shown}" if shown.startswith(_ACTIVE) else shown


def answers_csv(picture: NationalPicture) -> str:
    """Return ``answers.csv``: a row for each region and subtask with an answer of any kind."""
    return _csv(ANSWER_FIELDS, _answers(picture))


def narratives_csv(picture: NationalPicture) -> str:
    """Return ``narratives.csv``: a row for each narrative; the cover's have no group."""
    return _csv(NARRATIVE_FIELDS, _narratives(picture))


def indicators_csv(picture: NationalPicture) -> str:
    """Return ``indicators.csv``: a row for each region, view and part of the roadmap."""
    order = {key: place for place, key in enumerate(picture.regions.figure_keys)}
    # Sorting is stable: within a region the figures stay by view and in roadmap order.
    figures = sorted(picture.figures.items(), key=lambda item: order[item[0].region])
    rows = (
        (*key, figure.n, figure.started, figure.completed, figure.missing)
        for key, figure in figures
    )
    return _csv(INDICATOR_FIELDS, rows)


def changes_csv(picture: NationalPicture) -> str:
    """Return ``changes.csv``: a row for each change of a subtask since last month.

    A subtask has a row for each kind of change. There are none where last month is not archived.
    """
    return _csv(CHANGE_FIELDS, _changes(picture))


def findings_csv(picture: NationalPicture) -> str:
    """Return ``findings.csv``: a row for each finding, repairs among them, in reading order.

    Findings about files of no known region come first.
    """
    return _csv(FINDING_FIELDS, _findings(picture))


def _answers(picture: NationalPicture) -> Iterator[tuple[object, ...]]:
    positions = picture.roadmap.positions
    order = picture.regions.order
    signed = {(each.region, each.group): each for each in picture.record.returns}
    answers = sorted(
        picture.record.answers,
        key=lambda each: (order[each.region], positions[each.subtask].order),
    )
    for answer in answers:
        group, entity, task, subtask, _ = positions[answer.subtask]
        signature = _signature(signed.get((answer.region, group.id)))
        yield (
            answer.region,
            answer.month,
            group.id,
            entity.id,
            task.id,
            subtask.id,
            "true" if subtask.critical else "false",
            subtask.due,
            answer.status,
            answer.estimated_completion,
            answer.risk,
            answer.support,
            answer.description,
            answer.responsible,
            *signature,
            answer.source_file,
            answer.source_sheet,
            answer.source_cell,
        )


def _signature(of_group: GroupReturn | None) -> tuple[object, object]:
    return (None, None) if of_group is None else (of_group.filled_by, of_group.filled_on)


def _narratives(picture: NationalPicture) -> Iterator[tuple[object, ...]]:
    regions = picture.regions.order
    groups = {COVER: -1} | {group.id: at for at, group in enumerate(picture.roadmap.groups)}
    questions = picture.roadmap.questions
    asked = {each.id: at for at, each in enumerate((*questions.region, *questions.group))}
    narratives = sorted(
        picture.record.narratives,
        key=lambda each: (regions[each.region], groups[each.group], asked[each.question]),
    )
    for each in narratives:
        yield (
            each.region,
            each.month,
            each.group,
            each.question,
            each.light,
            each.text,
            each.source_file,
            each.source_sheet,
            each.source_cell,
        )


def _changes(picture: NationalPicture) -> Iterator[tuple[object, ...]]:
    for each in picture.changes:
        before, now, subtask = each.before, each.now, each.position.subtask
        graded = (
            None if answer is None else getattr(answer, field)
            for field in ("status", "risk", "support")
            for answer in (before, now)
        )
        values = tuple(graded)
        for kind in each.kinds:
            yield (
                each.region,
                picture.month,
                each.position.group.id,
                subtask.id,
                "true" if subtask.critical else "false",
                subtask.due,
                kind.value,
                *values,
            )


def _findings(picture: NationalPicture) -> Iterator[tuple[object, ...]]:
    regions = picture.regions.order
    groups = {COVER: -1} | {group.id: at for at, group in enumerate(picture.roadmap.groups)}
    asked = picture.roadmap.questions
    questions = {each.id: each for each in (*asked.region, *asked.group, *asked.subtask)}
    words = Words("en")

    def place(finding: Finding) -> tuple[object, ...]:
        return (
            regions.get(finding.region, -1),
            groups.get(finding.group, len(groups)),
            finding.file,
            finding.sheet,
            _reading_order(finding.cell),
            finding.code,
        )

    for each in sorted(picture.record.findings, key=place):
        question = questions.get(each.question)
        yield (
            each.region,
            picture.month,
            each.group,
            each.subtask,
            each.question,
            each.severity.value,
            each.code,
            _plain(each.values.get("found"), question, picture.roadmap, words),
            _plain(each.values.get("read"), question, picture.roadmap, words),
            words.say(each.message),
            each.file,
            each.sheet,
            each.cell,
        )


def _reading_order(cell: str) -> tuple[int, int, str]:
    """Return a cell's row and column, to sort by; what is no address comes first."""
    address = _ADDRESS.match(cell)
    if address is None:
        return -1, 0, cell
    letters, row = address.groups()
    return int(row), len(letters), letters


def _plain(
    value: MessageValue | None, question: Question | None, roadmap: Roadmap, words: Words
) -> object:
    """Return a finding's value as the other tables have it: choices by id, days as ISO dates."""
    match value:
        case str() | None:
            return value
        case ReportingMonth() | date() | int():
            return str(value)
        case LocalText() if question is not None and question.scale is not None:
            choices = roadmap.answer_scale.choices(question.scale)
            return next((each.id for each in choices if each.label == value), words.value(value))
    return words.value(value)


class _Lines:
    """What the writer of `csv` writes into; every line ends in LF."""

    def __init__(self) -> None:
        self.text: list[str] = []

    def write(self, line: str) -> None:
        """Take one line with its end."""
        self.text.append(line.removesuffix(_LINE_END) + "\n")


def _csv(fields: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = _Lines()
    writer = csv.writer(lines, lineterminator=_LINE_END)
    writer.writerow(fields)
    writer.writerows([_value(value) for value in row] for row in rows)
    return "".join(lines.text)


def _value(value: object) -> str:
    return "" if value is None else guarded(str(value))
