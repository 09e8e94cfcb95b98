"""Answers of a row, or of the rows of a sheet, that do not fit together are told once a cell."""

from collections.abc import Sequence
from datetime import date

import pytest
from example_rows import (
    AHEAD,
    AHEAD_AND_NOT_CRITICAL,
    OVERDUE,
    OVERDUE_AND_NOT_CRITICAL,
    UNREADABLE,
    asking,
    row,
)
from hypothesis import given
from hypothesis import strategies as st

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.rule import Rule
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.domain.rules.combinations import COMBINATION_RULES
from tilannekuva.i18n.told import told
from tilannekuva.i18n.words import Words
from tilannekuva.validation.cells import Place
from tilannekuva.validation.combinations import ReadAnswers, combination_findings

MAY = ReportingMonth(2022, 5)
PLACE = Place("17/palautus.xlsx", "HT", "17", "HT")

# The columns of a row: B status, C estimate, D risk, E support, F description, G responsible.
NATIONAL = "Need for support: national support is needed"
WHY = "Description of the situation"
WHEN = "Estimated completion date"

# A subtask, its row, and what is found on it: code and cell.
ROWS: list[tuple[str, str, set[tuple[str, str]]]] = [
    # Nothing is amiss.
    (OVERDUE, "Status: completed", set()),
    (OVERDUE, f"Status: completed; {WHEN}: 31.5.2022; Risk: low; {WHY}: -", set()),
    (OVERDUE, f"Status: in progress; {WHEN}: 1.6.2022; Risk: moderate", set()),
    (AHEAD, "Status: not started", set()),
    (AHEAD, "Status: in progress; Risk: low", set()),
    (AHEAD, f"Status: in progress; Risk: high; {NATIONAL}; {WHY}: Ohje puuttuu.", set()),
    (AHEAD, f"Status: not applicable; {WHY}: Hoitaa HUS.", set()),
    (AHEAD, f"Status: not started; {WHEN}: 31.12.2023", set()),
    (AHEAD, "Status: in progress; Need for support: regional support is sufficient", set()),
    # Without a status.
    (AHEAD, "", {("ROW-016", "B2")}),
    (AHEAD, "Person responsible: talousjohtaja", {("ROW-016", "B2")}),
    (AHEAD, f"{WHY}: -", {("ROW-016", "B2")}),
    (AHEAD, "Risk: low", {("ROW-015", "B2")}),
    (AHEAD, f"{WHEN}: {UNREADABLE}", {("ROW-015", "B2")}),
    (AHEAD, "Risk: high", {("ROW-015", "B2"), ("ROW-012", "F2")}),
    (OVERDUE, f"{WHEN}: 1.5.2022", {("ROW-015", "B2")}),
    (AHEAD_AND_NOT_CRITICAL, "", set()),
    (AHEAD_AND_NOT_CRITICAL, "Person responsible: talousjohtaja", set()),
    (AHEAD_AND_NOT_CRITICAL, "Risk: low", {("ROW-015", "B2")}),
    # A status that cannot be read is told by its own cell.
    (AHEAD, f"Status: {UNREADABLE}", set()),
    (AHEAD, f"Status: {UNREADABLE}; Risk: high", {("ROW-012", "F2")}),
    (OVERDUE, f"Status: {UNREADABLE}; Risk: low", set()),
    (OVERDUE, f"Status: {UNREADABLE}; {WHEN}: 1.5.2022", set()),
    # Overdue, with and without an estimate.
    (OVERDUE, "Status: not started", {("ROW-011", "C2")}),
    (OVERDUE_AND_NOT_CRITICAL, "Status: in progress", {("ROW-011", "C2")}),
    (OVERDUE, "Status: not applicable", {("ROW-014", "F2")}),
    (OVERDUE, f"Status: in progress; {WHEN}: {UNREADABLE}", set()),
    (OVERDUE, f"Status: in progress; {WHEN}: 31.5.2022", {("ROW-017", "C2")}),
    (AHEAD, f"Status: not started; {WHEN}: 1.3.2022", {("ROW-017", "C2")}),
    (OVERDUE, f"Status: in progress; {WHEN}: 1.8.2022; Risk: low", {("ROW-023", "D2")}),
    (OVERDUE, "Status: in progress; Risk: low", {("ROW-011", "C2"), ("ROW-023", "D2")}),
    (OVERDUE_AND_NOT_CRITICAL, f"Status: in progress; {WHEN}: 1.8.2022; Risk: low", set()),
    # A day that does not go with the status, or with anything.
    (AHEAD, f"Status: completed; {WHEN}: 1.6.2022", {("ROW-018", "C2")}),
    (AHEAD, f"Status: completed; {WHEN}: 31.5.2012", {("ROW-022", "C2")}),
    (AHEAD, f"Status: completed; {WHEN}: 31.5.2032", {("ROW-022", "C2")}),
    (AHEAD, f"Status: in progress; {WHEN}: 31.5.2012", {("ROW-022", "C2")}),
    (AHEAD, f"Status: in progress; {WHEN}: 1.12.2027", set()),
    (AHEAD, f"Status: {UNREADABLE}; {WHEN}: 31.12.2032", {("ROW-022", "C2")}),
    # A description is needed; a dash is none.
    (AHEAD, "Status: in progress; Risk: high", {("ROW-012", "F2")}),
    (AHEAD, f"Status: in progress; Risk: high; {WHY}: –", {("ROW-012", "F2")}),
    (AHEAD_AND_NOT_CRITICAL, "Status: not started; Risk: high", {("ROW-012", "F2")}),
    (AHEAD, f"Status: in progress; {NATIONAL}", {("ROW-013", "F2")}),
    (AHEAD, f"Status: in progress; Risk: high; {NATIONAL}", {("ROW-012", "F2")}),
    (AHEAD, f"Status: in progress; Risk: high; {WHY}: {UNREADABLE}", set()),
    (AHEAD, "Status: not applicable", {("ROW-014", "F2")}),
    (AHEAD_AND_NOT_CRITICAL, "Status: not applicable", set()),
    # What is settled needs nothing more; that a description is missing is then not told.
    (AHEAD, "Status: completed; Risk: high", {("ROW-019", "D2")}),
    (AHEAD, "Status: completed; Risk: moderate", set()),
    (AHEAD, f"Status: completed; {NATIONAL}", {("ROW-019", "E2")}),
    (AHEAD, f"Status: completed; Risk: high; {NATIONAL}", {("ROW-019", "D2"), ("ROW-019", "E2")}),
    (AHEAD_AND_NOT_CRITICAL, f"Status: not applicable; {NATIONAL}", {("ROW-019", "E2")}),
    (AHEAD, f"Status: completed; Risk: {UNREADABLE}", set()),
]  # fmt: skip


