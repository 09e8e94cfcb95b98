"""Several runs at once, and runs whose predecessor died, stood still or is on another machine."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import SoftFileLease
from ran import outputs_of

from effort import FIGURE, amount, chance, share
from offices import Office
from small_office import REGIONS, every_answer, opened_office, small_office
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.pipeline.closing import reopen_month
from tilannekuva.pipeline.verify import verify

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(os.name != "posix", reason="processes are stopped and killed by signals"),
]

SHARDS = 2
TODAY = ("--today", "2022-06-20", "--lang", "en")
COLLECT = ("collect", "inbox", *TODAY)
COMMANDS = (COLLECT, COLLECT, ("brief", *TODAY), ("close", "2022-05", *TODAY), COLLECT)
LEASE = 1.5
NEWER = datetime(2022, 6, 9, 12, 0, tzinfo=UTC)
PROGRAM = Path(__file__).with_name("held_run.py")


@pytest.fixture(scope="session")
def collected_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace collected once, in whose inbox a newer return has come since."""
    root = tmp_path_factory.mktemp("before") / "work"
    office = small_office(root)
    for region in REGIONS:
        office.send(f"{region}.xlsx", every_answer(), region=region)
    office.collect()
    office.send("17-uusi.xlsx", every_answer("valmis"), region="17", saved=NEWER)
    return root


