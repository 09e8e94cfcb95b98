"""Tell what collecting a month led to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tilannekuva.archive.workspace import INDEX_PAGE, national_workbook_name
from tilannekuva.cli.console.copies import copies_data, copies_lines
from tilannekuva.cli.console.files import dispositions_listed, file_line
from tilannekuva.cli.console.replies import new_replies
from tilannekuva.cli.console.standings import region_line
from tilannekuva.cli.console.telling import Data, Telling, listed
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.messages import Message, msg

if TYPE_CHECKING:
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.collect import Collected

_REASONS: Mapping[str, Message] = {
    "command": msg("named on the command line"),
    "settings": msg("named in the settings"),
    "newest_return": msg("the newest month among the returns"),
    "archive": msg("the last month collected"),
}


def collected_month(collected: Collected, words: Words) -> Telling:
    """Tell the month, the files, the regions that need a person, and the outputs."""
    needed = _needed(collected, words)
    summary = _summary(collected, words)
    lines = (*_found(collected, words), *needed, *_outputs(collected, words), summary)
    quiet = (*needed, summary) if needed or collected.needs_a_person else ()
    return Telling(_data(collected), lines, quiet)


def _found(collected: Collected, words: Words) -> tuple[str, ...]:
    record = collected.record
    standings = collected.standings.values()
    code = str(record.month)
    closed = (
        words(
            "The month is closed and stays as it is; its copies were put back as they were. "
            "To open it: tilannekuva reopen {code}",
            code=code,
        )
        if collected.publication.changed
        else words(
            "The month is closed: nothing was written. To open it: tilannekuva reopen {code}",
            code=code,
        )
    )
    return (
        words(
            "Month: {month} ({reason})",
            month=record.month,
            reason=_REASONS[collected.month_reason],
        ),
        *((closed,) if collected.closed else ()),
        words(
            "Files found: {n} ({counts})",
            n=len(record.files),
            counts=dispositions_listed(record.files, words),
        ),
        words(
            "Regions that report: {n}/{all}",
            n=sum(each.reports for each in standings),
            all=sum(each.asked > 0 for each in standings),
        ),
    )


def _needed(collected: Collected, words: Words) -> tuple[str, ...]:
    """Return what a person has to see to."""
    waiting = (region_line(each, collected.regions, words) for each in collected.waiting)
    not_used = (
        file_line(outcome, words)
        for outcome in collected.record.files
        if outcome.disposition in {Disposition.REJECTED, Disposition.DEFERRED}
    )
    return (
        *listed(words("Need a person:"), waiting),
        *listed(words("Files not used:"), not_used),
        *copies_lines(collected.publication, words),
        *_due(collected, words),
    )


def _due(collected: Collected, words: Words) -> tuple[str, ...]:
    """Return what is kept for longer than it is to be kept."""
    if not collected.due:
        return ()
    return (
        words(
            "Names and free texts of these months are older than they are to be kept: {months}. "
            "To erase them: tilannekuva forget --expired --yes",
            months=words.value(collected.due),
        ),
    )


def _outputs(collected: Collected, words: Words) -> tuple[str, ...]:
    output, changed = collected.output, len(collected.publication.changed)
    workbook = output / national_workbook_name(collected.record.month)
    written = (
        words("{n} files written", n=changed)
        if changed
        else words("Nothing new: every output is as it was.")
    )
    unmatched = words("Named under [[accept]] in the settings, and not in the inbox:")
    return (
        *listed(unmatched, collected.accept_unmatched),
        *(() if collected.closed else (written,)),
        words("National workbook: {path}", path=str(workbook)),
        words("Briefing packs: {path}", path=str(output / Path(INDEX_PAGE))),
        *new_replies(collected.replies, output, words),
    )


def _summary(collected: Collected, words: Words) -> str:
    """Return the run in one line, as whoever looks at a schedule wants it."""
    files, standings = collected.record.files, collected.standings.values()
    publication = collected.publication
    ending = words("Nothing needs a person (exit code 0).")
    if collected.needs_a_person:
        ending = words(
            "Needs a person (exit code 1): regions {regions}, files {files}, copies {copies}.",
            regions=len(collected.waiting),
            files=sum(each.disposition is Disposition.REJECTED for each in files),
            copies=len(publication.held_open)
            + len(publication.left_behind)
            + len(publication.not_copied),
        )
    return words(
        "Summary: {month}, files {files}, regions that report {n}/{all}, written {changed}. "
        "{ending}",
        month=collected.record.month,
        files=len(files),
        n=sum(each.reports for each in standings),
        all=sum(each.asked > 0 for each in standings),
        changed=len(publication.changed),
        ending=ending,
    )


def _data(collected: Collected) -> Data:
    record = collected.record
    return {
        "month": str(record.month),
        "month_reason": collected.month_reason,
        "closed": collected.closed,
        "due_for_forgetting": [str(each) for each in collected.due],
        "output": str(collected.output),
        **copies_data(collected.publication),
        "needs_a_person": collected.needs_a_person,
        "accept_unmatched": list(collected.accept_unmatched),
        "new_replies": [name for each in collected.replies for name in each.outputs],
        "files": {
            disposition.value: sum(each.disposition is disposition for each in record.files)
            for disposition in Disposition
        },
        "regions": {code: each.state.value for code, each in collected.standings.items()},
    }
