"""The questions for the discussion are raised by the facts they rest on, and by no others."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tilannekuva.domain.answers import COVER, Answer, GroupReturn, Narrative
from tilannekuva.domain.discussions import Agreement, Discussions
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import Change, ChangeKind, MonthRecord, NationalPicture
from tilannekuva.i18n.words import Words
from tilannekuva.picture.national import national_picture
from tilannekuva.publish.briefing.question import MOST_NAMED, Question
from tilannekuva.publish.briefing.region_page import region_page

MAY = ReportingMonth(2022, 5)
APRIL = MAY.shifted(-1)
ORIGIN = {"region": "08", "month": MAY, "source_file": "08.xlsx", "source_sheet": "HT"}
# Critical, due by the end of May, and critical, due in December.
DUE, LATER = "HT-1.3.2", "HT-2.1.2"


def _questions(
    picture: NationalPicture,
    subtask: str,
    answer: dict[str, object],
    *,
    light: str = "green",
    findings: tuple[Finding, ...] = (),
) -> dict[str, Question]:
    """Questions to a region that has completed everything but one subtask."""
    asked = list(picture.roadmap.asked("08", MAY))
    answers: dict[str, list[Answer]] = {}
    for step in asked:
        given = answer if step.subtask.id == subtask else {"status": "done"}
        ids = {"group": step.group.id, "subtask": step.subtask.id, "source_cell": "K9"}
        if given:
            answers.setdefault(step.group.id, []).append(
                Answer.model_validate({**ORIGIN, **ids, **given})
            )
    question = picture.roadmap.questions.region[0].id
    cover = {**ORIGIN, "group": COVER, "source_cell": "D9", "question": question, "light": light}
    returns = [_return(group, tuple(own), ()) for group, own in answers.items()]
    returns.append(_return(COVER, (), (Narrative.model_validate(cover),)))
    return _raised(picture, tuple(returns), findings)


def _return(
    group: str, answers: tuple[Answer, ...], narratives: tuple[Narrative, ...]
) -> GroupReturn:
    return GroupReturn.model_validate(
        {
            **ORIGIN,
            "group": group,
            "source_cell": "",
            "returned_at": datetime(2022, 6, 7, tzinfo=UTC),
            "late": False,
            "sha256": "0" * 64,
            "answers": answers,
            "narratives": narratives,
        }
    )


def _raised(
    picture: NationalPicture, returns: tuple[GroupReturn, ...], findings: tuple[Finding, ...] = ()
) -> dict[str, Question]:
    record = MonthRecord(
        MAY, picture.roadmap.version, "all", date(2022, 6, 10), (), returns, findings
    )
    month = national_picture(record, picture.roadmap, picture.regions, after_deadline=True)
    return _asked(month)


def _asked(month: NationalPicture) -> dict[str, Question]:
    page = region_page(month, "08", Words("en"), "0")
    return {question.ask.split(",")[0].split(":")[0]: question for question in page.questions}


RAISED = [
    ("When will these delayed critical subtasks be completed", DUE, {"status": "in_progress"}),
    (
        "The estimated day has passed",
        LATER,
        {"status": "in_progress", "estimated_completion": date(2022, 5, 30)},
    ),
    (
        "How is the work secured on 1 January 2023 if these are not completed by then?",
        LATER,
        {"status": "not_started", "estimated_completion": date(2023, 1, 1)},
    ),
    (
        "Will these critical subtasks be completed in time",
        LATER,
        {"status": "in_progress", "estimated_completion": date(2022, 12, 16)},
    ),
    (
        "What support is needed from the national level",
        LATER,
        {"status": "in_progress", "support": "national"},
    ),
    ("How is the high risk reduced", LATER, {"status": "in_progress", "risk": "high"}),
    ("Why do these critical subtasks not concern the region?", LATER, {"status": "not_applicable"}),
]


@pytest.mark.parametrize(("ask", "subtask", "answer"), RAISED, ids=[case[0] for case in RAISED])
def test_question_is_raised_by_its_fact__ok(
    picture: NationalPicture, ask: str, subtask: str, answer: dict[str, object]
) -> None:
    """One answer raises its question, which names the subtask it rests on."""
    raised = _questions(picture, subtask, answer)
    assert [named.code for named in raised[ask].named] == [subtask]
    assert raised[ask].basis


def test_region_with_everything_completed_is_asked_nothing__ok(picture: NationalPicture) -> None:
    """Without a fact there is no question."""
    assert _questions(picture, DUE, {"status": "done"}) == {}


def test_high_risk_with_support_asked_or_completed_is_no_question__ok(
    picture: NationalPicture,
) -> None:
    """Where regional support is asked for, or the work is done, the high risk is in hand."""
    for answer in ({"status": "in_progress", "support": "regional"}, {"status": "done"}):
        raised = _questions(picture, LATER, {**answer, "risk": "high"})
        assert "How is the high risk reduced" not in raised


CHANGED: list[tuple[str, ChangeKind, dict[str, object], dict[str, object], str]] = [
    (
        "What has happened in these subtasks",
        ChangeKind.REGRESSED,
        {"status": "done"},
        {"status": "not_started"},
        "last month completed, now not started",
    ),
    (
        "Why were these not completed in time",
        ChangeKind.NEWLY_DELAYED,
        {"status": "in_progress"},
        {"status": "in_progress", "estimated_completion": date(2022, 7, 1)},
        "due 31 March 2022, estimate 1 July 2022",
    ),
    (
        "What keeps these subtasks from moving on?",
        ChangeKind.STUCK,
        {"status": "in_progress"},
        {"status": "in_progress"},
        "due 31 March 2022",
    ),
    (
        "What has made the risk or the need for support grow?",
        ChangeKind.NEW_CHALLENGE,
        {"risk": "low", "support": "none"},
        {"risk": "high", "support": "none"},
        "last month risk low, now risk high",
    ),
    (
        "Why is there no answer any more?",
        ChangeKind.UNANSWERED,
        {"status": "in_progress"},
        {"risk": "low"},
        "last month in progress",
    ),
]


@pytest.mark.parametrize(
    ("ask", "kind", "before", "now", "note"), CHANGED, ids=[case[1] for case in CHANGED]
)
def test_change_raises_its_question__ok(  # noqa: PLR0913, PLR0917 - a case has so many parts
    two_months: NationalPicture,
    ask: str,
    kind: ChangeKind,
    before: dict[str, object],
    now: dict[str, object],
    note: str,
) -> None:
    """What has changed for the worse, or has not moved, is asked about with its grounds."""
    step = two_months.roadmap.positions[DUE]
    then_answer, now_answer = (
        Answer.model_validate(
            {**ORIGIN, "group": "HT", "subtask": DUE, "source_cell": "K9", **each}
        )
        for each in (before, now)
    )
    change = Change("08", step, (kind,), then_answer, now_answer)
    raised = _asked(replace(two_months, changes=(change,)))
    assert [(each.code, each.note) for each in raised[ask].named] == [(DUE, note)]
    asked_of_change = {case[0] for case in CHANGED} & set(_asked(replace(two_months, changes=())))
    assert asked_of_change == set()


def test_what_was_agreed_and_is_open_is_asked_about__ok(picture: NationalPicture) -> None:
    """What is past its date comes first; what is done or given up is not asked about."""
    agreed = tuple(
        Agreement(region=region, discussed=discussed, agreed=text, due=due, state=state)
        for region, discussed, text, due, state in (
            ("08", APRIL, "later", date(2022, 6, 30), "open"),
            ("08", APRIL, "late", date(2022, 5, 31), "open"),
            ("08", APRIL, "without a day", None, "open"),
            ("08", APRIL, "ready", date(2022, 4, 30), "done"),
            ("08", APRIL, "given up", None, "dropped"),
            ("08", MAY, "of this month", None, "open"),
            ("09", APRIL, "of another", None, "open"),
        )
    )
    raised = _asked(replace(picture, discussions=Discussions(agreements=agreed)))
    named = raised["Where does what was agreed stand"].named
    assert [(each.name.text, each.note) for each in named] == [
        ("late", "was due 31 May 2022"),
        ("later", "due 30 June 2022"),
        ("without a day", ""),
    ]


def test_a_group_as_last_month_is_asked_about__ok(picture: NationalPicture) -> None:
    """Where every answer is last month's, the question is whether the file is too."""
    same = Finding("TREND-006", "08.xlsx", "HT", "", "08", "HT", values={"n": 40})
    raised = _questions(picture, DUE, {"status": "done"}, findings=(same,))
    assert [(ask, [each.code for each in asked.named]) for ask, asked in raised.items()] == [
        ("Has nothing changed in the month", ["HT"])
    ]


