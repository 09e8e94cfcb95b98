"""Turn the sheets of one returned workbook into answers, narratives and findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tilannekuva.domain.answers import COVER, Answer, Narrative
from tilannekuva.domain.findings import Finding, Severity
from tilannekuva.domain.messages import SingleValue, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region
from tilannekuva.domain.roadmap import SIGNATURE, Ask, Question
from tilannekuva.domain.workbook import CellValue, SheetCells, written
from tilannekuva.layout.identity import ISSUED_SHEET, LISTS_SHEET, META_SHEET
from tilannekuva.layout.reading import (
    ReadCell,
    ReadCover,
    ReadRow,
    ReadSheet,
    read_cover,
    read_group_sheet,
    read_issued,
)
from tilannekuva.layout.vocabulary import Vocabulary
from tilannekuva.validation.cells import CellReader, Place, ReadValue

_OURS = {META_SHEET, LISTS_SHEET, ISSUED_SHEET}
"""The hidden sheets of a form."""


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """What one group, or the cover, holds in one workbook."""

    group: str
    sheet: str
    answers: tuple[Answer, ...]
    narratives: tuple[Narrative, ...]
    findings: tuple[Finding, ...]
    is_return: bool
    """Whether anything in it differs from the form as it was sent."""
    filled_by: str | None = None
    filled_on: date | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What must be corrected in it, return or not."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """What one workbook holds: the cover first, then the groups of the roadmap."""

    groups: tuple[ReadGroup, ...]
    findings: tuple[Finding, ...] = ()
    """About sheets that could not be read, so that nobody knows whose they are."""


@dataclass(frozen=True)
class Validator:
    """Validates the returned workbooks of one month against one roadmap version."""

    vocabulary: Vocabulary
    month: ReportingMonth
    ask: Ask

    @cached_property
    def cells(self) -> CellReader:
        """What reads single cells by the question asked in them."""
        return CellReader(self.vocabulary.roadmap)

    def read(self, sheets: tuple[SheetCells, ...], region: Region, file: str) -> ReadWorkbook:
        """Return what a workbook holds.

        Args:
            sheets: every sheet of the workbook, ours and others.
            region: whose return it is.
            file: its path relative to the inbox, for findings and sources.
        """
        return _Reading(self, region, file).workbook(sheets)


class _Reading:
    """The reading of one workbook."""

    def __init__(self, validator: Validator, region: Region, file: str) -> None:
        self._vocabulary = validator.vocabulary
        self._roadmap = validator.vocabulary.roadmap
        self._cells = validator.cells
        self._month = validator.month
        self._region = region
        self._file = file
        asked = self._roadmap.asked(region.code, validator.month, validator.ask)
        self._asked: dict[str, list[str]] = {}
        for step in asked:
            self._asked.setdefault(step.group.id, []).append(step.subtask.id)
        asked_questions = self._roadmap.questions.subtask
        self._questions: dict[str, Question] = {each.id: each for each in asked_questions}
        self._issued: dict[tuple[str, str], CellValue] = {}
        self._seen: dict[str, tuple[Place, ReadRow]] = {}

    def workbook(self, sheets: tuple[SheetCells, ...]) -> ReadWorkbook:
        self._issued = read_issued(sheets)
        covers: list[ReadGroup] = []
        read: dict[str, list[ReadGroup]] = {group.id: [] for group in self._roadmap.groups}
        for sheet in sheets:
            if sheet.name in _OURS or sheet.unread is not None:
                continue
            group_sheet = read_group_sheet(sheet, self._vocabulary)
            if group_sheet is not None and group_sheet.group is not None:
                read[group_sheet.group].append(self._group(group_sheet, group_sheet.group))
                continue
            cover = read_cover(sheet, self._vocabulary)
            if cover is not None:
                covers.append(self._cover(cover))
        groups = (covers, *read.values())
        return ReadWorkbook(
            groups=tuple(_joined(sheets_of) for sheets_of in groups if sheets_of),
            findings=tuple(self._unread(sheet) for sheet in sheets if sheet.unread is not None),
        )

    def _unread(self, sheet: SheetCells) -> Finding:
        place = Place(self._file, sheet.name, self._region.code, COVER)
        return place.finding("FILE-002", "", sheet=sheet.name)

    def _cover(self, cover: ReadCover) -> ReadGroup:
        place = Place(self._file, cover.name, self._region.code, COVER)
        narratives: list[Narrative] = []
        findings: list[Finding] = []
        for question in self._roadmap.questions.region:
            if question.id not in cover.texts:
                continue
            light = self._cells.choice(question, cover.lights[question.id], place)
            text = self._cells.text(question, cover.texts[question.id], place)
            findings += (*light.findings, *text.findings)
            if light.value is not None or text.value is not None:
                cell = cover.texts[question.id].address
                narratives.append(self._narrative(place, question, cell, light.value, text.value))
        cells = (*cover.lights.values(), *cover.texts.values())
        typed = any(not cell.is_empty for cell in cells)
        return ReadGroup(COVER, cover.name, (), tuple(narratives), tuple(findings), typed)

    def _group(self, sheet: ReadSheet, group: str) -> ReadGroup:
        place = Place(self._file, sheet.name, self._region.code, group)
        findings = [
            place.finding("ROW-005", "", column=self._question(key).name)
            for key in sheet.columns_missing
        ]
        answers: list[Answer] = []
        for row in sheet.rows:
            answer, found = self._row(row, place)
            answers += [answer] if answer is not None else []
            findings += found
        findings += self._rows_gone(sheet, place)
        signed = {key: self._field(sheet, key, place) for key in SIGNATURE if key in sheet.fields}
        for value in signed.values():
            findings += value.findings
        narratives, found = self._narratives(sheet, place)
        filled_by = signed["filled_by"].value if "filled_by" in signed else None
        filled_on = signed["filled_on"].value if "filled_on" in signed else None
        return ReadGroup(
            group=group,
            sheet=sheet.name,
            answers=tuple(answers),
            narratives=tuple(narratives),
            findings=(*findings, *found),
            is_return=self._is_changed(sheet),
            filled_by=filled_by if isinstance(filled_by, str) else None,
            filled_on=filled_on if isinstance(filled_on, date) else None,
        )

    def _is_changed(self, sheet: ReadSheet) -> bool:
        """Tell whether anything on a sheet is not as the form was sent."""
        return any(not cell.is_empty for cell in sheet.fields.values()) or any(
            self._differs(cell, row.subtask, question)
            for row in sheet.rows
            for question, cell in row.cells.items()
        )

    def _differs(self, cell: ReadCell, subtask: str | None, question: str) -> bool:
        sent = None if subtask is None else self._issued.get((subtask, question))
        if cell.is_empty or sent is None:
            return cell.is_empty != (sent is None)
        return cell.error is not None or written(cell.value) != written(sent)

    def _row(self, row: ReadRow, place: Place) -> tuple[Answer | None, list[Finding]]:
        refusal = self._refusal(row, place)
        if refusal is not None:
            return None, [refusal]
        if row.subtask is None or not row.answered:
            return None, []
        subtask = self._roadmap.positions[row.subtask]
        self._seen[row.subtask] = (place, row)
        values: dict[str, object] = {}
        findings: list[Finding] = []
        for question in self._roadmap.questions.subtask:
            if question.id in row.cells:
                read = self._cells.read(question, row.cells[question.id], place, row.subtask)
                values[question.id] = read.value
                findings += read.findings
        answer = Answer.model_validate(
            {
                **place.source(row.address, self._month),
                "group": subtask.group.id,
                "subtask": row.subtask,
                **values,
            }
        )
        return (None if answer.is_empty else answer), findings

    def _refusal(self, row: ReadRow, place: Place) -> Finding | None:
        """Return why the answers of a row cannot be used, or None where they can."""
        if not row.answered:
            return None
        if row.subtask is None:
            code = "ROW-001" if row.written_id else "ROW-006"
            heading = self._vocabulary.glossary.headings["id"]
            return place.finding(
                code,
                row.address,
                found=row.written_id,
                column=heading,
                answers=self._verbatim(row),
            )
        subtask = self._roadmap.positions[row.subtask].subtask
        if not self._roadmap.applies(subtask, self._region.code):
            found = written(row.cells["status"].value) if "status" in row.cells else ""
            return place.finding(
                "ROW-003",
                row.address,
                row.subtask,
                found=found,
                subtask=row.subtask,
                answers=self._verbatim(row),
            )
        if row.subtask in self._seen:
            first_place, first = self._seen[row.subtask]
            cells = (f"{first_place.sheet}!{first.address}", f"{place.sheet}!{row.address}")
            return place.finding(
                "ROW-002",
                row.address,
                row.subtask,
                found=row.written_id,
                cells=cells,
                subtask=row.subtask,
                answers=self._verbatim(row),
            )
        return None

    def _verbatim(self, row: ReadRow) -> tuple[SingleValue, ...]:
        return tuple(
            msg(
                "{question}: {answer}",
                question=self._question(key).name,
                answer=cell.error or written(cell.value),
            )
            for key, cell in row.cells.items()
            if not cell.is_empty
        )

    def _rows_gone(self, sheet: ReadSheet, place: Place) -> Iterator[Finding]:
        there = {row.subtask for row in sheet.rows}
        gone = tuple(
            subtask for subtask in self._asked.get(place.group, ()) if subtask not in there
        )
        if gone:
            yield place.finding("ROW-004", "", subtasks=gone)

    def _narratives(self, sheet: ReadSheet, place: Place) -> tuple[list[Narrative], list[Finding]]:
        narratives: list[Narrative] = []
        findings: list[Finding] = []
        for question in self._roadmap.questions.narratives():
            if question.id not in sheet.fields:
                continue
            cell = sheet.fields[question.id]
            text = self._cells.text(question, cell, place)
            findings += text.findings
            if text.value is not None:
                narratives.append(self._narrative(place, question, cell.address, None, text.value))
        return narratives, findings

    def _narrative(
        self, place: Place, question: Question, cell: str, light: object, text: object
    ) -> Narrative:
        source = place.source(cell, self._month)
        told = {"group": place.group, "question": question.id, "light": light, "text": text}
        return Narrative.model_validate({**source, **told})

    def _field(self, sheet: ReadSheet, key: str, place: Place) -> ReadValue:
        asked = self._roadmap.questions.group
        question = next(question for question in asked if question.id == key)
        return self._cells.read(question, sheet.fields[key], place)

    def _question(self, key: str) -> Question:
        return self._questions[key]


def _joined(parts: list[ReadGroup]) -> ReadGroup:
    """Return the sheets of one group as one; a copied sheet adds only what is not there yet."""
    first, *rest = parts
    for other in rest:
        told = {narrative.question for narrative in first.narratives}
        first = ReadGroup(
            group=first.group,
            sheet=first.sheet,
            answers=(*first.answers, *other.answers),
            narratives=(
                *first.narratives,
                *(each for each in other.narratives if each.question not in told),
            ),
            findings=(*first.findings, *other.findings),
            is_return=first.is_return or other.is_return,
            filled_by=first.filled_by or other.filled_by,
            filled_on=first.filled_on or other.filled_on,
        )
    return first
