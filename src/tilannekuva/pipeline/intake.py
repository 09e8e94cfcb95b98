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

from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region
from tilannekuva.domain.workbook import WorkbookCells
from tilannekuva.inbox.contract import Limits, ReadFailure, limits_from
from tilannekuva.inbox.identity import Recognised, Unrecognised, recognise
from tilannekuva.inbox.intake import PrivateCopy, take_copy
from tilannekuva.inbox.isolation import IsolatedReaders
from tilannekuva.inbox.listing import FoundFile, disposition_by_name, disposition_of
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.progress import Progress, silent
from tilannekuva.validation.returned_workbook import ReadGroup, ReadWorkbook, Validator

# Below this many files, starting a second reader costs more than it gains.
_FILES_FOR_A_SECOND_READER = 60

# So many files are read ahead of the one being validated; more would only fill the memory.
_READ_AHEAD = 8


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
    """When the sender saved it: the document's own word, else the file's time; in UTC."""
    groups: tuple[ReadGroup, ...]
    findings: tuple[Finding, ...] = ()
    """About the file rather than one of its groups."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Every file that was found: those that are returns, and those that are settled."""

    returns: tuple[TakenReturn, ...]
    settled: tuple[FileOutcome, ...]


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
    settled: list[FileOutcome] = field(default_factory=list)
    returns: list[TakenReturn] = field(default_factory=list)
    validators: dict[ReportingMonth, Validator] = field(default_factory=dict)
    first_of: dict[str, FoundFile] = field(default_factory=dict)
    """The first file of each sha256."""


def take_in(
    files: Iterable[FoundFile],
    foundations: Foundations,
    into: Path,
    month: ReportingMonth | None = None,
    progress: Progress = silent,
) -> Intake:
    """Take in files, in their order.

    Args:
        files: what was found.
        foundations: the data files in force.
        into: a private folder for the copies.
        month: the only month whose returns are validated; by default any.
        progress: told the number of files and those done.
    """
    listed = tuple(files)
    taker = _Taker(foundations, limits_from(foundations.settings.limits), month)
    workers = 1 if len(listed) < _FILES_FOR_A_SECOND_READER else 2
    progress(len(listed), 0)
    with IsolatedReaders(taker.limits, workers=workers) as readers:
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


def _start(
    taker: _Taker, found: FoundFile, into: Path, readers: IsolatedReaders
) -> _Reading | None:
    """Copy a file and have it read; settle it where its name or bytes say enough."""
    reason = disposition_by_name(found)
    if reason is not None:
        outcome = FileOutcome(found.name, found.size, disposition_of(reason), reason)
        taker.settled.append(outcome)
        return None
    copy = take_copy(found, into, taker.limits)
    if isinstance(copy, ReadFailure):
        taker.settled.append(_failed(found, copy))
        return None
    first = taker.first_of.setdefault(copy.sha256, found)
    if first is not found:
        taker.settled.append(
            FileOutcome(
                found.name,
                copy.size,
                Disposition.DUPLICATE,
                "same-bytes",
                {"first": first.name},
                copy.sha256,
            )
        )
        return None
    return _Reading(found, copy, readers.read(copy.path))


def _finish(taker: _Taker, reading: _Reading) -> None:
    result = reading.future.result()
    found, copy = reading.found, reading.copy
    if isinstance(result, ReadFailure):
        taker.settled.append(_failed(found, result, copy.sha256))
        return
    foundations = taker.foundations
    identity = recognise(result, foundations.regions, (foundations.roadmap.version,))
    if isinstance(identity, Unrecognised):
        region = identity.region.code if identity.region is not None else None
        taker.settled.append(
            _rejected(found, identity.reason, identity.values, copy.sha256, region)
        )
        return
    wanted = taker.month in {None, identity.month}
    read = _validated(taker, result, identity, found.name) if wanted else ReadWorkbook(())
    if wanted and not read.groups:
        taker.settled.append(_rejected(found, "no-sheets", {}, copy.sha256, identity.region.code))
        return
    taker.returns.append(
        TakenReturn(
            found=found,
            sha256=copy.sha256,
            copy=copy.path,
            region=identity.region,
            month=identity.month,
            returned_at=result.modified or found.modified,
            groups=read.groups,
            findings=(*_about_file(identity, found.name), *read.findings),
        )
    )


def _validated(
    taker: _Taker, workbook: WorkbookCells, identity: Recognised, file: str
) -> ReadWorkbook:
    validator = taker.validators.get(identity.month)
    if validator is None:
        foundations = taker.foundations
        ask = foundations.settings.forms.ask
        validator = Validator(foundations.vocabulary, identity.month, ask)
        taker.validators[identity.month] = validator
    return validator.read(workbook.sheets, identity.region, file)


def _about_file(identity: Recognised, file: str) -> tuple[Finding, ...]:
    if not identity.one_stamp:
        return ()
    return (Finding("IDENTITY-002", file, region=identity.region.code),)


def _failed(found: FoundFile, failure: ReadFailure, sha256: str | None = None) -> FileOutcome:
    disposition = disposition_of(failure.reason)
    values: dict[str, MessageValue] = {**failure.values}
    return FileOutcome(found.name, found.size, disposition, failure.reason, values, sha256)


def _rejected(
    found: FoundFile,
    reason: str,
    values: Mapping[str, MessageValue],
    sha256: str,
    region: str | None,
) -> FileOutcome:
    return FileOutcome(
        found.name, found.size, Disposition.REJECTED, reason, dict(values), sha256, region
    )