def found(rows: Sequence[ReadAnswers], roadmap: Roadmap) -> tuple[Finding, ...]:
    """Return what is found on a sheet of the group HT in May 2022."""
    return tuple(combination_findings(rows, PLACE, roadmap, MAY))


@pytest.mark.parametrize(("subtask", "text", "expected"), ROWS)
def test_answers_of_a_row(
    roadmap: Roadmap, subtask: str, text: str, expected: set[tuple[str, str]]
) -> None:
    """What does not fit is told at the cell to be filled or checked, and nothing else is."""
    read = row(text, roadmap, subtask)
    findings = found([read], roadmap)
    assert {(each.code, each.cell) for each in findings} == expected
    assert len(findings) == len(expected)
    for each in findings:
        assert (each.sheet, each.region, each.group) == ("HT", "17", "HT")
        assert each.subtask == subtask
        assert read.cells[each.question] == each.cell


EXAMPLES = [
    rule
    for rule in COMBINATION_RULES
    if rule.example.failing.pattern.startswith(("Status:", "Risk:"))
]


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_examples_of_the_rules(roadmap: Roadmap, rule: Rule) -> None:
    """The failing example of a rule fails, and the passing one passes, as they are told."""
    asked = asking(
        roadmap,
        estimated_completion={"done": "all", "overdue": "all"},
        risk={"overdue": "critical"},
        description={"high_risk": "all", "national_support": "all", "not_applicable": "critical"},
    )
    example = rule.example
    [failing] = [
        each
        for each in found([row(example.failing.pattern, asked)], asked)
        if each.code == rule.code
    ]
    assert dict(failing.values) == dict(example.values)
    passing = found([row(example.passing.pattern, asked)], asked)
    assert rule.code not in {each.code for each in passing}


