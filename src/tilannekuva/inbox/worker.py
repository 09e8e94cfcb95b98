"""The program that reads one file after another for `tilannekuva.inbox.isolation`.

Started as ``python -I -m tilannekuva.inbox.worker MEGABYTES``, asked over its standard input,
answering over its standard output. It imports no more than reading takes, so that it starts in a
blink.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from tilannekuva.domain.workbook import WorkbookCells
from tilannekuva.inbox.contract import MEGABYTE, Limits, ReadFailure
from tilannekuva.inbox.reader import read_workbook
from tilannekuva.inbox.wire import (
    READY,
    decode_request,
    encode_reply,
    read_frame,
    write_frame,
)

Read = Callable[[Path, Limits], WorkbookCells | ReadFailure]

_REQUEST_LIMIT = MEGABYTE
_INTERPRETER_MEGABYTES = 256
_ARGUMENTS = 2


def serve(read: Read, memory_megabytes: int) -> None:
    """Answer requests until the input ends.

    Anything the reader raises ends the process: who asked then knows which file it was.
    """
    _confine(memory_megabytes)
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # A library that prints must not write among the replies.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests = sys.stdin.buffer
    write_frame(replies, READY)
    while True:
        try:
            path, limits, ticket = decode_request(read_frame(requests, _REQUEST_LIMIT))
        except EOFError:
            return
        write_frame(replies, encode_reply(read(Path(path), limits), ticket))


def _confine(memory_megabytes: int) -> None:
    # Whoever started us is interrupted too, and ends us when it is ready.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["RUST_BACKTRACE"] = "0"
    # openpyxl imports numpy where there is one: half a second, and gigabytes of address space.
    sys.modules["numpy"] = None  # type: ignore[assignment] # how an import is made to fail
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    memory = (memory_megabytes + _INTERPRETER_MEGABYTES) * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    if len(sys.argv) != _ARGUMENTS:
        raise SystemExit(2)
    serve(read_workbook, int(sys.argv[1]))
