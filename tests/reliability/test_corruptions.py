"""`verify` finds whatever has become of a file of the archive, or of a copy."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from effort import FIGURE, amount, chance, share
from offices import AFTER_DEADLINE
from small_office import MAY, every_answer, opened_office, small_office
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.pipeline.closing import close_month
from tilannekuva.pipeline.verify import verify

pytestmark = pytest.mark.reliability

SHARDS = 4
NOT_PROVED = {".lock", ".holder"}
"""Files that say nothing of a month."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with several generations of a month, closed once, and of the month after."""
    root = tmp_path_factory.mktemp("whole") / "office"
    office = small_office(root)
    for status in ("käynnissä", "valmis", "ei aloitettu"):
        office.send("02.xlsx", every_answer(status), region="02")
        office.collect()
    close_month(office.workspace, office.foundations, ReportingMonth.parse(MAY), AFTER_DEADLINE)
    office.send("17.xlsx", every_answer(), region="17", month="2022-06", language="sv")
    office.collect("2022-06")
    assert verify(office.workspace).faults == ()
    return root


def files(root: Path) -> list[Path]:
    """Return every file that is proved."""
    return [
        path
        for folder in ("archive", "output")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and path.name not in NOT_PROVED
    ]


def flipped(path: Path, drawn: random.Random) -> str:
    """Change one bit of a file."""
    content = bytearray(path.read_bytes())
    place, bit = drawn.randrange(len(content)), drawn.randrange(8)
    content[place] ^= 1 << bit
    path.write_bytes(content)
    return f"bit {bit} of byte {place} flipped"


def cut(path: Path, drawn: random.Random) -> str:
    """Cut a file short."""
    size = drawn.randrange(path.stat().st_size)
    os.truncate(path, size)
    return f"cut to {size} bytes"


def lengthened(path: Path, drawn: random.Random) -> str:
    """Put something behind what is in a file."""
    more = drawn.choice([b"\0", b"\n", b" ", b"{}"])
    with path.open("ab") as file:
        file.write(more)
    return f"{more!r} put behind it"


def deleted(path: Path, _drawn: random.Random) -> str:
    """Delete a file."""
    path.unlink()
    return "deleted"


def blanked(path: Path, _drawn: random.Random) -> str:
    """Fill a file with NUL, as a drive does that lost its power."""
    path.write_bytes(bytes(path.stat().st_size))
    return "blanked"


CORRUPTIONS = (flipped, flipped, flipped, cut, deleted, lengthened, blanked)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_corruptions_are_found__error(
    shard: int, whole: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """The file is named, and nothing but what depends on it is."""
    root = tmp_path / "office"
    shutil.copytree(whole, root)
    workspace = opened_office(root).workspace
    mine = share(amount(100, 500), shard, SHARDS)
    for n in mine:
        drawn = chance("corruption", n)
        corrupt = CORRUPTIONS[n % len(CORRUPTIONS)]
        there = files(root)
        # What is noted of the last run may always be deleted: it only spares the next one work.
        lasting = [path for path in there if path != workspace.last_run_file]
        path = drawn.choice(lasting if corrupt is deleted else there)
        before = path.read_bytes()
        how = corrupt(path, drawn)
        faults = [each.file for each in verify(workspace).faults]
        name = path.relative_to(root).as_posix()
        assert name in faults, (n, name, how, faults)
        path.write_bytes(before)
    assert verify(workspace).faults == ()
    record_property(FIGURE, f"{len(mine)} corruptions found")
