"""Returns: who has returned, when, and how each region stands."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tilannekuva.domain.answers import COVER, GroupReturn
from tilannekuva.domain.picture import RegionStanding
from tilannekuva.publish.national.bulk_worksheet import CellValue
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.formats import NUMBER, SECTION
from tilannekuva.publish.national.labels import state_label, yes
from tilannekuva.publish.national.page import HEADER_ROW, LEGEND_ROW, Page
from tilannekuva.publish.national.tables import Column, Table, centred, draw, wrapped

_FINNISH_TIME = ZoneInfo("Europe/Helsinki")


def finnish_time(moment: datetime) -> datetime:
    """Return a moment as a clock in Finland shows it, without a time zone, as Excel wants it."""
    return moment.astimezone(_FINNISH_TIME).replace(tzinfo=None, microsecond=0)


def returns(draft: Draft) -> None:
    """Draw the state of every region, then every group's return."""
    words = draft.words
    title = words("Returns")
    hint = words(
        "The state of each region's return (deadline {deadline}), with the counts behind it. "
        "Below it is every return that is used: when it was last saved, in Finnish time, and by "
        "whom it was filled in.",
        deadline=draft.picture.record.deadline,
    )
    columns = _state_columns(draft)
    plan = SheetPlan(words("Returns"), title, hint, [column.width for column in columns])
    page = draft.page(plan)
    page.write(LEGEND_ROW, 0, words("States of the regions"), SECTION)
    rows = [_state(draft, standing) for standing in draft.picture.standings.values()]
    last = draw(page, Table(columns, rows, filtered="table"))
    last = _group_returns(page, draft, last + 2)
    page.freeze(HEADER_ROW + 1, 2)
    draft.finish(page, title, last, len(columns) - 1)


def _state_columns(draft: Draft) -> list[Column]:
    words = draft.words
    return [
        centred(words("Region code"), 8),
        wrapped(words("Region"), 34),
        wrapped(words("State"), 22),
        centred(words("Late"), 10),
        wrapped(words("Groups returned"), 24),
        wrapped(words("Groups missing"), 28),
        Column(words("Subtasks on the form"), 15, NUMBER),
        Column(words("With a status"), 11, NUMBER),
        Column(words("Critical on the form"), 11, NUMBER),
        Column(words("Critical with a status"), 11, NUMBER),
        Column(words("Errors"), 11, NUMBER),
        Column(words("Warnings"), 11, NUMBER),
        Column(words("Repairs"), 11, NUMBER),
    ]


def _state(draft: Draft, standing: RegionStanding) -> list[CellValue]:
    words = draft.words
    return [
        standing.region,
        draft.name_of(standing.region),
        state_label(words, standing.state),
        yes(words, so=standing.late),
        words.listing(standing.groups_returned),
        words.listing(standing.groups_missing),
        standing.asked,
        standing.answered,
        standing.critical_asked,
        standing.critical_answered,
        standing.errors,
        standing.warnings,
        standing.repairs,
    ]


def _group_returns(page: Page, draft: Draft, top: int) -> int:
    words = draft.words
    page.write(top, 0, words("Returns used"), SECTION)
    page.height(top, 21)
    columns = [
        centred(words("Region code"), 8),
        wrapped(words("Region"), 34),
        wrapped(words("Preparation group"), 22),
        centred(words("Late"), 10),
        wrapped(words("Filled in by"), 24),
        wrapped(words("File"), 28),
        Column(words("Last saved"), 15, draft.formats.moment()),
        Column(words("Filled in on"), 11, draft.formats.day()),
        Column(words("Answers"), 11, NUMBER),
    ]
    order = draft.picture.regions.order
    places = {COVER: -1}
    places |= {group.id: place for place, group in enumerate(draft.picture.roadmap.groups)}
    listed = sorted(
        draft.picture.record.returns,
        key=lambda each: (order[each.region], places.get(each.group, len(places))),
    )
    rows = [_group_return(draft, each) for each in listed]
    nothing = words("Nothing has been returned.")
    return draw(page, Table(columns, rows, top + 1, filtered="table", nothing=nothing))


def _group_return(draft: Draft, each: GroupReturn) -> list[CellValue]:
    words = draft.words
    names = {group.id: words.text(group.name) for group in draft.picture.roadmap.groups}
    return [
        each.region,
        draft.name_of(each.region),
        words("Cover") if each.group == COVER else names.get(each.group, each.group),
        yes(words, so=each.late),
        each.filled_by,
        each.source_file,
        finnish_time(each.returned_at),
        each.filled_on,
        len(each.answers),
    ]
