"""A month is published whole: a generation, a switch to it, and then the copies people open."""

import errno
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tilannekuva.archive.closing import close, reopen
from tilannekuva.archive.copies import NotCopied, Publication
from tilannekuva.archive.files import left_by_a_run, sha256_of
from tilannekuva.archive.generations import (
    archived_months,
    current_database,
    current_generation,
    current_outputs,
)
from tilannekuva.archive.publication import publish, unfinished
from tilannekuva.archive.switch import SwitchMovedError, switch_of
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.month import ReportingMonth

MAY = ReportingMonth(2022, 5)
BOOK = "tilannekuva-2022-05.xlsx"
OUTPUTS = {
    "run.json": b"{}",
    BOOK: b"book",
    "briefings/01-fi.html": b"<p>1</p>",
    "briefings/index.html": b"<p>all</p>",
}
PAPER = "briefings/01-fi.pdf"
LONG_AGO = 1_000_000_000


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return Workspace(tmp_path, None, tmp_path / "output")


def run(
    workspace: Workspace,
    outputs: dict[str, bytes] | None = None,
    accepted: dict[str, Path] | None = None,
    month: ReportingMonth = MAY,
) -> Publication:
    """Publish outputs; by default those above."""
    content = OUTPUTS if outputs is None else outputs
    return publish(
        workspace,
        month,
        content,
        b"database of " + content[BOOK],
        accepted or {},
        expected=current_generation(workspace, month),
        make_sure=lambda: None,
    )


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def aged(folder: Path) -> None:
    """Set the time of every file below a folder back."""
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def newer(folder: Path) -> set[str]:
    """Return the files below a folder that were written since it was aged."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix() for path in found if path.stat().st_mtime > LONG_AGO
    }


def generation_of(workspace: Workspace) -> Path:
    """Return the folder of the generation in force."""
    name = current_generation(workspace, MAY)
    assert name is not None
    return workspace.month_archive(MAY) / name


def test_first_publication__ok(workspace: Workspace) -> None:
    """The copies, a whole generation and the switch to it are written, and nothing else."""
    done = run(workspace)
    assert (done.changed[-1], set(done.changed), done.held_open) == ("run.json", set(OUTPUTS), ())
    assert files(workspace.month_output(MAY)) == OUTPUTS
    assert done.generation == current_generation(workspace, MAY)
    whole = files(generation_of(workspace))
    manifest = json.loads(whole.pop("manifest.json"))
    assert whole == {**OUTPUTS, "month.sqlite": b"database of book"}
    assert manifest == {"files": {name: sha256_of(data) for name, data in sorted(whole.items())}}
    assert set(files(workspace.month_archive(MAY))) == {
        "current.json",
        *(f"{done.generation}/{name}" for name in (*whole, "manifest.json")),
    }


def test_generation_in_force_is_found__ok(workspace: Workspace) -> None:
    """Outputs and database of the generation in force are given back as they were."""
    run(workspace)
    assert current_outputs(workspace, MAY) == OUTPUTS
    database = current_database(workspace, MAY)
    assert database is not None
    assert database.read_bytes() == b"database of book"
    assert archived_months(workspace) == (MAY,)


def test_month_without_a_generation__ok(workspace: Workspace) -> None:
    """Before anything is published there is nothing, also among folders of other names."""
    (workspace.archive / "returns").mkdir(parents=True)
    (workspace.archive / "2022-04").mkdir()
    assert current_generation(workspace, MAY) is None
    assert current_database(workspace, MAY) is None
    assert current_outputs(workspace, MAY) == {}
    assert archived_months(workspace) == ()


def test_months_come_in_order__ok(workspace: Workspace) -> None:
    months = [MAY.shifted(by) for by in (1, -5, 0, 12)]
    for month in months:
        run(workspace, month=month)
    assert archived_months(workspace) == tuple(sorted(months))


def test_nothing_new_writes_nothing__ok(workspace: Workspace, tmp_path: Path) -> None:
    """A run that repeats the one before touches no file."""
    first = run(workspace)
    aged(tmp_path)
    again = run(workspace)
    assert again == Publication(first.generation, ())
    assert newer(tmp_path) == set()


def test_changed_output_replaces_its_copy__ok(workspace: Workspace) -> None:
    """Only the copy of a changed output is written, and the generation before stays whole."""
    before = run(workspace).generation
    kept = files(workspace.month_archive(MAY) / before)
    output = workspace.month_output(MAY)
    aged(output)
    done = run(workspace, {**OUTPUTS, "briefings/01-fi.html": b"<p>2</p>"})
    assert done.changed == ("briefings/01-fi.html",)
    assert newer(output) == {"briefings/01-fi.html"}
    assert files(output)["briefings/01-fi.html"] == b"<p>2</p>"
    assert done.generation != before
    assert files(workspace.month_archive(MAY) / before) == kept


def test_copy_that_was_changed_or_lost__ok(workspace: Workspace) -> None:
    """A copy somebody changed or took away is put back, without a new generation."""
    generation = run(workspace).generation
    output = workspace.month_output(MAY)
    (output / BOOK).write_bytes(b"changed by hand")
    (output / "briefings/index.html").unlink()
    done = run(workspace)
    assert (done.generation, set(done.changed)) == (generation, {BOOK, "briefings/index.html"})
    assert files(output) == OUTPUTS


def test_stale_copies_go__ok(workspace: Workspace) -> None:
    """A copy that is no output any more goes; what people put there stays."""
    run(workspace)
    output = workspace.month_output(MAY)
    (output / "muistio.txt").write_bytes(b"own")
    less = {name: data for name, data in OUTPUTS.items() if name != "briefings/01-fi.html"}
    run(workspace, less)
    assert files(output) == {**less, "muistio.txt": b"own"}


def test_accepted_files_are_kept_once__ok(workspace: Workspace, tmp_path: Path) -> None:
    """Each accepted file is kept under its sha256, and never written again."""
    contents = {sha256_of(data): data for data in (b"one", b"two")}
    accepted = {}
    for sha256, data in contents.items():
        accepted[sha256] = tmp_path / f"copy-{sha256[:4]}"
        accepted[sha256].write_bytes(data)
    run(workspace, accepted=accepted)
    assert files(workspace.stored_returns) == contents
    aged(workspace.stored_returns)
    run(workspace, {**OUTPUTS, BOOK: b"new"}, accepted)
    assert newer(workspace.stored_returns) == set()


def test_unfinished_generation_is_replaced__ok(workspace: Workspace, tmp_path: Path) -> None:
    """What a run killed in the middle left behind does not end up in the next generation."""
    elsewhere = Workspace(tmp_path / "other", None, tmp_path / "other" / "output")
    name = run(elsewhere).generation
    archive = workspace.month_archive(MAY)
    for leftover in (f".{name}.tmp", f".{name}.0123abcd.tmp", name):
        folder = archive / leftover
        folder.mkdir(parents=True)
        (folder / "half.xlsx").write_bytes(b"half")
    (archive / "current.json").write_bytes(b'{"generation": null}')
    run(workspace)
    assert files(generation_of(workspace)) == files(generation_of(elsewhere))
    assert {path.name for path in archive.iterdir()} == {"current.json", name}


Replace = Callable[[Path, Path], Path]


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are put in their place, in order."""
    names: list[str] = []
    real: Replace = Path.replace

    def noting(self: Path, target: Path) -> Path:
        names.append(target.name)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", noting)
    return names


