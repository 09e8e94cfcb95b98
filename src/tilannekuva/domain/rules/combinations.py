"""Rules of the gate ROW on answers that do not fit together, in a row or on a sheet."""

from collections.abc import Mapping
from datetime import date

from tilannekuva.domain.messages import Message, msg
from tilannekuva.domain.roadmap import Condition
from tilannekuva.domain.rule import Example, Rule, Severity
from tilannekuva.domain.texts import LocalText

_STATUS = LocalText(fi="Tila", sv="Status", en="Status")
_ESTIMATE = LocalText(
    fi="Arvioitu valmistuminen", sv="Beräknat slutdatum", en="Estimated completion date"
)
_DESCRIPTION = LocalText(
    fi="Kuvaus tilanteesta", sv="Beskrivning av läget", en="Description of the situation"
)
_RISK = LocalText(fi="Riski", sv="Risk", en="Risk")
_DONE = LocalText(fi="valmis", sv="klar", en="completed")


CONDITION_WORDS: Mapping[Condition, Message] = {
    "done": msg("the subtask is completed"),
    "not_applicable": msg("the subtask is said not to concern the region"),
    "high_risk": msg("the risk is high"),
    "national_support": msg("national support is asked for"),
    "overdue": msg("the deadline has passed and the subtask is not completed"),
}
"""When a question is needed, in words that follow “when”."""

