"""Rules of the gate ROADMAP: the roadmap file itself."""

from datetime import date

from tilannekuva.domain.messages import Message, msg
from tilannekuva.domain.rule import Example, Rule, Severity


def _lines(text: str) -> Message:
    """Return lines of a data file, which are the same in every language."""
    return msg("{lines}", lines=text)


ROADMAP_RULES = (
    Rule(
        "ROADMAP-001",
        Severity.ERROR,
        title=msg("The same id twice"),
        message=msg("The id “{found}” is already used on line {first}."),
        fix=msg("Give each thing an id of its own."),
        reason=msg("Answers are tied to the roadmap by these ids."),
        example=Example(
            _lines("id: HT-1.2.2"),
            _lines("id: HT-1.2.1"),
            {"found": "HT-1.2.1", "first": "246"},
        ),
    ),
    Rule(
        "ROADMAP-002",
        Severity.ERROR,
        title=msg("A text is missing in one language"),
        message=msg("“{path}” has no text in {language}."),
        fix=msg("Add “{key}: …” beside the other languages."),
        reason=msg("Every form can be asked for in Finnish and in Swedish."),
        example=Example(
            _lines('name: {fi: "Riski", sv: "Risk", en: "Risk"}'),
            _lines('name: {fi: "Riski", en: "Risk"}'),
            {"path": "questions.subtask[2].name", "language": msg("Swedish"), "key": "sv"},
        ),
    ),
    Rule(
        "ROADMAP-003",
        Severity.ERROR,
        title=msg("A due date outside its phase"),
        message=msg("{subtask} is due on {due}, outside the phase {phase} ({start} – {end})."),
        fix=msg("Change the date or the phase."),
        reason=msg("A subtask is asked about from the beginning of its phase on."),
        example=Example(
            _lines("due: 2021-09-15"),
            _lines("due: 2031-09-15"),
            {"subtask": "HT-1.1.2", "due": date(2031, 9, 15), "phase": "VATE", "start": date(2021, 7, 1), "end": date(2022, 2, 28)},
        ),
    ),
    Rule(
        "ROADMAP-004",
        Severity.ERROR,
        title=msg("An unknown applicability set"),
        message=msg("“applies: {found}” is not a set of this file; the sets are: {choices}."),
        fix=msg("Use one of the sets, or add it."),
        reason=msg("The set says which regions a subtask concerns."),
        example=Example(
            _lines("applies: all"),
            _lines("applies: everybody"),
            {"found": "everybody", "choices": ("all", "hva", "bilingual", "sami", "uusimaa", "univ", "hus")},
        ),
    ),
    Rule(
        "ROADMAP-005",
        Severity.ERROR,
        title=msg("A text begins or ends with a space"),
        message=msg("“{found}” at “{path}” begins or ends with a space."),
        fix=msg("Take the space away."),
        reason=msg("Texts are compared when a return is read, and an unseen space makes them differ."),
        example=Example(
            _lines('legal_basis: "616/2021 10 § 3 mom."'),
            _lines('legal_basis: "616/2021 10 § 3 mom. "'),
            {"found": "616/2021 10 § 3 mom. ", "path": "groups[0].entities[0].tasks[1].subtasks[1].legal_basis"},
        ),
    ),
    Rule(
        "ROADMAP-006",
        Severity.ERROR,
        title=msg("An unknown phase"),
        message=msg("“phase: {found}” is not a phase of this file; the phases are: {choices}."),
        fix=msg("Use one of the phases."),
        reason=msg("The phase says from when on a subtask is asked about."),
        example=Example(
            _lines("phase: VATE"),
            _lines("phase: autumn"),
            {"found": "autumn", "choices": ("VATE", "AV", "JV")},
        ),
    ),
    Rule(
        "ROADMAP-007",
        Severity.ERROR,
        title=msg("An unknown dependency"),
        message=msg("{subtask} depends on “{found}”, which is not another subtask of this file."),
        fix=msg("Correct the id or take it away."),
        reason=msg("Dependencies are shown to the regions by the subtask's name."),
        example=Example(
            _lines("depends_on: [JO-1.1.2]"),
            _lines("depends_on: [HT-9.9.9]"),
            {"subtask": "HT-3.3.1", "found": "HT-9.9.9"},
        ),
    ),
    Rule(
        "ROADMAP-008",
        Severity.ERROR,
        title=msg("Something is missing"),
        message=msg("“{path}” has no “{key}”."),
        fix=msg("Add it."),
        reason=msg("Without it the forms cannot be drawn."),
        example=Example(
            _lines("phase: VATE\ncritical: false"),
            _lines("phase: VATE"),
            {"path": "groups[0].entities[0].tasks[0].subtasks[1]", "key": "critical"},
        ),
    ),
    Rule(
        "ROADMAP-009",
        Severity.ERROR,
        title=msg("An unknown key"),
        message=msg("“{key}” is not a key of “{path}”."),
        fix=msg("Take it away or correct its spelling."),
        reason=msg("A misspelt key would be passed over in silence."),
        example=Example(
            _lines("critical: false"),
            _lines("kritical: false"),
            {"path": "groups[0].entities[0].tasks[0].subtasks[1]", "key": "kritical"},
        ),
    ),
    Rule(
        "ROADMAP-010",
        Severity.ERROR,
        title=msg("A value of the wrong kind"),
        message=msg("“{found}” at “{path}” is not of the kind expected here ({expected})."),
        fix=msg("Correct it."),
        reason=msg("Forms and figures are made of these values."),
        example=Example(
            _lines("critical: false"),
            _lines("critical: perhaps"),
            {"found": "perhaps", "path": "groups[0].entities[0].tasks[0].subtasks[1].critical", "expected": msg("true or false")},
        ),
    ),
    Rule(
        "ROADMAP-011",
        Severity.ERROR,
        title=msg("An unknown region in a set"),
        message=msg("The set “{set}” names the region “{found}”, which is not in the regions file."),
        fix=msg("Correct the code."),
        reason=msg("A set may only name organisers that exist."),
        example=Example(
            _lines('codes: ["21"]'),
            _lines('codes: ["99"]'),
            {"set": "sami", "found": "99"},
        ),
    ),
    Rule(
        "ROADMAP-012",
        Severity.ERROR,
        title=msg("The file cannot be read as YAML"),
        message=msg("The file cannot be read as YAML: {problem}."),
        fix=msg("Check the indentation and the quotation marks near this line."),
        reason=msg("The roadmap, the regions and the glossary are YAML files."),
        example=Example(
            _lines('name: {fi: "Riski", sv: "Risk", en: "Risk"}'),
            _lines('name: {fi: "Riski", sv: "Risk, en: "Risk"}'),
            {"problem": "while parsing a flow mapping"},
        ),
    ),
    Rule(
        "ROADMAP-013",
        Severity.ERROR,
        title=msg("The same key twice"),
        message=msg("The key “{key}” stands twice in “{path}”."),
        fix=msg("Keep one of them."),
        reason=msg("YAML would keep the last one in silence."),
        example=Example(
            _lines("due: 2021-09-15"),
            _lines("due: 2021-09-15\ndue: 2021-10-15"),
            {"key": "due", "path": "groups[0].entities[0].tasks[0].subtasks[1]"},
        ),
    ),
    Rule(
        "ROADMAP-014",
        Severity.ERROR,
        title=msg("The same word for two choices"),
        message=msg("“{found}” means both “{first}” and “{second}” in the scale “{scale}”."),
        fix=msg("Keep it in one of them."),
        reason=msg("A word people write can mean only one choice."),
        example=Example(
            _lines('fi: ["keltainen"]'),
            _lines('fi: ["vihreä"]'),
            {"found": "vihreä", "first": "green", "second": "yellow", "scale": "light"},
        ),
    ),
    Rule(
        "ROADMAP-015",
        Severity.ERROR,
        title=msg("An earlier version named twice"),
        message=msg("The earlier version “{found}” is named twice, or is the version of this file."),
        fix=msg("Name each earlier version once."),
        reason=msg("A returned form says which version it is of, and that must lead to one file."),
        example=Example(
            _lines("earlier: [{version: 2022-1, file: 2022-1.yaml}]"),
            _lines("earlier: [{version: 2022-1, file: 2022-1.yaml}, {version: 2022-1, file: old.yaml}]"),
            {"found": "2022-1"},
        ),
    ),
    Rule(
        "ROADMAP-016",
        Severity.ERROR,
        title=msg("Carried over to an unknown subtask"),
        message=msg("{subtask} of the version {version} is carried over to “{found}”, which is not a subtask of this file."),
        fix=msg("Correct the id, or write null where the subtask has ended."),
        reason=msg("Answers given to an earlier version are counted under the subtask named here."),
        example=Example(
            _lines("carried_over: {HT-1.2.1: HT-1.2.2}"),
            _lines("carried_over: {HT-1.2.1: HT-9.9.9}"),
            {"subtask": "HT-1.2.1", "version": "2022-1", "found": "HT-9.9.9"},
        ),
    ),
    Rule(
        "ROADMAP-017",
        Severity.ERROR,
        title=msg("The file of an earlier version is not there"),
        message=msg("The file “{found}” of the version {version} is not there."),
        fix=msg("Put it beside this file, or correct its name."),
        reason=msg("A form of an earlier version is read with the words and ids of its own file."),
        example=Example(
            _lines("earlier: [{version: 2022-1, file: 2022-1.yaml}]"),
            _lines("earlier: [{version: 2022-1, file: 2021-1.yaml}]"),
            {"version": "2022-1", "found": "2021-1.yaml"},
        ),
    ),
    Rule(
        "ROADMAP-018",
        Severity.ERROR,
        title=msg("The file of an earlier version is of another version"),
        message=msg("The file “{file}” is said to be of the version {version}, but it is of the version {found}."),
        fix=msg("Name the version that stands in the file."),
        reason=msg("A returned form says which version it is of, and that must lead to the right file."),
        example=Example(
            _lines("earlier: [{version: 2022-1, file: 2022-1.yaml}]"),
            _lines("earlier: [{version: 2022-1, file: 2022-3.yaml}]"),
            {"file": "2022-3.yaml", "version": "2022-1", "found": "2022-3"},
        ),
    ),
    Rule(
        "ROADMAP-019",
        Severity.ERROR,
        title=msg("Carried over from an unknown subtask"),
        message=msg("“{found}” is not a subtask of the version {version}."),
        fix=msg("Correct the id, or take the line away."),
        reason=msg("A misspelt id would leave the answers of the right one behind."),
        example=Example(
            _lines("carried_over: {HT-1.2.1: HT-1.2.2}"),
            _lines("carried_over: {HT-1.2.l: HT-1.2.2}"),
            {"found": "HT-1.2.l", "version": "2022-1"},
        ),
    ),
    Rule(
        "ROADMAP-020",
        Severity.ERROR,
        title=msg("Subtasks of an earlier version that have gone nowhere"),
        message=msg("Subtasks of the version {version} are neither in this file nor under carried_over: {subtasks}."),
        fix=msg("Say under carried_over which subtask each of them has become; null where it has ended."),
        reason=msg("Whether a subtask has ended or has another id now cannot be guessed."),
        example=Example(
            _lines("carried_over: {HT-1.2.1: null}"),
            _lines("carried_over: {}"),
            {"version": "2022-1", "subtasks": ("HT-1.2.1",)},
        ),
    ),
)  # fmt: skip
"""In the order of their codes."""
