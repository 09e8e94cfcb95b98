"""An inbox of returned forms: sent, gathered as in a real month, and every cell accounted for."""

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ledger import Row, Told, lost
from openpyxl.cell.cell import MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles.cell_style import StyleArray
from seen_cells import Cell, cells_of, shown
from small_form import FILLED, MAY, SAVED, form

from offices import edited
from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.answers import Answer, Narrative
from tilannekuva.domain.dispositions import FileOutcome
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, NationalPicture
from tilannekuva.domain.texts import FORM_LANGUAGES, FormLanguage
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.collect import gather, listed_inbox
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.publishing import held, published
from tilannekuva.publish.data.csv_files import answers_csv, narratives_csv

Parts = dict[str, bytes]
"""The parts of a workbook's file by their names."""

_ANSWERS = ("status", "estimated_completion", "risk", "support", "description", "responsible")


@dataclass(frozen=True)
class Outcome:
    """What came of one returned file."""

    told: Told
    answers: dict[str, object]
    """What was read, by what is asked, as in `small_form.filled_answers`."""
    lost: tuple[Cell, ...]
    """The cells that nothing accounts for."""

    @property
    def file(self) -> str:
        """Disposition and reason of the file."""
        return f"{self.told.outcome.disposition}: {self.told.outcome.reason}"

    @property
    def found(self) -> list[str]:
        """Code and place of every finding; one that is about the whole file has no place."""
        return sorted(
            f"{each.code} {each.place}" if each.sheet else each.code for each in self.told.findings
        )


@dataclass(frozen=True)
class _Sent:
    """A file in the inbox, and the form it is compared with."""

    cells: list[Cell]
    form: list[Cell]
    reworded: list[Cell]
    """Texts of the form that may stand in it more often, in any language."""


