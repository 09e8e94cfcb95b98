"""A hostile file comes to what is expected of it, and to nothing that anybody else would notice."""

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from hostile_files import Hostile
from hostile_outcomes import OUTCOMES
from hostile_set import FILES, good_copy, good_return

from effort import ENDURANCE, FIGURE, amount, chance, share
from offices import Office
from small_office import MAY, every_answer, opened_office, small_office
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.pipeline.foundations import BUILT_IN_ROADMAP
from tilannekuva.resources import resource_folder

pytestmark = pytest.mark.reliability

SHARDS = 8
PAIRS = 5
_GIGABYTE = 1 << 30


@pytest.fixture(scope="module", name="office")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return small_office(tmp_path_factory.mktemp("alone"))


def outcome(record: MonthRecord, name: str, usual: frozenset[str]) -> str:
    """Return what became of a file, as the expected outcomes are told."""
    [file] = [each for each in record.files if each.path == name]
    told = [str(file.disposition), file.reason]
    if file.disposition == "accepted":
        codes = {each.code for each in record.findings if each.file == name}
        told += sorted(codes - usual)
    return " ".join(told)


def _usual(office: Office, data: bytes) -> frozenset[str]:
    """Return the codes that the unharmed return has."""
    copy = good_copy(office.inbox, data)
    record = _as_new(office).gather(MAY)
    copy.unlink()
    assert outcome(record, copy.name, frozenset()).startswith("accepted used")
    return frozenset(each.code for each in record.findings if each.file == copy.name)


def test_every_hostile_file_has_its_outcome__ok() -> None:
    """What each comes to is written down, and there are as many as were promised."""
    assert FILES.keys() == OUTCOMES.keys()
    assert len(FILES) >= 100


@pytest.mark.parametrize("shard", range(SHARDS))
def test_hostile_file_alone__ok(
    shard: int, office: Office, record_property: Callable[[str, object], None]
) -> None:
    """Each comes to just what is expected, and what it let through is published.

    All of it within the memory of the usual settings: what reads is one process, and what marks
    up and publishes is this one.
    """
    data, good = good_return(office)
    usual = _usual(office, data)
    names = sorted(FILES)
    mine = [FILES[names[number]] for number in share(len(names), shard, SHARDS)]
    came: dict[str, str] = {}
    took: dict[str, float] = {}
    for hostile in mine:
        path = _put(office, hostile, hostile.make(good))
        begun = time.process_time()
        collected = _as_new(office).collect(MAY)
        took[hostile.name] = time.process_time() - begun
        came[hostile.name] = outcome(collected.record, path.name, usual)
        path.unlink()
    assert came == {hostile.name: OUTCOMES[hostile.name] for hostile in mine}
    read, published = _most_memory()
    assert read < _GIGABYTE
    assert published < _GIGABYTE
    slowest = max(took, key=lambda name: took[name])
    record_property(
        FIGURE,
        f"{len(mine)} hostile files alone; read within {read >> 20} MB, published within "
        f"{published >> 20} MB; the slowest to publish was {slowest!r}, {took[slowest]:.1f} s",
    )


def _as_new(office: Office) -> Office:
    """Return an office that has never collected."""
    root = office.workspace.root
    for folder in ("output", "archive"):
        _emptied(root / folder)
    return opened_office(root)


def _put(office: Office, hostile: Hostile, data: bytes) -> Path:
    path = office.inbox / f"hostile{hostile.suffix}"
    path.write_bytes(data)
    return path


def _most_memory() -> tuple[int, int]:
    """Return the most that a process started here has had, and this one, in bytes; 0 on Windows."""
    if sys.platform == "win32":
        return 0, 0
    import resource  # noqa: PLC0415 - there is none on Windows

    unit = 1 if sys.platform == "darwin" else 1024
    children, this = (
        resource.getrusage(whose).ru_maxrss * unit
        for whose in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)
    )
    return children, this


