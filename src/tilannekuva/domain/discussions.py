"""What the discussions with the regions agreed, and other material on a region.

The ministry's own notes, kept beside the returns; nothing of them comes from a return.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import RegionCode

AgreementState = Literal["open", "done", "dropped"]
"""Where something agreed stands: to be done, done, or given up."""

REGIONS = "regions"
"""Where the context of a validation has the codes there are; without it any code will do."""


def _known(code: str, info: ValidationInfo) -> str:
    codes = (info.context or {}).get(REGIONS)
    if codes is not None and code not in codes:
        raise PydanticCustomError("unknown_region", "no such region")
    return code


_Region = Annotated[RegionCode, AfterValidator(_known)]
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Noted(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Agreement(_Noted):
    """One thing a discussion with a region agreed to do."""

    region: _Region
    discussed: ReportingMonth
    """The month whose picture the discussion was about."""
    agreed: _Text
    """What is to be done."""
    responsible: str = ""
    """Who does it, as a role."""
    due: date | None = None
    state: AgreementState = "open"
    outcome: str = ""
    """What has come of it."""


class Material(_Noted):
    """Something else that is known of a region, or of all of them."""

    region: _Region | None = None
    """None where it is about every region."""
    title: _Text
    owner: str = ""
    """The organisation it comes from."""
    date: date
    theme: str = ""
    address: str = ""
    """Where it can be read: a link or a place on a shared drive."""


class Discussions(_Noted):
    """Everything the packs tell beside the returns themselves."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    agreements: tuple[Agreement, ...] = Field(default=(), alias="agreement")
    """In the file each stands under a heading of its own: ``[[agreement]]``."""
    material: tuple[Material, ...] = ()

    def agreed_before(self, region: str, month: ReportingMonth) -> tuple[Agreement, ...]:
        """Return what the discussions on earlier months agreed with a region, oldest first."""
        its = (each for each in self.agreements if each.region == region and each.discussed < month)
        return tuple(sorted(its, key=lambda each: each.discussed))

    def material_on(self, region: str) -> tuple[Material, ...]:
        """Return the material on a region and on all regions, the newest first."""
        its = (each for each in self.material if each.region in {None, region})
        return tuple(sorted(its, key=lambda each: each.date, reverse=True))
