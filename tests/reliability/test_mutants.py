"""Workbooks harmed by chance end in a disposition, whatever they do to their reader."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_set import good_return
from mutants import mutant

from effort import FIGURE, SEED, amount, chance, share
from offices import Office
from small_office import small_office
from tilannekuva.domain.dispositions import REASONS
from tilannekuva.inbox.listing import list_inbox
from tilannekuva.pipeline.intake import Intake, take_in

pytestmark = pytest.mark.reliability

SHARDS = 6
_AT_A_TIME = 25
_ENDS_THE_READER = frozenset({"reader-stopped", "reader-slow"})


@pytest.mark.parametrize("shard", range(SHARDS))
def test_mutants__ok(
    shard: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Each is taken or told why not; those that end their reader are kept to look at."""
    office = small_office(tmp_path / "office")
    _, good = good_return(office)
    private = tmp_path / "private"
    private.mkdir()
    numbers = list(share(amount(300, 2000), shard, SHARDS))
    told: dict[str, int] = {}
    crashers: list[Path] = []
    for start in range(0, len(numbers), _AT_A_TIME):
        files = {}
        for number in numbers[start : start + _AT_A_TIME]:
            drawn = chance("mutant", number)
            kind = drawn.choice(("xlsx", "xlsx", "ods"))
            data = mutant(good.xlsx if kind == "xlsx" else good.ods, drawn)
            path = office.inbox / f"{number}.{kind}"
            path.write_bytes(data)
            files[path.name] = data
        for name, reason in _reasons(_taken(office, private, files, tmp_path)).items():
            told[reason] = told.get(reason, 0) + 1
            if reason in _ENDS_THE_READER:
                crashers.append(_kept(tmp_path, files[name], name))
        for name in files:
            (office.inbox / name).unlink()
    assert sum(told.values()) == len(numbers)
    assert crashers == [], f"seed {SEED}; the files are in {tmp_path / 'crashers'}"
    counted = ", ".join(f"{count} {reason}" for reason, count in sorted(told.items()))
    record_property(FIGURE, f"{len(numbers)} mutants: {counted}")


def _taken(office: Office, private: Path, files: dict[str, bytes], kept: Path) -> Intake:
    """Take in the inbox; where that raises, keep the files that it was about."""
    try:
        return take_in(list_inbox(office.inbox), office.foundations, private)
    except BaseException as error:
        for name, data in files.items():
            _kept(kept, data, name)
        error.add_note(f"seed {SEED}; it was one of the files in {kept / 'crashers'}")
        raise


def _reasons(intake: Intake) -> dict[str, str]:
    """Return what became of each file; each is there once, with a reason that has a sentence."""
    settled = {each.found.name: each.outcome.reason for each in intake.settled}
    returned = {each.found.name: "used" for each in intake.returns}
    assert not settled.keys() & returned.keys()
    assert set(settled.values()) <= REASONS.keys()
    return settled | returned


def _kept(folder: Path, data: bytes, name: str) -> Path:
    digest = hashlib.sha256(data).hexdigest()[:12]
    path = folder / "crashers" / f"{digest}-{name}"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path
