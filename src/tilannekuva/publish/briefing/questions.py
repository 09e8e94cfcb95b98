"""Questions for the discussion, raised by rule from one region's figures and answers."""

from collections.abc import Callable, Iterable, Iterator

from tilannekuva.domain.picture import RegionState, Timing
from tilannekuva.domain.rule import Severity
from tilannekuva.publish.briefing.question import (
    Facts,
    Named,
    Question,
    about,
    due,
    estimate,
    is_critical,
    named_subtask,
    question_about,
)
from tilannekuva.publish.briefing.questions_of_change import (
    agreed_and_open,
    gone_back,
    new_challenges,
    newly_delayed,
    stuck,
    unanswered,
)
from tilannekuva.publish.briefing.subtask_rows import due_unanswered
from tilannekuva.publish.briefing.voices import lights

_MANY_UNANSWERED = 10
"""One in so many of the critical subtasks without an answer is worth a question."""

# The rules that a question rests on, beside the answers themselves.
_ALL_AS_LAST_MONTH = "TREND-006"
_HIGH_RISK_UNTOLD = "ROW-012"


def questions(facts: Facts) -> tuple[Question, ...]:
    """Return the questions that the region's figures and answers raise, in order of weight."""
    return tuple(question for rule in _RULES for question in rule(facts))


def _return_missing(facts: Facts) -> Iterator[Question]:
    words = facts.wording.words
    standing = facts.picture.standings[facts.region]
    if standing.state in {RegionState.AWAITED, RegionState.MISSING, RegionState.REJECTED}:
        yield Question(
            words("When can the return be had, and what would help in giving it?"),
            words("State of the return: {state}.", state=facts.wording.state(standing.state)),
            (),
            0,
        )
    elif standing.groups_missing:
        groups = (facts.picture.roadmap.group(each) for each in standing.groups_missing)
        yield Question(
            words("When can the returns of the missing preparation groups be had?"),
            words("Nothing has come from these preparation groups:"),
            tuple(Named(each.id, facts.wording.phrase(each.name), "") for each in groups),
            0,
        )


def _as_last_month(facts: Facts) -> Iterator[Question]:
    words = facts.wording.words
    same = {each.group for each in facts.findings if each.code == _ALL_AS_LAST_MONTH}
    groups = [each for each in facts.picture.roadmap.groups if each.id in same]
    if groups:
        yield Question(
            words("Has nothing changed in the month, or did last month's return come again?"),
            words("Every answer of these preparation groups is the same as last month:"),
            tuple(Named(each.id, facts.wording.phrase(each.name), "") for each in groups),
            0,
        )


def _red_lights(facts: Facts) -> Iterator[Question]:
    words, asked = facts.wording.words, facts.picture.roadmap.questions.region
    red = {each.question for each in lights(facts.picture, facts.region) if each.light == "red"}
    named = tuple(
        Named("", facts.wording.phrase(each.name), "") for each in asked if each.id in red
    )
    if named:
        yield Question(
            words("What has to be done first, and by whom?"),
            words(
                "The region gives its general state this light: {light}.",
                light=facts.wording.choice("light", "red"),
            ),
            named,
            0,
        )


def _delayed_without_estimate(facts: Facts) -> Iterator[Question]:
    words = facts.wording.words
    yield from about(
        facts,
        words("When will these delayed critical subtasks be completed, and what holds them up?"),
        words("Past the due date, and no estimated completion is given:"),
        lambda each, answer: (
            is_critical(each)
            and each.timing is Timing.DELAYED
            and answer.estimated_completion is None
        ),
        lambda each, _: due(facts, each),
    )


def _estimate_passed(facts: Facts) -> Iterator[Question]:
    words = facts.wording.words
    yield from about(
        facts,
        words("The estimated day has passed: what is left to do, and what is the new estimate?"),
        words(
            "The estimated completion is no later than {day}, but not completed:", day=facts.as_of
        ),
        lambda each, answer: (
            is_critical(each)
            and answer.status in {"not_started", "in_progress"}
            and answer.estimated_completion is not None
            and answer.estimated_completion <= facts.as_of
        ),
        lambda _, answer: estimate(facts, answer),
    )


def _estimate_after_target(facts: Facts) -> Iterator[Question]:
    words, roadmap = facts.wording.words, facts.picture.roadmap
    yield from about(
        facts,
        words(
            "How is the work secured on {day} if these are not completed by then?",
            day=roadmap.target_date,
        ),
        words(
            "Due before the target date, and the estimated completion is {day} or later:",
            day=roadmap.target_date,
        ),
        lambda each, answer: (
            roadmap.counted_for_target(each.position.subtask)
            and answer.status in {"not_started", "in_progress"}
            and answer.estimated_completion is not None
            and answer.estimated_completion >= roadmap.target_date
        ),
        lambda _, answer: estimate(facts, answer),
    )


