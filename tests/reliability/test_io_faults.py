"""Whatever goes wrong on the drive, the last good generation stays and the run says what it was."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faulty_runs import (
    COLLECT,
    EXIT_CODES,
    Beginning,
    Office,
    archive_is_whole,
    beginnings,
    in_force,
)

from effort import FIGURE, amount, chance, share
from faults import HELD, SHORT, Trial, Trials, Tried
from small_office import small_office

pytestmark = pytest.mark.reliability

SHARDS = 4
FAULTS = ("ENOSPC", "EIO", "EACCES", "EDQUOT", "EROFS", "ESTALE", HELD, SHORT)
_WRITES_ONLY = {"ENOSPC", "EDQUOT", "EROFS", HELD}


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trials]:
    """A process that has collected once and is ready to do so again."""
    folder = tmp_path_factory.mktemp("warm") / "office"
    small_office(folder)
    process = Trials(Trial(str(folder), COLLECT))
    yield process
    process.close()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, trials: Trials) -> Beginning:
    """A workspace whose next run has something new."""
    return beginnings(tmp_path_factory.mktemp("begun"), trials)["later run"]


def drawn_faults(beginning: Beginning) -> list[tuple[int, str, bool]]:
    """Return what goes wrong where: each kind as often, once and for ever in turn."""
    drawn = chance("faults")
    found = []
    for n in range(amount(100, 400)):
        fault = FAULTS[n % len(FAULTS)]
        sites = [
            nth
            for nth, call in enumerate(beginning.calls, start=1)
            if _can_happen(fault, call.partition(" ")[0])
        ]
        found.append((drawn.choice(sites), fault, n // len(FAULTS) % 2 == 1))
    return found


def _can_happen(fault: str, call: str) -> bool:
    if fault == SHORT:
        return call == "write"
    return call != "read" or fault not in _WRITES_ONLY


def told_in_words(tried: Tried, fault: str) -> None:
    """See that a run that did nothing says what it was, and nothing of the program."""
    assert tried.code in EXIT_CODES, tried
    assert "Traceback" not in tried.errors, tried.errors[-2000:]
    if tried.code == 3:
        number = errno.EIO if fault == SHORT else errno.EACCES if fault == HELD else 0
        reason = os.strerror(number or getattr(errno, fault))
        told = tried.errors
        assert (f" cannot be written ({reason})" in told) or "cannot be read" in told, told
        # What cannot be written or read is named, and not what it was called meanwhile.
        assert ".tmp" not in told, told


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_fault_of_the_drive__ok(
    shard: int,
    begun: Beginning,
    trials: Trials,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """The exit code and the words tell; a whole generation is in force; the next run mends."""
    office = Office(tmp_path, begun, trials)
    faults = drawn_faults(begun)
    mine = [faults[n] for n in share(len(faults), shard, SHARDS)]
    for nth, fault, for_ever in mine:
        root = office.workspace()
        tried = office.run(root, nth, fault, for_ever=for_ever)
        try:
            told_in_words(tried, fault)
            archive_is_whole(root, begun)
            nothing_was_changed = tried.code in {3, 4}
            assert (in_force(root) == begun.generation) is nothing_was_changed, tried
            office.mended(root)
        except AssertionError as error:
            how = "for ever from" if for_ever else "at"
            error.add_note(f"{fault} {how} call {nth}: {begun.calls[nth - 1]}")
            raise
    record_property(FIGURE, f"{len(mine)} faults of {len(FAULTS)} kinds")