@pytest.mark.parametrize(
    ("support", "asked"), [("regional", True), ("national", False), (None, False)]
)
def test_high_risk_that_is_not_described_is_asked_about_once__ok(
    picture: NationalPicture, support: str | None, *, asked: bool
) -> None:
    """Where national support or none is asked for, that question tells of the same want."""
    untold = Finding("ROW-012", "08.xlsx", "HT", "O9", "08", "HT", LATER, "description")
    values = {"question": picture.roadmap.questions.subtask[4].name}
    untold = replace(untold, values=values)
    answer: dict[str, object] = {"status": "in_progress", "risk": "high", "support": support}
    raised = _questions(picture, LATER, answer, findings=(untold,))
    assert ("What does the high risk come from" in raised) is asked
    others = ("What support is needed from the national level", "How is the high risk reduced")
    notes = [each.note for ask in others if ask in raised for each in raised[ask].named]
    assert any("no description is given" in note for note in notes) is not asked


def test_red_light_and_open_error_are_asked_about__ok(picture: NationalPicture) -> None:
    """A red light on the cover and an error finding each raise their question."""
    error = Finding("CELL-003", "08.xlsx", "HT", "K9", "08", values={"found": "#REF!"})
    raised = _questions(picture, DUE, {"status": "done"}, light="red", findings=(error,))
    assert list(raised) == [
        "What has to be done first",
        "How are the answers that could not be used corrected?",
    ]


