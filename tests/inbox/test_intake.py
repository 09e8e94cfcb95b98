"""A private copy holds the bytes of one moment, or the file is left for the next run."""

import hashlib
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from raw_workbooks import written

from ordinary_rights import can_be_had, ordinary_rights
from tilannekuva.inbox.contract import Limits, ReadFailure
from tilannekuva.inbox.intake import PrivateCopy, is_elsewhere, take_copy
from tilannekuva.inbox.listing import FoundFile, list_inbox

BOOK = written({"HT": [["valmis"]]})


@pytest.fixture(name="private")
def _private(tmp_path: Path) -> Path:
    folder = tmp_path / "private"
    folder.mkdir()
    return folder


def found(tmp_path: Path, content: bytes) -> FoundFile:
    """Put a file into an inbox and list it."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "17.xlsx").write_bytes(content)
    return list_inbox(inbox)[0]


def test_copy__ok(tmp_path: Path, private: Path) -> None:
    """The copy has the bytes and their digest; the original keeps its time."""
    file = found(tmp_path, BOOK)
    copy = take_copy(file, private, Limits())
    assert isinstance(copy, PrivateCopy)
    assert copy.path.parent == private
    assert copy.path.read_bytes() == BOOK
    assert (copy.size, copy.sha256) == (len(BOOK), hashlib.sha256(BOOK).hexdigest())
    assert list_inbox(file.path.parent)[0] == file


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty-file"),
        (BOOK[:-100], "not-finished"),
        (BOOK[: len(BOOK) // 2], "not-finished"),
        (bytes(100), "not-finished"),
        (BOOK[:3000] + bytes(5000), "not-finished"),
        (BOOK + bytes(5000), "not-finished"),
    ],
)
def test_file_that_is_not_whole__error(
    tmp_path: Path, private: Path, content: bytes, reason: str
) -> None:
    """Nothing is left behind of a file that is not taken."""
    assert take_copy(found(tmp_path, content), private, Limits()) == ReadFailure(reason)
    assert list(private.iterdir()) == []


def test_file_that_is_no_zip__ok(tmp_path: Path, private: Path) -> None:
    """What is wrong with a whole file is for the gate to say."""
    assert isinstance(take_copy(found(tmp_path, b"a,b\n"), private, Limits()), PrivateCopy)


def test_file_that_is_too_large__error(tmp_path: Path, private: Path) -> None:
    """A file beyond the limit is not even opened."""
    file = found(tmp_path, b"")
    os.truncate(file.path, (1 << 20) + 1)
    assert take_copy(file, private, Limits(file_megabytes=1)) == ReadFailure(
        "too-large", {"limit": "1 MB"}
    )


def test_file_that_is_gone__error(tmp_path: Path, private: Path) -> None:
    """Excel removes a file for a moment while it saves."""
    file = found(tmp_path, BOOK)
    file.path.unlink()
    assert take_copy(file, private, Limits()) == ReadFailure("changed-while-read")


def test_file_that_changes_meanwhile__error(tmp_path: Path, private: Path) -> None:
    """However a writer's steps fall between ours, a copy is one whole state or none."""
    file = found(tmp_path, BOOK)
    whole = {BOOK, BOOK + b"PK\x05\x06" + bytes(18)}
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            for content in whole:
                file.path.write_bytes(content)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(100):
            copy = take_copy(file, private, Limits())
            if isinstance(copy, PrivateCopy):
                assert copy.path.read_bytes() in whole
            else:
                assert copy.reason in {"changed-while-read", "not-finished", "empty-file"}
    finally:
        stop.set()
        writer.join()


@pytest.mark.skipif(not can_be_had(), reason="rights are something else there")
def test_file_without_rights__error(tmp_path: Path, private: Path) -> None:
    file = found(tmp_path, BOOK)
    file.path.chmod(0)
    with ordinary_rights():
        assert take_copy(file, private, Limits()) == ReadFailure("no-access")


def test_folder_that_cannot_be_written__error(tmp_path: Path) -> None:
    """A fault of ours is not told as the file's."""
    with pytest.raises(OSError, match="none"):
        take_copy(found(tmp_path, BOOK), tmp_path / "none", Limits())


@pytest.mark.parametrize(
    ("attributes", "elsewhere"),
    [(0x20, False), (0x400020, True), (0x40020, True), (0x1020, True), (0x80020, False)],
)
def test_file_in_the_cloud(attributes: int, elsewhere: bool) -> None:  # noqa: FBT001
    """Pinned and ordinary files are read; those that reading would download are not."""
    assert is_elsewhere(attributes) is elsewhere


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
@pytest.mark.parametrize("what", ["link", "pipe", "folder", "other file"])
def test_file_that_gives_its_place_to_another__error(
    tmp_path: Path, private: Path, what: str
) -> None:
    """What stands there when it is opened is neither followed nor waited for."""
    file = found(tmp_path, BOOK)
    secret = tmp_path / "secret"
    secret.write_bytes(BOOK)
    before = file.path.lstat()
    file.path.unlink()
    if what == "link":
        file.path.symlink_to(secret)
    elif what == "pipe":
        os.mkfifo(file.path)
    elif what == "folder":
        file.path.mkdir()
    else:
        file.path.write_bytes(BOOK)
    assert taken_as(file.path, before, private) == "changed-while-read"
    assert list(private.iterdir()) == []


def taken_as(path: Path, before: os.stat_result, into: Path) -> str:
    """Copy what stands at a path now, as if it had been looked at before; return what is told."""
    with pytest.MonkeyPatch.context() as patch:
        # The moment between looking and opening cannot be hit from outside.
        looks = iter([before])
        patch.setattr(Path, "lstat", lambda self: next(looks, None) or os.lstat(self))
        copy = take_copy(FoundFile(path, path.name, 0, datetime.now(UTC)), into, Limits())
    assert isinstance(copy, ReadFailure)
    return copy.reason
