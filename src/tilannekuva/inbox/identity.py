"""Tell whose return a workbook is: region and month, from the two stamps it carries."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region, Regions
from tilannekuva.domain.workbook import CellValue, WorkbookCells
from tilannekuva.layout.identity import LAYOUT_VERSION, META_SHEET, Identity


@dataclass(frozen=True, slots=True)
class Recognised:
    """A workbook that is a working tool of ours."""

    region: Region
    month: ReportingMonth
    identity: Identity
    one_stamp: bool
    """Whether one of the two stamps is missing."""


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A workbook that cannot be taken as a return, with the key of the reason."""

    reason: str
    values: Mapping[str, MessageValue] = field(default_factory=dict)
    region: Region | None = None


def recognise(
    workbook: WorkbookCells, regions: Regions, roadmap_versions: tuple[str, ...]
) -> Recognised | Unrecognised:
    """Return the identity of a workbook, or why it has none.

    Args:
        workbook: the workbook as read.
        regions: the regions that exist.
        roadmap_versions: the versions whose forms can be read.
    """
    stamped = Identity.from_stamp(_stamp(workbook))
    properties = Identity.from_properties(workbook.properties)
    identity = stamped or properties
    if identity is None:
        return Unrecognised("not-ours")
    code = regions.recognise(identity.region)
    region = regions.by_code[code] if code is not None else None
    if stamped is not None and properties is not None and _differ(stamped, properties, regions):
        stamps = (_spelled(stamped), _spelled(properties))
        return Unrecognised("identity-conflict", {"stamps": stamps})
    if region is None:
        return Unrecognised("unknown-region", {"region": identity.region})
    try:
        month = ReportingMonth.parse(identity.month)
    except ValueError:
        return Unrecognised("not-ours", region=region)
    if identity.layout_version not in {"", LAYOUT_VERSION}:
        version: dict[str, MessageValue] = {"version": f"layout {identity.layout_version}"}
        return Unrecognised("unknown-version", version, region)
    if identity.roadmap_version and identity.roadmap_version not in roadmap_versions:
        return Unrecognised("unknown-version", {"version": identity.roadmap_version}, region)
    return Recognised(region, month, identity, stamped is None or properties is None)


def _stamp(workbook: WorkbookCells) -> dict[str, str]:
    """Return the keys and values of the hidden sheet; they stand side by side in its rows."""
    for sheet in workbook.sheets:
        if sheet.name.strip().casefold() == META_SHEET:
            filled = ([value for value in row if value is not None] for row in sheet.rows)
            return {_text(row[0]): _text(row[1]) for row in filled if len(row) > 1}
    return {}


def _text(value: CellValue) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _differ(one: Identity, other: Identity, regions: Regions) -> bool:
    return regions.recognise(one.region) != regions.recognise(other.region) or (
        one.month,
        one.group,
    ) != (other.month, other.group)


def _spelled(identity: Identity) -> str:
    return " ".join(filter(None, (identity.region, identity.month, identity.group)))
