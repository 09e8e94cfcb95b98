"""This month's answers of a group are compared with those of last month."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from example_rows import AHEAD, OVERDUE, UNREADABLE, fields, row
from hypothesis import given
from hypothesis import strategies as st

from tilannekuva.domain.answers import COVER, Answer, GroupReturn, Narrative
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.rule import Rule
from tilannekuva.domain.rules.trend import TREND_RULES
from tilannekuva.validation.trend import trend_findings

APRIL, MAY = ReportingMonth(2022, 4), ReportingMonth(2022, 5)
NATIONAL = "Need for support: national support is needed"
WHY = "Description of the situation"
WHEN = "Estimated completion date"
TEXT = f"{WHY}: Luonnos on lausunnolla kunnissa"
SHORT = f"{WHY}: Kesken"

# A subtask, its row in April and in May, and what is found: the code and the answer it is about.
ROWS: list[tuple[str, str, str, set[tuple[str, str]]]] = [
    # Forwards, or nothing to compare.
    (AHEAD, "Status: not started", "Status: in progress", set()),
    (AHEAD, "Status: in progress", "Status: completed", set()),
    (AHEAD, "Status: in progress", "Risk: low", set()),
    (AHEAD, "Risk: low", "Status: not started", set()),
    (AHEAD, f"Status: in progress; {TEXT}", f"Status: completed; {TEXT}", set()),
    (AHEAD, "Status: not applicable", "Status: not started", set()),
    (AHEAD, "Status: not applicable", "Status: not applicable", set()),
    # Backwards, or out of the figures.
    (AHEAD, "Status: completed", "Status: in progress", {("TREND-001", "status")}),
    (AHEAD, "Status: completed", "Status: not started", {("TREND-001", "status")}),
    (AHEAD, "Status: in progress", "Status: not started", {("TREND-002", "status")}),
    (AHEAD, "Status: in progress", "Status: not applicable", {("TREND-005", "status")}),
    (AHEAD, "Status: completed", "Status: not applicable", {("TREND-005", "status")}),
    ("HT-1.2.4", "Status: completed", "Status: not applicable", set()),
    # The same text, where the meeting takes it up; the gravest alone is told.
    (OVERDUE, f"Status: in progress; {TEXT}", f"Status: in progress; {TEXT}", {("TREND-003", WHY)}),
    (AHEAD, f"Status: in progress; {TEXT}", f"Status: in progress; {TEXT}", set()),
    (
        AHEAD,
        f"Status: in progress; Risk: low; {TEXT}",
        f"Status: in progress; Risk: high; {WHY}: LUONNOS ON  LAUSUNNOLLA KUNNISSA.",
        {("TREND-003", WHY)},
    ),
    (
        AHEAD,
        f"Status: not started; {NATIONAL}; {TEXT}",
        f"Status: not started; {NATIONAL}; {TEXT}",
        {("TREND-003", WHY)},
    ),
    (OVERDUE, f"Status: not started; {TEXT}", f"Status: in progress; {TEXT}", set()),
    (OVERDUE, f"Status: in progress; {TEXT}", f"Status: in progress; {TEXT} taas", set()),
    (OVERDUE, f"Status: in progress; {SHORT}", f"Status: in progress; {SHORT}", set()),
    (OVERDUE, f"Status: completed; {TEXT}", f"Status: completed; {TEXT}", set()),
    (OVERDUE, "Status: in progress", "Status: in progress", set()),
    # The estimate has moved past the deadline, and nothing new is told.
    (
        OVERDUE,
        f"Status: in progress; {WHEN}: 30.6.2022",
        f"Status: in progress; {WHEN}: 31.7.2022",
        {("TREND-004", WHEN)},
    ),
    (
        OVERDUE,
        f"Status: not started; {WHEN}: 30.6.2022; {TEXT}",
        f"Status: in progress; {WHEN}: 31.7.2022; {TEXT}",
        {("TREND-004", WHEN)},
    ),
    (
        OVERDUE,
        f"Status: in progress; {WHEN}: 30.6.2022; {TEXT}",
        f"Status: in progress; {WHEN}: 31.7.2022; {TEXT}",
        {("TREND-004", WHEN)},
    ),
    (
        OVERDUE,
        f"Status: in progress; {WHEN}: 30.6.2022; {SHORT}",
        f"Status: in progress; {WHEN}: 31.7.2022; {TEXT}",
        set(),
    ),
    (
        AHEAD,
        f"Status: in progress; {WHEN}: 30.6.2022",
        f"Status: in progress; {WHEN}: 15.12.2022",
        set(),
    ),
    (
        OVERDUE,
        f"Status: in progress; {WHEN}: 30.6.2022",
        f"Status: in progress; {WHEN}: 30.5.2022",
        set(),
    ),
    (
        OVERDUE,
        f"Status: in progress; {WHEN}: 30.4.2022",
        f"Status: completed; {WHEN}: 31.5.2022",
        set(),
    ),
    (
        OVERDUE,
        f"Status: completed; {WHEN}: 30.4.2022",
        f"Status: in progress; {WHEN}: 30.6.2022",
        {("TREND-001", "status")},
    ),
    # What was told of a risk or of support is left open.
    (AHEAD, "Status: in progress; Risk: high", "Status: in progress", {("TREND-008", "Risk")}),
    (AHEAD, "Status: in progress; Risk: high", "Status: completed", set()),
    (AHEAD, "Status: in progress; Risk: high", "Status: in progress; Risk: low", set()),
    (AHEAD, "Status: in progress; Risk: moderate", "Status: in progress", set()),
    (
        AHEAD,
        f"Status: completed; Risk: high; {NATIONAL}",
        "Status: in progress",
        {("TREND-001", "status"), ("TREND-008", "Risk"), ("TREND-008", "Need for support")},
    ),
]
ID_OF = {"status": "status", WHY: "description", WHEN: "estimated_completion"} | {
    "Risk": "risk",
    "Need for support": "support",
}


def answer(text: str, roadmap: Roadmap, subtask: str, month: ReportingMonth = MAY) -> Answer:
    """Return the answer on one subtask, whose status stands in K14."""
    values = row(text, roadmap, subtask).values
    group = roadmap.positions[subtask].group.id
    return Answer.model_validate(
        {**source(month, group), "source_cell": "K14", "subtask": subtask, **values}
    )


def source(month: ReportingMonth, group: str) -> dict[str, object]:
    """Return the fields that say where something comes from."""
    file = {"source_file": f"17/{month}.xlsx", "source_sheet": group or "Etusivu"}
    return {"region": "17", "month": month, "group": group, **file}


def returned(
    *answers: Answer,
    month: ReportingMonth = MAY,
    group: str = "HT",
    filled_on: date | None = None,
    texts: Mapping[str, str] | None = None,
) -> GroupReturn:
    """Return a group's return, its texts in the cells C60 on."""
    narratives = tuple(
        Narrative.model_validate(
            {**source(month, group), "source_cell": f"C{line}", "question": key, "text": text}
        )
        for line, (key, text) in enumerate((texts or {}).items(), start=60)
    )
    return GroupReturn.model_validate(
        {
            **source(month, group),
            "source_cell": "",
            "returned_at": datetime(2022, 6, 7, 12, 0, tzinfo=UTC),
            "late": False,
            "sha256": "0" * 64,
            "filled_on": filled_on,
            "answers": answers,
            "narratives": narratives,
        }
    )


