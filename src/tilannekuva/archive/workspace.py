"""Where everything lies: the folders of a workspace and the names of the files in them."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.texts import Language

SETTINGS_NAME = "tilannekuva.toml"
DISCUSSIONS_NAME = "discussions.toml"
RUN_REPORT = "run.json"
INDEX_PAGE = "briefings/index.html"
PUBLIC = "public/"
"""What the names of public pages begin with among a month's outputs."""
PUBLIC_INDEX = f"{PUBLIC}index.html"
REPLIES = "replies/"
"""What the names of replies begin with among a month's outputs."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders a run works in."""

    root: Path
    settings_file: Path | None
    """The settings in force; None where there are none."""
    output: Path
    """The folder with the copies people open, a folder a month."""

    @property
    def discussions_file(self) -> Path:
        """What the ministry has noted of the discussions; it need not be there."""
        return self.root / DISCUSSIONS_NAME

    @property
    def inbox(self) -> Path:
        """The folder returns come into."""
        return self.root / "inbox"

    @property
    def outbox(self) -> Path:
        """The folder forms are written into, a folder a month."""
        return self.root / "outbox"

    @property
    def archive(self) -> Path:
        """The months kept."""
        return self.root / "archive"

    @property
    def written_folders(self) -> tuple[Path, ...]:
        """The folders that are written into; what lies there is never a return."""
        return (self.outbox, self.archive, self.output, self.log_folder)

    @property
    def forgotten_file(self) -> Path:
        """Which returns are not kept any more, since they held what was erased."""
        return self.archive / "forgotten.json"

    @property
    def stored_returns(self) -> Path:
        """Every accepted file, once, named by its sha256."""
        return self.archive / "returns"

    @property
    def lock_file(self) -> Path:
        """What a run holds while it publishes."""
        return self.archive / ".lock"

    @property
    def holder_file(self) -> Path:
        """What tells others whose hold it is; both are gone when the run is done."""
        return self.archive / ".holder"

    @property
    def log_folder(self) -> Path:
        """What the runs did, and when; never read by the program."""
        return self.root / "log"

    @property
    def last_run_file(self) -> Path:
        """What the last run came to, by which a run that would repeat it is recognised."""
        return self.archive / "last-run.json"

    def month_output(self, month: ReportingMonth) -> Path:
        """Return the folder of a month's copies."""
        return self.output / str(month)

    def month_archive(self, month: ReportingMonth) -> Path:
        """Return the folder of a month's generations."""
        return self.archive / str(month)

    def month_outbox(self, month: ReportingMonth) -> Path:
        """Return the folder of a month's forms."""
        return self.outbox / str(month)


def find_settings(start: Path) -> Path | None:
    """Return the settings file of a folder or of the nearest folder above it."""
    start = start.resolve()
    for folder in (start, *start.parents):
        candidate = folder / SETTINGS_NAME
        if candidate.is_file():
            return candidate
    return None


def open_workspace(
    start: Path, *, inbox: Path | None = None, output: Path | None = None
) -> Workspace:
    """Return the workspace a command works in.

    With settings it is the folder they lie in. Without any it is the folder around the output
    named, else the folder around the inbox, so that collecting works with no set-up at all.

    Args:
        start: the folder from which settings are looked for, upwards.
        inbox: the inbox named on the command line, if any.
        output: the output folder named on the command line, if any.
    """
    settings = find_settings(start)
    if settings is not None:
        root = settings.parent
    elif output is not None:
        root = output.resolve().parent
    elif inbox is not None:
        root = inbox.resolve().parent
    else:
        root = start.resolve()
    return Workspace(root, settings, (output or root / "output").resolve())


def issued_months(workspace: Workspace) -> tuple[ReportingMonth, ...]:
    """Return the months that have forms in the outbox, the earliest first."""
    if not workspace.outbox.is_dir():
        return ()
    return tuple(sorted(_months(workspace.outbox)))


def _months(folder: Path) -> Iterator[ReportingMonth]:
    for path in folder.iterdir():
        with suppress(ValueError):
            yield ReportingMonth.parse(path.name)


def national_workbook_name(month: ReportingMonth) -> str:
    """Return the name of the national workbook among a month's outputs."""
    return f"tilannekuva-{month}.xlsx"


def briefing_name(region: str, language: Language) -> str:
    """Return the name of a briefing pack among a month's outputs."""
    return f"briefings/{region}-{language}.html"


def public_name(region: str, language: Language) -> str:
    """Return the name of a region's public page among a month's outputs."""
    return f"{PUBLIC}{region}-{language}.html"


def paper_name(page: str) -> str:
    """Return the name of the PDF of a page; it lies beside the page."""
    return f"{page.removesuffix('.html')}.pdf"


def reply_name(month: ReportingMonth, region: str, part: str = "") -> str:
    """Return the name of a reply among a month's outputs, without an extension.

    Args:
        month: the month.
        region: the region's code.
        part: the groups it is about, where it is not about the region's return as a whole.
    """
    return f"{REPLIES}{region}/tilannekuva-{month}-{region}{f'-{part}' if part else ''}"


def reminder_name(region: str) -> str:
    """Return the name of a reminder among a month's outputs, without an extension."""
    return f"{REPLIES}{region}/reminder"


def data_name(file: str) -> str:
    """Return the name of a data file among a month's outputs."""
    return f"data/{file}"
