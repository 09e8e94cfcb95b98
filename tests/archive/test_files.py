"""Files are written whole and durable, or not at all, and what goes wrong names them."""

import errno
import os
import time
from pathlib import Path

import pytest

from tilannekuva.archive.files import (
    Patience,
    copy_whole,
    left_by_a_run,
    make_folder,
    settle,
    sha256_of,
    take_away,
    take_away_folder,
    temporary_name,
    write_whole,
)


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, without waiting."""
    seconds: list[float] = []
    monkeypatch.setattr(time, "sleep", seconds.append)
    return seconds


def refusing(monkeypatch: pytest.MonkeyPatch, number: int, times: int = 10_000) -> list[Path]:
    """Have files refuse so often to be replaced; return what was to be replaced."""
    asked: list[Path] = []
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        asked.append(target)
        if len(asked) <= times:
            raise OSError(number, os.strerror(number), str(self), None, str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    return asked


def test_a_file_is_written_with_its_folder__ok(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file.json"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["file.json"]


def test_two_runs_never_write_the_same_temporary_file__ok(tmp_path: Path) -> None:
    names = {temporary_name(tmp_path / "current.json").name for _ in range(100)}
    assert len(names) == 100
    assert all(map(left_by_a_run, names))


@pytest.mark.parametrize("name", ["run.json", ".hidden.tmp", "~$book.xlsx", ".a.0123abcg.tmp"])
def test_files_of_others_are_not_left_by_a_run__ok(name: str) -> None:
    assert not left_by_a_run(name)


@pytest.mark.parametrize("times", [1, 3, 6])
def test_a_file_held_for_a_moment_is_waited_for__ok(
    times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    refusing(monkeypatch, errno.EACCES, times)
    write_whole(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert len(waited) == times


def test_a_file_held_for_ever_is_given_up__error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    """After two and a half seconds; what was there stays, and nothing else is left."""
    (tmp_path / "file").write_bytes(b"old")
    refusing(monkeypatch, errno.EACCES)
    with pytest.raises(PermissionError) as caught:
        write_whole(tmp_path / "file", b"new")
    assert sum(waited) == pytest.approx(2.5)
    assert caught.value.filename == str(tmp_path / "file")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"file": b"old"}


def test_many_files_held_cost_one_patience__error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    """Each is tried, but a run waits for all of them together no longer than for two."""
    asked = refusing(monkeypatch, errno.EACCES)
    patience = Patience()
    for n in range(20):
        with pytest.raises(PermissionError):
            write_whole(tmp_path / str(n), b"new", patience)
    assert sum(waited) <= 5
    assert {path.name for path in asked} == {str(n) for n in range(20)}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EPERM])
def test_what_does_not_pass_is_not_waited_for__error(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    refusing(monkeypatch, number)
    with pytest.raises(OSError, match="file"):
        write_whole(tmp_path / "file", b"new")
    assert (waited, list(tmp_path.iterdir())) == ([], [])


def test_a_drive_that_keeps_half__error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drive that says it has taken all, and has not, is found out before the file is used."""
    real = os.write

    def lying(number: int, data: bytes) -> int:
        real(number, data[: len(data) // 2])
        return len(data)

    monkeypatch.setattr(os, "write", lying)
    with pytest.raises(OSError, match="file") as caught:
        write_whole(tmp_path / "file", b"new content")
    assert caught.value.errno == errno.EIO
    assert list(tmp_path.iterdir()) == []


def test_a_drive_that_takes_a_little_at_a_time__ok(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda number, data: real(number, data[:3]))
    write_whole(tmp_path / "file", b"new content")
    assert (tmp_path / "file").read_bytes() == b"new content"


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_system_that_does_not_make_durable__ok(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some shared drives do not offer it; that is no reason not to write."""

    def refused(_number: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refused)
    write_whole(tmp_path / "file", b"new")
    settle(tmp_path)
    assert (tmp_path / "file").read_bytes() == b"new"


def test_a_copy_is_what_it_is_said_to_be(tmp_path: Path) -> None:
    """A copy that is not what its name says is not kept, and what was there stays."""
    source, kept = tmp_path / "source", tmp_path / "kept" / "copy"
    source.write_bytes(b"return" * 500_000)
    copy_whole(source, kept, sha256_of(source.read_bytes()))
    with pytest.raises(OSError, match="copy"):
        copy_whole(source, kept, sha256_of(b"other"))
    assert kept.read_bytes() == source.read_bytes()
    assert [each.name for each in kept.parent.iterdir()] == ["copy"]


def test_taking_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]) -> None:
    """Whether a file is gone is told; one that was not there is."""
    path = tmp_path / "file"
    assert take_away(path)
    path.write_bytes(b"")

    def held(_path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, str(missing_ok))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        assert not take_away(path)
    assert waited
    assert take_away(path)
    assert not path.exists()


def test_half_a_folder_is_never_seen_under_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that cannot be removed at once is one left behind by then."""
    folder = tmp_path / "0123456789abcdef"
    make_folder(folder / "in")
    (folder / "in" / "file").write_bytes(b"")
    with monkeypatch.context() as patched:
        patched.setattr(os, "unlink", lambda *_, **__: (_ for _ in ()).throw(OSError))
        take_away_folder(folder)
    (left,) = tmp_path.iterdir()
    assert left_by_a_run(left.name)
    take_away_folder(left)
    assert list(tmp_path.iterdir()) == []
