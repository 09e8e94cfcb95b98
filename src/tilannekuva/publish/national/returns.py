"""Returns: how each region stands, what is used of what has come, and what is set aside."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tilannekuva.domain.answers import COVER, GroupReturn
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.picture import RegionStanding
from tilannekuva.publish.national.bulk_worksheet import CellValue
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.formats import NUMBER, SECTION
from tilannekuva.publish.national.labels import disposition_label, state_label, yes
from tilannekuva.publish.national.page import (
    HEADER_ROW,
    LEGEND_ROW,
    SUBTITLE_ROW,
    TITLE_ROW,
    Page,
    PrintPlan,
)
from tilannekuva.publish.national.set_aside import SetAside, set_aside, taken_on_word
from tilannekuva.publish.national.tables import Column, Table, centred, draw, wrapped

_FINNISH_TIME = ZoneInfo("Europe/Helsinki")


def finnish_time(moment: datetime) -> datetime:
    """Return a moment as a clock in Finland shows it, without a time zone, as Excel wants it."""
    return moment.astimezone(_FINNISH_TIME).replace(tzinfo=None, microsecond=0)


def returns(draft: Draft) -> None:
    """Draw the state of every region, what is set aside, and what makes n smaller."""
    words = draft.words
    title = words("Returns")
    hint = words(
        "The state of each region's return (deadline {deadline}), with the counts behind it. "
        "Below it is what was set aside, group by group, and why; and the critical subtasks that "
        "regions say do not concern them. The next sheet lists every return that is used.",
        deadline=draft.picture.record.deadline,
    )
    columns = _state_columns(draft)
    plan = SheetPlan(words("Returns"), title, hint, [column.width for column in columns])
    page = draft.page(plan)
    page.write(LEGEND_ROW, 0, words("States of the regions"), SECTION)
    rows = [_state(draft, standing) for standing in draft.picture.standings.values()]
    last = draw(page, Table(columns, rows, filtered="table"))
    last = _accepted(page, draft, last + 2)
    last = _withdrawn(page, draft, last + 2)
    last = _set_aside(page, draft, last + 2)
    last = _not_applicable(page, draft, last + 2)
    page.freeze(HEADER_ROW + 1, 2)
    plan_of_print = PrintPlan((TITLE_ROW, SUBTITLE_ROW))
    draft.finish(page, title, (last, len(columns) - 1), plan_of_print)


def returns_used(draft: Draft) -> None:
    """Draw every return that is used: a row for each group of each region."""
    words = draft.words
    title = words("Returns used")
    hint = words(
        "Every group's return that is used: when it was last saved, in Finnish time, by whom "
        "it was filled in, and how many subtasks it has an answer to."
    )
    columns = [
        centred(words("Region code"), 8),
        wrapped(words("Region"), 34),
        wrapped(words("Preparation group"), 26),
        centred(words("Late"), 13),
        wrapped(words("Filled in by"), 28),
        wrapped(words("File"), 40),
        Column(words("Last saved"), 15, draft.formats.moment()),
        Column(words("Filled in on"), 12, draft.formats.day()),
        Column(words("Answers"), 11, NUMBER),
    ]
    plan = SheetPlan(words("Returns used"), title, hint, [each.width for each in columns])
    page = draft.page(plan, bulk=True)
    order = draft.picture.regions.order
    places = {COVER: -1}
    places |= {group.id: place for place, group in enumerate(draft.picture.roadmap.groups)}
    listed = sorted(
        draft.picture.record.returns,
        key=lambda each: (order[each.region], places.get(each.group, len(places))),
    )
    rows = [_group_return(draft, each) for each in listed]
    nothing = words("Nothing has been returned.")
    last = draw(page, Table(columns, rows, nothing=nothing, keys=3))
    page.freeze(HEADER_ROW + 1, 2)
    draft.finish(page, title, (last, len(columns) - 1))


def _state_columns(draft: Draft) -> list[Column]:
    words = draft.words
    return [
        centred(words("Region code"), 8),
        wrapped(words("Region"), 34),
        wrapped(words("State"), 22),
        centred(words("Late"), 13),
        wrapped(words("Groups returned"), 28),
        wrapped(words("Groups missing"), 32),
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


def _accepted(page: Page, draft: Draft, top: int) -> int:
    """Draw the files taken on the coordinator's word, where there are any."""
    words = draft.words
    taken = taken_on_word(draft.picture.record)
    if not taken:
        return top - 2
    page.write(top, 0, words("Taken on the coordinator’s word"), SECTION)
    page.height(top, 21)
    columns = [
        centred(words("Region code"), 8),
        wrapped(words("Region"), 34),
        wrapped(words("Preparation group"), 22),
        wrapped(words("Month"), 13),
        wrapped(words("File"), 28),
        wrapped(words("Reason"), 32),
    ]
    rows = [_taken(draft, each) for each in taken]
    return draw(page, Table(columns, rows, top + 1, filtered="table"))


