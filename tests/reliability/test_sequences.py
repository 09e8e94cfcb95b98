"""A region's last accepted return stays, whatever happens around it."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from inbox_files import Typists
from kept_whole import bare_office
from office_sequence import OfficeSequence
from office_steps import shortest, walked

from effort import FIGURE, SEED, amount, share
from offices import Office
from small_office import small_office
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.inbox.newest import Candidate, Choice, Unit, newest
from tilannekuva.pipeline.intake import Intake
from tilannekuva.pipeline.merge import merged_record

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(os.name == "nt", reason="processes are not divided there"),
]

SEQUENCES = amount(30, 500)
STEPS = amount(20, 30)
SHARDS = 6


@pytest.fixture(name="base", scope="module")
def _base(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose foundations all share."""
    return small_office(tmp_path_factory.mktemp("base") / "office")


@pytest.fixture(name="typists", scope="module")
def _typists(base: Office) -> Typists:
    return Typists(base)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_sequences(
    tmp_path: Path,
    base: Office,
    typists: Typists,
    record_property: Callable[[str, object], None],
    shard: int,
) -> None:
    """After each run what must be in force is, whole, and its copies are those people open."""
    happened: Counter[str] = Counter()
    numbers = share(SEQUENCES, shard, SHARDS)
    for number in numbers:
        root = tmp_path / str(number)
        month = OfficeSequence(bare_office(root, base), typists)
        try:
            walked(month, number, range(STEPS))
        except BaseException as error:
            steps = _shortest(tmp_path, base, typists, number, type(error))
            error.add_note(f"sequence {number} of the seed {SEED}; the steps {steps} are enough")
            raise
        happened += month.done
        shutil.rmtree(root)
    what = ", ".join(f"{many} {name}" for name, many in sorted(happened.items()))
    record_property(FIGURE, f"{len(numbers)} sequences of {STEPS} steps: {what}")


def _shortest(
    folder: Path, base: Office, typists: Typists, number: int, kind: type[BaseException]
) -> list[int]:
    """Return the fewest steps found with which a sequence fails in the same way."""

    def fails(steps: Sequence[int]) -> bool:
        with TemporaryDirectory(dir=folder) as root:
            month = OfficeSequence(bare_office(Path(root, "office"), base), typists)
            try:
                walked(month, number, steps)
            except kind:
                return True
            except Exception:  # noqa: BLE001 - another failure is another story
                return False
        return False

    return shortest(fails, range(STEPS))


def _forgets(intake: Intake, foundations: Any, month: Any, before: Any, *rest: Any) -> MonthRecord:
    """Merge only what is in the inbox."""
    return merged_record(intake, foundations, month, None, *rest)


def _believes_absence(
    intake: Intake, foundations: Any, month: Any, before: MonthRecord | None, *rest: Any
) -> MonthRecord:
    """Merge without what was in force under the name of a file that cannot be read now."""
    names = {
        each.found.name
        for each in intake.settled
        if each.outcome.disposition in {Disposition.REJECTED, Disposition.DEFERRED}
    }
    if before is not None:
        kept = tuple(each for each in before.returns if each.source_file not in names)
        before = replace(before, returns=kept)
    return merged_record(intake, foundations, month, before, *rest)


def _takes_the_oldest(candidates: Any) -> dict[Unit, Choice]:
    """Choose as if time ran backwards."""
    offered: list[Candidate] = list(candidates)
    last = datetime.max.replace(tzinfo=UTC)
    turned = [
        replace(each, returned_at=datetime.min.replace(tzinfo=UTC) + (last - each.returned_at))
        for each in offered
    ]
    own = {id(turned_one): one for turned_one, one in zip(turned, offered, strict=True)}
    return {
        unit: replace(choice, chosen=own[id(choice.chosen)], first=None)
        for unit, choice in newest(turned).items()
    }


def _forgets_what_was_in_force(candidates: Any) -> dict[Unit, Choice]:
    """Choose between returns saved at once as if none had been in force."""
    offered: list[Candidate] = list(candidates)
    strangers = [replace(each, in_force=False) for each in offered]
    own = {id(stranger): one for stranger, one in zip(strangers, offered, strict=True)}
    return {
        unit: replace(choice, chosen=own[id(choice.chosen)], first=None)
        for unit, choice in newest(strangers).items()
    }


PLANTED: Final[dict[str, tuple[str, Callable[..., Any]]]] = {
    "forgets what is not there any more": ("collect.merged_record", _forgets),
    "takes a broken file for a withdrawal": ("collect.merged_record", _believes_absence),
    "takes the oldest": ("merge.newest", _takes_the_oldest),
    "forgets what was in force": ("merge.newest", _forgets_what_was_in_force),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(
    tmp_path: Path, base: Office, typists: Typists, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """The sequences would find a program that loses a return: they find one made to."""
    name, faulty = PLANTED[fault]
    monkeypatch.setattr(f"tilannekuva.pipeline.{name}", faulty)

    def found(number: int) -> bool:
        month = OfficeSequence(bare_office(tmp_path / str(number), base), typists)
        try:
            walked(month, number, range(STEPS))
        except AssertionError:
            return True
        return False

    assert any(map(found, range(SEQUENCES)))
