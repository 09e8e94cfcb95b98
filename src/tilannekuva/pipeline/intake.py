"""Take in returned files: from names to copies, cells, identity and answers.

Nothing a file holds or does stops the others: whatever goes wrong ends in that file's
disposition, with its reason.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tilannekuva.archive.erasures import ForgottenReturn
from tilannekuva.domain.answers import shown_groups
from tilannekuva.domain.dispositions import OUR_OWN, Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import CannotRunError, MessageValue, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region
from tilannekuva.domain.tallies import SheetTally
from tilannekuva.domain.workbook import WorkbookCells
from tilannekuva.inbox.contract import Limits, ReadFailure, limits_from
from tilannekuva.inbox.identity import Unrecognised
from tilannekuva.inbox.intake import PrivateCopy, take_copy
from tilannekuva.inbox.isolation import IsolatedReaders
from tilannekuva.inbox.listing import (
    FoundFile,
    believable,
    disposition_by_name,
    disposition_of,
)
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.progress import Progress, silent
from tilannekuva.pipeline.recognition import Owner, owner_of, with_probable_region
from tilannekuva.validation.carry_over import carried_workbook
from tilannekuva.validation.read_group import ReadGroup
from tilannekuva.validation.returned_workbook import ReadWorkbook, Validator

# Below this many files, starting a second reader costs more than it gains.
_FILES_FOR_A_SECOND_READER = 60

# So many files are read ahead of the one being validated; more would only fill the memory.
_READ_AHEAD = 8

_NONE: Mapping[str, ForgottenReturn] = {}


@dataclass(frozen=True, slots=True)
class TakenReturn:
    """A file that is a return of ours, validated for the month it is stamped with."""

    found: FoundFile
    sha256: str
    copy: Path
    """The private copy it was read from."""
    region: Region
    month: ReportingMonth
    returned_at: datetime
    """When the sender saved it: the document's own word if it can be, else the file's time; UTC."""
    groups: tuple[ReadGroup, ...]
    findings: tuple[Finding, ...] = ()
    """About the file rather than one of its groups."""
    on_word: str = ""
    """The coordinator's reason, where it is taken on the coordinator's word; else empty."""
    tallies: tuple[SheetTally, ...] = ()
    """How the cells of each of its sheets add up."""
    left_out: tuple[str, ...] = ()
    """Groups that are returned in it, and that the coordinator's word leaves out."""


@dataclass(frozen=True, slots=True)
class SettledFile:
    """A file that is no return, and what became of it."""

    found: FoundFile
    outcome: FileOutcome


@dataclass(frozen=True, slots=True)
class Intake:
    """Every file that was found: those that are returns, and those that are settled."""

    returns: tuple[TakenReturn, ...]
    settled: tuple[SettledFile, ...]


@dataclass(slots=True)
class _Reading:
    """A file under way: its copy, and what the reader will say of it."""

    found: FoundFile
    copy: PrivateCopy
    future: Future[WorkbookCells | ReadFailure]


@dataclass(slots=True)
class _Taker:
    foundations: Foundations
    limits: Limits
    month: ReportingMonth | None
    settled: list[SettledFile] = field(default_factory=list)
    returns: list[TakenReturn] = field(default_factory=list)
    validators: dict[tuple[str, ReportingMonth], Validator] = field(default_factory=dict)
    forgotten: Mapping[str, ForgottenReturn] = field(default_factory=dict)
    """The files that are not read again, by sha256."""
    first_of: dict[str, FoundFile] = field(default_factory=dict)
    """The first file of each sha256."""

    def settle(self, found: FoundFile, outcome: FileOutcome) -> None:
        """Note what became of a file that is no return."""
        if outcome.disposition is Disposition.REJECTED and outcome.reason not in OUR_OWN:
            outcome = with_probable_region(outcome, self.foundations)
        self.settled.append(SettledFile(found, outcome))


def take_in(  # noqa: PLR0913 - what a run takes in by
    files: Iterable[FoundFile],
    foundations: Foundations,
    into: Path,
    month: ReportingMonth | None = None,
    progress: Progress = silent,
    *,
    forgotten: Mapping[str, ForgottenReturn] = _NONE,
) -> Intake:
    """Take in files; of those with the same bytes the one with the plainest name counts.

    Args:
        files: what was found.
        foundations: the data files in force.
        into: a private folder for the copies.
        month: the only month whose returns are validated; by default any.
        progress: told the number of files and those done.
        forgotten: the files that are not read again, since they hold what was erased, by sha256.

    Raises:
        CannotRunError: the copies cannot be written.
    """
    listed = sorted(files, key=lambda found: _plainness(found, foundations))
    limits = limits_from(foundations.settings.limits)
    taker = _Taker(foundations, limits, month, forgotten=forgotten)
    workers = 1 if len(listed) < _FILES_FOR_A_SECOND_READER else 2
    progress(len(listed), 0)
    with IsolatedReaders(taker.limits, workers=workers, folder=into) as readers:
        under_way: deque[_Reading] = deque()
        for done, found in enumerate(listed, start=1):
            reading = _start(taker, found, into, readers)
            if reading is not None:
                under_way.append(reading)
            if len(under_way) > _READ_AHEAD:
                _finish(taker, under_way.popleft())
            progress(len(listed), done - len(under_way))
        while under_way:
            _finish(taker, under_way.popleft())
            progress(len(listed), len(listed) - len(under_way))
    return Intake(tuple(taker.returns), tuple(taker.settled))