def found(before: str, now: str, roadmap: Roadmap, subtask: str) -> tuple[Finding, ...]:
    """Return what is found on one row of April and May."""
    last = {subtask: answer(before, roadmap, subtask, APRIL)}
    return trend_findings(returned(answer(now, roadmap, subtask)), last, roadmap)


@pytest.mark.parametrize(("subtask", "before", "now", "expected"), ROWS)
def test_row_of_two_months(
    roadmap: Roadmap, subtask: str, before: str, now: str, expected: set[tuple[str, str]]
) -> None:
    """A row is told of by the gravest that has happened to it, at its status of this month."""
    findings = found(before, now, roadmap, subtask)
    assert {(each.code, each.question) for each in findings} == {
        (code, ID_OF[about]) for code, about in expected
    }
    assert len(findings) == len(expected)
    for each in findings:
        assert (each.file, each.sheet, each.cell) == ("17/2022-05.xlsx", "HT", "K14")
        assert (each.region, each.group, each.subtask) == ("17", "HT", subtask)


ON_ROWS = [
    rule for rule in TREND_RULES if rule.example.failing.pattern.startswith(("Status:", "Risk:"))
]


@pytest.mark.parametrize("rule", ON_ROWS, ids=lambda rule: rule.code)
def test_examples_of_the_rules(roadmap: Roadmap, rule: Rule) -> None:
    """The failing example of a rule fails, and the passing one passes, as they are told."""
    before, now = rule.example.failing.pattern.split(" → ")
    [failing] = found(before, now, roadmap, OVERDUE)
    assert failing.code == rule.code
    assert dict(failing.values) == dict(rule.example.values)
    before, now = rule.example.passing.pattern.split(" → ")
    passing = found(before, now, roadmap, OVERDUE)
    assert rule.code not in {each.code for each in passing}


def test_every_rule_of_trends_has_a_test__ok() -> None:
    """Each rule told here is in the table above or in a test of its own."""
    tested = {code for *_, expected in ROWS for code, _ in expected}
    assert tested | {"TREND-006", "TREND-007"} == {rule.code for rule in TREND_RULES}


