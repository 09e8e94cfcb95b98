"""Findings in words, with equal ones told once: "F14, F17, F22"."""

from collections.abc import Sequence
from dataclasses import dataclass

from tilannekuva.domain.findings import Finding, Severity
from tilannekuva.i18n.words import Words


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """One sentence and every place it is about."""

    code: str
    severity: Severity
    region: str
    group: str
    file: str
    sheet: str
    cells: tuple[str, ...]
    sentence: str

    @property
    def place(self) -> str:
        """Where it is, as people write it: ``ICT!F14, F17``, or the file's name."""
        if not self.sheet:
            return self.file
        return f"{self.sheet}!{', '.join(self.cells)}" if self.cells else self.sheet


def told(findings: Sequence[Finding], words: Words) -> tuple[ToldFinding, ...]:
    """Return findings in words, in their order; those that say the same are one."""
    places: dict[tuple[str, str, str, str, str, str], list[str]] = {}
    for finding in findings:
        sentence = words.say(finding.message)
        key = (
            finding.code,
            finding.region,
            finding.group,
            finding.file,
            finding.sheet,
            sentence,
        )
        cells = places.setdefault(key, [])
        if finding.cell and finding.cell not in cells:
            cells.append(finding.cell)
    severity = {finding.code: finding.severity for finding in findings}
    return tuple(
        ToldFinding(key[0], severity[key[0]], *key[1:5], tuple(cells), key[5])
        for key, cells in places.items()
    )
