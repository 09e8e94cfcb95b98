"""Questions that rest on what has changed since last month, and on what was agreed."""

from collections.abc import Iterator

from tilannekuva.domain.picture import Change, ChangeKind
from tilannekuva.publish.briefing.agreed import is_overdue
from tilannekuva.publish.briefing.own_words import visible
from tilannekuva.publish.briefing.question import Facts, Named, Question, question_about
from tilannekuva.publish.briefing.since_last_month import of_kind, told_change
from tilannekuva.publish.briefing.wording import Phrase


def gone_back(facts: Facts) -> Iterator[Question]:
    """Ask about what is less far than last month."""
    words = facts.wording.words
    yield from _about(
        facts,
        ChangeKind.REGRESSED,
        words("What has happened in these subtasks: was the work taken up again or stopped?"),
        words("The status has gone back since last month:"),
    )


def newly_delayed(facts: Facts) -> Iterator[Question]:
    """Ask about critical subtasks that have become delayed and have an estimate.

    Those without one are asked about for want of it.
    """
    wording, words = facts.wording, facts.wording.words
    named = [
        _named(
            facts,
            each,
            words(
                "due {day}, estimate {estimate}",
                day=each.position.subtask.due,
                estimate=wording.date(each.now.estimated_completion),
            ),
        )
        for each in of_kind(facts.picture, facts.region, ChangeKind.NEWLY_DELAYED)
        if each.position.subtask.critical
        and each.now is not None
        and each.now.estimated_completion is not None
    ]
    if named:
        yield question_about(
            words("Why were these not completed in time, and does the estimate hold?"),
            words("Critical subtasks that have become delayed since last month:"),
            named,
        )


def stuck(facts: Facts) -> Iterator[Question]:
    """Ask about what has not moved."""
    words = facts.wording.words
    named = [
        _named(facts, each, words("due {day}", day=each.position.subtask.due))
        for each in of_kind(facts.picture, facts.region, ChangeKind.STUCK)
    ]
    if named:
        yield question_about(
            words("What keeps these subtasks from moving on?"),
            words("In progress, with the same text, for three months running:"),
            named,
        )


def new_challenges(facts: Facts) -> Iterator[Question]:
    """Ask about risks and needs for support that have grown."""
    words = facts.wording.words
    yield from _about(
        facts,
        ChangeKind.NEW_CHALLENGE,
        words("What has made the risk or the need for support grow?"),
        words("The risk or the need for support is higher than last month:"),
    )


def unanswered(facts: Facts) -> Iterator[Question]:
    """Ask about what was answered last month and is not any more."""
    words = facts.wording.words
    named = [
        _named(
            facts,
            each,
            words(
                "last month {before}",
                before=told_change(each, ChangeKind.UNANSWERED, facts.wording)[0],
            ),
        )
        for each in of_kind(facts.picture, facts.region, ChangeKind.UNANSWERED)
    ]
    if named:
        yield question_about(
            words("Why is there no answer any more?"),
            words("Subtasks that had a status last month and have none now:"),
            named,
        )


def agreed_and_open(facts: Facts) -> Iterator[Question]:
    """Ask about what was agreed and is still to be done."""
    words = facts.wording.words
    agreed = facts.picture.discussions.agreed_before(facts.region, facts.picture.month)
    still = [each for each in agreed if each.state == "open"]
    named = []
    for each in sorted(still, key=lambda each: not is_overdue(each, facts.picture)):
        note = ""
        if each.due is not None:
            past = is_overdue(each, facts.picture)
            note = (
                words("was due {day}", day=each.due) if past else words("due {day}", day=each.due)
            )
        named.append(Named("", Phrase(visible(each.agreed)), note))
    if named:
        yield question_about(
            words("Where does what was agreed stand, and what does it still need?"),
            words("Agreed in earlier discussions and not done yet:"),
            named,
        )


def _about(facts: Facts, kind: ChangeKind, ask: str, basis: str) -> Iterator[Question]:
    named = []
    for each in of_kind(facts.picture, facts.region, kind):
        before, now = told_change(each, kind, facts.wording)
        note = facts.wording.words("last month {before}, now {now}", before=before, now=now)
        named.append(_named(facts, each, note))
    if named:
        yield question_about(ask, basis, named)


def _named(facts: Facts, change: Change, note: str) -> Named:
    subtask = change.position.subtask
    return Named(subtask.id, facts.wording.phrase(subtask.name), note)