def test_groups_that_have_not_returned_are_named__ok(picture: NationalPicture) -> None:
    """A partial return raises the question of the groups that are missing, and of the blanks."""
    answer = {"group": "HT", "subtask": DUE, "source_cell": "K9", "status": "done"}
    returned = _return("HT", (Answer.model_validate({**ORIGIN, **answer}),), ())
    raised = _raised(picture, (returned,))
    groups = raised["When can the returns of the missing preparation groups be had?"]
    assert [named.code for named in groups.named] == ["JO", "PJ", "YP", "ICT"]
    blanks = raised["What is the situation in the subtasks that have no answer?"]
    assert len(blanks.named) == MOST_NAMED
    assert blanks.unnamed > 0


def test_region_that_sent_nothing_is_asked_for_its_return__ok(picture: NationalPicture) -> None:
    """It is the only question: there is nothing else to rest one on."""
    assert list(_raised(picture, ())) == ["When can the return be had"]


def test_part_of_a_national_risk_tells_how_many_but_not_which__ok(
    picture: NationalPicture,
) -> None:
    """The question tells how many regions are affected of those it concerns."""
    page = region_page(picture, "08", Words("en"), "0")
    asked = {question.ask: question for question in page.questions}
    named = asked["Which solution in common would help the region most?"].named
    risks = {risk.position.subtask.id: risk for risk in picture.risks if risk.national}
    for each in named:
        risk = risks[each.code]
        assert "08" in risk.affected
        assert each.note == f"regions affected: {len(risk.affected)}/{risk.base}"
