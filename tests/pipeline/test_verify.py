"""Archive, copies and kept returns are proved against each other, byte for byte."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from offices import AFTER_DEADLINE, Office
from small_office import every_answer, opened_office, small_office
from tilannekuva.archive.workspace import RUN_REPORT, Workspace
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.pipeline.closing import close_month
from tilannekuva.pipeline.verify import verify

MAY = ReportingMonth(2022, 5)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two generations of a month."""
    root = tmp_path_factory.mktemp("whole") / "office"
    office = small_office(root)
    for status in ("käynnissä", "valmis"):
        office.send("02.xlsx", every_answer(status))
        office.collect()
    return root


@pytest.fixture
def office(whole: Path, tmp_path: Path) -> Office:
    """A copy of it to do harm to."""
    return opened_office(Path(shutil.copytree(whole, tmp_path / "office")))


def told(workspace: Workspace) -> list[tuple[str, str]]:
    """Return the files with a fault, and the beginning of what is told of each."""
    return [
        (each.file, each.what.pattern.partition(".")[0].partition(":")[0])
        for each in verify(workspace).faults
    ]


def in_force(workspace: Workspace) -> Path:
    """Return the folder of the generation in force."""
    folder = workspace.month_archive(MAY)
    (newest,) = (
        path
        for path in folder.iterdir()
        if path.is_dir() and path.name in (folder / "current.json").read_text().split('"')[3]
    )
    return newest


def test_what_was_written_is_sound__ok(office: Office) -> None:
    """Nothing is written, and files that people put among the copies are no fault."""
    (office.workspace.month_output(MAY) / "muistio.docx").write_bytes(b"own")
    before = {path: path.stat().st_mtime_ns for path in office.workspace.root.rglob("*")}
    verified = verify(office.workspace)
    assert (verified.months, verified.faults) == ((MAY,), ())
    assert verified.files > 40
    assert {path: path.stat().st_mtime_ns for path in office.workspace.root.rglob("*")} == before


def test_a_copy_that_was_changed__error(office: Office) -> None:
    """Collecting again mends it."""
    copy = office.workspace.month_output(MAY) / RUN_REPORT
    copy.write_bytes(copy.read_bytes() + b" ")
    assert told(office.workspace) == [
        ("output/2022-05/run.json", "It is not the same as in the archive")
    ]
    office.collect()
    assert told(office.workspace) == []


def test_a_copy_of_a_closed_month__error(office: Office) -> None:
    """Nothing of a closed month is written again: the advice says where it lies."""
    close_month(office.workspace, office.foundations, MAY, AFTER_DEADLINE)
    (office.workspace.month_output(MAY) / RUN_REPORT).unlink()
    (fault,) = verify(office.workspace).faults
    assert fault.advice.values == {"folder": str(in_force(office.workspace))}


def test_a_return_that_is_gone__error(office: Office) -> None:
    """It is told once, however many generations have it in force."""
    returns = sorted(office.workspace.stored_returns.iterdir())
    for path in returns:
        path.unlink()
    assert told(office.workspace) == [
        (f"archive/returns/{path.name}", "It is missing") for path in returns
    ]


def harm(folder: Path, name: str) -> list[Path]:
    """Return the files of a month's folder that have a name."""
    return sorted(folder.rglob(name))


def in_another_spelling(path: Path) -> None:
    """Write JSON in other white space: it says the same, and is not what was written."""
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


@pytest.mark.parametrize("name", ["current.json", "manifest.json", "month.sqlite", "answers.csv"])
@pytest.mark.parametrize("do", [Path.unlink, in_another_spelling])
def test_a_damaged_archive__error(name: str, do: Callable[[Path], None], office: Office) -> None:
    """Every file of every generation that is kept is proved."""
    folder = office.workspace.month_archive(MAY)
    for path in harm(folder, name):
        before = path.read_bytes()
        do(path)
        if not path.exists() or path.read_bytes() != before:
            told_files = [each for each, _ in told(office.workspace)]
            assert told_files == [path.relative_to(office.workspace.root).as_posix()]
        path.write_bytes(before)
    assert told(office.workspace) == []


def test_a_generation_that_is_gone__error(office: Office) -> None:
    folder = office.workspace.month_archive(MAY)
    for generation in [path for path in folder.iterdir() if path.is_dir()]:
        generation.rename(folder / "elsewhere")
        name = generation.relative_to(office.workspace.root).as_posix()
        assert told(office.workspace) == [(f"{name}/manifest.json", "It is missing")]
        (folder / "elsewhere").rename(generation)


def test_a_file_that_does_not_belong_there__error(office: Office) -> None:
    strange = in_force(office.workspace) / "data" / "own.txt"
    strange.write_bytes(b"own")
    assert [each for _, each in told(office.workspace)] == ["It does not belong there"]


@pytest.mark.parametrize("content", [None, b"{}", b'{"generation": "0123456789abcdef"}'])
def test_a_mark_of_closing__error(content: bytes | None, office: Office) -> None:
    """That a month was closed is noted twice, so that losing one is found out."""
    close_month(office.workspace, office.foundations, MAY, AFTER_DEADLINE)
    assert told(office.workspace) == []
    mark = office.workspace.month_archive(MAY) / "closed.json"
    mark.unlink()
    if content is not None:
        mark.write_bytes(content)
    assert [each for each, _ in told(office.workspace)] == ["archive/2022-05/closed.json"]


def test_what_is_noted_of_the_last_run(office: Office) -> None:
    """It may be gone, but not be another than it was."""
    noted = office.workspace.last_run_file
    noted.write_bytes(noted.read_bytes().replace(b"true", b"false"))
    assert [each for each, _ in told(office.workspace)] == ["archive/last-run.json"]
    noted.unlink()
    assert told(office.workspace) == []


def test_nothing_to_prove__error(tmp_path: Path, office: Office) -> None:
    """Where nothing was collected, or not the month named, nothing is proved."""
    with pytest.raises(CannotRunError):
        verify(small_office(tmp_path / "empty").workspace)
    with pytest.raises(CannotRunError):
        verify(office.workspace, MAY.shifted(1))
