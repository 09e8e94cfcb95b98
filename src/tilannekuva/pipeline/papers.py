"""Have pages drawn as PDFs, and keep those whose page has not changed."""

from collections.abc import Mapping
from typing import Protocol

from tilannekuva.archive.files import sha256_of
from tilannekuva.archive.generations import current_digests, current_outputs
from tilannekuva.archive.workspace import Workspace, paper_name
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.pipeline.progress import Progress

_AT_A_TIME = 2
"""A page takes some seconds and some 200 megabytes to draw."""


class Printer(Protocol):
    """Draws pages as PDFs."""

    def make_sure(self) -> None:
        """Find out whether it can.

        Raises:
            CannotRunError: something it needs is missing.
        """

    def papers(self, pages: Mapping[str, bytes], progress: Progress) -> dict[str, bytes]:
        """Return the PDFs of pages by their names; the progress is told page by page."""


class PagePrinter:
    """Draws pages with the library that the extra ``pdf`` brings."""

    def make_sure(self) -> None:
        """Find out whether the library and all it needs is there.

        Raises:
            CannotRunError: something is missing.
        """
        from tilannekuva.publish.briefing.pdf import require_library  # noqa: PLC0415 - an extra

        require_library()

    def papers(self, pages: Mapping[str, bytes], progress: Progress) -> dict[str, bytes]:
        """Return the PDFs of pages by their names; several are drawn at a time."""
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only here
        from multiprocessing import get_context  # noqa: PLC0415

        from tilannekuva.publish.briefing.pdf import page_to_pdf  # noqa: PLC0415 - an extra

        progress(len(pages), 0)
        if len(pages) <= 1:
            return {paper_name(name): page_to_pdf(page.decode()) for name, page in pages.items()}
        drawn: dict[str, bytes] = {}
        # A process that begins anew is the same on every system.
        with ProcessPoolExecutor(_AT_A_TIME, mp_context=get_context("spawn")) as pool:
            texts = [page.decode() for page in pages.values()]
            for name, paper in zip(pages, pool.map(page_to_pdf, texts), strict=True):
                drawn[paper_name(name)] = paper
                progress(len(pages), len(drawn))
        return drawn


def papers_kept(
    workspace: Workspace, month: ReportingMonth, outputs: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the PDFs the month has whose page is the same among new outputs.

    A PDF never lies beside another page than the one it was drawn from.
    """
    before = current_digests(workspace, month)
    kept = {
        paper_name(page)
        for page, content in outputs.items()
        if paper_name(page) in before and before.get(page) == sha256_of(content)
    }
    return {
        name: content
        for beginning in {name.partition("/")[0] for name in kept}
        for name, content in current_outputs(workspace, month, f"{beginning}/").items()
        if name in kept
    }
