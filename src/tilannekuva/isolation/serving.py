"""The child's end: answer one request after another over standard input and output."""

import os
import signal
import sys
from collections.abc import Callable

from tilannekuva.isolation.frames import READY, read_frame, write_frame

MEGABYTE = 1 << 20

_INTERPRETER_MEGABYTES = 256


def serve(answer: Callable[[bytes], bytes], memory_megabytes: int, request_limit: int) -> None:
    """Answer requests until the input ends.

    Anything that is raised ends the process: who asked then knows which request it was.

    Args:
        answer: turns a request into its reply.
        memory_megabytes: what the work may take, where the system has such limits.
        request_limit: bytes that a request may have.
    """
    _confine(memory_megabytes)
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # A library that prints must not write among the replies.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests = sys.stdin.buffer
    write_frame(replies, READY)
    while True:
        try:
            request = read_frame(requests, request_limit)
        except EOFError:
            return
        write_frame(replies, answer(request))


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
