"""Read the cover of a returned workbook: the region's own questions."""

from tilannekuva.domain.answers import COVER, Narrative
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.roadmap import Question
from tilannekuva.layout.grid import ReadCell
from tilannekuva.layout.reading import ReadCover
from tilannekuva.validation.cells import Place
from tilannekuva.validation.read_group import ReadGroup, ReturnRead, left_over


class CoverReader:
    """Reads the cover of one workbook, and copies of it."""

    def __init__(self, about: ReturnRead) -> None:
        self._about = about
        self._first: str | None = None

    def read(self, cover: ReadCover, left: tuple[ReadCell, ...]) -> ReadGroup:
        """Return what a cover holds.

        Args:
            cover: its questions, found by their labels.
            left: what else stands on it.
        """
        place = self._about.place(cover.name, COVER)
        narratives: list[Narrative] = []
        findings: list[Finding] = []
        if self._first is not None:
            findings.append(place.finding("FILE-004", "", sheet=cover.name, first=self._first))
        self._first = self._first or cover.name
        asked = {question.id: question for question in self._about.roadmap.questions.region}
        for question in asked.values():
            if question.id in cover.texts:
                lights, texts = cover.lights[question.id], cover.texts[question.id]
                narrative, found = self._answer(question, lights, texts, place)
                narratives += narrative
                findings += found
        for again in cover.again:
            question = asked[again.question]
            findings += self._about.second(place, question, again.cell, again.part) or ()
        cells = (*cover.lights.values(), *cover.texts.values())
        return ReadGroup(
            group=COVER,
            sheet=cover.name,
            answers=(),
            narratives=tuple(narratives),
            findings=(*findings, *left_over(left, place)),
            is_return=any(not cell.is_empty for cell in cells),
        )

    def _answer(
        self, question: Question, light_cell: ReadCell, text_cell: ReadCell, place: Place
    ) -> tuple[list[Narrative], list[Finding]]:
        """Return the light and the text of a question, as far as they are the first ones."""
        about = self._about
        findings: list[Finding] = []
        light = text = None
        second = about.second(place, question, light_cell, "light")
        if second is None:
            read = about.cells.choice(question, light_cell, place)
            light, second = read.value, read.findings
        findings += second
        second = about.second(place, question, text_cell, "text")
        if second is None:
            read = about.cells.text(question, text_cell, place)
            text, second = read.value, read.findings
        findings += second
        if light is None and text is None:
            return [], findings
        return [about.narrative(place, question, text_cell.address, light, text)], findings
