"""The sentences of a briefing pack: each with the numbers it must say, and when it may be said."""

from collections.abc import Callable

from declared_sentences import Declared, Told, Value
from indicators_read import Spread, part_of


def _day(name: str) -> Value:
    return lambda told: told.days[name]


def _part(view: str, measure: str = "completed") -> Value:
    return lambda told: part_of(told.now.of(view, told.region), measure)


def _share(view: str, measure: str = "completed") -> Value:
    return lambda told: told.form.share(told.now.of(view, told.region), measure)


def _number(count: Callable[[Told], int]) -> Value:
    return lambda told: told.form.whole(count(told))


_DELAYED = _number(lambda told: told.a.delayed)
_MISSING = _number(lambda told: told.b.missing)
_MISSING_A = _number(lambda told: told.a.missing)
_TOTAL = _number(lambda told: told.b.n)


def _before_delayed(told: Told) -> str:
    counts = told.then("A")
    return "?" if counts is None else told.form.whole(counts.delayed)


def _before_part(told: Told) -> str:
    counts = told.then("B")
    return "?" if counts is None else part_of(counts)


_COMPLETED_B = Declared(
    "Of the critical subtasks due before the target date {day}, {part} ({share}) are completed.",
    values={"day": _day("target"), "part": _part("B"), "share": _share("B")},
    when=lambda told: told.b.told,
)
_NOTHING_COUNTED_B = Declared(
    "The region has no critical subtasks due before the target date {day}.",
    values={"day": _day("target")},
    when=lambda told: told.b.n == 0,
)
_NOTHING_ANSWERED = "Critical subtasks without an answer: {part}."
_HAS_NO_ANSWER = ("{n} subtask has no answer.", "{n} subtasks have no answer.")
_UNANSWERED_B = Declared(
    *_HAS_NO_ANSWER, values={"n": _MISSING}, when=lambda told: told.b.missing > 0
)

LEAD = (
    Declared(
        "The region has no answers for the month, so its situation is not known.",
        when=lambda told: not told.reports,
    ),
    _NOTHING_COUNTED_B,
    Declared(
        _NOTHING_ANSWERED,
        values={"part": _part("B", "missing")},
        when=lambda told: told.b.missing == told.b.n > 0,
    ),
    _COMPLETED_B,
    Declared(
        "The region’s only critical subtask is completed.",
        "All {n} critical subtasks are completed.",
        values={"n": _TOTAL},
        when=lambda told: told.b.completed == told.b.n > 0,
    ),
    Declared(
        "Of the critical subtasks {part} ({share}) are completed; {n} is past its due date.",
        "Of the critical subtasks {part} ({share}) are completed; {n} are past their due date.",
        values={"part": _part("B"), "share": _share("B"), "n": _DELAYED},
        when=lambda told: told.a.delayed > 0,
    ),
    Declared(
        "Of the critical subtasks {part} ({share}) are completed.",
        values={"part": _part("B"), "share": _share("B")},
        when=lambda told: told.b.told,
    ),
    Declared(
        "The region’s only critical subtask is not completed yet (0/{n}).",
        "None of the critical subtasks is completed yet (0/{n}).",
        values={"n": _TOTAL},
        when=lambda told: told.b.completed == 0 < told.b.n,
    ),
    Declared(
        "{n} subtask is past its due date.",
        "{n} subtasks are past their due date.",
        values={"n": _DELAYED},
        when=lambda told: told.a.delayed > 0,
    ),
    Declared("None is due yet.", when=lambda told: told.a.n == 0),
    Declared(
        "None of those answered is delayed.",
        when=lambda told: told.a.delayed == 0 < told.a.missing,
    ),
    Declared(
        "None is past its due date.",
        when=lambda told: told.a.delayed == told.a.missing == 0 < told.a.n,
    ),
    _UNANSWERED_B,
    Declared(
        "Last month {part} ({share}) were completed and {n} was delayed.",
        "Last month {part} ({share}) were completed and {n} were delayed.",
        values={
            "part": _before_part,
            "share": lambda told: told.form.share(told.then("B")),
            "n": _before_delayed,
        },
        when=lambda told: told.compared is not None,
    ),
)
"""The first sentences of a pack."""

