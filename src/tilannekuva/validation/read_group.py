"""What one group holds in one workbook, and what every sheet of a workbook is read with."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from tilannekuva.domain.answers import Answer, Narrative
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region
from tilannekuva.domain.roadmap import Question, Roadmap
from tilannekuva.domain.rule import Severity
from tilannekuva.domain.workbook import CellValue, area_corners, written
from tilannekuva.layout.grid import ReadCell
from tilannekuva.layout.own_texts import OwnTexts
from tilannekuva.layout.reading import Part
from tilannekuva.layout.vocabulary import Vocabulary
from tilannekuva.validation.cells import CellReader, Place

_TOLD_ONE_BY_ONE = 500
_LETTERS_TOGETHER = 20_000


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """What one group, or the cover, holds in one workbook."""

    group: str
    sheet: str
    answers: tuple[Answer, ...]
    narratives: tuple[Narrative, ...]
    findings: tuple[Finding, ...]
    is_return: bool
    """Whether anything in it differs from the form as it was sent."""
    filled_by: str | None = None
    filled_on: date | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What must be corrected in it, return or not."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)


@dataclass(frozen=True)
class ReturnRead:
    """One workbook that is read: whose it is, and everything it is read by."""

    vocabulary: Vocabulary
    own: OwnTexts
    cells: CellReader
    month: ReportingMonth
    region: Region
    file: str
    asked: Mapping[str, tuple[str, ...]]
    """The subtasks on the region's form by group."""
    concerning: AbstractSet[str]
    """The subtasks that concern the region."""
    issued: Mapping[tuple[str, str], CellValue]
    """What the form was sent with, by subtask and question."""
    shown: Mapping[str, str] | None = None
    """Last month's statuses as the form shows them, by subtask; None where it does not say."""
    saved_on: date | None = None
    """The day the document says it was last saved."""
    first: dict[tuple[str, str, str], tuple[str, ReadCell]] = field(default_factory=dict)
    """The first answer to each question asked once, with its sheet.

    By group, question and whether it is the light or the text.
    """

    @property
    def roadmap(self) -> Roadmap:
        """The roadmap it is read against."""
        return self.vocabulary.roadmap

    def place(self, sheet: str, group: str) -> Place:
        """Return a sheet of the workbook, for findings and sources."""
        return Place(self.file, sheet, self.region.code, group)

    def narrative(
        self, place: Place, question: Question, cell: str, light: object, text: object
    ) -> Narrative:
        """Return an answer in free text."""
        source = place.source(cell, self.month)
        told = {"group": place.group, "question": question.id, "light": light, "text": text}
        return Narrative.model_validate({**source, **told})

    def second(
        self, place: Place, question: Question, cell: ReadCell, part: Part = "text"
    ) -> tuple[Finding, ...] | None:
        """Return what is told of a second answer to a question asked once.

        None is for the first answer, which counts. A second one that says the same is nothing.
        """
        key = (place.group, question.id, part)
        if cell.is_empty:
            return ()
        if key not in self.first:
            self.first[key] = place.sheet, cell
            return None
        sheet, first = self.first[key]
        if content(first) == content(cell):
            return ()
        told: dict[str, MessageValue] = {
            "question": question.name,
            "found": content(cell),
            "first": f"{sheet}!{first.address}",
        }
        return (place.finding("CELL-015", cell.address, "", question.id, **told),)


def content(cell: ReadCell) -> str:
    """Return what stands in a cell as a person sees it, an error value too."""
    return cell.error or written(cell.value)


def left_over(cells: Iterable[ReadCell], place: Place) -> tuple[Finding, ...]:
    """Tell of what stands where nothing was asked.

    Where so much stands there that nobody reads it cell by cell, what comes later is told many
    cells at a time, each with its address: nothing is lost, and the outputs stay readable.
    """
    listed = tuple(cells)
    single = ((cell.address, content(cell)) for cell in listed[:_TOLD_ONE_BY_ONE])
    return tuple(
        place.finding("CELL-013", address, found=found)
        for address, found in (*single, *_many_at_a_time(listed[_TOLD_ONE_BY_ONE:]))
    )


def _many_at_a_time(cells: Iterable[ReadCell]) -> Iterator[tuple[str, str]]:
    """Yield the contents of cells together, with the address of the first."""
    first, lines, letters = "", list[str](), 0
    for cell in cells:
        first = first or cell.address
        lines.append(f"{cell.address}: {content(cell)}")
        letters += len(lines[-1])
        if letters > _LETTERS_TOGETHER:
            yield first, "\n".join(lines)
            first, lines, letters = "", [], 0
    if lines:
        yield first, "\n".join(lines)


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings sheet by sheet, those about a whole sheet first, then from cell to cell."""
    listed = tuple(findings)
    sheets = {sheet: place for place, sheet in enumerate(dict.fromkeys(f.sheet for f in listed))}
    return tuple(sorted(listed, key=lambda each: (sheets[each.sheet], _corner(each.cell))))


def _corner(cell: str) -> tuple[int, int]:
    return area_corners(cell)[:2] if cell else (-1, -1)
