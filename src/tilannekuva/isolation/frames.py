"""Messages between a program and its child: the length in eight bytes, then the message."""

from typing import IO

READY = b"tilannekuva worker 1"
"""What a worker says when it has started."""

_LENGTH_BYTES = 8


class NonsenseError(ValueError):
    """What came through the pipe is not what a worker says."""


def write_frame(stream: IO[bytes], payload: bytes) -> None:
    """Write one message and push it through."""
    stream.write(len(payload).to_bytes(_LENGTH_BYTES, "big") + payload)
    stream.flush()


def read_frame(stream: IO[bytes], limit: int) -> bytes:
    """Read one message of at most `limit` bytes.

    Raises:
        EOFError: the other end is gone.
        NonsenseError: the message would be longer.
    """
    head = stream.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        raise EOFError
    length = int.from_bytes(head, "big")
    if length > limit:
        raise NonsenseError(f"{length} bytes")
    payload = stream.read(length)
    if len(payload) < length:
        raise EOFError
    return payload
