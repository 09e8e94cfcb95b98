"""What happens to an office's inbox and workspace from day to day, drawn by a seed."""

import random
import shutil
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Final

from expected_month import TakenBack, by_name, shown
from inbox_cast import Cast, Entry, lay
from inbox_files import (
    EMPTY,
    PAGE,
    SAVED,
    Content,
    cut_short,
    every_group,
    with_zeros_at_the_end,
    without_directory,
)
from inbox_names import COPIES, STRAYS
from kept_whole import MONTH, copies_folder, generation_in_force, month_folder
from office_sequence import AFTER, BEFORE, OfficeSequence

from effort import chance
from offices import Office
from tilannekuva.pipeline.brief import brief
from tilannekuva.pipeline.closing import close_month, reopen_month
from tilannekuva.pipeline.withdraw import withdraw

LATEST_KILL: Final = 110
"""A run seldom changes the disk as many times as this; one that would die later is done before."""


def _draws(sequence: OfficeSequence, draw: random.Random) -> Cast:
    return Cast(sequence.typists, draw, entries=sequence.entries)


def _a_return(sequence: OfficeSequence, draw: random.Random) -> None:
    cast = _draws(sequence, draw)
    region = draw.choice(("02", "17", "HUS"))
    sequence.put(f"{region} {draw.randrange(3)}.xlsx", cast.a_return())


def _saved_anew(sequence: OfficeSequence, draw: random.Random) -> None:
    """Somebody answers otherwise, or the same, and saves: later, earlier or at the same time."""
    ours = {name: each.content for name, each in sequence.entries.items() if each.content.says}
    if not ours:
        return _a_return(sequence, draw)
    name = draw.choice(list(ours))
    says = ours[name].says
    assert says is not None
    saved = (says.saved or SAVED) + timedelta(days=draw.choice((-1, 0, 1)))
    groups = dict(says.groups)
    if draw.random() < 0.7:
        groups = every_group(draw.randrange(4))
    sequence.put(name, sequence.typists.workbook(says.region, groups, saved))
    return None


def _deleted(sequence: OfficeSequence, draw: random.Random) -> None:
    if sequence.entries:
        sequence.take_away(draw.choice(list(sequence.entries)))


def _all_deleted(sequence: OfficeSequence, _: random.Random) -> None:
    for name in list(sequence.entries):
        sequence.take_away(name)


def _broken(sequence: OfficeSequence, draw: random.Random) -> None:
    """A file is cut, filled with zeros, or written over with something else."""
    name = sequence.any_name(draw)
    good = sequence.typists.workbook(draw.choice(("02", "17")), every_group(draw.randrange(4)))
    kinds = (
        EMPTY,
        PAGE,
        cut_short(good, draw.random()),
        with_zeros_at_the_end(good, draw.random()),
        without_directory(good),
    )
    sequence.put(name, draw.choice(kinds))


def _copied(sequence: OfficeSequence, draw: random.Random) -> None:
    """The same bytes, or another version, come under a name that synchronising gives."""
    if not sequence.entries:
        return
    name = draw.choice(list(sequence.entries))
    content = sequence.entries[name].content
    if draw.random() < 0.5:
        content = _draws(sequence, draw).a_return()
    place = PurePosixPath(name)
    copy = draw.choice(COPIES).format(stem=place.stem[:60], end=place.suffix or ".xlsx")
    sequence.put(str(place.with_name(copy)), content)


def _renamed(sequence: OfficeSequence, draw: random.Random) -> None:
    """A file moves into a folder, or its name is spelled otherwise."""
    if not sequence.entries:
        return
    entry = sequence.take_away(draw.choice(list(sequence.entries)))
    place = PurePosixPath(entry.name)
    names = (
        f"Häme/{place.name}",
        unicodedata.normalize("NFD", f"Häme/{place.name}"),
        place.name.swapcase(),
        f"vanhat/{place.name}",
        place.name,
    )
    sequence.put(draw.choice(names), entry.content, entry.modified)


