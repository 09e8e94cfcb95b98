"""A file that somebody writes while it is copied is taken whole, as it was, or not at all."""

import hashlib
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Final, Self

import pytest

from effort import FIGURE, SEED, amount, chance, share
from small_office import small_office
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.inbox.contract import Limits
from tilannekuva.inbox.intake import PrivateCopy, take_copy
from tilannekuva.inbox.listing import disposition_of, list_inbox

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced there"),
]

INTERLEAVINGS = amount(200, 4000)
SHARDS = 2
_END = b"PK\x05\x06" + bytes(18)
_SIZE = 2_500_000
"""Read in three pieces."""
_MOMENTS = 300
"""Copying takes somewhat fewer steps than this; a later one is after it."""
THEN = 1_654_603_200_000_000_000


def version(number: int, size: int = _SIZE) -> bytes:
    """Return one of the versions of a file, other than every other in every part of it."""
    return b"PK" + bytes([number]) * (size - 2 - len(_END)) + _END


WHOLE: Final = (*map(version, range(3)), version(3, _SIZE + 70_000))


class Writer:
    """Somebody who changes a file, step by step."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def _write(self, start: int, data: bytes) -> None:
        with self.path.open("r+b") as file:
            file.seek(start)
            file.write(data)

    def first_half(self) -> None:
        """Write the first half of a version of the same size over the file."""
        self._write(0, WHOLE[1][: _SIZE // 2])

    def second_half(self) -> None:
        """Write the other half."""
        self._write(_SIZE // 2, WHOLE[1][_SIZE // 2 :])

    def second_half_with_old_time(self) -> None:
        """Write the other half, and say that the file was changed long ago."""
        self.second_half()
        os.utime(self.path, ns=(THEN, THEN))

    def empty(self) -> None:
        """Cut the file down to nothing, as many programs do before they write."""
        os.truncate(self.path, 0)

    def cut(self) -> None:
        """Cut the file in two."""
        os.truncate(self.path, _SIZE // 2)

    def fill(self) -> None:
        """Write a longer version whole."""
        self._write(0, WHOLE[3])

    def grow(self) -> None:
        """Append to the file."""
        self._write(self.path.stat().st_size if self.path.exists() else 0, b"\x07" * 50_000)

    def replace(self) -> None:
        """Give the name to another file at once, with the size and the time of the old one."""
        new = self.path.with_name("5D3F2A10")
        new.write_bytes(WHOLE[2])
        os.utime(new, ns=(THEN, THEN))
        new.replace(self.path)

    def remove(self) -> None:
        """Delete the file."""
        self.path.unlink(missing_ok=True)

    def write_new(self) -> None:
        """Write another version under the name."""
        self.path.unlink(missing_ok=True)
        self.path.write_bytes(WHOLE[1])

    def link(self) -> None:
        """Put a link out of the inbox in the file's place."""
        self.path.unlink(missing_ok=True)
        self.path.symlink_to("/etc/passwd")

    def pipe(self) -> None:
        """Put a pipe in the file's place, which whoever opens it waits for."""
        self.path.unlink(missing_ok=True)
        os.mkfifo(self.path)

    def folder(self) -> None:
        """Put a folder in the file's place."""
        self.path.unlink(missing_ok=True)
        self.path.mkdir()


DEEDS: Final[Mapping[str, tuple[Callable[[Writer], None], ...]]] = {
    "rewrites in place": (Writer.first_half, Writer.second_half),
    "rewrites with an old time": (Writer.first_half, Writer.second_half_with_old_time),
    "empties and writes": (Writer.empty, Writer.fill),
    "cuts": (Writer.cut,),
    "cuts and writes": (Writer.cut, Writer.fill),
    "appends": (Writer.grow,),
    "goes on appending": (Writer.grow, Writer.grow, Writer.grow),
    "replaces at once": (Writer.replace,),
    "deletes": (Writer.remove,),
    "saves as Excel does": (Writer.remove, Writer.replace),
    "deletes and writes": (Writer.remove, Writer.write_new),
    "links": (Writer.link,),
    "pipes": (Writer.pipe,),
    "makes a folder": (Writer.folder,),
}


class Meanwhile:
    """Lets somebody act between the steps that a function takes into the system and back."""

    def __init__(self, deeds: Mapping[int, Callable[[], None]]) -> None:
        self._deeds = dict(deeds)
        self.steps = 0

    def __enter__(self) -> Self:
        sys.setprofile(self._watch)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _watch(self, _frame: FrameType, event: str, _about: object) -> None:
        if event not in {"c_call", "c_return"}:
            return
        self.steps += 1
        deed = self._deeds.pop(self.steps, None)
        if deed is not None:
            sys.setprofile(None)
            deed()
            sys.setprofile(self._watch)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_interleavings(
    tmp_path: Path, record_property: Callable[[str, object], None], shard: int
) -> None:
    """What is copied is one whole version of the file; else it is left for the next run."""
    became: Counter[str] = Counter()
    for number in share(INTERLEAVINGS, shard, SHARDS):
        draw = chance("interleaving", number)
        deed = draw.choice(list(DEEDS))
        try:
            became[_copied(tmp_path / str(number), deed, draw)] += 1
        except BaseException as error:
            error.add_note(f"interleaving {number} of the seed {SEED}: somebody {deed}")
            raise
    assert {"taken", "changed-while-read"} <= became.keys()
    told = ", ".join(f"{many} {reason}" for reason, many in sorted(became.items()))
    record_property(FIGURE, f"{became.total()} interleavings: {told}")


def _copied(root: Path, deed: str, draw: random.Random) -> str:
    """Copy a file while somebody does something to it, and return what became of that."""
    inbox, private = root / "inbox", root / "private"
    inbox.mkdir(parents=True)
    private.mkdir()
    path = inbox / "17.xlsx"
    path.write_bytes(WHOLE[0])
    os.utime(path, ns=(THEN, THEN))
    [found] = list_inbox(inbox)
    writer = Writer(path)
    moments = sorted(draw.sample(range(1, _MOMENTS), len(DEEDS[deed])))
    deeds = {
        moment: (lambda step=step: step(writer))
        for moment, step in zip(moments, DEEDS[deed], strict=True)
    }
    with Meanwhile(deeds):
        copy = take_copy(found, private, Limits())
    if isinstance(copy, PrivateCopy):
        data = copy.path.read_bytes()
        assert data in WHOLE
        assert copy.sha256 == hashlib.sha256(data).hexdigest()
        assert copy.size == found.size
        return "taken"
    assert list(private.iterdir()) == []
    assert disposition_of(copy.reason) is Disposition.DEFERRED or copy.reason == "empty-file"
    return copy.reason


def test_interleavings_reach_the_end(tmp_path: Path) -> None:
    """The moments that are drawn are spread over all of copying."""
    path = tmp_path / "17.xlsx"
    path.write_bytes(WHOLE[0])
    [found] = list_inbox(tmp_path)
    (tmp_path / "private").mkdir()
    with Meanwhile({}) as meanwhile:
        take_copy(found, tmp_path / "private", Limits())
    assert _MOMENTS / 3 < meanwhile.steps < _MOMENTS


CAUSES = (
    PermissionError(13, "Permission denied"),
    FileNotFoundError(2, "No such file or directory"),
    OSError(5, "Input/output error"),
    OSError(112, "Host is down"),
    OSError(116, "Stale file handle"),
)


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: str(cause.errno))
def test_inbox_that_cannot_be_listed__error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cause: OSError
) -> None:
    """That an inbox cannot be listed is no empty inbox: nothing is run and nothing changed."""
    office = small_office(tmp_path)
    office.send("02.xlsx", {("HT-1.1.1", "status"): "valmis"})
    office.collect()
    office.send("17.xlsx", {("HT-1.1.1", "status"): "valmis"}, region="17")
    before = _changes(tmp_path)
    with monkeypatch.context() as drive:
        _fail_at(drive, office.inbox, cause)
        with pytest.raises(CannotRunError, match="cannot be listed"):
            office.collect()
    assert _changes(tmp_path) == before


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: str(cause.errno))
def test_folder_that_cannot_be_listed__error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cause: OSError
) -> None:
    """A folder that cannot be listed is told, and what came from it before stays in force."""
    office = small_office(tmp_path)
    office.send("Varha/02.xlsx", {("HT-1.1.1", "status"): "valmis"})
    office.collect()
    office.send("17.xlsx", {("HT-1.1.1", "status"): "valmis"}, region="17")
    _fail_at(monkeypatch, office.inbox / "Varha", cause)
    done = office.collect()
    told = {each.path: (each.disposition, each.reason) for each in done.record.files}
    closed = isinstance(cause, PermissionError)
    assert told["Varha/"] == (
        (Disposition.REJECTED, "folder-closed") if closed else (Disposition.DEFERRED, "unreachable")
    )
    assert {(each.region, each.source_file) for each in done.record.returns} == {
        ("02", "Varha/02.xlsx"),
        ("17", "17.xlsx"),
    }
    assert not any(each.region for each in done.record.files if each.path == "Varha/")


def _fail_at(monkeypatch: pytest.MonkeyPatch, folder: Path, cause: OSError) -> None:
    """Let listing a folder fail, as where a network drive goes away."""
    scandir = os.scandir

    def failing(path: Path | str | int = ".") -> object:
        if not isinstance(path, int) and Path(path) == folder:
            raise cause
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)


def _changes(root: Path) -> dict[str, int]:
    return {
        str(path): path.lstat().st_mtime_ns
        for path in root.rglob("*")
        if path.is_file() and "lock" not in path.name
    }
