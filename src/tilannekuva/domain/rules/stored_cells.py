"""Rules of the gate CELL about what a file holds and nobody sees in the cell itself."""

from tilannekuva.domain.messages import msg
from tilannekuva.domain.rule import Example, Rule, Severity

STORED_CELL_RULES = (
    Rule(
        "CELL-017",
        Severity.WARNING,
        title=msg("A cell that is in the file twice"),
        message=msg("The cell is in the file more than once. “{found}” stood there first and is not read; the last one counts."),
        fix=msg("Check the answer, and save the workbook again with Excel or LibreOffice."),
        reason=msg("Programs differ in which of the two they show."),
        example=Example(
            msg("Each cell once in the file."),
            msg("The cell B2 with “in progress”, and again with “completed”."),
            {"found": msg("in progress")},
            place="HT!B2",
        ),
    ),
    Rule(
        "CELL-018",
        Severity.WARNING,
        title=msg("Something under merged cells"),
        message=msg("“{found}” lies under the merged cells {cells}, where nobody sees it, and is not read."),
        fix=msg("Unmerge the cells, and clear what comes to sight or move it into its answer cell."),
        reason=msg("Merged cells show only what stands in the first of them."),
        example=Example(
            msg("Merged cells with one text."),
            msg("“low” in the cell C2 under the merged cells B2:C2."),
            {"found": msg("low"), "cells": "B2:C2"},
            place="HT!C2",
        ),
    ),
    Rule(
        "CELL-019",
        Severity.NOTE,
        title=msg("A comment on the cell"),
        message=msg("There is a comment on the cell: “{found}”. Comments are not read."),
        fix=msg("Nothing needs to be done. If it holds an answer, write it into the answer cell."),
        reason=msg("An answer in a comment cannot be counted."),
        example=Example(
            msg("An answer in its cell."),
            msg("The comment “completed in May” on the cell B2."),
            {"found": msg("completed in May")},
            place="HT!B2",
        ),
    ),
    Rule(
        "CELL-020",
        Severity.WARNING,
        title=msg("Characters that cannot be seen"),
        message=msg("The text holds characters that cannot be seen, or that turn the direction of the writing: {characters}. It is used with them."),
        fix=msg("Type the text again, without copying it from elsewhere."),
        reason=msg("Such characters can make a text look like another one."),
        example=Example(
            msg("A text whose every character can be seen."),
            msg("A text with the character U+202E in it, which turns the direction of the writing."),
            {"characters": ("U+202E",)},
            place="HT!O9",
        ),
    ),
    Rule(
        "CELL-021",
        Severity.REPAIR,
        title=msg("Read as a text"),
        message=msg("The cell does not hold a text but a day, a time or a truth value; it was read as the text “{found}”."),
        fix=msg("Nothing needs to be done if that is right."),
        reason=msg("Such a cell can look otherwise on the screen than what is stored in it."),
        example=Example(
            msg("Person responsible: Head of administration"),
            msg("Person responsible: 31.12.2022"),
            {"found": "31.12.2022"},
            place="HT!P9",
        ),
    ),
)  # fmt: skip
"""In the order of their codes."""
