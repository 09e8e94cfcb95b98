"""A small office whose next run goes wrong, and what must hold after it."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from faults import Trial, Trials, Tried
from small_office import every_answer, opened_office, small_office
from tilannekuva.archive.switch import switch_of
from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.pipeline.verify import verify

MAY = ReportingMonth(2022, 5)
COLLECT = ("collect", "inbox", "--today", "2022-06-20", "--lang", "en")
EXIT_CODES = {0, 1, 3, 4}
_NOT_COMPARED = {".lock", ".holder"}


@dataclass(frozen=True, slots=True)
class Beginning:
    """A workspace as it is before the run that goes wrong, and after one that does not."""

    root: Path
    calls: tuple[str, ...]
    """What a run that nothing happens to asks of the system."""
    archive: Mapping[str, bytes]
    output: Mapping[str, bytes]
    generation: str | None
    """The generation in force before."""


class Office:
    """Tries runs in copies of a workspace."""

    def __init__(self, folder: Path, beginning: Beginning, trials: Trials) -> None:
        self._folder, self.beginning, self._trials = folder, beginning, trials
        self._n = 0

    def workspace(self) -> Path:
        """Return a fresh copy of the workspace."""
        self._n += 1
        return Path(shutil.copytree(self.beginning.root, self._folder / str(self._n)))

    def run(self, root: Path, nth: int = 0, fault: str = "", *, for_ever: bool = False) -> Tried:
        """Collect in a workspace, with a fault or without."""
        return self._trials.tried(Trial(str(root), COLLECT, nth, fault, for_ever))

    def mended(self, root: Path) -> None:
        """Collect again, and see that all is as if nothing had happened."""
        tried = self.run(root)
        assert tried.code == 1, (tried.told, tried.errors)
        differs = differing(tree(root / "archive"), self.beginning.archive)
        differs += differing(tree(root / "output"), self.beginning.output)
        assert differs == []
        assert verify(open_workspace(root)).faults == ()
        shutil.rmtree(root)


def beginnings(folder: Path, trials: Trials) -> dict[str, Beginning]:
    """Return workspaces before their first run, and before one with something new."""
    first = folder / "first"
    office = small_office(first)
    office.send("02.xlsx", every_answer(), region="02")
    (first / "inbox" / "broken.xlsx").write_bytes(b"no workbook")
    later = Path(shutil.copytree(first, folder / "later"))
    opened_office(later).collect()
    office = opened_office(later)
    office.send("17.xlsx", every_answer("valmis"), region="17", language="sv")
    (later / "inbox" / "02.xlsx").unlink()
    return {
        "first run": _beginning(first, trials),
        "later run": _beginning(later, trials),
    }


def _beginning(root: Path, trials: Trials) -> Beginning:
    generation = switch_of(open_workspace(root), MAY).generation
    done = Path(shutil.copytree(root, root.with_name(f"{root.name}-done")))
    tried = trials.tried(Trial(str(done), COLLECT))
    assert tried.code == 1, (tried.told, tried.errors)
    return Beginning(root, tried.calls, tree(done / "archive"), tree(done / "output"), generation)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, but for the one that says who holds the workspace."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in _NOT_COMPARED
    }


def differing(found: Mapping[str, bytes], expected: Mapping[str, bytes]) -> list[str]:
    """Return the names under which two trees differ."""
    return sorted(name for name in {*found, *expected} if found.get(name) != expected.get(name))


def in_force(root: Path) -> str | None:
    """Return the generation in force in a workspace."""
    return switch_of(open_workspace(root), MAY).generation


def archive_is_whole(root: Path, beginning: Beginning) -> None:
    """See that a whole generation is in force, old or new, and that all that is kept is so.

    Copies may be of either, and what is in the inbox is as it was.
    """
    workspace = open_workspace(root)
    switch = switch_of(workspace, MAY)
    new = json.loads(beginning.archive["2022-05/current.json"])["generation"]
    assert switch.generation in {beginning.generation, new}
    if workspace.month_archive(MAY).is_dir():
        faults = [each for each in verify(workspace).faults if each.file.startswith("archive/")]
        assert faults == []
    assert tree(root / "inbox") == tree(beginning.root / "inbox")
