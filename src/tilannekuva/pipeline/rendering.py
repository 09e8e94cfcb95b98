"""Render everything a month's picture is published as."""

from collections.abc import Callable, Collection, Mapping, Sequence
from importlib.metadata import version

from tilannekuva.archive.files import sha256_of
from tilannekuva.archive.workspace import (
    INDEX_PAGE,
    RUN_REPORT,
    briefing_name,
    data_name,
    national_workbook_name,
)
from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.texts import Language
from tilannekuva.pipeline.attention import needs_a_person
from tilannekuva.pipeline.public_pages import render_public
from tilannekuva.pipeline.replies import RepliesUnderWay
from tilannekuva.publish.briefing.pages import briefing_pack, index_page
from tilannekuva.publish.data.data_package import data_package
from tilannekuva.publish.data.run_report import (
    MonthReason,
    ReportedReply,
    report_to_json,
    run_report,
)
from tilannekuva.publish.national.book import national_workbook


def render(  # noqa: PLR0913 - a month is rendered from all of these
    picture: NationalPicture,
    language: Language,
    *,
    month_reason: MonthReason,
    deadline_passed: bool,
    public: Collection[str],
    kept: Callable[[Mapping[str, bytes]], Mapping[str, bytes]],
    replies: RepliesUnderWay,
) -> dict[str, bytes]:
    """Return every output of a month by its name, the account of the run last.

    The replies, which are made meanwhile, are waited for when everything else is done.

    Args:
        picture: the month.
        language: that of the national workbook and of the indexes.
        month_reason: why this month.
        deadline_passed: whether what has not come is missing.
        public: the regions that have a public page.
        kept: what stays of the outputs before, given the new pages.
        replies: those under way.
    """
    tool_version = version("tilannekuva")
    book = national_workbook(picture, language, tool_version=tool_version)
    outputs = {national_workbook_name(picture.month): book}
    outputs |= render_packs(picture, tuple(picture.regions.by_code))
    outputs |= render_index(picture, language)
    outputs |= render_public(picture, language, public, public)
    outputs |= kept(outputs)
    for name, text in data_package(picture).items():
        outputs[data_name(name)] = text.encode()
    made = replies.finished()
    return with_report(
        picture,
        outputs | dict(made.outputs),
        month_reason=month_reason,
        deadline_passed=deadline_passed,
        replies=made.reported,
    )


def render_packs(picture: NationalPicture, regions: Sequence[str]) -> dict[str, bytes]:
    """Return the briefing packs of some regions by name, in each region's languages."""
    tool_version = version("tilannekuva")
    return {
        briefing_name(code, language): briefing_pack(
            picture, code, language, tool_version=tool_version
        ).encode()
        for code in regions
        for language in picture.regions.by_code[code].languages
    }


def render_index(picture: NationalPicture, language: Language) -> dict[str, bytes]:
    """Return the index by name, with links to every pack."""
    packs = {region.code: region.languages for region in picture.regions.regions}
    page = index_page(picture, language, tool_version=version("tilannekuva"), packs=packs)
    return {INDEX_PAGE: page.encode()}


def with_report(
    picture: NationalPicture,
    outputs: dict[str, bytes],
    *,
    month_reason: MonthReason,
    deadline_passed: bool,
    replies: Callable[[Mapping[str, str]], tuple[ReportedReply, ...]],
) -> dict[str, bytes]:
    """Return outputs with the account of the run made anew over the others.

    Args:
        picture: the month.
        outputs: every output.
        month_reason: why this month.
        deadline_passed: whether what has not come is missing.
        replies: what is told of the replies, given the sha256 of every output by its name.
    """
    others = {name: content for name, content in outputs.items() if name != RUN_REPORT}
    waits = needs_a_person(picture.record, picture.standings, deadline_passed=deadline_passed)
    digests = {name: sha256_of(content) for name, content in others.items()}
    report = run_report(
        picture,
        tool_version=version("tilannekuva"),
        month_reason=month_reason,
        deadline_passed=deadline_passed,
        exit_code=1 if waits else 0,
        outputs=digests,
        replies=replies(digests),
    )
    return {**others, RUN_REPORT: report_to_json(report).encode()}
