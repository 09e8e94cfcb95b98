"""The layout of a working tool: which sheets and rows it has, and where each value lives.

The outbox draws from it and the samples fill by it; returns are read by headings and ids
instead (`tilannekuva.layout.reading`), so that moving things about does no harm.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from tilannekuva.domain.answers import COVER
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region
from tilannekuva.domain.roadmap import (
    SIGNATURE,
    Ask,
    Position,
    PreparationGroup,
    Question,
    Roadmap,
    StatusId,
)
from tilannekuva.domain.texts import FormLanguage, LocalText
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.columns import Column, form_columns
from tilannekuva.layout.identity import LAYOUT_VERSION, Identity

TITLE_ROW = 0
SUBTITLE_ROW = 1
HINT_ROW = 2
FIRST_SIGNATURE_ROW = 3
LABEL_COLUMN = 1
"""The column of field labels on every sheet; values begin in the next one."""
FIELD_COLUMN = 2
LIGHT_COLUMN = 2
TEXT_COLUMN = 3
NARRATIVE_ROWS = 2
"""A narrative's rows: its label and, in the second, the help; the text spans both."""


@dataclass(frozen=True)
class GroupSheet:
    """The sheet of one preparation group; rows and columns are counted from 0."""

    group: PreparationGroup
    positions: tuple[Position, ...]
    """Its subtasks from top to bottom: roadmap order, critical ones first within their task."""
    signature: tuple[Question, ...]
    narratives: tuple[Question, ...]

    @property
    def name(self) -> str:
        """The sheet's name: the group's id, the same in every language."""
        return self.group.id

    @property
    def header_row(self) -> int:
        """The row of the column headings."""
        return FIRST_SIGNATURE_ROW + len(self.signature) + 1

    @property
    def first_row(self) -> int:
        """The row of the first subtask."""
        return self.header_row + 1

    @property
    def last_row(self) -> int:
        """The row of the last subtask."""
        return self.header_row + len(self.positions)

    @property
    def narrative_heading_row(self) -> int:
        """The row of the heading above the narratives."""
        return self.last_row + 2

    @cached_property
    def field_rows(self) -> dict[str, int]:
        """The row of each question that is asked once for the group; its label's and value's."""
        signature = enumerate(self.signature, start=FIRST_SIGNATURE_ROW)
        first = self.narrative_heading_row + 1
        narratives = (
            (first + place * NARRATIVE_ROWS, question)
            for place, question in enumerate(self.narratives)
        )
        return {question.id: row for row, question in (*signature, *narratives)}

    @cached_property
    def subtask_rows(self) -> dict[str, int]:
        """The row of each subtask."""
        steps = enumerate(self.positions, start=self.first_row)
        return {step.subtask.id: row for row, step in steps}


@dataclass(frozen=True)
class Form:
    """One working tool: a region, a month, a language, and the sheets that follow from them."""

    roadmap: Roadmap
    glossary: Glossary
    region: Region
    month: ReportingMonth
    language: FormLanguage
    deadline: date
    """The last day for the return."""
    only_group: str = ""
    """The group of a workbook that is for one group; else empty."""
    ask: Ask = "all"

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of every group's sheet."""
        return form_columns(self.glossary, self.roadmap.questions)

    @cached_property
    def column_numbers(self) -> dict[str, int]:
        """The place of each column by its key, counted from 0."""
        return {column.key: number for number, column in enumerate(self.columns)}

    @cached_property
    def every_sheet(self) -> tuple[GroupSheet, ...]:
        """A sheet for every group that has something to ask this region this month."""
        return tuple(self._sheets())

    @property
    def sheets(self) -> tuple[GroupSheet, ...]:
        """The sheets of this workbook: all of them, or that of its only group."""
        if not self.only_group:
            return self.every_sheet
        return tuple(sheet for sheet in self.every_sheet if sheet.group.id == self.only_group)

    @property
    def region_questions(self) -> tuple[Question, ...]:
        """The questions on the cover.

        Where each group has a workbook of its own, the first group's carries them, so that
        they are asked once.
        """
        first = self.every_sheet[0].group.id if self.every_sheet else ""
        return self.roadmap.questions.region if self.only_group in {"", first} else ()

    @property
    def identity(self) -> Identity:
        """What the workbook is stamped with."""
        return Identity(
            region=self.region.code,
            month=str(self.month),
            roadmap_version=self.roadmap.version,
            language=self.language,
            layout_version=LAYOUT_VERSION,
            group=self.only_group,
        )

    @property
    def file_name(self) -> str:
        """The workbook's name in the outbox; ASCII and short."""
        group = f"-{self.only_group}" if self.only_group else ""
        language = self.language.replace("+", "")
        return f"tilannekuva-{self.month}-{self.region.code}{group}-{language}.xlsx"

    def for_group(self, group: str) -> "Form":
        """Return the form of one of its groups alone."""
        return replace(self, only_group=group)

    def label(self, text: LocalText, separator: str = " / ") -> str:
        """Return a text in the language or languages of the form."""
        return text.on_form(self.language, separator)

    def _sheets(self) -> Iterator[GroupSheet]:
        asked = list(self.roadmap.asked(self.region.code, self.month, self.ask))
        group_questions = self.roadmap.questions.group
        task_order = {step.task.id: step.order for step in reversed(asked)}
        for group in self.roadmap.groups:
            steps = [step for step in asked if step.group.id == group.id]
            steps.sort(key=lambda step: (task_order[step.task.id], not step.subtask.critical))
            if steps:
                yield GroupSheet(
                    group,
                    tuple(steps),
                    tuple(each for each in group_questions if each.id in SIGNATURE),
                    self.roadmap.questions.narratives(),
                )


@dataclass(frozen=True)
class FormContents:
    """What stands in the fields of a form: nothing by default."""

    answers: Mapping[tuple[str, str], CellValue] = field(default_factory=dict)
    """By subtask and question."""
    fields: Mapping[tuple[str, str], CellValue] = field(default_factory=dict)
    """By group, or `COVER` for the region's, and question."""
    lights: Mapping[str, CellValue] = field(default_factory=dict)
    """By the region's question."""
    last_status: Mapping[str, StatusId] = field(default_factory=dict)
    """Last month's status by subtask, shown and not asked."""
    prefilled: bool = False
    """Whether the answers are last month's, sent along to be changed where need be."""
    sent: Mapping[tuple[str, str], CellValue] | None = None
    """What a prefilled form was first sent with, where the answers have been changed since."""
    saved: datetime | None = None
    """When the document tells it was saved, in UTC; by default the end of the month."""

    def cover_text(self, question: str) -> CellValue:
        """Return the text of one of the region's questions."""
        return self.fields.get((COVER, question))
