"""Rules of the gate ROW on answers that were given to an earlier version of the roadmap."""

from tilannekuva.domain.messages import msg
from tilannekuva.domain.rule import Example, Rule, Severity
from tilannekuva.domain.texts import LocalText

_STATUS = LocalText(fi="Tila", sv="Status", en="Status")
_DONE = LocalText(fi="valmis", sv="klar", en="completed")
_NAME = LocalText(
    fi="Valmisteluorganisaatio ja projektisuunnitelma hyväksytään",
    sv="Beredningsorganisationen och projektplanen godkänns",
    en="The preparatory organisation and the project plan are approved",
)

CARRIED_OVER_RULES = (
    Rule(
        "ROW-020",
        Severity.NOTE,
        title=msg("The subtask is no longer in the roadmap"),
        message=msg("{subtask} “{name}” is no longer in the roadmap, so its answer is not counted ({answers})."),
        fix=msg("Nothing needs to be done."),
        reason=msg("The form is of an earlier version of the roadmap, and the subtask has ended since."),
        example=Example(
            msg("An answer to a subtask that is in both versions."),
            msg("An answer to a subtask that is in the earlier version alone."),
            {
                "subtask": "HT-1.2.1",
                "name": _NAME,
                "answers": (msg("{question}: {answer}", question=_STATUS, answer=_DONE),),
            },
            place="HT!B2",
        ),
    ),
    Rule(
        "ROW-028",
        Severity.ERROR,
        title=msg("The subtask has been divided"),
        message=msg("{subtask} “{name}” has been divided into {parts}, so its answer cannot be counted ({answers})."),
        fix=msg("Answer each of the new subtasks, in the form that was sent for this month."),
        reason=msg("The form is of an earlier version of the roadmap, and only the region knows which part the answer is about."),
        example=Example(
            msg("An answer to a subtask that is in both versions."),
            msg("An answer to a subtask that is two subtasks now."),
            {
                "subtask": "HT-1.2.1",
                "name": _NAME,
                "parts": ("HT-1.2.5", "HT-1.2.6"),
                "answers": (msg("{question}: {answer}", question=_STATUS, answer=_DONE),),
            },
            place="HT!B2",
        ),
    ),
    Rule(
        "ROW-029",
        Severity.NOTE,
        title=msg("An answer that is no longer asked for"),
        message=msg("“{question}” was answered with “{found}”, which the roadmap no longer asks for. The answer is not counted."),
        fix=msg("Nothing needs to be done."),
        reason=msg("The form is of an earlier version of the roadmap, whose questions or choices were others."),
        example=Example(
            msg("An answer to a question that is in both versions."),
            msg("An answer to a question that is in the earlier version alone."),
            {"question": _STATUS, "found": _DONE},
            place="HT!B2",
        ),
    ),
)  # fmt: skip
"""In the order of their codes."""
