"""Tell whose return a workbook is: region and month, from the two stamps it carries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue, SingleValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region, Regions
from tilannekuva.domain.workbook import SheetCells, WorkbookCells
from tilannekuva.inbox.file_names import spoken_of
from tilannekuva.inbox.stamps import StampReader, property_stamp, sheet_stamps
from tilannekuva.layout.identity import LAYOUT_VERSION, Identity
from tilannekuva.layout.vocabulary import Vocabulary, plain

_FEWEST_IDS = 3
_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Recognised:
    """A workbook that is a working tool of ours."""

    region: Region
    month: ReportingMonth
    identity: Identity
    """What it is stamped with, as it was when it was sent: ``01`` though the sheet says 1."""
    one_stamp: bool
    """Whether one of the two stamps is missing."""


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A workbook that cannot be taken as a return, with the key of the reason."""

    reason: str
    values: Mapping[str, MessageValue] = field(default_factory=dict)
    region: Region | None = None
    """Where it is clear all the same, so that the region can be told."""
    roadmap_version: str = ""
    """The version it is stamped with, known or not; empty where it is stamped with none."""


def recognise(
    workbook: WorkbookCells,
    regions: Regions,
    roadmap_versions: tuple[str, ...],
    vocabulary: Vocabulary | None = None,
) -> Recognised | Unrecognised:
    """Return the identity of a workbook, or why it has none.

    Stamps are believed only together: two that name another region, month, group or roadmap
    version are a reason to refuse the workbook. Hidden sheets of several forms for one group
    each, brought together in one workbook, make it a workbook of all their groups.

    Args:
        workbook: the workbook as read.
        regions: the regions that exist.
        roadmap_versions: the versions whose forms can be read; which one it is, its identity
            tells, and nothing stands for the one in force.
        vocabulary: the words of the form. By them a form is known that has lost its stamps, and
            its groups are those that a stamp can name.
    """
    groups = [group.id for group in vocabulary.roadmap.groups] if vocabulary is not None else ()
    reader = StampReader(regions, groups, workbook.days_from_1904)
    on_sheets = [reader.read(stamp) for stamp in sheet_stamps(workbook)]
    in_properties = reader.read(property_stamp(workbook.properties))
    stamps = [stamp for stamp in (*on_sheets, in_properties) if stamp]
    told = _together(stamps)
    if len({stamp.get("group", "") for stamp in on_sheets if _is_whole(stamp)}) > 1:
        stamps = [{**stamp, "group": ""} for stamp in stamps]
        told["group"] = ""
    identity = Identity.from_stamp(told)
    region = regions.by_code.get(_agreed(stamps, "region"))
    version = _agreed(stamps, "roadmap_version")
    if identity is None:
        lost = vocabulary is not None and looks_like_the_form(workbook.sheets, vocabulary)
        return Unrecognised("identity-lost" if lost else "not-ours", {}, region, version)
    refusal = _refusal(stamps, identity, regions, roadmap_versions)
    if refusal is not None:
        return Unrecognised(*refusal, region, version)
    return Recognised(
        region=regions.by_code[identity.region],
        month=ReportingMonth.parse(identity.month),
        identity=identity,
        one_stamp=not (_is_whole(in_properties) and any(map(_is_whole, on_sheets))),
    )


def looks_like_the_form(sheets: Iterable[SheetCells], vocabulary: Vocabulary) -> bool:
    """Tell whether any sheet has subtasks by their ids and a heading to answer under."""
    asked = {text for text, key in vocabulary.headings.items() if key in vocabulary.answer_keys}
    for sheet in sheets:
        texts = {
            plain(value)
            for row in sheet.rows[:_ROWS]
            for value in row
            if isinstance(value, str) and len(value) <= vocabulary.longest
        }
        if len(texts & vocabulary.subtask_ids.keys()) >= _FEWEST_IDS and texts & asked:
            return True
    return False