class National:
    """An office of all regions, 22 of which have returned, with what came of it."""

    def __init__(self, root: Path) -> None:
        office = small_office(root)
        _with_all_regions(root)
        self.office = opened_office(root)
        self.data, self.good = good_return(self.office)
        self.codes = [
            each.code for each in self.office.foundations.regions.regions if each.code != "02"
        ]
        for code in self.codes:
            self.office.send(f"{code}.xlsx", every_answer(), region=code)
        assert office.inbox == self.office.inbox
        self.expected = dict(self.results())
        kinds = [name.split()[0] for name in self.expected]
        assert kinds.count("pack") >= len(self.codes)
        assert kinds.count("reply") >= len(self.codes)
        assert self.expected["rows of answers"] != []

    def results(self) -> Iterator[tuple[str, object]]:
        """Collect in a workspace as new, and yield what it came to for the 22 regions."""
        root = self.office.workspace.root
        collected = _as_new(self.office).collect(MAY)
        replies = collected.output / "replies"
        for code in self.codes:
            for path in sorted((replies / code).rglob("*")):
                yield f"reply {path.relative_to(replies)}", path.read_bytes()
        for path in sorted(collected.output.glob("briefings/[!i]*.html")):
            if not path.name.startswith("02"):
                yield f"pack {path.name}", path.read_bytes()
        [database] = root.glob("archive/2022-05/*/month.sqlite")
        yield from _told_of_others(database)


def _told_of_others(database: Path) -> Iterator[tuple[str, object]]:
    """Yield the rows of a month about the regions that returned well."""
    with closing(sqlite3.connect(database)) as month:
        tables = [
            name for (name,) in month.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        for table in sorted(tables):
            columns = [row[1] for row in month.execute(f"PRAGMA table_info({table})")]
            if "region" in columns:
                query = f"SELECT * FROM {table} WHERE region NOT IN ('02', '')"  # noqa: S608 - names of our own
                yield f"rows of {table}", sorted(map(repr, month.execute(query)))


def _emptied(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()


def _with_all_regions(root: Path) -> None:
    """Have the small roadmap asked of every region."""
    (root / "regions.yaml").write_bytes((resource_folder("schemas") / "regions.yaml").read_bytes())
    small = yaml.safe_load((root / "roadmap.yaml").read_text(encoding="utf-8"))
    full = yaml.load(BUILT_IN_ROADMAP.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    small["applicability"] = full["applicability"]
    (root / "roadmap.yaml").write_text(
        yaml.safe_dump(small, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )


@pytest.fixture(scope="module", name="national")
def _national(tmp_path_factory: pytest.TempPathFactory) -> National:
    return National(tmp_path_factory.mktemp("national"))


def _drawn() -> list[str]:
    """Return the names of those that are put among good ones: some by chance, or all."""
    names = sorted(FILES)
    return names if ENDURANCE else chance("among good ones").sample(names, amount(10, 0))


@pytest.mark.parametrize("shard", range(PAIRS))
def test_hostile_file_among_good_ones__ok(
    shard: int, national: National, record_property: Callable[[str, object], None]
) -> None:
    """Nobody else's answers, findings, reply or pack differ by a byte.

    A file that is taken is another region's return, and what the packs tell of the whole country
    then counts it; there they are compared but for the packs.
    """
    drawn = _drawn()
    mine = [FILES[drawn[number]] for number in share(len(drawn), shard, PAIRS)]
    for hostile in mine:
        path = _put(national.office, hostile, hostile.make(national.good))
        came = dict(national.results())
        path.unlink()
        taken = OUTCOMES[hostile.name].startswith("accepted")
        differing = [
            name
            for name in national.expected.keys() | came.keys()
            if national.expected.get(name) != came.get(name)
            and not (taken and name.startswith("pack "))
        ]
        assert differing == [], hostile.name
    record_property(FIGURE, f"{len(mine)} hostile files among {len(national.codes)} good ones")
