"""Messages pass a pipe whole, or not at all."""

import io

import pytest

from tilannekuva.isolation.frames import NonsenseError, read_frame, write_frame


def test_frames__ok() -> None:
    stream = io.BytesIO()
    write_frame(stream, b"one")
    write_frame(stream, b"")
    stream.seek(0)
    assert [read_frame(stream, 3), read_frame(stream, 3)] == [b"one", b""]


@pytest.mark.parametrize("content", [b"", b"\0\0\0", bytes(7) + b"\x03ab"])
def test_frame_that_breaks_off__error(content: bytes) -> None:
    with pytest.raises(EOFError):
        read_frame(io.BytesIO(content), 3)


def test_frame_beyond_its_limit__error() -> None:
    """A length is believed only up to the limit, before anything is read."""
    with pytest.raises(NonsenseError):
        read_frame(io.BytesIO(b"\xff" * 20), 3)
