"""The program that reads one file after another for `tilannekuva.inbox.isolation`.

Started as ``python -I -m tilannekuva.inbox.worker`` with its limits as arguments, asked over its
standard input, answering over its standard output. It imports no more than reading takes, so that
it starts in a blink.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from tilannekuva.domain.workbook import WorkbookCells
from tilannekuva.inbox.contract import MEGABYTE, Limits, ReadFailure
from tilannekuva.inbox.reader import read_workbook
from tilannekuva.inbox.wire import decode_request, encode_reply
from tilannekuva.isolation import serving
from tilannekuva.isolation.confinement import Confinement

Read = Callable[[Path, Limits], WorkbookCells | ReadFailure]

_REQUEST_LIMIT = MEGABYTE


def serve(read: Read, limits: Confinement) -> None:
    """Answer requests until the input ends.

    Anything the reader raises ends the process: who asked then knows which file it was.
    """

    def answer(request: bytes) -> bytes:
        path, reading, ticket = decode_request(request)
        return encode_reply(read(Path(path), reading), ticket)

    serving.serve(answer, limits, _REQUEST_LIMIT)


if __name__ == "__main__":
    serve(read_workbook, Confinement.of_arguments(sys.argv[1:]))
