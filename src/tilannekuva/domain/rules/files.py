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
)  # fmt: skip
"""In the order of their codes."""