# A group's rows of April, all of them open; in May they are the same but for what a test changes.
SHEET = {
    "HT-2.1.1": f"Status: in progress; {TEXT}",
    "HT-2.1.2": f"Status: not started; Risk: high; {TEXT}",
    "HT-2.1.3": "Status: not started; Risk: low",
    "HT-2.2.1": f"Status: in progress; {WHEN}: 31.8.2022",
    "HT-2.2.2": f"Status: in progress; {TEXT}; Person responsible: talousjohtaja",
    "HT-1.2.3": "Status: completed",
}
TEXTS = {"strengths": "Valmistelu on hyvässä vauhdissa.", "challenges": "Henkilöstöstä on pulaa."}


def sheet(
    roadmap: Roadmap, rows: Mapping[str, str], month: ReportingMonth = MAY
) -> tuple[Answer, ...]:
    """Return the answers of a sheet."""
    return tuple(answer(text, roadmap, subtask, month) for subtask, text in rows.items())


def last_month(roadmap: Roadmap) -> dict[str, Answer]:
    """Return the region's answers of April: the sheet above, and another group's."""
    elsewhere = answer("Status: completed", roadmap, "JO-1.1.1", APRIL)
    return {each.subtask: each for each in (*sheet(roadmap, SHEET, APRIL), elsewhere)}


def test_sheet_as_last_month__error(roadmap: Roadmap) -> None:
    """A sheet that is last month's is told of once, in place of each of its texts."""
    now = returned(*sheet(roadmap, SHEET))
    [finding] = trend_findings(now, last_month(roadmap), roadmap)
    assert (finding.code, finding.sheet, finding.cell) == ("TREND-006", "HT", "")
    assert finding.values == {"n": 6}


@pytest.mark.parametrize(
    "changed",
    [
        {"HT-1.2.3": ""},
        {"HT-2.1.3": "Status: in progress; Risk: low"},
        {"HT-2.1.3": "Status: not started; Risk: moderate"},
        {"HT-2.2.1": f"Status: in progress; {WHEN}: 30.9.2022"},
        {"HT-2.2.2": f"Status: in progress; {TEXT}; Person responsible: hallintojohtaja"},
        {"HT-1.3.1": "Status: completed"},
    ],
)
def test_sheet_with_one_change__ok(roadmap: Roadmap, changed: dict[str, str]) -> None:
    """One answer more, less or changed, and the sheet is this month's."""
    rows = {key: text for key, text in {**SHEET, **changed}.items() if text}
    findings = trend_findings(returned(*sheet(roadmap, rows)), last_month(roadmap), roadmap)
    assert "TREND-006" not in {each.code for each in findings}
    assert "TREND-003" in {each.code for each in findings}


def test_sheet_with_little_left_to_do__ok(roadmap: Roadmap) -> None:
    """Where most is completed, nothing needs to change from month to month."""
    rows = {**dict.fromkeys(SHEET, "Status: completed"), "HT-2.1.3": "Status: not started"}
    last = {each.subtask: each for each in sheet(roadmap, rows, APRIL)}
    assert trend_findings(returned(*sheet(roadmap, rows)), last, roadmap) == ()


@pytest.mark.parametrize(
    ("april", "may", "resent"),
    [
        (date(2022, 5, 5), date(2022, 5, 5), True),
        (date(2022, 5, 5), None, True),
        (None, None, True),
        (date(2022, 5, 5), date(2022, 6, 7), False),
        (None, date(2022, 6, 7), False),
    ],
)
def test_sheet_signed_anew(
    roadmap: Roadmap, april: date | None, may: date | None, *, resent: bool
) -> None:
    """A sheet that says the same but is signed on another day was looked through."""
    before = returned(*sheet(roadmap, SHEET, APRIL), month=APRIL, filled_on=april)
    now = returned(*sheet(roadmap, SHEET), filled_on=may)
    found = trend_findings(now, last_month(roadmap), roadmap, before)
    assert ({each.code for each in found} == {"TREND-006"}) is resent
    assert resent or {each.code for each in found} == {"TREND-003"}


def test_general_texts_as_last_month(roadmap: Roadmap) -> None:
    """Where none of a group's texts has changed each is told of; where one has, none is."""
    before = returned(month=APRIL, texts=TEXTS)
    same = trend_findings(returned(texts=TEXTS), {}, roadmap, before)
    assert [(each.code, each.cell, each.question) for each in same] == [
        ("TREND-007", "C60", "strengths"),
        ("TREND-007", "C61", "challenges"),
    ]
    for texts in (
        {**TEXTS, "challenges": "Henkilöstöä on saatu."},
        {"strengths": TEXTS["strengths"]},
        {**TEXTS, "support_wished": "Ohjeita tarvitaan."},
        {},
    ):
        assert trend_findings(returned(texts=texts), {}, roadmap, before) == ()
    short = returned(texts={"strengths": "Ei ole."})
    assert trend_findings(short, {}, roadmap, short) == ()