def test_every_rule_of_combinations_has_a_test__ok() -> None:
    """Each rule told here is in the table above, in an example, or in a test of its own."""
    tested = {code for _, _, expected in ROWS for code, _ in expected}
    tested |= {rule.code for rule in EXAMPLES} | {"ROW-024"}
    elsewhere = {"ROW-025", "ROW-026", "ROW-027"}
    assert tested == {rule.code for rule in COMBINATION_RULES} - elsewhere


@pytest.mark.parametrize(
    ("needed", "text", "expected"),
    [
        ({}, "Status: in progress; Risk: high", set()),
        ({"estimated_completion": {"done": "all"}}, "Status: completed", {("ROW-010", "C2")}),
        ({"estimated_completion": {"done": "critical"}}, "Status: in progress", set()),
        ({"responsible": {"overdue": "critical"}}, "Status: in progress", {("ROW-021", "G2")}),
        ({"risk": {"overdue": "all"}}, f"Status: in progress; Risk: {UNREADABLE}", set()),
        (
            {"description": {"overdue": "all", "high_risk": "all"}},
            "Status: in progress; Risk: high",
            {("ROW-012", "F2")},
        ),
        (
            {"description": {"done": "all"}, "responsible": {"done": "all"}},
            "Status: completed",
            {("ROW-021", "F2"), ("ROW-021", "G2")},
        ),
    ],
)
def test_what_is_needed_is_data(
    roadmap: Roadmap,
    needed: dict[str, dict[str, str]],
    text: str,
    expected: set[tuple[str, str]],
) -> None:
    """The roadmap says which answers are needed when, and the region is told in those words."""
    asked = asking(roadmap, **needed)
    findings = found([row(text, asked)], asked)
    assert {(each.code, each.cell) for each in findings} == expected


def test_built_in_roadmap_needs__ok(roadmap: Roadmap) -> None:
    """The built-in roadmap needs an estimate of what is late and a text where help is sought."""
    needed = {each.id: each.needed_when for each in roadmap.questions.subtask if each.needed_when}
    assert needed == {
        "estimated_completion": {"overdue": "all"},
        "description": {
            "high_risk": "all",
            "national_support": "all",
            "not_applicable": "critical",
        },
    }


def test_columns_that_are_not_there__ok(roadmap: Roadmap) -> None:
    """Of a column that is not on the sheet nothing is told but that, by another rule."""
    whole = row("Risk: high", roadmap)
    for gone, expected in (
        ("status", {("ROW-012", "F2")}),
        ("description", {("ROW-015", "B2")}),
        ("risk", {("ROW-016", "B2")}),
    ):
        cells = {key: cell for key, cell in whole.cells.items() if key != gone}
        values = {key: value for key, value in whole.values.items() if key != gone}
        findings = found([ReadAnswers(OVERDUE, cells, values)], roadmap)
        assert {(each.code, each.cell) for each in findings} == expected


def test_findings_come_in_reading_order__ok(roadmap: Roadmap) -> None:
    """Row by row, and within a row from cell to cell."""
    rows = [
        row("Status: in progress; Risk: low", roadmap, OVERDUE, 2),
        row("Risk: high", roadmap, AHEAD, 3),
        row("", roadmap, OVERDUE, 4),
    ]
    assert [each.cell for each in found(rows, roadmap)] == ["C2", "D2", "B3", "F3", "B4"]


def test_one_mistake_on_many_rows_is_one_line__ok(roadmap: Roadmap) -> None:
    """What is amiss in the same way on forty rows is told once, with the cells."""
    words = Words("en")
    for text, code, column in (
        ("", "ROW-016", "B"),
        ("Status: in progress", "ROW-011", "C"),
        ("Status: completed; Risk: high", "ROW-019", "D"),
        (f"Status: completed; {NATIONAL}", "ROW-019", "E"),
    ):
        rows = [row(text, roadmap, OVERDUE, line) for line in range(2, 42)]
        [line] = told(found(rows, roadmap), words)
        assert line.code == code
        assert line.cells == tuple(f"{column}{number}" for number in range(2, 42))


