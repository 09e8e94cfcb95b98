"""National and regional risks, and the support that is wished for."""

from collections.abc import Iterator

from tilannekuva.domain.picture import SharedRisk, Standing
from tilannekuva.publish.national.bulk_worksheet import CellValue
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.formats import COUNTED
from tilannekuva.publish.national.labels import choice_label, timing_label, yes
from tilannekuva.publish.national.page import HEADER_ROW
from tilannekuva.publish.national.tables import Column, Table, centred, draw, wrapped


def risks(draft: Draft) -> None:
    """Draw the shared risks, national first."""
    words = draft.words
    title = words("National and regional risks")
    limit = draft.picture.roadmap.measures.national_risk
    hint = words(
        "A subtask is a risk in a region where it is delayed, where the region tells a "
        "high risk, or where it asks for national support; a region counts once. The risk "
        "is national when at least {share} of at least {least} regions are affected, "
        "else regional.",
        share=limit.share,
        least=limit.at_least,
    )
    columns = [
        wrapped(words("Level"), 12),
        Column(words("Code"), 9.5),
        wrapped(words("Preparation group"), 19),
        wrapped(words("Subtask"), 44),
        centred(words("Critical"), 8),
        Column(words("Due"), 11, draft.formats.day()),
        Column(words("Regions affected"), 11, COUNTED),
        Column(words("of regions concerned"), 12, COUNTED),
        Column(words("Delayed"), 11, COUNTED),
        Column(words("High risk"), 9, COUNTED),
        Column(words("National support"), 15, COUNTED),
        wrapped(words("Regions"), 56),
    ]
    plan = SheetPlan(words("Risks"), title, hint, [column.width for column in columns])
    page = draft.page(plan, bulk=True)
    rows = [_risk(draft, risk) for risk in draft.picture.risks]
    nothing = words("No subtask is a risk in any region.")
    last = draw(page, Table(columns, rows, nothing=nothing))
    page.freeze(HEADER_ROW + 1, 2)
    draft.finish(page, title, (last, len(columns) - 1))


def support(draft: Draft) -> None:
    """Draw the support that is wished for, national first."""
    words = draft.words
    title = words("Support wished for")
    hint = words(
        "What the regions ask support for, subtask by subtask: first national support, then "
        "regional. What a region writes of support for a whole preparation group is among its "
        "own words."
    )
    columns = [
        wrapped(words("Support"), 13),
        Column(words("Code"), 9.5),
        wrapped(words("Preparation group"), 18),
        wrapped(words("Subtask"), 36),
        centred(words("Region code"), 7),
        wrapped(words("Region"), 14),
        wrapped(words("Status"), 12),
        wrapped(words("Timing"), 12),
        wrapped(words("Risk"), 11),
        Column(words("Estimated completion"), 13, draft.formats.day()),
        wrapped(words("Person responsible"), 15),
        wrapped(words("Description"), 56),
    ]
    plan = SheetPlan(words("Support"), title, hint, [column.width for column in columns])
    page = draft.page(plan, bulk=True)
    rows = list(_support_rows(draft))
    nothing = words("No region has asked for support.")
    last = draw(page, Table(columns, rows, nothing=nothing, keys=6))
    page.freeze(HEADER_ROW + 1, 2)
    draft.finish(page, title, (last, len(columns) - 1))


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
