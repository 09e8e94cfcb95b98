"""National and regional risks, and the support that is wished for."""

from collections.abc import Iterator

from tilannekuva.domain.picture import SharedRisk, Standing
from tilannekuva.publish.national.bulk_worksheet import CellValue
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.formats import NUMBER, SECTION
from tilannekuva.publish.national.labels import choice_label, timing_label, yes
from tilannekuva.publish.national.page import HEADER_ROW, LEGEND_ROW, Page
from tilannekuva.publish.national.tables import Column, Table, centred, draw, wrapped

_MOST_LINES = 12


def risks(draft: Draft) -> None:
    """Draw the shared risks, then the support wished for, national first."""
    words = draft.words
    title = words("Risks and support needs")
    limit = draft.picture.roadmap.measures.national_risk
    hint = words(
        "A subtask is a risk in a region where it is delayed, where the region tells a "
        "high risk, or where it asks for national support; a region counts once. The risk "
        "is national when at least {share} of at least {least} regions are affected, "
        "else regional. Below the risks is the support that regions wish for.",
        share=limit.share,
        least=limit.at_least,
    )
    columns = _risk_columns(draft)
    widths = [column.width for column in columns]
    page = draft.page(SheetPlan(words("Risks and support"), title, hint, widths))
    page.write(LEGEND_ROW, 0, words("Shared risks"), SECTION)
    rows = [_risk(draft, risk) for risk in draft.picture.risks]
    nothing = words("No subtask is a risk in any region.")
    last = draw(page, Table(columns, rows, filtered="table", nothing=nothing))
    last = _support(page, draft, last + 2)
    page.freeze(HEADER_ROW + 1, 2)
    draft.finish(page, title, last, len(columns) - 1)


def _risk_columns(draft: Draft) -> list[Column]:
    words = draft.words
    return [
        wrapped(words("Level"), 15),
        Column(words("Code"), 9),
        wrapped(words("Preparation group"), 20),
        wrapped(words("Subtask"), 50),
        centred(words("Critical"), 10),
        Column(words("Due"), 13, draft.formats.day()),
        Column(words("Regions affected"), 11, NUMBER),
        Column(words("of regions concerned"), 11, NUMBER),
        Column(words("Delayed"), 11, NUMBER),
        Column(words("High risk"), 13, NUMBER),
        Column(words("National support"), 13, NUMBER),
        wrapped(words("Regions"), 60),
    ]


def _risk(draft: Draft, risk: SharedRisk) -> list[CellValue]:
    words = draft.words
    group, _entity, _task, subtask, _order = risk.position
    return [
        words("national") if risk.national else words("regional"),
        subtask.id,
        words.text(group.name),
        words.text(subtask.name),
        yes(words, so=subtask.critical),
        subtask.due,
        len(risk.affected),
        risk.base,
        len(risk.delayed),
        len(risk.high_risk),
        len(risk.national_support),
        draft.short_names(risk.affected),
    ]


def _support(page: Page, draft: Draft, top: int) -> int:
    words = draft.words
    page.write(top, 0, words("Support wished for"), SECTION)
    page.height(top, 21)
    columns = [
        wrapped(words("Support"), 15),
        Column(words("Code"), 9),
        wrapped(words("Preparation group"), 20),
        wrapped(words("Subtask"), 50),
        centred(words("Region code"), 10),
        wrapped(words("Region"), 13),
        wrapped(words("Status"), 11),
        wrapped(words("Timing"), 11),
        wrapped(words("Risk"), 11),
        Column(words("Estimated completion"), 13, draft.formats.day()),
        wrapped(words("Person responsible"), 13),
        wrapped(words("Description"), 60),
    ]
    rows = list(_support_rows(draft))
    nothing = words("No region has asked for support.")
    table = Table(columns, rows, top + 1, filtered="table", most_lines=_MOST_LINES, nothing=nothing)
    return draw(page, table)


def _support_rows(draft: Draft) -> Iterator[list[CellValue]]:
    """Yield national support first, each in roadmap order and that of the regions."""
    order = draft.picture.regions.order
    by_subtask = sorted(
        draft.picture.subtasks, key=lambda each: (each.position.order, order[each.region])
    )
    for wished in ("national", "regional"):
        for standing in by_subtask:
            if standing.answer is not None and standing.answer.support == wished:
                yield _support_row(draft, standing)


def _support_row(draft: Draft, standing: Standing) -> list[CellValue]:
    words, roadmap, answer = draft.words, draft.picture.roadmap, standing.answer
    group, _entity, _task, subtask, _order = standing.position
    told: list[CellValue] = [
        subtask.id,
        words.text(group.name),
        words.text(subtask.name),
        standing.region,
        draft.short_names([standing.region]),
    ]
    if answer is None:
        return [None, *told, *[None] * 6]
    return [
        choice_label(words, roadmap, "support", answer.support),
        *told,
        choice_label(words, roadmap, "status", answer.status) or words("no answer"),
        timing_label(words, standing.timing),
        choice_label(words, roadmap, "risk", answer.risk),
        answer.estimated_completion,
        answer.responsible,
        answer.description,
    ]
