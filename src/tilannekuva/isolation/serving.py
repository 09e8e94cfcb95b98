"""The child's end: answer one request after another over standard input and output."""

import os
import sys
from collections.abc import Callable

from tilannekuva.isolation.confinement import Confined, Confinement
from tilannekuva.isolation.frames import READY, read_frame, write_frame


def serve(answer: Callable[[bytes], bytes], limits: Confinement, request_limit: int) -> None:
    """Answer requests until the input ends, or until the process has grown over one of them.

    Anything that is raised ends the process: who asked then knows which request it was.

    Args:
        answer: turns a request into its reply.
        limits: what the work may take, where the system has such limits.
        request_limit: bytes that a request may have.
    """
    confined = Confined(limits)
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # A library that prints must not write among the replies.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests = sys.stdin.buffer
    write_frame(replies, READY)
    fit = True
    while fit:
        try:
            request = read_frame(requests, request_limit)
        except EOFError:
            return
        confined.begin()
        reply = answer(request)
        fit = confined.rest()
        try:
            write_frame(replies, reply)
        except BrokenPipeError:
            os._exit(0)  # whoever asked is gone, and nobody is left to tell
