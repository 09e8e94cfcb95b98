"""Findings and repairs: every place of a return that somebody is to know about."""

from collections.abc import Iterable, Sequence

from tilannekuva.domain.answers import COVER
from tilannekuva.domain.dispositions import ADVICE
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import Message
from tilannekuva.domain.rule import Severity
from tilannekuva.i18n.told import ToldFinding, in_reading_order, told
from tilannekuva.layout.look import ALERT
from tilannekuva.publish.national.bulk_worksheet import CellValue
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.labels import question_label, severity_label
from tilannekuva.publish.national.page import HEADER_ROW, Page
from tilannekuva.publish.national.tables import Column, Table, centred, column_range, draw, wrapped

_TOLD = (Severity.ERROR, Severity.WARNING, Severity.NOTE)

_FROZEN = 3
_KEYS = 7
"""Where a text goes on in a further row, it says again of which cells it is."""
_SEVERITY_COLUMN = 0


def findings(draft: Draft) -> None:
    """Draw the findings by severity, region and place; those of the coordinator alone first."""
    words = draft.words
    title = words("Findings")
    hint = words(
        "Error: the value is not used and the region must correct it. Warning: the value "
        "is used, and the region is asked to check it. Note: good to know. What says the same "
        "of several cells of a sheet is told once, with all of the cells. What concerns the "
        "coordinator alone comes first."
    )
    columns = _finding_columns(draft)
    plan = SheetPlan(words("Findings"), title, hint, [each.width for each in columns])
    page = draft.page(plan, bulk=True)
    rows = [_blank_where_empty(_finding(draft, each)) for each in _told(draft)]
    nothing = words("There are no findings.")
    table = Table(columns, rows, nothing=nothing, keys=_KEYS)
    last_row = draw(page, table)
    _mark_errors(page, table, last_row)
    _finish(draft, page, title, last_row, len(columns) - 1)


def repairs(draft: Draft) -> None:
    """Draw what was read other than it was written, and how: a row for each cell."""
    words = draft.words
    title = words("Repairs")
    hint = words(
        "What was written so that it could be read in one way only, and how it was read. "
        "Nothing has to be done, but each reading can be checked here."
    )
    columns = _repair_columns(draft)
    plan = SheetPlan(words("Repairs"), title, hint, [each.width for each in columns])
    page = draft.page(plan, bulk=True)
    repaired = (each for each in draft.picture.record.findings if each.severity is Severity.REPAIR)
    listed = in_reading_order(_by_region(draft, repaired))
    rows = [_blank_where_empty(_repair(draft, each)) for each in listed]
    nothing = words("There are no repairs.")
    table = Table(columns, rows, nothing=nothing, keys=_KEYS)
    _finish(draft, page, title, draw(page, table), len(columns) - 1)


def _told(draft: Draft) -> list[ToldFinding]:
    """Return the findings: first those that no region is told of, then by severity and region."""
    regions = draft.picture.regions.by_code
    shown = (each for each in draft.picture.record.findings if each.severity in _TOLD)
    listed = told(_by_region(draft, shown), draft.words)
    return sorted(listed, key=lambda each: each.first.region in regions)


def _by_region(draft: Draft, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by region and group, so that their files and sheets are met in that order."""
    regions = draft.picture.regions.order
    groups = {COVER: -1}
    groups |= {group.id: place for place, group in enumerate(draft.picture.roadmap.groups)}
    return sorted(
        findings,
        key=lambda each: (regions.get(each.region, -1), groups.get(each.group, len(groups))),
    )


def _finding_columns(draft: Draft) -> list[Column]:
    words = draft.words
    return [
        wrapped(words("Severity"), 10),
        centred(words("Region code"), 7),
        wrapped(words("Region"), 19),
        Column(words("Group"), 7),
        wrapped(words("File"), 21),
        wrapped(words("Sheet"), 11),
        wrapped(words("Cells"), 16),
        wrapped(words("Subtask"), 17),
        wrapped(words("Question"), 14),
        wrapped(words("Written"), 20),
        wrapped(words("Finding"), 44),
        wrapped(words("Next step"), 32),
        Column(words("Rule"), 13),
    ]


def _finding(draft: Draft, each: ToldFinding) -> list[str]:
    words, first = draft.words, each.first
    return [
        severity_label(words, each.severity),
        *_place(draft, first),
        words.listing(each.cells),
        words.listing(each.subtasks),
        words.listing(_questions(draft, each.questions)),
        "\n".join(dict.fromkeys(filter(None, map(_found, each.findings)))),
        each.there,
        each.to_do if _is_told(draft, first) else _advice(draft, each),
        each.code,
    ]


def _advice(draft: Draft, each: ToldFinding) -> str:
    """Return what the coordinator can do about a file of no known region."""
    outcomes = {outcome.path: outcome for outcome in draft.picture.record.files}
    outcome = outcomes.get(each.first.file)
    if outcome is None or outcome.reason not in ADVICE:
        return each.to_do
    return draft.words.say(Message(ADVICE[outcome.reason].pattern, outcome.values))


def _repair_columns(draft: Draft) -> list[Column]:
    words = draft.words
    return [
        centred(words("Region code"), 7),
        wrapped(words("Region"), 24),
        Column(words("Group"), 7),
        wrapped(words("File"), 28),
        wrapped(words("Sheet"), 12),
        Column(words("Cell"), 8),
        Column(words("Subtask"), 12),
        wrapped(words("Question"), 22),
        wrapped(words("Written"), 34),
        wrapped(words("Read as"), 34),
        Column(words("Rule"), 13),
    ]


def _repair(draft: Draft, finding: Finding) -> list[str]:
    words = draft.words
    return [
        *_place(draft, finding),
        finding.cell,
        finding.subtask,
        words.listing(_questions(draft, (finding.question,))),
        _found(finding),
        words.value(finding.values.get("read", "")),
        finding.code,
    ]


def _place(draft: Draft, finding: Finding) -> list[str]:
    """Return where a finding is, but for its cells: from the region to the sheet."""
    region = draft.name_of(finding.region)
    return [
        finding.region,
        region if _is_told(draft, finding) else draft.words("for the coordinator"),
        finding.group,
        finding.file,
        finding.sheet,
    ]


def _is_told(draft: Draft, finding: Finding) -> bool:
    """Tell whether a finding is about a region, which is then told of it."""
    return finding.region in draft.picture.regions.by_code


def _found(finding: Finding) -> str:
    """Return what stands in the cell, verbatim; nothing where the rule tells of no such thing."""
    found = finding.values.get("found")
    return found if isinstance(found, str) else ""


def _blank_where_empty(row: Iterable[str]) -> list[CellValue]:
    """Return a row whose empty texts are blank cells, as filters and formulas know them."""
    return [text or None for text in row]


def _questions(draft: Draft, asked: Sequence[str]) -> list[str]:
    return [question_label(draft.words, draft.picture.roadmap, each) for each in asked if each]


def _mark_errors(page: Page, table: Table, last_row: int) -> None:
    if not table.rows:
        return
    page.condition(
        [column_range(table, _SEVERITY_COLUMN, last_row)],
        {
            "type": "cell",
            "criteria": "==",
            "value": f'"{severity_label(page.words, Severity.ERROR)}"',
            "format": page.formats.conditional(bg_color=ALERT),
        },
    )


def _finish(draft: Draft, page: Page, title: str, last_row: int, last_column: int) -> None:
    page.freeze(HEADER_ROW + 1, _FROZEN)
    draft.finish(page, title, (last_row, last_column))
