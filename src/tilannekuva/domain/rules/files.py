"""Rules of the gate FILE: can the file and its sheets be read?"""

from tilannekuva.domain.messages import msg
from tilannekuva.domain.rule import Example, Rule, Severity

FILE_RULES = (
    Rule(
        "FILE-001",
        Severity.ERROR,
        title=msg("The file cannot be used"),
        message=msg("The file cannot be used. {reason}"),
        fix=msg("Send the working tool again as an Excel workbook (.xlsx), without a password."),
        reason=msg("A return that cannot be opened says nothing about the region."),
        example=Example(
            msg("The form, saved as an Excel workbook."),
            msg("A file of 0 bytes."),
            {"reason": msg("The file is empty (0 bytes).")},
        ),
    ),
    Rule(
        "FILE-002",
        Severity.ERROR,
        title=msg("A sheet cannot be read"),
        message=msg("The sheet “{sheet}” cannot be read, often because of a formula or an error value in it. The other sheets are used."),
        fix=msg("Copy the answers of the sheet into a new form as values, and send it again."),
        reason=msg("The other sheets are used all the same, but this group’s answers are missing."),
        example=Example(
            msg("A sheet with answers."),
            msg("A sheet whose contents are damaged."),
            {"sheet": "PJ"},
            place="PJ",
        ),
    ),
    Rule(
        "FILE-003",
        Severity.NOTE,
        title=msg("A sheet of the region’s own"),
        message=msg("The sheet “{sheet}” is not part of the form and is not read (filled cells: {cells})."),
        fix=msg("Nothing needs to be done. If it holds answers, move them to the group’s own sheet."),
        reason=msg("Regions may keep notes of their own in the workbook; they stay the region’s own."),
        example=Example(
            msg("Only the sheets of the form."),
            msg("A sheet “Memo” with the group’s own list of meetings."),
            {"sheet": "Memo", "cells": 12},
            place="Memo",
        ),
    ),
    Rule(
        "FILE-004",
        Severity.NOTE,
        title=msg("A group’s sheet is there twice"),
        message=msg("The sheet “{sheet}” is a copy of the sheet “{first}”. What is the same on both is read once."),
        fix=msg("Leave one of the sheets, and delete the other."),
        reason=msg("With two sheets of one group, only the region knows which is meant."),
        example=Example(
            msg("One sheet “HT”."),
            msg("The sheets “HT” and “HT (2)”."),
            {"sheet": "HT (2)", "first": "HT"},
            place="HT (2)",
        ),
    ),
    Rule(
        "FILE-005",
        Severity.NOTE,
        title=msg("Sheets of the form are missing"),
        message=msg("Sheets of the form are missing from the workbook: {groups}."),
        fix=msg("If these groups have not returned in another file, add their sheets from the form that was sent."),
        reason=msg("A deleted sheet looks like a group that has not answered."),
        example=Example(
            msg("A workbook with a sheet for every group."),
            msg("A workbook from which the sheet “PJ” was deleted."),
            {"groups": ("PJ",)},
        ),
    ),
    Rule(
        "FILE-006",
        Severity.ERROR,
        title=msg("Cells that could not be read"),
        message=msg("Not every filled cell of the sheet “{sheet}” could be read (cells: {cells}): {places}. The others are used."),
        fix=msg("Type the contents of these cells into a new form, and send it again."),
        reason=msg("The cells in the file and the cells that were read are counted apart; a difference means that something was lost."),
        example=Example(
            msg("A sheet of which every filled cell was read."),
            msg("A sheet of which two filled cells were not read."),
            {"sheet": "HT", "cells": 2, "places": ("K9", "K10"), "found": "K9: 1"},
            place="HT",
        ),
    ),
    Rule(
        "FILE-007",
        Severity.NOTE,
        title=msg("Answers on a hidden sheet"),
        message=msg("The sheet “{sheet}” is hidden. Its answers are used all the same."),
        fix=msg("Nothing needs to be done if the answers are meant. Otherwise show the sheet and clear them."),
        reason=msg("A sheet that nobody sees may have been left in the workbook by mistake."),
        example=Example(
            msg("A group’s sheet that can be seen."),
            msg("The sheet “PJ” with answers, hidden."),
            {"sheet": "PJ"},
            place="PJ",
        ),
    ),
)  # fmt: skip
"""In the order of their codes."""
