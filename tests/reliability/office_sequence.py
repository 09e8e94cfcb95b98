"""An office through weeks of returns, broken files and killed runs, and what must hold then."""

import os
import random
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, NoReturn

from expected_month import ExpectedMonth, Kept, TakenBack, became, expected_month
from inbox_cast import Entry, lay
from inbox_files import SAVED, Content, Typists, Unit
from kept_whole import (
    MONTH,
    check_copies,
    check_generations,
    check_returns,
    files_below,
    in_force,
    month_folder,
    whole_generation,
)

from offices import Office
from small_office import MAY
from tilannekuva.pipeline.collect import Collected, collect
from tilannekuva.pipeline.progress import Progress, silent

BEFORE, AFTER = date(2022, 6, 1), date(2022, 6, 20)
"""Days before and after the deadline."""
_DONE: Final = 0
_WENT_WRONG: Final = 70
_KILLED: Final = 9
_CHANGES: Final = frozenset({"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link"})

Run = Callable[[Office, date, Progress], Collected]
"""How an inbox is collected; another one is given to see what is noticed."""


def as_it_is(office: Office, today: date, progress: Progress) -> Collected:
    """Collect the inbox as the command does."""
    return collect(
        office.workspace,
        office.foundations,
        office.inbox,
        month=MONTH,
        today=today,
        progress=progress,
    )


@dataclass(slots=True)
class OfficeSequence:
    """An office, what lies in its inbox, and what has to be in force."""

    office: Office
    typists: Typists
    run: Run = as_it_is
    entries: dict[str, Entry] = field(default_factory=dict)
    kept: Mapping[Unit, Kept] = field(default_factory=dict)
    today: date = BEFORE
    is_closed: bool = False
    taken_back: list[TakenBack] = field(default_factory=list)
    generations_closed: set[str] = field(default_factory=set)
    done: Counter[str] = field(default_factory=Counter)

    def put(self, name: str, content: Content, modified: float = SAVED.timestamp()) -> None:
        """Put a file into the inbox."""
        entry = Entry(name, content, modified)
        self.entries[name] = entry
        lay([entry], self.office.inbox)

    def take_away(self, name: str) -> Entry:
        """Take a file out of the inbox."""
        (self.office.inbox / name).unlink()
        return self.entries.pop(name)

    def any_name(self, draw: random.Random) -> str:
        """Return the name of a file that lies there, or a new one."""
        return draw.choice([*self.entries, f"uusi {draw.randrange(5)}.xlsx"])

    def expected(self) -> ExpectedMonth:
        """Return what collecting has to come to now."""
        return expected_month(self.entries.values(), self.kept, MAY, self.taken_back)

    def collected(self, progress: Progress = silent) -> None:
        """Collect, and see to it that everything is as it must be."""
        archive = month_folder(self.office)
        before = files_below(archive)
        done = self.run(self.office, self.today, progress)
        if self.is_closed:
            assert files_below(archive) == before
            return
        expected = self.expected()
        self.kept = expected.in_force
        self.check_in_force()
        found = Counter(became(each) for each in done.record.files)
        assert found == expected.entries, (found - expected.entries, expected.entries - found)
        check_copies(self.office)
        check_generations(self.office, self.generations_closed)

    def check_in_force(self) -> None:
        """See to it that what must be in force is, and that its bytes are kept."""
        wanted = {unit: kept.sha256 for unit, kept in self.kept.items()}
        assert in_force(self.office) == wanted
        check_returns(self.office, wanted.values())

    def killed(self, after: int) -> None:
        """Run in a process that dies at one of its changes of the disk, counted from the first.

        Whichever one it is, what was in force stays, or what must be in force now is.
        """
        expected = self.expected().in_force
        private = self.office.workspace.root / "private"
        private.mkdir(exist_ok=True)
        child = os.fork()
        if child == 0:
            _run_and_die(self, after, private)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        shutil.rmtree(private)
        assert ended in {_DONE, _KILLED}
        self.done["died"] += ended == _KILLED
        now = in_force(self.office)
        if not self.is_closed and now == {unit: kept.sha256 for unit, kept in expected.items()}:
            self.kept = expected
        self.check_in_force()
        whole_generation(self.office)


def _run_and_die(sequence: OfficeSequence, after: int, private: Path) -> NoReturn:
    """Collect in a process of its own, which does not live on however that ends."""
    try:
        _die_after(after, sequence.office.workspace.root, private)
        sequence.run(sequence.office, sequence.today, silent)
    except BaseException:  # noqa: BLE001 - what is wrong must not be told by two processes
        traceback.print_exc()
        os._exit(_WENT_WRONG)
    os._exit(_DONE)


def _die_after(changes: int, root: Path, private: Path) -> None:
    """Let this process die at one of its changes below a folder, and write little elsewhere."""
    tempfile.tempdir = str(private)
    below = tuple(str(root / name) for name in ("archive", "output"))
    left = [changes]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        changing = event in _CHANGES or (event == "open" and _writes(arguments[2]))
        if changing and str(arguments[0]).startswith(below):
            left[0] -= 1
            if left[0] == 0:
                os._exit(_KILLED)

    sys.addaudithook(watch)


def _writes(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
