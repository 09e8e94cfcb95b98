"""Tell of what a file holds in, under and beside its cells and the cells do not show."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.workbook import SheetCells, area_corners
from tilannekuva.layout.reading import ReadSheet
from tilannekuva.layout.reply_comment import said_by_others
from tilannekuva.validation.cells import Place
from tilannekuva.validation.read_group import ReturnRead

_BESIDE_THE_CELLS = "CELL-013"
_MOST_COMPARED = 1_000_000


def stored_findings(cells: SheetCells, place: Place) -> Iterator[Finding]:
    """Yield what is told of cells that are in the file twice, and of comments on cells."""
    for address, found in cells.twice.items():
        yield place.finding("CELL-017", address, found=found)
    for address, comment in cells.comments.items():
        said = said_by_others(comment).strip()
        if said:
            yield place.finding("CELL-019", address, found=said)


def hidden_findings(
    cells: SheetCells, read: ReadSheet, place: Place, about: ReturnRead, *, is_return: bool
) -> Iterator[Finding]:
    """Yield what is told of answers on a hidden sheet, and in its hidden columns."""
    if is_return and not cells.visible:
        yield place.finding("FILE-007", "", sheet=cells.name)
    if not cells.hidden_columns or not is_return:
        return
    for question in about.roadmap.questions.subtask:
        answered = (row.answered.get(question.id) for row in read.rows)
        hidden = [
            cell.address
            for cell in answered
            if cell is not None and area_corners(cell.address)[1] in cells.hidden_columns
        ]
        if hidden:
            yield place.finding("ROW-030", hidden[0], column=question.name, cells=len(hidden))


def covered_told(findings: Iterable[Finding], merged: tuple[str, ...]) -> tuple[Finding, ...]:
    """Return findings, those about something that lies under merged cells named as such.

    Where there are more of both than a person makes, all stay as they are.
    """
    listed = tuple(findings)
    beside = sum(each.code == _BESIDE_THE_CELLS for each in listed)
    if not 0 < len(merged) * beside <= _MOST_COMPARED:
        return listed
    areas = [area_corners(area) for area in merged]
    return tuple(_covered(each, merged, areas) for each in listed)


def _covered(
    finding: Finding, merged: tuple[str, ...], areas: list[tuple[int, int, int, int]]
) -> Finding:
    if finding.code != _BESIDE_THE_CELLS or not finding.cell:
        return finding
    row, column = area_corners(finding.cell)[:2]
    for area, (top, left, bottom, right) in zip(merged, areas, strict=True):
        if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
            values = {**finding.values, "cells": area}
            return replace(finding, code="CELL-018", values=values)
    return finding
