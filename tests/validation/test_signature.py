"""Who filled in a sheet, and when, is told where it is missing or cannot be right."""

from datetime import date

import pytest
from example_rows import UNREADABLE, fields

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.rule import Rule
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.validation.cells import Place
from tilannekuva.validation.combinations import ReadAnswers
from tilannekuva.validation.signature import signature_findings

MAY = ReportingMonth(2022, 5)
PLACE = Place("17/palautus.xlsx", "HT", "17", "HT")
SAVED = date(2022, 6, 8)


def found(text: str, roadmap: Roadmap, saved: date | None = SAVED) -> set[tuple[str, str]]:
    """Return the codes and cells found on a sheet: B2 says who, C2 says when."""
    signed = fields(text, roadmap)
    findings = signature_findings(signed, PLACE, roadmap, MAY, saved)
    return {(each.code, each.cell) for each in findings}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Filled in by: hallintojohtaja; Filled in (date): 8.6.2022", set()),
        ("Filled in by: hallintojohtaja", set()),
        ("Filled in by: hallintojohtaja; Filled in (date): 1.5.2022", set()),
        ("Filled in by: hallintojohtaja; Filled in (date): 9.6.2022", set()),
        ("Filled in by: hallintojohtaja; Filled in (date): 30.4.2022", {("ROW-026", "C2")}),
        ("Filled in by: hallintojohtaja; Filled in (date): 8.6.2021", {("ROW-026", "C2")}),
        ("Filled in by: hallintojohtaja; Filled in (date): 10.6.2022", {("ROW-026", "C2")}),
        ("Filled in (date): 8.6.2022", {("ROW-027", "B2")}),
        ("Filled in by: -; Strengths: Hyvä vauhti.", {("ROW-027", "B2")}),
        ("", {("ROW-027", "B2")}),
        (f"Filled in by: {UNREADABLE}; Filled in (date): {UNREADABLE}", set()),
    ],
)
def test_signature(roadmap: Roadmap, text: str, expected: set[tuple[str, str]]) -> None:
    """A day outside of the month and the return is told, and an empty name; no more."""
    assert found(text, roadmap) == expected


def test_signature_without_the_day_of_return__ok(roadmap: Roadmap) -> None:
    """Where it is not known when the file was saved, only the month bounds the day."""
    assert found("Filled in by: x; Filled in (date): 1.1.2023", roadmap, None) == set()
    assert found("Filled in by: x; Filled in (date): 1.1.2022", roadmap, None) == {
        ("ROW-026", "C2")
    }


def test_sheet_without_the_labels__ok(roadmap: Roadmap) -> None:
    """What the sheet has no place for is not missed."""
    nothing = ReadAnswers("", {"strengths": "C60"}, {"strengths": None})
    assert list(signature_findings(nothing, PLACE, roadmap, MAY, SAVED)) == []


@pytest.mark.parametrize("rule", [RULES["ROW-026"], RULES["ROW-027"]], ids=lambda rule: rule.code)
def test_examples_of_the_rules(roadmap: Roadmap, rule: Rule) -> None:
    """The failing example of a rule fails, and the passing one passes, as they are told."""
    failing = fields(rule.example.failing.pattern, roadmap)
    [told] = [
        each
        for each in signature_findings(failing, PLACE, roadmap, MAY, SAVED)
        if each.code == rule.code
    ]
    assert dict(told.values) == dict(rule.example.values)
    assert rule.code not in {code for code, _ in found(rule.example.passing.pattern, roadmap)}
