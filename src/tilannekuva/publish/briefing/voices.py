"""The region's own words: its risks and needs for support, its groups' texts, its lights."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tilannekuva.domain.answers import COVER, Answer, Narrative
from tilannekuva.domain.picture import NationalPicture, Standing
from tilannekuva.publish.briefing.own_words import visible
from tilannekuva.publish.briefing.subtask_rows import SubtaskRow, row
from tilannekuva.publish.briefing.wording import Phrase, Wording


@dataclass(frozen=True, slots=True)
class RisksAndSupport:
    """The subtasks with a risk or a need for support; each stands in one table only."""

    national: tuple[SubtaskRow, ...]
    """National support is needed."""
    high_risk: tuple[SubtaskRow, ...]
    """The risk is high, and national support is not asked for."""
    regional: tuple[SubtaskRow, ...]
    """Regional support is enough, and the risk is not high."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One answer in the region's own words, with its light where one was asked."""

    question: Phrase
    light: str
    light_kind: str
    text: str


@dataclass(frozen=True, slots=True)
class GroupVoice:
    """What one group says beside its answers; the cover's has no name."""

    name: Phrase | None
    voices: tuple[Voice, ...]


def risks_and_support(
    picture: NationalPicture, subtasks: tuple[Standing, ...], wording: Wording
) -> RisksAndSupport:
    """Return what the region itself reports as a risk or asks support for; critical first."""
    ordered = sorted(subtasks, key=lambda each: not each.position.subtask.critical)
    concerning = [
        (each, each.answer)
        for each in ordered
        if each.answer is not None and each.answer.status != "not_applicable"
    ]

    def rows(wanted: Callable[[Answer], bool]) -> tuple[SubtaskRow, ...]:
        return tuple(row(picture, each, wording) for each, answer in concerning if wanted(answer))

    return RisksAndSupport(
        national=rows(lambda answer: answer.support == "national"),
        high_risk=rows(lambda answer: answer.risk == "high" and answer.support != "national"),
        regional=rows(lambda answer: answer.support == "regional" and answer.risk != "high"),
    )


def cover_voices(picture: NationalPicture, region: str, wording: Wording) -> GroupVoice:
    """Return the region's lights and texts on its general state."""
    questions = {each.id: wording.phrase(each.name) for each in picture.roadmap.questions.region}
    return GroupVoice(None, tuple(_voices(picture, region, COVER, questions, wording)))


def group_voices(picture: NationalPicture, region: str, wording: Wording) -> Iterator[GroupVoice]:
    """Yield what each group says of its strengths, challenges and wishes."""
    questions = {
        each.id: wording.phrase(each.name) for each in picture.roadmap.questions.narratives()
    }
    for group in picture.roadmap.groups:
        voices = tuple(_voices(picture, region, group.id, questions, wording))
        if voices:
            yield GroupVoice(wording.phrase(group.name), voices)


def lights(picture: NationalPicture, region: str) -> Iterator[Narrative]:
    """Yield the region's answers on the cover."""
    return (
        each
        for returned in picture.record.returns
        if returned.region == region and returned.group == COVER
        for each in returned.narratives
    )


def _voices(
    picture: NationalPicture,
    region: str,
    group: str,
    questions: dict[str, Phrase],
    wording: Wording,
) -> Iterator[Voice]:
    given = {
        narrative.question: narrative
        for returned in picture.record.returns
        if returned.region == region
        for narrative in returned.narratives
        if narrative.group == group
    }
    for question, name in questions.items():
        narrative = given.get(question)
        if narrative is not None and (narrative.light or narrative.text):
            yield Voice(
                question=name,
                light=wording.choice("light", narrative.light) if narrative.light else "",
                light_kind=narrative.light or "",
                text=visible(narrative.text or ""),
            )
