"""Tell whose return a workbook is: by its own stamps, or on the coordinator's word."""

from dataclasses import dataclass, replace

from tilannekuva.domain.dispositions import FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.regions import Region
from tilannekuva.domain.settings import Acceptance
from tilannekuva.domain.workbook import WorkbookCells
from tilannekuva.inbox.file_names import hinted_region
from tilannekuva.inbox.identity import Recognised, Unrecognised, identity_findings, recognise
from tilannekuva.pipeline.foundations import Foundations

_NOT_READABLE = frozenset({"unknown-version", "unknown-layout"})
"""Reasons that say nothing of whose a workbook is, and that no word can mend."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose return a workbook is."""

    region: Region
    month: ReportingMonth
    group: str
    """The only group of a workbook that is for one group; else empty."""
    version: str
    """The version of the roadmap it is read against."""
    findings: tuple[Finding, ...]
    """About how that is known."""
    word: Acceptance | None = None
    """The coordinator's word, where it is known by that."""


def owner_of(
    workbook: WorkbookCells, file: str, sha256: str, foundations: Foundations
) -> Owner | Unrecognised:
    """Return whose return a workbook is, or why that cannot be told.

    The coordinator's word counts before the stamps. It does not say which version of the
    roadmap the workbook was drawn from, so a version that cannot be read stays one.

    Args:
        workbook: the workbook as read.
        file: its path below the inbox.
        sha256: of its bytes.
        foundations: the data files in force, and the coordinator's word.
    """
    versions = foundations.roadmap.versions
    recognised = recognise(workbook, foundations.regions, versions, foundations.vocabulary)
    word = word_on(file, sha256, foundations)
    if word is not None:
        return _on_word(word, recognised, file, foundations)
    if isinstance(recognised, Unrecognised):
        return recognised
    version = recognised.identity.roadmap_version or foundations.roadmap.version
    return Owner(
        recognised.region,
        recognised.month,
        recognised.identity.group,
        version,
        (
            *identity_findings(recognised, file, foundations.regions),
            *_about_version(version, recognised.region, file, foundations),
        ),
    )


def word_on(file: str, sha256: str, foundations: Foundations) -> Acceptance | None:
    """Return what the coordinator says of a file, or None."""
    accept = foundations.settings.accept
    return next((each for each in accept if each.means(file, sha256)), None)


def unmatched(foundations: Foundations, record: MonthRecord) -> tuple[str, ...]:
    """Return what the coordinator's word for a month names and nobody has seen.

    A file that has left the inbox after it was taken has been seen.
    """
    seen = {(each.path, each.sha256 or "") for each in record.files}
    seen |= {(each.source_file, each.sha256) for each in record.returns}
    return tuple(
        each.named
        for each in foundations.settings.accept
        if each.month == record.month and not any(each.means(*file) for file in seen)
    )


def with_probable_region(outcome: FileOutcome, foundations: Foundations) -> FileOutcome:
    """Return what became of a file that is refused, with its sender's region if it is known.

    The coordinator's word is believed, then the file itself; what only its name hints at is
    told as just that.
    """
    word = word_on(outcome.path, outcome.sha256 or "", foundations)
    if word is not None:
        return replace(outcome, region=word.region, on_word=word.reason)
    if outcome.region is not None:
        return outcome
    region = hinted_region(outcome.path, foundations.regions)
    return outcome if region is None else replace(outcome, region=region, region_by_name=True)


def _on_word(
    word: Acceptance,
    recognised: Recognised | Unrecognised,
    file: str,
    foundations: Foundations,
) -> Owner | Unrecognised:
    region = foundations.regions.by_code[word.region]
    versions = foundations.roadmap.versions
    if isinstance(recognised, Recognised):
        version = recognised.identity.roadmap_version
    elif recognised.reason in _NOT_READABLE:
        return recognised
    else:
        version = recognised.roadmap_version
    version = version or foundations.roadmap.version
    if version not in versions:
        return Unrecognised("unknown-version", {"version": version, "known": versions}, region)
    values: dict[str, MessageValue] = {
        "region": region.name,
        "month": word.month,
        "reason": word.reason,
    }
    group = word.group or ""
    taken = Finding("IDENTITY-007", file, region=region.code, group=group, values=values)
    findings = (taken, *_about_version(version, region, file, foundations))
    return Owner(region, word.month, group, version, findings, word)


def _about_version(
    version: str, region: Region, file: str, foundations: Foundations
) -> tuple[Finding, ...]:
    current = foundations.roadmap.version
    if version == current:
        return ()
    values: dict[str, MessageValue] = {"found": version, "current": current}
    return (Finding("IDENTITY-008", file, region=region.code, values=values),)
