"""Provenance: what the figures mean, and what the workbook was made from."""

from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.messages import Message
from tilannekuva.publish.national.bulk_worksheet import CellValue
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.formats import SECTION
from tilannekuva.publish.national.labels import view_label
from tilannekuva.publish.national.page import (
    HEADER_ROW,
    LEGEND_ROW,
    SUBTITLE_ROW,
    TITLE_ROW,
    Page,
    PrintPlan,
)
from tilannekuva.publish.national.set_aside import taken_on_word
from tilannekuva.publish.national.tables import Column, Table, draw, wrapped


def provenance(draft: Draft) -> None:
    """Draw the definitions, the versions and days, and the fingerprints of the returns."""
    words = draft.words
    title = words("Provenance")
    hint = words(
        "What the figures mean, from which roadmap and returns they were made, and with "
        "which version of the tool. The same returns give the same workbook."
    )
    columns = [wrapped(words("Term"), 44), wrapped(words("Meaning"), 110)]
    plan = SheetPlan(words("Provenance"), title, hint, [column.width for column in columns])
    page = draft.page(plan)
    page.write(LEGEND_ROW, 0, words("Definitions"), SECTION)
    last = draw(page, Table(columns, _definitions(draft), filtered="table"))
    _section(page, last + 2, words("Made from"))
    columns = [wrapped(words("Fact"), 44), wrapped(words("Value"), 110)]
    last = draw(page, Table(columns, _facts(draft), last + 3, filtered="table"))
    _section(page, last + 2, words("Files used"))
    columns = [wrapped(words("File"), 44), Column(words("SHA-256"), 110)]
    nothing = words("No file is used.")
    table = Table(columns, _fingerprints(draft), last + 3, filtered="table", nothing=nothing)
    last = draw(page, table)
    _section(page, last + 2, words("Taken on the coordinator’s word"))
    columns = [wrapped(words("File"), 44), wrapped(words("Reason"), 110)]
    nothing = words("No file was taken on the coordinator’s word.")
    table = Table(columns, _accepted(draft), last + 3, filtered="table", nothing=nothing)
    last = draw(page, table)
    page.freeze(HEADER_ROW + 1)
    draft.finish(page, title, (last, 1), PrintPlan((TITLE_ROW, SUBTITLE_ROW)))


def _section(page: Page, row: int, text: str) -> None:
    page.write(row, 0, text, SECTION)
    page.height(row, 21)


def _definitions(draft: Draft) -> list[list[CellValue]]:
    return [
        list(term)
        for terms in (_view_terms, _figure_terms, _timing_terms, _risk_terms)
        for term in terms(draft)
    ]


def _view_terms(draft: Draft) -> list[tuple[str, str]]:
    """Return which subtasks each view counts."""
    words = draft.words
    as_of = draft.picture.month.as_of
    roadmap = draft.picture.roadmap
    return [
        (
            view_label(words, "A"),
            words(
                "The critical subtasks that concern the region and were due on {day} or before.",
                day=as_of,
            ),
        ),
        (
            view_label(words, "B"),
            words(
                "The critical subtasks that concern the region and are due before the target "
                "date, {day}.",
                day=roadmap.target_date,
            ),
        ),
    ]


def _figure_terms(draft: Draft) -> list[tuple[str, str]]:
    """Return what the shares and counts mean."""
    words = draft.words
    return [
        (
            words("n"),
            words(
                "The number of subtasks in the view, less those that the region says do not "
                "concern it. Those are listed on the sheet of returns, since they make n smaller."
            ),
        ),
        (words("Completed"), words("The share of n whose status is completed.")),
        (words("Started"), words("The share of n whose status is in progress or completed.")),
        (
            words("No answer"),
            words(
                "The number of subtasks in n without a status. They are a class of their own and "
                "are never counted as not started."
            ),
        ),
        (
            words("Whole percents"),
            words(
                "Halves are rounded up, but 100 % is told only when all are completed and 0 % "
                "only when none is. Where n is 0, a dash is shown. The cells hold the exact "
                "share, and the colour follows it."
            ),
        ),
        (
            words("Change in percentage points"),
            words("A change in percentage points is the difference of the shares that are shown."),
        ),
        (
            words("Region that reports"),
            words(
                "A region with at least one answer for the month. Sums of the collaboration areas "
                "and the whole country are made of these regions alone."
            ),
        ),
    ]


def _timing_terms(draft: Draft) -> list[tuple[str, str]]:
    """Return what is derived from due dates."""
    words = draft.words
    as_of = draft.picture.month.as_of
    roadmap = draft.picture.roadmap
    return [
        (
            words("Delayed"),
            words("Due on {day} or before, and not started or in progress.", day=as_of),
        ),
        (
            words("At risk"),
            words(
                "Not delayed and not completed, and either not started although due within {days} "
                "days, or estimated to be completed after it is due.",
                days=roadmap.measures.at_risk_within_days,
            ),
        ),
        (words("Done early"), words("Completed, although due after {day}.", day=as_of)),
    ]


def _risk_terms(draft: Draft) -> list[tuple[str, str]]:
    """Return what makes a risk national or regional."""
    words = draft.words
    limit = draft.picture.roadmap.measures.national_risk
    return [
        (
            words("National risk"),
            words(
                "A subtask that is delayed, has a high risk or needs national support in at least "
                "{share} of the regions it concerns, when those are at least {least}. Regions "
                "that do not report, or say that it does not concern them, are not among them. A "
                "missing answer is among them but never counts as affected.",
                share=limit.share,
                least=limit.at_least,
            ),
        ),
        (
            words("Regional risk"),
            words(
                "A subtask affected in the same way in at least one region, but in too few for a "
                "national risk."
            ),
        ),
    ]


def _facts(draft: Draft) -> list[list[CellValue]]:
    words, picture = draft.words, draft.picture
    record = picture.record
    scope = words("all subtasks") if record.ask == "all" else words("critical subtasks only")
    told = [
        (words("Month"), words.month(picture.month)),
        (words("As of"), words.date(picture.month.as_of)),
        (words("Deadline for returns"), words.date(record.deadline)),
        (words("Roadmap"), words.text(picture.roadmap.title)),
        (words("Roadmap version"), record.roadmap_version),
        (words("Target date"), words.date(picture.roadmap.target_date)),
        (words("Asked on the forms"), scope),
        (words("Regions that report"), f"{len(picture.reporting)}/{len(picture.standings)}"),
        (words("Tool"), f"tilannekuva {draft.tool_version}"),
    ]
    return [list(each) for each in told]


def _fingerprints(draft: Draft) -> list[list[CellValue]]:
    """Return every file of which anything is used, once, by its path."""
    record = draft.picture.record
    used = {(each.source_file, each.sha256) for each in record.returns}
    used |= {
        (each.path, each.sha256)
        for each in record.files
        if each.disposition is Disposition.ACCEPTED and each.sha256 is not None
    }
    return [list(each) for each in sorted(used)]


def _accepted(draft: Draft) -> list[list[CellValue]]:
    """Return the files that the settings gave their identity, each with what is told of it."""
    return [
        [each.file, draft.words.say(Message(each.rule.message.pattern, each.values))]
        for each in taken_on_word(draft.picture.record)
    ]
