"""Rules of the gate CELL: type, choice, range, length, and cells that should not be there."""

from datetime import date

from tilannekuva.domain.messages import msg
from tilannekuva.domain.rule import Example, Rule, Severity
from tilannekuva.domain.texts import LocalText

_STATUSES = (
    LocalText(fi="ei aloitettu", sv="inte påbörjad", en="not started"),
    LocalText(fi="käynnissä", sv="pågår", en="in progress"),
    LocalText(fi="valmis", sv="klar", en="completed"),
    LocalText(fi="ei koske aluetta", sv="berör inte området", en="not applicable"),
)
_DONE = _STATUSES[2]

CELL_RULES = (
    Rule(
        "CELL-001",
        Severity.ERROR,
        title=msg("Not one of the choices"),
        message=msg("“{found}” is not one of the choices: {choices}."),
        fix=msg("Choose from the list."),
        reason=msg("Only the listed choices can be counted together for the whole country."),
        example=Example(
            msg("Status: in progress"),
            msg("Status: perhaps"),
            {"found": msg("perhaps"), "choices": _STATUSES},
        ),
    ),
    Rule(
        "CELL-002",
        Severity.ERROR,
        title=msg("Not a date"),
        message=msg("“{found}” cannot be read as a date."),
        fix=msg("Type the day as {example}."),
        reason=msg("Dates are compared with the due dates of the roadmap."),
        example=Example(
            msg("Estimated completion date: 31.12.2022"),
            msg("Estimated completion date: in the autumn"),
            {"found": msg("in the autumn"), "example": "31.12.2022"},
            place="HT!L9",
        ),
    ),
    Rule(
        "CELL-003",
        Severity.ERROR,
        title=msg("An error value in the cell"),
        message=msg("The cell shows the error {found}, so its answer cannot be seen."),
        fix=msg("Type the answer itself instead of a formula."),
        reason=msg("An error value hides what was meant."),
        example=Example(msg("Status: completed"), msg("Status: #REF!"), {"found": "#REF!"}),
    ),
    Rule(
        "CELL-004",
        Severity.WARNING,
        title=msg("A longer text than there is room for"),
        message=msg("The text has {length} characters, and there is room for {limit}. It is used whole all the same."),
        fix=msg("Shorten the text."),
        reason=msg("The briefing packs are read in minutes; long texts hide what matters."),
        example=Example(
            msg("Person responsible: Head of administration"),
            msg("Person responsible: (a text of 250 characters)"),
            {"length": 250, "limit": 200},
            place="HT!P9",
        ),
    ),
    Rule(
        "CELL-005",
        Severity.REPAIR,
        title=msg("Read as one of the choices"),
        message=msg("“{found}” was read as “{read}”."),
        fix=msg("Nothing needs to be done if that is right."),
        reason=msg("People write the choices in their own words; what was understood is told."),
        example=Example(
            msg("Status: completed"),
            msg("Status: finished"),
            {"found": msg("finished"), "read": _DONE},
        ),
    ),
    Rule(
        "CELL-006",
        Severity.REPAIR,
        title=msg("Read as a date"),
        message=msg("“{found}” was read as {read}."),
        fix=msg("Nothing needs to be done if that is right."),
        reason=msg("People write dates in their own way; what was understood is told."),
        example=Example(
            msg("Estimated completion date: 30.11.2022"),
            msg("Estimated completion date: 11/2022"),
            {"found": "11/2022", "read": date(2022, 11, 30)},
            place="HT!L9",
        ),
    ),
    Rule(
        "CELL-007",
        Severity.ERROR,
        title=msg("A text longer than a cell can hold"),
        message=msg("The text has {length} characters, and a cell of a workbook can hold {limit}. It begins: “{begins}…”"),
        fix=msg("Shorten the text."),
        reason=msg("It could not be written into the national workbook whole."),
        example=Example(
            msg("Description of the situation: The contracts are signed."),
            msg("Description of the situation: (a text of 40,000 characters)"),
            {"length": 40_000, "limit": 32_767, "begins": msg("The contracts"), "found": msg("The contracts")},
            place="HT!O9",
        ),
    ),
    Rule(
        "CELL-008",
        Severity.ERROR,
        title=msg("A formula without a value"),
        message=msg("The cell holds the formula {found}, and its value is not stored."),
        fix=msg("Type the answer itself instead of a formula."),
        reason=msg("A value that is calculated elsewhere cannot be read from the file."),
        example=Example(msg("Status: completed"), msg("Status: =B12"), {"found": "=B12"}),
    ),
    Rule(
        "CELL-009",
        Severity.ERROR,
        title=msg("A date that can be two days"),
        message=msg("“{found}” can mean {first} or {second}."),
        fix=msg("Type the day as {example}."),
        reason=msg("Only the writer knows which of the two days is meant."),
        example=Example(
            msg("Estimated completion date: 3.11.2022"),
            msg("Estimated completion date: 3/11/2022"),
            {"found": "3/11/2022", "first": date(2022, 11, 3), "second": date(2022, 3, 11), "example": "31.12.2022"},
            place="HT!L9",
        ),
    ),
    Rule(
        "CELL-010",
        Severity.REPAIR,
        title=msg("A misspelt choice"),
        message=msg("“{found}” was read as “{read}”, the only choice spelt almost the same."),
        fix=msg("Nothing needs to be done if that is right."),
        reason=msg("A letter too many or too few is understood when only one choice can be meant."),
        example=Example(
            msg("Status: in progress"),
            msg("Status: in progres"),
            {"found": msg("in progres"), "read": _STATUSES[1]},
        ),
    ),
    Rule(
        "CELL-011",
        Severity.ERROR,
        title=msg("Nearly one of the choices"),
        message=msg("“{found}” is not one of the choices: {choices}. The nearest is “{nearest}”, but it could mean something else."),
        fix=msg("Choose from the list."),
        reason=msg("An answer that is nearly a choice may mean its opposite, so it is not guessed."),
        example=Example(
            msg("Status: completed"),
            msg("Status: nearly completed"),
            {"found": msg("nearly completed"), "choices": _STATUSES, "nearest": _DONE},
        ),
    ),
    Rule(
        "CELL-012",
        Severity.WARNING,
        title=msg("An answer in merged cells"),
        message=msg("The cells {cells} are merged. Their answer is read for the first row alone."),
        fix=msg("Unmerge the cells, and answer on each row."),
        reason=msg("Merged cells hold one value, and nobody can see which rows it was meant for."),
        example=Example(
            msg("An answer on each row."),
            msg("One “completed” in the merged cells B2:B4."),
            {"cells": "B2:B4", "found": msg("completed")},
            place="HT!B2",
        ),
    ),
    Rule(
        "CELL-013",
        Severity.WARNING,
        title=msg("Something outside the answer cells"),
        message=msg("“{found}” stands outside the answer cells and is not read."),
        fix=msg("If it is an answer, move it into its answer cell."),
        reason=msg("Nothing that was written is passed over in silence."),
        example=Example(
            msg("Code | Status\nHT-1.2.1 | completed"),
            msg("Code | Status |\nHT-1.2.1 | completed | see the minutes"),
            {"found": msg("see the minutes")},
            place="HT!C2",
        ),
    ),
    Rule(
        "CELL-014",
        Severity.WARNING,
        title=msg("The form’s own text was changed"),
        message=msg("“{found}” stands in the column “{column}” in place of the form’s own text. The form’s own text counts."),
        fix=msg("If it is an answer, move it into an answer column, and put the form’s own text back."),
        reason=msg("The text beside the answers tells what is asked; changed, it asks something else."),
        example=Example(
            msg("Code | Deadline | Status\nHT-1.2.1 | 31.10.2021 | completed"),
            msg("Code | Deadline | Status\nHT-1.2.1 | next year | completed"),
            {"found": msg("next year"), "column": LocalText(fi="Määräaika", sv="Tidsfrist", en="Deadline")},
            place="HT!B2",
        ),
    ),
    Rule(
        "CELL-015",
        Severity.ERROR,
        title=msg("A question answered twice"),
        message=msg("“{question}” is answered in two places: here “{found}”, and first in {first}. The first counts."),
        fix=msg("Keep the right answer in one place, and clear the other."),
        reason=msg("With two answers to one question, only the region knows which is meant."),
        example=Example(
            msg("Strengths: The staff is committed."),
            msg("Strengths: The staff is committed; Strengths: The budget is ready."),
            {
                "question": LocalText(fi="Vahvuudet", sv="Styrkor", en="Strengths"),
                "found": msg("The budget is ready."),
                "first": "HT!C11",
            },
            place="HT!C12",
        ),
    ),
    Rule(
        "CELL-016",
        Severity.WARNING,
        title=msg("A personal identity code in a text"),
        message=msg("The text holds what looks like a personal identity code."),
        fix=msg("Take the code out: the situational picture needs nobody’s personal identity code."),
        reason=msg("Texts are read in meetings and kept; a personal identity code must not spread with them."),
        example=Example(
            msg("Description of the situation: The contract is signed."),
            msg("Description of the situation: The contract of 010190-900P is signed."),
            place="HT!O9",
        ),
    ),
)  # fmt: skip
"""In the order of their codes."""
