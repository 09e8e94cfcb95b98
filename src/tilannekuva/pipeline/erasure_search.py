"""Find what is to be erased: in every generation of every month, in kept returns, and outside."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tilannekuva.archive.closing import closed_generation
from tilannekuva.archive.erasures import forgotten_returns, generations_there
from tilannekuva.archive.files import left_by_a_run, sha256_of_file
from tilannekuva.archive.generations import MONTH_DATABASE, archived_months, current_generation
from tilannekuva.archive.month_database import month_from_file
from tilannekuva.archive.months import archived_record
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.erasure import ErasedRecord, Place, Request, erased
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.picture.changes import STUCK_MONTHS
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.text_search import UnsearchableError, holds


class CameIn(NamedTuple):
    """A file that something to erase came in."""

    month: ReportingMonth
    region: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class FoundMonth:
    """A month that holds something to erase, or whose outputs tell of one that does."""

    month: ReportingMonth
    record: MonthRecord
    """Its record without it."""
    places: Mapping[Place, int]
    """Where it stands in the record in force."""
    own: bool
    """Whether it stands in the month itself; else in one shortly before."""
    generations: int
    """The generations there are; all but one of them will be removed."""
    closed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Everything in the archive that is to be erased."""

    months: tuple[FoundMonth, ...]
    """The earliest first."""
    returns: Mapping[str, CameIn]
    """The files it came in, by sha256."""

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to erase."""
        return not self.months and not self.returns


@dataclass(frozen=True, slots=True)
class Remaining:
    """The files outside the archive that hold it, which are not ours to touch."""

    inbox: tuple[str, ...] = ()
    outbox: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """Settings, data files, and files that somebody else put among the outputs."""
    unsearched: tuple[str, ...] = ()
    """Those that could not be looked through."""

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.inbox or self.outbox or self.others or self.unsearched)


@dataclass(slots=True)
class _Search:
    workspace: Workspace
    foundations: Foundations
    request: Request
    returns: dict[str, CameIn] = field(default_factory=dict)
    records: dict[ReportingMonth, ErasedRecord] = field(default_factory=dict)
    own: set[ReportingMonth] = field(default_factory=set)
    """The months that hold it, in whichever generation."""

    def run(self) -> Found:
        months = archived_months(self.workspace)
        kept = self._kept_returns()
        for month in months:
            self._look_at(month, kept)
        known = forgotten_returns(self.workspace)
        gone = {
            sha256: each
            for sha256, each in self.returns.items()
            if sha256 not in known or (self.workspace.stored_returns / sha256).exists()
        }
        after = {month.shifted(n) for month in self.own for n in range(STUCK_MONTHS)}
        found = tuple(self._found(month) for month in months if month in after)
        return Found(found, gone)

    def _archived(self, month: ReportingMonth) -> MonthRecord | None:
        """Return the record in force of a month, and note what it is without what goes."""
        record = archived_record(self.workspace, month)
        if record is not None:
            self.records[month] = self._erased(record)
        return record

    def _found(self, month: ReportingMonth) -> FoundMonth:
        if month not in self.records:
            self._archived(month)
        each = self.records[month]
        return FoundMonth(
            month=month,
            record=each.record,
            places=each.places,
            own=month in self.own,
            generations=len(generations_there(self.workspace, month)),
            closed=closed_generation(self.workspace, month) is not None,
        )

    def _look_at(self, month: ReportingMonth, kept: frozenset[str]) -> None:
        """Look through every generation of a month, and the files of each."""
        record = self._archived(month) if self.request.concerns_month(month) else None
        if record is None:
            return
        self._note(record, self.records[month], kept)
        current = current_generation(self.workspace, month)
        for name in sorted(generations_there(self.workspace, month)):
            folder = self.workspace.month_archive(month) / name
            if name != current:
                self._earlier(month, folder, kept)
            if self.request.kind == "text" and month not in self.own and self._in_files(folder):
                self.own.add(month)

    def _earlier(self, month: ReportingMonth, folder: Path, kept: frozenset[str]) -> None:
        try:
            record = month_from_file(folder / MONTH_DATABASE)
        except CannotRunError:
            # What nobody can read may hold anything.
            self.own.add(month)
            return
        self._note(record, self._erased(record), kept)

    def _erased(self, record: MonthRecord) -> ErasedRecord:
        roadmap = self.foundations.roadmap_of(record.roadmap_version)
        return erased(record, roadmap, self.request)

    def _note(self, record: MonthRecord, without: ErasedRecord, kept: frozenset[str]) -> None:
        if without.record != record:
            self.own.add(record.month)
        regions = {each.sha256: each.region for each in record.returns}
        regions |= {each.sha256: each.region or "" for each in record.files if each.sha256}
        for sha256 in kept & regions.keys():
            # It stands in the file where nothing was read, as in its properties.
            self.own.add(record.month)
            self.returns.setdefault(sha256, CameIn(record.month, regions[sha256], ()))
        for sha256, places in without.files.items():
            before = self.returns.get(sha256)
            every = dict.fromkeys((*(() if before is None else before.places), *places))
            self.returns[sha256] = CameIn(record.month, regions.get(sha256, ""), tuple(every))

    def _kept_returns(self) -> frozenset[str]:
        """Return the kept returns that hold a text anywhere."""
        folder = self.workspace.stored_returns
        if self.request.kind != "text" or not folder.is_dir():
            return frozenset()
        found = set()
        for path in sorted(folder.iterdir()):
            if path.is_file() and not left_by_a_run(path.name):
                with suppress(UnsearchableError):
                    if holds(path, self.request.found_in):
                        found.add(path.name)
        return frozenset(found)

    def _in_files(self, folder: Path) -> bool:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                with suppress(UnsearchableError):
                    if holds(path, self.request.found_in):
                        return True
        return False


def find(workspace: Workspace, foundations: Foundations, request: Request) -> Found:
    """Return everything in the archive that is to be erased.

    Raises:
        CannotRunError: the archive is damaged, or an earlier roadmap's file has problems.
    """
    return _Search(workspace, foundations, request).run()


def remaining(
    workspace: Workspace, request: Request, found: Found, inbox: Path | None = None
) -> Remaining:
    """Return what lies outside the archive and holds it: only a person may take that away.

    Args:
        workspace: where.
        request: what is to be erased.
        found: what was found of it in the archive.
        inbox: the folder of the returned files; by default the workspace's own.
    """
    look = _Outside(workspace, request, frozenset(forgotten_returns(workspace)) | {*found.returns})
    return Remaining(
        inbox=tuple(look.inbox(inbox or workspace.inbox)),
        outbox=tuple(look.outbox(each.month for each in found.months if each.own)),
        others=tuple(look.others()),
        unsearched=tuple(look.unsearched),
    )


@dataclass(slots=True)
class _Outside:
    workspace: Workspace
    request: Request
    came_in: frozenset[str]
    unsearched: list[str] = field(default_factory=list)

    def inbox(self, folder: Path) -> Iterator[str]:
        for path in _files(folder.resolve()):
            if self._is_known(path) or self._holds(path):
                yield self._name(path)

    def outbox(self, months: Iterable[ReportingMonth]) -> Iterator[str]:
        # The forms of the next month may have been sent out with these answers in them.
        after = {str(month.shifted(1)) for month in months}
        for path in _files(self.workspace.outbox):
            if self.request.kind == "text":
                if self._holds(path):
                    yield self._name(path)
            elif path.parent.name in after and self._is_of_region(path):
                yield self._name(path)

    def others(self) -> Iterator[str]:
        if self.request.kind != "text":
            return
        top = _files(self.workspace.root, below=False)
        for path in (*top, *_files(self.workspace.output)):
            if self._holds(path):
                yield self._name(path)

    def _is_of_region(self, path: Path) -> bool:
        region = self.request.region
        return region is None or f"-{region}-" in path.name

    def _is_known(self, path: Path) -> bool:
        try:
            return sha256_of_file(path) in self.came_in
        except OSError:
            return False

    def _holds(self, path: Path) -> bool:
        if self.request.kind != "text":
            return False
        try:
            return holds(path, self.request.found_in)
        except UnsearchableError:
            self.unsearched.append(self._name(path))
            return False

    def _name(self, path: Path) -> str:
        root = self.workspace.root
        inside = path.is_relative_to(root)
        return path.relative_to(root).as_posix() if inside else str(path)


def _files(folder: Path, *, below: bool = True) -> list[Path]:
    """Return the files of a folder, in order; none where it cannot be listed."""
    try:
        listed = sorted(folder.rglob("*") if below else folder.iterdir())
        return [path for path in listed if path.is_file()]
    except OSError:
        return []
