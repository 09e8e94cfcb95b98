"""The lists of the summary: the national risks that come first, and the states of the returns."""

from dataclasses import replace
from typing import Final

from tilannekuva.domain.picture import RegionState, SharedRisk
from tilannekuva.publish.national.draft import Draft
from tilannekuva.publish.national.labels import state_label
from tilannekuva.publish.national.page import Page
from tilannekuva.publish.national.summary_blocks import subtask_label
from tilannekuva.publish.national.summary_grid import (
    CENTRE,
    COLUMNS,
    Cell,
    cells,
    heads,
    section,
    sentence,
)

TOP: Final = 10
"""How many national risks the summary tells; the sheet of risks has them all."""


def draw_risks(page: Page, draft: Draft, row: int) -> int:
    """Tell the national risks that come first; return the row below."""
    words = page.words
    national = [risk for risk in draft.picture.risks if risk.national]
    if not national:
        row = section(page, row, words("National risks"))
        return sentence(page, row, words("No subtask is a national risk."))
    title = words.plural("{n} national risk", "{n} national risks", len(national))
    if len(national) > TOP:
        title = words("{risks}; the first {top} of them", risks=title, top=TOP)
    row = section(page, row, title)
    row = sentence(page, row, words("The sheet of risks names the regions."))
    named = [
        (words("Subtask"), 14),
        (words("Due"), 4),
        (words("Regions affected"), 4),
        (words("Delayed"), 3),
        (words("High risk"), 3),
        (words("National support"), 4),
    ]
    row = heads(page, row, named)
    for risk in national[:TOP]:
        row = _risk(page, draft, row, risk)
    return row


def _risk(page: Page, draft: Draft, row: int, risk: SharedRisk) -> int:
    counts = ((risk.delayed, 3), (risk.high_risk, 3), (risk.national_support, 4))
    affected = f"{len(risk.affected)}/{risk.base}"
    told = [
        Cell(subtask_label(draft, risk.position), 14),
        Cell(risk.position.subtask.due, 4),
        Cell(affected, 4, replace(CENTRE, bold=True)),
        *[Cell(len(codes), span, CENTRE) for codes, span in counts],
    ]
    return cells(page, row, told)


def draw_states(page: Page, draft: Draft, row: int) -> int:
    """Tell how many regions are in each state, and which; return the row below."""
    words = page.words
    row = section(page, row, words("Returns of the regions"))
    named = [(words("State"), 8), (words("Number"), 3), (words("Regions"), COLUMNS - 11)]
    row = heads(page, row, named)
    standings = draft.picture.standings
    told = [
        (state_label(words, state), [code for code in standings if standings[code].state is state])
        for state in reversed(RegionState)
    ]
    late = [code for code, each in standings.items() if each.late]
    listed = [(label, codes) for label, codes in told if codes]
    for label, codes in [*listed, (words("of all, returned late"), late)]:
        row = cells(
            page,
            row,
            [
                Cell(label, 8),
                Cell(len(codes), 3, CENTRE),
                Cell(draft.short_names(codes) or None, COLUMNS - 11),
            ],
        )
    return row
