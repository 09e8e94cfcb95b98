"""The ledger finds what a product that loses something would lose."""

from dataclasses import replace
from pathlib import Path

import pytest
from inbox_of_returns import Inbox
from ledger import Told, lost
from seen_cells import cells_of
from small_form import form, small

from tilannekuva.domain.findings import Finding
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.foundations import Foundations


class Desk:
    """One filled form with a remark and an error in it, and what is told of it."""

    def __init__(self, foundations: Foundations, folder: Path) -> None:
        inbox = Inbox(small(foundations), folder)
        inbox.send("a.xlsx", edit=_spoil)
        self.roadmap = inbox.foundations.roadmap
        self.cells = cells_of((inbox.folder / "a.xlsx").read_bytes())
        self.sent = cells_of(draw_working_tool(form(inbox.foundations)))
        self.told = inbox.gather()["a.xlsx"].told

    def lost(self, told: Told) -> set[str]:
        """Return what nothing accounts for when this is told: sheet and cell."""
        found = lost(self.cells, self.sent, told, self.roadmap)
        return {f"{cell.sheet}!{cell.address}" for cell in found}


def _spoil(book: object) -> None:
    sheet = book["HT"]  # type: ignore[index] # a workbook
    sheet["Q8"] = "ks. liite"
    sheet["K10"] = "ehkä"


@pytest.fixture(scope="module")
def desk(foundations: Foundations, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with one form."""
    return Desk(foundations, tmp_path_factory.mktemp("ledger"))


def test_everything_told__ok(desk: Desk) -> None:
    """With everything that is told, nothing is lost."""
    assert desk.lost(desk.told) == set()


@pytest.mark.parametrize("cell", ["Q8", "K10"])
def test_a_finding_left_out__error(desk: Desk, cell: str) -> None:
    """A value whose finding is left out is lost."""
    findings = tuple(each for each in desk.told.findings if each.cell != cell)
    assert desk.lost(replace(desk.told, findings=findings)) == {f"HT!{cell}"}


def test_a_finding_with_another_value__error(desk: Desk) -> None:
    """A finding that does not keep the value to the letter does not account for it."""

    def reworded(finding: Finding) -> Finding:
        return replace(finding, values={**finding.values, "found": "EHKÄ"})

    findings = tuple(map(reworded, desk.told.findings))
    assert desk.lost(replace(desk.told, findings=findings)) == {"HT!Q8", "HT!K10"}


def test_an_answer_under_another_subtask__error(desk: Desk) -> None:
    """An answer under another subtask than that of its row does not account for the cell."""
    other = {"HT-1.2.1": "HT-1.2.2", "HT-1.2.2": "HT-1.2.1"}
    answers = tuple(
        {**row, "subtask": other.get(row["subtask"], row["subtask"])} for row in desk.told.answers
    )
    missing = desk.lost(replace(desk.told, answers=answers))
    assert missing == {f"HT!{column}{row}" for column in "KLMNOP" for row in (8, 9)}


def test_answers_and_narratives_left_out__error(desk: Desk) -> None:
    """Without the data package every cell that was filled in is lost."""
    told = replace(desk.told, answers=(), narratives=(), signatures=frozenset())
    assert len(desk.lost(told)) == len(desk.cells) - len(desk.sent) - len(desk.told.findings)
