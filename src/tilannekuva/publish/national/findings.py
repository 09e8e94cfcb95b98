"""Findings and repairs: every place of a return that somebody is to know about."""

from collections.abc import Iterator, Sequence

from tilannekuva.domain.findings import Finding, Severity
from tilannekuva.publish.national.bulk_worksheet import CellValue
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.labels import severity_label
from tilannekuva.publish.national.page import HEADER_ROW
from tilannekuva.publish.national.tables import Column, Table, centred, draw, wrapped


def findings(draft: Draft) -> None:
    """Draw the findings by severity, region and place."""
    words = draft.words
    title = words("Findings")
    hint = words(
        "Error: the value is not used and the region must correct it. Warning: the value "
        "is used, and the region is asked to check it. Note: good to know. Where a value "
        "could not be read, it is told here as it was written."
    )
    shown = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    plan = SheetPlan(words("Findings"), title, hint, _widths(draft))
    _draw(draft, plan, shown, words("There are no findings."))


def repairs(draft: Draft) -> None:
    """Draw what was read other than it was written, and how."""
    words = draft.words
    title = words("Repairs")
    hint = words(
        "What was written so that it could be read in one way only, and how it was read. "
        "Nothing has to be done, but each reading can be checked here."
    )
    plan = SheetPlan(words("Repairs"), title, hint, _widths(draft))
    _draw(draft, plan, (Severity.REPAIR,), words("There are no repairs."))


def _draw(draft: Draft, plan: SheetPlan, shown: Sequence[Severity], nothing: str) -> None:
    page = draft.page(plan, bulk=True)
    columns = _columns(draft)
    last_row = draw(page, Table(columns, list(_rows(draft, shown)), nothing=nothing))
    page.freeze(HEADER_ROW + 1, 3)
    draft.finish(page, plan.title, last_row, len(columns) - 1)


def _columns(draft: Draft) -> list[Column]:
    words = draft.words
    return [
        wrapped(words("Severity"), 12),
        centred(words("Region code"), 8),
        wrapped(words("Region"), 24),
        Column(words("Group"), 8),
        wrapped(words("File"), 28),
        wrapped(words("Sheet"), 12),
        wrapped(words("Cell"), 9),
        wrapped(words("Message"), 90),
        Column(words("Rule"), 14),
    ]


def _widths(draft: Draft) -> list[float]:
    return [column.width for column in _columns(draft)]


def _rows(draft: Draft, shown: Sequence[Severity]) -> Iterator[list[CellValue]]:
    order = draft.picture.regions.order

    def rank(finding: Finding) -> tuple[int, int]:
        return shown.index(finding.severity), order.get(finding.region, len(order))

    listed = [each for each in draft.picture.record.findings if each.severity in shown]
    for each in sorted(listed, key=rank):
        yield [
            severity_label(draft.words, each.severity),
            each.region,
            draft.name_of(each.region),
            each.group,
            each.file,
            each.sheet,
            each.cell,
            draft.words.say(each.message),
            each.code,
        ]