COMBINATION_RULES = (
    Rule(
        "ROW-010",
        Severity.WARNING,
        title=msg("Completed without a date"),
        message=msg("The subtask is completed, but “{question}” is empty."),
        fix=msg("Give the day on which it was completed."),
        reason=msg("Where the roadmap asks for the date, the day of completion belongs to the answer."),
        example=Example(
            msg("Status: completed; Estimated completion date: 2.5.2022"),
            msg("Status: completed"),
            {"question": _ESTIMATE},
            place="HT!L9",
        ),
    ),
    Rule(
        "ROW-011",
        Severity.WARNING,
        title=msg("Overdue without an estimate"),
        message=msg("The deadline has passed and the subtask is not completed, but “{question}” is empty."),
        fix=msg("Estimate the day on which it will be completed."),
        reason=msg("When something is late, the meeting first asks when it will be ready."),
        example=Example(
            msg("Status: in progress; Estimated completion date: 30.9.2022"),
            msg("Status: in progress"),
            {"question": _ESTIMATE},
            place="HT!L9",
        ),
    ),
    Rule(
        "ROW-012",
        Severity.WARNING,
        title=msg("A high risk without a description"),
        message=msg("The risk is high, but “{question}” says nothing."),
        fix=msg("Describe in a sentence or two what the risk is, what is being done about it, and what help is needed, if any."),
        reason=msg("A risk cannot be discussed or eased while its cause is unknown."),
        example=Example(
            msg("Status: in progress; Risk: high; Description of the situation: The supplier is late."),
            msg("Status: in progress; Risk: high"),
            {"question": _DESCRIPTION},
            place="HT!O9",
        ),
    ),
    Rule(
        "ROW-013",
        Severity.WARNING,
        title=msg("National support without a description"),
        message=msg("National support is asked for, but “{question}” says nothing."),
        fix=msg("Describe what kind of support is needed, and from whom."),
        reason=msg("Support can be given only when it is known what is needed."),
        example=Example(
            msg("Status: in progress; Need for support: national support is needed; Description of the situation: Guidance on contracts."),
            msg("Status: in progress; Need for support: national support is needed"),
            {"question": _DESCRIPTION},
            place="HT!O9",
        ),
    ),
    Rule(
        "ROW-014",
        Severity.WARNING,
        title=msg("Said not to concern the region, without a reason"),
        message=msg("The subtask is said not to concern the region, but “{question}” says nothing."),
        fix=msg("Explain why it does not concern the region, or choose another status."),
        reason=msg("The answer takes the subtask out of the region’s figures, so it needs a reason."),
        example=Example(
            msg("Status: not applicable; Description of the situation: Belongs to the joint authority."),
            msg("Status: not applicable"),
            {"question": _DESCRIPTION},
            place="HT!O9",
        ),
    ),
    Rule(
        "ROW-015",
        Severity.WARNING,
        title=msg("Answers without a status"),
        message=msg("The row is answered, but “{question}” is empty, so the subtask counts as not answered."),
        fix=msg("Choose the status from the list."),
        reason=msg("The figures are counted from the status alone."),
        example=Example(
            msg("Status: in progress; Risk: high; Description of the situation: The supplier is late."),
            msg("Risk: moderate"),
            {"question": _STATUS},
        ),
    ),
    Rule(
        "ROW-016",
        Severity.WARNING,
        title=msg("A critical subtask without a status"),
        message=msg("The critical subtask has no status."),
        fix=msg("Choose the status from the list."),
        reason=msg("The national figures count the critical subtasks; those without a status count as missing."),
        example=Example(
            msg("Code | Status\nHT-1.2.1 | completed\nHT-1.2.3 | completed"),
            msg("Code | Status\nHT-1.2.1 | completed\nHT-1.2.3 |"),
            place="HT!B3",
        ),
    ),
    Rule(
        "ROW-017",
        Severity.WARNING,
        title=msg("An estimate that has passed"),
        message=msg("The estimated day of completion, {estimate}, has passed, but the subtask is not completed."),
        fix=msg("Choose “{done}” if it is completed, or give a new estimate."),
        reason=msg("An estimate in the past says nothing about when it will be ready."),
        example=Example(
            msg("Status: in progress; Estimated completion date: 30.9.2022"),
            msg("Status: in progress; Estimated completion date: 31.3.2022"),
            {"estimate": date(2022, 3, 31), "done": _DONE},
            place="HT!L9",
        ),
    ),
    Rule(
        "ROW-018",
        Severity.WARNING,
        title=msg("Completed in the future"),
        message=msg("The subtask is completed, but its day of completion, {estimate}, is after the end of the month."),
        fix=msg("Check the status and the day."),
        reason=msg("What is completed by the end of the month was not completed after it."),
        example=Example(
            msg("Status: completed; Estimated completion date: 2.5.2022"),
            msg("Status: completed; Estimated completion date: 31.12.2022"),
            {"estimate": date(2022, 12, 31)},
            place="HT!L9",
        ),
    ),
    Rule(
        "ROW-019",
        Severity.WARNING,
        title=msg("A risk or a need for support that no longer holds"),
        message=msg("The status is “{status}”, but “{question}” is “{answer}”."),
        fix=msg("Check the status, or clear what no longer holds."),
        reason=msg("What is completed, or does not concern the region, cannot be late any more and needs no support."),
        example=Example(
            msg("Status: completed; Risk: low"),
            msg("Status: completed; Risk: high; Description of the situation: The supplier is late."),
            {
                "status": _DONE,
                "question": _RISK,
                "answer": LocalText(fi="korkea", sv="hög", en="high"),
            },
            place="HT!M9",
        ),
    ),
    Rule(
        "ROW-021",
        Severity.WARNING,
        title=msg("An answer asked for is missing"),
        message=msg("“{question}” says nothing, but an answer is asked for when {because}."),
        fix=msg("Fill in the cell."),
        reason=msg("The roadmap asks for the answer where it is needed most."),
        example=Example(
            msg("Status: in progress; Risk: moderate"),
            msg("Status: in progress"),
            {"question": _RISK, "because": CONDITION_WORDS["overdue"]},
            place="HT!M9",
        ),
    ),
    Rule(
        "ROW-022",
        Severity.WARNING,
        title=msg("A year that may be mistyped"),
        message=msg("“{question}” is {day}, more than five years from the subtask’s deadline."),
        fix=msg("Check the year."),
        reason=msg("A slip in the year makes the subtask look years late, or completed years ago."),
        example=Example(
            msg("Status: in progress; Estimated completion date: 30.9.2022"),
            msg("Status: in progress; Estimated completion date: 30.9.2032"),
            {"question": _ESTIMATE, "day": date(2032, 9, 30)},
            place="HT!L9",
        ),
    ),
    Rule(
        "ROW-023",
        Severity.NOTE,
        title=msg("Overdue, but with a low risk"),
        message=msg("The deadline has passed and the subtask is not completed, but “{question}” is “{answer}”."),
        fix=msg("Check whether the risk is higher or the subtask completed."),
        reason=msg("The risk asked about is that of missing the deadline, which has already passed."),
        example=Example(
            msg("Status: in progress; Risk: moderate"),
            msg("Status: in progress; Risk: low"),
            {"question": _RISK, "answer": LocalText(fi="matala", sv="låg", en="low")},
            place="HT!M9",
        ),
    ),
    Rule(
        "ROW-024",
        Severity.NOTE,
        title=msg("The same text on many rows"),
        message=msg("“{question}” has the same text on {n} rows."),
        fix=msg("If there is more to say, describe on each row how that subtask stands."),
        reason=msg("A text copied from row to row says little about any of them."),
        example=Example(
            msg("Descriptions that differ from row to row."),
            msg("“Proceeding as planned” as the description of eight subtasks that are not completed."),
            {"question": _DESCRIPTION, "n": 8},
            place="HT!C2",
        ),
    ),
    Rule(
        "ROW-025",
        Severity.NOTE,
        title=msg("Completed before what it depends on"),
        message=msg("The subtask is completed, but {other}, on which it depends, is “{answer}”."),
        fix=msg("Check both statuses; the other subtask may be on another group’s sheet."),
        reason=msg("What depends on something else can seldom be completed before that is started."),
        example=Example(
            msg("Code | Status\nJO-1.1.2 | in progress\nHT-3.3.1 | completed"),
            msg("Code | Status\nJO-1.1.2 | not started\nHT-3.3.1 | completed"),
            {
                "other": "JO-1.1.2",
                "answer": LocalText(fi="ei aloitettu", sv="inte påbörjad", en="not started"),
            },
            place="HT!B3",
        ),
    ),
    Rule(
        "ROW-026",
        Severity.WARNING,
        title=msg("A day of filling in that cannot be right"),
        message=msg("“{question}” is {day}, which is before the month began or after the file was saved."),
        fix=msg("Check the day, and that the sheet is not an old one."),
        reason=msg("The day tells how fresh the answers are, and whether they are of this month."),
        example=Example(
            msg("Filled in (date): 2.6.2022"),
            msg("Filled in (date): 2.4.2022"),
            {
                "question": LocalText(
                    fi="Täytetty (pvm)", sv="Ifyllt (datum)", en="Filled in (date)"
                ),
                "day": date(2022, 4, 2),
            },
            place="HT!C4",
        ),
    ),
    Rule(
        "ROW-027",
        Severity.NOTE,
        title=msg("Nobody is named as having filled in the sheet"),
        message=msg("“{question}” says nothing."),
        fix=msg("Name whoever can be asked about the answers; a job title is enough."),
        reason=msg("Questions about the answers go to whoever gave them."),
        example=Example(
            msg("Filled in by: Head of administration; Filled in (date): 2.6.2022"),
            msg("Filled in by: ; Filled in (date): 2.6.2022"),
            {"question": LocalText(fi="Täyttäjä", sv="Ifyllt av", en="Filled in by")},
            place="HT!C4",
        ),
    ),
)  # fmt: skip
"""In the order of their codes."""
