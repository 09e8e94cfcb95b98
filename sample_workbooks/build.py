"""Make the sample returns of two months from the texts in ``sources/``: ``make samples``.

Every workbook is drawn by the outbox with answers in its fields, chosen by rule: the same
bytes every time. The month before is stepped back from the month, so that what changed
between them can be told.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from month_answers import Answering, Texts, Told
from month_before import AnsweringBefore
from sample_texts import Sources, read_sources

from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import StatusId
from tilannekuva.domain.settings import Settings
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.foundations import Foundations, lay_foundations

FOLDER = Path(__file__).parent
INBOX = "inbox"
"""The folder of the month's returns; that of the month before has the month behind it."""


@dataclass(frozen=True)
class SampleRegion:
    """One region's answers in both months; each is made when it is asked for."""

    code: str
    foundations: Foundations
    sources: Sources

    @property
    def profile(self) -> Mapping[str, Any]:
        """How the region answers."""
        profile: Mapping[str, Any] = self.sources.month["regions"][self.code]
        return profile

    @cached_property
    def saved_before(self) -> datetime | None:
        """When the region saved its return of the month before; None where it sent none."""
        saved: datetime | None = self.sources.month["before"]["saved"].get(self.code)
        return saved

    @cached_property
    def form(self) -> Form:
        """The form of the month."""
        return self._form(ReportingMonth.parse(str(self.sources.month["month"])))

    @cached_property
    def form_before(self) -> Form:
        """The form of the month before."""
        return self._form(self.form.month.shifted(-1))

    @cached_property
    def answers(self) -> Mapping[str, Told]:
        """The answers of the month, by subtask."""
        return self._answering.answers()

    @cached_property
    def answers_before(self) -> Mapping[str, Told]:
        """The answers of the month before, by subtask."""
        return self._answering_before.answers()

    @cached_property
    def texts_before(self) -> Texts:
        """What the region told once for each group and on the cover of the month before."""
        return self._answering_before.texts(self.saved_before or _end_of(self.form_before.deadline))

    def returned(self) -> Iterator[tuple[str, bytes]]:
        """Yield the workbooks of the month: their paths below the inbox, and their bytes."""
        saved = self.profile["saved"]
        whole = self.form
        per_group = self.profile.get("per_group", False)
        groups = [sheet.group.id for sheet in whole.every_sheet] if per_group else [""]
        for group in groups:
            form = whole.for_group(group) if group else whole
            answering = Answering(form, self.sources, self.profile)
            contents = filled(
                form, self.answers, answering.texts(saved), saved, self._statuses_before()
            )
            name = str(self.profile["file"]).format(group=group)
            yield name, draw_working_tool(form, self._with_mistakes(form, contents))

    def returned_before(self) -> Iterator[tuple[str, bytes]]:
        """Yield the workbook of the month before, under the name it was sent with, if any."""
        saved = self.saved_before
        if saved is not None:
            contents = filled(self.form_before, self.answers_before, self.texts_before, saved)
            yield self.form_before.file_name, draw_working_tool(self.form_before, contents)

    def _form(self, month: ReportingMonth) -> Form:
        return Form(
            roadmap=self.foundations.roadmap,
            glossary=self.foundations.glossary,
            region=self.foundations.regions.by_code[self.code],
            month=month,
            language=self.profile.get("language", "fi"),
            deadline=self.foundations.deadline(month),
        )

    @cached_property
    def _answering(self) -> Answering:
        return Answering(self.form, self.sources, self.profile)

    @cached_property
    def _answering_before(self) -> AnsweringBefore:
        texts = self._answering.texts(_end_of(self.form.deadline))
        written = frozenset(str(text) for text in texts.fields.values())
        return AnsweringBefore(self.form_before, self.sources, self.profile, self.answers, written)

    def _statuses_before(self) -> dict[str, StatusId]:
        """Return the statuses that a form shows as last month's."""
        if self.saved_before is None:
            return {}
        return {subtask: told.status for subtask, told in self.answers_before.items()}

    def _with_mistakes(self, form: Form, contents: FormContents) -> FormContents:
        asked = {step.subtask.id for sheet in form.sheets for step in sheet.positions}
        mistakes = {
            (each["subtask"], each["question"]): each["value"]
            for each in self.profile.get("mistakes", ())
            if each["subtask"] in asked
        }
        return replace(contents, answers={**contents.answers, **mistakes})


def filled(
    form: Form,
    answers: Mapping[str, Told],
    texts: Texts,
    saved: datetime,
    last_status: Mapping[str, StatusId] | None = None,
) -> FormContents:
    """Return what stands in the fields of a form that tells these answers and texts."""
    asked = {step.subtask.id for sheet in form.sheets for step in sheet.positions}
    scale = form.roadmap.answer_scale
    return FormContents(
        answers={
            (subtask, question): value
            for subtask, told in answers.items()
            if subtask in asked
            for question, value in _as_typed(form, told)
        },
        fields=texts.fields,
        lights={
            question: form.label(scale.label("light", light))
            for question, light in texts.lights.items()
        },
        last_status={
            subtask: status for subtask, status in (last_status or {}).items() if subtask in asked
        },
        saved=saved,
    )


def _as_typed(form: Form, told: Told) -> Iterator[tuple[str, CellValue]]:
    for question in form.roadmap.questions.subtask:
        value: CellValue = getattr(told, question.id)
        if value is not None and question.scale is not None:
            value = form.label(form.roadmap.answer_scale.label(question.scale, str(value)))
        if value is not None:
            yield question.id, value


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)


def returned_workbooks(
    foundations: Foundations, sources: Sources, regions: tuple[str, ...] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield every sample return: its path below this folder, and its bytes.

    Args:
        foundations: the built-in data files.
        sources: the texts and profiles.
        regions: codes of the regions wanted; all by default.
    """
    for code, profile in sources.month["regions"].items():
        if regions and code not in regions:
            continue
        region = SampleRegion(code, foundations, sources)
        for name, workbook in region.returned_before():
            yield f"{INBOX}-{region.form_before.month}/{name}", workbook
        if not profile.get("missing"):
            for name, workbook in region.returned():
                yield f"{INBOX}/{name}", workbook


def main() -> int:
    """Write the sample inboxes anew."""
    foundations = lay_foundations(open_workspace(FOLDER), Settings())
    kept = set()
    for name, workbook in returned_workbooks(foundations, read_sources()):
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(workbook)
        kept.add(path)
    for path in FOLDER.glob(f"{INBOX}*/**/*.xlsx"):
        if path not in kept:
            path.unlink()
    sys.stdout.write(f"{len(kept)} workbooks in {FOLDER.name}/\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
