"""Make every output of a month from its record, whichever job publishes it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.picture import MonthRecord

if TYPE_CHECKING:
    from tilannekuva.pipeline.foundations import Foundations
    from tilannekuva.publish.data.run_report import MonthReason


def month_outputs(  # noqa: PLR0913 - what a month is published from
    workspace: Workspace,
    foundations: "Foundations",
    record: MonthRecord,
    private: Path,
    *,
    month_reason: "MonthReason",
    deadline_passed: bool,
    copies: Mapping[str, Path] | None = None,
    anew: bool = False,
) -> dict[str, bytes]:
    """Return every output of a month by its name, the account of the run last.

    Args:
        workspace: where the archive is.
        foundations: the data files in force; their roadmap is the record's.
        record: what is known about the month.
        private: a folder of our own.
        month_reason: why this month.
        deadline_passed: whether what has not come is missing.
        copies: private copies of returned files, by sha256; the others are in the archive.
        anew: whether the replies are made anew, also those that are said to be the same as in
            the generation in force. PDFs are kept where their page is the same to the byte.
    """
    # A run that repeats the last one does without the libraries behind these.
    from tilannekuva.picture.national import national_picture  # noqa: PLC0415
    from tilannekuva.pipeline.earlier_months import earlier_months  # noqa: PLC0415
    from tilannekuva.pipeline.papers import papers_kept  # noqa: PLC0415
    from tilannekuva.pipeline.public_pages import public_regions  # noqa: PLC0415
    from tilannekuva.pipeline.rendering import render  # noqa: PLC0415
    from tilannekuva.pipeline.replies import replying  # noqa: PLC0415

    with replying(
        workspace,
        foundations,
        record,
        copies or {},
        private,
        deadline_passed=deadline_passed,
        anew=anew,
    ) as replies:
        picture = national_picture(
            record,
            foundations.roadmap,
            foundations.regions,
            after_deadline=deadline_passed,
            earlier=earlier_months(workspace, foundations, record.month),
            discussions=foundations.discussions,
        )
        return render(
            picture,
            foundations.language,
            month_reason=month_reason,
            deadline_passed=deadline_passed,
            public=public_regions(workspace, foundations, record.month),
            kept=lambda pages: papers_kept(workspace, record.month, pages),
            replies=replies,
        )