def _clock_jumped(sequence: OfficeSequence, draw: random.Random) -> None:
    """The files' times, but not what workbooks say, jump by hours or years."""
    by = draw.choice((-3 * 365, -1, 1, 3 * 365)) * 86_400.0
    for name, entry in list(sequence.entries.items()):
        sequence.put(name, entry.content, entry.modified + by)


def _another_day(sequence: OfficeSequence, _: random.Random) -> None:
    sequence.today = AFTER if sequence.today == BEFORE else BEFORE


def _stray(sequence: OfficeSequence, draw: random.Random) -> None:
    sequence.put(draw.choice(STRAYS[:8]), EMPTY)


def _excel_saving(sequence: OfficeSequence, draw: random.Random) -> None:
    """Excel deletes the file and gives its name to a temporary one, with a run in between."""
    if not sequence.entries:
        return
    name = draw.choice(list(sequence.entries))
    sequence.take_away(name)
    new = _draws(sequence, draw).a_return()
    sequence.put("5D3F2A10", new)
    sequence.collected()
    sequence.take_away("5D3F2A10")
    sequence.put(name, new)
    sequence.collected()


def _changed_after_listing(sequence: OfficeSequence, draw: random.Random) -> None:
    """A file goes, or another takes its place, between the listing and its copy."""
    opened = [name for name, each in sequence.entries.items() if _is_opened(each)]
    if not opened or sequence.is_closed:
        return
    entry = sequence.entries[draw.choice(opened)]
    new = draw.choice((None, _draws(sequence, draw).a_return(), _cut(sequence, draw)))
    there = None if new is None else replace(entry, content=new, modified=entry.modified + 7)
    path = sequence.office.inbox / entry.name

    def change(_: int, done: int) -> None:
        if done == 0:
            path.unlink(missing_ok=True)
            lay([] if there is None else [there], sequence.office.inbox)

    _write_a_note(sequence, draw)
    left_for_now = Content(draw.randbytes(9), refused="changed-while-read")
    sequence.entries[entry.name] = replace(entry, content=left_for_now)
    sequence.collected(change)
    if there is None:
        del sequence.entries[entry.name]
    else:
        sequence.entries[entry.name] = there


def _write_a_note(sequence: OfficeSequence, draw: random.Random) -> None:
    """Put something new into the inbox, so that the run does not just repeat the one before.

    Of what is not opened its size is told.
    """
    sequence.put("muistio.csv", Content(bytes(draw.randrange(1, 100_000))))


def _is_opened(entry: Entry) -> bool:
    return bool(entry.content.data) and not by_name(shown(entry))


def _cut(sequence: OfficeSequence, draw: random.Random) -> Content:
    return cut_short(sequence.typists.workbook("17", every_group(draw.randrange(4))), 0.7)


def _run(sequence: OfficeSequence, _: random.Random) -> None:
    sequence.collected()


def _run_twice(sequence: OfficeSequence, _: random.Random) -> None:
    """A second run writes nothing."""
    sequence.collected()
    before = _times(sequence.office)
    sequence.collected()
    assert _times(sequence.office) == before


def _killed(sequence: OfficeSequence, draw: random.Random) -> None:
    _write_a_note(sequence, draw)
    sequence.killed(draw.randint(1, LATEST_KILL))
    if draw.random() < 0.5:
        sequence.collected()


def _closed(sequence: OfficeSequence, _: random.Random) -> None:
    """The month is closed; what it was closed with is kept for good."""
    if generation_in_force(sequence.office) is not None and not sequence.is_closed:
        sequence.collected()
        close_month(sequence.office.workspace, sequence.office.foundations, MONTH, sequence.today)
        sequence.is_closed = True
        named = generation_in_force(sequence.office)
        sequence.generations_closed.add(str(named))


def _opened(sequence: OfficeSequence, _: random.Random) -> None:
    if sequence.is_closed:
        reopen_month(sequence.office.workspace, MONTH)
        sequence.is_closed = False


