"""Executes the examples of the gates CELL, ROW and TREND: each is read as a form would be.

``Status: completed; Risk: low`` is one row of a critical subtask, or answers beside the labels
of the sheet; a table with bars is a sheet; what stands before an arrow was last month's.
Examples that only describe a sheet are in `described_forms`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tilannekuva.domain.answers import GroupReturn
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import SIGNATURE, Roadmap, SubtaskQuestion
from tilannekuva.domain.rule import Rule
from tilannekuva.domain.texts import Language, LocalText
from tilannekuva.domain.workbook import CellValue, SheetCells, WorkbookCells, cell_address
from tilannekuva.i18n.words import Words
from tilannekuva.layout.vocabulary import Vocabulary
from tilannekuva.validation.dependencies import dependency_findings
from tilannekuva.validation.returned_workbook import ReadWorkbook, Validator
from tilannekuva.validation.trend import trend_findings

APRIL, MAY = ReportingMonth(2022, 4), ReportingMonth(2022, 5)
SAVED = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
REGION = "02"

SUBTASK = "HT-1.2.3"
"""A critical subtask that was due on 31.12.2021; an example of one row is about it."""

OF_HUS = "HT-1.2.4"
"""In the examples this one concerns HUS alone."""

_SUBTASK_ID = re.compile(r"\b[A-Z]+(?:-\d+\.\d+\.\d+)")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_LENGTH = re.compile(r"\(\D*(\d[\d\s,]*)\D*\)")

_BLANK: list[list[str]] = [[], [], []]
_OTHER_COLUMNS = [""] * 9
"""The columns B to J of a form tell of the subtask; the answers begin in column K."""

NEEDED: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "ROW-010": {"estimated_completion": {"done": "all"}},
    "ROW-021": {"risk": {"overdue": "all"}},
}
"""What a roadmap must ask for so that a rule can tell anything; the built-in one does not."""


@dataclass(frozen=True)
class Written:
    """A sheet as it is written in an example: its rows, and which cells show an error."""

    rows: list[list[CellValue]]
    errors: dict[str, str]

    def sheet(self) -> SheetCells:
        """Return the sheet, its rows all of one length."""
        width = max(map(len, self.rows))
        rows = tuple((*row, *[None] * (width - len(row))) for row in self.rows)
        return SheetCells("HT", rows, error_cells=self.errors)


@dataclass(frozen=True)
class Forms:
    """Writes and reads the small forms of one language."""

    roadmap: Roadmap
    glossary: Glossary
    regions: Regions
    language: Language

    def findings(self, rule: Rule, *, failing: bool) -> tuple[Finding, ...]:
        """Return what is told of one of a rule's examples."""
        example = rule.example.failing if failing else rule.example.passing
        text = self.words.say(example)
        small = small_roadmap(self.roadmap, (*self._subtasks(rule), SUBTASK))
        if "|" in text:
            # What the table does not mention is not on the form either.
            small = small_roadmap(self.roadmap, self._subtasks(rule))
            small = _asking_only(small, self._questions(rule, small))
        if rule.code in NEEDED:
            small = _needing(small, NEEDED[rule.code])
        last, arrow, now = text.rpartition(" → ")
        before = self.sheet(last, small) if arrow else None
        return self.read(small, self.sheet(now, small), before)

    def read(
        self, roadmap: Roadmap, sheet: SheetCells, before: SheetCells | None = None
    ) -> tuple[Finding, ...]:
        """Return everything that is told of a sheet, also against last month's."""
        read = self.workbook(roadmap, sheet, MAY)
        returns = returned(read, MAY)
        findings = [*read.findings, *(each for group in read.groups for each in group.findings)]
        findings += dependency_findings(returns, roadmap)
        if before is not None:
            last = returned(self.workbook(roadmap, before, APRIL), APRIL)
            answers = {answer.subtask: answer for each in last for answer in each.answers}
            of_group = {each.group: each for each in last}
            for each in returns:
                findings += trend_findings(
                    each, answers, roadmap, of_group.get(each.group), tuple(findings)
                )
        return tuple(findings)

    def sheet(self, text: str, roadmap: Roadmap) -> SheetCells:
        """Return the sheet of an example."""
        if "|" in text:
            return written(line.split("|") for line in text.splitlines()).sheet()
        pairs = [part.partition(":") for part in text.split(";")]
        answers = [(name.strip(), value.strip()) for name, _, value in pairs]
        questions = [self.say(each.name) for each in roadmap.questions.subtask]
        of_sheet = {self.say(each.name) for each in roadmap.questions.group}
        unknown = [name for name, _ in answers if name not in {*questions, *of_sheet}]
        if unknown:
            raise ValueError(unknown)
        row = dict(answers)
        code = self.say(self.glossary.headings["id"])
        signed, told = self._beside_labels(answers, roadmap)
        lines = [
            *_BLANK[:3],
            *signed,
            *_BLANK[: 3 - len(signed)],
            [code, *_OTHER_COLUMNS, *questions],
            [],
            [SUBTASK, *_OTHER_COLUMNS, *(row.get(question, "") for question in questions)],
            [],
            *told,
        ]
        return written(lines).sheet()

    def _beside_labels(
        self, answers: list[tuple[str, str]], roadmap: Roadmap
    ) -> tuple[list[list[str]], list[list[str]]]:
        """Return the lines of the signature above the table, and of the texts below it."""
        above = {self.say(each.name) for each in roadmap.questions.group if each.id in SIGNATURE}
        below = {self.say(each.name) for each in roadmap.questions.group} - above
        return (
            [["", name, value] for name, value in answers if name in above],
            [["", name, value] for name, value in answers if name in below],
        )

    def say(self, text: LocalText) -> str:
        """Return a text in the language."""
        return text.in_language(self.language)

    @property
    def words(self) -> Words:
        """The words of the language."""
        return Words(self.language)

    def workbook(self, roadmap: Roadmap, sheet: SheetCells, month: ReportingMonth) -> ReadWorkbook:
        """Return what a workbook with one sheet holds."""
        validator = Validator(Vocabulary(roadmap, self.glossary), month, "all")
        cells = WorkbookCells((sheet,), modified=SAVED)
        return validator.read(cells, self.regions.by_code[REGION], "return.xlsx")

    def _questions(self, rule: Rule, roadmap: Roadmap) -> set[str]:
        """Return the ids of the questions whose headings stand in a rule's examples."""
        examples = (rule.example.passing, rule.example.failing)
        headings = {
            heading.strip()
            for each in examples
            for heading in self.words.say(each).splitlines()[0].split("|")
        }
        return {each.id for each in roadmap.questions.subtask if self.say(each.name) in headings}

    def _subtasks(self, rule: Rule) -> tuple[str, ...]:
        examples = (rule.example.passing, rule.example.failing)
        texts = " ".join(self.words.say(each) for each in examples)
        return tuple(dict.fromkeys(_SUBTASK_ID.findall(texts)))


