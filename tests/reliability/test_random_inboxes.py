"""Whatever lies in an inbox, every entry of it ends in exactly one disposition: the right one."""

import hashlib
import json
import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from expected_month import Became, ExpectedMonth, expected_month
from inbox_cast import Cast, Entry, lay
from inbox_files import SAVED, Content, Says, Typists, saved_at
from kept_whole import bare_office, check_copies, check_returns, in_force
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from effort import FIGURE, SEED, amount, chance, share
from offices import Office
from small_office import GROUPS, MAY, REGIONS, small_office
from tilannekuva.cli.app import app
from tilannekuva.domain.dispositions import REASONS, Disposition
from tilannekuva.domain.picture import MonthRecord

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(os.name == "nt", reason="links, pipes and such names are not had there"),
]

INBOXES = amount(200, 2000)
SHARDS = 8
BY_COMMAND = 5
"""Every so many inboxes are collected by the command line."""
DAYS = ("2022-06-01", "2022-06-20")
"""Before the deadline and after it."""
CORRECTED = SAVED.replace(day=9)


@pytest.fixture(name="drawn", scope="module")
def _drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Typists, list[Content]]:
    """An office whose foundations all share, its typists, and what it sent and got back."""
    office = small_office(tmp_path_factory.mktemp("drawn") / "office")
    typists = Typists(office)
    return office, typists, list(_sent_back(office))


@pytest.mark.parametrize("shard", range(SHARDS))
def test_random_inboxes(
    tmp_path: Path,
    drawn: tuple[Office, Typists, list[Content]],
    record_property: Callable[[str, object], None],
    shard: int,
) -> None:
    """Each entry ends as whoever put it there knows it must, and everybody tells the same."""
    base, typists, extras = drawn
    entries = 0
    for number in share(INBOXES, shard, SHARDS):
        cast = Cast(typists, chance("inbox", number), extras)
        inbox = cast.inbox(cast.draw.randint(0, 15))
        entries += len(inbox)
        try:
            _check(tmp_path / str(number), base, inbox, number)
        except BaseException as error:
            listed = "\n".join(f"  {each.kind} {each.name!r}" for each in inbox)
            error.add_note(f"inbox {number} of the seed {SEED}:\n{listed}")
            raise
    count = len(share(INBOXES, shard, SHARDS))
    record_property(FIGURE, f"{count} inboxes with {entries} entries")


def _check(root: Path, base: Office, entries: Sequence[Entry], number: int) -> None:
    """Collect an inbox and compare what everybody tells of it."""
    by_command = number % BY_COMMAND == 0
    today = DAYS[number % 2]
    office = small_office(root) if by_command else bare_office(root, base)
    lay(entries, office.inbox)
    before = seen(office.inbox)
    found = listed(office.inbox)
    expected = expected_month(entries, {}, MAY)
    code, told = _collected(office, today, in_words=number % 2 == 0, by_command=by_command)
    assert seen(office.inbox) == before
    report = json.loads((office.workspace.output / MAY / "run.json").read_text())
    found_so = Counter(
        Became(each["path"], each["disposition"], each["reason"], frozenset(each["groups_used"]))
        for each in report["files"]
    )
    assert found_so == expected.entries, (found_so - expected.entries, expected.entries - found_so)
    assert Counter(each["path"] for each in report["files"]) == found
    assert {each["reason"] for each in report["files"]} <= REASONS.keys()
    counts = {name: many for name, many in report["file_counts"].items() if many}
    assert counts == expected.counts()
    assert sum(counts.values()) == found.total()
    assert told in {None, tuple(sorted(counts.items()))}
    assert (code, report["exit_code"]) == (_exit_code(expected, today),) * 2
    _check_workbook(office, report)
    _check_archive(office, expected)
    if number % 4 == 0:
        _check_again(office, today, by_command=by_command)


def _collected(
    office: Office, today: str, *, in_words: bool, by_command: bool
) -> tuple[int, tuple[tuple[str, int], ...] | None]:
    """Collect, and return the exit code and the counts as they are told."""
    if not by_command:
        done = office.collect(MAY, date.fromisoformat(today))
        return int(done.needs_a_person), _counted(done.record)
    options = ["--quiet"] if in_words else ["--format", "json"]
    command = ["collect", str(office.inbox), "--today", today, *options]
    with chdir(office.workspace.root):
        result = CliRunner().invoke(app, command, catch_exceptions=False)
    assert "Traceback" not in result.output
    if in_words:
        return result.exit_code, None
    files: dict[str, int] = json.loads(result.stdout)["files"]
    return result.exit_code, tuple(sorted((name, many) for name, many in files.items() if many))


