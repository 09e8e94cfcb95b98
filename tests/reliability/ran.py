"""Commands run in a process of their own, and what a workspace holds afterwards."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from run_elsewhere import Circumstances, as_argument

_PROGRAM = Path(__file__).with_name("run_elsewhere.py")
NOT_OUTPUTS = frozenset({"archive/.lock", "archive/.holder"})
"""What lies in the folders of the outputs and is none: it says who holds the workspace."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command came to."""

    code: int
    told: str
    errors: str
    changes: tuple[str, ...]


def ran(
    circumstances: Circumstances,
    environment: Mapping[str, str] | None = None,
    options: tuple[str, ...] = (),
    before: tuple[str, ...] = (),
) -> tuple[Ran, ...]:
    """Run commands in a process of their own; none of them may end in anything but a code.

    Args:
        circumstances: what is different there, and the commands.
        environment: what is different in the environment; an empty value takes one away.
        options: of the interpreter.
        before: a program that starts the interpreter, with its arguments.
    """
    variables = {**os.environ, **(environment or {})}
    done = subprocess.run(
        [*before, sys.executable, *options, str(_PROGRAM), as_argument(circumstances)],
        capture_output=True,
        check=False,
        env={name: value for name, value in variables.items() if value},
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]
    results = json.loads(done.stdout)
    return tuple(
        Ran(each["code"], each["told"], each["errors"], tuple(each["changes"])) for each in results
    )


def outputs_of(root: Path) -> dict[str, bytes]:
    """Return everything below the outputs and the archive of a workspace, by name."""
    return {
        name: path.read_bytes()
        for folder in ("output", "archive")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and (name := path.relative_to(root).as_posix()) not in NOT_OUTPUTS
    }
