"""A file can end, hold up or deceive its reader, and costs nobody else anything."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from raw_workbooks import sheet_xml, written, xlsx, xlsx_parts, zipped

from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.workbook import SheetCells, WorkbookCells
from tilannekuva.inbox.contract import Limits, ReadFailure
from tilannekuva.inbox.isolation import IsolatedReaders

MOCK = [sys.executable, "-I", str(Path(__file__).with_name("mock_reader.py"))]
STOPPED = ReadFailure("reader-stopped")


@pytest.fixture(name="mock")
def _mock() -> Iterator[IsolatedReaders]:
    with IsolatedReaders(Limits(seconds=20), command=MOCK) as readers:
        yield readers


def outcomes(readers: IsolatedReaders, names: Sequence[str]) -> list[WorkbookCells | ReadFailure]:
    """Read files of these names, all asked for at once."""
    return [each.result(timeout=30) for each in [readers.read(Path(name)) for name in names]]


def reader_of(result: WorkbookCells | ReadFailure) -> object:
    """Tell which process of the mock answered."""
    assert isinstance(result, WorkbookCells), result
    return result.sheets[0].rows[0][0]


def test_one_child_reads_many_files__ok(mock: IsolatedReaders) -> None:
    """A reader is started once and used for every file."""
    assert len({reader_of(each) for each in outcomes(mock, ["a", "b", "c"])}) == 1


def test_several_workers__ok() -> None:
    """As many children as workers, and each file is answered with its own cells."""
    with IsolatedReaders(Limits(), workers=2, command=MOCK) as readers:
        names = [f"file {number}" for number in range(8)]
        results = outcomes(readers, names)
    assert len({reader_of(each) for each in results}) <= 2
    assert [each.sheets[0].name for each in results if isinstance(each, WorkbookCells)] == names


@pytest.mark.parametrize(
    "name", ["exits", "kills-itself", "nonsense", "breaks-off", "other-ticket"]
)
def test_reader_that_stops__error(mock: IsolatedReaders, name: str) -> None:
    """Just the file being read is told so, and the next file has a new reader."""
    before, stopped, after = outcomes(mock, ["before", name, "after"])
    assert stopped == STOPPED
    assert reader_of(before) != reader_of(after)


def test_reader_that_hangs__error() -> None:
    """A file has its time and no more."""
    started = time.monotonic()
    with IsolatedReaders(Limits(seconds=0.6), command=MOCK) as readers:
        slow, after = outcomes(readers, ["hangs", "after"])
    assert slow == ReadFailure("reader-slow", {"seconds": 1})
    assert reader_of(after)
    assert time.monotonic() - started < 15


@pytest.mark.parametrize("name", ["floods", "talks"])
def test_reader_that_says_too_much__error(name: str) -> None:
    """A reply beyond its limit is not taken in."""
    with IsolatedReaders(Limits(), command=MOCK, reply_limit=4000) as readers:
        flooded, after = outcomes(readers, [name, "after"])
    assert flooded == STOPPED
    assert reader_of(after)


def test_errors_of_the_reader_are_not_waited_on__ok(mock: IsolatedReaders) -> None:
    """A child may say any amount on its standard error."""
    assert reader_of(outcomes(mock, ["grumbles"])[0])


def test_leftovers_of_an_earlier_file__ok(mock: IsolatedReaders) -> None:
    """What an earlier file left in the pipe is not taken for the answer about the next."""
    poisoned, after = outcomes(mock, ["poisons", "after"])
    assert reader_of(poisoned) != reader_of(after)
    assert isinstance(after, WorkbookCells)
    assert after.sheets[0].name == "after"


def test_program_that_does_not_start__error(tmp_path: Path) -> None:
    """No file is blamed when the reading program itself is missing or broken."""
    with (
        IsolatedReaders(Limits(), command=[sys.executable, "-c", "raise SystemExit"]) as readers,
        pytest.raises(CannotRunError),
    ):
        readers.read(Path("a")).result(timeout=30)
    with pytest.raises(CannotRunError):
        IsolatedReaders(Limits(), command=[str(tmp_path / "no such program")])


def test_shutdown_does_not_wait_for_files__ok() -> None:
    """Leaving ends the children at once, and drops what has not been read."""
    started = time.monotonic()
    with IsolatedReaders(Limits(), command=MOCK) as readers:
        waiting = [readers.read(Path(name)) for name in ("hangs", "later", "last")]
    assert time.monotonic() - started < 15
    assert waiting[-1].cancelled()


def test_worker_starts_with_little__ok() -> None:
    """The worker imports nothing heavy: its start is paid for at every run."""
    program = "import sys; import tilannekuva.inbox.worker; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True
    )
    heavy = {
        "pydantic",
        "pandas",
        "numpy",
        "openpyxl",
        "babel",
        "asyncio",
        "tilannekuva.domain.settings",
    }
    assert not heavy & set(done.stdout.split())


def test_files_through_the_real_worker__ok(tmp_path: Path) -> None:
    """A good file, one that only openpyxl reads and a hostile one share a worker."""
    corner = '<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
    spill = '<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c r="B1"><v>2</v></c></row>'
    contents = {
        "good.xlsx": written({"HT": [["ensin", 1.0]]}),
        "corner.xlsx": xlsx(f'<row r="1">{corner}</row>'),
        "spill.xlsx": xlsx(spill),
        "again.xlsx": zipped(xlsx_parts({"JO": sheet_xml("")})),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    with IsolatedReaders(Limits()) as readers:
        good, far, spilt, again = [
            readers.read(tmp_path / name).result(timeout=60) for name in contents
        ]
    assert isinstance(good, WorkbookCells)
    assert good.sheets == (SheetCells("HT", (("ensin", 1.0),)),)
    assert far == ReadFailure("unsafe", {"danger": "HT!XFD1048576"})
    assert spilt == WorkbookCells(
        (SheetCells("HT", ((None, 2.0),), error_cells={"A1": "#SPILL!"}),)
    )
    assert again == WorkbookCells((SheetCells("JO", ()),))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit on a process's memory")
@pytest.mark.parametrize(("megabytes", "reason"), [(300, "reader-stopped"), (1024, "empty-file")])
def test_memory_of_the_worker(megabytes: int, reason: str) -> None:
    """A reader that takes more memory than it may is ended; below that nothing happens."""
    program = (
        "from tilannekuva.inbox.contract import ReadFailure;"
        "from tilannekuva.inbox.worker import serve;"
        "read = lambda path, limits: (bytes(1 << 29), ReadFailure('empty-file'))[1];"
        "from tilannekuva.isolation.confinement import Confinement;"
        f"serve(read, Confinement({megabytes}, 8, 60))"
    )
    with IsolatedReaders(Limits(), command=[sys.executable, "-I", "-c", program]) as readers:
        assert outcomes(readers, ["any"]) == [ReadFailure(reason)]