def test_run_report_is_written_last__ok(workspace: Workspace, replaced: list[str]) -> None:
    """The switch comes before the copies, and the account of the run after all of them."""
    run(workspace)
    run(workspace, {**OUTPUTS, BOOK: b"new", "run.json": b'{"new": 1}'})
    assert replaced[:2] == ["current.json", "current.json"]
    assert replaced[5] == "run.json"
    assert sorted(replaced[2:5]) == ["01-fi.html", "index.html", BOOK]
    assert replaced[6:] == ["current.json", BOOK, "run.json"]


@pytest.fixture
def held_open(monkeypatch: pytest.MonkeyPatch) -> set[Path]:
    """Files another program holds open, as on Windows: none can take their place."""
    held: set[Path] = set()
    real: Replace = Path.replace

    def refusing(self: Path, target: Path) -> Path:
        if target in held:
            raise PermissionError(13, "The process cannot access the file", str(target))
        return real(self, target)

    def staying(self: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 - as Path has it
        if self in held:
            raise PermissionError(13, "The process cannot access the file", str(self))
        removed(self, missing_ok=missing_ok)

    removed = Path.unlink
    monkeypatch.setattr(Path, "replace", refusing)
    monkeypatch.setattr(Path, "unlink", staying)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    return held


def test_copy_held_open__error(workspace: Workspace, held_open: set[Path]) -> None:
    """The new copy of a workbook held open lies beside it, and the run goes on and says so."""
    run(workspace)
    output = workspace.month_output(MAY)
    held_open.add(output / BOOK)
    done = run(workspace, {**OUTPUTS, BOOK: b"new", "run.json": b'{"new": 1}'})
    assert done.held_open == (BOOK,)
    assert done.changed == (BOOK, "run.json")
    assert files(output) == {
        **OUTPUTS,
        "run.json": b'{"new": 1}',
        "tilannekuva-2022-05 (new).xlsx": b"new",
    }
    assert current_outputs(workspace, MAY)[BOOK] == b"new"


def test_copy_closed_again__ok(workspace: Workspace, held_open: set[Path]) -> None:
    """Once it is closed the next run puts the new copy in its place."""
    run(workspace)
    output = workspace.month_output(MAY)
    held_open.add(output / BOOK)
    changed = {**OUTPUTS, BOOK: b"new"}
    run(workspace, changed)
    held_open.clear()
    done = run(workspace, changed)
    assert (done.changed, done.held_open) == ((BOOK,), ())
    assert files(output)[BOOK] == b"new"


def test_output_that_is_none_any_more__ok(workspace: Workspace) -> None:
    """Its copy is taken away, and that is told; files of other people's are left."""
    run(workspace, {**OUTPUTS, PAPER: b"%PDF"})
    output = workspace.month_output(MAY)
    (output / "briefings" / "notes.pdf").write_bytes(b"mine")
    done = run(workspace)
    assert (done.taken_away, done.left_behind, done.all_copied) == ((PAPER,), (), True)
    assert files(output) == {**OUTPUTS, "briefings/notes.pdf": b"mine"}


def test_output_that_is_none_any_more_held_open__error(
    workspace: Workspace, held_open: set[Path]
) -> None:
    """A copy that is open somewhere is left behind and told; a later run takes it away."""
    run(workspace, {**OUTPUTS, PAPER: b"%PDF"})
    paper = workspace.month_output(MAY) / PAPER
    held_open.add(paper)
    done = run(workspace)
    assert (done.taken_away, done.left_behind, done.all_copied) == ((), (PAPER,), False)
    assert run(workspace, {**OUTPUTS, BOOK: b"new"}).left_behind == (PAPER,)
    held_open.clear()
    assert run(workspace).taken_away == (PAPER,)
    assert files(workspace.month_output(MAY)) == OUTPUTS


def test_damaged_manifest_of_an_old_generation__ok(workspace: Workspace) -> None:
    """What can no more be told of an old generation keeps nothing from being published."""
    old = run(workspace, {**OUTPUTS, PAPER: b"%PDF"}).generation
    run(workspace)
    (workspace.month_archive(MAY) / old / "manifest.json").write_bytes(b"{")
    paper = workspace.month_output(MAY) / PAPER
    paper.write_bytes(b"%PDF")
    assert run(workspace, {**OUTPUTS, BOOK: b"new"}).taken_away == ()
    assert paper.is_file()


def test_copy_held_for_a_moment__ok(
    workspace: Workspace, held_open: set[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy held open for less than some seconds is waited for."""
    run(workspace)
    held_open.add(workspace.month_output(MAY) / BOOK)
    waited: list[float] = []

    def sleeping(seconds: float) -> None:
        waited.append(seconds)
        if sum(waited) > 1:
            held_open.clear()

    monkeypatch.setattr(time, "sleep", sleeping)
    assert run(workspace, {**OUTPUTS, BOOK: b"new"}).held_open == ()
    assert 1 < sum(waited) < 5
    assert files(workspace.month_output(MAY)) == {**OUTPUTS, BOOK: b"new"}


def test_switch_that_fails__error(workspace: Workspace, held_open: set[Path]) -> None:
    """Where the switch cannot be written the last generation and its copies stand."""
    generation = run(workspace).generation
    held_open.add(workspace.month_archive(MAY) / "current.json")
    with pytest.raises(PermissionError):
        run(workspace, {**OUTPUTS, BOOK: b"new"})
    held_open.clear()
    assert current_generation(workspace, MAY) == generation
    assert current_outputs(workspace, MAY) == OUTPUTS
    assert files(workspace.month_output(MAY)) == OUTPUTS


def generations(workspace: Workspace) -> set[str]:
    """Return the names of what lies in the month's folder of the archive."""
    return {path.name for path in workspace.month_archive(MAY).iterdir() if path.is_dir()}


def books(workspace: Workspace, *names: str) -> list[str]:
    """Publish one month after the other with other books; return the generations."""
    return [run(workspace, {**OUTPUTS, BOOK: name.encode()}).generation for name in names]


def test_the_last_five_generations_are_kept__ok(workspace: Workspace) -> None:
    made = books(workspace, *"abcdefgh")
    assert generations(workspace) == set(made[-5:])


def test_generations_a_month_was_closed_with_are_kept__ok(workspace: Workspace) -> None:
    """Also after the month was opened again, and however many come after."""
    (first,) = books(workspace, "a")
    assert close(workspace, MAY)
    assert reopen(workspace, MAY)
    made = books(workspace, *"bcdefgh")
    assert generations(workspace) == {first, *made[-5:]}


def test_a_generation_that_comes_back__ok(workspace: Workspace) -> None:
    """What is there already is not written again, and comes into force."""
    first, second = books(workspace, "a", "b")
    kept = workspace.month_archive(MAY) / first
    aged(kept)
    assert books(workspace, "a") == [first]
    assert newer(kept) == set()
    assert generations(workspace) == {first, second}
    assert current_outputs(workspace, MAY)[BOOK] == b"a"


def test_a_damaged_generation_that_comes_back__ok(workspace: Workspace) -> None:
    """It is mended file by file before it comes into force, and never taken away."""
    first, _ = books(workspace, "a", "b")
    kept = workspace.month_archive(MAY) / first
    whole = files(kept)
    (kept / BOOK).write_bytes(b"damaged")
    (kept / "manifest.json").unlink()
    (kept / "strange").write_bytes(b"")
    books(workspace, "a")
    assert files(kept) == whole


def test_what_killed_runs_left_is_taken_away__ok(workspace: Workspace) -> None:
    """In the archive, beside the returns kept and among the copies; other files stay."""
    run(workspace)
    left, others = ".x.0123abcd.tmp", ".x.tmp"
    folders = [workspace.archive, workspace.stored_returns, workspace.month_output(MAY)]
    for folder in folders:
        folder.mkdir(exist_ok=True)
        for name in (left, others):
            (folder / name).write_bytes(b"")
    half = workspace.month_archive(MAY) / ".0123456789abcdef.0123abcd.tmp"
    half.mkdir()
    assert unfinished(workspace, MAY)
    run(workspace)
    assert not unfinished(workspace, MAY)
    assert not half.exists()
    for folder in folders:
        assert not (folder / left).exists()
        assert (folder / others).exists()


def test_generations_of_an_earlier_version_are_kept__ok(workspace: Workspace) -> None:
    """A switch that says only what is in force becomes one that says what was before."""
    made = books(workspace, "a", "b", "c")
    (workspace.month_archive(MAY) / "current.json").write_bytes(
        json.dumps({"generation": made[-1]}).encode()
    )
    for age, name in enumerate(reversed(made)):
        os.utime(workspace.month_archive(MAY) / name, (LONG_AGO - age, LONG_AGO - age))
    books(workspace, "d")
    switch = switch_of(workspace, MAY)
    assert switch.before == tuple(reversed(made))
    assert generations(workspace) == {switch.generation, *made}


def test_another_run_was_faster__error(workspace: Workspace) -> None:
    """A run that knew another generation in force changes nothing."""
    before, now = books(workspace, "a", "b")
    there = files(workspace.root)
    with pytest.raises(SwitchMovedError):
        publish(workspace, MAY, OUTPUTS, b"", {}, expected=before, make_sure=lambda: None)
    assert files(workspace.root) == there
    assert current_generation(workspace, MAY) == now


def test_a_kept_return_with_other_bytes_is_replaced__ok(
    workspace: Workspace, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(b"return")
    sha256 = sha256_of(b"return")
    run(workspace, accepted={sha256: copy})
    (workspace.stored_returns / sha256).write_bytes(b"retUrn")
    run(workspace, accepted={sha256: copy})
    assert files(workspace.stored_returns) == {sha256: b"return"}


def test_returns_are_kept_before_the_switch__error(workspace: Workspace, tmp_path: Path) -> None:
    """Where one cannot be kept nothing is published."""
    with pytest.raises(OSError, match=sha256_of(b"x")):
        run(workspace, accepted={sha256_of(b"x"): tmp_path / "missing"})
    assert current_generation(workspace, MAY) is None


@pytest.mark.parametrize("name", sorted(OUTPUTS))
def test_a_full_disk_after_the_switch__error(
    name: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The month is published and that is told, with the copy that is not; the next run mends."""
    first = run(workspace)
    new = {each: data + b"\n" for each, data in OUTPUTS.items()}
    real: Replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target == workspace.month_output(MAY) / name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        done = run(workspace, new)
    assert done.generation != first.generation
    assert done.not_copied == (NotCopied(name, os.strerror(errno.ENOSPC)),)
    assert (done.all_copied, set(done.changed)) == (False, set(OUTPUTS) - {name})
    assert files(workspace.month_output(MAY)) == {**new, name: OUTPUTS[name]}
    assert run(workspace, new).all_copied
    assert files(workspace.month_output(MAY)) == new


def test_a_drive_that_is_gone_is_not_asked_for_every_copy__error(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some that could not be written the others are told without being tried."""
    asked: list[Path] = []
    many = {**OUTPUTS, **{f"data/{n}.csv": b"" for n in range(50)}}
    real: Replace = Path.replace

    def gone(self: Path, target: Path) -> Path:
        if workspace.output not in target.parents:
            return real(self, target)
        asked.append(target)
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(self))

    monkeypatch.setattr(Path, "replace", gone)
    done = run(workspace, many)
    assert {each.name for each in done.not_copied} == set(many)
    assert len(asked) == 3


@pytest.mark.parametrize("name", ["data/answers.csv", "briefings/01-fi.html", "run.json"])
def test_any_output_held_open__error(name: str, workspace: Workspace, held_open: set[Path]) -> None:
    """The new one lies beside it; when it is closed the next run puts it in its place."""
    outputs = {**OUTPUTS, "data/answers.csv": b"1"}
    run(workspace, outputs)
    output = workspace.month_output(MAY)
    held_open.add(output / name)
    new = {**outputs, name: b"new"}
    assert run(workspace, new).held_open == (name,)
    stem, dot, extension = name.rpartition(".")
    beside = f"{stem} (new){dot}{extension}"
    assert files(output) == {**outputs, beside: b"new"}
    assert unfinished(workspace, MAY)
    held_open.clear()
    assert run(workspace, new).all_copied
    assert files(output) == new


def test_a_copy_that_nobody_may_read__error(
    workspace: Workspace, held_open: set[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a program lets nobody read what it holds open either, the new one lies beside."""
    run(workspace)
    book = workspace.month_output(MAY) / BOOK
    held_open.add(book)
    real = Path.read_bytes

    def locked(self: Path) -> bytes:
        if self == book:
            raise PermissionError(errno.EACCES, "locked", str(self))
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert run(workspace).held_open == (BOOK,)
    assert run(workspace, {**OUTPUTS, BOOK: b"nEw."}).held_open == (BOOK,)


def test_an_own_folder_in_the_way__error(workspace: Workspace) -> None:
    """What people made where a copy belongs is told, and left alone."""
    (workspace.month_output(MAY) / BOOK).mkdir(parents=True)
    done = run(workspace)
    assert [each.name for each in done.not_copied] == [BOOK]
    assert set(done.changed) == set(OUTPUTS) - {BOOK}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such thing here")
def test_a_pipe_in_the_way__ok(workspace: Workspace) -> None:
    """What would wait for a writer for ever is not opened, and the copy takes its place."""
    run(workspace)
    book = workspace.month_output(MAY) / BOOK
    book.unlink()
    os.mkfifo(book)
    assert unfinished(workspace, MAY)
    assert run(workspace).changed == (BOOK,)
    assert files(workspace.month_output(MAY)) == OUTPUTS


def test_a_new_copy_that_lies_beside_for_nothing__ok(workspace: Workspace) -> None:
    """A run killed right after it had replaced the old one left it; the next takes it away."""
    run(workspace)
    beside = workspace.month_output(MAY) / "tilannekuva-2022-05 (new).xlsx"
    beside.write_bytes(b"new")
    assert unfinished(workspace, MAY)
    assert run(workspace).changed == ()
    assert not beside.exists()


def test_a_full_disk_before_the_switch__error(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is named as it would have been, nothing is left of the new generation."""
    run(workspace)
    before = files(workspace.root)
    real = os.write

    def full(number: int, data: bytes) -> int:
        if bytes(data) == b"new":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(number, data)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match=BOOK) as caught:
        run(workspace, {**OUTPUTS, BOOK: b"new"})
    assert not any(left_by_a_run(part) for part in Path(caught.value.filename).parts)
    assert files(workspace.root) == before
