"""What became of each file in the inbox: exactly one disposition, with its reason."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tilannekuva.domain.messages import Message, MessageValue, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.tallies import SheetTally


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
    "same-answers": msg("The same answers came in another file too, and that one is used: {used}."),
    "same-time": msg("Another return was saved at the same time, and that one is used: {used}."),
    "left-out": msg("The coordinator’s word takes another group from it; these are left out: {groups}."),
    "withdrawn": msg("The return has been withdrawn."),
    "before-withdrawn": msg("It was saved before a return that has been withdrawn, and does not come in its place."),
    "forgotten": msg("Personal data that came in this file has been erased, so it is not read again. What is kept of it stays in force."),
    "same-bytes": msg("The same file again: {first}."),
    "owner-file": msg("A file that Excel or LibreOffice keeps while a workbook is open."),
    "temporary-file": msg("A temporary file."),
    "hidden-file": msg("A hidden file."),
    "system-file": msg("A file of the operating system."),
    "picture": msg("A picture, not a return."),
    "other-format": msg("Not a format that can be read."),
    "unreadable": msg("The file is damaged and cannot be opened."),
    "empty-file": msg("The file is empty (0 bytes)."),
    "password": msg("The file is protected with a password."),
    "too-large": msg("The file is larger than a return can be ({limit})."),
    "unsafe": msg("Opening the file could harm the run: {danger}."),
    "reader-stopped": msg("The file stopped the program that reads it."),
    "reader-slow": msg("The file took longer than {seconds} seconds to read."),
    "not-ours": msg("Not a working tool of this roadmap: it carries no region and month."),
    "unknown-region": msg("The working tool names a region that does not exist: {region}."),
    "unknown-month": msg("The working tool names a month that cannot be read: {month}."),
    "identity-lost": msg("The workbook looks like the form, but both of its hidden stamps are gone, so nothing in it tells the region and the month."),
    "identity-conflict": msg("The working tool's two hidden stamps disagree: {stamps}."),
    "unknown-version": msg("The working tool is of the version {version}, which cannot be read. These can: {known}."),
    "unknown-layout": msg("The form’s arrangement is of the version {version}, and only the version {known} can be read."),
    "other-month": msg("The return is about {other}, and this run is about {month}."),
    "archived-month": msg("The return is about {other}, and that month already has it."),
    "month-closed": msg("The return is about {other}, and that month is closed."),
    "no-sheets": msg("The preparation groups' sheets are not there or cannot be read."),
    "not-finished": msg("The file is still being copied or synchronised."),
    "changed-while-read": msg("The file changed while it was read."),
    "not-downloaded": msg("The file is in the cloud and not on this drive."),
    "unreachable": msg("The drive did not answer when this was to be read."),
    "no-access": msg("The file cannot be opened: the account that runs this has no right to read it."),
    "folder-closed": msg("The folder cannot be opened, so that nothing in it was read: the account that runs this has no right to read it."),
    "link": msg("A link to something that is not a file of this folder."),
    "not-a-file": msg("Not a file, but a pipe, a socket or a device."),
}  # fmt: skip
"""Every reason for a disposition, as the sentence everybody is told."""

_AGAIN = msg("Ask for it again.")
_NEW_FORM = msg("Ask for the return in a new form.")
_THIS_MONTH = msg("Ask for the answers in this month’s form.")
_NEXT_RUN = msg("The next run takes it.")
_SAVED_LATER = msg("A return that is saved later counts.")
_RIGHTS = msg("Give that account the right.")
_ACCEPT = msg("If you know whose it is, name it under [[accept]] in the settings.")

ADVICE: dict[str, Message] = {
    "other-format": msg("Ask for it saved as an Excel workbook (.xlsx)."),
    "unreadable": _AGAIN,
    "empty-file": _AGAIN,
    "password": msg("Ask for it without one."),
    "too-large": _NEW_FORM,
    "unsafe": _NEW_FORM,
    "reader-stopped": _NEW_FORM,
    "reader-slow": _NEW_FORM,
    "not-ours": _ACCEPT,
    "unknown-region": _ACCEPT,
    "unknown-month": _ACCEPT,
    "identity-lost": _ACCEPT,
    "identity-conflict": _ACCEPT,
    "no-sheets": _NEW_FORM,
    "unknown-layout": _THIS_MONTH,
    "unknown-version": _THIS_MONTH,
    "other-month": msg("To take it: tilannekuva collect {inbox} --month {other_code}"),
    "month-closed": msg("To take it all the same: tilannekuva reopen {other_code}"),
    "withdrawn": _SAVED_LATER,
    "before-withdrawn": _SAVED_LATER,
    "forgotten": msg("Take the file out of the inbox."),
    "not-finished": _NEXT_RUN,
    "changed-while-read": _NEXT_RUN,
    "not-downloaded": msg("Let it download."),
    "unreachable": _NEXT_RUN,
    "no-access": _RIGHTS,
    "folder-closed": _RIGHTS,
}  # fmt: skip
"""What the coordinator can do about it; the sender is told something else."""


OUR_OWN = frozenset({"no-access", "folder-closed"})
"""Reasons that are a matter of our drive, with which nobody who sends a file has anything to do."""


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
    on_word: str = ""
    """The coordinator's reason, where its identity is the coordinator's word; else empty."""
    tallies: tuple[SheetTally, ...] = ()
    """How the cells of each of its sheets add up, where it was read as a return."""
    region_by_name: bool = False
    """Whether the region is only what the file's name hints at, since nothing inside tells it."""

    @property
    def what(self) -> Message:
        """The reason as a sentence for whoever asks, the sender too."""
        return Message(REASONS[self.reason].pattern, self.values)

    @property
    def message(self) -> Message:
        """The reason for the coordinator: what it is, and what to do about it."""
        advice = ADVICE.get(self.reason)
        if advice is None:
            return self.what
        return msg("{there} {to_do}", there=self.what, to_do=Message(advice.pattern, self.values))
