"""The settings of a workspace; every one has a default, so that none is needed."""

import unicodedata
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.recipients import Recipients
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


class OutputSettings(_SettingsModel):
    """What collecting writes besides what it always does."""

    public: bool = False
    """Whether there is a public page for each region."""


class Retention(_SettingsModel):
    """How long names and free texts are kept."""

    months: int = Field(default=0, ge=0)
    """Those of months older than so many are due for erasure; 0: they are kept for ever."""


class ReadingLimits(_SettingsModel):
    """What an honest return stays well within; a file beyond them is rejected."""

    file_megabytes: int = Field(default=50, ge=1)
    unpacked_megabytes: int = Field(default=300, ge=1)
    parts: int = Field(default=2000, ge=10)
    """Files inside the file, which is a zip."""
    ratio: int = Field(default=100, ge=10)
    """How many times its packed size a part may be, if that is more than 10 MB."""
    sheets: int = Field(default=200, ge=20)
    cells: int = Field(default=150_000, ge=10_000)
    """Cells with a value in all sheets together; a full return has some ten thousand."""
    tags: int = Field(default=3_000_000, ge=100_000)
    """XML tags of the sheets and the parts around them; a cell with a value has four."""
    last_row: int = Field(default=20_000, ge=100, le=1_048_576)
    last_column: int = Field(default=702, ge=26, le=16_384)
    seconds: int = Field(default=60, ge=1)
    """By the clock, of one file; a computer that is busy takes its time."""
    processor_seconds: int = Field(default=8, ge=1)
    """Of the processor, for one file; Windows does not count them."""
    memory_megabytes: int = Field(default=1024, ge=256)
    """Address space of the program that reads."""


def _as_in_the_inbox(path: str) -> str:
    """Return a path as the files of an inbox are named, however it was typed."""
    return unicodedata.normalize("NFC", path.replace("\\", "/")).removeprefix("./")


class Acceptance(_SettingsModel):
    """The coordinator's word on whose return a file is; it counts before what is stamped in it."""

    file: (
        Annotated[str, StringConstraints(min_length=1), AfterValidator(_as_in_the_inbox)] | None
    ) = None
    """The file's path below the inbox."""
    sha256: (
        Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{64}$", to_lower=True)] | None
    ) = None
    """In place of the path: the file's own fingerprint, whatever it is called."""
    region: RegionCode
    month: ReportingMonth
    group: str | None = None
    """The only group whose answers are taken; by default every group in the file."""
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    """Why; shown wherever the return is."""

    @model_validator(mode="after")
    def _names_one_file(self) -> Self:
        if (self.file is None) == (self.sha256 is None):
            raise PydanticCustomError("accept_one_file", "file or sha256, not both")
        return self

    @property
    def named(self) -> str:
        """What it names the file by."""
        return self.file or self.sha256 or ""

    def means(self, file: str, sha256: str) -> bool:
        """Tell whether it speaks of a file.

        Args:
            file: the file's path below the inbox, with ``/``, in Unicode's composed form.
            sha256: of its bytes, in hexadecimal.
        """
        return sha256 == self.sha256 if self.file is None else file == self.file


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
    recipients: dict[RegionCode, Recipients] = Field(default_factory=dict)
    """Whom the replies are addressed to, by region; nobody where it is not said."""
    forms: FormSettings = FormSettings()
    outputs: OutputSettings = OutputSettings()
    retention: Retention = Retention()
    limits: ReadingLimits = ReadingLimits()
    accept: tuple[Acceptance, ...] = ()
    """Files taken on the coordinator's word; each file is named once."""

    @field_validator("accept")
    @classmethod
    def _each_file_once(cls, accept: tuple[Acceptance, ...]) -> tuple[Acceptance, ...]:
        names = [each.named for each in accept]
        for name in names:
            if names.count(name) > 1:
                raise PydanticCustomError("accept_twice", "named twice", {"name": name})
        return accept
