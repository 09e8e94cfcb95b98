"""Time the usual month beside another state of the project, in one run.

``make bench-before REF=v1.0`` takes the state of a commit, a tag or a branch. Both collect the
same returns, turn by turn, each with an environment of its own.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from side_by_side import filled_forms

from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.settings import Settings
from tilannekuva.pipeline.foundations import lay_foundations

RUNS = 7
_MEGABYTE_IN_KILOBYTES = 1024


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    seconds: float
    cpu: float
    """Seconds of all its processes together."""
    megabytes: float
    """The most that one of its processes had in memory."""


def main(before: Path) -> int:
    """Time both states and print a line for each and each kind of run.

    Args:
        before: the interpreter of the environment that has the other state.
    """
    states = {"before": before, "now": Path(sys.executable)}
    costs: dict[tuple[str, str], list[Cost]] = {}
    with tempfile.TemporaryDirectory(prefix="tilannekuva-bench-") as folder:
        root = Path(folder)
        foundations = lay_foundations(open_workspace(root), Settings())
        for kind in ("returns without a fault", "with 23 replies to mark"):
            slips = kind.startswith("with")
            for state in states:
                filled_forms(foundations, _workspace(root, kind, state) / "inbox", slips=slips)
        for _ in range(RUNS):
            for kind in ("returns without a fault", "with 23 replies to mark"):
                for state, python in states.items():
                    workspace = _workspace(root, kind, state)
                    _forget(workspace)
                    costs.setdefault((kind, state), []).append(_collect(workspace, python))
                    if kind == "returns without a fault":
                        again = _collect(workspace, python)
                        costs.setdefault(("the same again", state), []).append(again)
    _tell(costs)
    return 0


def _workspace(root: Path, kind: str, state: str) -> Path:
    return root / kind.split(maxsplit=1)[0] / state


def _forget(workspace: Path) -> None:
    """Take away what an earlier run left."""
    for name in ("archive", "output", "log"):
        shutil.rmtree(workspace / name, ignore_errors=True)


def _collect(workspace: Path, python: Path) -> Cost:
    """Collect an inbox with the program of a state, as a process of its own."""
    command = [str(python), "-m", "tilannekuva", "collect", str(workspace / "inbox"), "--quiet"]
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=workspace,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as child:
        errors = child.stderr.read() if child.stderr else b""
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in {0, 1}:
        raise RuntimeError(errors.decode()[-2000:])
    megabytes = used.ru_maxrss / _MEGABYTE_IN_KILOBYTES
    return Cost(seconds, used.ru_utime + used.ru_stime, megabytes)


def _tell(costs: dict[tuple[str, str], list[Cost]]) -> None:
    sys.stdout.write(f"23 workbooks, {RUNS} runs turn by turn, medians\n")
    sys.stdout.write(f"{'':28}{'':8}{'seconds':>9}{'CPU':>8}{'MB':>8}{'ratio':>8}\n")
    before: dict[str, float] = {}
    for (kind, state), runs in sorted(costs.items()):
        seconds, cpu, megabytes = (
            statistics.median(getattr(run, name) for run in runs)
            for name in ("seconds", "cpu", "megabytes")
        )
        ratio = seconds / before.setdefault(kind, seconds)
        sys.stdout.write(
            f"{kind:28}{state:8}{seconds:9.2f}{cpu:8.2f}{megabytes:8.0f}{ratio:8.2f}\n"
        )


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
