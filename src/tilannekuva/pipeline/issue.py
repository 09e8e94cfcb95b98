"""Issue the working tools of a month: one workbook for each region, or for each group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tilannekuva.archive.files import write_whole
from tilannekuva.archive.months import archived_record
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.answers import Answer
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Region
from tilannekuva.domain.texts import FormLanguage
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.progress import Progress, silent
from tilannekuva.pipeline.versions import as_of_now


@dataclass(frozen=True, slots=True)
class IssuedForms:
    """The working tools that were written."""

    month: ReportingMonth
    folder: Path
    files: tuple[str, ...]


def issue_templates(  # noqa: PLR0913 - each choice of the command is one argument
    workspace: Workspace,
    foundations: Foundations,
    month: ReportingMonth,
    *,
    regions: Sequence[str] = (),
    language: FormLanguage | None = None,
    per_group: bool = False,
    prefill: bool = False,
    progress: Progress = silent,
) -> IssuedForms:
    """Write the working tools of a month into the outbox.

    Args:
        workspace: where the outbox is.
        foundations: the data files in force.
        month: the month the forms ask about.
        regions: codes of the regions; all of them by default.
        language: the language of every form, in place of each region's own.
        per_group: whether each preparation group gets a workbook of its own.
        prefill: whether the forms carry last month's answers, as far as they are archived.
        progress: told the forms to draw and each one drawn.

    Raises:
        CannotRunError: a region's code is unknown, or the outbox cannot be written.
    """
    chosen = _chosen(foundations, regions)
    forms = [
        form
        for region in chosen
        for form in _forms(foundations, region, month, language=language, per_group=per_group)
    ]
    if not forms:
        raise CannotRunError(
            msg("The roadmap asks nothing of these regions in {month}.", month=month)
        )
    folder = workspace.month_outbox(month)
    last = last_answers(workspace, foundations, month)
    prefilled = prefill or foundations.settings.forms.prefill
    progress(len(forms), 0)
    for drawn, form in enumerate(forms, start=1):
        contents = sent_contents(form, last.get(form.region.code, ()), prefilled=prefilled)
        workbook = draw_working_tool(form, contents, foundations.settings.contact)
        _write(folder / form.file_name, workbook)
        progress(len(forms), drawn)
    return IssuedForms(month, folder, tuple(form.file_name for form in forms))


def known_regions(foundations: Foundations, codes: Sequence[str]) -> tuple[Region, ...]:
    """Return regions by the codes a person typed; ``1`` and ``01`` are the same.

    Raises:
        CannotRunError: a code is unknown.
    """
    found = []
    for code in codes:
        known = foundations.regions.recognise(code)
        if known is None:
            raise CannotRunError(
                msg(
                    "“{code}” is not the code of a region. Use one of these: {codes}.",
                    code=code,
                    codes=tuple(foundations.regions.by_code),
                )
            )
        found.append(foundations.regions.by_code[known])
    return tuple(found)


def form_of(
    foundations: Foundations,
    region: Region,
    month: ReportingMonth,
    language: FormLanguage | None = None,
) -> Form:
    """Return the form of a whole region, by default in the language of the settings."""
    settings = foundations.settings.forms
    return Form(
        roadmap=foundations.roadmap,
        glossary=foundations.glossary,
        region=region,
        month=month,
        language=language or settings.language.get(region.code, region.majority_language),
        deadline=foundations.deadline(month),
        ask=settings.ask,
    )


def last_answers(
    workspace: Workspace, foundations: Foundations, month: ReportingMonth
) -> Mapping[str, list[Answer]]:
    """Return last month's answers by region, where that month is archived.

    They are told in the terms of the roadmap in force, also where last month had another one.
    """
    record = archived_record(workspace, month.shifted(-1))
    answers: dict[str, list[Answer]] = {}
    for answer in () if record is None else as_of_now(record, foundations).answers:
        answers.setdefault(answer.region, []).append(answer)
    return answers


def sent_contents(form: Form, last: Sequence[Answer], *, prefilled: bool) -> FormContents:
    """Return what a form is sent with: last month's statuses, and its answers if asked for."""
    on_form = {step.subtask.id for sheet in form.sheets for step in sheet.positions}
    known = [answer for answer in last if answer.subtask in on_form]
    statuses = {each.subtask: each.status for each in known if each.status is not None}
    if not prefilled:
        return FormContents(last_status=statuses)
    return FormContents(
        answers={
            (answer.subtask, question): value
            for answer in known
            for question, value in _as_typed(form, answer)
        },
        last_status=statuses,
        prefilled=True,
    )


def _chosen(foundations: Foundations, codes: Sequence[str]) -> tuple[Region, ...]:
    return known_regions(foundations, codes) if codes else foundations.regions.regions


def _forms(
    foundations: Foundations,
    region: Region,
    month: ReportingMonth,
    *,
    language: FormLanguage | None,
    per_group: bool,
) -> Iterator[Form]:
    settings = foundations.settings.forms
    whole = form_of(foundations, region, month, language)
    if not whole.every_sheet:
        return
    if per_group or region.code in settings.per_group:
        yield from (whole.for_group(sheet.group.id) for sheet in whole.every_sheet)
    else:
        yield whole


def _as_typed(form: Form, answer: Answer) -> Iterator[tuple[str, CellValue]]:
    """Yield the values of an answer as they stand in the cells of a form."""
    for question in form.roadmap.questions.subtask:
        value: CellValue = getattr(answer, question.id)
        if value is not None and question.scale is not None:
            value = form.label(form.roadmap.answer_scale.label(question.scale, str(value)))
        if value is not None:
            yield question.id, value


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise CannotRunError(
            msg(
                "{file} cannot be written ({reason}). Close it if it is open, and check that "
                "the folder can be written to.",
                file=path.name,
                reason=error.strerror or str(error),
            )
        ) from error
