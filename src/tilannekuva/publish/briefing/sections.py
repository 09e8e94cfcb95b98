"""The sections of a pack in their order, and which of them the public edition has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tilannekuva.domain.messages import Message, msg
from tilannekuva.i18n.words import Words

Edition = Literal["discussion", "public"]
"""For the discussion with the region, or for everybody, without persons and free text."""


class _Declared(NamedTuple):
    anchor: str
    title: Message
    public_title: Message | None
    """None where the public edition does not have the section."""


_SECTIONS = (
    _Declared("overview", msg("The situation at a glance"), msg("The situation at a glance")),
    _Declared("changes", msg("Changes since last month"), msg("Changes since last month")),
    _Declared("attention", msg("Delayed and soon due"), msg("Delayed and soon due")),
    _Declared(
        "risks", msg("Risks, challenges and needs for support"), msg("Risks and needs for support")
    ),
    # Findings quote what was written; questions and what was agreed are the meeting's own.
    _Declared("findings", msg("Open findings"), None),
    _Declared("questions", msg("Questions for the discussion"), None),
    _Declared("agreed", msg("What was agreed earlier, and where it stands"), None),
    _Declared("material", msg("Other material on the region"), None),
)
_APPENDIX = _Declared("answers", msg("Appendix: all answers"), msg("Appendix: all answers"))


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the page; its anchor also names its template."""

    anchor: str
    title: str
    """As in the heading, with its number."""


def sections(edition: Edition, words: Words) -> Iterator[Section]:
    """Yield the sections of an edition, numbered, and the appendix."""
    number = 0
    for each in (*_SECTIONS, _APPENDIX):
        title = each.title if edition == "discussion" else each.public_title
        if title is not None:
            number += 1
            told = words.say(title)
            yield Section(each.anchor, told if each is _APPENDIX else f"{number}. {told}")
