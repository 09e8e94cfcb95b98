"""Narratives: the regions' own words, and the lights of their covers."""

from collections.abc import Iterator

from tilannekuva.domain.answers import COVER, Narrative
from tilannekuva.layout.look import LIGHT_COLOURS
from tilannekuva.publish.national.bulk_worksheet import CellValue
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.labels import choice_label
from tilannekuva.publish.national.page import HEADER_ROW, Page
from tilannekuva.publish.national.tables import Table, centred, column_range, draw, wrapped

_LIGHT_COLUMN = 4


def narratives(draft: Draft) -> None:
    """Draw the covers first, then each group's narratives, by region."""
    words = draft.words
    title = words("Narratives")
    hint = words(
        "What the regions write in their own words: first the general state told on the "
        "cover, with its light, then each preparation group's answers, by group and "
        "region."
    )
    columns = [
        wrapped(words("Preparation group"), 24),
        centred(words("Region code"), 8),
        wrapped(words("Region"), 24),
        wrapped(words("Question"), 28),
        wrapped(words("Light"), 20),
        wrapped(words("Text"), 90),
    ]
    plan = SheetPlan(words("In their own words"), title, hint, [each.width for each in columns])
    page = draft.page(plan, bulk=True)
    table = Table(columns, list(_rows(draft)), nothing=words("There are no narratives."))
    last_row = draw(page, table)
    _colour_lights(page, draft, table)
    page.freeze(HEADER_ROW + 1, 3)
    draft.finish(page, title, last_row, len(columns) - 1)


def _rows(draft: Draft) -> Iterator[list[CellValue]]:
    words, roadmap = draft.words, draft.picture.roadmap
    groups = {COVER: words("Cover")}
    groups |= {group.id: words.text(group.name) for group in roadmap.groups}
    questions = {
        each.id: words.text(each.name)
        for each in (*roadmap.questions.region, *roadmap.questions.group)
    }
    places = {group: place for place, group in enumerate(groups)}
    order = draft.picture.regions.order

    def rank(narrative: Narrative) -> tuple[int, int]:
        return places.get(narrative.group, len(places)), order[narrative.region]

    for each in sorted(draft.picture.record.narratives, key=rank):
        yield [
            groups.get(each.group, each.group),
            each.region,
            draft.name_of(each.region),
            questions.get(each.question, each.question),
            choice_label(words, roadmap, "light", each.light),
            each.text,
        ]


def _colour_lights(page: Page, draft: Draft, table: Table) -> None:
    if not table.rows:
        return
    for choice in draft.picture.roadmap.answer_scale.light:
        label = page.words.text(choice.label)
        page.condition(
            [column_range(table, _LIGHT_COLUMN)],
            {
                "type": "cell",
                "criteria": "==",
                "value": '"{}"'.format(label.replace('"', '""')),
                "format": page.formats.conditional(bg_color=LIGHT_COLOURS[choice.id]),
            },
        )