def _plainness(found: FoundFile, foundations: Foundations) -> tuple[bool, int, str, str]:
    """Return what puts a file before its copies.

    What the coordinator names comes first. Else a copy has a longer name than its original,
    whoever made it: ``x (1).xlsx``, ``x - Copy.xlsx``, ``Kopio x.xlsx``, ``x-DESKTOP-AB12.xlsx``.
    """
    named = any(each.file == found.name for each in foundations.settings.accept)
    return not named, len(found.name), found.name, str(found.path)


def _start(
    taker: _Taker, found: FoundFile, into: Path, readers: IsolatedReaders
) -> _Reading | None:
    """Copy a file and have it read; settle it where its name or bytes say enough."""
    reason = disposition_by_name(found)
    if reason is not None:
        outcome = FileOutcome(found.name, found.size, disposition_of(reason), reason)
        taker.settle(found, outcome)
        return None
    copy = _copy(taker, found, into)
    if isinstance(copy, ReadFailure):
        taker.settle(found, _failed(found, copy))
        return None
    first = taker.first_of.setdefault(copy.sha256, found)
    if first is not found:
        taker.settle(
            found,
            FileOutcome(
                found.name,
                copy.size,
                Disposition.DUPLICATE,
                "same-bytes",
                {"first": first.name},
                copy.sha256,
            ),
        )
        return None
    gone = taker.forgotten.get(copy.sha256)
    if gone is not None:
        taker.settle(found, _forgotten(found, copy, gone, taker.foundations))
        return None
    return _Reading(found, copy, readers.read(copy.path))


def _copy(taker: _Taker, found: FoundFile, into: Path) -> PrivateCopy | ReadFailure:
    try:
        return take_copy(found, into, taker.limits)
    except OSError as error:
        raise CannotRunError(
            msg(
                "The returns cannot be copied into {folder} to be read ({reason}). "
                "Check that this disk has room and can be written to.",
                folder=str(into),
                reason=error.strerror or str(error),
            )
        ) from error


def _finish(taker: _Taker, reading: _Reading) -> None:
    result = reading.future.result()
    found, copy = reading.found, reading.copy
    if isinstance(result, ReadFailure):
        taker.settle(found, _failed(found, result, copy.sha256))
        return
    owner = owner_of(result, found.name, copy.sha256, taker.foundations)
    if isinstance(owner, Unrecognised):
        taker.settle(found, _rejected(reading, owner.reason, owner.values, owner.region))
        return
    wanted = taker.month in {None, owner.month}
    read = _validated(taker, result, owner, found.name) if wanted else ReadWorkbook(())
    word = owner.word
    named = None if word is None else word.group
    groups = tuple(each for each in read.groups if named is None or each.group == named)
    if wanted and not groups:
        taker.settle(found, _rejected(reading, "no-sheets", {}, owner.region))
        return
    others = [each for each in read.groups if each not in groups and each.is_return]
    left_out = tuple(each.group for each in others)
    taker.returns.append(
        TakenReturn(
            found=found,
            sha256=copy.sha256,
            copy=copy.path,
            region=owner.region,
            month=owner.month,
            returned_at=_returned_at(result, found),
            groups=groups,
            findings=(*owner.findings, *read.findings, *_left_out(owner, found.name, left_out)),
            on_word="" if word is None else word.reason,
            left_out=left_out,
            tallies=read.tallies,
        )
    )


def _validated(taker: _Taker, workbook: WorkbookCells, owner: Owner, file: str) -> ReadWorkbook:
    """Return what a workbook holds in the terms of the roadmap in force."""
    foundations = taker.foundations
    change = foundations.change_from(owner.version)
    validator = taker.validators.get((owner.version, owner.month))
    if validator is None:
        vocabulary = foundations.vocabulary_of(owner.version)
        validator = Validator(vocabulary, owner.month, foundations.settings.forms.ask)
        taker.validators[owner.version, owner.month] = validator
    read = validator.read(workbook, owner.region, file, owner.group)
    return read if change is None else carried_workbook(read, owner.region.code, change)


def _returned_at(workbook: WorkbookCells, found: FoundFile) -> datetime:
    """Return when a workbook says it was saved, or the file's time where it says nothing of use."""
    told = workbook.modified
    return told if told is not None and believable(told) else found.modified


def _left_out(owner: Owner, file: str, groups: tuple[str, ...]) -> tuple[Finding, ...]:
    if owner.word is None or not groups:
        return ()
    values: dict[str, MessageValue] = {
        "group": owner.word.group or "",
        "groups": shown_groups(groups),
    }
    return (Finding("IDENTITY-011", file, region=owner.region.code, values=values),)


def _forgotten(
    found: FoundFile, copy: PrivateCopy, gone: ForgottenReturn, foundations: Foundations
) -> FileOutcome:
    known = gone.region in foundations.regions.by_code
    return FileOutcome(
        found.name,
        copy.size,
        Disposition.SUPERSEDED,
        "forgotten",
        {},
        copy.sha256,
        gone.region if known else None,
        ReportingMonth.parse(gone.month),
    )


def _failed(found: FoundFile, failure: ReadFailure, sha256: str | None = None) -> FileOutcome:
    disposition = disposition_of(failure.reason)
    values: dict[str, MessageValue] = {**failure.values}
    return FileOutcome(found.name, found.size, disposition, failure.reason, values, sha256)


def _rejected(
    reading: _Reading,
    reason: str,
    values: Mapping[str, MessageValue],
    region: Region | None,
) -> FileOutcome:
    return FileOutcome(
        reading.found.name,
        reading.found.size,
        Disposition.REJECTED,
        reason,
        dict(values),
        reading.copy.sha256,
        None if region is None else region.code,
    )
