"""A worker that does to a workbook what its name says, for `test_markers`."""

import sys
import time

from tilannekuva.isolation.frames import READY, read_frame, write_frame
from tilannekuva.publish.replies.marking.order import Marked, decode_order, encode_marked


def main() -> None:
    """Answer orders."""
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    write_frame(replies, READY)
    while True:
        try:
            path, order, ticket = decode_order(read_frame(requests, 1 << 20))
        except EOFError:
            return
        if path == "hangs":
            time.sleep(60)
        if path == "dies":
            sys.exit(1)
        if path == "lies":
            ticket = "another"
        write_frame(replies, encode_marked(Marked(order.name.encode()), ticket))


main()
