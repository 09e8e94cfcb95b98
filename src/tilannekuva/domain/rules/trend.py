"""Rules of the gate TREND: this month's answers against last month's."""

from datetime import date

from tilannekuva.domain.messages import msg
from tilannekuva.domain.rule import Example, Rule, Severity
from tilannekuva.domain.texts import LocalText

_NOT_STARTED = LocalText(fi="ei aloitettu", sv="inte påbörjad", en="not started")
_IN_PROGRESS = LocalText(fi="käynnissä", sv="pågår", en="in progress")

TREND_RULES = (
    Rule(
        "TREND-001",
        Severity.WARNING,
        title=msg("Completed last month, not completed now"),
        message=msg("Last month the subtask was completed; now it is “{now}”."),
        fix=msg("Check the status. If the subtask was taken up again, explain it in the description."),
        reason=msg("What was completed is seldom undone; more often rows were mixed up."),
        example=Example(
            msg("Status: in progress → Status: completed"),
            msg("Status: completed → Status: in progress"),
            {"now": _IN_PROGRESS},
        ),
    ),
    Rule(
        "TREND-002",
        Severity.WARNING,
        title=msg("Gone backwards since last month"),
        message=msg("Last month the subtask was “{before}”; now it is “{now}”."),
        fix=msg("Check the status. If the work was stopped, explain it in the description."),
        reason=msg("A step back is either a slip or something the meeting should hear about."),
        example=Example(
            msg("Status: not started → Status: in progress"),
            msg("Status: in progress → Status: not started"),
            {"before": _IN_PROGRESS, "now": _NOT_STARTED},
        ),
    ),
    Rule(
        "TREND-003",
        Severity.NOTE,
        title=msg("The same text as last month"),
        message=msg("“{question}” is word for word the same as last month, and so is the status."),
        fix=msg("Check that the text still describes the situation."),
        reason=msg("What is late, at risk or in need of support is discussed from its text; copied unchanged, the text may describe a month that has passed."),
        example=Example(
            msg("Status: in progress; Description of the situation: The plan is being written. → Status: in progress; Description of the situation: The plan is out for comment."),
            msg("Status: in progress; Description of the situation: The plan is being written. → Status: in progress; Description of the situation: The plan is being written."),
            {"question": LocalText(fi="Kuvaus tilanteesta", sv="Beskrivning av läget", en="Description of the situation")},
        ),
    ),
    Rule(
        "TREND-004",
        Severity.NOTE,
        title=msg("The estimate has moved later"),
        message=msg("The estimated completion has moved from {before} to {now}."),
        fix=msg("Explain in the description what has delayed it, unless it is already explained there."),
        reason=msg("An estimate that moves month after month is the first sign of a delay."),
        example=Example(
            msg("Status: in progress; Estimated completion date: 30.9.2022 → Status: in progress; Estimated completion date: 30.9.2022"),
            msg("Status: in progress; Estimated completion date: 30.9.2022 → Status: in progress; Estimated completion date: 31.12.2022"),
            {"before": date(2022, 9, 30), "now": date(2022, 12, 31)},
        ),
    ),
    Rule(
        "TREND-005",
        Severity.WARNING,
        title=msg("Now said not to concern the region"),
        message=msg("Last month the subtask was “{before}”; now it is said not to concern the region."),
        fix=msg("Check the status, and give the reason in the description."),
        reason=msg("A subtask that leaves the figures changes them without any progress."),
        example=Example(
            msg("Status: not applicable; Description of the situation: Not ours. → Status: not applicable; Description of the situation: Not ours any more."),
            msg("Status: in progress → Status: not applicable; Description of the situation: Not ours."),
            {"before": _IN_PROGRESS},
        ),
    ),
    Rule(
        "TREND-006",
        Severity.WARNING,
        title=msg("All answers as last month"),
        message=msg("All {n} answers of the sheet are the same as last month, word for word."),
        fix=msg("Check that last month’s file was not sent again. If nothing has changed, nothing needs to be done."),
        reason=msg("Last month’s file under a new name looks just like this."),
        example=Example(
            msg("Answers of which at least one has changed."),
            msg("A sheet whose ten answers are all those of last month."),
            {"n": 10},
            place="HT",
        ),
    ),
    Rule(
        "TREND-007",
        Severity.NOTE,
        title=msg("General texts as last month"),
        message=msg("The text is word for word the same as last month."),
        fix=msg("Check that the text still describes the situation."),
        reason=msg("A text copied unchanged may describe a month that has passed."),
        example=Example(
            msg("Challenges: The contracts are late. → Challenges: The contracts are in place."),
            msg("Challenges: The contracts are late. → Challenges: The contracts are late."),
            place="HT!C11",
        ),
    ),
    Rule(
        "TREND-008",
        Severity.NOTE,
        title=msg("Answered last month, empty now"),
        message=msg("Last month “{question}” was “{before}”; now nothing is chosen."),
        fix=msg("Choose from the list how things stand now."),
        reason=msg("An empty cell looks as if the risk had passed or the support were no longer needed."),
        example=Example(
            msg("Status: in progress; Risk: high → Status: in progress; Risk: moderate"),
            msg("Status: in progress; Risk: high → Status: in progress"),
            {
                "question": LocalText(fi="Riski", sv="Risk", en="Risk"),
                "before": LocalText(fi="korkea", sv="hög", en="high"),
            },
        ),
    ),
)  # fmt: skip
"""In the order of their codes."""