def identity_findings(
    recognised: Recognised, found_name: str, regions: Regions
) -> tuple[Finding, ...]:
    """Return what is to be told of how a workbook was recognised.

    That a stamp is missing, and that the file's name or its folder speaks of another region or
    month than the stamps: a name people gave, the name we gave the form, or the nearest folder
    named after a region, where the file's own name does not speak for the stamp. Names that
    speak of several regions, the right one among them, say nothing.

    Args:
        recognised: what the workbook was recognised as.
        found_name: its path relative to the inbox.
        regions: the regions that exist.
    """
    code = recognised.region.code
    findings: list[Finding] = []
    if recognised.one_stamp:
        findings.append(Finding("IDENTITY-002", found_name, region=code))
    named, stamped = _contradicted(recognised, found_name, regions)
    if named:
        values: dict[str, MessageValue] = {"named": named, "stamped": stamped}
        findings.append(Finding("IDENTITY-006", found_name, region=code, values=values))
    return tuple(findings)


def _together(stamps: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the values of all stamps, those of the first that has one."""
    told: dict[str, str] = {}
    for stamp in stamps:
        told = {**stamp, **told}
    return told


def _agreed(stamps: Iterable[Mapping[str, str]], key: str) -> str:
    """Return what the stamps say under a key, or nothing where they do not say the same."""
    said = {stamp[key] for stamp in stamps if key in stamp}
    return said.pop() if len(said) == 1 else ""


def _is_whole(stamp: Mapping[str, str]) -> bool:
    return "region" in stamp and "month" in stamp


def _refusal(
    stamps: list[dict[str, str]],
    identity: Identity,
    regions: Regions,
    roadmap_versions: tuple[str, ...],
) -> tuple[str, Mapping[str, MessageValue]] | None:
    """Return why what is stamped is not an identity, as the key of a reason and its values."""
    spelled = _disagreeing(stamps)
    layouts = {stamp.get("layout_version", "") for stamp in stamps} - {"", LAYOUT_VERSION}
    versions = {stamp.get("roadmap_version", "") for stamp in stamps} - {"", *roadmap_versions}
    if len(spelled) > 1:
        return "identity-conflict", {"stamps": spelled}
    if identity.region not in regions.by_code:
        return "unknown-region", {"region": identity.region}
    try:
        ReportingMonth.parse(identity.month)
    except ValueError:
        return "unknown-month", {"month": identity.month}
    if layouts:
        return "unknown-layout", {"version": min(layouts), "known": LAYOUT_VERSION}
    if versions:
        return "unknown-version", {"version": min(versions), "known": roadmap_versions}
    return None


def _disagreeing(stamps: list[dict[str, str]]) -> tuple[str, ...]:
    """Return the stamps spelled out, each spelling once; one where they agree.

    A stamp that has lost a value does not disagree with one that has it, but for the group: none
    means a form of all groups.
    """
    keys = ["region", "month", "group"]
    if len({stamp["roadmap_version"] for stamp in stamps if "roadmap_version" in stamp}) > 1:
        keys.append("roadmap_version")
    told = _together(stamps)
    full = ({key: told.get(key, "") for key in keys} | {"group": ""} | stamp for stamp in stamps)
    return tuple(
        dict.fromkeys(" ".join(filter(None, (stamp[key] for key in keys))) for stamp in full)
    )


def _contradicted(
    recognised: Recognised, found_name: str, regions: Regions
) -> tuple[tuple[SingleValue, ...], tuple[SingleValue, ...]]:
    """Return what the name says otherwise, and what the stamps say of the same."""
    code = recognised.region.code
    spoken = spoken_of(found_name, regions)
    other: Iterable[str] = ()
    if spoken.added and code not in spoken.added:
        other = spoken.added
    elif spoken.ours is not None and spoken.ours != code:
        other = [spoken.ours]
    elif not spoken.added and spoken.folder and code not in spoken.folder:
        other = spoken.folder
    named: list[SingleValue] = [regions.by_code[each].name for each in sorted(other)]
    stamped: list[SingleValue] = [recognised.region.name] if named else []
    if spoken.month is not None and spoken.month != recognised.month:
        named.append(spoken.month)
        stamped.append(recognised.month)
    return tuple(named), tuple(stamped)
