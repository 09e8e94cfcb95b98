"""Every file of the inbox is listed once, and told apart by its name where that is enough."""

import os
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tilannekuva.domain.dispositions import REASONS, Disposition
from tilannekuva.inbox.listing import FoundFile, disposition_by_name, disposition_of, list_inbox

NOW = datetime(2022, 6, 1, tzinfo=UTC)


def names(folder: Path) -> list[str]:
    """List a folder, names only."""
    return [found.name for found in list_inbox(folder)]


def test_files_in_folders__ok(tmp_path: Path) -> None:
    """Files of all sub-folders are listed by their names, with size and time."""
    for name in ("b.xlsx", "Lappi/a.xlsx", "Lappi/vanha/c.ods", ".hidden/d.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"12345")
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert names(tmp_path) == [".hidden/d.xlsx", "Lappi/a.xlsx", "Lappi/vanha/c.ods", "b.xlsx"]
    first = list_inbox(tmp_path)[0]
    assert (first.size, first.modified) == (5, NOW)
    assert first.path.read_bytes() == b"12345"


def test_name_in_parts__ok(tmp_path: Path) -> None:
    """A name written in Unicode's decomposed form, as macOS does, is shown composed."""
    (tmp_path / unicodedata.normalize("NFD", "Häme.xlsx")).touch()
    assert names(tmp_path) == ["Häme.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_name_that_is_no_text__ok(tmp_path: Path) -> None:
    """Bytes that are no text are shown, and the file is found all the same."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/H\xe4me.xlsx")).touch()
    [found] = list_inbox(tmp_path)
    assert found.name == "H\\xe4me.xlsx"
    assert found.path.exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links__error(tmp_path: Path) -> None:
    """Links that lead out of the inbox, in a circle or nowhere are listed and not followed."""
    inbox, outside = tmp_path / "inbox", tmp_path / "outside"
    inbox.mkdir()
    outside.mkdir()
    (outside / "secret.xlsx").touch()
    (inbox / "own.xlsx").touch()
    (inbox / "file.xlsx").symlink_to(outside / "secret.xlsx")
    (inbox / "folder").symlink_to(outside)
    (inbox / "circle").symlink_to(inbox)
    (inbox / "itself.xlsx").symlink_to(inbox / "itself.xlsx")
    (inbox / "nowhere.xlsx").symlink_to(inbox / "gone.xlsx")
    (inbox / "second.xlsx").symlink_to(inbox / "own.xlsx")
    os.mkfifo(inbox / "pipe.xlsx")
    assert {found.name: found.barrier for found in list_inbox(inbox)} == {
        "circle": "link",
        "file.xlsx": "link",
        "folder": "link",
        "itself.xlsx": "link",
        "nowhere.xlsx": "link",
        "own.xlsx": "",
        "pipe.xlsx": "not-a-file",
        "second.xlsx": "",
    }


def test_folders_deeper_than_calls__ok(tmp_path: Path) -> None:
    """However deep a file lies, it is found."""
    deepest = tmp_path
    for _ in range(1200):
        deepest /= "a"
        deepest.mkdir()
    (deepest / "17.xlsx").touch()
    try:
        [found] = list_inbox(tmp_path)
        assert found.name == f"{'a/' * 1200}17.xlsx"
    finally:  # nobody else can take away folders so deep
        (deepest / "17.xlsx").unlink()
        while deepest != tmp_path:
            deepest.rmdir()
            deepest = deepest.parent


@pytest.mark.parametrize(
    ("cause", "barrier"),
    [
        (PermissionError(13, "Permission denied"), "folder-closed"),
        (FileNotFoundError(2, "No such file or directory"), "unreachable"),
        (OSError(5, "Input/output error"), "unreachable"),
        (OSError(116, "Stale file handle"), "unreachable"),
    ],
)
def test_folder_that_cannot_be_listed__error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cause: OSError, barrier: str
) -> None:
    """It is listed in place of what may be in it; where the inbox is one, nothing is."""
    (tmp_path / "02").mkdir()
    (tmp_path / "02" / "ht.xlsx").touch()
    (tmp_path / "17.xlsx").touch()
    fail_at(monkeypatch, tmp_path / "02", cause)
    found = list_inbox(tmp_path)
    assert [(each.name, each.barrier) for each in found] == [("02/", barrier), ("17.xlsx", "")]
    fail_at(monkeypatch, tmp_path, cause)
    with pytest.raises(type(cause)):
        list_inbox(tmp_path)


def fail_at(monkeypatch: pytest.MonkeyPatch, folder: Path, cause: OSError) -> None:
    """Let listing a folder fail."""
    scandir = os.scandir

    def failing(path: Path) -> object:
        if path == folder:
            raise cause
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)


@pytest.mark.parametrize(
    ("seconds", "year"), [(-(2**31), 1970), (0, 1970), (2**33, 2199), (1654603200, 2022)]
)
def test_times_that_cannot_be__ok(tmp_path: Path, seconds: int, year: int) -> None:
    """A file with an impossible time is listed with the nearest one that can be."""
    path = tmp_path / "17.xlsx"
    path.touch()
    os.utime(path, (seconds, seconds))
    assert list_inbox(tmp_path)[0].modified.year == year


def test_inbox_that_is_empty__ok(tmp_path: Path) -> None:
    assert names(tmp_path) == []


def test_inbox_that_is_missing__error(tmp_path: Path) -> None:
    """That an inbox is not there does not mean that nothing has come."""
    with pytest.raises(FileNotFoundError):
        list_inbox(tmp_path / "none")


BY_NAME = {
    "17.xlsx": None,
    "17.XLSM": None,
    "Lappi/17.ods": None,
    "17.xlsx(1)": None,
    "17.xlsx (2)": None,
    "17.xlsx ": None,
    "17.xlsx.sb-1234abcd-XyZ9aB": "temporary-file",
    "17.xlsx.sb-1234abcd-XyZ9aB (3)": "temporary-file",
    "17.xls (1)": "other-format",
    "~$17.xlsx": "owner-file",
    ".~lock.17.ods#": "owner-file",
    "17.tmp": "temporary-file",
    "~DF1A.tmp": "temporary-file",
    "17.xlsx.part": "temporary-file",
    "17.xlsx.crdownload": "temporary-file",
    "1A2B3C4D": "temporary-file",
    ".17.xlsx": "hidden-file",
    "._17.xlsx": "hidden-file",
    ".Trash-1000/files/17.xlsx": "hidden-file",
    "$RECYCLE.BIN/17.xlsx": "system-file",
    "Thumbs.db": "system-file",
    "desktop.ini": "system-file",
    ".DS_Store": "system-file",
    "17.xlsx.lnk": "system-file",
    "kuva.PNG": "picture",
    "kuva.jpeg": "picture",
    "17.xls": "other-format",
    "17.xlsb": "other-format",
    "17.csv": "other-format",
    "17.pdf": "other-format",
    "17.zip": "other-format",
    "17": "other-format",
    "1A2B3C4D.docx": "other-format",
}


@pytest.mark.parametrize(("name", "reason"), BY_NAME.items())
def test_disposition_by_name(name: str, reason: str | None) -> None:
    found = FoundFile(Path(name), name, 1, NOW)
    assert disposition_by_name(found) == reason
    assert reason is None or reason in REASONS


COPIES = (
    "17 (1).xlsx",
    "17(2).xlsx",
    "17 - Copy.xlsx",
    "17 - Copy (2).xlsx",
    "Copy of 17.xlsx",
    "17 copy.xlsx",
    "17 - Kopio.xlsx",
    "17 – kopio (3).xlsx",
    "Kopio tiedostosta 17.xlsx",
    "17 - kopia.xlsx",
    "Kopia av 17.xlsx",
    "17-DESKTOP-AB12CD3.xlsx",
    "17-LAPTOP-1234.xlsx",
    "17 (Maijan ristiriitainen kopio 2022-06-01).xlsx",
    "17 (Annas conflicted copy 2022-06-01).xlsx",
    "17 (conflicted copy 2022-06-01 120000).xlsx",
    "17.sync-conflict-20220601-120000-ABCDEFG.xlsx",
    "17_conflict.xlsx",
    "17~1.xlsx",
    "~17.xlsx",
    "17 v2 FINAL korjattu.xlsx",
    "tilannekuva-2022-05-17-fi.xlsx.xlsx",
    "deadbeef.xlsx",
    "Automaattisesti tallennettu (Automaattisesti palautettu).xlsx",
)


@pytest.mark.parametrize("name", COPIES)
def test_copies_are_returns__ok(name: str) -> None:
    """A copy, a numbered download and a sync client's conflict copy are opened like any return."""
    assert disposition_by_name(FoundFile(Path(name), f"Lappi/{name}", 1, NOW)) is None


@pytest.mark.parametrize(
    ("reason", "disposition"),
    [
        ("owner-file", Disposition.IGNORED),
        ("picture", Disposition.IGNORED),
        ("other-format", Disposition.REJECTED),
        ("reader-slow", Disposition.REJECTED),
        ("not-finished", Disposition.DEFERRED),
        ("not-downloaded", Disposition.DEFERRED),
        ("unreachable", Disposition.DEFERRED),
        ("no-access", Disposition.REJECTED),
        ("folder-closed", Disposition.REJECTED),
        ("link", Disposition.IGNORED),
        ("not-a-file", Disposition.IGNORED),
    ],
)
def test_disposition_of_a_reason(reason: str, disposition: Disposition) -> None:
    assert disposition_of(reason) == disposition