RETURN = (
    Declared(
        "The return is awaited; the deadline is {day}.",
        values={"day": _day("deadline")},
        when=lambda told: not told.reports,
    ),
    Declared(
        "No return has come. The deadline was {day}.",
        values={"day": _day("deadline")},
        when=lambda told: not told.reports,
    ),
    Declared("A file has come, but it could not be used.", when=lambda told: not told.reports),
    Declared(
        "Preparation groups that have returned: {part}.",
        values={
            "part": lambda told: (
                told.standing
                and f"{len(told.standing.groups_returned)}/{len(told.standing.groups_asked)}"
            )
        },
    ),
    Declared(
        "Not returned: {groups}.",
        values={"groups": lambda told: told.days["groups missing"]},
    ),
    Declared(
        "A return came after the deadline {day}.",
        values={"day": _day("deadline")},
        when=lambda told: told.standing is not None and told.standing.late,
    ),
    Declared(
        "In the figures every subtask is without an answer; none is counted as not started.",
        when=lambda told: told.b.missing == told.b.n and told.a.missing == told.a.n,
    ),
    Declared(
        "Subtasks with a status: {part}. Of them critical: {critical}.",
        values={
            "part": lambda told: (
                told.standing and f"{told.now.answered(told.region)[0]}/{told.standing.asked}"
            ),
            "critical": lambda told: (
                told.standing
                and f"{told.now.answered(told.region)[1]}/{told.standing.critical_asked}"
            ),
        },
        when=lambda told: told.reports,
    ),
    Declared(
        "{n} critical subtask is answered as not concerning the region and is left out of the "
        "figures.",
        "{n} critical subtasks are answered as not concerning the region and are left out of the "
        "figures.",
        values={"n": _number(lambda told: told.now.left_out(told.region))},
    ),
    Declared(
        "{n} error is open.",
        "{n} errors are open.",
        values={"n": _number(lambda told: told.now.errors(told.region))},
    ),
)
"""What is told of the return itself."""


def view_sentences(view: str) -> tuple[Declared, ...]:
    """Return the sentences above a view's charts."""
    own = OF_VIEW_A if view == "A" else (_COMPLETED_B, _NOTHING_COUNTED_B, _UNANSWERED_B)
    return (
        *own,
        Declared(
            _NOTHING_ANSWERED,
            values={"part": _part(view, "missing")},
            when=lambda told: not told.now.of(view, told.region).told,
        ),
        Declared(
            "{part} ({share}) are in progress or completed.",
            values={"part": _part(view, "started"), "share": _share(view, "started")},
        ),
        Declared(
            "Too few regions report for a comparison with the nation.",
            when=lambda told: told.now.spread(view, "completed") is None,
        ),
        Declared(
            "Regions that report ({n}): median of what is completed {median}, range {range}.",
            values={
                "n": lambda told: _spread(told, view).regions,
                "median": lambda told: told.form.median(_spread(told, view)),
                "range": lambda told: told.form.range(_spread(told, view)),
            },
        ),
    )


def _spread(told: Told, view: str) -> Spread:
    found = told.now.spread(view, "completed")
    assert found is not None, view
    return found


OF_VIEW_A = (
    Declared(
        "Of the critical subtasks due by {day}, {part} ({share}) are completed.",
        values={"day": _day("as of"), "part": _part("A"), "share": _share("A")},
        when=lambda told: told.a.told,
    ),
    Declared(
        "The region has no critical subtasks due by {day}.",
        values={"day": _day("as of")},
        when=lambda told: told.a.n == 0,
    ),
    Declared(
        "{n} subtask is delayed.",
        "{n} subtasks are delayed.",
        values={"n": _DELAYED},
        when=lambda told: told.a.delayed > 0,
    ),
    Declared(
        "None of those answered is delayed.",
        when=lambda told: told.a.delayed == 0 < told.a.missing,
    ),
    Declared(
        "None of them is delayed.",
        when=lambda told: told.a.delayed == told.a.missing == 0 < told.a.n,
    ),
    Declared(*_HAS_NO_ANSWER, values={"n": _MISSING_A}, when=lambda told: told.a.missing > 0),
)

CHANGES = (
    Declared(
        "The region has no answers for this month, so changes cannot be told.",
        when=lambda told: not told.reports,
    ),
    Declared(
        "Last month ({month}) was not collected, so changes cannot be told.",
        values={"month": _day("last month")},
        when=lambda told: told.before is None,
    ),
    Declared(
        "The region did not report last month ({month}), so changes cannot be told.",
        values={"month": _day("last month")},
        when=lambda told: told.before is not None and told.region not in told.before.reporting,
    ),
    Declared(
        "Share completed of the critical subtasks, {then} and {now}.",
        values={"then": _day("last month"), "now": _day("this month")},
        when=lambda told: told.compared is not None,
    ),
    Declared(
        "All subtasks on the form, the critical ones first. A subtask may stand in several tables."
    ),
    Declared(
        "No subtask has changed since last month.",
        when=lambda told: not any(region == told.region for region, _ in told.now.changed),
    ),
    Declared("There is nothing to count."),
)
"""The paragraphs of the section on changes."""
