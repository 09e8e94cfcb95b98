"""Narratives: the regions' own words, and the lights of their covers, to be read as text."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from tilannekuva.domain.answers import COVER, Narrative
from tilannekuva.layout.look import LIGHT_COLOURS
from tilannekuva.publish.national.bulk_worksheet import CellValue
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.labels import choice_label, question_label
from tilannekuva.publish.national.long_texts import long_texts
from tilannekuva.publish.national.page import HEADER_ROW, Page, PrintPlan
from tilannekuva.publish.national.tables import (
    Column,
    Table,
    centred,
    column_range,
    draw,
    wrapped,
)

_KEYS: Final = 4
_LIGHT_COLUMN: Final = 4
_TEXT_WIDTH: Final = 70.0


class _Place(NamedTuple):
    """Where a narrative comes: the group's place and its name, the region's, the question's."""

    group: int
    region: int
    question: int


def narratives_by_group(draft: Draft) -> None:
    """Draw the covers first, then each group's narratives: one question, region by region."""
    words = draft.words
    hint = words(
        "What the regions write in their own words, group by group: first the general state "
        "told on the cover, with its light, then the answers of each preparation group, "
        "question by question. The next sheet has the same texts region by region."
    )
    title = words("In their own words, by preparation group")
    columns = [
        wrapped(words("Preparation group"), 18),
        wrapped(words("Question"), 23),
        centred(words("Region code"), 8),
        wrapped(words("Region"), 15),
        *_told_columns(draft),
    ]

    def order(place: _Place) -> tuple[int, ...]:
        return place.group, place.question, place.region

    rows = [
        [group, question, each.region, region, light, each.text]
        for each, group, question, region, light in _told(draft, order)
    ]
    plan = SheetPlan(words("Own words by group"), title, hint, [each.width for each in columns])
    _draw(draft, plan, columns, rows)


def narratives_by_region(draft: Draft) -> None:
    """Draw the same texts, all that a region writes together."""
    words = draft.words
    hint = words(
        "What the regions write in their own words, region by region: first the general "
        "state told on the cover, with its light, then the answers of each preparation group. "
        "The sheet before this one has the same texts group by group."
    )
    title = words("In their own words, by region")
    columns = [
        centred(words("Region code"), 8),
        wrapped(words("Region"), 15),
        wrapped(words("Preparation group"), 18),
        wrapped(words("Question"), 23),
        *_told_columns(draft),
    ]

    def order(place: _Place) -> tuple[int, ...]:
        return place.region, place.group, place.question

    rows = [
        [each.region, region, group, question, light, each.text]
        for each, group, question, region, light in _told(draft, order)
    ]
    plan = SheetPlan(words("Own words by region"), title, hint, [each.width for each in columns])
    _draw(draft, plan, columns, rows)


def _told_columns(draft: Draft) -> list[Column]:
    words = draft.words
    return [wrapped(words("Light"), 17), wrapped(words("Text"), _TEXT_WIDTH)]


def _told(
    draft: Draft, order: Callable[[_Place], tuple[int, ...]]
) -> list[tuple[Narrative, str, str, str, str | None]]:
    """Return the narratives in order, each with its group, question, region and light in words."""
    words, roadmap = draft.words, draft.picture.roadmap
    groups = {COVER: words("Cover")}
    groups |= {group.id: words.text(group.name) for group in roadmap.groups}
    asked = (*roadmap.questions.region, *roadmap.questions.group)
    questions = {each.id: words.text(each.name) for each in asked}
    group_places = {group: place for place, group in enumerate(groups)}
    question_places = {question: place for place, question in enumerate(questions)}
    regions = draft.picture.regions.order

    def rank(narrative: Narrative) -> tuple[int, ...]:
        place = _Place(
            group_places.get(narrative.group, len(groups)),
            regions[narrative.region],
            question_places.get(narrative.question, len(questions)),
        )
        return order(place)

    told = [*draft.picture.record.narratives, *_long_texts(draft)]
    return [
        (
            each,
            groups.get(each.group, each.group),
            questions.get(each.question, each.question),
            draft.short_names([each.region]),
            choice_label(words, roadmap, "light", each.light),
        )
        for each in sorted(told, key=rank)
    ]


def _long_texts(draft: Draft) -> Iterator[Narrative]:
    """Yield the answers' texts that a row of all answers cannot show whole, as narratives."""
    for answer, question, text in long_texts(draft.picture):
        label = question_label(draft.words, draft.picture.roadmap, question)
        yield Narrative(
            region=answer.region,
            month=answer.month,
            source_file=answer.source_file,
            source_sheet=answer.source_sheet,
            source_cell=answer.source_cell,
            group=answer.group,
            question=f"{label}: {answer.subtask}",
            text=text,
        )


def _draw(
    draft: Draft, plan: SheetPlan, columns: list[Column], rows: Sequence[Sequence[CellValue]]
) -> None:
    page = draft.page(plan, bulk=True)
    table = Table(columns, rows, nothing=draft.words("There are no narratives."), keys=_KEYS)
    last_row = draw(page, table)
    _colour_lights(page, draft, table, last_row)
    page.freeze(HEADER_ROW + 1)
    draft.finish(page, plan.title, (last_row, len(columns) - 1), PrintPlan(upright=True))


def _colour_lights(page: Page, draft: Draft, table: Table, last_row: int) -> None:
    if not table.rows:
        return
    for choice in draft.picture.roadmap.answer_scale.light:
        label = page.words.text(choice.label)
        page.condition(
            [column_range(table, _LIGHT_COLUMN, last_row)],
            {
                "type": "cell",
                "criteria": "==",
                "value": '"{}"'.format(label.replace('"', '""')),
                "format": page.formats.conditional(bg_color=LIGHT_COLOURS[choice.id]),
            },
        )
