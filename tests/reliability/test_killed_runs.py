"""A run that is killed, wherever it is, leaves a whole generation, and the next run mends it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faulty_runs import COLLECT, Beginning, Office, archive_is_whole, beginnings

from effort import ENDURANCE, FIGURE, chance, share
from faults import KILL, TORN, Trial, Trials
from small_office import small_office

pytestmark = pytest.mark.reliability

SHARDS = 4
IN_BUILD = {"later run": 28, "first run": 14}


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trials]:
    """A process that has collected once and is ready to do so again."""
    folder = tmp_path_factory.mktemp("warm") / "office"
    small_office(folder)
    process = Trials(Trial(str(folder), COLLECT))
    yield process
    process.close()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, trials: Trials) -> dict[str, Beginning]:
    """What is killed: the first run of a workspace, and one with something new."""
    return beginnings(tmp_path_factory.mktemp("begun"), trials)


def points(beginning: Beginning, in_build: int) -> list[tuple[int, str]]:
    """Return where runs are killed: spread over a run's calls, each time between two others."""
    many = len(beginning.calls)
    if ENDURANCE:
        return [(nth, fault) for nth in range(1, many + 1) for fault in (KILL, TORN)]
    drawn = chance("killed")
    first = drawn.randrange(many)
    spread = sorted({1 + (first + n * many // in_build) % many for n in range(in_build)})
    return [(nth, (KILL, TORN)[n % 2]) for n, nth in enumerate(spread)]


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("which", IN_BUILD)
def test_a_killed_run__ok(  # noqa: PLR0913, PLR0917 - fixtures
    which: str,
    shard: int,
    begun: dict[str, Beginning],
    trials: Trials,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """A whole generation is in force; the next run comes to what a whole one comes to."""
    beginning = begun[which]
    office = Office(tmp_path, beginning, trials)
    tried = points(beginning, IN_BUILD[which])
    mine = share(len(tried), shard, SHARDS)
    for nth, fault in (tried[n] for n in mine):
        root = office.workspace()
        killed = office.run(root, nth, fault)
        assert killed.code < 0 or killed.code == 137, (nth, fault, killed)
        try:
            archive_is_whole(root, beginning)
            office.mended(root)
        except AssertionError as error:
            error.add_note(f"{which}, {fault} at call {nth}: {beginning.calls[nth - 1]}")
            raise
    record_property(FIGURE, f"{len(mine)} kill points of the {which}")
