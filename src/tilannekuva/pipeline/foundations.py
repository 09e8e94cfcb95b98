"""What every job starts from: settings, roadmap, regions, glossary."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.settings import Settings
from tilannekuva.domain.texts import Language
from tilannekuva.layout.vocabulary import Vocabulary
from tilannekuva.reference.glossary_file import load_glossary
from tilannekuva.reference.regions_file import load_regions
from tilannekuva.reference.roadmap_file import load_roadmap
from tilannekuva.resources import resource_folder

DEFAULT_LANGUAGE: Language = "fi"
BUILT_IN_ROADMAP = "2022-draft-2.yaml"


@dataclass(frozen=True)
class Foundations:
    """The data files in force in a workspace."""

    settings: Settings
    roadmap: Roadmap
    regions: Regions
    glossary: Glossary

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words by which returned sheets are recognised."""
        return Vocabulary(self.roadmap, self.glossary)

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
    roadmap = load_roadmap(
        _named(workspace, settings.roadmap)
        if settings.roadmap
        else schemas / "roadmaps" / BUILT_IN_ROADMAP,
        regions,
    )
    return Foundations(settings, roadmap, regions, load_glossary(schemas / "glossary.yaml"))


def _named(workspace: Workspace, path: str) -> Path:
    return workspace.root / path
