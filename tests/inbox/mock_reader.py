"""A worker that does to its file what the file's name says, for `test_isolation`."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from tilannekuva.domain.workbook import SheetCells, WorkbookCells
from tilannekuva.inbox.wire import decode_request, encode_reply
from tilannekuva.isolation.frames import READY, read_frame, write_frame


def exits(_: IO[bytes]) -> None:
    """End as if all were well, without an answer."""
    sys.exit(0)


def kills_itself(_: IO[bytes]) -> None:
    """Die as the system ends a process that takes too much."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def hangs(_: IO[bytes]) -> None:
    """Never come back."""
    time.sleep(60)


def floods(replies: IO[bytes]) -> None:
    """Write without end, and nothing that is an answer."""
    while True:
        replies.write(b"\xff" * 65536)


def talks(replies: IO[bytes]) -> None:
    """Write a longer answer than anybody takes."""
    write_frame(replies, b"{" * 5000)


def nonsense(replies: IO[bytes]) -> None:
    """Write JSON that is no answer."""
    write_frame(replies, b'{"cells": "none"}')


def breaks_off(replies: IO[bytes]) -> None:
    """Die in the middle of an answer."""
    replies.write(bytes(7) + b"\x09{")
    replies.flush()
    sys.exit(0)


def other_ticket(replies: IO[bytes]) -> None:
    """Answer as if about another file."""
    write_frame(replies, encode_reply(WorkbookCells(()), "0123456789abcdef"))


def grumbles_for_ever(_: IO[bytes]) -> None:
    """Say things on the side without end, and never answer."""
    while True:
        sys.stderr.write("panicked at everything\n" * 1000)


def leaves_a_child(_: IO[bytes]) -> None:
    """Die, and leave a process that holds the pipes open."""
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"], close_fds=False)
    sys.exit(0)


def lets_a_child_slip(_: IO[bytes]) -> None:
    """Die, and leave a process that belongs to nobody and holds the pipes open."""
    program = "import time; time.sleep(30)"
    subprocess.Popen([sys.executable, "-c", program], close_fds=False, start_new_session=True)
    sys.exit(0)


def stops(_: IO[bytes]) -> None:
    """Stand still as a process does that is being looked into."""
    os.kill(os.getpid(), getattr(signal, "SIGSTOP", signal.SIGTERM))


def grumbles(_: IO[bytes]) -> None:
    """Say much on the side before a good answer."""
    sys.stderr.write("panicked at everything\n" * 50_000)


MANNERS: dict[str, Callable[[IO[bytes]], None]] = {
    "exits": exits,
    "kills-itself": kills_itself,
    "hangs": hangs,
    "floods": floods,
    "talks": talks,
    "nonsense": nonsense,
    "breaks-off": breaks_off,
    "grumbles": grumbles,
    "grumbles-for-ever": grumbles_for_ever,
    "other-ticket": other_ticket,
    "leaves-a-child": leaves_a_child,
    "lets-a-child-slip": lets_a_child_slip,
    "stops": stops,
}


def main() -> None:
    """Answer requests with the process's own number, each in the manner of its file."""
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    write_frame(replies, READY)
    while True:
        try:
            path, _, ticket = decode_request(read_frame(requests, 1 << 20))
        except EOFError:
            return
        name = Path(path).name
        if name in MANNERS:
            MANNERS[name](replies)
        answer = WorkbookCells((SheetCells(name, ((float(os.getpid()),),)),))
        write_frame(replies, encode_reply(answer, ticket))
        if name == "dies-later":
            signal.setitimer(signal.ITIMER_REAL, 0.1)
        if name == "poisons":
            write_frame(replies, encode_reply(answer, ticket))


main()
