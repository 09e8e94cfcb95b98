"""What became of each file in the inbox: exactly one disposition, with its reason."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tilannekuva.domain.messages import Message, MessageValue, msg
from tilannekuva.domain.month import ReportingMonth


class Disposition(StrEnum):
    """Where a file ends; their counts sum to the number of files found."""

    ACCEPTED = "accepted"
    """Something in it is used."""
    SUPERSEDED = "superseded"
    """It is a return, but newer ones are used, or nothing is filled in."""
    DUPLICATE = "duplicate"
    """The same bytes as another file."""
    REJECTED = "rejected"
    """It cannot be read, is not ours, or is about something else."""
    DEFERRED = "deferred"
    """It is still being written; the next run takes it."""
    IGNORED = "ignored"
    """Not a return: temporary, hidden and system files, pictures."""


REASONS: dict[str, Message] = {
    "used": msg("Used."),
    "nothing-filled-in": msg("Nothing is filled in: the form is as it was sent."),
    "newer-return": msg("Newer returns are used in its place: {newer}."),
    "same-bytes": msg("The same file again: {first}."),
    "owner-file": msg("A file that Excel or LibreOffice keeps while a workbook is open."),
    "temporary-file": msg("A temporary file."),
    "hidden-file": msg("A hidden file."),
    "system-file": msg("A file of the operating system."),
    "picture": msg("A picture, not a return."),
    "other-format": msg("Not a format that can be read. Ask for it saved as an Excel workbook (.xlsx)."),
    "unreadable": msg("The file is damaged and cannot be opened. Ask for it again."),
    "empty-file": msg("The file is empty (0 bytes). Ask for it again."),
    "password": msg("The file is protected with a password. Ask for it without one."),
    "too-large": msg("The file is larger than a return can be ({limit})."),
    "unsafe": msg("Opening the file could harm the run: {danger}. Ask for the return in a new form."),
    "reader-stopped": msg("The file stopped the program that reads it. Ask for the return in a new form."),
    "reader-slow": msg("The file took longer than {seconds} seconds to read. Ask for the return in a new form."),
    "not-ours": msg("Not a working tool of this roadmap: it carries no region and month."),
    "unknown-region": msg("The working tool names a region that does not exist: {region}."),
    "identity-conflict": msg("The working tool's two hidden stamps disagree: {stamps}."),
    "unknown-version": msg("The working tool is of an unknown version: {version}."),
    "other-month": msg("The return is about {other}, and this run is about {month}. To take it: tilannekuva collect {inbox} --month {other_code}"),
    "archived-month": msg("The return is about {other}, and that month already has it."),
    "no-sheets": msg("The preparation groups' sheets are not there or cannot be read."),
    "not-finished": msg("The file is still being copied or synchronised. The next run takes it."),
    "changed-while-read": msg("The file changed while it was read. The next run takes it."),
    "not-downloaded": msg("The file is in the cloud and not on this drive. Let it download."),
}  # fmt: skip
"""Every reason for a disposition, as the sentence people are told."""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """One file of the inbox and what became of it."""

    path: str
    """Relative to the inbox, with ``/``."""
    size: int
    disposition: Disposition
    reason: str
    """A key of `REASONS`."""
    values: dict[str, MessageValue] = field(default_factory=dict)
    """What goes into the reason's sentence."""
    sha256: str | None = None
    region: str | None = None
    month: ReportingMonth | None = None
    returned_at: datetime | None = None
    groups_used: tuple[str, ...] = ()
    groups_set_aside: tuple[str, ...] = ()

    @property
    def message(self) -> Message:
        """The reason as a sentence."""
        return Message(REASONS[self.reason].pattern, self.values)
