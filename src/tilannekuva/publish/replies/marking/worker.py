"""The program that marks one workbook after another for `tilannekuva.publish.replies.markers`.

Started as ``python -I -m tilannekuva.publish.replies.marking.worker`` with its limits as arguments.
"""

import os
import sys
from pathlib import Path

from tilannekuva.isolation import serving
from tilannekuva.isolation.confinement import MEGABYTE, Confinement
from tilannekuva.publish.replies.marking.order import decode_order, encode_marked

_REQUEST_LIMIT = 64 * MEGABYTE


def answer(request: bytes) -> bytes:
    """Mark the workbook that a request names."""
    # Loaded in the child once it has been confined.
    from tilannekuva.publish.replies.marking.marker import mark_workbook  # noqa: PLC0415

    path, order, ticket = decode_order(request)
    return encode_marked(mark_workbook(Path(path).read_bytes(), order), ticket)


if __name__ == "__main__":
    # The library writes with lxml where there is one, and then in other bytes.
    os.environ["OPENPYXL_LXML"] = "False"
    serving.serve(answer, Confinement.of_arguments(sys.argv[1:]), _REQUEST_LIMIT)