@pytest.mark.parametrize(("copies", "expected"), [(4, set()), (5, {"F2", "F3", "F4", "F5", "F6"})])
def test_text_copied_down(roadmap: Roadmap, copies: int, expected: set[str]) -> None:
    """The same text on five open rows is told at each; spaces and case do not set texts apart."""
    texts = ["Etenee suunnitellusti", " etenee  suunnitellusti.", "ETENEE SUUNNITELLUSTI"]
    copied = [
        row(f"Status: in progress; {WHY}: {texts[number % 3]}", roadmap, AHEAD, number + 2)
        for number in range(copies)
    ]
    others = [
        row(f"Status: in progress; {WHY}: Luonnos on lausunnolla.", roadmap, AHEAD, 8),
        *(
            row(f"Status: completed; {WHY}: Valmis.", roadmap, AHEAD, line)
            for line in range(10, 16)
        ),
        *(row(f"Status: in progress; {WHY}: -", roadmap, AHEAD, line) for line in range(20, 26)),
    ]
    findings = found([*copied, *others], roadmap)
    assert {each.code for each in findings} <= {"ROW-024"}
    assert {each.cell for each in findings} == expected
    assert {each.values["n"] for each in findings} <= {5}


def test_sentences__ok(roadmap: Roadmap) -> None:
    """A finding says what is there and what to do, in the reader's language."""
    asked = asking(roadmap, risk={"overdue": "all"})
    [needed] = found([row("Status: in progress", asked)], asked)
    assert Words("fi").say(needed.message) == (
        "Kohdassa ”Riski” ei kerrota mitään. Siihen pyydetään vastausta, kun määräaika on ohi "
        "eikä osatehtävä ole valmis. Täytä solu."
    )
    [left_over] = found([row("Status: completed; Risk: high", roadmap)], roadmap)
    assert Words("sv").say(left_over.message) == (
        "Statusen är ”klar”, men i fältet ”Risk” står ”hög”. "
        "Kontrollera statusen, eller ta bort det som inte längre gäller."
    )


KEYS = ("status", "estimated_completion", "risk", "support", "description", "responsible")
ANSWERS: dict[str, list[str] | list[date]] = {
    "status": ["not_started", "in_progress", "done", "not_applicable"],
    "estimated_completion": [date(2012, 5, 1), date(2022, 5, 31), date(2022, 6, 1)],
    "risk": ["low", "moderate", "high"],
    "support": ["none", "regional", "national"],
    "description": ["-", "Etenee.", "Ohje puuttuu."],
    "responsible": ["talousjohtaja"],
}
cells = st.fixed_dictionaries(
    {key: st.none() | st.just(UNREADABLE) | st.sampled_from(ANSWERS[key]) for key in KEYS}
)
columns = st.sets(st.sampled_from(KEYS), min_size=1)


@given(
    rows=st.lists(st.tuples(st.sampled_from([OVERDUE, AHEAD, "HT-1.2.1"]), cells), max_size=8),
    there=columns,
)
def test_any_answers__ok(
    roadmap: Roadmap, rows: list[tuple[str, dict[str, object]]], there: set[str]
) -> None:
    """Whatever is answered, no cell is told of twice and none that could not be read at all."""
    read = []
    for line, (subtask, answers) in enumerate(rows, start=2):
        kept = {key: value for key, value in answers.items() if key in there}
        unreadable = frozenset(key for key, value in kept.items() if value == UNREADABLE)
        values = {key: None if key in unreadable else value for key, value in kept.items()}
        read.append(ReadAnswers(subtask, {key: f"{key}{line}" for key in kept}, values, unreadable))
    findings = found(read, roadmap)
    told_of = [each.cell for each in findings]
    assert len(set(told_of)) == len(told_of)
    hidden = {each.cells[key] for each in read for key in each.unreadable}
    assert not hidden & set(told_of)
    assert all(RULES[each.code].gate == "ROW" for each in findings)
