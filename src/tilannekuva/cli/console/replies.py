"""Tell which replies are new, so that they can be sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tilannekuva.archive.workspace import REPLIES
from tilannekuva.cli.console.telling import listed
from tilannekuva.domain.messages import Message, msg
from tilannekuva.i18n.words import Words
from tilannekuva.publish.data.run_report import ReportedReply

_KINDS: Mapping[str, Message] = {
    "correct": msg("to be corrected: {regions}"),
    "check": msg("to be checked: {regions}"),
    "thanks": msg("thanks: {regions}"),
    "refused": msg("files not used: {regions}"),
    "reminder": msg("reminders: {regions}"),
}


def new_replies(replies: Sequence[ReportedReply], output: Path, words: Words) -> tuple[str, ...]:
    """Return the new replies by what they ask for, those that ask most first."""
    heading = words("New replies in {path}:", path=str(output / Path(REPLIES)))
    return listed(heading, _by_kind(replies, words))


def _by_kind(replies: Iterable[ReportedReply], words: Words) -> Iterator[str]:
    whose: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for each in replies:
        groups = f" ({words.listing(each.groups)})" if each.groups else ""
        whose[each.kind].append(f"{each.region}{groups}")
    for kind, regions in whose.items():
        if regions:
            yield words(_KINDS[kind].pattern, regions=tuple(regions))
