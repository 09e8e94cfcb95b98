"""Rules of the gate IDENTITY: is it ours, of this region, this month, this version?"""

from tilannekuva.domain.messages import msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.rule import Example, Rule, Severity
from tilannekuva.domain.texts import LocalText

_REGION = LocalText(
    fi="Satakunnan hyvinvointialue",
    sv="Satakunta välfärdsområde",
    en="Satakunta wellbeing services county",
)
_OTHER_REGION = LocalText(
    fi="Kanta-Hämeen hyvinvointialue",
    sv="Egentliga Tavastlands välfärdsområde",
    en="Kanta-Häme wellbeing services county",
)

IDENTITY_RULES = (
    Rule(
        "IDENTITY-001",
        Severity.ERROR,
        title=msg("The file is not a return of this month"),
        message=msg("The file was not taken. {reason}"),
        fix=msg("Fill in the form that was sent for this month, and return that."),
        reason=msg("An answer under the wrong region or month would be worse than none."),
        example=Example(
            msg("The form of May, returned for May."),
            msg("A workbook that is not the form."),
            {"reason": msg("Not a working tool of this roadmap: it carries no region and month.")},
        ),
    ),
    Rule(
        "IDENTITY-002",
        Severity.NOTE,
        title=msg("One of the two hidden stamps is missing"),
        message=msg("The hidden sheet or the document properties that name the region and month are missing; the other was used."),
        fix=msg("Next time, send the form itself rather than a copy of its sheets."),
        reason=msg("The form carries its identity twice, so that it survives editing; one is left."),
        example=Example(
            msg("The form as it was sent, filled in."),
            msg("The form with its hidden sheets deleted."),
        ),
    ),
    Rule(
        "IDENTITY-003",
        Severity.WARNING,
        title=msg("Two returns saved at the same time"),
        message=msg("{groups}: two files were saved at the same time and differ. {used} is used, and {other} is not."),
        fix=msg("Send the right one again."),
        reason=msg("The newest return counts; with equal times only the sender knows which is meant."),
        example=Example(
            msg("Two files, the second saved an hour later."),
            msg("Two different files, both saved on 7 June at 12.00."),
            {"groups": ("HT",), "used": "HT.xlsx", "other": "HT (1).xlsx"},
        ),
    ),
    Rule(
        "IDENTITY-004",
        Severity.NOTE,
        title=msg("The same answers in two files"),
        message=msg("{groups}: the same answers came in two files. {used} is used, and {other} adds nothing to it."),
        fix=msg("Nothing needs to be done."),
        reason=msg("A return is often saved in two formats or copied; that changes nothing."),
        example=Example(
            msg("One file."),
            msg("A file, and a copy of it that was saved again."),
            {"groups": ("PJ",), "used": "PJ.xlsx", "other": "PJ (1).xlsx"},
        ),
    ),
    Rule(
        "IDENTITY-005",
        Severity.NOTE,
        title=msg("An older return was set aside"),
        message=msg("{groups}: the answers in this file are set aside, because a newer return is used: {newer}."),
        fix=msg("Nothing needs to be done if the newer one is right. Otherwise save the older one again and send it."),
        reason=msg("For each group the return that was saved last counts."),
        example=Example(
            msg("One file."),
            msg("A file of 3 June and a correction of 7 June."),
            {"groups": ("HT", "ICT"), "newer": ("corrected.xlsx",)},
        ),
    ),
    Rule(
        "IDENTITY-006",
        Severity.WARNING,
        title=msg("The file’s name and the form disagree"),
        message=msg("The file’s name says {named}, but the form in it says {stamped}. The form decides."),
        fix=msg("Check that the form filled in was that of the right region and month. If not, send the answers in the right form."),
        reason=msg("A form borrowed from another region or month would put answers in the wrong place."),
        example=Example(
            msg("The form of Satakunta in the file tilannekuva-2022-05-06-fi.xlsx."),
            msg("The form of Satakunta in the file tilannekuva-2022-05-07-fi.xlsx."),
            {"named": _OTHER_REGION, "stamped": _REGION},
        ),
    ),
    Rule(
        "IDENTITY-007",
        Severity.NOTE,
        title=msg("Taken on the coordinator’s word"),
        message=msg("The file was taken as a return ({region}, {month}) on the coordinator’s word. The reason given: “{reason}”."),
        fix=msg("Nothing needs to be done."),
        reason=msg("The settings of the workspace say whose return it is."),
        example=Example(
            msg("A form that carries its own identity."),
            msg("A copied table that the settings accept."),
            {"region": _OTHER_REGION, "month": ReportingMonth(2022, 5), "reason": msg("confirmed by telephone")},
        ),
    ),
    Rule(
        "IDENTITY-008",
        Severity.NOTE,
        title=msg("A form of an earlier roadmap version"),
        message=msg("The form is of the roadmap version {found}; its answers were carried over to the version {current}."),
        fix=msg("Next month, fill in the new form."),
        reason=msg("Old forms circulate; what has stayed the same between the versions is used."),
        example=Example(
            msg("The form of the version in force."),
            msg("A form of the version before it."),
            {"found": "2022-draft-1", "current": "2022-draft-2"},
        ),
    ),
    Rule(
        "IDENTITY-009",
        Severity.WARNING,
        title=msg("The form came back without answers"),
        message=msg("Nothing is filled in: the form is as it was sent."),
        fix=msg("Fill in the form and return it. If it was filled in, check that the right file was sent."),
        reason=msg("An empty form is often the wrong file attached."),
        example=Example(
            msg("A form with answers."),
            msg("The form as it was sent."),
        ),
    ),
    Rule(
        "IDENTITY-010",
        Severity.NOTE,
        title=msg("The return came after the month was closed"),
        message=msg("The month {month} is closed, so the file was not taken."),
        fix=msg("Ask the coordinator to reopen the month if the answers must still be counted."),
        reason=msg("A closed month is published and stays as it is."),
        example=Example(
            msg("A return of an open month."),
            msg("A return of May that comes after May was closed."),
            {"month": ReportingMonth(2022, 5)},
        ),
    ),
    Rule(
        "IDENTITY-011",
        Severity.NOTE,
        title=msg("Left out on the coordinator’s word"),
        message=msg("On the coordinator’s word the file was taken for the group {group} alone. It has answers of other groups too, and they are left out: {groups}."),
        fix=msg("Nothing needs to be done. If they are meant to count, send them in a form of their own."),
        reason=msg("The settings of the workspace say which group the file is of."),
        example=Example(
            msg("A file of the group ICT, taken for the group ICT."),
            msg("A whole workbook, taken for the group ICT."),
            {"group": "ICT", "groups": ("HT", "JO")},
        ),
    ),
)  # fmt: skip
"""In the order of their codes."""
