"""What has to become of an inbox, said once more and as simply as it can be said.

This knows nothing of how the program does it: it takes what those who made the files know of
them, and the rules of intake as people are told them.
"""

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from inbox_cast import Entry
from inbox_files import Says, Unit

from tilannekuva.domain.dispositions import FileOutcome

_PICTURES = ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "heic", "webp", "svg")
_TEMPORARY = ("tmp", "temp", "part", "partial", "crdownload", "download")
_DEFERRED = ("not-finished", "changed-while-read", "not-downloaded", "unreachable")
_IGNORED = (
    "owner-file", "temporary-file", "hidden-file", "system-file", "picture", "link",
    "not-a-file", "archived-month",
)  # fmt: skip
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Kept:
    """The return of a group that is in force."""

    sha256: str
    time: datetime
    version: int
    """The number of what it answers."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A return of a group that was withdrawn: what was saved until then counts no more."""

    unit: Unit
    sha256: str
    time: datetime

    def covers(self, unit: Unit, sha256: str, time: datetime) -> bool:
        """Tell whether a return is this one, or was saved no later."""
        return unit == self.unit and (sha256 == self.sha256 or time <= self.time)


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one entry."""

    name: str
    disposition: str
    reason: str
    groups_used: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ExpectedMonth:
    """What an inbox and what was in force before it come to."""

    entries: Counter[Became]
    in_force: Mapping[Unit, Kept]

    def counts(self) -> dict[str, int]:
        """Return how many entries end in each disposition."""
        return dict(Counter(each.disposition for each in self.entries.elements()))


def expected_month(
    entries: Iterable[Entry],
    before: Mapping[Unit, Kept],
    month: str,
    taken_back: Collection[TakenBack] = (),
) -> ExpectedMonth:
    """Return what has to become of an inbox.

    Args:
        entries: what lies in it.
        before: what was in force before.
        month: the month that is collected.
        taken_back: what was withdrawn.
    """
    ends: list[Became] = []
    first: set[str] = set()
    returns: list[tuple[Entry, Says, str]] = []
    for entry in sorted(entries, key=lambda each: (len(shown(each)), shown(each), each.name)):
        reason = _at_a_glance(entry)
        sha256 = hashlib.sha256(entry.content.data).hexdigest()
        if not reason and sha256 in first:
            reason = "same-bytes"
        if not reason and entry.content.refused not in _DEFERRED:
            first.add(sha256)
        reason = reason or entry.content.refused
        if reason:
            ends.append(Became(shown(entry), _disposition(reason), reason))
        else:
            assert entry.content.says is not None
            returns.append((entry, entry.content.says, sha256))
    assert all(says.month == month for _, says, _ in returns)
    in_force = _in_force(returns, before, taken_back)
    for entry, says, sha256 in _timed(returns, before):
        ends.append(_became(shown(entry), says, sha256, in_force, taken_back))
    return ExpectedMonth(Counter(ends), in_force)


def shown(entry: Entry) -> str:
    """Return an entry's name as it is told."""
    text = os.fsencode(entry.name).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def became(outcome: FileOutcome) -> Became:
    """Return what became of a file, in the same terms."""
    used = frozenset(outcome.groups_used)
    return Became(outcome.path, outcome.disposition.value, outcome.reason, used)


def by_name(name: str) -> str:
    """Return why a file is not opened, by its name alone; empty where it is opened."""
    path = PurePosixPath(name.lower())
    file = path.name
    end = re.sub(r"\(\d+\)$", "", file.rpartition(".")[2].strip()).strip() if "." in file else ""
    if file.startswith(("~$", ".~lock.")):
        return "owner-file"
    if end in _TEMPORARY or re.fullmatch("[0-9a-f]{8}", file) or ".sb-" in file:
        return "temporary-file"
    if file in {"desktop.ini", "thumbs.db", ".ds_store"} or end in {"lnk", "url", "webloc"}:
        return "system-file"
    if path.parts[0] == "$recycle.bin":
        return "system-file"
    if any(part.startswith(".") for part in path.parts):
        return "hidden-file"
    if end in _PICTURES:
        return "picture"
    return "" if end in {"xlsx", "xlsm", "ods"} else "other-format"


def _at_a_glance(entry: Entry) -> str:
    """Return why an entry is not opened at all."""
    if entry.kind == "link":
        return "link"
    if entry.kind in {"pipe", "socket"}:
        return "not-a-file"
    return by_name(shown(entry)) or ("empty-file" if not entry.content.data else "")


def _disposition(reason: str) -> str:
    if reason == "same-bytes":
        return "duplicate"
    if reason in _IGNORED:
        return "ignored"
    return "deferred" if reason in _DEFERRED else "rejected"


def _time(entry: Entry, says: Says) -> datetime:
    """Return when a return was saved: by its own word, else by the file's time."""
    if says.saved is not None:
        return says.saved
    told = datetime.fromtimestamp(min(entry.modified, _LATEST.timestamp()), UTC)
    return max(told, _EARLIEST)


_Timed = tuple[Entry, Says, str]


def _timed(returns: Sequence[_Timed], before: Mapping[Unit, Kept]) -> Iterator[_Timed]:
    """Yield returns with the time they have; one in force has the time it was accepted with."""
    known = {each.sha256: each.time for each in before.values()}
    for entry, says, sha256 in returns:
        time = known.get(sha256, _time(entry, says))
        yield entry, Says(says.region, says.month, says.groups, time), sha256


def _in_force(
    returns: Sequence[_Timed], before: Mapping[Unit, Kept], taken_back: Collection[TakenBack]
) -> dict[Unit, Kept]:
    """Return the newest return of each group; of those saved at once the one in force stays."""
    here = {sha256 for _, _, sha256 in returns}
    offers: dict[Unit, list[Kept]] = {}
    for unit, kept in before.items():
        if kept.sha256 not in here:
            offers.setdefault(unit, []).append(kept)
    for _, says, sha256 in _timed(returns, before):
        assert says.saved is not None
        for group, version in says.groups:
            unit = says.region, group
            if not any(each.covers(unit, sha256, says.saved) for each in taken_back):
                offers.setdefault(unit, []).append(Kept(sha256, says.saved, version))
    return {unit: _newest(each, before.get(unit)) for unit, each in offers.items()}


def _newest(offers: list[Kept], before: Kept | None) -> Kept:
    latest = [each for each in offers if each.time == max(every.time for every in offers)]
    for each in latest:
        if before is not None and each.sha256 == before.sha256:
            return each
    return min(latest, key=lambda each: each.sha256)


def _became(
    name: str,
    says: Says,
    sha256: str,
    in_force: Mapping[Unit, Kept],
    taken_back: Collection[TakenBack],
) -> Became:
    """Return what became of a return, by what is in force now."""
    assert says.saved is not None
    used = set()
    why = set()
    for group, version in says.groups:
        unit = says.region, group
        back = [each for each in taken_back if each.covers(unit, sha256, says.saved)]
        if back:
            own = any(each.sha256 == sha256 for each in back)
            why.add("withdrawn" if own else "before-withdrawn")
        elif in_force[unit].sha256 == sha256:
            used.add(group)
        elif in_force[unit].version == version:
            why.add("same-answers")
        else:
            why.add("same-time" if in_force[unit].time == says.saved else "newer-return")
    if used:
        return Became(name, "accepted", "used", frozenset(used))
    order = (
        "newer-return", "same-time", "same-answers", "withdrawn", "before-withdrawn",
        "nothing-filled-in",
    )  # fmt: skip
    why.add("nothing-filled-in")
    return Became(name, "superseded", next(each for each in order if each in why))
