"""What every job starts from: settings, roadmap, regions, glossary."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.discussions import Discussions
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.messages import CannotRunError, Message, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.settings import Settings
from tilannekuva.domain.texts import Language
from tilannekuva.layout.vocabulary import Vocabulary
from tilannekuva.reference.discussions_file import load_discussions
from tilannekuva.reference.glossary_file import load_glossary
from tilannekuva.reference.regions_file import load_regions
from tilannekuva.reference.roadmap_file import load_earlier, load_roadmap
from tilannekuva.resources import resource_folder
from tilannekuva.validation.versions import VersionChange

DEFAULT_LANGUAGE: Language = "fi"
BUILT_IN_ROADMAP = resource_folder("schemas") / "roadmaps" / "2022-draft-2.yaml"


@dataclass(frozen=True)
class Foundations:
    """The data files in force in a workspace."""

    settings: Settings
    roadmap: Roadmap
    regions: Regions
    glossary: Glossary
    roadmap_file: Path = BUILT_IN_ROADMAP
    """The file of the roadmap; those of earlier versions are named in it."""
    discussions: Discussions = field(default_factory=Discussions)
    """What the ministry has noted beside the returns."""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words by which returned sheets are recognised."""
        return Vocabulary(self.roadmap, self.glossary)

    @cached_property
    def _changes(self) -> dict[str, VersionChange]:
        """The ways from the earlier versions that were met so far."""
        return {}

    def vocabulary_of(self, version: str) -> Vocabulary:
        """Return the words of a version that can be read.

        An earlier one is read from its file when it is first asked for.

        Raises:
            CannotRunError: the file has problems; all of them are named, with line and fix.
            KeyError: there is no such version.
        """
        change = self.change_from(version)
        return self.vocabulary if change is None else Vocabulary(change.earlier, self.glossary)

    def change_from(self, version: str) -> VersionChange | None:
        """Return the way from an earlier version to the one in force; None for the latter itself.

        Raises:
            CannotRunError: the earlier version's file has problems.
            KeyError: there is no such version.
        """
        if version == self.roadmap.version:
            return None
        if version not in self._changes:
            declared = next(
                (each for each in self.roadmap.earlier if each.version == version), None
            )
            if declared is None:
                raise KeyError(version)
            earlier = load_earlier(self.roadmap_file, self.roadmap, declared, self.regions)
            self._changes[version] = VersionChange(earlier, self.roadmap, declared)
        return self._changes[version]

    def roadmap_of(self, version: str) -> Roadmap:
        """Return the roadmap of a month by its version; the one in force where it is unknown.

        Raises:
            CannotRunError: the earlier version's file has problems.
        """
        known = version in self.roadmap.versions
        change = self.change_from(version) if known else None
        return self.roadmap if change is None else change.earlier

    @property
    def language(self) -> Language:
        """The language of the national workbook and of the index."""
        return self.settings.language or DEFAULT_LANGUAGE

    def deadline(self, month: ReportingMonth) -> date:
        """Return the last day for the returns of a month."""
        return month.shifted(1).first_day.replace(day=self.settings.deadline_day)

    def deadline_passed(self, month: ReportingMonth, today: date) -> bool:
        """Tell whether what has not come by the beginning of a day is missing."""
        return today > self.deadline(month)

    def is_late(self, month: ReportingMonth, returned_at: datetime) -> bool:
        """Tell whether a return came after the end of the deadline day."""
        end = datetime.combine(self.deadline(month), time.max, ZoneInfo(self.settings.time_zone))
        return returned_at > end


def lay_foundations(workspace: Workspace, settings: Settings) -> Foundations:
    """Return the data files in force: those the settings name, else the built-in ones.

    Raises:
        CannotRunError: a file is missing or has problems; all problems are named.
    """
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CannotRunError(
            msg(
                "The settings name the time zone “{zone}”, which does not exist. "
                "Use a name such as Europe/Helsinki.",
                zone=settings.time_zone,
            )
        ) from error
    schemas = resource_folder("schemas")
    regions = load_regions(
        _named(workspace, settings.regions) if settings.regions else schemas / "regions.yaml"
    )
    roadmap_file = _named(workspace, settings.roadmap) if settings.roadmap else BUILT_IN_ROADMAP
    roadmap = load_roadmap(roadmap_file, regions)
    unknown = (
        *_unknown_in_acceptances(settings, roadmap, regions),
        *_unknown_in_recipients(settings, roadmap, regions),
    )
    if unknown:
        raise CannotRunError(*unknown)
    glossary = load_glossary(schemas / "glossary.yaml")
    discussions = load_discussions(workspace.discussions_file, regions)
    return Foundations(settings, roadmap, regions, glossary, roadmap_file, discussions)


def _unknown_in_acceptances(
    settings: Settings, roadmap: Roadmap, regions: Regions
) -> Iterator[Message]:
    """Yield what the coordinator's word names that does not exist."""
    groups = tuple(group.id for group in roadmap.groups)
    for each in settings.accept:
        if each.region not in regions.by_code:
            yield msg(
                "The settings: [[accept]] for {file} names the region “{found}”, which does "
                "not exist. Use one of these: {codes}.",
                file=each.named,
                found=each.region,
                codes=tuple(regions.by_code),
            )
        if each.group is not None and each.group not in groups:
            yield msg(
                "The settings: [[accept]] for {file} names the group “{found}”, which does "
                "not exist. Use one of these: {codes}.",
                file=each.named,
                found=each.group,
                codes=groups,
            )


def _unknown_in_recipients(
    settings: Settings, roadmap: Roadmap, regions: Regions
) -> Iterator[Message]:
    """Yield whom the settings address that does not exist: their replies would go to nobody."""
    groups = tuple(group.id for group in roadmap.groups)
    for region, recipients in settings.recipients.items():
        if region not in regions.by_code:
            yield msg(
                "The settings: [recipients] names the region “{found}”, which does not exist. "
                "Use one of these: {codes}.",
                found=region,
                codes=tuple(regions.by_code),
            )
        for group in recipients.groups:
            if group not in groups:
                yield msg(
                    "The settings: [recipients] names the group “{found}”, which does not "
                    "exist. Use one of these: {codes}.",
                    found=group,
                    codes=groups,
                )


def _named(workspace: Workspace, path: str) -> Path:
    return workspace.root / path
