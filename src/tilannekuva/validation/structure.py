"""Tell of a sheet's own make-up: columns, merged and hidden cells, texts that were changed."""

from collections.abc import Iterator
from functools import partial

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.texts import LocalText
from tilannekuva.domain.workbook import CellValue, written
from tilannekuva.layout.reading import ReadRow, ReadSheet
from tilannekuva.layout.vocabulary import plain
from tilannekuva.validation.cells import Place
from tilannekuva.validation.read_group import ReturnRead, content


def structure_findings(sheet: ReadSheet, place: Place, about: ReturnRead) -> Iterator[Finding]:
    """Yield what is told of a group's sheet beside its answers."""
    for column in sheet.own_columns:
        found = "\n".join(content(cell) for cell in (column.heading, *column.cells))
        yield place.finding(
            "ROW-007",
            column.heading.address,
            column=content(column.heading),
            cells=len(column.cells),
            found=found,
        )
    for row in sheet.rows:
        yield from _seconds(row, place, about)
        yield from _changed_texts(row, place, about)
        yield from _merged(row, place)
        if row.hidden and row.answered and row.subtask is not None:
            yield place.finding("ROW-009", row.address, row.subtask)


def missing_columns(sheet: ReadSheet, place: Place, about: ReturnRead) -> Iterator[Finding]:
    """Yield the columns of the form that are not on a group's sheet."""
    names = _names(about)
    for key in sheet.columns_missing:
        yield place.finding("ROW-005", "", column=names[key])


def _names(about: ReturnRead) -> dict[str, LocalText]:
    return {question.id: question.name for question in about.roadmap.questions.subtask}


def _seconds(row: ReadRow, place: Place, about: ReturnRead) -> Iterator[Finding]:
    """Tell of a column's second copy where it does not say what the first says."""
    names = _names(about) if row.seconds else {}
    for question, cell in row.seconds:
        first = row.cells.get(question)
        if first is None or content(cell) != content(first):
            yield place.finding(
                "ROW-008",
                cell.address,
                row.subtask or "",
                question,
                column=names[question],
                found=content(cell),
            )


def _changed_texts(row: ReadRow, place: Place, about: ReturnRead) -> Iterator[Finding]:
    if row.subtask is None:
        return
    for column, cell in row.told_otherwise(partial(_is_told, about, row.subtask)):
        yield place.finding(
            "CELL-014",
            cell.address,
            row.subtask,
            found=content(cell),
            column=about.vocabulary.glossary.headings[column],
        )


def _is_told(about: ReturnRead, subtask: str, column: str, value: CellValue) -> bool:
    """Tell whether the form tells this; of last month's statuses, the one it was sent with."""
    if column == "last_status" and about.shown is not None and value is not None:
        return plain(written(value)) == plain(about.shown.get(subtask, ""))
    return about.own.tells(subtask, column, value)


def _merged(row: ReadRow, place: Place) -> Iterator[Finding]:
    for question, area in row.merged.items():
        cell = row.answered.get(question)
        if cell is not None:
            yield place.finding(
                "CELL-012",
                cell.address,
                row.subtask or "",
                question,
                cells=area,
                found=content(cell),
            )
