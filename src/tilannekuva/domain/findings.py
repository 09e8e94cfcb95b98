"""Findings: what a sender or the coordinator must be told, and the rules that make them.

A rule is declared once, here, with its words in English; the catalogues carry the other
languages. The checks themselves live in the stages that see the facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tilannekuva.domain.messages import Message, MessageValue, msg


class Severity(StrEnum):
    """How much a finding matters, the gravest first."""

    ERROR = "error"
    """Must be corrected; the value is not used."""
    WARNING = "warning"
    """Please check; the value is used."""
    REPAIR = "repair"
    """We read it so."""
    NOTE = "note"
    """Good to know."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked, with its words.

    The message has four parts: where (put before it when it is shown), what is there, what is
    expected, what to do.
    """

    code: str
    severity: Severity
    title: Message
    message: Message
    reason: Message

    @property
    def gate(self) -> str:
        """The gate it belongs to, such as ``FILE`` or ``CELL``."""
        return self.code.partition("-")[0]


_ALL = (
    Rule(
        "FILE-001", Severity.ERROR, msg("The file cannot be used"),
        msg("The file cannot be used. {reason}"),
        msg("A return that cannot be opened says nothing about the region."),
    ),
    Rule(
        "FILE-002", Severity.ERROR, msg("A sheet cannot be read"),
        msg("The sheet cannot be read, often because of a formula or an error value in it. Copy the answers into a new form as values, and send it again."),
        msg("The other sheets are used all the same, but this group's answers are missing."),
    ),
    Rule(
        "IDENTITY-001", Severity.ERROR, msg("The file is not a return of this month"),
        msg("The file was not taken. {reason}"),
        msg("An answer under the wrong region or month would be worse than none."),
    ),
    Rule(
        "IDENTITY-002", Severity.NOTE, msg("One of the two hidden stamps is missing"),
        msg("The hidden sheet or the document properties that name the region and month are missing; the other was used. Send the form itself rather than a copy of its sheets."),
        msg("The form carries its identity twice, so that it survives editing; one is left."),
    ),
    Rule(
        "IDENTITY-003", Severity.WARNING, msg("Two returns saved at the same time"),
        msg("{group} came in two different files saved at the same time: {used} is used and {other} is not. Send the right one again."),
        msg("The newest return counts; with equal times only the sender knows which is meant."),
    ),
    Rule(
        "CELL-001", Severity.ERROR, msg("Not one of the choices"),
        msg("“{found}” is not one of the choices. Choose from the list: {choices}."),
        msg("Only the listed choices can be counted together for the whole country."),
    ),
    Rule(
        "CELL-002", Severity.ERROR, msg("Not a date"),
        msg("“{found}” is not a date that can be read. Type the day as {example}."),
        msg("Dates are compared with the due dates of the roadmap."),
    ),
    Rule(
        "CELL-003", Severity.ERROR, msg("An error value in the cell"),
        msg("The cell shows the error {found}. Type the answer itself instead of a formula."),
        msg("An error value hides what was meant."),
    ),
    Rule(
        "CELL-004", Severity.WARNING, msg("A longer text than there is room for"),
        msg("The text has {length} characters, and there is room for {limit}. Shorten it; until then it is used whole."),
        msg("The briefing packs are read in minutes; long texts hide what matters."),
    ),
    Rule(
        "CELL-005", Severity.REPAIR, msg("Read as one of the choices"),
        msg("“{found}” was read as “{read}”. Nothing needs to be done if that is right."),
        msg("People write the choices in their own words; what was understood is told."),
    ),
    Rule(
        "CELL-006", Severity.REPAIR, msg("Read as a date"),
        msg("“{found}” was read as {read}. Nothing needs to be done if that is right."),
        msg("People write dates in their own way; what was understood is told."),
    ),
    Rule(
        "CELL-007", Severity.ERROR, msg("A text longer than a cell can hold"),
        msg("The text has {length} characters, more than a cell of a workbook can hold. Shorten it to {limit}; it begins: “{begins}”"),
        msg("It could not be written into the national workbook whole."),
    ),
    Rule(
        "CELL-008", Severity.ERROR, msg("A formula without a value"),
        msg("The cell holds the formula {found}, and its value is not stored. Type the answer itself instead of a formula."),
        msg("A value that is calculated elsewhere cannot be read from the file."),
    ),
    Rule(
        "ROW-001", Severity.ERROR, msg("An unknown code"),
        msg("The code “{found}” is not in the roadmap. Put back the form's own code; the row's answers wait until then: {answers}."),
        msg("An answer is tied to its subtask by the code alone."),
    ),
    Rule(
        "ROW-002", Severity.ERROR, msg("The same subtask twice"),
        msg("{subtask} is answered on several rows: {cells}. The first is used. Leave one row, and clear the others: {answers}."),
        msg("A subtask can have one answer from a region in a month."),
    ),
    Rule(
        "ROW-003", Severity.ERROR, msg("The subtask does not concern the region"),
        msg("{subtask} does not concern the region, so its answer is not counted. Clear the row: {answers}."),
        msg("Each region is asked only about what concerns it, so that its figures stay comparable."),
    ),
    Rule(
        "ROW-004", Severity.WARNING, msg("Rows of the form are not there"),
        msg("Rows of the form are not on the sheet: {subtasks}. Take them from the form that was sent, and answer them."),
        msg("A deleted row looks like a missing answer in the national picture."),
    ),
    Rule(
        "ROW-005", Severity.ERROR, msg("A column of the form is not there"),
        msg("The column “{column}” is not on the sheet. Take it from the form that was sent."),
        msg("Answers without their column cannot be told apart from missing ones."),
    ),
    Rule(
        "ROW-006", Severity.ERROR, msg("An answer without a code"),
        msg("The row has answers but no code in the column “{column}”. Put back the form's own code; until then they wait: {answers}."),
        msg("An answer is tied to its subtask by the code alone."),
    ),
    Rule(
        "ROADMAP-001", Severity.ERROR, msg("The same id twice"),
        msg("The id “{found}” is already used on line {first}. Give each thing an id of its own."),
        msg("Answers are tied to the roadmap by these ids."),
    ),
    Rule(
        "ROADMAP-002", Severity.ERROR, msg("A text is missing in one language"),
        msg("“{path}” has no text in {language}. Add “{key}: …” beside the other languages."),
        msg("Every form can be asked for in Finnish and in Swedish."),
    ),
    Rule(
        "ROADMAP-003", Severity.ERROR, msg("A due date outside its phase"),
        msg("{subtask} is due {due}, outside the phase {phase} ({start} – {end}). Change the date or the phase."),
        msg("A subtask is asked about from the beginning of its phase on."),
    ),
    Rule(
        "ROADMAP-004", Severity.ERROR, msg("An unknown applicability set"),
        msg("“applies: {found}” is not a set of this file. Use one of these: {choices}."),
        msg("The set says which regions a subtask concerns."),
    ),
    Rule(
        "ROADMAP-005", Severity.ERROR, msg("A text begins or ends with a space"),
        msg("“{found}” at “{path}” begins or ends with a space. Take the space away."),
        msg("Texts are compared when a return is read, and an unseen space makes them differ."),
    ),
    Rule(
        "ROADMAP-006", Severity.ERROR, msg("An unknown phase"),
        msg("“phase: {found}” is not a phase of this file. Use one of these: {choices}."),
        msg("The phase says from when on a subtask is asked about."),
    ),
    Rule(
        "ROADMAP-007", Severity.ERROR, msg("An unknown dependency"),
        msg("{subtask} depends on “{found}”, which is not another subtask of this file. Correct the id or take it away."),
        msg("Dependencies are shown to the regions by the subtask's name."),
    ),
    Rule(
        "ROADMAP-008", Severity.ERROR, msg("Something is missing"),
        msg("“{path}” has no “{key}”. Add it."),
        msg("Without it the forms cannot be drawn."),
    ),
    Rule(
        "ROADMAP-009", Severity.ERROR, msg("An unknown key"),
        msg("“{key}” is not a key of “{path}”. Take it away or correct its spelling."),
        msg("A misspelt key would be passed over in silence."),
    ),
    Rule(
        "ROADMAP-010", Severity.ERROR, msg("A value of the wrong kind"),
        msg("“{found}” at “{path}” is not of the kind expected here ({expected}). Correct it."),
        msg("Forms and figures are made of these values."),
    ),
    Rule(
        "ROADMAP-011", Severity.ERROR, msg("An unknown region in a set"),
        msg("The set “{set}” names the region “{found}”, which is not in the regions file. Correct the code."),
        msg("A set may only name organisers that exist."),
    ),
    Rule(
        "ROADMAP-012", Severity.ERROR, msg("The file cannot be read as YAML"),
        msg("The file cannot be read as YAML: {problem}. Check the indentation and the quotation marks near this line."),
        msg("The roadmap, the regions and the glossary are YAML files."),
    ),
    Rule(
        "ROADMAP-013", Severity.ERROR, msg("The same key twice"),
        msg("The key “{key}” stands twice in “{path}”. Keep one of them."),
        msg("YAML would keep the last one in silence."),
    ),
    Rule(
        "ROADMAP-014", Severity.ERROR, msg("The same word for two choices"),
        msg("“{found}” means both “{first}” and “{second}” in the scale “{scale}”. Keep it in one of them."),
        msg("A word people write can mean only one choice."),
    ),
)  # fmt: skip

RULES: Mapping[str, Rule] = {rule.code: rule for rule in _ALL}
"""Every rule by its code; codes are never reused."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell about one place of a return; carries values, not words."""

    code: str
    file: str
    """Path relative to the inbox, with ``/``."""
    sheet: str = ""
    cell: str = ""
    region: str = ""
    group: str = ""
    subtask: str = ""
    values: Mapping[str, MessageValue] = field(default_factory=dict)
    """What goes into the rule's message; ``found`` is the cell's content, verbatim."""

    @property
    def rule(self) -> Rule:
        """The rule it comes from."""
        return RULES[self.code]

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.rule.severity

    @property
    def message(self) -> Message:
        """The rule's sentence about this place."""
        return Message(self.rule.message.pattern, self.values)

    @property
    def place(self) -> str:
        """Where it is, as people write it: ``ICT!F14``, or the file's name."""
        if not self.sheet:
            return self.file
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet
