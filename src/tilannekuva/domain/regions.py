"""The organisers that report: wellbeing services counties, Helsinki and HUS."""

from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tilannekuva.domain.roadmap import RegionCode
from tilannekuva.domain.texts import Language, LocalText, TidyText

NATION = "FI"
"""The key of the whole country in figures."""


class _RegionModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Region(_RegionModel):
    """One organiser that is sent a form."""

    code: RegionCode
    name: LocalText
    short: TidyText
    """A short name for tight places, in Finnish."""
    short_sv: TidyText | None = None
    kind: Literal["county", "city", "joint_authority"]
    region: TidyText | None = None
    """The region (maakunta) it lies in."""
    collaboration_area: int
    bilingual: bool
    majority_language: Literal["fi", "sv"]
    municipalities: int | None = None
    population: int | None = None
    """Inhabitants on the last day of the year named in the file's head."""
    grid: tuple[int, int] | None = None
    """Row and column on the tile map, counted from 1."""

    def short_name(self, language: Language) -> str:
        """Return the short name in a language; English uses the Finnish one."""
        return self.short_sv if language == "sv" and self.short_sv else self.short

    @property
    def area_key(self) -> str:
        """The key of its collaboration area in figures, for example ``YTA1``."""
        return f"YTA{self.collaboration_area}"

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages the region is written to in, the majority's first."""
        if not self.bilingual:
            return (self.majority_language,)
        return ("sv", "fi") if self.majority_language == "sv" else ("fi", "sv")


class CollaborationArea(_RegionModel):
    """An area in which regions work together (yhteistyöalue, YTA)."""

    code: int
    fi: TidyText
    sv: TidyText
    en: TidyText | None = None

    @property
    def key(self) -> str:
        """Its key in figures, for example ``YTA1``."""
        return f"YTA{self.code}"

    @property
    def name(self) -> LocalText:
        """Its name in every language."""
        return LocalText(fi=self.fi, sv=self.sv, en=self.en)


class Regions(_RegionModel):
    """Every region, in the order they are listed everywhere."""

    regions: tuple[Region, ...] = Field(min_length=1)
    collaboration_areas: tuple[CollaborationArea, ...] = Field(min_length=1)

    @cached_property
    def by_code(self) -> dict[str, Region]:
        """The regions by their code."""
        return {region.code: region for region in self.regions}

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each region in lists, by its code."""
        return {region.code: place for place, region in enumerate(self.regions)}

    @property
    def figure_keys(self) -> tuple[str, ...]:
        """Every key a figure is told for: the regions, the collaboration areas, the nation."""
        return (*self.by_code, *(area.key for area in self.collaboration_areas), NATION)

    def name(self, key: str) -> LocalText:
        """Return the name behind a figure's key.

        Raises:
            KeyError: there is no such region or area.
        """
        if key == NATION:
            return LocalText(fi="Koko maa", sv="Hela landet", en="Whole country")
        for area in self.collaboration_areas:
            if area.key == key:
                return area.name
        return self.by_code[key].name

    def recognise(self, written: object) -> str | None:
        """Return the code a person or Excel may have written, or None.

        Excel turns ``"01"`` into the number 1, so the leading zero is put back.
        """
        if isinstance(written, float) and written.is_integer():
            written = int(written)
        text = str(written).strip().upper()
        if text.isdigit():
            text = text.zfill(2)
        return text if text in self.by_code else None