def _counted(record: MonthRecord) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(each.disposition.value for each in record.files).items()))


def _exit_code(expected: ExpectedMonth, today: str) -> int:
    """Return 1 where a file is rejected, and where something has not come in time."""
    rejected = Disposition.REJECTED in expected.counts()
    units = {(region, group) for region in REGIONS for group in GROUPS}
    missing = today > "2022-06-10" and units - expected.in_force.keys()
    return int(bool(rejected or missing))


def _check_workbook(office: Office, report: dict[str, Any]) -> None:
    """See to it that the national workbook tells the same of every file as the account."""
    path = office.workspace.output / MAY / f"tilannekuva-{MAY}.xlsx"
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Tiedostot").to_python()
    start = next(n for n, row in enumerate(rows) if str(row[0]) == "Tiedosto")
    sizes = Counter(int(str(row[9]).partition(".")[0]) for row in rows[start + 1 :] if row[1])
    assert sizes == Counter(each["size"] for each in report["files"])


def _check_archive(office: Office, expected: ExpectedMonth) -> None:
    """See to it that what is in force is what must be, whole, and that its bytes are kept."""
    wanted = {unit: kept.sha256 for unit, kept in expected.in_force.items()}
    assert in_force(office) == wanted
    check_returns(office, wanted.values())
    check_copies(office)


def _check_again(office: Office, today: str, *, by_command: bool) -> None:
    """See to it that a second run writes nothing."""
    folders = (office.workspace.output, office.workspace.archive)
    before = [seen(folder) for folder in folders]
    done = office.collect(None if by_command else MAY, date.fromisoformat(today))
    assert done.publication.changed == ()
    assert [seen(folder) for folder in folders] == before


def seen(folder: Path) -> dict[str, tuple[int, int, int, str]]:
    """Return everything below a folder: kind and rights, time of change, size and bytes.

    The file that says who holds the workspace is left out.
    """
    every: dict[str, tuple[int, int, int, str]] = {}
    for parent, folders, files in os.walk(os.fsencode(folder)):
        for name in (*folders, *files):
            path = Path(os.fsdecode(parent), os.fsdecode(name))
            status = path.lstat()
            regular = stat.S_ISREG(status.st_mode)
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if regular else ""
            if not name.startswith((b".lock", b"lock")):
                told = (status.st_mode, status.st_mtime_ns, status.st_size, digest)
                every[str(path)] = told if digest else (status.st_mode, 0, 0, "")
    return every


def listed(inbox: Path) -> Counter[str]:
    """Return the names of everything that lies in an inbox and is no folder."""
    names: Counter[str] = Counter()
    for parent, folders, files in os.walk(inbox):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        for name in (*files, *links):
            path = Path(parent, name).relative_to(inbox).as_posix()
            names[shown_text(path)] += 1
    return names


def shown_text(name: str) -> str:
    """Return a name as it is told."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "backslashreplace"))


def _sent_back(office: Office) -> Iterator[Content]:
    """Yield our own outputs as they come back: the national workbook, a corrected reply."""
    wrong = {**{(f"{group}-1.1.1", "status"): "käynnissä" for group in GROUPS}}
    office.send("02.xlsx", wrong | {("HT-1.1.1", "status"): "ehkä"})
    output = office.collect().output
    national = (output / f"tilannekuva-{MAY}.xlsx").read_bytes()
    yield Content(national, refused="identity-lost")  # it has rows and headings like the form
    [marked] = (output / "replies" / "02").glob("*.xlsx")
    book = openpyxl.load_workbook(marked)
    cells = [cell for row in book["HT"].iter_rows() for cell in row if cell.value == "ehkä"]
    assert cells
    cells[0].value = "käynnissä"
    corrected = marked.with_name("corrected.xlsx")
    book.save(corrected)
    says = Says("02", MAY, tuple((group, -1) for group in sorted(GROUPS)), CORRECTED)
    yield Content(saved_at(corrected.read_bytes(), CORRECTED), says)
    corrected.unlink()
