"""An office whose month is collected, and a printer that needs no library."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from offices import AFTER_DEADLINE, Office
from tilannekuva.archive.files import sha256_of
from tilannekuva.archive.workspace import open_workspace, paper_name
from tilannekuva.domain.discussions import Discussions
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.pipeline.brief import Briefed, brief
from tilannekuva.pipeline.closing import close_month
from tilannekuva.pipeline.papers import Printer
from tilannekuva.pipeline.progress import Progress

MAY = ReportingMonth(2022, 5)


@dataclass
class StampPrinter:
    """Stamps on each paper which page it is of."""

    drawn: list[str] = field(default_factory=list)
    """The pages drawn, in order."""

    def make_sure(self) -> None:
        """Need nothing."""

    def papers(self, pages: Mapping[str, bytes], progress: Progress) -> dict[str, bytes]:
        """Return a stamp for each page."""
        progress(len(pages), len(pages))
        self.drawn += pages
        return {paper_name(name): stamp(page) for name, page in pages.items()}


class BrokenPrinter(StampPrinter):
    """Lacks something it needs."""

    def make_sure(self) -> None:
        """Refuse."""
        raise CannotRunError(msg("PDFs are drawn with WeasyPrint"))


def stamp(page: bytes) -> bytes:
    """Return the paper of a page."""
    return f"%PDF- {sha256_of(page)}".encode()


def pages_of(
    office: Office,
    *regions: str,
    public: bool = False,
    printer: Printer | None = None,
    folder: Path | None = None,
) -> Briefed:
    """Write the pages of some regions."""
    return brief(
        office.workspace,
        office.foundations,
        regions=regions,
        month=None,
        today=AFTER_DEADLINE,
        public=public,
        printer=printer,
        folder=folder,
    )


def close(office: Office) -> None:
    """Close the month."""
    close_month(office.workspace, office.foundations, MAY, AFTER_DEADLINE)


def copied(office: Office, root: Path) -> Office:
    """Return the same office in another folder."""
    shutil.copytree(office.workspace.root, root)
    return Office(open_workspace(root, inbox=root / "inbox"), office.foundations)


def noting(office: Office, discussions: Discussions) -> Office:
    """Return the office with other notes on its discussions."""
    return Office(office.workspace, replace(office.foundations, discussions=discussions))


def output(office: Office) -> Path:
    """Return the folder of the month's copies."""
    return office.workspace.month_output(MAY)


def below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder but the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }
