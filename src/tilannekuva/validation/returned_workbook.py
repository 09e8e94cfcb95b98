"""Turn the sheets of one returned workbook into answers, narratives and findings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tilannekuva.domain.answers import COVER
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue, SingleValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region
from tilannekuva.domain.roadmap import Ask
from tilannekuva.domain.tallies import SheetTally
from tilannekuva.domain.workbook import SheetCells, WorkbookCells, area_corners, written
from tilannekuva.layout.identity import ISSUED_SHEET, LISTS_SHEET, META_SHEET
from tilannekuva.layout.leftovers import Leftovers, SortedOut
from tilannekuva.layout.own_texts import OwnTexts
from tilannekuva.layout.reading import (
    ReadCover,
    ReadSheet,
    read_cover,
    read_group_sheet,
    read_issued,
    read_shown,
)
from tilannekuva.layout.reply_sheet import is_reply_sheet
from tilannekuva.layout.vocabulary import Vocabulary
from tilannekuva.validation.accounts import cover_tally, group_tally, whole_tally
from tilannekuva.validation.answered_rows import answered_rows, is_changed
from tilannekuva.validation.cells import CellReader
from tilannekuva.validation.cover_sheet import CoverReader
from tilannekuva.validation.group_sheet import GroupSheetReader
from tilannekuva.validation.read_group import ReadGroup, ReturnRead, in_reading_order
from tilannekuva.validation.stored_cells import covered_told, hidden_findings, stored_findings

_OURS = re.compile(rf"(?:{META_SHEET}|{LISTS_SHEET}|{ISSUED_SHEET})[ _(]*\d*\)?")
"""The hidden sheets of a form; a copy of one has a number behind its name."""

_PLACES_NAMED = 20
"""So many cells that could not be read are named; the finding keeps what stands in all."""


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """What one workbook holds: the cover first, then the groups of the roadmap."""

    groups: tuple[ReadGroup, ...]
    findings: tuple[Finding, ...] = ()
    """About sheets that are no group's, or of which nobody knows whose they are."""
    tallies: tuple[SheetTally, ...] = ()
    """How the cells of each sheet add up."""


@dataclass(frozen=True)
class Validator:
    """Validates the returned workbooks of one month against one roadmap version."""

    vocabulary: Vocabulary
    month: ReportingMonth
    ask: Ask

    @cached_property
    def own_texts(self) -> OwnTexts:
        """The texts that the form itself prints."""
        return OwnTexts(self.vocabulary, self.month)

    @cached_property
    def _cell_readers(self) -> dict[bool, CellReader]:
        roadmap = self.vocabulary.roadmap
        return {
            from_1904: CellReader(roadmap, self.month, days_from_1904=from_1904)
            for from_1904 in (False, True)
        }

    def read(
        self, workbook: WorkbookCells, region: Region, file: str, only_group: str = ""
    ) -> ReadWorkbook:
        """Return what a workbook holds.

        Args:
            workbook: every sheet of the workbook, ours and others.
            region: whose return it is.
            file: its path relative to the inbox, for findings and sources.
            only_group: the group of a workbook that is for one group; else empty.
        """
        about = ReturnRead(
            vocabulary=self.vocabulary,
            own=self.own_texts,
            cells=self._cell_readers[workbook.days_from_1904],
            month=self.month,
            region=region,
            file=file,
            asked=self._asked(region),
            concerning=self._concerning(region),
            issued=read_issued(workbook.sheets),
            shown=read_shown(workbook.sheets),
            saved_on=workbook.modified.date() if workbook.modified else None,
        )
        return _Reading(about, only_group).workbook(workbook.sheets)

    def _concerning(self, region: Region) -> frozenset[str]:
        concerning = self.vocabulary.roadmap.concerning(region.code)
        return frozenset(step.subtask.id for step in concerning)

    def _asked(self, region: Region) -> dict[str, tuple[str, ...]]:
        """Return the subtasks on a region's form by group, in roadmap order."""
        asked: dict[str, list[str]] = {}
        for step in self.vocabulary.roadmap.asked(region.code, self.month, self.ask):
            asked.setdefault(step.group.id, []).append(step.subtask.id)
        return {group: tuple(subtasks) for group, subtasks in asked.items()}


