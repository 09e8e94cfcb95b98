"""Everything that turns up in an inbox on a shared drive, drawn by a seed."""

import os
import random
import socket
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Final, Literal

from inbox_files import (
    EMPTY,
    LANGUAGE,
    NO_FILE,
    OLD_FORMAT,
    PAGE,
    PROTECTED,
    SAVED,
    SHEET_IN_TEXT,
    VERSIONS,
    Content,
    Typists,
    cut_short,
    every_group,
    strange_workbook,
    with_zeros_at_the_end,
    without_directory,
)
from inbox_names import COPIES, NAMES, PLACES, STRAYS, TIMES

from small_office import GROUPS, REGIONS

Kind = Literal["file", "link to a file", "link", "pipe", "socket"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that lies in an inbox."""

    name: str
    """Relative to the inbox, with ``/``, as the file system has it."""
    content: Content
    modified: float = SAVED.timestamp()
    kind: Kind = "file"
    target: str = ""
    """Where a link leads."""


@dataclass(slots=True)
class Cast:
    """Draws what lies in an inbox."""

    typists: Typists
    draw: random.Random
    extras: Sequence[Content] = ()
    """What comes from elsewhere, such as our own outputs sent back."""
    entries: dict[str, Entry] = field(default_factory=dict)

    def inbox(self, size: int) -> tuple[Entry, ...]:
        """Return an inbox of about so many entries; the same for the same seed."""
        while len(self.entries) < size:
            [scene] = self.draw.choices(list(_SCENES), list(_SCENES.values()))
            for entry in scene(self):
                self._put(entry)
        return tuple(map(self._as_it_is, self.entries.values()))

    def a_return(self) -> Content:
        """Return a good return: whole, of one group or of some, in one of several formats."""
        region = self.draw.choice(REGIONS)
        version = self.draw.randrange(VERSIONS)
        saved = SAVED + timedelta(days=self.draw.randrange(3))
        how = self.draw.random()
        if how < 0.15:
            group = self.draw.choice(list(GROUPS))
            return self.typists.workbook(region, {group: version}, saved, only=group)
        groups = every_group(version)
        if how < 0.35:
            for group in self.draw.sample(list(GROUPS), self.draw.randint(1, 4)):
                groups[group] = self.draw.randrange(VERSIONS)
                if self.draw.random() < 0.5:
                    del groups[group]
        if how < 0.5:
            return self.typists.opendocument(region, groups, saved)
        if how < 0.6:
            return self.typists.saved_again(self.typists.workbook(region, groups), saved)
        if how < 0.7:
            return self.typists.workbook(region, groups, None)
        if how < 0.75:
            return self.typists.workbook(region, groups, saved, language="sv")
        return self.typists.workbook(region, groups, saved)

    def name(self, content: Content) -> str:
        """Return a name somebody could give a return."""
        region = content.says.region if content.says else self.draw.choice(REGIONS)
        name = self.draw.choice(NAMES).format(
            place=self.draw.choice(PLACES.get(region, (region,))),
            region=region,
            long="pitkä nimi " * 17,
            deep="kansio/" * 30,
        )
        return unicodedata.normalize(self.draw.choice(("NFC", "NFC", "NFD")), name)

    def entry(self, content: Content, name: str = "") -> Entry:
        """Return a file with a content."""
        modified = self.draw.choices(TIMES, (6, 3, 1, 1, 1, 1))[0]
        return Entry(name or self.name(content), content, modified)

    def one_of_them(self) -> Entry:
        """Return a file that lies there, or a new one."""
        there = [each for each in self.entries.values() if each.kind == "file"]
        return self.draw.choice(there) if there else self.entry(self.a_return())

    def _as_it_is(self, entry: Entry) -> Entry:
        """Return an entry, and of a link what lies at its end now."""
        if entry.kind != "link to a file":
            return entry
        end = self.entries[entry.target]
        return replace(end, name=entry.name, kind=entry.kind, target=entry.target)

    def _put(self, entry: Entry) -> None:
        """Add an entry, unless something lies where it or its folder should be."""
        above = {str(each) for each in PurePosixPath(entry.name).parents}
        folders = {str(up) for name in self.entries for up in PurePosixPath(name).parents}
        if entry.name not in folders and not above & self.entries.keys():
            self.entries[entry.name] = entry


def lay(entries: Sequence[Entry], inbox: Path) -> None:
    """Put entries into an inbox."""
    for entry in entries:
        path = inbox / entry.name
        path.parent.mkdir(parents=True, exist_ok=True)
        match entry.kind:
            case "file":
                path.write_bytes(entry.content.data)
                os.utime(path, (entry.modified, entry.modified))
            case "link" | "link to a file":
                path.symlink_to(entry.target)
            case "pipe":
                os.mkfifo(path)
            case "socket":
                _bind(path)


def _bind(path: Path) -> None:
    """Leave a socket behind; its path may be longer than sockets know."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(f"/proc/self/fd/{folder}/{path.name}")
    finally:
        os.close(folder)


def _good(cast: Cast) -> Iterator[Entry]:
    yield cast.entry(cast.a_return())


def _blank(cast: Cast) -> Iterator[Entry]:
    region = cast.draw.choice(REGIONS)
    yield cast.entry(cast.typists.workbook(region, {}, SAVED + timedelta(days=9)))


def _again(cast: Cast) -> Iterator[Entry]:
    """Save a return that is there again: the same answers, at the same or another time."""
    content = cast.one_of_them().content
    says = content.says
    typed = says is not None and len(says.groups) > 1 and min(v for _, v in says.groups) >= 0
    if typed and says and says.saved and not content.refused:
        saved = says.saved + timedelta(days=cast.draw.choice((-1, 0, 1)))
        made = cast.typists.workbook(says.region, dict(says.groups), month=says.month)
        yield cast.entry(cast.typists.saved_again(made, saved))


def _corrected(cast: Cast) -> Iterator[Entry]:
    """Answer anew for a region that has returned: later, earlier or at the same time."""
    content = cast.one_of_them().content
    says = content.says
    if says and says.saved and not content.refused:
        saved = says.saved + timedelta(days=cast.draw.choice((-1, 0, 1)))
        groups = every_group(cast.draw.randrange(VERSIONS))
        yield cast.entry(cast.typists.workbook(says.region, groups, saved))


def _copied(cast: Cast) -> Iterator[Entry]:
    """Put the same bytes under a name that copying or synchronising gives."""
    entry = cast.one_of_them()
    place = PurePosixPath(entry.name)
    copy = cast.draw.choice(COPIES).format(stem=place.stem, end=place.suffix)
    if len(os.fsencode(copy)) < 255:
        folder = cast.draw.choice((str(place.parent), "varmuuskopio"))
        yield cast.entry(entry.content, str(PurePosixPath(folder, copy)))


def _conflict(cast: Cast) -> Iterator[Entry]:
    """Put another version under a name that synchronising gives to one."""
    copied = list(_copied(cast))
    yield from (replace(each, content=cast.a_return()) for each in copied)


def _twin(cast: Cast) -> Iterator[Entry]:
    """Give two files one name, but for how its letters are coded, or for their case."""
    place = cast.draw.choice(("Häme", "Åland", "Pöytyä"))
    forms = cast.draw.choice(
        (
            [unicodedata.normalize(form, f"{place}.xlsx") for form in ("NFC", "NFD")],
            [f"{place}.xlsx", f"{place}.XLSX"],
            [f"{place}.xlsx", f"{place.upper()}.xlsx"],
        )
    )
    yield from (cast.entry(cast.a_return(), name) for name in forms)


def _stray(cast: Cast) -> Iterator[Entry]:
    """Put what is no return by its name, whatever is in it."""
    content = cast.draw.choice((cast.a_return(), EMPTY, PROTECTED, PAGE))
    yield cast.entry(content, cast.draw.choice(STRAYS))


def _excel_saving(cast: Cast) -> Iterator[Entry]:
    """Leave what lies there while Excel saves: an owner file, and bytes under a short name."""
    entry = cast.one_of_them()
    place = PurePosixPath(entry.name)
    yield cast.entry(EMPTY, str(place.with_name(f"~${place.name[2:]}")))
    yield cast.entry(entry.content, str(place.with_name("5D3F2A10")))


def _broken(cast: Cast) -> Iterator[Entry]:
    """Put a file that cannot be read now, or ever."""
    good = cast.a_return()
    while good.data[:2] != b"PK":
        good = cast.a_return()
    share = cast.draw.choice((0.01, 0.4, 0.9, 0.999))
    broken = (
        EMPTY,
        PROTECTED,
        OLD_FORMAT,
        PAGE,
        SHEET_IN_TEXT,
        cut_short(good, share),
        with_zeros_at_the_end(good, share),
        with_zeros_at_the_end(good, 0),
        with_zeros_at_the_end(good, 1),
        without_directory(good),
        strange_workbook(),
    )
    content = cast.draw.choice(broken)
    name = cast.name(good)
    if cast.draw.random() < 0.4:  # a return that is there is broken, or comes broken once more
        name = cast.one_of_them().name
    yield cast.entry(content, name)


def _about_something_else(cast: Cast) -> Iterator[Entry]:
    """Put a return of another month, and one that has lost its identity."""
    region = cast.draw.choice(REGIONS)
    version = cast.draw.randrange(VERSIONS)
    if cast.draw.random() < 0.5:
        made = cast.typists.workbook(region, every_group(version), month="2022-04")
        yield cast.entry(replace(made, refused="other-month"))
    else:
        yield cast.entry(cast.typists.unstamped(region, every_group(version)))


def _sent_back(cast: Cast) -> Iterator[Entry]:
    if cast.extras:
        yield cast.entry(cast.draw.choice(cast.extras))


def _link(cast: Cast) -> Iterator[Entry]:
    """Put a link: to a file here, to one elsewhere, to a folder, to nothing, to itself."""
    name = cast.draw.choice(("linkki.xlsx", "toinen linkki.xlsx", "a.xlsx"))
    files = [each for each in cast.entries.values() if each.kind == "file"]
    if files and cast.draw.random() < 0.4:
        to = cast.draw.choice(files)
        yield replace(to, name=name, kind="link to a file", target=to.name)
    else:
        target = cast.draw.choice(("../tilannekuva.toml", "/etc/passwd", ".", "ei ole", name, "/"))
        yield Entry(name, NO_FILE, kind="link", target=target)


def _no_file(cast: Cast) -> Iterator[Entry]:
    kind: Kind = cast.draw.choice(("pipe", "socket"))
    yield Entry(f"{kind}.xlsx", NO_FILE, kind=kind)


_SCENES: Final[Mapping[Callable[[Cast], Iterator[Entry]], int]] = {
    _good: 30,
    _corrected: 8,
    _again: 6,
    _copied: 8,
    _conflict: 6,
    _twin: 3,
    _blank: 4,
    _broken: 16,
    _stray: 16,
    _excel_saving: 3,
    _about_something_else: 4,
    _sent_back: 2,
    _link: 4,
    _no_file: 2,
}
"""What turns up, and how often."""
assert LANGUAGE.keys() == PLACES.keys() == set(REGIONS)
