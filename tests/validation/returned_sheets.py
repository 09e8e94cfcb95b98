"""A returned workbook in a test: tables of text, read against a roadmap of four subtasks."""

from datetime import date
from textwrap import dedent

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.workbook import CellValue, SheetCells, WorkbookCells
from tilannekuva.layout.vocabulary import Vocabulary
from tilannekuva.validation.read_group import ReadGroup
from tilannekuva.validation.returned_workbook import ReadWorkbook, Validator

MAY = ReportingMonth(2022, 5)
FILE = "17/palautus.xlsx"

HEADINGS = (
    "Tunnus | Tila | Arvioitu valmistuminen | Riski | Tuen tarve | Kuvaus tilanteesta"
    " | Vastuuhenkilö\n"
)


def small(roadmap: Roadmap) -> Roadmap:
    """Return the built-in roadmap with four subtasks: two groups, and one that is HUS's alone.

    None is overdue, and no question must be answered because of another.
    """
    kept = {"HT": {"HT-1.2.1", "HT-1.2.3", "HT-1.2.4"}, "JO": {"JO-1.1.1"}}
    groups = []
    for group in roadmap.groups:
        subtasks = [
            step.subtask.model_copy(
                update={
                    "applies": "hus" if step.subtask.id == "HT-1.2.4" else "all",
                    "due": date(2022, 12, 31),
                }
            )
            for step in roadmap.positions.values()
            if step.subtask.id in kept.get(group.id, set())
        ]
        if subtasks:
            entity = group.entities[0]
            task = entity.tasks[0].model_copy(update={"subtasks": tuple(subtasks)})
            entity = entity.model_copy(update={"tasks": (task,)})
            groups.append(group.model_copy(update={"entities": (entity,)}))
    fields = {name: getattr(roadmap, name) for name in Roadmap.model_fields}
    undemanding = tuple(
        question.model_copy(update={"needed_when": {}}) for question in roadmap.questions.subtask
    )
    questions = roadmap.questions.model_copy(update={"subtask": undemanding})
    return Roadmap.model_validate({**fields, "groups": tuple(groups), "questions": questions})


def sheet(text: str, name: str = "HT", /, **cells: CellValue) -> SheetCells:
    """Return a sheet made of a table: a row a line, cells between bars, empty ones are empty.

    Args:
        text: the table.
        name: the sheet's name.
        cells: values of single cells by address, such as ``B2=44712.0``.
    """
    lines = dedent(text).strip("\n").split("\n")
    table = [[cell.strip() or None for cell in line.split("|")] for line in lines]
    width = max(map(len, table))
    rows: list[list[CellValue]] = [[*row, *[None] * (width - len(row))] for row in table]
    for address, value in cells.items():
        column = ord(address[0]) - ord("A")
        rows[int(address[1:]) - 1][column] = value
    return SheetCells(name, tuple(map(tuple, rows)))


class Reader:
    """Reads tiny workbooks of one region for May 2022."""

    def __init__(self, roadmap: Roadmap, glossary: Glossary, region: Region) -> None:
        self._validator = Validator(Vocabulary(small(roadmap), glossary), MAY, "all")
        self._region = region

    def workbook(self, *sheets: SheetCells) -> ReadWorkbook:
        """Return what a workbook holds."""
        return self._validator.read(WorkbookCells(sheets), self._region, FILE)

    def groups(self, *sheets: SheetCells) -> dict[str, ReadGroup]:
        """Return what a workbook holds, by group; the cover's is empty."""
        return {group.group: group for group in self.workbook(*sheets).groups}

    def group(self, *sheets: SheetCells) -> ReadGroup:
        """Return what a workbook with one group's sheets holds."""
        [group] = self.groups(*sheets).values()
        return group


def codes(group: ReadGroup) -> set[tuple[str, str]]:
    """Return the code and the cell of every finding."""
    return {(finding.code, finding.cell) for finding in group.findings}


def finding(group: ReadGroup, code: str) -> Finding:
    """Return the only finding of a code."""
    [found] = [each for each in group.findings if each.code == code]
    return found
