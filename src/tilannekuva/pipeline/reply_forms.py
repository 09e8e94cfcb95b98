"""Draw the forms that go with replies: with the answers as they were read, or as they are sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tilannekuva.domain.answers import COVER, Answer
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.settings import Contact
from tilannekuva.domain.workbook import CellValue, SheetCells, WorkbookCells, written
from tilannekuva.inbox.identity import Unrecognised
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.layout.reading import (
    ReadCell,
    ReadCover,
    ReadSheet,
    read_cover,
    read_group_sheet,
    read_issued,
)
from tilannekuva.layout.reply_sheet import is_reply_sheet
from tilannekuva.layout.vocabulary import Vocabulary
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.issue import sent_contents
from tilannekuva.pipeline.recognition import owner_of
from tilannekuva.publish.national.cell_text import cell_text
from tilannekuva.validation.versions import VersionChange

_FIRST_YEAR = 1900

Question = tuple[str, str, str]
"""What a cell answers: of a subtask, of a group or on the cover; whose; and which question."""


@dataclass(frozen=True)
class AnswersAsRead:
    """What stands in a returned workbook, verbatim, by what it answers."""

    cells: Mapping[Question, ReadCell] = field(default_factory=dict)
    places: Mapping[tuple[str, str], Question] = field(default_factory=dict)
    """What is answered at an address of a sheet."""
    addresses: Mapping[Question, tuple[str, str]] = field(default_factory=dict)
    """The sheet and the address of each answer."""
    sent: Mapping[tuple[str, str], CellValue] = field(default_factory=dict)
    """The answers the form was sent with."""
    only_group: str = ""
    """The group of a workbook that is for one group; else empty."""


def answers_as_read(
    workbook: WorkbookCells, file: str, sha256: str, foundations: Foundations
) -> AnswersAsRead:
    """Return what stands in a workbook, in the terms of the roadmap in force.

    Args:
        workbook: as read.
        file: its path below the inbox.
        sha256: of its bytes.
        foundations: the data files in force.
    """
    owner = owner_of(workbook, file, sha256, foundations)
    version = foundations.roadmap.version if isinstance(owner, Unrecognised) else owner.version
    change = foundations.change_from(version)
    found = list(_found(workbook.sheets, foundations.vocabulary_of(version), change))
    cells: dict[Question, ReadCell] = {}
    addresses: dict[Question, tuple[str, str]] = {}
    for question, sheet, cell in found:
        # Of two answers to one question the first counts.
        if question not in cells or (cells[question].is_empty and not cell.is_empty):
            cells[question] = cell
            addresses[question] = (sheet, cell.address)
    sent = read_issued(workbook.sheets)
    return AnswersAsRead(
        cells,
        {(sheet, cell.address): question for question, sheet, cell in found},
        addresses,
        {
            (target, question): value
            for (subtask, question), value in sent.items()
            for target in _now(subtask, change)
        },
        "" if isinstance(owner, Unrecognised) else owner.group,
    )


def form_with_answers(
    form: Form, read: AnswersAsRead, last: Sequence[Answer], contact: Contact
) -> bytes:
    """Return a form drawn anew with the answers of a workbook that cannot be edited.

    Also those that could not be used stand in their cells as they were written.

    Raises:
        RefusedWriteError: a value does not fit into a cell after all.
    """
    values = {
        question: _as_it_stood(cell) for question, cell in read.cells.items() if not cell.is_empty
    }
    contents = FormContents(
        answers={key[1:]: value for key, value in values.items() if key[0] == "subtask"},
        fields={key[1:]: value for key, value in values.items() if key[0] in {"group", "text"}},
        lights={key[2]: value for key, value in values.items() if key[0] == "light"},
        last_status=sent_contents(form, last, prefilled=False).last_status,
        prefilled=bool(read.sent),
        sent=read.sent,
    )
    return draw_working_tool(form, contents, contact)


def empty_form(form: Form, last: Sequence[Answer], contact: Contact, *, prefilled: bool) -> bytes:
    """Return a form as it was sent in the first place."""
    return draw_working_tool(form, sent_contents(form, last, prefilled=prefilled), contact)


def moved_findings(
    findings: Iterable[Finding], read: AnswersAsRead, drawn: AnswersAsRead
) -> Iterator[Finding]:
    """Yield findings with the cells of a form drawn anew in place of the returned workbook's.

    One whose cell is not on the form keeps the name of its sheet, and no cell.

    Args:
        findings: about the returned workbook.
        read: what stands in that.
        drawn: what stands in the form drawn anew.
    """
    for finding in findings:
        if not finding.cell:
            yield finding
            continue
        kind, whose = ("subtask", finding.subtask) if finding.subtask else ("group", finding.group)
        meant = (
            read.places.get((finding.sheet, finding.cell)),
            (kind, whose, finding.question),
            ("subtask", finding.subtask, "status"),
        )
        known = (drawn.addresses.get(each) for each in meant if each is not None)
        place = next(filter(None, known), None)
        sheet, cell = place or (finding.sheet, "")
        yield replace(finding, sheet=sheet, cell=cell)


def form_for(form: Form, read: AnswersAsRead, groups: Sequence[str]) -> Form:
    """Return the form that takes the place of a workbook: the region's, or that of one group."""
    only = read.only_group or (groups[0] if len(groups) == 1 else "")
    known = {sheet.group.id for sheet in form.every_sheet}
    return form.for_group(only) if only in known else form


def _now(subtask: str, change: VersionChange | None) -> tuple[str, ...]:
    """Return what a subtask of a workbook's version is now; none where it is not one subtask."""
    targets = (subtask,) if change is None else change.gone_to(subtask)
    return targets if len(targets) == 1 else ()


def _found(
    sheets: Iterable[SheetCells], vocabulary: Vocabulary, change: VersionChange | None
) -> Iterator[tuple[Question, str, ReadCell]]:
    """Yield what each answer cell answers, with its sheet."""
    for sheet in sheets:
        if sheet.unread is not None or is_reply_sheet(sheet):
            continue
        read = read_group_sheet(sheet, vocabulary)
        cover = read_cover(sheet, vocabulary) if read is None or read.group is None else None
        if cover is not None:
            cells = _of_cover(cover)
        elif read is not None and read.group is not None:
            cells = _of_group(read, read.group, change)
        else:
            continue
        yield from ((question, sheet.name, cell) for question, cell in cells)


def _of_group(
    read: ReadSheet, group: str, change: VersionChange | None
) -> Iterator[tuple[Question, ReadCell]]:
    for row in read.rows:
        for subtask in () if row.subtask is None else _now(row.subtask, change):
            for question, cell in row.cells.items():
                yield ("subtask", subtask, question), cell
    heir = group if change is None else change.group_now(group)
    for question, cell in read.fields.items():
        yield ("group", heir, question), cell


def _of_cover(cover: ReadCover) -> Iterator[tuple[Question, ReadCell]]:
    for question, cell in cover.lights.items():
        yield ("light", COVER, question), cell
    for question, cell in cover.texts.items():
        yield ("text", COVER, question), cell


def _as_it_stood(cell: ReadCell) -> CellValue:
    """Return what stood in a cell, as far as a cell can hold it."""
    if cell.error is not None:
        return cell_text(cell.error)
    value = cell.value
    if isinstance(value, str):
        return cell_text(value)
    too_early = isinstance(value, date) and value.year < _FIRST_YEAR
    return written(value) if too_early else value
