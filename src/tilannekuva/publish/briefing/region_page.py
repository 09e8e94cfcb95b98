"""The model of a briefing pack: everything one region's page shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.regions import Region
from tilannekuva.domain.texts import Language
from tilannekuva.i18n.words import Words
from tilannekuva.publish.briefing.agreed import (
    AgreedRow,
    MaterialRow,
    agreed_rows,
    material_rows,
)
from tilannekuva.publish.briefing.key_figures import KeyFigure, key_figures
from tilannekuva.publish.briefing.lead import lead
from tilannekuva.publish.briefing.open_findings import OpenFindings, open_findings, told_findings
from tilannekuva.publish.briefing.overview import Overview, overview
from tilannekuva.publish.briefing.question import Facts, Question
from tilannekuva.publish.briefing.questions import questions
from tilannekuva.publish.briefing.sections import Edition, Section, sections
from tilannekuva.publish.briefing.since_last_month import SinceLastMonth, since_last_month
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


_LANGUAGE_NAMES: Mapping[Language, str] = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}
"""A link to another language names it in that language."""


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The same page in the region's other language, which lies beside this one."""

    language: Language
    href: str
    text: str


@dataclass(frozen=True, slots=True)
class RegionPage:
    """A briefing pack, or the public edition of one."""

    stamp: Stamp
    edition: Edition
    sections: tuple[Section, ...]
    name: Phrase
    code: str
    other_languages: tuple[OtherLanguage, ...]
    own_language: Language | None
    """The language of the region's own words, where it is known and not the page's."""
    lead: tuple[str, ...]
    key_figures: tuple[KeyFigure, ...]
    overview: Overview
    changes: SinceLastMonth
    critical: CriticalSubtasks
    risks: RisksAndSupport
    cover: GroupVoice
    groups: tuple[GroupVoice, ...]
    findings: OpenFindings
    questions: tuple[Question, ...]
    agreed: tuple[AgreedRow, ...]
    material: tuple[MaterialRow, ...]
    answers: tuple[GroupAnswers, ...]
    at_risk_days: int

    @property
    def is_public(self) -> bool:
        """Whether anybody may see it."""
        return self.edition == "public"


def region_page(
    picture: NationalPicture,
    region: str,
    words: Words,
    tool_version: str,
    edition: Edition = "discussion",
) -> RegionPage:
    """Return what the page of a region shows in a language.

    The public edition is drawn from a picture that holds nothing else; see `public_edition`.

    Raises:
        KeyError: the picture has no such region.
    """
    wording = Wording(words, picture.roadmap)
    its = picture.regions.by_code[region]
    subtasks = of_region(picture, region)
    facts = Facts(picture, region, subtasks, open_findings(picture, region), wording)
    return RegionPage(
        stamp=stamp(picture, wording, tool_version),
        edition=edition,
        sections=tuple(sections(edition, words)),
        name=wording.phrase(its.name),
        code=its.code,
        other_languages=tuple(_other_languages(its, words.language)),
        own_language=own_language(its, words.language),
        lead=lead(picture, region, subtasks, wording),
        key_figures=tuple(key_figures(picture, region, wording)),
        overview=overview(picture, region, wording),
        changes=since_last_month(picture, region, wording),
        critical=critical_subtasks(picture, subtasks, wording),
        risks=risks_and_support(picture, subtasks, wording),
        cover=cover_voices(picture, region, wording),
        groups=tuple(group_voices(picture, region, wording)),
        findings=told_findings(picture, region, wording),
        questions=questions(facts) if edition == "discussion" else (),
        agreed=agreed_rows(picture, region, wording),
        material=tuple(material_rows(picture, region, wording)),
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


def _other_languages(region: Region, page: Language) -> Iterator[OtherLanguage]:
    for language in region.languages:
        if language != page:
            href = f"{region.code}-{language}.html"
            yield OtherLanguage(language, href, _LANGUAGE_NAMES[language])