def _soon_due(facts: Facts) -> Iterator[Question]:
    words = facts.wording.words
    yield from about(
        facts,
        words("Will these critical subtasks be completed in time, and what do they need?"),
        words("At risk of delay:"),
        lambda each, _: is_critical(each) and each.timing is Timing.AT_RISK,
        lambda each, _: due(facts, each),
    )


def _national_support(facts: Facts) -> Iterator[Question]:
    words = facts.wording.words
    yield from about(
        facts,
        words("What support is needed from the national level, and by when?"),
        words("National support is asked for:"),
        lambda _, answer: answer.support == "national",
        lambda each, answer: (
            due(facts, each) if answer.description else words("no description is given")
        ),
    )


def _high_risk_untold(facts: Facts) -> Iterator[Question]:
    words = facts.wording.words
    untold = {each.subtask for each in facts.findings if each.code == _HIGH_RISK_UNTOLD}
    yield from about(
        facts,
        words("What does the high risk come from, and what is done about it?"),
        words("The risk is high and regional support is enough, but nothing is described:"),
        # Where national support or none is asked for, another question tells of the same want.
        lambda each, answer: (
            each.position.subtask.id in untold
            and answer.support == "regional"
            and answer.status != "done"
        ),
        lambda each, _: due(facts, each),
    )


def _high_risk_alone(facts: Facts) -> Iterator[Question]:
    words = facts.wording.words
    yield from about(
        facts,
        words("How is the high risk reduced, and can the region do it without support?"),
        words("The risk is high, but support is not asked for:"),
        lambda _, answer: (
            answer.risk == "high" and answer.support in {None, "none"} and answer.status != "done"
        ),
        lambda _, answer: "" if answer.description else words("no description is given"),
    )


def _part_of_national_risk(facts: Facts) -> Iterator[Question]:
    wording, words = facts.wording, facts.wording.words
    national = [
        each
        for each in facts.picture.risks
        if each.national and facts.region in each.affected and each.position.subtask.critical
    ]
    named = [
        Named(
            each.position.subtask.id,
            wording.phrase(each.position.subtask.name),
            words("regions affected: {part}", part=f"{len(each.affected)}/{each.base}"),
        )
        for each in national
    ]
    if named:
        yield question_about(
            words("Which solution in common would help the region most?"),
            words("Critical subtasks that are a national risk, also in this region:"),
            named,
        )


def _many_unanswered(facts: Facts) -> Iterator[Question]:
    words, figure = facts.wording.words, facts.picture.figure("B", facts.region)
    standing = facts.picture.standings[facts.region]
    if standing.reports and figure.missing * _MANY_UNANSWERED >= figure.n > 0:
        named = [
            named_subtask(facts.wording, each, due(facts, each))
            for each in facts.subtasks
            if is_critical(each) and due_unanswered(facts.picture, each)
        ]
        basis = words(
            "Critical subtasks due before the target date without an answer: {part}.",
            part=f"{figure.missing}/{figure.n}",
        )
        if named:
            past = words("Of them already past their due date:")
            basis = f"{basis} {past}"
        yield question_about(
            words("What is the situation in the subtasks that have no answer?"), basis, named
        )


def _not_applicable(facts: Facts) -> Iterator[Question]:
    words = facts.wording.words
    yield from about(
        facts,
        words("Why do these critical subtasks not concern the region?"),
        words("Answered as not concerning the region, and left out of the figures:"),
        lambda each, answer: is_critical(each) and answer.status == "not_applicable",
        lambda _, answer: "" if answer.description else words("no description is given"),
    )


def _open_errors(facts: Facts) -> Iterator[Question]:
    words = facts.wording.words
    errors = sum(each.severity is Severity.ERROR for each in facts.findings)
    if errors:
        yield Question(
            words("How are the answers that could not be used corrected?"),
            words.plural("{n} error is open.", "{n} errors are open.", errors),
            (),
            0,
        )


_RULES: tuple[Callable[[Facts], Iterable[Question]], ...] = (
    _return_missing,
    agreed_and_open,
    _as_last_month,
    _red_lights,
    gone_back,
    newly_delayed,
    _delayed_without_estimate,
    _estimate_passed,
    _estimate_after_target,
    _soon_due,
    stuck,
    new_challenges,
    _national_support,
    _high_risk_alone,
    _high_risk_untold,
    _part_of_national_risk,
    unanswered,
    _many_unanswered,
    _not_applicable,
    _open_errors,
)
