"""Write briefing packs or public pages from the archive, also as PDFs, also elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tilannekuva.archive.closing import closed_generation
from tilannekuva.archive.copies import Publication, lay_copies
from tilannekuva.archive.generations import current_outputs
from tilannekuva.archive.workspace import (
    INDEX_PAGE,
    PUBLIC_INDEX,
    RUN_REPORT,
    Workspace,
    briefing_name,
    paper_name,
    public_name,
)
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, NationalPicture
from tilannekuva.picture.national import national_picture
from tilannekuva.pipeline.collected_months import collected_record
from tilannekuva.pipeline.earlier_months import earlier_months
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.issue import known_regions
from tilannekuva.pipeline.papers import Printer, papers_kept
from tilannekuva.pipeline.progress import Progress, silent
from tilannekuva.pipeline.public_pages import render_public, with_public_page
from tilannekuva.pipeline.publishing import AT_ONCE, Entry, Hold, held, published, unwritable_folder
from tilannekuva.pipeline.rendering import render_index, render_packs, with_report
from tilannekuva.publish.data.run_report import RunReport


@dataclass(frozen=True, slots=True)
class Briefed:
    """The pages that are up to date now."""

    month: ReportingMonth
    folder: Path
    """What their names are below."""
    packs: tuple[str, ...]
    papers: tuple[str, ...]
    """Those of them that were asked for as PDFs."""
    publication: Publication
    public: bool = False
    """Whether they are the public ones."""
    closed: bool = False
    """Whether the month is closed, so that the pages stay as they are."""

    @property
    def where(self) -> Path:
        """The folder the pages lie in."""
        return (self.folder / self.packs[0]).parent


def brief(  # noqa: PLR0913 - each choice of the command is one argument
    workspace: Workspace,
    foundations: Foundations,
    *,
    regions: Sequence[str],
    month: ReportingMonth | None,
    today: date,
    public: bool = False,
    printer: Printer | None = None,
    folder: Path | None = None,
    progress: Progress = silent,
    entry: Entry = AT_ONCE,
) -> Briefed:
    """Write the pages of some regions from what is archived.

    Those of a closed month stay as they are; what it was closed without can be written into a
    folder elsewhere.

    Args:
        workspace: where the archive is.
        foundations: the data files in force.
        regions: codes of the regions; all of them by default.
        month: by default the last month archived.
        today: the day from which what has not come by the deadline is missing.
        public: whether the public pages are meant, in place of the packs.
        printer: draws each of the pages as a PDF too; none by default.
        folder: a folder elsewhere that the pages are written into, in place of the outputs.
        progress: told the PDFs to draw and each one drawn.
        entry: how it asks for the workspace.

    Raises:
        CannotRunError: the month is not archived, a region's code is unknown, PDFs cannot be
            drawn, or a closed month has no such pages; nothing was changed.
        WorkspaceHeldError: another run holds the workspace.
    """
    if printer is not None:
        printer.make_sure()
    codes = tuple(each.code for each in known_regions(foundations, regions))
    asked = _Asked(workspace, foundations, codes, today, public, printer, progress)
    with held(workspace, entry) as hold:
        record = collected_record(workspace, month)
        closed = closed_generation(workspace, record.month)
        if folder is not None:
            return _handed_out(asked, record, folder, closed=closed is not None)
        if closed is not None:
            return _as_closed(asked, record.month, closed)
        return _renewed(asked, hold, record)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command was given."""

    workspace: Workspace
    foundations: Foundations
    regions: tuple[str, ...]
    today: date
    public: bool
    printer: Printer | None
    progress: Progress

    @property
    def codes(self) -> tuple[str, ...]:
        """The regions meant."""
        return self.regions or tuple(self.foundations.regions.by_code)

    @property
    def pages(self) -> tuple[str, ...]:
        """The names of the pages meant, without an index."""
        named = public_name if self.public else briefing_name
        by_code = self.foundations.regions.by_code
        return tuple(
            named(code, language) for code in self.codes for language in by_code[code].languages
        )

    @property
    def papers(self) -> tuple[str, ...]:
        """The names of the PDFs meant."""
        return () if self.printer is None else tuple(map(paper_name, self.pages))

    def deadline_passed(self, record: MonthRecord) -> bool:
        """Tell whether what has not come is missing."""
        return self.foundations.deadline_passed(record.month, self.today)

    def picture(self, record: MonthRecord) -> NationalPicture:
        """Return the picture of the month."""
        return national_picture(
            record,
            self.foundations.roadmap_of(record.roadmap_version),
            self.foundations.regions,
            after_deadline=self.deadline_passed(record),
            earlier=earlier_months(self.workspace, self.foundations, record.month),
            discussions=self.foundations.discussions,
        )

    def with_papers(self, month: ReportingMonth, outputs: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return outputs with the PDFs that are still true and those that are asked for."""
        whole = {**outputs, **papers_kept(self.workspace, month, outputs)}
        if self.printer is None:
            return whole
        lacking = {name: outputs[name] for name in self.pages if paper_name(name) not in whole}
        return whole | self.printer.papers(lacking, self.progress)


def _renewed(asked: _Asked, hold: Hold, record: MonthRecord) -> Briefed:
    """Publish the month with the pages written again."""
    before = current_outputs(asked.workspace, record.month)
    reported = RunReport.model_validate_json(before[RUN_REPORT])
    picture = asked.picture(record)
    others = {name: content for name, content in before.items() if not name.endswith(".pdf")}
    outputs = {**others, **dict(_pages(asked, picture, before))}
    renewed = with_report(
        picture,
        asked.with_papers(record.month, outputs),
        month_reason=reported.month_reason,
        deadline_passed=asked.deadline_passed(record),
        replies=lambda _: reported.replies,
    )
    publication = published(hold, record, renewed, {})
    folder = asked.workspace.month_output(record.month)
    return Briefed(record.month, folder, asked.pages, asked.papers, publication, asked.public)


def _pages(
    asked: _Asked, picture: NationalPicture, before: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """Yield the pages that are meant, and the public ones that follow them."""
    language = asked.foundations.language
    there = with_public_page(before, picture.regions)
    if asked.public:
        public, linked = asked.codes, {*there, *asked.codes}
    else:
        yield from render_packs(picture, asked.codes).items()
        yield from render_index(picture, language).items()
        public, linked = tuple(code for code in asked.codes if code in there), {*there}
    yield from render_public(picture, language, public, linked).items()


def _handed_out(asked: _Asked, record: MonthRecord, folder: Path, *, closed: bool) -> Briefed:
    """Write the pages into a folder elsewhere; of a closed month those it was closed with.

    The index of the public pages goes with all of them. The ministry's own stays at home.
    """
    before = current_outputs(asked.workspace, record.month) if closed else {}
    pages = {name: before[name] for name in asked.pages if name in before}
    if asked.public and not asked.regions and PUBLIC_INDEX in before:
        pages[PUBLIC_INDEX] = before[PUBLIC_INDEX]
    if not pages.keys() >= {*asked.pages}:
        rendered = dict(_pages(asked, asked.picture(record), {}))
        pages = {**rendered, **{name: pages[name] for name in asked.pages if name in pages}}
    left_out = {INDEX_PAGE, *([PUBLIC_INDEX] if asked.regions else [])}
    pages = {name: content for name, content in pages.items() if name not in left_out}
    whole = asked.with_papers(record.month, pages)
    wanted = {*pages, *asked.papers}
    flat = {_file(name): content for name, content in whole.items() if name in wanted}
    publication = lay_copies(folder, flat)
    if publication.not_copied and not publication.changed:
        raise unwritable_folder(folder, OSError(None, publication.not_copied[0].reason))
    return Briefed(
        record.month,
        folder,
        tuple(map(_file, asked.pages)),
        tuple(map(_file, asked.papers)),
        publication,
        asked.public,
    )


def _as_closed(asked: _Asked, month: ReportingMonth, generation: str) -> Briefed:
    """Return the pages of a closed month, which are those it was closed with.

    Raises:
        CannotRunError: it was closed without those that are asked for.
    """
    there = current_outputs(asked.workspace, month)
    if (asked.public or asked.printer) and not there.keys() >= {*asked.pages, *asked.papers}:
        options = [
            *asked.regions,
            f"--month {month}",
            *(["--public"] if asked.public else []),
            *(["--pdf"] if asked.printer else []),
        ]
        raise CannotRunError(
            msg(
                "{month} is closed, and was closed without these pages. They can be written "
                "into a folder elsewhere: {command}",
                month=month,
                command=f"tilannekuva brief {' '.join(options)} --to FOLDER",
            )
        )
    folder = asked.workspace.month_output(month)
    nothing = Publication(generation, changed=())
    return Briefed(month, folder, asked.pages, asked.papers, nothing, asked.public, closed=True)


def _file(name: str) -> str:
    """Return the name of a file without its folder."""
    return name.rpartition("/")[2]
