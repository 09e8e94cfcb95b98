"""Tell of the files of an inbox: what became of each, and how many of each there are."""

from collections.abc import Iterable, Mapping

from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.messages import Message, msg
from tilannekuva.i18n.words import Words

_DISPOSITIONS: Mapping[Disposition, Message] = {
    Disposition.ACCEPTED: msg("used"),
    Disposition.SUPERSEDED: msg("superseded"),
    Disposition.DUPLICATE: msg("duplicates"),
    Disposition.REJECTED: msg("rejected (files)"),
    Disposition.DEFERRED: msg("left for the next run"),
    Disposition.IGNORED: msg("ignored"),
}


def file_line(outcome: FileOutcome, words: Words) -> str:
    """Return a file with the reason of its disposition."""
    line = f"{outcome.path}: {words.say(outcome.message)}"
    if not outcome.region_by_name:
        return line
    by_name = words("By its name it comes from region {region}.", region=outcome.region or "")
    return f"{line} {by_name}"


def dispositions_listed(outcomes: Iterable[FileOutcome], words: Words) -> str:
    """Return how many files ended in each disposition, those that are there."""
    found = [each.disposition for each in outcomes]
    return words.listing(
        [
            f"{words.say(_DISPOSITIONS[each])} {found.count(each)}"
            for each in Disposition
            if found.count(each)
        ]
    )