class _Reading:
    """The reading of one workbook."""

    def __init__(self, about: ReturnRead, only_group: str) -> None:
        self._about = about
        self._only_group = only_group
        self._leftovers = Leftovers(about.own, about.region.name)
        self._findings: list[Finding] = []
        self._tallies: dict[int, SheetTally] = {}

    def workbook(self, sheets: tuple[SheetCells, ...]) -> ReadWorkbook:
        covers: list[tuple[SheetCells, ReadCover]] = []
        grouped: dict[str, list[tuple[SheetCells, ReadSheet]]] = {
            group.id: [] for group in self._about.roadmap.groups
        }
        others: list[SheetCells] = []
        for sheet in sheets:
            if _OURS.fullmatch(sheet.name.strip().casefold()) or is_reply_sheet(sheet):
                self._account(sheet, whole_tally(sheet))
                continue
            if sheet.unread is not None:
                self._tell("FILE-002", sheet)
                continue
            read = read_group_sheet(sheet, self._about.vocabulary)
            cover = None if read is not None else read_cover(sheet, self._about.vocabulary)
            if read is not None and read.group is not None:
                grouped[read.group].append((sheet, self._leftovers.without_own_rows(read)))
            elif cover is not None:
                covers.append((sheet, cover))
            else:
                others.append(sheet)
        groups = [*self._covers(covers), *self._groups(grouped, others)]
        groups = [*self._other_sheets(others), *groups]
        is_covered = any(group.group == COVER for group in groups)
        self._tell_sheets_gone(grouped, is_covered=is_covered)
        tallies = tuple(self._tallies[id(each)] for each in sheets if id(each) in self._tallies)
        return ReadWorkbook(tuple(_joined(groups)), tuple(self._findings), tallies)

    def _covers(self, covers: list[tuple[SheetCells, ReadCover]]) -> Iterator[ReadGroup]:
        reader = CoverReader(self._about)
        for sheet, cover in covers:
            yield self._cover(reader, sheet, cover, self._leftovers.on(sheet, cover))

    def _cover(
        self, reader: CoverReader, sheet: SheetCells, cover: ReadCover, found: SortedOut
    ) -> ReadGroup:
        """Return what a cover holds, all of it accounted for."""
        group = reader.read(cover, found.left)
        group = self._with_stored(sheet, group)
        self._account(sheet, cover_tally(sheet, cover, group, found, self._about))
        return group

    def _with_stored(self, sheet: SheetCells, group: ReadGroup, *more: Finding) -> ReadGroup:
        """Return what a sheet holds with what is told of the cells as the file has them."""
        place = self._about.place(sheet.name, group.group)
        findings = (*covered_told(group.findings, sheet.merged), *stored_findings(sheet, place))
        return replace(group, findings=(*findings, *more))

    def _groups(
        self, grouped: dict[str, list[tuple[SheetCells, ReadSheet]]], others: list[SheetCells]
    ) -> Iterator[ReadGroup]:
        """Yield what every group's sheets hold."""
        counting: list[tuple[str, SheetCells, ReadSheet]] = []
        for group, sheets in grouped.items():
            used = self._used(sheets)
            others += [sheet for sheet, read in sheets if (sheet, read) not in used]
            in_order = sorted(used, key=lambda each: self._rank(group, *each))
            counting += [(group, sheet, read) for sheet, read in in_order]
        rows = answered_rows(((group, read) for group, _, read in counting), self._about.roadmap)
        reader = GroupSheetReader(self._about, rows)
        for group, sheet, read in counting:
            found = self._leftovers.on(sheet, read)
            of_sheet = reader.read(read, group, found.left)
            place = self._about.place(sheet.name, group)
            is_return = of_sheet.is_return
            hidden = hidden_findings(sheet, read, place, self._about, is_return=is_return)
            of_sheet = self._with_stored(sheet, of_sheet, *hidden)
            self._account(sheet, group_tally(sheet, read, of_sheet, found, self._about, rows))
            yield of_sheet

    def _used(
        self, sheets: list[tuple[SheetCells, ReadSheet]]
    ) -> list[tuple[SheetCells, ReadSheet]]:
        """Return the sheets of a group that are read: whole ones, or the best there are.

        Beside a whole sheet that is filled in, one with few or no headings of ours is rather a
        list of the region's own.
        """
        asked = len(self._about.vocabulary.answer_keys)
        whole = [each for each in sheets if 2 * len(each[1].columns_missing) <= asked]
        if any(is_changed(read, self._about.issued) for _, read in whole):
            return whole
        return [each for each in sheets if each[1].is_headed] or sheets

    def _rank(self, group: str, sheet: SheetCells, read: ReadSheet) -> tuple[bool, bool, bool]:
        """Return what a sheet and its copies are sorted by: filled in, seen, the name kept."""
        return (
            not is_changed(read, self._about.issued),
            not sheet.visible,
            sheet.name.strip().upper() != group,
        )

    def _other_sheets(self, others: list[SheetCells]) -> Iterator[ReadGroup]:
        """Tell of sheets that are no group's, but for covers that ask nothing of the region."""
        for sheet in others:
            found = self._leftovers.on(sheet, None)
            if found.left and self._leftovers.is_cover(sheet):
                reader = CoverReader(self._about)
                yield self._cover(reader, sheet, ReadCover(sheet.name), found)
                continue
            if found.left:
                self._tell("FILE-003", sheet, cells=len(found.left))
            self._account(sheet, whole_tally(sheet, told=found.left))

    def _tell_sheets_gone(
        self, grouped: Mapping[str, list[tuple[SheetCells, ReadSheet]]], *, is_covered: bool
    ) -> None:
        about = self._about
        gone: list[SingleValue] = [group for group in about.asked if not grouped.get(group)]
        if about.roadmap.questions.region and not is_covered:
            gone.insert(0, about.vocabulary.glossary.headings["cover"])
        unread = any(finding.code == "FILE-002" for finding in self._findings)
        if gone and any(grouped.values()) and not self._only_group and not unread:
            region = about.region.code
            told: dict[str, MessageValue] = {"groups": tuple(gone)}
            self._findings.append(Finding("FILE-005", about.file, region=region, values=told))

    def _account(self, sheet: SheetCells, tally: SheetTally) -> None:
        """Keep how the cells of a sheet add up, and tell of it where they do not."""
        self._tallies[id(sheet)] = tally
        if tally.closes:
            return
        lost = {
            address: sheet.lost.get(address) or _content(sheet, address) for address in tally.known
        }
        found = "\n".join(f"{address}: {text}" for address, text in lost.items())
        places = tuple(tally.known[:_PLACES_NAMED]) or ("?",)
        told: dict[str, MessageValue] = {
            "cells": abs(tally.lost) or len(tally.known),
            "places": places,
            "found": found,
        }
        self._tell("FILE-006", sheet, **told)

    def _tell(self, code: str, sheet: SheetCells, **values: MessageValue) -> None:
        place = self._about.place(sheet.name, COVER)
        self._findings.append(place.finding(code, "", **{"sheet": sheet.name, **values}))


def _content(sheet: SheetCells, address: str) -> str:
    row, column = area_corners(address)[:2]
    return sheet.error_cells.get(address) or written(sheet.rows[row][column])


def _joined(groups: list[ReadGroup]) -> Iterator[ReadGroup]:
    """Yield the groups, each with all its sheets as one return."""
    found: dict[str, ReadGroup] = {}
    for other in groups:
        first = found.get(other.group)
        if first is None:
            found[other.group] = other
            continue
        found[other.group] = replace(
            first,
            answers=(*first.answers, *other.answers),
            narratives=(*first.narratives, *other.narratives),
            findings=(*first.findings, *other.findings),
            is_return=first.is_return or other.is_return,
            filled_by=first.filled_by or other.filled_by,
            filled_on=first.filled_on or other.filled_on,
        )
    for group in found.values():
        yield replace(group, findings=in_reading_order(group.findings))