def _briefed(sequence: OfficeSequence, draw: random.Random) -> None:
    """Packs are written again just before a discussion; the month stays what it was."""
    if generation_in_force(sequence.office) is not None and not sequence.is_closed:
        brief(
            sequence.office.workspace,
            sequence.office.foundations,
            regions=[draw.choice(("02", "17", "HUS"))],
            month=MONTH,
            today=sequence.today,
        )
        sequence.check_in_force()


def _withdrawn(sequence: OfficeSequence, draw: random.Random) -> None:
    """The coordinator takes back what a region, or one of its groups, has returned."""
    if not sequence.kept or sequence.is_closed:
        return
    region, group = draw.choice(sorted(sequence.kept))
    only = draw.choice((None, group))
    withdraw(
        sequence.office.workspace,
        sequence.office.foundations,
        region,
        only,
        month=MONTH,
        reason="väärä tiedosto",
        today=sequence.today,
    )
    meant = {
        unit: kept
        for unit, kept in sequence.kept.items()
        if unit[0] == region and only in {None, unit[1]}
    }
    sequence.taken_back += [TakenBack(u, kept.sha256, kept.time) for u, kept in meant.items()]
    sequence.kept = {unit: kept for unit, kept in sequence.kept.items() if unit not in meant}
    sequence.check_in_force()
    if draw.random() < 0.5:
        sequence.collected()


def _copy_damaged(sequence: OfficeSequence, draw: random.Random) -> None:
    """Somebody deletes a copy, writes over it, or puts an old one back."""
    folder = copies_folder(sequence.office)
    copies = sorted(path for path in folder.rglob("*") if path.is_file())
    if not copies:
        return
    copy = draw.choice(copies)
    how = draw.randrange(3)
    if how == 0:
        copy.unlink()
    elif how == 1:
        copy.write_bytes(copy.read_bytes()[:-7] + draw.randbytes(7))
    else:
        name = copy.relative_to(folder)
        older = sorted(month_folder(sequence.office).glob(f"[0-9a-f]*/{name}"))
        if older:
            shutil.copyfile(draw.choice(older), copy)
    if not sequence.is_closed:
        sequence.collected()


def _times(office: Office) -> dict[str, int]:
    """Return when everything below the outputs and the archive was changed."""
    return {
        str(path): path.lstat().st_mtime_ns
        for folder in (office.workspace.archive, office.workspace.output)
        for path in folder.rglob("*")
        if path.is_file() and "lock" not in path.name
    }


_STEPS: Final[Mapping[Callable[[OfficeSequence, random.Random], None], int]] = {
    _a_return: 14,
    _saved_anew: 10,
    _deleted: 8,
    _all_deleted: 2,
    _broken: 10,
    _copied: 6,
    _renamed: 5,
    _clock_jumped: 3,
    _another_day: 2,
    _stray: 3,
    _excel_saving: 3,
    _changed_after_listing: 4,
    _run: 12,
    _run_twice: 4,
    _killed: 10,
    _closed: 2,
    _opened: 4,
    _briefed: 2,
    _withdrawn: 3,
    _copy_damaged: 5,
}
"""What happens, and how often."""


def walked(sequence: OfficeSequence, name: object, steps: Sequence[int]) -> None:
    """Go through the steps of a sequence, by their numbers, and collect at the end.

    Each step draws from numbers of its own, so that the others stay what they are when one is
    left out: what fails can be made shorter until only what matters is left.
    """
    for number in steps:
        draw = chance("step", name, number)
        [happens] = draw.choices(list(_STEPS), list(_STEPS.values()))
        sequence.done[happens.__name__.strip("_")] += 1
        happens(sequence, draw)
    _opened(sequence, chance("end", name))
    sequence.collected()


def shortest(fails: Callable[[Sequence[int]], bool], steps: Sequence[int]) -> list[int]:
    """Return the steps without those that what fails can do without."""
    left = list(steps)
    for each in steps:
        without = [other for other in left if other != each]
        if fails(without):
            left = without
    return left
