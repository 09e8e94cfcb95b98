"""The settings of a workspace; every one has a default, so that none is needed."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import Ask, RegionCode
from tilannekuva.domain.texts import FormLanguage, Language


class _SettingsModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Contact(_SettingsModel):
    """Whom the regions ask; shown on the cover of the form."""

    name: str = ""
    email: str = ""
    phone: str = ""


class FormSettings(_SettingsModel):
    """How the working tools are drawn."""

    ask: Ask = "all"
    prefill: bool = False
    """Whether forms carry last month's answers."""
    language: dict[RegionCode, FormLanguage] = Field(default_factory=dict)
    """Other languages than the majority's, by region."""
    per_group: tuple[RegionCode, ...] = ()
    """Regions that get a workbook for each preparation group."""


class ReadingLimits(_SettingsModel):
    """What an honest return stays well within; a file beyond them is rejected."""

    file_megabytes: int = Field(default=50, ge=1)
    unpacked_megabytes: int = Field(default=300, ge=1)
    parts: int = Field(default=2000, ge=10)
    last_row: int = Field(default=20_000, ge=100, le=1_048_576)
    last_column: int = Field(default=702, ge=26, le=16_384)
    seconds: int = Field(default=60, ge=1)
    memory_megabytes: int = Field(default=1024, ge=256)


class Settings(_SettingsModel):
    """What a workspace decides for itself, in ``tilannekuva.toml``."""

    month: ReportingMonth | None = None
    """The month collected when the command names none."""
    language: Language | None = None
    """The language of the national workbook, of the index and of the terminal."""
    deadline_day: Annotated[int, Field(ge=1, le=28)] = 10
    """The day of the following month by which returns are due."""
    time_zone: Annotated[str, StringConstraints(min_length=1)] = "Europe/Helsinki"
    roadmap: str | None = None
    """A roadmap file beside the settings, in place of the built-in one."""
    regions: str | None = None
    """A regions file beside the settings, in place of the built-in one."""
    contact: Contact = Contact()
    forms: FormSettings = FormSettings()
    limits: ReadingLimits = ReadingLimits()
