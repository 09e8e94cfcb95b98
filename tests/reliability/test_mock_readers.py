"""Whatever the program that reads does, its file is told so plainly, and no other is."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from effort import FIGURE
from tilannekuva.domain.workbook import WorkbookCells
from tilannekuva.inbox.contract import Limits, ReadFailure
from tilannekuva.inbox.isolation import IsolatedReaders
from tilannekuva.isolation.confinement import Confinement
from tilannekuva.isolation.workers import program

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(os.name == "nt", reason="the mock plays what POSIX systems can do"),
]

_MOCK = [
    sys.executable,
    "-I",
    str(Path(__file__).parents[1] / "inbox" / "mock_reader.py"),
]
_STOPPED = ReadFailure("reader-stopped")
_SLOW = ReadFailure("reader-slow", {"seconds": 2})
MANNERS = {
    "exits": _STOPPED,
    "kills-itself": _STOPPED,
    "nonsense": _STOPPED,
    "breaks-off": _STOPPED,
    "other-ticket": _STOPPED,
    "talks": _STOPPED,
    "floods": _STOPPED,
    "leaves-a-child": _STOPPED,
    "lets-a-child-slip": _STOPPED,
    "hangs": _SLOW,
    "stops": _SLOW,
    "grumbles-for-ever": _SLOW,
}


@pytest.mark.parametrize("manner", MANNERS)
def test_reader_with_manners__ok(
    manner: str, record_property: Callable[[str, object], None]
) -> None:
    """The files before it and after it are read, and it alone is refused."""
    names = ["before", manner, "after", "last"]
    limits = Limits(seconds=2)
    with IsolatedReaders(limits, command=_MOCK, reply_limit=4000) as readers:
        before, bad, after, last = [
            each.result(timeout=60) for each in [readers.read(Path(name)) for name in names]
        ]
    assert bad == MANNERS[manner]
    told = [
        each.sheets[0].name for each in (before, after, last) if isinstance(each, WorkbookCells)
    ]
    assert told == ["before", "after", "last"]
    record_property(FIGURE, f"1 of {len(MANNERS)} ways to misbehave")


def test_reader_that_dies_at_its_next_file__ok() -> None:
    """A file does not pay for what the one before it did to the reader."""
    with IsolatedReaders(Limits(), command=_MOCK) as readers:
        first = readers.read(Path("dies-later")).result(timeout=60)
        time.sleep(0.5)
        second = readers.read(Path("after")).result(timeout=60)
    assert isinstance(first, WorkbookCells)
    assert isinstance(second, WorkbookCells)
    assert second.sheets[0].name == "after"


def _reader(body: str, limits: Confinement) -> list[str]:
    """Return a worker that reads nothing, and does something else in its place."""
    text = (
        "import sys, time\n"
        "from tilannekuva.inbox.contract import ReadFailure\n"
        "from tilannekuva.inbox.worker import serve\n"
        "from tilannekuva.isolation.confinement import Confinement\n"
        f"def read(path, limits):\n    {body}\n    return ReadFailure('empty-file')\n"
        f"serve(read, Confinement.of_arguments({limits.arguments()!r}))\n"
    )
    return [sys.executable, "-I", "-c", text]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps all of these limits")
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("held = [bytes(1 << 24) for _ in range(100)]", "reader-stopped"),
        ("while True: pass", "reader-slow"),
        ("path.write_bytes(b'a')", "reader-stopped"),
        ("held = [open('/dev/null') for _ in range(500)]", "reader-stopped"),
        ("print('a' * 1_000_000)", "empty-file"),
    ],
)
def test_reader_beyond_its_limits__error(tmp_path: Path, body: str, expected: str) -> None:
    """Memory, the processor's time, files and writing each have an end."""
    command = _reader(body, Confinement(512, 1, 60))
    with IsolatedReaders(Limits(), command=command, folder=tmp_path) as readers:
        result = readers.read(Path("any")).result(timeout=60)
    assert isinstance(result, ReadFailure)
    assert result.reason == expected
    assert list(tmp_path.iterdir()) in ([], [tmp_path / "any"])


def test_reader_left_alone__ok(tmp_path: Path) -> None:
    """A reader ends by itself when whoever asked is killed, though it is in the midst of a file."""
    pid = tmp_path / "pid"
    body = f"open({str(pid)!r}, 'w').write(str(__import__('os').getpid())); time.sleep(600)"
    command = _reader(body, Confinement(512, 8, 1, written_megabytes=1))
    asker = (
        "import sys\nfrom pathlib import Path\n"
        "from tilannekuva.inbox.contract import Limits\n"
        "from tilannekuva.inbox.isolation import IsolatedReaders\n"
        f"readers = IsolatedReaders(Limits(), command={command!r})\n"
        "readers.read(Path('any')).result()\n"
    )
    asking = subprocess.Popen([sys.executable, "-c", asker])
    _wait_until(lambda: pid.is_file() and pid.read_text() != "")
    reader = int(pid.read_text())
    asking.kill()
    asking.wait()
    _wait_until(lambda: not _runs(reader))


def _wait_until(reached: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not reached():
        assert time.monotonic() < until
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    """Tell whether a process is there and has not ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_environment_of_a_reader__ok(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader inherits nothing that may be secret, and works in the private folder."""
    monkeypatch.setenv("A_PASSWORD", "secret")
    told = tmp_path / "told"
    body = f"import os; open({str(told)!r}, 'w').write(repr((dict(os.environ), os.getcwd())))"
    command = _reader(body, Confinement(512, 8, 10, written_megabytes=1))
    with IsolatedReaders(Limits(), command=command, folder=tmp_path) as readers:
        readers.read(Path("any")).result(timeout=60)
    text = told.read_text()
    assert "secret" not in text
    assert text.endswith(f"{str(tmp_path)!r})")


def test_command_of_the_worker__ok() -> None:
    """The limits reach the worker as they are."""
    limits = Confinement(1024, 7.5, 60, 3)
    arguments = program("tilannekuva.inbox.worker", limits)[-4:]
    assert Confinement.of_arguments(arguments) == limits
