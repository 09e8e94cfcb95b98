"""Read the sheet of one preparation group in a returned workbook."""

from collections.abc import Iterator, Mapping
from datetime import date

from tilannekuva.domain.answers import Answer, Narrative
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import SingleValue, msg
from tilannekuva.domain.roadmap import SIGNATURE, Question
from tilannekuva.layout.grid import ReadCell
from tilannekuva.layout.reading import ReadRow, ReadSheet
from tilannekuva.validation.answered_rows import AnsweredRows, is_changed
from tilannekuva.validation.cells import Place, ReadValue
from tilannekuva.validation.combinations import ReadAnswers, combination_findings
from tilannekuva.validation.read_group import ReadGroup, ReturnRead, content, left_over
from tilannekuva.validation.signature import signature_findings
from tilannekuva.validation.structure import missing_columns, structure_findings

_EMPTY = ReadValue()


class GroupSheetReader:
    """Reads the groups' sheets of one workbook; rows may have moved from one to another."""

    def __init__(self, about: ReturnRead, rows: AnsweredRows) -> None:
        self._about = about
        self._rows = rows
        self._first_sheet: dict[str, str] = {}
        questions = about.roadmap.questions
        self._questions: dict[str, Question] = {each.id: each for each in questions.subtask}

    def read(self, sheet: ReadSheet, group: str, left: tuple[ReadCell, ...]) -> ReadGroup:
        """Return what a sheet holds.

        Args:
            sheet: its rows and fields, found by headings and ids.
            group: the group it is read for.
            left: what else stands on it.
        """
        place = self._about.place(sheet.name, group)
        is_return = is_changed(sheet, self._about.issued)
        findings = list(structure_findings(sheet, place, self._about))
        first = self._first_sheet.setdefault(group, sheet.name)
        of_first_sheet = first == sheet.name
        if of_first_sheet:
            findings += missing_columns(sheet, place, self._about)
            findings += self._rows_gone(place)
        else:
            findings.append(place.finding("FILE-004", "", sheet=sheet.name, first=first))
        answers, found = self._answers(
            sheet, place, is_return=is_return, of_first_sheet=of_first_sheet
        )
        findings += found
        fields, found = self._fields(sheet, place)
        findings += found
        if is_return and of_first_sheet:
            findings += self._signature(sheet, place, fields)
        filled_by, filled_on = (fields.get(key) for key in SIGNATURE)
        return ReadGroup(
            group=group,
            sheet=sheet.name,
            answers=tuple(answers),
            narratives=tuple(self._narratives(sheet, place, fields)),
            findings=(*findings, *left_over(left, place)),
            is_return=is_return,
            filled_by=filled_by if isinstance(filled_by, str) else None,
            filled_on=filled_on if isinstance(filled_on, date) else None,
        )

    def _answers(
        self, sheet: ReadSheet, place: Place, *, is_return: bool, of_first_sheet: bool
    ) -> tuple[list[Answer], list[Finding]]:
        """Return the answers of the table, and what is told of them."""
        answers: list[Answer] = []
        findings: list[Finding] = []
        combined: dict[str, ReadAnswers] = {}
        for row in sheet.rows:
            refused = self._refusal(row, place) if row.answered else None
            if refused is not None:
                findings += refused
                continue
            # A row left empty tells something on the group's own sheet alone, not on a copy.
            passed_over = row.subtask in self._rows.chosen or not of_first_sheet
            if row.subtask is None or (passed_over and not row.answered):
                continue
            read = self._row(row, row.subtask, place)
            findings += [each for value in read.values() for each in value.findings]
            combined.setdefault(row.subtask, _together(row, row.subtask, read))
            if row.answered:
                answer = self._answer(row, row.subtask, place, read)
                answers += [] if answer.is_empty else [answer]
        if is_return:
            about = self._about
            rows = [each for each in combined.values() if each.subtask in self._about.concerning]
            findings += combination_findings(rows, place, about.roadmap, about.month)
        return answers, findings

    def _row(self, row: ReadRow, subtask: str, place: Place) -> dict[str, ReadValue]:
        read = self._about.cells.read
        return {
            key: read(self._questions[key], cell, place, subtask) if key in row.answered else _EMPTY
            for key, cell in row.cells.items()
        }

    def _answer(
        self, row: ReadRow, subtask: str, place: Place, read: Mapping[str, ReadValue]
    ) -> Answer:
        return Answer.model_validate(
            {
                **place.source(row.address, self._about.month),
                "group": self._about.roadmap.positions[subtask].group.id,
                "subtask": subtask,
                **{key: value.value for key, value in read.items()},
            }
        )

    def _refusal(self, row: ReadRow, place: Place) -> tuple[Finding, ...] | None:
        """Return why the answers of a row are not used, or None where they are.

        A second row that says what the first one says adds nothing, and is nothing to tell.
        """
        if row.subtask is None:
            return (self._without_code(row, place),)
        if row.subtask not in self._about.concerning:
            found = content(row.cells["status"]) if "status" in row.cells else ""
            told = {"found": found, "subtask": row.subtask}
            answers = self._verbatim(row)
            return (place.finding("ROW-003", row.address, row.subtask, answers=answers, **told),)
        if not self._rows.counts(place.sheet, row):
            return self._repeated(row, row.subtask, place)
        return None

    def _without_code(self, row: ReadRow, place: Place) -> Finding:
        column = self._about.vocabulary.glossary.headings["id"]
        answers = self._verbatim(row)
        # Where the whole column of codes is gone there is no cell to put one back into.
        cell = row.code.address or row.address
        if row.code.is_empty:
            return place.finding("ROW-006", cell, column=column, answers=answers)
        found = content(row.code)
        return place.finding("ROW-001", cell, found=found, column=column, answers=answers)

    def _repeated(self, row: ReadRow, subtask: str, place: Place) -> tuple[Finding, ...]:
        first_sheet, first = self._rows.chosen[subtask]
        same = all(
            question in first.cells and content(first.cells[question]) == content(cell)
            for question, cell in row.answered.items()
        )
        if same:
            return ()
        cells = (f"{first_sheet}!{first.address}", f"{place.sheet}!{row.address}")
        return (
            place.finding(
                "ROW-002",
                row.address,
                subtask,
                found=content(row.code),
                cells=cells,
                subtask=subtask,
                answers=self._verbatim(row),
            ),
        )

    def _verbatim(self, row: ReadRow) -> tuple[SingleValue, ...]:
        """Return what a row answers, and what it says of itself that no form says."""
        told = (
            (self._about.vocabulary.glossary.headings[key], cell)
            for key, cell in row.told
            if row.subtask is None
            and (cell.error is not None or not self._about.own.tells_of_any(key, cell.value))
        )
        answered = ((self._questions[key].name, cell) for key, cell in row.answered.items())
        return tuple(
            msg("{question}: {answer}", question=name, answer=content(cell))
            for name, cell in (*told, *answered)
        )

    def _rows_gone(self, place: Place) -> Iterator[Finding]:
        asked = self._about.asked.get(place.group, ())
        gone = tuple(subtask for subtask in asked if subtask not in self._rows.present)
        if gone:
            yield place.finding("ROW-004", "", subtasks=gone)

    def _fields(
        self, sheet: ReadSheet, place: Place
    ) -> tuple[dict[str, str | date | None], list[Finding]]:
        """Return what is answered once for the group, as far as it is the first answer."""
        values: dict[str, str | date | None] = {}
        findings: list[Finding] = []
        asked = {question.id: question for question in self._about.roadmap.questions.group}
        for key, cell in sheet.fields.items():
            second = self._about.second(place, asked[key], cell)
            if second is None:
                read = self._about.cells.read(asked[key], cell, place)
                values[key], second = read.value, read.findings
            findings += second
        for again in sheet.again:
            findings += self._about.second(place, asked[again.question], again.cell) or ()
        return values, findings

    def _signature(
        self, sheet: ReadSheet, place: Place, fields: Mapping[str, str | date | None]
    ) -> Iterator[Finding]:
        signed = {key: sheet.fields[key] for key in SIGNATURE if key in sheet.fields}
        read = ReadAnswers(
            subtask="",
            cells={key: cell.address for key, cell in signed.items()},
            values={key: fields.get(key) for key in signed},
            unreadable=frozenset(
                key for key, cell in signed.items() if not cell.is_empty and fields.get(key) is None
            ),
        )
        about = self._about
        return signature_findings(read, place, about.roadmap, about.month, about.saved_on)

    def _narratives(
        self, sheet: ReadSheet, place: Place, fields: Mapping[str, str | date | None]
    ) -> Iterator[Narrative]:
        for question in self._about.roadmap.questions.narratives():
            if fields.get(question.id) is not None:
                cell, text = sheet.fields[question.id], fields[question.id]
                yield self._about.narrative(place, question, cell.address, None, text)


def _together(row: ReadRow, subtask: str, read: Mapping[str, ReadValue]) -> ReadAnswers:
    return ReadAnswers(
        subtask=subtask,
        cells={key: cell.address for key, cell in row.cells.items()},
        values={key: value.value for key, value in read.items()},
        unreadable=frozenset(key for key in row.answered if read[key].value is None),
    )