def small_roadmap(roadmap: Roadmap, subtasks: tuple[str, ...]) -> Roadmap:
    """Return the built-in roadmap with a few subtasks alone; one of them is HUS's."""
    groups = []
    for group in roadmap.groups:
        kept = [
            step.subtask.model_copy(update={"applies": _applies(step.subtask.id)})
            for step in roadmap.positions.values()
            if step.group.id == group.id and step.subtask.id in subtasks
        ]
        if kept:
            entity = group.entities[0]
            task = entity.tasks[0].model_copy(update={"subtasks": tuple(kept)})
            entity = entity.model_copy(update={"tasks": (task,)})
            groups.append(group.model_copy(update={"entities": (entity,)}))
    fields = {name: getattr(roadmap, name) for name in Roadmap.model_fields}
    return Roadmap.model_validate({**fields, "groups": tuple(groups)})


def _asking_only(roadmap: Roadmap, questions: set[str]) -> Roadmap:
    asked = tuple(each for each in roadmap.questions.subtask if each.id in questions)
    return _with_questions(roadmap, asked)


def _needing(roadmap: Roadmap, needed: Mapping[str, Mapping[str, str]]) -> Roadmap:
    asked = tuple(
        each.model_copy(update={"needed_when": dict(needed.get(each.id, {}))})
        for each in roadmap.questions.subtask
    )
    return _with_questions(roadmap, asked)


def _with_questions(roadmap: Roadmap, asked: tuple[SubtaskQuestion, ...]) -> Roadmap:
    questions = roadmap.questions.model_copy(update={"subtask": asked})
    return roadmap.model_copy(update={"questions": questions})


def _applies(subtask: str) -> str:
    return "hus" if subtask == OF_HUS else "all"


def written(lines: Iterator[list[str]] | list[list[str]]) -> Written:
    """Return what is typed into cells: days as days, and lengths as texts of that length."""
    rows: list[list[CellValue]] = []
    errors: dict[str, str] = {}
    for number, line in enumerate(lines):
        rows.append([])
        for column, text in enumerate(each.strip() for each in line):
            shows_error = text.startswith(("#", "="))
            if shows_error:
                errors[cell_address(number, column)] = text
            rows[-1].append(None if shows_error else _typed(text))
    return Written(rows, errors)


def _typed(text: str) -> CellValue:
    if found := _DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
        return datetime(year, month, day)  # noqa: DTZ001 - a cell knows no time zone
    if found := _LENGTH.fullmatch(text):
        return "x" * int(re.sub(r"\D", "", found[1]))
    return text or None


def returned(read: ReadWorkbook, month: ReportingMonth) -> list[GroupReturn]:
    """Return the groups of a workbook as returns that are in force."""
    return [
        GroupReturn(
            region=REGION,
            month=month,
            source_file="return.xlsx",
            source_sheet=group.sheet,
            source_cell="",
            group=group.group,
            returned_at=SAVED,
            late=False,
            sha256="0" * 64,
            filled_by=group.filled_by,
            filled_on=group.filled_on,
            answers=group.answers,
            narratives=group.narratives,
        )
        for group in read.groups
        if group.is_return
    ]