def _taken(draft: Draft, finding: Finding) -> list[CellValue]:
    words = draft.words
    told = {name: words.value(value) for name, value in finding.values.items()}
    return [
        finding.region,
        draft.name_of(finding.region),
        _group_name(draft, finding.group) if finding.group else words("all groups"),
        told.get("month"),
        finding.file,
        told.get("reason"),
    ]


def _withdrawn(page: Page, draft: Draft, top: int) -> int:
    """Draw the returns that were taken back, where there are any."""
    words, picture = draft.words, draft.picture
    known = [each for each in picture.record.withdrawals if each.region in picture.regions.by_code]
    if not known:
        return top - 2
    page.write(top, 0, words("Withdrawn"), SECTION)
    page.height(top, 21)
    columns = [
        centred(words("Region code"), 8),
        wrapped(words("Region"), 34),
        wrapped(words("Preparation group"), 22),
        Column(words("Last saved"), 13, draft.formats.moment()),
        wrapped(words("File"), 28),
        wrapped(words("Reason"), 32),
    ]
    rows: list[list[CellValue]] = [
        [
            each.region,
            draft.name_of(each.region),
            _group_name(draft, each.group),
            finnish_time(each.returned_at),
            each.file,
            each.reason,
        ]
        for each in known
    ]
    return draw(page, Table(columns, rows, top + 1, filtered="table"))


def _set_aside(page: Page, draft: Draft, top: int) -> int:
    words = draft.words
    page.write(top, 0, words("Set aside"), SECTION)
    page.height(top, 21)
    columns = [
        centred(words("Region code"), 8),
        wrapped(words("Region"), 34),
        wrapped(words("Preparation group"), 22),
        wrapped(words("Disposition of the file"), 13),
        wrapped(words("File"), 28),
        wrapped(words("Reason"), 32),
        Column(words("Last saved"), 15, draft.formats.moment()),
    ]
    rows = [_aside(draft, each) for each in set_aside(draft.picture.record)]
    nothing = words("Nothing has been set aside.")
    return draw(page, Table(columns, rows, top + 1, filtered="table", nothing=nothing))


def _aside(draft: Draft, each: SetAside) -> list[CellValue]:
    words, outcome = draft.words, each.outcome
    saved = outcome.returned_at
    return [
        each.region,
        draft.name_of(each.region),
        words("all groups") if each.group is None else _group_name(draft, each.group),
        disposition_label(words, outcome.disposition),
        outcome.path,
        words.say(each.why),
        None if saved is None else finnish_time(saved),
    ]


def _not_applicable(page: Page, draft: Draft, top: int) -> int:
    """List the critical answers that shrink n; return the last row."""
    words, picture = draft.words, draft.picture
    page.write(top, 0, words("Critical subtasks said not to concern the region"), SECTION)
    page.height(top, 21)
    columns = [
        centred(words("Region code"), 8),
        wrapped(words("Region"), 34),
        wrapped(words("Preparation group"), 22),
        Column(words("Code"), 13),
        wrapped(words("Description"), 28),
        wrapped(words("Subtask"), 32),
    ]
    positions = picture.roadmap.positions
    order = picture.regions.order
    listed = sorted(
        picture.not_applicable,
        key=lambda each: (order[each.region], positions[each.subtask].order),
    )
    rows: list[list[CellValue]] = [
        [
            each.region,
            draft.name_of(each.region),
            words.text(positions[each.subtask].group.name),
            each.subtask,
            each.description,
            words.text(positions[each.subtask].subtask.name),
        ]
        for each in listed
    ]
    nothing = words("There are none.")
    table = Table(columns, rows, top + 1, filtered="table", nothing=nothing, keys=4)
    return draw(page, table)


def _group_return(draft: Draft, each: GroupReturn) -> list[CellValue]:
    return [
        each.region,
        draft.name_of(each.region),
        _group_name(draft, each.group),
        yes(draft.words, so=each.late),
        each.filled_by,
        each.source_file,
        finnish_time(each.returned_at),
        each.filled_on,
        len(each.answers),
    ]


def _group_name(draft: Draft, group: str) -> str:
    """Return a group's name; the cover, which is a group of its own, by its word."""
    if group == COVER:
        return draft.words("Cover")
    names = {each.id: draft.words.text(each.name) for each in draft.picture.roadmap.groups}
    return names.get(group, group)
