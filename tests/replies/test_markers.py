"""Marking happens in another process, and whatever it comes to costs that workbook only."""

import subprocess
import sys
from pathlib import Path

import pytest
from marked_workbooks import LONG, WRONG, marked, order, returned

from tilannekuva.domain.settings import ReadingLimits
from tilannekuva.isolation.frames import NonsenseError
from tilannekuva.publish.replies.markers import IsolatedMarkers
from tilannekuva.publish.replies.marking.order import (
    Line,
    Marked,
    NotMarked,
    decode_marked,
    decode_order,
    encode_marked,
    encode_order,
)

MOCK = [sys.executable, "-I", str(Path(__file__).with_name("mock_marker.py"))]


def test_workbook_through_the_real_worker__ok(tmp_path: Path) -> None:
    """A copy marked elsewhere is the copy that is marked here; the original stays."""
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.write_bytes(returned())
    bad.write_bytes(b"no workbook")
    with IsolatedMarkers(ReadingLimits(), workers=2) as markers:
        futures = [markers.mark(path, order(WRONG, LONG)) for path in (bad, good)]
        refused, done = (each.result(timeout=60) for each in futures)
    assert isinstance(refused, NotMarked)
    assert done == marked(good.read_bytes(), WRONG, LONG)


def test_worker_that_stops__error() -> None:
    """The workbook that ends its worker is told so, and the next one is marked."""
    with IsolatedMarkers(ReadingLimits(), command=MOCK) as markers:
        futures = [markers.mark(Path(name), order()) for name in ("dies", "lies", "good")]
        dead, lied, good = (each.result(timeout=60) for each in futures)
    assert dead == lied == NotMarked("stopped")
    assert good == Marked(b"Korjattavaa")


def test_worker_that_hangs__error() -> None:
    with IsolatedMarkers(ReadingLimits(seconds=1), command=MOCK) as markers:
        assert markers.mark(Path("hangs"), order()).result(timeout=60) == NotMarked("slow")


def test_order_on_its_way__ok() -> None:
    """An order arrives as it was, whatever stands in it."""
    line = Line("note", "=1", "\ud800", "\x00", "\n", "", "HT", "A1")
    sent = order(WRONG, lines=(line,))
    assert decode_order(encode_order("a b", sent, "t")) == ("a b", sent, "t")


@pytest.mark.parametrize("result", [Marked(b"\n{}\n", ("macros",)), Marked(b""), NotMarked("why")])
def test_answer_on_its_way__ok(result: Marked | NotMarked) -> None:
    assert decode_marked(encode_marked(result, "t"), "t") == result


@pytest.mark.parametrize(
    "reply",
    [
        encode_marked(Marked(b"x"), "another"),
        *(b"", b"[]\n", b"{\n", b"null\n", b'{"ticket":"t"}\n', b'{"ticket":"t","shed":1}\n'),
    ],
)
def test_nonsense__error(reply: bytes) -> None:
    """Nothing but an answer to what was asked is taken in."""
    with pytest.raises(NonsenseError):
        decode_marked(reply, "t")


def test_worker_starts_with_little__ok() -> None:
    """The worker imports nothing heavy before it has been confined."""
    program = "import sys; import tilannekuva.publish.replies.marking.worker; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True
    )
    assert not {"pydantic", "pandas", "numpy", "openpyxl", "babel"} & set(done.stdout.split())