class Inbox:
    """The inbox of a small office, in a workspace of its own."""

    def __init__(self, foundations: Foundations, folder: Path) -> None:
        self.foundations = foundations
        self.folder = folder / "inbox"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.workspace = open_workspace(folder, inbox=self.folder)
        self._sent: dict[str, _Sent] = {}

    def send(  # noqa: PLR0913 - what a sender can vary
        self,
        name: str,
        contents: FormContents = FILLED,
        *,
        region: str = "02",
        month: ReportingMonth = MAY,
        language: FormLanguage = "fi",
        group: str = "",
        saved: datetime = SAVED,
        edit: Callable[[Any], None] | None = None,
        rewrite: Callable[[Any], None] | None = None,
        copied: bool = False,
    ) -> str:
        """Put a filled form into the inbox, changed by hand if a change is given.

        Args:
            name: the file's name.
            contents: what is filled in.
            region: whose form it is.
            month: the month of the form.
            language: the language of the form.
            group: the group whose form alone it is; else empty.
            saved: when the sender saved it.
            edit: what is done to the workbook with openpyxl.
            rewrite: what is done to the parts of the file.
            copied: whether texts of the form are copied, or put into another language.
        """
        drawn = form(self.foundations, region, month, language, group)
        stamped = replace(contents, saved=saved)
        if edit is not None:
            data = edited(_plain(drawn, stamped), edit, saved)
        else:
            data = _filled(drawn, stamped)
        if rewrite is not None:
            data = rewritten(data, rewrite)
        return self.put(name, data, drawn, contents if contents.prefilled else None, copied=copied)

    def put(
        self,
        name: str,
        data: bytes,
        drawn: Form | None = None,
        issued: FormContents | None = None,
        *,
        copied: bool = False,
    ) -> str:
        """Put any file into the inbox, with the form it was made from."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if drawn is not None:
            languages = [replace(drawn, language=each) for each in FORM_LANGUAGES if copied]
            reworded = [cell for each in languages for cell in _as_sent(each, None)]
            self._sent[name] = _Sent(cells_of(data), _as_sent(drawn, issued), reworded)
        return name

    def gather(self, month: ReportingMonth | None = None) -> dict[str, Outcome]:
        """Read and merge the inbox; return what came of each file."""
        return self.outcomes(self._record(month))

    def archive(self) -> None:
        """Read and merge the inbox, keep what came of it in the archive, and empty the inbox."""
        with held(self.workspace) as hold:
            published(hold, self._record(), {}, {})
        for path in self.folder.iterdir():
            path.unlink()

    def _record(self, month: ReportingMonth | None = None) -> MonthRecord:
        with TemporaryDirectory() as private:
            listed = listed_inbox(self.workspace, self.folder)
            return gather(
                self.workspace, self.foundations, listed, Path(private), month=month
            ).record

    def outcomes(self, record: MonthRecord) -> dict[str, Outcome]:
        """Return what came of each file of a month that was gathered."""
        # The tables of what was returned are made of the record; figures are not needed.
        picture = NationalPicture(
            record, self.foundations.roadmap, self.foundations.regions, {}, {}, {}, (), ()
        )
        answers = _rows(answers_csv(picture))
        narratives = _rows(narratives_csv(picture))
        return {
            outcome.path: self._outcome(outcome, record, answers, narratives)
            for outcome in record.files
        }

    def _outcome(
        self,
        outcome: FileOutcome,
        record: MonthRecord,
        answers: tuple[Row, ...],
        narratives: tuple[Row, ...],
    ) -> Outcome:
        file = outcome.path
        told = told_of(
            outcome,
            record,
            tuple(row for row in answers if row["source_file"] == file),
            tuple(row for row in narratives if row["source_file"] == file),
        )
        sent = self._sent.get(file)
        missing = (
            lost(sent.cells, sent.form, told, self.foundations.roadmap, sent.reworded)
            if sent is not None
            else []
        )
        return Outcome(told, answers_of(record, file), tuple(missing))


def told_of(
    outcome: FileOutcome,
    record: MonthRecord,
    answers: tuple[Row, ...] | None = None,
    narratives: tuple[Row, ...] | None = None,
) -> Told:
    """Return everything that is told of a file.

    Args:
        outcome: what became of it.
        record: the month.
        answers: the rows of the data package that come from it; by default as in the record.
        narratives: the same of the other table.
    """
    file = outcome.path
    returns = [each for each in record.returns if each.source_file == file]
    signed = [each for at in returns for each in (at.filled_by, at.filled_on) if each is not None]
    if answers is None:
        answers = tuple(_row(answer) for at in returns for answer in at.answers)
    if narratives is None:
        narratives = tuple(_row(narrative) for at in returns for narrative in at.narratives)
    return Told(
        file=file,
        outcome=outcome,
        answers=answers,
        narratives=narratives,
        signatures=frozenset(map(shown, signed)),
        findings=tuple(each for each in record.findings if each.file == file),
    )


def _row(reported: Answer | Narrative) -> Row:
    dumped = reported.model_dump(mode="json", exclude={"month"})
    return {field: "" if value is None else str(value) for field, value in dumped.items()}


def _rows(table: str) -> tuple[Row, ...]:
    """Return the rows of a table of the data package, without what guards a text there."""
    return tuple(
        {field: text.removeprefix("'") for field, text in row.items()}
        for row in csv.DictReader(io.StringIO(table, newline=""))
    )


def answers_of(record: MonthRecord, file: str) -> dict[str, object]:
    """Return what was read from a file, by what is asked."""
    found: dict[str, object] = {}
    for each in record.returns:
        if each.source_file == file:
            found |= {f"{each.group} filled_by": each.filled_by}
            found |= {f"{each.group} filled_on": each.filled_on}
            for answer in each.answers:
                found |= {f"{answer.subtask} {key}": getattr(answer, key) for key in _ANSWERS}
            for narrative in each.narratives:
                asked = f"{narrative.group} {narrative.question}".strip()
                found |= {asked: narrative.text, f"{asked} light": narrative.light}
    return {asked: value for asked, value in found.items() if value is not None}


_FILLED: dict[tuple[str, str, str, str], bytes] = {}
"""Forms that are filled in without a fault."""
_PLAIN: dict[tuple[str, str, str, str], bytes] = {}
"""The same, to be edited."""


def _filled(drawn: Form, contents: FormContents) -> bytes:
    """Return a form that is filled in; one without a fault is drawn once."""
    if contents != FILLED:
        return draw_working_tool(drawn, contents)
    if _key(drawn) not in _FILLED:
        _FILLED[_key(drawn)] = draw_working_tool(drawn, contents)
    return _FILLED[_key(drawn)]


def _plain(drawn: Form, contents: FormContents) -> bytes:
    """Return a form without its looks, which take long to load and to save."""
    if contents != FILLED:
        return _without_looks(draw_working_tool(drawn, contents))
    if _key(drawn) not in _PLAIN:
        _PLAIN[_key(drawn)] = _without_looks(_filled(drawn, contents))
    return _PLAIN[_key(drawn)]


def _without_looks(data: bytes) -> bytes:
    """Return a workbook without its drop-downs, colours and fonts; days stay days."""

    def strip(book: Any) -> None:
        del book["_lists"]
        book.defined_names.clear()
        for sheet in book:
            sheet.data_validations.dataValidation.clear()
            sheet.conditional_formatting = ConditionalFormattingList()
            for cell in [cell for row in sheet.iter_rows() for cell in row]:
                shown_as = "General" if isinstance(cell, MergedCell) else cell.number_format
                cell._style = StyleArray()  # noqa: SLF001 - the library has no other way
                cell.number_format = shown_as

    return edited(data, strip, SAVED)


def _key(drawn: Form) -> tuple[str, str, str, str]:
    return (drawn.region.code, str(drawn.month), drawn.language, drawn.only_group)


_BLANK: dict[tuple[str, str, str, str], list[Cell]] = {}
"""The cells of forms that are sent blank."""


def _as_sent(drawn: Form, issued: FormContents | None) -> list[Cell]:
    if issued is not None:
        return cells_of(draw_working_tool(drawn, issued))
    if _key(drawn) not in _BLANK:
        _BLANK[_key(drawn)] = cells_of(draw_working_tool(drawn))
    return _BLANK[_key(drawn)]


def rewritten(data: bytes, change: Callable[[Parts], None]) -> bytes:
    """Return a workbook whose parts were changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return result.getvalue()
