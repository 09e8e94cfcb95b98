"""The findings of a region that are still open: what it should correct or check."""

from dataclasses import dataclass

from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.findings import Finding, Severity
from tilannekuva.domain.picture import NationalPicture
from tilannekuva.publish.briefing.own_words import visible
from tilannekuva.publish.briefing.wording import Wording

_OPEN = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """One message with every place it is about."""

    error: bool
    code: str
    file: str
    places: str
    message: str


def open_findings(picture: NationalPicture, region: str) -> tuple[Finding, ...]:
    """Return the errors and warnings on files that count or could not be used.

    What is said of a file that a newer return has replaced is no longer open.
    """
    used = {each.source_file for each in picture.record.returns if each.region == region}
    rejected = {
        each.path for each in picture.record.files if each.disposition is Disposition.REJECTED
    }
    return tuple(
        each
        for each in picture.record.findings
        if each.region == region and each.severity in _OPEN and each.file in used | rejected
    )


def told_findings(findings: tuple[Finding, ...], wording: Wording) -> tuple[OpenFinding, ...]:
    """Return findings as words, errors first; equal messages are told once with their places."""
    places: dict[tuple[bool, str, str, str], list[str]] = {}
    for finding in sorted(findings, key=lambda each: each.severity is not Severity.ERROR):
        message = visible(wording.words.say(finding.message))
        error = finding.severity is Severity.ERROR
        key = (error, finding.code, visible(finding.file), message)
        places.setdefault(key, []).append(visible(finding.place) if finding.sheet else "")
    return tuple(
        OpenFinding(error, code, file, ", ".join(filter(None, dict.fromkeys(found))), message)
        for (error, code, file, message), found in places.items()
    )