@pytest.fixture(scope="session")
def undisturbed(collected_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same workspace after one run that had it for itself."""
    root = tmp_path_factory.mktemp("alone") / "work"
    shutil.copytree(collected_office, root)
    opened_office(root).collect()
    return root


@pytest.fixture
def work(collected_office: Path, tmp_path: Path) -> Path:
    """A copy of the workspace to run in."""
    return Path(shutil.copytree(collected_office, tmp_path / "work"))


def started(root: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Start a command in a workspace."""
    return subprocess.Popen(
        [sys.executable, "-m", "tilannekuva", *arguments],
        cwd=root,
        env={**os.environ, "TILANNEKUVA_DEBUG": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def holding(root: Path, *, wait: float = 0, pause: bool = True) -> "subprocess.Popen[str]":
    """Start a run with a short lease; with a pause, return when it holds the workspace."""
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(root), str(LEASE), str(wait), *(["pause"] * pause)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    if pause:
        assert process.stdout is not None
        assert process.stdout.readline() == "reading\n"
    return process


def assert_sound(root: Path) -> None:
    """Archive and outputs agree, and no run left anything behind."""
    assert verify(opened_office(root).workspace).faults == ()
    left = [path.name for path in (root / "archive").rglob(".*")]
    assert left == []


def copies(root: Path) -> dict[str, bytes]:
    """Return the copies people open, by name."""
    return {name: data for name, data in outputs_of(root).items() if name.startswith("output/")}


@pytest.mark.parametrize("shard", range(SHARDS))
def test_runs_at_once_publish_one_after_the_other_or_not_at_all(
    collected_office: Path,
    undisturbed: Path,
    tmp_path: Path,
    shard: int,
    record_property: Callable[[str, object], None],
) -> None:
    """Whichever of several runs wins, the month is whole, and in the end as if one had run."""
    codes: Counter[int] = Counter()
    rounds = share(amount(10, 100), shard, SHARDS)
    for number in rounds:
        drawn = chance("concurrent", number)
        root = Path(shutil.copytree(collected_office, tmp_path / str(number)))
        processes = []
        for _ in range(drawn.randint(2, 4)):
            wait = () if drawn.random() < 0.5 else ("--wait", "2")
            processes.append((wait, started(root, *drawn.choice(COMMANDS), *wait)))
            time.sleep(drawn.random() * 0.3)
        for wait, process in processes:
            _, errors = process.communicate(timeout=120)
            assert process.returncode in ((0, 1) if wait else (0, 1, 4)), (number, errors)
            assert "Traceback" not in errors, (number, errors)
            codes[process.returncode] += 1
        assert_sound(root)
        office = opened_office(root)
        reopen_month(office.workspace, ReportingMonth.parse("2022-05"))
        office.collect()
        assert copies(root) == copies(undisturbed), number
        shutil.rmtree(root)
    assert sum(codes.values()) >= 2 * len(rounds)
    record_property(FIGURE, f"{len(rounds)} rounds, exit codes {dict(sorted(codes.items()))}")


def test_a_run_that_finds_another_says_whose_it_is(work: Path) -> None:
    """A second run leaves with 4 at once, changes nothing, and tells who holds it since when."""
    before = outputs_of(work)
    holder = holding(work)
    second = started(work, *COLLECT)
    _, told = second.communicate(timeout=60)
    assert second.returncode == 4
    assert f"process {holder.pid} on {socket.gethostname()}" in told
    assert "tilannekuva collect, started 2022-06-20 03:00+03:00 by tester" in told
    assert {**outputs_of(work)}.items() >= before.items()
    holder.communicate("\n", timeout=60)
    assert holder.returncode == 0
    assert_sound(work)


def test_a_run_that_waits_goes_on_when_the_other_is_done(work: Path) -> None:
    """With --wait the second run takes its turn."""
    holder = holding(work)
    second = started(work, *COLLECT, "--wait", "1")
    assert second.stderr is not None
    assert "Waiting for another run" in second.stderr.readline()
    holder.communicate("\n", timeout=60)
    second.communicate(timeout=60)
    assert (holder.returncode, second.returncode) == (0, 0)
    assert_sound(work)


def test_a_killed_holder_is_followed_at_once(work: Path) -> None:
    """The hold of a run that was killed is taken over, which is told in a line and logged."""
    holder = holding(work)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    began = time.monotonic()
    follower = started(work, *COLLECT)
    _, told = follower.communicate(timeout=60)
    assert follower.returncode == 0
    assert time.monotonic() - began < 20
    [line] = [each for each in told.splitlines() if "its hold was taken over" in each]
    assert f"process {holder.pid}" in line
    log = (work / "log" / "tilannekuva.log").read_text(encoding="utf-8")
    assert "its hold was taken over" in log
    assert "tester" not in log
    assert_sound(work)


def test_a_run_that_stood_still_past_its_lease_publishes_nothing(
    work: Path, undisturbed: Path
) -> None:
    """A run that was stopped and taken for dead leaves with 4 when it goes on."""
    holder = holding(work)
    holder.send_signal(signal.SIGSTOP)
    follower = holding(work, wait=4 * LEASE, pause=False)
    told, _ = follower.communicate(timeout=60)
    assert follower.returncode == 0, told
    assert "its hold was taken over" in told
    published = outputs_of(work)
    holder.send_signal(signal.SIGCONT)
    told, _ = holder.communicate("\n", timeout=60)
    assert holder.returncode == 4
    assert "changed nothing. Start it again." in told
    assert outputs_of(work) == published
    assert copies(work) == copies(undisturbed)
    assert_sound(work)


def lay_lease(root: Path, host: str, pid: int, start: int = 1) -> Path:
    """Lay down what a run of another machine, or of another time, has left."""
    path = root / "archive" / ".lock"
    path.write_text(
        f"filelock/2\npid={pid}\nhost={host}\nmode=lease\ntoken=cafe\nduration={LEASE}\n"
        f"start={start}\n",
        encoding="utf-8",
    )
    notes = (
        f'{{"token": "cafe", "host": "{host}", "pid": {pid}, "command": "brief", '
        '"user": "", "since": "2022-06-19 03:00+03:00"}\n'
    )
    (root / "archive" / ".holder").write_text(notes, encoding="utf-8")
    return path


def test_the_dead_of_another_machine_are_followed_after_the_lease(work: Path) -> None:
    """Without a sign of life for as long as the lease lasts, the workspace is taken over."""
    path = lay_lease(work, "another-machine", 4242)
    ahead = time.time() + 86_400
    os.utime(path, (ahead, ahead))  # its clock is a day ahead, and nobody cares
    began = time.monotonic()
    follower = holding(work, pause=False)
    told, _ = follower.communicate(timeout=60)
    assert follower.returncode == 0, told
    assert time.monotonic() - began >= LEASE
    assert "process 4242 on another-machine" in told
    assert_sound(work)


def test_the_living_of_another_machine_are_left_alone(work: Path) -> None:
    """A holder elsewhere that shows signs of life is left to work, and named."""
    path = lay_lease(work, "another-machine", 4242)
    done = threading.Event()

    def live() -> None:
        while not done.wait(LEASE / 8):
            os.utime(path)

    thread = threading.Thread(target=live)
    thread.start()
    try:
        follower = holding(work, pause=False)
        told, _ = follower.communicate(timeout=60)
    finally:
        done.set()
        thread.join()
    assert follower.returncode == 4
    assert "tilannekuva brief, started 2022-06-19 03:00+03:00 by ?" in told
    assert path.exists()


@pytest.mark.parametrize("pid", [os.getpid(), 2**22 + 1], ids=["another", "dead"])
def test_a_pid_that_is_dead_or_another_process_by_now_keeps_nobody_out(
    work: Path, tmp_path: Path, pid: int
) -> None:
    """A holder of this machine that has ended is followed at once, whoever has its number now."""
    with SoftFileLease(tmp_path / "ours") as ours:
        assert ours.owner is not None
        host = ours.owner.hostname
    lay_lease(work, host, pid)
    began = time.monotonic()
    follower = started(work, *COLLECT)
    _, told = follower.communicate(timeout=60)
    assert follower.returncode == 0, told
    assert "its hold was taken over" in told
    assert time.monotonic() - began < 20
    assert_sound(work)


def test_a_run_killed_before_it_could_say_who_it_is_keeps_nobody_out(work: Path) -> None:
    """An empty lease, as a run leaves that is killed right then, is taken away soon."""
    (work / "archive" / ".lock").touch()
    follower = started(work, *COLLECT)
    _, told = follower.communicate(timeout=60)
    assert follower.returncode == 0, told
    assert_sound(work)


def test_an_office_opens_after_all(work: Path) -> None:
    """The workspace these tests copy is one that a run finds something new in."""
    office: Office = opened_office(work)
    assert office.collect().publication.changed
