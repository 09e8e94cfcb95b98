"""Forgetting that is killed, or that a disk fails, is sound meanwhile and ends when repeated."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from faulty_runs import differing, tree

from effort import ENDURANCE, FIGURE, chance, share
from faults import KILL, TORN, Trial, Trials
from named_returns import NAME, two_named_months, where
from tilannekuva.archive.closing import closed_generation
from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.pipeline.verify import verify

pytestmark = pytest.mark.reliability

SHARDS = 2
IN_BUILD = 8
FAULTS = (KILL, TORN, "ENOSPC", "EIO")
FORGET = ("forget", "--text", NAME, "--yes", "--today", "2022-06-20", "--lang", "en")
APRIL = ReportingMonth(2022, 4)


@dataclass(frozen=True)
class Whole:
    """A workspace before something is forgotten, and what is written when nothing goes wrong."""

    root: Path
    calls: tuple[str, ...]
    after: Path


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trials]:
    """A process that has forgotten once and is ready to do so again."""
    folder = tmp_path_factory.mktemp("warm") / "office"
    two_named_months(folder)
    process = Trials(Trial(str(folder), FORGET))
    yield process
    process.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, trials: Trials) -> Whole:
    """What forgetting comes to when nothing goes wrong."""
    folder = tmp_path_factory.mktemp("whole")
    two_named_months(folder / "before")
    shutil.copytree(folder / "before", folder / "after")
    tried = trials.tried(Trial(str(folder / "after"), FORGET))
    assert tried.code == 1, (tried.told, tried.errors)
    assert _outside_inbox(folder / "after") == []
    return Whole(folder / "before", tried.calls, folder / "after")


def points(many: int) -> list[tuple[int, str]]:
    """Return where something goes wrong, and what: spread over the calls of a run."""
    if ENDURANCE:
        return [(nth, fault) for nth in range(1, many + 1) for fault in FAULTS]
    first = chance("forgetting").randrange(many)
    spread = sorted({1 + (first + n * many // IN_BUILD) % many for n in range(IN_BUILD)})
    return [(nth, FAULTS[n % len(FAULTS)]) for n, nth in enumerate(spread)]


@pytest.mark.parametrize("shard", range(SHARDS))
def test_forgetting_goes_on_where_it_was__ok(
    shard: int,
    whole: Whole,
    trials: Trials,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """The archive is sound after any death; the same command again leaves what a whole run does."""
    tried = points(len(whole.calls))
    mine = share(len(tried), shard, SHARDS)
    for nth, fault in (tried[n] for n in mine):
        root = Path(shutil.copytree(whole.root, tmp_path / f"{nth}-{fault}"))
        failed = trials.tried(Trial(str(root), FORGET, nth, fault))
        about = f"{fault} at call {nth}: {whole.calls[nth - 1]}: {failed.told} {failed.errors}"
        assert failed.code in {1, 3} if fault not in {KILL, TORN} else failed.code != 0, about
        workspace = open_workspace(root)
        assert closed_generation(workspace, APRIL) is not None, about
        assert _in_archive(verify(workspace).faults) == [], about
        again = trials.tried(Trial(str(root), FORGET))
        assert again.code == 1, (about, again)
        assert _outside_inbox(root) == [], about
        differs = differing(tree(root / "archive"), tree(whole.after / "archive"))
        differs += differing(tree(root / "output"), tree(whole.after / "output"))
        assert differs == [], about
        shutil.rmtree(root)
    record_property(FIGURE, f"{len(mine)} deaths and faults while forgetting")


def _in_archive(faults: tuple[object, ...]) -> list[str]:
    """Return what is wrong with the archive; copies are refreshed by the next run."""
    told = [str(getattr(each, "file", each)) for each in faults]
    return [each for each in told if each.startswith("archive/")]


def _outside_inbox(root: Path) -> list[str]:
    return [each for each in where(root, NAME) if not each.startswith("inbox/")]
