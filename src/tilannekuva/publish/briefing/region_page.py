"""The model of a briefing pack: everything one region's page shows."""

from dataclasses import dataclass

from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.texts import Language
from tilannekuva.i18n.words import Words
from tilannekuva.publish.briefing.open_findings import OpenFindings, open_findings, told_findings
from tilannekuva.publish.briefing.overview import Overview, overview
from tilannekuva.publish.briefing.question import Facts, Question
from tilannekuva.publish.briefing.questions import questions
from tilannekuva.publish.briefing.subtask_rows import (
    CriticalSubtasks,
    GroupAnswers,
    critical_subtasks,
    group_answers,
    of_region,
)
from tilannekuva.publish.briefing.voices import (
    GroupVoice,
    RisksAndSupport,
    cover_voices,
    group_voices,
    risks_and_support,
)
from tilannekuva.publish.briefing.wording import Phrase, Wording, own_language


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the page says of its own making."""

    language: Language
    month: str
    as_of: str
    target_date: str
    deadline: str
    roadmap_title: Phrase
    roadmap_version: str
    tool_version: str


@dataclass(frozen=True, slots=True)
class RegionPage:
    """A briefing pack."""

    stamp: Stamp
    name: Phrase
    code: str
    own_language: Language | None
    """The language of the region's own words, where it is known and not the page's."""
    overview: Overview
    critical: CriticalSubtasks
    risks: RisksAndSupport
    cover: GroupVoice
    groups: tuple[GroupVoice, ...]
    findings: OpenFindings
    questions: tuple[Question, ...]
    answers: tuple[GroupAnswers, ...]
    at_risk_days: int


def region_page(
    picture: NationalPicture, region: str, words: Words, tool_version: str
) -> RegionPage:
    """Return what the pack of a region shows in a language.

    Raises:
        KeyError: the picture has no such region.
    """
    wording = Wording(words, picture.roadmap)
    its = picture.regions.by_code[region]
    subtasks = of_region(picture, region)
    facts = Facts(picture, region, subtasks, open_findings(picture, region), wording)
    return RegionPage(
        stamp=stamp(picture, wording, tool_version),
        name=wording.phrase(its.name),
        code=its.code,
        own_language=own_language(its, words.language),
        overview=overview(picture, region, wording),
        critical=critical_subtasks(picture, subtasks, wording),
        risks=risks_and_support(picture, subtasks, wording),
        cover=cover_voices(picture, region, wording),
        groups=tuple(group_voices(picture, region, wording)),
        findings=told_findings(picture, region, wording),
        questions=questions(facts),
        answers=tuple(group_answers(picture, region, subtasks, wording)),
        at_risk_days=picture.roadmap.measures.at_risk_within_days,
    )


def stamp(picture: NationalPicture, wording: Wording, tool_version: str) -> Stamp:
    """Return what every page says of its own making."""
    return Stamp(
        language=wording.words.language,
        month=wording.words.month(picture.month),
        as_of=wording.date(picture.month.as_of),
        target_date=wording.date(picture.roadmap.target_date),
        deadline=wording.date(picture.record.deadline),
        roadmap_title=wording.phrase(picture.roadmap.title),
        roadmap_version=picture.roadmap.version,
        tool_version=tool_version,
    )
