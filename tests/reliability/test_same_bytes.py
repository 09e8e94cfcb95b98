"""The same returns give the same bytes, whoever collects them, wherever, whenever and how."""

import io
import os
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from ran import outputs_of, ran
from run_elsewhere import Circumstances

from effort import FIGURE, chance
from small_office import REGIONS, every_answer, small_office
from tilannekuva.domain.texts import FormLanguage
from tilannekuva.resources import resource_folder

pytestmark = pytest.mark.reliability

MONTHS = ("2022-04", "2022-05")
NOBODY = 65_534
_SAVED = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
_SETTINGS = '\n[outputs]\npublic = true\n\n[recipients.02]\nemail = ["kirjaamo@example.fi"]\n'


@dataclass(frozen=True, slots=True)
class Sent:
    """A file of an inbox."""

    content: bytes
    at: int
    """Its time on the disk, in nanoseconds."""
    tells_its_time: bool = True
    """Whether the document itself tells when it was saved."""


@dataclass(frozen=True)
class Variant:
    """How a run differs from the one that all are compared with."""

    environment: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    folder: str = "työ"
    """Of the workspace."""
    order: Callable[[str], str] = str
    """By what the files are put into the inbox."""
    touched: bool = False
    """Whether the files that tell their own time have another on the disk."""
    inbox: str = ""
    """A folder for the inbox elsewhere."""
    started_in: str = ""
    """The current folder, below the workspace; the output folder is named then."""
    listing: str = ""
    umask: int = 0o022
    user: int = 0
    later: bool = False
    """Whether the clock is more than a year ahead, also for the programs that are started."""
    processors: int = 0
    readers: int = 0


