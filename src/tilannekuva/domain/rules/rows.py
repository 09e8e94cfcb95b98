"""Rules of the gate ROW: rows and columns of the form, and answers that do not fit together."""

from tilannekuva.domain.messages import Message, msg
from tilannekuva.domain.rule import Example, Rule, Severity
from tilannekuva.domain.rules.carried_over import CARRIED_OVER_RULES
from tilannekuva.domain.rules.combinations import COMBINATION_RULES
from tilannekuva.domain.texts import LocalText

_STATUS = LocalText(fi="Tila", sv="Status", en="Status")
_CODE = LocalText(fi="Tunnus", sv="Kod", en="Code")
_DONE = LocalText(fi="valmis", sv="klar", en="completed")


def _status_is_done() -> Message:
    return msg("{question}: {answer}", question=_STATUS, answer=_DONE)


_HIDDEN_COLUMN = Rule(
    "ROW-030",
    Severity.NOTE,
    title=msg("Answers in a hidden column"),
    message=msg("The column “{column}” is hidden (filled cells: {cells}). Its answers are used all the same."),
    fix=msg("Nothing needs to be done if the answers are meant. Otherwise show the column and clear them."),
    reason=msg("What nobody sees on the screen may have been left there by mistake."),
    example=Example(
        msg("Answers in columns that can be seen."),
        msg("Answers in a column that was hidden."),
        {"column": _STATUS, "cells": 1},
        place="HT!B2",
    ),
)  # fmt: skip

_STRUCTURE = (
    Rule(
        "ROW-001",
        Severity.ERROR,
        title=msg("An unknown code"),
        message=msg("The code “{found}” is not in the roadmap, so the row’s answers are not used ({answers})."),
        fix=msg("Put back the form’s own code."),
        reason=msg("An answer is tied to its subtask by the code alone."),
        example=Example(
            msg("Code | Status\nHT-1.2.1 | completed"),
            msg("Code | Status\nHT-9.9.9 | completed"),
            {"found": "HT-9.9.9", "column": _CODE, "answers": (_status_is_done(),)},
            place="HT!A2",
        ),
    ),
    Rule(
        "ROW-002",
        Severity.ERROR,
        title=msg("The same subtask twice"),
        message=msg("{subtask} is answered in several places: {cells}. The first counts, the other does not ({answers})."),
        fix=msg("Leave one row, and clear the others."),
        reason=msg("A subtask can have one answer from a region in a month."),
        example=Example(
            msg("Code | Status\nHT-1.2.1 | completed"),
            msg("Code | Status\nHT-1.2.1 | in progress\nHT-1.2.1 | completed"),
            {
                "subtask": "HT-1.2.1",
                "found": "HT-1.2.1",
                "cells": ("HT!B2", "HT!B3"),
                "answers": (_status_is_done(),),
            },
            place="HT!B3",
        ),
    ),
    Rule(
        "ROW-003",
        Severity.ERROR,
        title=msg("The subtask does not concern the region"),
        message=msg("{subtask} does not concern the region, so its answer is not counted ({answers})."),
        fix=msg("Clear the row."),
        reason=msg("Each region is asked only about what concerns it, so that its figures stay comparable."),
        example=Example(
            msg("Code | Status\nHT-1.2.1 | completed"),
            msg("Code | Status\nHT-1.2.4 | completed"),
            {"subtask": "HT-1.2.4", "found": msg("completed"), "answers": (_status_is_done(),)},
            place="HT!B2",
        ),
    ),
    Rule(
        "ROW-004",
        Severity.WARNING,
        title=msg("Rows of the form are not there"),
        message=msg("Rows of the form are not on the sheet: {subtasks}."),
        fix=msg("Take them from the form that was sent, and answer them."),
        reason=msg("A deleted row looks like a missing answer in the national picture."),
        example=Example(
            msg("Code | Status\nHT-1.2.1 | completed\nHT-1.2.3 | completed"),
            msg("Code | Status\nHT-1.2.1 | completed"),
            {"subtasks": ("HT-1.2.3",)},
            place="HT",
        ),
    ),
    Rule(
        "ROW-005",
        Severity.ERROR,
        title=msg("A column of the form is not there"),
        message=msg("The column “{column}” is not on the sheet, so its answers are not seen."),
        fix=msg("Take the column with its heading from the form that was sent."),
        reason=msg("Answers without their column cannot be told apart from missing ones."),
        example=Example(
            msg("Code | Status | Risk\nHT-1.2.1 | completed | low"),
            msg("Code | Risk\nHT-1.2.1 | low"),
            {"column": _STATUS},
            place="HT",
        ),
    ),
    Rule(
        "ROW-006",
        Severity.ERROR,
        title=msg("An answer without a code"),
        message=msg("The row has answers but no code in the column “{column}”, so they are not used ({answers})."),
        fix=msg("Put back the form’s own code."),
        reason=msg("An answer is tied to its subtask by the code alone."),
        example=Example(
            msg("Code | Status\nHT-1.2.1 | completed"),
            msg("Code | Status\n | completed"),
            {"column": _CODE, "answers": (_status_is_done(),)},
            place="HT!A2",
        ),
    ),
    Rule(
        "ROW-007",
        Severity.NOTE,
        title=msg("A column of the region’s own"),
        message=msg("The column “{column}” is not part of the form and is not read (filled cells: {cells})."),
        fix=msg("Nothing needs to be done. If it holds answers, move them to the form’s own columns."),
        reason=msg("Regions may keep notes of their own beside the answers; they stay the region’s own."),
        example=Example(
            msg("Code | Status\nHT-1.2.1 | completed"),
            msg("Code | Status | Our notes\nHT-1.2.1 | completed | minutes of 3 May"),
            {"column": msg("Our notes"), "cells": 1, "found": msg("minutes of 3 May")},
            place="HT!C1",
        ),
    ),
    Rule(
        "ROW-008",
        Severity.ERROR,
        title=msg("The same column twice"),
        message=msg("The column “{column}” is on the sheet twice. “{found}” stands in the second one and is not used."),
        fix=msg("If the answer is the right one, move it into the first column. Delete the second column."),
        reason=msg("With two answers to one question, only the region knows which is meant."),
        example=Example(
            msg("Code | Status\nHT-1.2.1 | in progress"),
            msg("Code | Status | Status\nHT-1.2.1 | in progress | completed"),
            {"column": _STATUS, "found": msg("completed")},
            place="HT!C2",
        ),
    ),
    Rule(
        "ROW-009",
        Severity.NOTE,
        title=msg("Answers on a hidden row"),
        message=msg("The row is hidden. Its answers are used all the same."),
        fix=msg("Nothing needs to be done if the answers are meant. Otherwise show the row and clear them."),
        reason=msg("What nobody sees on the screen may have been left there by mistake."),
        example=Example(
            msg("Answers on rows that can be seen."),
            msg("Answers on a row that was hidden by hand or by a filter."),
            place="HT!B2",
        ),
    ),
)  # fmt: skip

ROW_RULES = tuple(
    sorted(
        (*_STRUCTURE, _HIDDEN_COLUMN, *COMBINATION_RULES, *CARRIED_OVER_RULES),
        key=lambda rule: rule.code,
    )
)
"""In the order of their codes."""
