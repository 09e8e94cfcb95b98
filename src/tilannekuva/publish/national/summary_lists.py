"""The lists of the summary: states of the returns, national risks, answers that shrink n."""

from typing import Final

from tilannekuva.domain.picture import RegionState, SharedRisk
from tilannekuva.publish.national.draft import Draft
from tilannekuva.publish.national.formats import (
    CENTRED,
    HEAD,
    HEAD_CENTRED,
    NUMBER,
    SECTION,
    TEXT,
    WRAPPED,
    Style,
)
from tilannekuva.publish.national.labels import state_label
from tilannekuva.publish.national.page import Page
from tilannekuva.publish.national.row_heights import height, lines

NAME_WIDTH: Final = 46.0
LAST_COLUMN: Final = 12
TOP: Final = 10
"""How many national risks the summary tells; the sheet of risks has them all."""

_MERGED_WIDTH: Final = 120.0
_PLAIN: Final = Style(italic=True)


def section(page: Page, row: int, text: str) -> int:
    """Write the heading of a part of the summary; return the row below it."""
    page.write(row, 0, text, SECTION)
    page.height(row, 24)
    return row + 1


def draw_states(page: Page, draft: Draft, row: int) -> int:
    """Tell how many regions are in each state, and which; return the last row."""
    words = page.words
    row = section(page, row, words("Returns of the regions"))
    page.row(row, 0, [words("State"), words("Number")], HEAD)
    page.merged(row, (2, LAST_COLUMN), words("Regions"), HEAD)
    page.height(row, 18)
    standings = draft.picture.standings
    for state in reversed(RegionState):
        codes = [code for code, each in standings.items() if each.state is state]
        if not codes:
            continue
        row += 1
        named = draft.short_names(codes)
        page.write(row, 0, state_label(words, state), TEXT)
        page.number(row, 1, len(codes), NUMBER)
        page.merged(row, (2, LAST_COLUMN), named, WRAPPED)
        page.height(row, height(lines(named, _MERGED_WIDTH)))
    late = [code for code, each in standings.items() if each.late]
    row += 1
    page.write(row, 0, words("of all, returned late"), TEXT)
    page.number(row, 1, len(late), NUMBER)
    page.merged(row, (2, LAST_COLUMN), draft.short_names(late), WRAPPED)
    page.height(row, height(lines(draft.short_names(late), _MERGED_WIDTH)))
    return row


def draw_risks(page: Page, draft: Draft, row: int) -> int:
    """Tell the national risks that come first; return the last row."""
    words = page.words
    national = [risk for risk in draft.picture.risks if risk.national]
    title = words.plural("{n} national risk", "{n} national risks", len(national))
    if len(national) > TOP:
        title = words("{risks}; the first {top} of them", risks=title, top=TOP)
    row = section(page, row, title)
    if not national:
        page.write(row, 0, words("No subtask is a national risk."), _PLAIN)
        return row
    page.write(row, 0, words("Subtask"), HEAD)
    page.row(row, 1, [words("Code"), words("Due")], HEAD)
    counts = [
        words("Regions affected"),
        words("Delayed"),
        words("High risk"),
        words("National support"),
    ]
    page.row(row, 3, counts, HEAD_CENTRED)
    page.merged(row, (7, LAST_COLUMN), words("Regions"), HEAD)
    page.height(row, 30)
    for risk in national[:TOP]:
        row += 1
        _risk(page, draft, row, risk)
    return row


def _risk(page: Page, draft: Draft, row: int, risk: SharedRisk) -> None:
    words, subtask = page.words, risk.position.subtask
    name = words.text(subtask.name)
    named = draft.short_names(risk.affected)
    page.write(row, 0, name, WRAPPED)
    page.write(row, 1, subtask.id, TEXT)
    page.day(row, 2, subtask.due)
    page.write(row, 3, f"{len(risk.affected)}/{risk.base}", CENTRED)
    for column, codes in enumerate((risk.delayed, risk.high_risk, risk.national_support), 4):
        page.number(row, column, len(codes), CENTRED)
    page.merged(row, (7, LAST_COLUMN), named, WRAPPED)
    most = max(lines(name, NAME_WIDTH), lines(named, _MERGED_WIDTH / 2))
    page.height(row, height(most))


def draw_not_applicable(page: Page, draft: Draft, row: int) -> int:
    """List the critical answers that shrink n; return the last row."""
    words, picture = page.words, draft.picture
    row = section(page, row, words("Critical subtasks said not to concern the region"))
    listed = picture.not_applicable
    if not listed:
        page.write(row, 0, words("There are none."), _PLAIN)
        return row
    page.write(row, 0, words("Each of these answers makes n smaller by one."), _PLAIN)
    row += 1
    page.row(row, 0, [words("Subtask"), words("Code"), words("Region code")], HEAD)
    page.merged(row, (3, 5), words("Region"), HEAD)
    page.merged(row, (6, LAST_COLUMN), words("Description"), HEAD)
    page.height(row, 18)
    order = picture.regions.order
    positions = picture.roadmap.positions
    for answer in sorted(
        listed, key=lambda each: (positions[each.subtask].order, order[each.region])
    ):
        row += 1
        name = words.text(positions[answer.subtask].subtask.name)
        description = answer.description or ""
        page.write(row, 0, name, WRAPPED)
        page.write(row, 1, answer.subtask, TEXT)
        page.write(row, 2, answer.region, CENTRED)
        page.merged(row, (3, 5), draft.name_of(answer.region), WRAPPED)
        page.merged(row, (6, LAST_COLUMN), description, WRAPPED)
        most = max(lines(name, NAME_WIDTH), lines(description, _MERGED_WIDTH * 0.6))
        page.height(row, height(most))
    return row