VARIANTS = {
    "the same again": Variant(),
    "files put there in another order": Variant(order=lambda name: name[::-1]),
    "files listed backwards": Variant(listing="reversed"),
    "files listed at random": Variant(listing="shuffled"),
    "hash seed 0": Variant({"PYTHONHASHSEED": "0"}),
    "hash seed 4294967295": Variant({"PYTHONHASHSEED": "4294967295"}),
    "far to the east": Variant({"TZ": "Pacific/Kiritimati"}),
    "far to the west": Variant({"TZ": "America/St_Johns"}),
    "in Turkish": Variant({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    "in Swedish": Variant({"LC_ALL": "", "LANG": "sv_SE.ISO-8859-1", "LC_NUMERIC": "sv_SE"}),
    "in no language": Variant(
        {"LC_ALL": "POSIX", "LANG": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ),
    "UTF-8 whatever the locale": Variant({"LC_ALL": "C", "PYTHONUTF8": "1"}),
    "everybody may write": Variant(umask=0),
    "nobody else may read": Variant(umask=0o077),
    "another user": Variant(
        {"HOME": "/nonexistent", "XDG_CONFIG_HOME": "/usr", "USER": "nobody"}, user=NOBODY
    ),
    "a longer path": Variant(folder="Hyvinvointialueet (2022)/tilannekuva – työkansio, äö & 'x'"),
    "from a folder below": Variant(started_in="outbox/2022-05/muut"),
    "the inbox elsewhere": Variant(inbox="palautukset toisaalla/ja syvällä"),
    "other times on the disk": Variant(touched=True),
    "more than a year later": Variant(later=True),
    "without assertions": Variant({"PYTHONOPTIMIZE": "1"}, options=("-O",)),
    "on one processor": Variant(processors=1),
    "with a second reader": Variant(readers=1),
    "everything at once": Variant(
        {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "HOME": "/usr"},
        folder="a/b (c)/d",
        order=lambda name: name[::-1],
        touched=True,
        listing="shuffled",
        umask=0o077,
        later=True,
        processors=1,
    ),
}


_CLOCK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>
static const time_t ahead = 400 * 86400;
int clock_gettime(clockid_t clock, struct timespec *now) {
    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
    int done = real(clock, now);
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) now->tv_sec += ahead;
    return done;
}
time_t time(time_t *now) {
    struct timespec told;
    clock_gettime(CLOCK_REALTIME, &told);
    if (now) *now = told.tv_sec;
    return told.tv_sec;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec told;
    clock_gettime(CLOCK_REALTIME, &told);
    now->tv_sec = told.tv_sec;
    now->tv_usec = told.tv_nsec / 1000;
    return 0;
}
"""
"""Tells a later time to every program that is started with it."""


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which the clock is more than a year ahead; none without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        return {}
    folder = tmp_path_factory.mktemp("clock")
    (folder / "clock.c").write_text(_CLOCK, encoding="utf-8")
    made = folder / "clock.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", str(made), str(folder / "clock.c"), "-ldl"], check=True
    )
    return {"LD_PRELOAD": str(made)}


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sent]:
    """Two months' returns, and what lies beside such in an inbox."""
    office = small_office(tmp_path_factory.mktemp("senders") / "office")
    for month in MONTHS:
        for region in REGIONS:
            answers = every_answer("valmis" if month == MONTHS[1] else "käynnissä")
            answers["HT-1.1.1", "status"] = "ehkä"
            answers["JO-1.1.1", "status"] = "Valmis "
            language: FormLanguage = "sv" if region == "17" else "fi"
            name = f"{month}/{region} palautus.xlsx"
            office.send(name, answers, region=region, month=month, language=language)
    found = {
        path.relative_to(office.inbox).as_posix(): path.read_bytes()
        for path in sorted(office.inbox.rglob("*.xlsx"))
    }
    newer = office.send("x.xlsx", every_answer("ei aloitettu"), saved=_SAVED + timedelta(days=1))
    first = found["2022-05/17 palautus.xlsx"]
    found |= {
        "2022-05/Å ä.xlsx": newer.read_bytes(),
        unicodedata.normalize("NFD", "2022-05/Å ä.xlsx"): newer.read_bytes(),
        "toinen/17 palautus.xlsx": first,
        "toinen/17 palautus (1).xlsx": first,
        "rikki.xlsx": first[: len(first) // 2],
        "outo.xlsx": b"not a workbook",
        "liite.pdf": b"%PDF-1.4",
        "kuva.png": b"\x89PNG",
        "~$x.xlsx": b"owner",
    }
    sent = {name: Sent(content, _SAVED.toordinal() * 10**9) for name, content in found.items()}
    timeless = _without_its_time(found["2022-05/HUS palautus.xlsx"])
    at = int((_SAVED + timedelta(hours=5)).timestamp()) * 10**9
    return sent | {"2022-05/HUS ajaton.xlsx": Sent(timeless, at, tells_its_time=False)}


@pytest.fixture(scope="module")
def expected(inbox: dict[str, Sent]) -> dict[str, bytes]:
    """What the run writes that all are compared with."""
    return _collected(Variant(), inbox)


@pytest.mark.parametrize("name", VARIANTS)
def test_same_bytes__ok(
    name: str,
    inbox: dict[str, Sent],
    expected: dict[str, bytes],
    later: dict[str, str],
    record_property: Callable[[str, object], None],
) -> None:
    """Nothing but the returns, the settings and the archive has a say in what is written."""
    variant = _at_its_time(VARIANTS[name], later)
    if name == "more than a year later" and not later:
        pytest.skip("the clock is set by a library that only a compiler can make")
    if variant.user and (os.geteuid() != 0 or shutil.which("setpriv") is None):
        pytest.skip("only the administrator can become another user, with setpriv")
    written = _collected(variant, inbox)
    different = sorted(
        each for each in expected.keys() | written.keys() if expected.get(each) != written.get(each)
    )
    assert not different
    record_property(FIGURE, f"same bytes: 2 collections, {len(written)} files, 0 differ ({name})")


def test_sample_month_has_the_same_bytes__ok(
    later: dict[str, str], record_property: Callable[[str, object], None]
) -> None:
    """So has a month of the whole country, when everything is different at once."""
    given = resource_folder("sample_workbooks") / "inbox"
    inbox = {
        path.relative_to(given).as_posix(): Sent(path.read_bytes(), _SAVED.toordinal() * 10**9)
        for path in sorted(given.rglob("*"))
        if path.is_file()
    }
    variant = _at_its_time(VARIANTS["everything at once"], later)
    first = _collected(Variant(), inbox, months=MONTHS[1:], settings="")
    second = _collected(variant, inbox, months=MONTHS[1:], settings="")
    assert sorted(first) == sorted(second)
    assert not [name for name, content in first.items() if second[name] != content]
    record_property(FIGURE, f"same bytes: the sample month, {len(first)} files, 0 differ")


def test_a_difference_is_seen__error(inbox: dict[str, Sent], expected: dict[str, bytes]) -> None:
    """A return that was saved a second later is another one."""
    name = "2022-05/HUS ajaton.xlsx"
    later = Sent(inbox[name].content, inbox[name].at + 10**9, tells_its_time=False)
    assert _collected(Variant(), inbox | {name: later}) != expected


def _collected(
    variant: Variant,
    inbox: Mapping[str, Sent],
    months: tuple[str, ...] = MONTHS,
    settings: str | None = None,
) -> dict[str, bytes]:
    """Lay out a workspace as a variant has it, collect there, and return what was written."""
    # The folders of tests are closed to other users.
    ground = Path(mkdtemp(prefix="tilannekuva-same-"))
    try:
        ground.chmod(0o755)
        root = ground / variant.folder
        if settings is None:
            small_office(root)
            with (root / "tilannekuva.toml").open("a", encoding="utf-8") as file:
                file.write(_SETTINGS)
        else:
            root.mkdir(parents=True)
            (root / "tilannekuva.toml").write_text(settings, encoding="utf-8")
        place = ground / variant.inbox / "inbox" if variant.inbox else root / "inbox"
        _lay_out(variant, inbox, place)
        _run(variant, ground, root, place, months)
        return outputs_of(root)
    finally:
        shutil.rmtree(ground)


def _at_its_time(variant: Variant, later: Mapping[str, str]) -> Variant:
    return replace(variant, environment={**variant.environment, **(later if variant.later else {})})


def _lay_out(variant: Variant, inbox: Mapping[str, Sent], place: Path) -> None:
    for name in sorted(inbox, key=variant.order):
        sent, path = inbox[name], place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sent.content)
        at = sent.at
        if variant.touched and sent.tells_its_time:
            at = chance("touched", name).randrange(10**18, 2 * 10**18)
        os.utime(path, ns=(at, at))


def _run(variant: Variant, ground: Path, root: Path, place: Path, months: tuple[str, ...]) -> None:
    folder = root
    named: tuple[str, ...] = ()
    if variant.started_in:
        folder, named = root / variant.started_in, ("--output", str(root / "output"))
        folder.mkdir(parents=True)
    if variant.user:
        for each in (ground, *ground.rglob("*")):
            os.chown(each, variant.user, variant.user)
    results = ran(
        Circumstances(
            tuple(
                ("collect", str(place), "--month", month, "--today", "2022-06-20", *named)
                for month in months
            ),
            str(folder),
            listing=variant.listing,
            umask=variant.umask,
            processors=variant.processors,
            readers=variant.readers,
        ),
        variant.environment,
        variant.options,
        _as_user(variant.user) if variant.user else (),
    )
    for result in results:
        assert result.code == 1, result.errors + result.told


def _as_user(user: int) -> tuple[str, ...]:
    """Return what starts a program as another user.

    The interpreter may lie in a folder of the administrator's: it can be read, and no more.
    """
    only_read = ("--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search")
    return ("setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *only_read)


def _without_its_time(workbook: bytes) -> bytes:
    """Return a workbook that does not tell when it was saved."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(result, "w") as new:
        for member in old.infolist():
            if member.filename != "docProps/core.xml":
                new.writestr(member, old.read(member), zipfile.ZIP_DEFLATED)
    return result.getvalue()