def test_changed_texts_are_no_resent_sheet__ok(roadmap: Roadmap) -> None:
    """A sheet with the same answers and a new general text was not sent again."""
    before = returned(*sheet(roadmap, SHEET, APRIL), month=APRIL, texts=TEXTS)
    now = returned(*sheet(roadmap, SHEET), texts={**TEXTS, "challenges": "Ei ole."})
    found = trend_findings(now, last_month(roadmap), roadmap, before)
    assert {each.code for each in found} == {"TREND-003"}


def test_cover__ok(roadmap: Roadmap) -> None:
    """The cover has no subtasks: only its texts are compared."""
    texts = {"rescue": "Tilanne on vakaa koko alueella."}
    cover = returned(group=COVER, texts=texts)
    assert trend_findings(cover, last_month(roadmap), roadmap) == ()
    [same] = trend_findings(cover, last_month(roadmap), roadmap, cover)
    assert (same.code, same.sheet, same.group, same.cell) == ("TREND-007", "Etusivu", "", "C60")


def test_examples_of_general_texts(roadmap: Roadmap) -> None:
    """The examples of the rule on general texts are as they are told."""
    [rule] = [each for each in TREND_RULES if each.code == "TREND-007"]
    for example, codes in ((rule.example.failing, {rule.code}), (rule.example.passing, set())):
        months = [
            {key: str(text) for key, text in fields(part, roadmap).values.items() if text}
            for part in example.pattern.split(" → ")
        ]
        before, now = (returned(texts=texts) for texts in months)
        assert {each.code for each in trend_findings(now, {}, roadmap, before)} == codes


def test_cell_that_could_not_be_read__ok(roadmap: Roadmap) -> None:
    """That nothing is told any more is not told where the cell holds something unreadable."""
    last = {AHEAD: answer("Status: in progress; Risk: high", roadmap, AHEAD, APRIL)}
    now = returned(answer(f"Status: in progress; Risk: {UNREADABLE}", roadmap, AHEAD))
    unread = Finding("CELL-001", "17/2022-05.xlsx", "HT", "M14", "17", "HT", AHEAD, "risk")
    assert trend_findings(now, last, roadmap, told=[unread]) == ()
    elsewhere = Finding("CELL-001", "17/2022-05.xlsx", "HT", "M15", "17", "HT", OVERDUE, "risk")
    [finding] = trend_findings(now, last, roadmap, told=[elsewhere])
    assert finding.code == "TREND-008"


def test_what_the_roadmap_does_not_have_any_more__ok(roadmap: Roadmap) -> None:
    """Subtasks and questions that have left the roadmap are compared with nothing."""
    known = answer("Status: in progress", roadmap, AHEAD)
    gone = known.model_copy(update={"subtask": "HT-9.9.9"})
    last = {"HT-9.9.9": gone.model_copy(update={"status": "done"})}
    assert trend_findings(returned(gone), last, roadmap) == ()
    questions = roadmap.questions
    fewer = questions.model_copy(
        update={"subtask": tuple(each for each in questions.subtask if each.id == "status")}
    )
    last = {AHEAD: answer(f"Status: in progress; Risk: high; {TEXT}", roadmap, AHEAD, APRIL)}
    asked = roadmap.model_copy(update={"questions": fewer})
    assert trend_findings(returned(known), last, asked) == ()


STATUSES = st.sampled_from([None, "not_started", "in_progress", "done", "not_applicable"])
RISKS = st.sampled_from([None, "low", "moderate", "high"])
DAYS = st.sampled_from([None, date(2022, 4, 1), date(2022, 6, 30), date(2023, 6, 30)])
TOLD = st.sampled_from([None, "Kesken", "Luonnos on lausunnolla kunnissa"])
rows = st.dictionaries(
    st.sampled_from([*SHEET]), st.tuples(STATUSES, RISKS, DAYS, TOLD), max_size=len(SHEET)
)


@given(april=rows, may=rows)
def test_any_two_months__ok(
    roadmap: Roadmap,
    april: dict[str, tuple[object, ...]],
    may: dict[str, tuple[object, ...]],
) -> None:
    """No two months raise, and a row has at most one finding beside what it leaves untold."""
    keys = ("status", "risk", "estimated_completion", "description")
    last, now = (
        {
            subtask: answer("", roadmap, subtask, month).model_copy(
                update=dict(zip(keys, values, strict=True))
            )
            for subtask, values in answers.items()
        }
        for month, answers in ((APRIL, april), (MAY, may))
    )
    findings = trend_findings(returned(*now.values()), last, roadmap)
    changes = [each.subtask for each in findings if each.code != "TREND-008"]
    assert len(set(changes)) == len(changes)
    assert {each.subtask for each in findings} <= {*last, ""} & {*now, ""}
